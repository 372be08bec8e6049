//! The time view over a store: the entities that exist and the links that are in force.
//!
//! A view is looked up once for a row, in the columns of its relation; each link then costs
//! one comparison with two integers, and none where no link there has a date. Links are
//! clipped by the bounds of their ends, so what a link in view leads to can be there then.

use crate::{
    exec::store::Store,
    graph::{Element, ElementId, Extents, LinkId, NodeId, Row},
    limits::{Budget, Exhausted},
    ontology::{KindId, RelationId},
    plan::{ElementScope, LinkScope},
    value::{Interval, TimeView},
};

/// A store and what of it is in view.
pub(in crate::exec) struct StoreView<'g, S> {
    pub(super) store: &'g S,
    pub(super) view: TimeView,
}

// Derived ones would ask the same of `S`.
impl<S> Clone for StoreView<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for StoreView<'_, S> {}

/// The links of a relation, or the entities of a kind, that are in view.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) enum RowFilter<'g> {
    All,
    Nothing,
    /// Those whose days, by number from `first` on, meet `asked`.
    Some {
        days: &'g [Interval],
        first: u32,
        asked: Interval,
    },
}

impl RowFilter<'_> {
    /// Whether one is in view, by its number.
    #[inline(always)]
    pub(in crate::exec) fn has(&self, number: u32) -> bool {
        match *self {
            Self::All => true,
            Self::Nothing => false,
            Self::Some { days, first, asked } => days[(number - first) as usize].meets(asked),
        }
    }

    /// Whether all are, whatever there is.
    #[inline]
    pub(in crate::exec) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

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
        let Some(asked) = self.view.days else { return RowFilter::All };
        match &self.store.relation_columns(relation).extents {
            // Nobody knows of a day by which they had started.
            None if self.view.certain => RowFilter::Nothing,
            None => RowFilter::All,
            Some(extents) => {
                self.some(extents, self.store.numbers_of_relation(relation).start, asked)
            }
        }
    }

    /// The entities of a kind that are in view.
    pub(super) fn entities(self, kind: KindId) -> RowFilter<'g> {
        let Some(asked) = self.view.days else { return RowFilter::All };
        match self.store.node_extents(kind) {
            None => RowFilter::All,
            Some(extents) => self.some(extents, self.store.numbers_of_kind(kind).start, asked),
        }
    }

    fn some(self, extents: &'g Extents, first: u32, asked: Interval) -> RowFilter<'g> {
        let days = if self.view.certain { extents.certain() } else { extents.possible() };
        RowFilter::Some { days, first, asked }
    }

    /// Whether a link is in view.
    pub(super) fn has_link(self, link: LinkId) -> bool {
        self.view.days.is_none() || self.links(self.store.relation(link)).has(link.0)
    }

    /// Whether an entity is in view.
    pub(super) fn has_entity(self, node: NodeId) -> bool {
        self.entities(self.store.kind(node)).has(node.0)
    }

    /// Whether an entity or a link is in view.
    pub(super) fn has_element(self, id: ElementId) -> bool {
        match self.store.element(id) {
            Element::Node(node) => self.has_entity(node),
            Element::Link(link) => self.has_link(link),
        }
    }

    /// Whether an entity or a link is of the kinds and relations that are meant.
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
}
