//! Adjacency in compressed rows: the links of a node by relation, as one slice.
//!
//! For each direction, each kind and each relation that the kind's entities really have,
//! there is one array of starts, indexed by the entity's position in its kind. A row is
//! found by two loads, whatever the degree. Links are numbered by (relation, source,
//! target), so an outgoing row is a range of link numbers and needs no storage beside the
//! targets; incoming rows hold source and link, 8 bytes a link. A symmetric relation has one
//! set of rows that both ends see, 16 bytes a link. A directed relation that a field follows
//! either way has rows of both directions beside those of each, 16 bytes a link. The starts cost 4 bytes for each (entity, relation, direction) of kinds
//! that have it.

use super::{
    links::{LinkId, Links},
    nodes::{NodeId, Nodes},
    row::{FollowedLink, RowSet},
};
use crate::ontology::{Direction, KindId, Ontology, RelationId};

/// One direction.
#[derive(Debug, Default)]
struct Side {
    /// `kind * relations + relation` to a position in `starts`, or [`NO_SLOT`].
    slots: Vec<u32>,
    starts: Vec<Vec<u32>>,
    /// Empty for outgoing links, where the graph's own arrays serve.
    nodes: Vec<NodeId>,
    links: Vec<FollowedLink>,
}

/// A link in the row of one of its ends: the end, the other end, whether the row has links in both
/// directions and it leads to the first end, its number. Rows are in the order of entries.
type Entry = (NodeId, NodeId, bool, LinkId);

const NO_SLOT: u32 = u32::MAX;

/// All rows of a graph.
#[derive(Debug)]
pub(super) struct Adjacency {
    relation_count: usize,
    symmetric: Vec<bool>,
    /// By relation: true if a field follows it either way.
    either_way: Vec<bool>,
    out: Side,
    into: Side,
    /// Symmetric relations.
    both: Side,
    /// Directed relations that a field follows either way.
    either: Side,
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
            either: Side::new(ontology),
            symmetric,
            either_way: ontology.relations().map(|(_, r)| r.either_way).collect(),
            slots: Vec::new(),
        };
        for (relation, _) in ontology.relations() {
            adjacency.add(relation, nodes, links);
        }
        for side in [&mut adjacency.into, &mut adjacency.both, &mut adjacency.either] {
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
        let count = self.relation_count;
        // From both ends; a link from a node to itself once.
        let of_both = |incoming: bool| {
            let entries = ends().flat_map(move |(from, to, link)| {
                let back = (from != to).then_some((to, from, incoming, link));
                std::iter::once((from, to, false, link)).chain(back)
            });
            sorted(entries)
        };
        if self.symmetric[relation.index()] {
            self.both.add(relation, nodes, &of_both(false), count);
            return;
        }
        self.out.add_starts(relation, nodes, range.start, ends().map(|(from, ..)| from), count);
        let incoming = sorted(ends().map(|(from, to, link)| (to, from, false, link)));
        self.into.add(relation, nodes, &incoming, count);
        if self.either_way[relation.index()] {
            let entries = of_both(true);
            self.either.add(relation, nodes, &entries, count);
        }
    }

    /// The rows of a kind by a relation; a symmetric relation has the same in each direction. Those
    /// of both directions of a directed one are there if a field follows it either way.
    ///
    /// # Panics
    /// If they are asked for and no field follows it either way: no rows would look like no links.
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
            Direction::Out => &self.out,
            Direction::In => &self.into,
            Direction::Both if self.either_way[relation.index()] => &self.either,
            Direction::Both => panic!("no field follows this relation either way"),
        };
        let slot = side.slots[kind.index() * self.relation_count + relation.index()];
        let starts = side.starts.get(slot as usize).map_or(&[][..], Vec::as_slice);
        let first = NodeId(nodes.of_kind(kind).start);
        if std::ptr::eq(side, &self.out) {
            RowSet::of_positions(first, starts, &links.to)
        } else {
            RowSet::new(first, starts, &side.nodes, &side.links)
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
        [&self.out, &self.into, &self.both, &self.either].into_iter().map(Side::size).sum()
    }
}

impl Side {
    fn new(ontology: &Ontology) -> Self {
        let slots = ontology.kinds().len() * ontology.relations().len();
        Self { slots: vec![NO_SLOT; slots], ..Self::default() }
    }

    /// Adds the rows of a relation whose entries are sorted.
    fn add(&mut self, relation: RelationId, nodes: &Nodes, entries: &[Entry], relations: usize) {
        let first = self.nodes.len() as u32;
        self.nodes.extend(entries.iter().map(|entry| entry.1));
        self.links.extend(entries.iter().map(|&(_, _, incoming, link)| match incoming {
            true => FollowedLink::incoming(link),
            false => FollowedLink::new(link),
        }));
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

fn sorted(entries: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = entries.collect();
    entries.sort_unstable();
    entries
}
