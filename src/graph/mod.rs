//! The graph: entities and links as they are served, and nothing that can change.
//!
//! Entities and links have dense numbers ([`NodeId`], [`LinkId`]); properties are columns of
//! JSON fragments ([`Column`]); the links of a node by a relation are one slice ([`Row`]).
//! It does no I/O, holds no lock and cannot change after [`Graph::new`]: a reload builds
//! another one beside it.
//!
//! Its costs are stated at [`Nodes`], [`Links`] and in `adjacency.rs`, and measured by
//! [`Graph::memory`]. petgraph's visit traits are implemented on `&Graph`, so its algorithms
//! run on it as they are.

mod adjacency;
mod build;
mod column;
mod element;
mod extents;
mod incidence;
mod index;
mod keys;
mod link_ids;
mod links;
mod lookup;
mod moments;
mod nodes;
mod provenance;
mod record;
mod row;
pub mod view;
mod visit;

#[cfg(test)]
mod tests;

pub use column::{Column, Keys, Rows};
pub use extents::Extents;
pub use index::IndexCost;
pub use links::{LinkColumns, LinkId, Links, ReferenceColumn};
pub use lookup::Wanted;
pub use moments::Moment;
pub use nodes::{Citation, Claim, ClaimSet, ExternalId, Localized, Name, NodeId, Nodes};
pub use provenance::Conflict;
pub use record::{
    CitationRecord, ClaimRecord, ClaimsRecord, EntityIndex, EntityRecord, Evidence, Facts,
    LinkRecord, LinkStatus, NameKind, NameRecord, Time,
};

pub use element::{Element, ElementId};
pub use row::{FollowedLink, Row, RowSet};
pub use visit::{Edge, Edges, Neighbors, Visited};

use crate::{
    json::fragment::Arena,
    ontology::{Direction, KindId, Ontology, RelationId},
    value::Day,
};
use adjacency::Adjacency;
use incidence::Incidence;
use index::Timed;
use keys::KeyIndexes;
use lookup::Lookups;
use provenance::Provenance;
use std::{ops::RangeInclusive, sync::Arc};

/// An immutable graph of one ontology.
#[derive(Debug)]
pub struct Graph {
    ontology: Arc<Ontology>,
    arena: Arena,
    nodes: Nodes,
    links: Links,
    adjacency: Adjacency,
    incidence: Incidence,
    provenance: Timed<Provenance>,
    moments: Timed<moments::Timeline>,
    lookups: Lookups,
    keys: KeyIndexes,
}

/// Bytes that a graph takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Texts, shared by entities and links.
    pub texts: usize,
    /// Numbers, columns and lists of entities.
    pub nodes: usize,
    /// Columns of links and the rows that lead to them.
    pub links: usize,
    /// All [indexes](Graph::indexes).
    pub indexes: usize,
}

impl Graph {
    /// A graph of checked facts.
    pub fn new(ontology: Arc<Ontology>, facts: Facts) -> Self {
        build::build(ontology, facts)
    }

    /// The type definitions that it keeps.
    pub fn ontology(&self) -> &Arc<Ontology> {
        &self.ontology
    }

    /// The arena of the graph's fragments.
    pub fn arena(&self) -> &Arena {
        &self.arena
    }

    /// The entities.
    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// The links.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// The number of entities.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The number of links.
    pub fn link_count(&self) -> usize {
        self.links.len()
    }

    /// The entity with an id.
    pub fn node_by_id(&self, id: &str) -> Option<NodeId> {
        self.nodes.by_id(id, &self.arena)
    }

    /// The entities of which a key of a name, or its comparison key, is wanted: in no order, and
    /// perhaps several times. `None` if names have no index: one has too many keys. Binary search.
    pub fn named(&self, wanted: Wanted<'_>) -> Option<&[NodeId]> {
        self.lookups.named(&self.arena, &self.nodes, wanted)
    }

    /// The entities of which the value of a property is wanted, as it is compared: in no order.
    /// `None` if the property has no index of texts: it is not `@unique`. Binary search.
    pub fn with_value(&self, column: (KindId, usize), wanted: Wanted<'_>) -> Option<&[NodeId]> {
        self.lookups.with_value(&self.arena, &self.nodes, column, wanted)
    }

    /// The entities of which the date of a property begins on one of these days, in the order of
    /// those; `None` if the property holds no dates. Binary search.
    pub fn with_date(
        &self,
        column: (KindId, usize),
        days: &RangeInclusive<Day>,
    ) -> Option<&[NodeId]> {
        self.lookups.with_date(&self.nodes, column, days)
    }

    /// The entity of a kind with these values of a key: its position in [`Kind::keys`], and each
    /// value as JSON. One look into a hash table.
    ///
    /// [`Kind::keys`]: crate::ontology::Kind::keys
    pub fn node_by_key(&self, kind: KindId, key: usize, values: &[String]) -> Option<NodeId> {
        let properties = self.ontology.kind(kind).keys.get(key)?;
        self.keys.find((&self.arena, &self.nodes), (kind, key), properties, values)
    }

    /// The entities with an id in another data set, in order: mostly one or none. One look into a
    /// hash table.
    pub fn nodes_by_external_id(&self, scheme: &str, id: &str) -> Vec<NodeId> {
        self.keys.with_external_id((&self.arena, &self.nodes), scheme, id)
    }

    /// The rows of all entities of a kind by a relation. Those of a directed relation in both
    /// directions are there if a field [follows it either way](crate::ontology::Relation::either_way).
    ///
    /// # Panics
    /// If they are asked for and no field follows it either way.
    pub fn rows(&self, kind: KindId, relation: RelationId, direction: Direction) -> RowSet<'_> {
        self.adjacency.rows(&self.nodes, &self.links, kind, relation, direction)
    }

    /// The links of an entity by a relation.
    pub fn row(&self, node: NodeId, relation: RelationId, direction: Direction) -> Row<'_> {
        self.rows(self.nodes.kind(node), relation, direction).row(node)
    }

    /// The relations that entities of a kind have links by, in order, each with the direction of
    /// the links: [`Direction::Both`] for a symmetric one, outgoing before incoming.
    pub fn sides(&self, kind: KindId) -> &[(RelationId, Direction)] {
        self.adjacency.slots(kind)
    }

    /// The rows of an entity over all relations: see [`Row::all`].
    pub fn rows_of(
        &self,
        node: NodeId,
        direction: Direction,
    ) -> impl Iterator<Item = (RelationId, bool, Row<'_>)> {
        Row::all(self.sides(self.nodes.kind(node)), node, direction, move |relation, side| {
            self.row(node, relation, side)
        })
    }

    /// The number of links of an entity, in either direction and over all relations. A link from
    /// the entity to itself counts once. O(1).
    #[inline]
    pub fn degree(&self, node: NodeId) -> u32 {
        self.incidence.row(node, Direction::Both).len() as u32
    }

    /// The elements that cite a source, by themselves or in a claim: entities, then links, in
    /// order.
    pub fn citing(&self, source: NodeId) -> &[ElementId] {
        self.provenance.citing(source)
    }

    /// The properties on which sources disagree, by the entity's id, then the property's name.
    pub fn conflicts(&self) -> &[Conflict] {
        self.provenance.conflicts()
    }

    /// The columns of a link's relation, and its position in them.
    pub fn link_columns(&self, link: LinkId) -> (&LinkColumns, usize) {
        let relation = self.links.relation(link);
        let local = link.0 - self.links.of_relation(relation).start;
        (self.links.columns(relation), local as usize)
    }

    /// The memory that the graph takes.
    pub fn memory(&self) -> Memory {
        Memory {
            texts: self.arena.size(),
            nodes: self.nodes.size(),
            links: self.links.size() + self.adjacency.size() + self.incidence.size(),
            indexes: self.indexes().iter().map(|it| it.bytes).sum(),
        }
    }

    /// The indexes and what each of them costs.
    pub fn indexes(&self) -> Vec<IndexCost> {
        let citations = IndexCost {
            name: "citations",
            description: "What cites each source, and the properties on which sources disagree.",
            entries: self.provenance.len(),
            bytes: self.provenance.size(),
            build_time: self.provenance.time(),
        };
        let timeline = IndexCost {
            name: "timeline",
            description: "Entities and links by the dates on which they begin, end or happen.",
            entries: self.moments.len(),
            bytes: self.moments.size(),
            build_time: self.moments.time(),
        };
        let references = self.links.references_cost();
        let mut all = Vec::from(self.lookups.costs());
        all.extend(self.keys.costs());
        all.extend([timeline, references, citations]);
        all
    }
}
