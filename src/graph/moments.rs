//! The timeline: the dated starts, events and ends of entities and links, by day.
//!
//! It is one sorted array of 12 bytes a date. The changes that can lie in an interval of days are
//! one part of it, found by binary search, and those that start up to a year before: no date is
//! wider than its year.
//!
//! It is an index too: filters start from the links that began on some days. For them there is a
//! second array, of the dates of links on days that nobody knows.

use super::{
    Graph,
    column::{Column, Keys},
    element::{Element, ElementId},
    links::{LinkId, Links},
    nodes::{NodeId, Nodes},
};
use crate::{
    ontology::{Change, Ontology, Temporal},
    value::{Day, Interval, PartialDate, Precision},
};
use rayon::prelude::*;

/// A date on which something about an entity or a link changed, or is known to have held.
///
/// Ordered by earliest day, latest day, change, element, and last by the date's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The date.
    pub date: PartialDate,
    /// The kind of change.
    pub change: Change,
    /// The entity or link that changed.
    pub element: ElementId,
}

impl Moment {
    /// By what moments are ordered.
    pub fn key(self) -> (Day, Day, Change, ElementId, PartialDate) {
        (self.date.earliest(), self.date.latest(), self.change, self.element, self.date)
    }
}

/// The most days that a date with a known year can mean.
const LONGEST: i32 = 366;

/// The moments of a graph, but for days on which states are attested.
#[derive(Debug)]
pub(super) struct Timeline {
    /// In order.
    known: Vec<Moment>,
    /// The dates of links that are on days that nobody knows.
    unknown: Vec<Moment>,
}

impl Timeline {
    /// The number of its entries.
    pub(super) fn len(&self) -> usize {
        self.known.len() + self.unknown.len()
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        size_of_val(self.known.as_slice()) + size_of_val(self.unknown.as_slice())
    }
}

/// The timeline of a graph.
pub(super) fn all(ontology: &Ontology, nodes: &Nodes, links: &Links) -> Timeline {
    let (mut moments, mut unknown) = (Vec::new(), Vec::new());
    for node in (0..nodes.len() as u32).map(NodeId) {
        of_node(ontology, nodes, node, &mut moments);
    }
    for (relation, _) in ontology.relations() {
        let columns = links.columns(relation);
        let times = [
            (&columns.at, Change::Happened),
            (&columns.since, Change::Began),
            (&columns.until, Change::Ended),
        ];
        for (column, change) in
            times.into_iter().filter_map(|(it, change)| Some((it.as_ref()?, change)))
        {
            for (link, local) in links.of_relation(relation).zip(0..) {
                let element = ElementId::of_link(LinkId(link), nodes.len());
                let Some(date) = date(column, local) else { continue };
                let list = if is_known(date) { &mut moments } else { &mut unknown };
                list.push(Moment { date, change, element });
            }
        }
    }
    // The days of a date take some arithmetic, and are compared again and again.
    moments.par_sort_by_cached_key(|it| it.key());
    moments.shrink_to_fit();
    unknown.shrink_to_fit();
    Timeline { known: moments, unknown }
}

/// The beginning and the end of an entity.
fn of_node(ontology: &Ontology, nodes: &Nodes, node: NodeId, moments: &mut Vec<Moment>) {
    let kind = nodes.kind(node);
    let Some(Temporal { start, end }) = &ontology.kind(kind).temporal else { return };
    let dates = |properties: &'_ [usize]| {
        let date = |&property: &usize| date(nodes.column(kind, property), nodes.local(node));
        properties.iter().filter_map(date).collect::<Vec<_>>()
    };
    let began = dates(start).into_iter().min();
    let ended = dates(end).into_iter().max_by_key(|date| (date.latest(), date.earliest()));
    let element = ElementId::of_node(node);
    for (date, change) in [(began, Change::Began), (ended, Change::Ended)] {
        let date = date.filter(|date| is_known(*date));
        moments.extend(date.map(|date| Moment { date, change, element }));
    }
}

fn date(column: &Column, local: usize) -> Option<PartialDate> {
    match column.keys() {
        Keys::Date(dates) if !column.cells()[local].is_null() => Some(dates[local]),
        Keys::Date(_)
        | Keys::Cell
        | Keys::Text(_)
        | Keys::Int(_)
        | Keys::Float(_)
        | Keys::BigInt(_)
        | Keys::DateTime(_)
        | Keys::Decimal(_)
        | Keys::List { .. }
        | Keys::Fields(_) => None,
    }
}

/// A date that is there and has a place in time: an end on a day that nobody knows has none.
fn known(column: &Column, local: usize) -> Option<PartialDate> {
    date(column, local).filter(|date| is_known(*date))
}

fn is_known(date: PartialDate) -> bool {
    date.precision() != Precision::Unknown
}

impl Graph {
    /// The changes that can lie in an interval of days, in order, and those that start at most a
    /// year before it, whose dates the caller has to compare.
    pub fn moments_near(&self, days: Interval) -> &[Moment] {
        let first = days.start.saturating_sub(LONGEST);
        let moments = &self.moments.known;
        let start = moments.partition_point(|it| it.date.earliest() < first);
        let end = moments.partition_point(|it| it.date.earliest() <= days.end);
        &moments[start..end.max(start)]
    }

    /// The dates of links that are on days that nobody knows.
    pub fn unknown_moments(&self) -> &[Moment] {
        &self.moments.unknown
    }

    /// The moments of one element, days on which it is attested among them; in no order.
    pub fn moments_of(&self, id: ElementId) -> Vec<Moment> {
        let mut moments = Vec::new();
        match self.element(id) {
            Element::Node(node) => of_node(&self.ontology, &self.nodes, node, &mut moments),
            Element::Link(link) => {
                let (columns, local) = self.link_columns(link);
                let times = [
                    (&columns.at, Change::Happened),
                    (&columns.since, Change::Began),
                    (&columns.until, Change::Ended),
                ];
                for (column, change) in times {
                    let date = column.as_ref().and_then(|column| known(column, local));
                    moments.extend(date.map(|date| Moment { date, change, element: id }));
                }
                let attested = columns.attested.iter().flat_map(|column| items(column, local));
                moments.extend(attested.map(|&date| Moment {
                    date,
                    change: Change::Attested,
                    element: id,
                }));
            }
        }
        moments
    }
}

/// The dates of a list.
fn items(column: &Column, local: usize) -> &[PartialDate] {
    let Keys::List { starts, items } = column.keys() else { return &[] };
    match items.keys() {
        Keys::Date(dates) => &dates[starts[local] as usize..starts[local + 1] as usize],
        _ => &[],
    }
}
