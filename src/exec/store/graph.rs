//! The graph in memory as a store: its own slices, at no cost.

use super::{NodeList, Store};
use crate::{
    graph::{
        Citation, ClaimSet, Column, Conflict, Element, ElementId, Extents, ExternalId, Graph,
        LinkColumns, LinkId, Localized, Moment, Name, NodeId, RowSet,
    },
    json::fragment::{Arena, Fragment},
    ontology::{Direction, KindId, Ontology, RelationId},
    value::Interval,
};
use std::ops::Range;

/// The graph in memory: it hides nothing.
impl Store for Graph {
    #[inline(always)]
    fn hides(&self) -> bool {
        false
    }

    #[inline(always)]
    fn graph(&self) -> &Graph {
        self
    }

    #[inline(always)]
    fn has_link(&self, _: LinkId) -> bool {
        true
    }

    #[inline(always)]
    fn ontology(&self) -> &Ontology {
        self.ontology()
    }

    #[inline(always)]
    fn arena(&self) -> &Arena {
        self.arena()
    }

    #[inline]
    fn node_by_id(&self, id: &str) -> Option<NodeId> {
        self.node_by_id(id)
    }

    #[inline(always)]
    fn has_node(&self, _: NodeId) -> bool {
        true
    }

    #[inline(always)]
    fn kind(&self, node: NodeId) -> KindId {
        self.nodes().kind(node)
    }

    #[inline]
    fn numbers_of_kind(&self, kind: KindId) -> Range<u32> {
        self.nodes().of_kind(kind)
    }

    #[inline]
    fn nodes_of_kind(&self, kind: KindId) -> NodeList<'_> {
        NodeList::Range(self.nodes().of_kind(kind))
    }

    #[inline]
    fn ids(&self) -> &[Fragment] {
        self.nodes().ids()
    }

    #[inline]
    fn primary_names(&self) -> &[Fragment] {
        self.nodes().primary_names()
    }

    #[inline]
    fn heads(&self) -> &[Fragment] {
        self.nodes().heads()
    }

    #[inline]
    fn folded_names(&self) -> &[Fragment] {
        self.nodes().folded_names()
    }

    #[inline]
    fn column(&self, kind: KindId, property: usize) -> Option<&Column> {
        Some(self.nodes().column(kind, property))
    }

    #[inline]
    fn node_extents(&self, kind: KindId) -> Option<&Extents> {
        self.nodes().extents(kind)
    }

    #[inline]
    fn names(&self, node: NodeId) -> &[Name] {
        self.nodes().names(node)
    }

    #[inline]
    fn summaries(&self, node: NodeId) -> &[Localized] {
        self.nodes().summaries(node)
    }

    #[inline]
    fn external_ids(&self, node: NodeId) -> &[ExternalId] {
        self.nodes().external_ids(node)
    }

    #[inline]
    fn citations(&self, node: NodeId) -> &[Citation] {
        self.nodes().citations(node)
    }

    #[inline]
    fn claims(&self, node: NodeId) -> &[ClaimSet] {
        self.nodes().claims(node)
    }

    fn link_by_id(&self, id: &str) -> Option<LinkId> {
        self.link_by_id(id)
    }

    #[inline]
    fn relation(&self, link: LinkId) -> RelationId {
        self.links().relation(link)
    }

    #[inline]
    fn from(&self, link: LinkId) -> NodeId {
        self.links().from(link)
    }

    #[inline]
    fn to(&self, link: LinkId) -> NodeId {
        self.links().to(link)
    }

    #[inline]
    fn ordinal(&self, link: LinkId) -> u32 {
        self.links().ordinal(link)
    }

    #[inline]
    fn given_link_id(&self, link: LinkId) -> Option<Fragment> {
        self.links().given_id(link)
    }

    fn derived_link_id(&self, link: LinkId) -> String {
        self.derived_link_id(link)
    }

    #[inline]
    fn link_citations(&self, link: LinkId) -> &[Citation] {
        self.links().citations(link)
    }

    #[inline]
    fn numbers_of_relation(&self, relation: RelationId) -> Range<u32> {
        self.links().of_relation(relation)
    }

    #[inline]
    fn relation_columns(&self, relation: RelationId) -> &LinkColumns {
        self.links().columns(relation)
    }

    #[inline]
    fn sides(&self, kind: KindId) -> &[(RelationId, Direction)] {
        self.sides(kind)
    }

    #[inline]
    fn rows(&self, kind: KindId, relation: RelationId, direction: Direction) -> RowSet<'_> {
        self.rows(kind, relation, direction)
    }

    #[inline]
    fn element(&self, id: ElementId) -> Element {
        self.element(id)
    }

    #[inline]
    fn link_element(&self, link: LinkId) -> ElementId {
        self.link_element(link)
    }

    #[inline]
    fn citing(&self, source: NodeId) -> &[ElementId] {
        self.citing(source)
    }

    #[inline]
    fn conflicts(&self) -> &[Conflict] {
        self.conflicts()
    }

    fn moments_near(&self, days: Interval) -> &[Moment] {
        self.moments_near(days)
    }

    fn moments_of(&self, id: ElementId) -> Vec<Moment> {
        self.moments_of(id)
    }

    #[inline]
    fn count_of_relation(&self, relation: RelationId) -> usize {
        self.links().of_relation(relation).len()
    }
}
