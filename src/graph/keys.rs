//! Entities by what tells each from all others: the values of their keys, and their ids in other
//! data sets.
//!
//! `airport(iata: "GYD")` is one look into a hash table. A table holds the numbers of entities
//! alone, 5 to 9 bytes for each; values are compared with the cells of their columns, or with
//! their keys where a value can be written in several ways.
//!
//! A `@unique` text has an entry here and one in `lookup`, for different questions. Here a value is
//! exactly so, of any type, and perhaps of several properties together: it is found by one look.
//! There texts stand in the order in which they compare, for `startsWith` and for what is the same
//! but for case and accents: a look takes twenty steps for a million entities, in twenty places.

use super::{
    index::{IndexCost, Timed},
    nodes::{NodeId, Nodes},
};
use crate::{
    graph::Keys,
    json::{fragment::Arena, quote},
    ontology::{Kind, KindId, Ontology},
    value::Value,
};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{
    borrow::Cow,
    hash::{BuildHasher, Hasher},
};

/// The tables of a graph.
#[derive(Debug)]
pub(super) struct KeyIndexes {
    hasher: DefaultHashBuilder,
    /// By kind, then by the position of the key in the kind.
    keys: Timed<Vec<Vec<HashTable<NodeId>>>>,
    /// An entity comes once for each of its ids in other data sets.
    external: Timed<HashTable<NodeId>>,
}

impl KeyIndexes {
    pub(super) fn new(ontology: &Ontology, arena: &Arena, nodes: &Nodes) -> Self {
        let hasher = DefaultHashBuilder::default();
        let of_key = |kind: KindId, properties: &Vec<usize>| {
            let hashed = |node: NodeId| {
                let mut state = hasher.build_hasher();
                for &property in properties {
                    add(&mut state, &cell(arena, nodes, (kind, property), node)?);
                }
                Some((state.finish(), node))
            };
            table(nodes.of_kind(kind).map(NodeId).filter_map(hashed).collect())
        };
        let of_kind =
            |(id, kind): (KindId, &Kind)| kind.keys.iter().map(|key| of_key(id, key)).collect();
        let keys = Timed::build(|| ontology.kinds().map(of_kind).collect());
        Self { keys, external: Timed::build(|| external(&hasher, arena, nodes)), hasher }
    }

    /// The entity with these values of a key, by [`Value::to_key`] in the order of the key's
    /// properties.
    pub(super) fn find(
        &self,
        (arena, nodes): (&Arena, &Nodes),
        (kind, key): (KindId, usize),
        properties: &[usize],
        values: &[String],
    ) -> Option<NodeId> {
        let table = self.keys.get(kind.index())?.get(key)?;
        let values: Vec<Cow<'_, [u8]>> =
            values.iter().map(|it| Cow::Borrowed(it.as_bytes())).collect();
        let is_it =
            |node: &NodeId| cells(arena, nodes, kind, properties, *node).as_ref() == Some(&values);
        table.find(hash(&self.hasher, values.iter().map(AsRef::as_ref)), is_it).copied()
    }

    /// The entities with an id in another data set, in order.
    pub(super) fn with_external_id(
        &self,
        (arena, nodes): (&Arena, &Nodes),
        scheme: &str,
        id: &str,
    ) -> Vec<NodeId> {
        let (scheme, id) = (quote(scheme), quote(id));
        let wanted = [scheme.as_bytes(), id.as_bytes()];
        let candidates = self.external.iter_hash(hash(&self.hasher, wanted)).copied();
        let has_it = |node: &NodeId| {
            let mut ids = nodes.external_ids(*node).iter();
            ids.any(|it| [arena.bytes(it.scheme), arena.bytes(it.value)] == wanted)
        };
        let mut found: Vec<NodeId> = candidates.filter(has_it).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The cost of each of them.
    pub(super) fn costs(&self) -> [IndexCost; 2] {
        let keys = || self.keys.iter().flatten();
        [
            IndexCost {
                name: "keys",
                description: "Entities by the whole values of their keys, for lookups of one entity.",
                entries: keys().map(HashTable::len).sum(),
                bytes: keys().map(HashTable::allocation_size).sum(),
                build_time: self.keys.time(),
            },
            IndexCost {
                name: "externalIds",
                description: "Entities by their ids in other data sets.",
                entries: self.external.len(),
                bytes: self.external.allocation_size(),
                build_time: self.external.time(),
            },
        ]
    }
}

/// The values of a key of an entity, by [`Value::to_key`]; `None` if one of them is absent: it has no such key.
fn cells<'g>(
    arena: &'g Arena,
    nodes: &Nodes,
    kind: KindId,
    properties: &[usize],
    node: NodeId,
) -> Option<Vec<Cow<'g, [u8]>>> {
    properties.iter().map(|&property| cell(arena, nodes, (kind, property), node)).collect()
}

/// The value of a property of an entity, by [`Value::to_key`]; `None` if it is absent.
fn cell<'g>(
    arena: &'g Arena,
    nodes: &Nodes,
    (kind, property): (KindId, usize),
    node: NodeId,
) -> Option<Cow<'g, [u8]>> {
    let (column, local) = (nodes.column(kind, property), nodes.local(node));
    let cell = column.cells()[local];
    (!cell.is_null()).then(|| match column.keys() {
        Keys::Decimal(keys) => Cow::Owned(Value::Decimal(keys[local]).to_key().into_bytes()),
        Keys::DateTime(keys) => Cow::Owned(keys[local].to_string().into_bytes()),
        Keys::Cell
        | Keys::Text(_)
        | Keys::Int(_)
        | Keys::Float(_)
        | Keys::BigInt(_)
        | Keys::Date(_)
        | Keys::List { .. }
        | Keys::Fields(_) => Cow::Borrowed(arena.bytes(cell)),
    })
}

fn external(hasher: &DefaultHashBuilder, arena: &Arena, nodes: &Nodes) -> HashTable<NodeId> {
    let ids = |node: NodeId| nodes.external_ids(node).iter();
    let all =
        (0..nodes.len() as u32).map(NodeId).flat_map(|node| ids(node).map(move |id| (node, id)));
    let entries =
        all.map(|(node, id)| (hash(hasher, [arena.bytes(id.scheme), arena.bytes(id.value)]), node));
    table(entries.collect())
}

/// A table of entities by their hashes. Its size is known, so that none is hashed again.
fn table(entries: Vec<(u64, NodeId)>) -> HashTable<NodeId> {
    let mut table = HashTable::with_capacity(entries.len());
    for (hash, node) in entries {
        table.insert_unique(hash, node, |_| hash);
    }
    table
}

fn hash<'v>(hasher: &DefaultHashBuilder, values: impl IntoIterator<Item = &'v [u8]>) -> u64 {
    let mut state = hasher.build_hasher();
    values.into_iter().for_each(|value| add(&mut state, value));
    state.finish()
}

/// Adds a value to a hash.
fn add(state: &mut impl Hasher, value: &[u8]) {
    state.write(value);
    // JSON has no such byte: it ends a value.
    state.write_u8(0xFF);
}
