//! Adjacency in compressed rows: the links of a node by relation, as one slice.
//!
//! For each direction, each kind and each relation that the kind's entities really have,
//! there is one array of starts, indexed by the entity's position in its kind. A row is
//! found by two loads, whatever the degree. Links are numbered by (relation, source,
//! target), so an outgoing row is a range of link numbers and needs no storage beside the
//! targets; incoming rows hold source and link, 8 bytes a link. A symmetric relation has one
//! set of rows that both ends see, 16 bytes a link. The starts cost 4 bytes for each
//! (entity, relation, direction) of kinds that have it.

use super::{
    links::{LinkId, Links},
    nodes::{NodeId, Nodes},
};
use crate::{
    json::fragment::prefetch,
    ontology::{Direction, KindId, Ontology, RelationId},
};
use std::ops::Range;

/// The neighbors of one node by one relation, with the links to them.
#[derive(Clone, Copy, Debug)]
pub struct Row<'g> {
    /// The other ends, in order.
    pub nodes: &'g [NodeId],
    links: RowLinks<'g>,
}

#[derive(Clone, Copy, Debug)]
enum RowLinks<'g> {
    From(u32),
    List(&'g [LinkId]),
}

impl<'g> Row<'g> {
    pub(super) const EMPTY: Row<'static> = Row { nodes: &[], links: RowLinks::From(0) };

    /// The number of links in the row.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether the row has no links.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The link to the neighbor at a position.
    #[inline]
    pub fn link(&self, index: usize) -> LinkId {
        match self.links {
            RowLinks::From(first) => LinkId(first + index as u32),
            RowLinks::List(links) => links[index],
        }
    }

    /// The first link, where the links are numbered one after the other.
    #[inline]
    pub fn first_of_range(&self) -> Option<LinkId> {
        match self.links {
            RowLinks::From(first) => Some(LinkId(first)),
            RowLinks::List(_) => None,
        }
    }

    /// Some of them.
    fn part(self, range: Range<usize>) -> Self {
        let links = match self.links {
            RowLinks::From(first) => RowLinks::From(first + range.start as u32),
            RowLinks::List(links) => RowLinks::List(&links[range.clone()]),
        };
        Self { nodes: &self.nodes[range], links }
    }

    /// The rows of a node over all relations that its kind has (`sides`, in order), and whether
    /// each is followed against its direction; with [`Direction::Both`] the outgoing row of a
    /// relation before the incoming one, and a symmetric one once. A link from the node to itself
    /// comes once too: the incoming row is the part before it and the part behind it. `row`
    /// answers with the row of the node by a relation in a direction.
    pub fn all(
        sides: &'g [(RelationId, Direction)],
        node: NodeId,
        direction: Direction,
        row: impl Fn(RelationId, Direction) -> Row<'g>,
    ) -> impl Iterator<Item = (RelationId, bool, Row<'g>)> {
        sides.iter().flat_map(move |&(relation, side)| {
            let incoming = side == Direction::In;
            let wanted = match side {
                Direction::Both => true,
                Direction::Out => direction != Direction::In,
                Direction::In => direction != Direction::Out,
            };
            let row = if wanted { row(relation, side) } else { Row::EMPTY };
            let (one, rest) = if incoming && direction == Direction::Both {
                let [before, behind] = row.around(node);
                (before, Some(behind).filter(|behind| !behind.is_empty()))
            } else {
                (row, None)
            };
            let rows = [Some(one).filter(|_| wanted), rest].into_iter().flatten();
            rows.map(move |row| (relation, incoming, row))
        })
    }

    /// Those before a neighbor and those behind it. Neighbors stand in order.
    fn around(self, node: NodeId) -> [Self; 2] {
        let first = self.nodes.partition_point(|it| it.0 < node.0);
        let last = first + self.nodes[first..].partition_point(|it| it.0 <= node.0);
        [self.part(0..first), self.part(last..self.len())]
    }

    /// Neighbors with their links.
    pub fn iter(self) -> impl ExactSizeIterator<Item = (NodeId, LinkId)> + use<'g> {
        self.nodes.iter().enumerate().map(move |(index, &node)| (node, self.link(index)))
    }
}

/// The rows of all entities of one kind by one relation in one direction.
#[derive(Clone, Copy, Debug)]
pub struct RowSet<'g> {
    first_node: u32,
    starts: &'g [u32],
    nodes: &'g [NodeId],
    /// `None`: the position in `nodes` is the link.
    links: Option<&'g [LinkId]>,
}

impl<'g> RowSet<'g> {
    /// Rows in lists of their own. The row of the entity `first_node + i` is
    /// `starts[i]..starts[i + 1]` of the neighbors and of the links to them, in order.
    pub fn new(
        first_node: NodeId,
        starts: &'g [u32],
        nodes: &'g [NodeId],
        links: &'g [LinkId],
    ) -> Self {
        Self { first_node: first_node.0, starts, nodes, links: Some(links) }
    }

    /// The row of an entity of the kind.
    #[inline]
    pub fn row(&self, node: NodeId) -> Row<'g> {
        let local = (node.0 - self.first_node) as usize;
        let Some(&[start, end]) = self.starts.get(local..local + 2) else { return Row::EMPTY };
        let links = match self.links {
            None => RowLinks::From(start),
            Some(links) => RowLinks::List(&links[start as usize..end as usize]),
        };
        Row { nodes: &self.nodes[start as usize..end as usize], links }
    }
}

impl RowSet<'_> {
    /// Has the processor fetch what says where the row of an entity is.
    #[inline(always)]
    pub fn prefetch_place(&self, node: NodeId) {
        if let Some(start) = self.starts.get((node.0.wrapping_sub(self.first_node)) as usize) {
            prefetch(start);
        }
    }

    /// Has the processor fetch the start of the row of an entity.
    #[inline(always)]
    pub fn prefetch_row(&self, node: NodeId) {
        let place = self.starts.get((node.0.wrapping_sub(self.first_node)) as usize);
        if let Some(first) = place.and_then(|&start| self.nodes.get(start as usize)) {
            prefetch(first);
        }
    }
}

/// One direction.
#[derive(Debug, Default)]
struct Side {
    /// `kind * relations + relation` to a position in `starts`, or [`NO_SLOT`].
    slots: Vec<u32>,
    starts: Vec<Vec<u32>>,
    /// Empty for outgoing links, where the graph's own arrays serve.
    nodes: Vec<NodeId>,
    links: Vec<LinkId>,
}

const NO_SLOT: u32 = u32::MAX;

/// All rows of a graph.
#[derive(Debug)]
pub(super) struct Adjacency {
    relation_count: usize,
    symmetric: Vec<bool>,
    out: Side,
    into: Side,
    both: Side,
    /// By kind: the relations that its entities have, each with a direction, in order.
    /// [`Direction::Both`] is a symmetric one.
    slots: Vec<Vec<(RelationId, Direction)>>,
}

impl Adjacency {
    /// The rows of links that stand in the order of their numbers.
    pub(super) fn new(ontology: &Ontology, nodes: &Nodes, links: &Links) -> Self {
        let symmetric: Vec<bool> = ontology.relations().map(|(_, r)| r.symmetric).collect();
        let mut adjacency = Self {
            relation_count: symmetric.len(),
            out: Side::new(ontology),
            into: Side::new(ontology),
            both: Side::new(ontology),
            symmetric,
            slots: Vec::new(),
        };
        for (relation, _) in ontology.relations() {
            adjacency.add(relation, nodes, links);
        }
        for side in [&mut adjacency.into, &mut adjacency.both] {
            side.nodes.shrink_to_fit();
            side.links.shrink_to_fit();
        }
        adjacency.slots = ontology.kinds().map(|(kind, _)| adjacency.slots_of(kind)).collect();
        adjacency
    }

    fn add(&mut self, relation: RelationId, nodes: &Nodes, links: &Links) {
        let range = links.of_relation(relation);
        if range.is_empty() {
            return;
        }
        let ends = || {
            range
                .clone()
                .map(|link| (links.from[link as usize], links.to[link as usize], LinkId(link)))
        };
        if self.symmetric[relation.index()] {
            let mut entries: Vec<_> = ends()
                .flat_map(|(from, to, link)| {
                    let back = (from != to).then_some((to, from, link));
                    std::iter::once((from, to, link)).chain(back)
                })
                .collect();
            entries.sort_unstable();
            self.both.add(relation, nodes, &entries, self.relation_count);
        } else {
            self.out.add_starts(
                relation,
                nodes,
                range.start,
                ends().map(|(from, ..)| from),
                self.relation_count,
            );
            let mut entries: Vec<_> = ends().map(|(from, to, link)| (to, from, link)).collect();
            entries.sort_unstable();
            self.into.add(relation, nodes, &entries, self.relation_count);
        }
    }

    /// The rows of a kind by a relation; a symmetric relation has the same either way.
    pub(super) fn rows<'g>(
        &'g self,
        nodes: &Nodes,
        links: &'g Links,
        kind: KindId,
        relation: RelationId,
        direction: Direction,
    ) -> RowSet<'g> {
        let side = match direction {
            _ if self.symmetric[relation.index()] => &self.both,
            Direction::Out | Direction::Both => &self.out,
            Direction::In => &self.into,
        };
        let slot = side.slots[kind.index() * self.relation_count + relation.index()];
        let outgoing = std::ptr::eq(side, &self.out);
        RowSet {
            first_node: nodes.of_kind(kind).start,
            starts: side.starts.get(slot as usize).map_or(&[], Vec::as_slice),
            nodes: if outgoing { &links.to } else { &side.nodes },
            links: (!outgoing).then_some(&side.links),
        }
    }

    fn slots_of(&self, kind: KindId) -> Vec<(RelationId, Direction)> {
        let first = kind.index() * self.relation_count;
        let mut slots = Vec::new();
        for relation in 0..self.relation_count {
            let sides = [
                (&self.out, Direction::Out),
                (&self.into, Direction::In),
                (&self.both, Direction::Both),
            ];
            for (_, direction) in sides.iter().filter(|it| it.0.slots[first + relation] != NO_SLOT)
            {
                slots.push((RelationId(relation as u16), *direction));
            }
        }
        slots
    }

    /// The relations that entities of a kind have, each with a direction.
    pub(super) fn slots(&self, kind: KindId) -> &[(RelationId, Direction)] {
        &self.slots[kind.index()]
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        [&self.out, &self.into, &self.both].into_iter().map(Side::size).sum()
    }
}

impl Side {
    fn new(ontology: &Ontology) -> Self {
        let slots = ontology.kinds().len() * ontology.relations().len();
        Self { slots: vec![NO_SLOT; slots], ..Self::default() }
    }

    /// Adds the rows of a relation whose entries (this end, other end, link) are sorted.
    fn add(
        &mut self,
        relation: RelationId,
        nodes: &Nodes,
        entries: &[(NodeId, NodeId, LinkId)],
        relations: usize,
    ) {
        let first = self.nodes.len() as u32;
        self.nodes.extend(entries.iter().map(|entry| entry.1));
        self.links.extend(entries.iter().map(|entry| entry.2));
        self.add_starts(relation, nodes, first, entries.iter().map(|entry| entry.0), relations);
    }

    /// Adds the starts of rows whose entries begin at `first` and have these near ends, in order.
    fn add_starts(
        &mut self,
        relation: RelationId,
        nodes: &Nodes,
        first: u32,
        near: impl Iterator<Item = NodeId>,
        relations: usize,
    ) {
        let mut position = first;
        let mut near = near.peekable();
        while let Some(&node) = near.peek() {
            let kind = nodes.kind(node);
            let range = nodes.of_kind(kind);
            let mut starts = Vec::with_capacity(range.len() + 1);
            for node in range {
                starts.push(position);
                while near.next_if_eq(&NodeId(node)).is_some() {
                    position += 1;
                }
            }
            starts.push(position);
            self.slots[kind.index() * relations + relation.index()] = self.starts.len() as u32;
            self.starts.push(starts);
        }
    }

    fn size(&self) -> usize {
        size_of_val(self.slots.as_slice())
            + self.starts.iter().map(|starts| size_of_val(starts.as_slice())).sum::<usize>()
            + size_of_val(self.nodes.as_slice())
            + size_of_val(self.links.as_slice())
    }
}
