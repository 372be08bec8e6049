//! The time part of a view: which links of a relation, or entities of a kind, are in view.
//!
//! A filter is looked up once for a relation or a kind. An item then costs one comparison
//! with two integers, and nothing where no item there has a date. Links are clipped by the
//! bounds of their ends when the graph is built, so a link in view leads to entities that
//! can be there then.

use crate::{
    graph::{Extents, Graph, LinkId},
    ontology::{KindId, RelationId},
    value::{Day, Interval, TimeView},
};

/// Which links of a relation, or which entities of a kind, are in view.
#[derive(Clone, Copy, Debug)]
pub enum TimeFilter<'g> {
    /// All of them.
    All,
    /// None of them.
    Nothing,
    /// Those whose days meet the days that were asked for.
    Some {
        /// The days of each, by number from `first` on.
        days: &'g [Interval],
        /// The number of the first one.
        first: u32,
        /// The days of the question.
        asked: Interval,
    },
}

impl<'g> TimeFilter<'g> {
    /// The filter of the links of a relation, whose first has the number `first`.
    #[inline]
    pub fn links(view: TimeView, extents: Option<&'g Extents>, first: u32) -> Self {
        let Some(asked) = view.days else { return Self::All };
        match extents {
            // An undated link holds for certain on no day: its start is not known.
            None if view.certain => Self::Nothing,
            None => Self::All,
            Some(extents) => Self::some(extents, view.certain, first, asked),
        }
    }

    /// The filter of the entities of a kind, whose first has the number `first`.
    #[inline]
    pub fn entities(view: TimeView, extents: Option<&'g Extents>, first: u32) -> Self {
        let Some(asked) = view.days else { return Self::All };
        match extents {
            None => Self::All,
            Some(extents) => Self::some(extents, view.certain, first, asked),
        }
    }

    /// The filter of the links of a relation of a graph.
    pub fn of_links(graph: &'g Graph, view: TimeView, relation: RelationId) -> Self {
        let links = graph.links();
        let extents = links.columns(relation).extents.as_ref();
        Self::links(view, extents, links.of_relation(relation).start)
    }

    /// The filter of the entities of a kind of a graph.
    #[inline]
    pub fn of_entities(graph: &'g Graph, view: TimeView, kind: KindId) -> Self {
        let nodes = graph.nodes();
        Self::entities(view, nodes.extents(kind), nodes.of_kind(kind).start)
    }

    fn some(extents: &'g Extents, certain: bool, first: u32, asked: Interval) -> Self {
        let days = if certain { extents.certain() } else { extents.possible() };
        Self::Some { days, first, asked }
    }

    /// Returns true if an item is in view, by its number in the graph.
    #[inline(always)]
    pub fn has(&self, number: u32) -> bool {
        match *self {
            Self::All => true,
            Self::Nothing => false,
            Self::Some { days, first, asked } => days[(number - first) as usize].meets(asked),
        }
    }

    /// Returns true if all items are in view, whatever there is.
    #[inline]
    pub fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }
}

impl<F> super::View<'_, F> {
    /// The days on which a link holds in this view: those on which it can hold, or, in a
    /// view of what is certain, those on which it must; of both only the days that were asked
    /// for. `None` if there is no such day, or none is known.
    pub fn days_of(&self, link: LinkId) -> Option<Interval> {
        let links = self.graph().links();
        let relation = links.relation(link);
        let local = (link.0 - links.of_relation(relation).start) as usize;
        let own = match &links.columns(relation).extents {
            None if self.time().certain => return None,
            None => Interval { start: Day::MIN, end: Day::MAX },
            Some(extents) if self.time().certain => extents.certain()[local],
            Some(extents) => extents.possible()[local],
        };
        let asked = self.time().days.unwrap_or(Interval { start: Day::MIN, end: Day::MAX });
        let shared = Interval { start: own.start.max(asked.start), end: own.end.min(asked.end) };
        (shared.start <= shared.end).then_some(shared)
    }
}
