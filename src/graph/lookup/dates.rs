//! An index of dates: entities in the order of the first day that a date of theirs can mean.
//!
//! `1970` can mean any day from 1970-01-01 to 1970-12-31, and stands at the first of them. A
//! date that nobody knows (`?`) can mean any day, and stands before all others.

use crate::{
    graph::{
        column::Keys,
        nodes::{NodeId, Nodes},
    },
    ontology::KindId,
    value::{Day, PartialDate},
};
use std::ops::RangeInclusive;

/// Entities in the order of the first day that a date of theirs can mean.
#[derive(Debug)]
pub(super) struct DateIndex(Vec<NodeId>);

impl DateIndex {
    /// The index of a property; `None` if its values are no dates.
    pub(super) fn of_property(nodes: &Nodes, (kind, property): (KindId, usize)) -> Option<Self> {
        let column = nodes.column(kind, property);
        let Keys::Date(dates) = column.keys() else { return None };
        let numbers = (nodes.of_kind(kind).start..).map(NodeId).zip(column.cells()).zip(dates);
        let present = numbers.filter(|((_, cell), _)| !cell.is_null());
        let mut entries: Vec<(Day, NodeId)> =
            present.map(|((node, _), date)| (date.earliest(), node)).collect();
        entries.sort_unstable();
        Some(Self(entries.into_iter().map(|(_, node)| node).collect()))
    }

    /// The entities whose date begins on one of these days; `date` reads it. Binary search.
    pub(super) fn find(
        &self,
        days: &RangeInclusive<Day>,
        date: impl Fn(NodeId) -> PartialDate,
    ) -> &[NodeId] {
        let start = self.0.partition_point(|node| date(*node).earliest() < *days.start());
        let end = self.0.partition_point(|node| date(*node).earliest() <= *days.end());
        self.0.get(start..end).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn size(&self) -> usize {
        size_of_val(self.0.as_slice())
    }
}
