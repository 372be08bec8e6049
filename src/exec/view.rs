//! What of the graph is in view: which entities exist and which links are in force.
//!
//! A view is looked up once for a row, in the columns of its relation; each link then costs
//! one comparison with two integers, and none where no link there has a date. Links are
//! clipped by the bounds of their ends, so what a link in view leads to can be there then.

use super::Run;
use crate::{
    graph::{Extents, Graph, LinkId, NodeId, Row},
    limits::{Budget, Exhausted},
    ontology::{KindId, RelationId},
    plan::{LinkScope, TimeViewChange},
    value::{Interval, TimeView},
};

/// A graph and what of it is in view.
#[derive(Clone, Copy)]
pub(super) struct GraphView<'g> {
    pub(super) graph: &'g Graph,
    pub(super) view: TimeView,
}

/// Which of the links of a relation, or of the entities of a kind, are in view.
#[derive(Clone, Copy)]
pub(super) enum RowFilter<'g> {
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
    pub(super) fn has(&self, number: u32) -> bool {
        match *self {
            Self::All => true,
            Self::Nothing => false,
            Self::Some { days, first, asked } => days[(number - first) as usize].meets(asked),
        }
    }

    /// Whether all are, whatever there is.
    #[inline]
    pub(super) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// How many links of a row are in view. Where all are, none is looked at.
    pub(super) fn count(&self, budget: &mut Budget, row: Row<'_>) -> Result<usize, Exhausted> {
        if self.is_all() {
            return Ok(row.len());
        }
        budget.visit(row.len())?;
        Ok(row.iter().filter(|(_, link)| self.has(link.0)).count())
    }
}

impl<'g> GraphView<'g> {
    /// The links of a relation that are in view.
    #[inline]
    pub(super) fn links(self, relation: RelationId) -> RowFilter<'g> {
        let Some(asked) = self.view.days else { return RowFilter::All };
        let links = self.graph.links();
        match &links.columns(relation).extents {
            // Nobody knows of a day by which they had started.
            None if self.view.certain => RowFilter::Nothing,
            None => RowFilter::All,
            Some(extents) => self.some(extents, links.of_relation(relation).start, asked),
        }
    }

    /// The entities of a kind that are in view.
    pub(super) fn entities(self, kind: KindId) -> RowFilter<'g> {
        let Some(asked) = self.view.days else { return RowFilter::All };
        let nodes = self.graph.nodes();
        match nodes.extents(kind) {
            None => RowFilter::All,
            Some(extents) => self.some(extents, nodes.of_kind(kind).start, asked),
        }
    }

    fn some(self, extents: &'g Extents, first: u32, asked: Interval) -> RowFilter<'g> {
        let days = if self.view.certain { extents.certain() } else { extents.possible() };
        RowFilter::Some { days, first, asked }
    }

    /// Whether a link is in view.
    pub(super) fn has_link(self, link: LinkId) -> bool {
        self.view.days.is_none() || self.links(self.graph.links().relation(link)).has(link.0)
    }

    /// Whether an entity is in view.
    pub(super) fn has_entity(self, node: NodeId) -> bool {
        self.entities(self.graph.nodes().kind(node)).has(node.0)
    }

    /// How many links of an entity are in view.
    pub(super) fn degree(
        self,
        budget: &mut Budget,
        node: NodeId,
        scope: &LinkScope,
    ) -> Result<usize, Exhausted> {
        let wanted =
            |relation| scope.relations.as_ref().is_none_or(|only| only.contains(&relation));
        let mut count = 0;
        let rows = self.graph.rows_of(node, scope.direction);
        for (relation, _, row) in rows.filter(|(relation, ..)| wanted(*relation)) {
            count += self.links(relation).count(budget, row)?;
        }
        Ok(count)
    }
}

impl<'a> Run<'a> {
    /// The graph and what of it is in view here.
    #[inline]
    pub(super) fn seen(&self) -> GraphView<'a> {
        GraphView { graph: self.graph, view: self.view }
    }

    /// The same under a field, with what its arguments change of the view.
    #[inline]
    pub(super) fn seen_with(&self, change: TimeViewChange) -> GraphView<'a> {
        GraphView { graph: self.graph, view: change.applied_to(self.view) }
    }

    /// Writes what is under a field, with what its arguments change of the view.
    #[inline(always)]
    pub(super) fn viewing<T>(
        &mut self,
        change: TimeViewChange,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = self.view;
        self.view = change.applied_to(outer);
        let written = write(self);
        self.view = outer;
        written
    }
}
