//! All items of a list, in blocks of one kind and one relation, so that a column is looked up once
//! for a block.

use crate::{
    exec::{
        select::{
            Reader, Refusal,
            items::Item,
            lists::{Matching, TakeItems},
            whole_list::{ListSource, WholeList},
        },
        store::{NodeList, Store},
    },
    graph::{LinkId, NodeId},
    ontology::{KindId, RelationId},
};
use std::ops::Range;

/// The number of items of a block: with the numbers of their keys they stay in the first cache.
const BLOCK: usize = 1_024;

/// Some items of a list in its order, of one kind, and of one relation if they are links.
#[derive(Debug)]
pub(super) struct Block {
    /// The entities, or those at the other ends of the links.
    pub(super) nodes: Vec<NodeId>,
    pub(super) kind: KindId,
    /// The links; empty in a list of entities.
    pub(super) links: Vec<LinkId>,
    /// True for each link that is followed against its direction.
    pub(super) incoming: Vec<bool>,
    pub(super) relation: RelationId,
}

impl Block {
    fn new() -> Self {
        Self {
            nodes: Vec::with_capacity(BLOCK),
            kind: KindId(0),
            links: Vec::new(),
            incoming: Vec::new(),
            relation: RelationId(0),
        }
    }

    /// The item at a position.
    pub(super) fn item(&self, at: usize) -> Item {
        match self.links.get(at) {
            Some(&link) => Item { node: self.nodes[at], link, incoming: self.incoming[at] },
            None => Item::of_node(self.nodes[at]),
        }
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.links.clear();
        self.incoming.clear();
    }
}

/// Takes blocks.
type TakeBlock<'t, 'a, S> = dyn FnMut(&mut Reader<'a, S>, &Block) -> Result<(), Refusal> + 't;

/// Makes blocks of items.
struct Blocks<'t, 'a, S> {
    block: Block,
    has_links: bool,
    /// The numbers of the entities and of the links that may be in the block.
    numbers: [Range<u32>; 2],
    take: &'t mut TakeBlock<'t, 'a, S>,
}

impl<'t, 'a, S: Store> Blocks<'t, 'a, S> {
    fn new(has_links: bool, take: &'t mut TakeBlock<'t, 'a, S>) -> Self {
        Self { block: Block::new(), has_links, numbers: [0..0, 0..0], take }
    }

    #[inline]
    fn push(&mut self, reader: &mut Reader<'a, S>, item: Item) -> Result<(), Refusal> {
        let [nodes, links] = &self.numbers;
        let is_like =
            nodes.contains(&item.node.0) && (!self.has_links || links.contains(&item.link.0));
        if !is_like || self.block.nodes.len() >= BLOCK {
            self.next(reader, item)?;
        }
        self.block.nodes.push(item.node);
        if self.has_links {
            self.block.links.push(item.link);
            self.block.incoming.push(item.incoming);
        }
        Ok(())
    }

    /// Hands the block over and begins one for items like this.
    #[cold]
    fn next(&mut self, reader: &mut Reader<'a, S>, item: Item) -> Result<(), Refusal> {
        self.flush(reader)?;
        let store = reader.store;
        self.begin(store, store.kind(item.node));
        if self.has_links {
            self.block.relation = store.relation(item.link);
            self.numbers[1] = store.numbers_of_relation(self.block.relation);
        }
        Ok(())
    }

    fn begin(&mut self, store: &S, kind: KindId) {
        self.block.kind = kind;
        self.numbers[0] = store.numbers_of_kind(kind);
    }

    /// Items that were chosen before.
    fn push_chosen(&mut self, reader: &mut Reader<'a, S>, items: &[Item]) -> Result<(), Refusal> {
        reader.budget.visit(items.len())?;
        items.iter().try_for_each(|&item| self.push(reader, item))
    }

    fn flush(&mut self, reader: &mut Reader<'a, S>) -> Result<(), Refusal> {
        if !self.block.nodes.is_empty() {
            (self.take)(reader, &self.block)?;
            self.block.clear();
        }
        Ok(())
    }

    /// All entities of a kind that are in view.
    fn push_kind(
        &mut self,
        reader: &mut Reader<'a, S>,
        kind: KindId,
        list: &NodeList<'_>,
    ) -> Result<(), Refusal> {
        self.flush(reader)?;
        self.begin(reader.store, kind);
        let shown = reader.seen().entities(kind);
        for start in (0..list.len()).step_by(BLOCK) {
            let part = list.part(start, list.len().min(start + BLOCK));
            reader.budget.visit(part.len())?;
            match part {
                NodeList::Range(range) => self.block.nodes.extend(range.map(NodeId)),
                NodeList::List(nodes) => self.block.nodes.extend_from_slice(nodes),
            }
            if !shown.is_all() {
                self.block.nodes.retain(|node| shown.has(node.0));
            }
            self.flush(reader)?;
        }
        Ok(())
    }
}

impl<'a, S: Store> TakeItems<'a, S> for &mut Blocks<'_, 'a, S> {
    type Taken = ();

    fn take(
        self,
        reader: &mut Reader<'a, S>,
        mut matching: impl Matching<'a, S>,
    ) -> Result<(), Refusal> {
        while let Some(item) = matching(reader)? {
            self.push(reader, item)?;
        }
        Ok(())
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// Hands over all items of a list, block by block.
    pub(super) fn in_blocks<'t>(
        &mut self,
        list: &WholeList<'a>,
        take: &'t mut TakeBlock<'t, 'a, S>,
    ) -> Result<(), Refusal> {
        let mut blocks = Blocks::new(list.has_links(), take);
        if let Some(items) = list.kept() {
            blocks.push_chosen(self, items)?;
            return blocks.flush(self);
        }
        match &list.source {
            ListSource::Entities(target, arguments) if arguments.filter.is_none() => {
                for kind in arguments.kinds_of(self.store.ontology(), *target) {
                    let list = self.store.nodes_of_kind(kind);
                    blocks.push_kind(self, kind, &list)?;
                }
            }
            ListSource::Entities(target, arguments) => {
                let all = self.all_entities(*target, arguments);
                self.entity_items(&all, arguments, &mut blocks)?;
            }
            ListSource::Relation(row, relation, arguments) => {
                self.relation_items(*row, *relation, arguments, &mut blocks)?;
            }
            ListSource::Links(node, arguments) => {
                self.link_items(*node, arguments, &mut blocks)?;
            }
            ListSource::Nodes(items, _) | ListSource::Chosen(items, _) => {
                blocks.push_chosen(self, items)?;
            }
        }
        blocks.flush(self)
    }
}
