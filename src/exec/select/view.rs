//! The view over a store: the entities that exist and the links that are in force.
//!
//! A view is looked up once for a row, in the columns of its relation; each link then costs
//! one comparison with two integers, and none where no link there has a date. Links are
//! clipped by the bounds of their ends, so what a link in view leads to can be there then.

use crate::{
    exec::{measures::Measures, store::Store},
    graph::{Element, ElementId, LinkId, NodeId, Row},
    limits::{Budget, Exhausted},
    ontology::{Direction, KindId, RelationId},
    plan::{ElementScope, FactView, LinkScope, Metric, Referred},
    value::Interval,
};

/// A store and what of it is in view.
pub(in crate::exec) struct StoreView<'g, S> {
    pub(super) store: &'g S,
    pub(super) view: FactView,
    /// The measures that filters and orders read.
    pub(super) measures: &'g Measures,
}

// Derived ones would ask the same of `S`.
impl<S> Clone for StoreView<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for StoreView<'_, S> {}

/// The links of a relation, or the entities of a kind, that are in view.
pub(in crate::exec) use crate::graph::view::ViewFilter as RowFilter;

impl RowFilter<'_> {
    /// The number of links of a row that are in view. Where all are, none is looked at.
    pub(super) fn count(&self, budget: &mut Budget, row: Row<'_>) -> Result<usize, Exhausted> {
        if self.is_all() {
            return Ok(row.len());
        }
        budget.visit(row.len())?;
        Ok(row.iter().filter(|(_, link)| self.has(link.0)).count())
    }
}

impl<'g, S: Store> StoreView<'g, S> {
    /// The links of a relation that are in view.
    #[inline]
    pub(in crate::exec) fn links(self, relation: RelationId) -> RowFilter<'g> {
        let columns = self.store.relation_columns(relation);
        let first = self.store.numbers_of_relation(relation).start;
        RowFilter::links(self.view.time, self.view.status, columns, first)
    }

    /// The entities of a kind that are in view.
    pub(super) fn entities(self, kind: KindId) -> RowFilter<'g> {
        let extents = self.store.node_extents(kind);
        RowFilter::entities(self.view.time, extents, self.store.numbers_of_kind(kind).start)
    }

    /// Returns whether a link is in view.
    pub(super) fn has_link(self, link: LinkId) -> bool {
        self.view.is_everything() || self.links(self.store.relation(link)).has(link.0)
    }

    /// Returns whether a link must hold on a day in view; with all of history in view, on some day.
    pub(in crate::exec) fn is_certain(self, link: LinkId) -> bool {
        let (columns, local) = self.store.link_columns(link);
        let asked = self.view.time.days.unwrap_or(Interval::asked(None, None));
        columns.extents.as_ref().is_some_and(|it| it.certain()[local].meets(asked))
    }

    /// The entity that a link of a relation refers to by a property, if it is in view.
    pub(in crate::exec) fn referred(self, of: Referred, link: LinkId) -> Option<NodeId> {
        let Referred { relation, reference } = of;
        let columns = self.store.relation_columns(relation);
        let local = link.0 - self.store.numbers_of_relation(relation).start;
        let node = self.store.reference(columns, local as usize, reference);
        node.filter(|&node| self.has_entity(node))
    }

    /// Returns whether an entity is in view.
    pub(super) fn has_entity(self, node: NodeId) -> bool {
        self.entities(self.store.kind(node)).has(node.0)
    }

    /// Returns whether an entity or a link is in view.
    pub(super) fn has_element(self, id: ElementId) -> bool {
        match self.store.element(id) {
            Element::Node(node) => self.has_entity(node),
            Element::Link(link) => self.has_link(link),
        }
    }

    /// Returns whether an entity or a link is of the kinds and relations that are meant.
    pub(super) fn in_scope(self, scope: &ElementScope, id: ElementId) -> bool {
        match self.store.element(id) {
            _ if scope.is_open() => true,
            Element::Node(node) => scope.has_kind(self.store.kind(node)),
            Element::Link(link) => scope.has_relation(self.store.relation(link)),
        }
    }

    /// The number of links of an entity that are in view.
    pub(in crate::exec) fn degree(
        self,
        budget: &mut Budget,
        node: NodeId,
        scope: &LinkScope,
    ) -> Result<usize, Exhausted> {
        let mut count = 0;
        let rows = self.store.rows_of(node, scope.direction);
        for (relation, _, row) in rows.filter(|(relation, ..)| scope.has_relation(*relation)) {
            count += self.links(relation).count(budget, row)?;
        }
        Ok(count)
    }

    /// A measure of the whole graph in this view; `None` if the entity is not in view.
    pub(super) fn metric(
        self,
        budget: &mut Budget,
        metric: Metric,
        node: NodeId,
    ) -> Result<Option<f64>, Exhausted> {
        let direction = match metric {
            Metric::Degree => Direction::Both,
            Metric::InDegree => Direction::In,
            Metric::OutDegree => Direction::Out,
            Metric::PageRank
            | Metric::Betweenness
            | Metric::Closeness
            | Metric::Harmonic
            | Metric::Coreness
            | Metric::Clustering
            | Metric::Component
            | Metric::Community => return Ok(self.measures.in_view(self.view, metric, node)),
        };
        if !self.has_entity(node) {
            return Ok(None);
        }
        let degree = if self.view.is_everything() {
            self.degree(budget, node, &LinkScope { relations: None, direction })?
        } else {
            self.ties(budget, node, direction)?
        };
        Ok(Some(degree as f64))
    }

    /// The number of links of an entity that are in view and lead to what is in view: a link
    /// without dates may lead to what is not there then, and measures do not count it.
    fn ties(
        self,
        budget: &mut Budget,
        node: NodeId,
        direction: Direction,
    ) -> Result<usize, Exhausted> {
        let mut count = 0;
        for (relation, _, row) in self.store.rows_of(node, direction) {
            budget.visit(row.len())?;
            let shown = self.links(relation);
            let leads =
                |(other, link): (NodeId, LinkId)| shown.has(link.0) && self.has_entity(other);
            count += row.iter().filter(|it| leads(*it)).count();
        }
        Ok(count)
    }
}
