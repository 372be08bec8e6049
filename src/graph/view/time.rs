//! Time and status of a view: which links of a relation, or entities of a kind, are in view.
//!
//! A filter is looked up once for a relation or a kind. An item then costs one comparison
//! with two integers, and nothing where no item there has a date; where a status is asked for, a
//! link costs one look at its own. Links are clipped by the
//! bounds of their ends when the graph is built, so a link in view leads to entities that
//! can be there then.

use crate::{
    graph::{Extents, Graph, LinkColumns, LinkId},
    ontology::{KindId, LinkStatus, RelationId, StatusSet},
    value::{Day, Interval, TimeView},
};

/// The test for the links of a relation, or the entities of a kind, that are in view.
#[derive(Clone, Copy, Debug)]
pub enum ViewFilter<'g> {
    /// All of them.
    All,
    /// None of them.
    Nothing,
    /// Those whose days meet the days that were asked for.
    Days {
        /// The days of each, by number from `first` on.
        days: &'g [Interval],
        /// The number of the first one.
        first: u32,
        /// The days of the question.
        asked: Interval,
    },
    /// Links of some statuses, and perhaps only those whose days meet the days that were asked for.
    Status {
        /// The status of each, by number from `first` on.
        status: &'g [LinkStatus],
        /// The statuses of the question.
        wanted: StatusSet,
        /// The number of the first one.
        first: u32,
        /// The days of each, and those of the question.
        days: Option<(&'g [Interval], Interval)>,
    },
}

impl<'g> ViewFilter<'g> {
    /// The filter of the links of a relation, whose first has the number `first`.
    #[inline]
    pub fn links(time: TimeView, wanted: StatusSet, columns: &'g LinkColumns, first: u32) -> Self {
        let by_days = match (time.days, columns.extents.as_ref()) {
            (None, _) => Self::All,
            // An undated link holds for certain on no day: its start is not known.
            (Some(_), None) if time.certain => Self::Nothing,
            (Some(_), None) => Self::All,
            (Some(asked), Some(extents)) => Self::days(extents, time.certain, first, asked),
        };
        if wanted == StatusSet::ALL { by_days } else { by_days.and_status(wanted, columns, first) }
    }

    /// Returns this filter, restricted to links of some statuses.
    fn and_status(self, wanted: StatusSet, columns: &'g LinkColumns, first: u32) -> Self {
        let days = match self {
            Self::Nothing => return Self::Nothing,
            _ if wanted == StatusSet::NONE => return Self::Nothing,
            Self::All => None,
            Self::Days { days, asked, .. } => Some((days, asked)),
            Self::Status { days, .. } => days,
        };
        Self::Status { status: &columns.status, wanted, first, days }
    }

    /// The filter of the entities of a kind, whose first has the number `first`.
    #[inline]
    pub fn entities(view: TimeView, extents: Option<&'g Extents>, first: u32) -> Self {
        let Some(asked) = view.days else { return Self::All };
        match extents {
            None => Self::All,
            Some(extents) => Self::days(extents, view.certain, first, asked),
        }
    }

    /// The filter of the links of a relation of a graph.
    pub fn of_links(
        graph: &'g Graph,
        time: TimeView,
        wanted: StatusSet,
        relation: RelationId,
    ) -> Self {
        let links = graph.links();
        Self::links(time, wanted, links.columns(relation), links.of_relation(relation).start)
    }

    /// The filter of the entities of a kind of a graph.
    #[inline]
    pub fn of_entities(graph: &'g Graph, view: TimeView, kind: KindId) -> Self {
        let nodes = graph.nodes();
        Self::entities(view, nodes.extents(kind), nodes.of_kind(kind).start)
    }

    fn days(extents: &'g Extents, certain: bool, first: u32, asked: Interval) -> Self {
        let days = if certain { extents.certain() } else { extents.possible() };
        Self::Days { days, first, asked }
    }

    /// Returns true if an item is in view, by its number in the graph.
    #[inline(always)]
    pub fn has(&self, number: u32) -> bool {
        match *self {
            Self::All => true,
            Self::Nothing => false,
            Self::Days { days, first, asked } => days[(number - first) as usize].meets(asked),
            Self::Status { status, wanted, first, days } => {
                let local = (number - first) as usize;
                wanted.has(status[local]) && days.is_none_or(|(of, asked)| of[local].meets(asked))
            }
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
