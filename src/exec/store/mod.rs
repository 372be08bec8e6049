//! The store: the one way to read facts.
//!
//! Everything that answers requests reads entities, links and what they have through [`Store`]:
//! `select`, `write`, reconciliation, the page of an entity. The graph in memory is a store, by
//! static dispatch and at no cost: columns and rows are its own slices. A store that hides some
//! entities and links from a caller is another one, and so is a graph that was filled with
//! what a remote database answered.
//!
//! # What a store is
//!
//! Entities, links and properties have the numbers that [`Graph`] defines. Entities of a kind
//! are numbered in a row, in the order of their ids; links of a relation are numbered in a row,
//! in the order of their ends. A store may leave numbers out: an entity or link that it hides
//! keeps its number, and the store never gives that number to a caller.
//!
//! A caller passes only numbers that the same store gave it. There is one exception: an index
//! may know entities that the store hides, so [`Store::has_node`] takes any number of the graph
//! that the index is of.
//!
//! A store that hides an entity hides its links too, as well as every citation of it if it is a
//! source. It answers as if they had never been there: counts, rows, `citing`, conflicts and
//! moments are without them. Two things stay as they are: the id of a link that differs from a
//! hidden one only by its ordinal (ids must be the same for every caller), and the statistics
//! of the search indexes. A score of `search` or `match` counts how rare a word is over all names
//! and texts, and `search` counts all links of an entity; a text that names a country is known as
//! one if any entity has it; and `search` may find an entity by a property that is hidden, of
//! which it shows nothing.

mod graph;
mod node_list;

pub use node_list::NodeList;

use crate::{
    graph::{
        Citation, ClaimSet, Column, Conflict, Element, ElementId, Extents, ExternalId, Graph,
        LinkColumns, LinkId, Localized, Moment, Name, NodeId, Row, RowSet,
    },
    json::{
        fragment::{Arena, Fragment},
        quote,
    },
    ontology::{Direction, KindId, Ontology, RelationId},
    value::Interval,
};
use std::ops::Range;

/// A place that facts are read from. See the module for what all methods have in common.
///
/// Methods that answer with a slice cost nothing but finding it, unless they say otherwise.
/// Exports read through `&dyn Store`, so methods that a trait object cannot have ask for `Sized`.
pub trait Store: Sync {
    /// True if the store hides entities or links of its graph. If it does, searches over the
    /// graph ask [`Store::has_node`] and [`Store::has_link`] of everything that they meet.
    fn hides(&self) -> bool {
        true
    }

    /// The graph whose numbers the store uses. Searches over views read its adjacency.
    fn graph(&self) -> &Graph;

    /// Returns whether the store has a link. Takes any number of the graph.
    fn has_link(&self, link: LinkId) -> bool;

    /// The type definitions of the facts.
    fn ontology(&self) -> &Ontology;

    /// The place that every [`Fragment`] of this store is in.
    fn arena(&self) -> &Arena;

    /// The entity with an id; `None` if there is none, or it is hidden. One look into a hash
    /// table.
    fn node_by_id(&self, id: &str) -> Option<NodeId>;

    /// The entity of a kind with these values of a key: its position in [`Kind::keys`], and each
    /// value as JSON. `None` if there is none, or it or a property of the key is hidden. One look
    /// into a hash table.
    ///
    /// [`Kind::keys`]: crate::ontology::Kind::keys
    fn node_by_key(&self, kind: KindId, key: usize, values: &[String]) -> Option<NodeId> {
        let properties = self.ontology().kind(kind).keys.get(key)?;
        let is_hidden = |property: &usize| self.column(kind, *property).is_none();
        if properties.iter().any(is_hidden) {
            return None;
        }
        self.graph().node_by_key(kind, key, values).filter(|&node| self.has_node(node))
    }

    /// The entities with an id in another data set, in order: mostly one or none; none that is
    /// hidden, or whose id is. One look into a hash table.
    fn nodes_by_external_id(&self, scheme: &str, id: &str) -> Vec<NodeId> {
        let mut nodes = self.graph().nodes_by_external_id(scheme, id);
        if self.hides() {
            let wanted = [quote(scheme), quote(id)];
            nodes.retain(|&node| {
                let text = |it| self.arena().bytes(it);
                let is_it = |it: &ExternalId| {
                    [text(it.scheme), text(it.value)]
                        == [wanted[0].as_bytes(), wanted[1].as_bytes()]
                };
                self.has_node(node) && self.external_ids(node).iter().any(is_it)
            });
        }
        nodes
    }

    /// Returns whether the store has an entity. Takes any number of the graph that an index is of.
    fn has_node(&self, node: NodeId) -> bool;

    /// The kind of an entity.
    fn kind(&self, node: NodeId) -> KindId;

    /// The numbers that entities of a kind may have. The cells of the kind's columns are by
    /// position in it, and it may have numbers of hidden entities.
    fn numbers_of_kind(&self, kind: KindId) -> Range<u32>;

    /// The entities of a kind, ordered by id.
    fn nodes_of_kind(&self, kind: KindId) -> NodeList<'_>;

    /// The ids of entities as JSON, by number.
    fn ids(&self) -> &[Fragment];

    /// The primary names of entities as JSON, by number.
    fn primary_names(&self) -> &[Fragment];

    /// The ids and the primary names of entities as one, by number: `"id","name":"primary"`.
    fn heads(&self) -> &[Fragment];

    /// The primary names as they are compared, by number.
    fn folded_names(&self) -> &[Fragment];

    /// The values of a property of a kind, by position in [`Store::numbers_of_kind`]; `None` if
    /// the store hides the property: then it is absent from every entity.
    fn column(&self, kind: KindId, property: usize) -> Option<&Column>;

    /// The times in which the entities of a kind exist, by position in
    /// [`Store::numbers_of_kind`]; `None` if no entity of the kind has a date.
    fn node_extents(&self, kind: KindId) -> Option<&Extents>;

    /// The names of an entity, the primary one first. There is at least one.
    fn names(&self, node: NodeId) -> &[Name];

    /// The summaries of an entity, one for each language.
    fn summaries(&self, node: NodeId) -> &[Localized];

    /// The ids of an entity in other data sets.
    fn external_ids(&self, node: NodeId) -> &[ExternalId];

    /// The citations of an entity; none of a hidden source.
    fn citations(&self, node: NodeId) -> &[Citation];

    /// The properties of an entity for which there are claims; none of them cites a hidden
    /// source.
    fn claims(&self, node: NodeId) -> &[ClaimSet];

    /// The link with an id, given or derived; `None` if there is none, or it is hidden. Linear in
    /// the degree of its source.
    fn link_by_id(&self, id: &str) -> Option<LinkId>;

    /// The relation of a link. Binary search over the relations.
    fn relation(&self, link: LinkId) -> RelationId;

    /// The entity that a link starts from.
    fn from(&self, link: LinkId) -> NodeId;

    /// The entity that a link leads to.
    fn to(&self, link: LinkId) -> NodeId;

    /// The number that tells a link from others of the same ends and relation: 1 for the first.
    fn ordinal(&self, link: LinkId) -> u32;

    /// The id of a link as JSON, where the data gives one.
    fn given_link_id(&self, link: LinkId) -> Option<Fragment>;

    /// The id of a link that the data gives none: `from~RELATION~to`, and `~2` and so on for its
    /// ordinal.
    fn derived_link_id(&self, link: LinkId) -> String;

    /// The citations of a link; none of a hidden source.
    fn link_citations(&self, link: LinkId) -> &[Citation];

    /// The numbers that links of a relation may have. The cells of the relation's columns are by
    /// position in it, and it may have numbers of hidden links.
    fn numbers_of_relation(&self, relation: RelationId) -> Range<u32>;

    /// The values of the links of a relation, by position in [`Store::numbers_of_relation`].
    fn relation_columns(&self, relation: RelationId) -> &LinkColumns;

    /// The relations that entities of a kind may have links by, in order, each with the direction
    /// of the links: [`Direction::Both`] for a symmetric one, outgoing before incoming.
    fn sides(&self, kind: KindId) -> &[(RelationId, Direction)];

    /// The rows of all entities of a kind by a relation, in one batch: then a row is two loads.
    /// A row is in the order of the other ends, and of the ordinals for the same end.
    ///
    /// A symmetric relation has the same rows in each direction. The rows of a directed one with
    /// [`Direction::Both`] have the links in both directions, those that lead from the entity
    /// before those that come from the same other end, and one from the entity to itself once.
    ///
    /// # Panics
    /// If they are asked for and no field [follows the relation either
    /// way](crate::ontology::Relation::either_way): no rows would look like no links.
    fn rows(&self, kind: KindId, relation: RelationId, direction: Direction) -> RowSet<'_>;

    /// The entity or link that an element number stands for.
    fn element(&self, id: ElementId) -> Element;

    /// The element number of a link.
    fn link_element(&self, link: LinkId) -> ElementId;

    /// The elements that cite a source, themselves or in their claims: entities, then links, each
    /// in the order of their numbers and once.
    fn citing(&self, source: NodeId) -> &[ElementId];

    /// The properties on which sources disagree, by the entity's id, then the property's name.
    /// `Conflict::set` is a position in [`Store::claims`].
    fn conflicts(&self) -> &[Conflict];

    /// The moments that can lie in some days, in order; beside them moments that begin so little
    /// before those days that the caller must look at their dates. Binary search.
    fn moments_near(&self, days: Interval) -> &[Moment];

    /// The moments of one element, the days on which it is attested among them; in no order.
    fn moments_of(&self, id: ElementId) -> Vec<Moment>;

    /// The number of links of a relation.
    fn count_of_relation(&self, relation: RelationId) -> usize;

    /// The number of entities of a kind.
    fn count_of_kind(&self, kind: KindId) -> usize {
        self.nodes_of_kind(kind).len()
    }

    /// The number of all entities.
    fn node_count(&self) -> usize {
        self.ontology().kinds().map(|(kind, _)| self.count_of_kind(kind)).sum()
    }

    /// The number of all links.
    fn link_count(&self) -> usize {
        self.ontology().relations().map(|(relation, _)| self.count_of_relation(relation)).sum()
    }

    /// The entities and links with some ids, in the order of the ids; `None` where there is none.
    /// An id that an entity and a link have in common is the entity's.
    fn elements_by_id(&self, ids: &[impl AsRef<str>]) -> Vec<Option<Element>>
    where
        Self: Sized,
    {
        let element = |id: &str| {
            let node = self.node_by_id(id).map(Element::Node);
            node.or_else(|| self.link_by_id(id).map(Element::Link))
        };
        ids.iter().map(|id| element(id.as_ref())).collect()
    }

    /// The position of an entity in the columns of its kind.
    #[inline]
    fn local(&self, node: NodeId) -> usize {
        (node.0 - self.numbers_of_kind(self.kind(node)).start) as usize
    }

    /// The columns of a link's relation, and its position in them.
    fn link_columns(&self, link: LinkId) -> (&LinkColumns, usize) {
        let relation = self.relation(link);
        let local = link.0 - self.numbers_of_relation(relation).start;
        (self.relation_columns(relation), local as usize)
    }

    /// The links of an entity by a relation.
    fn row(&self, node: NodeId, relation: RelationId, direction: Direction) -> Row<'_> {
        self.rows(self.kind(node), relation, direction).row(node)
    }

    /// The rows of an entity over all relations, in their order, and whether each is followed
    /// against its direction. A symmetric row comes once, and so does a link from the entity to
    /// itself. O(relations of the kind) beside what is read of the rows.
    fn rows_of(
        &self,
        node: NodeId,
        direction: Direction,
    ) -> impl Iterator<Item = (RelationId, bool, Row<'_>)>
    where
        Self: Sized,
    {
        let row = move |relation, side| self.row(node, relation, side);
        Row::all(self.sides(self.kind(node)), node, direction, row)
    }

    /// The entity that a property of links refers to: the columns of the link's relation, its
    /// position in them, and the position of the property among
    /// [those that refer to entities](crate::ontology::LinkProperties::references). `None` if there
    /// is none, or it is hidden.
    #[inline]
    fn reference(&self, columns: &LinkColumns, local: usize, reference: usize) -> Option<NodeId> {
        let node = columns.references.get(reference)?.get(local)?;
        (!self.hides() || self.has_node(node)).then_some(node)
    }

    /// Returns whether nothing of an element is certain because of the status or the evidence of a
    /// link. Entities have neither.
    fn is_doubted(&self, id: ElementId) -> bool {
        match self.element(id) {
            Element::Node(_) => false,
            Element::Link(link) => {
                let (columns, local) = self.link_columns(link);
                columns.is_doubted(local)
            }
        }
    }
}
