//! The test whether two link records tell of one fact.
//!
//! The records must not contradict each other. Where they are not equal, something must also
//! show that they mean one tenure and not two. The rules are in docs/facts.md, under "One fact
//! of several sources".

use crate::{
    graph::{LinkRecord, LinkStatus, Time},
    seed::check::{order, publications::Publications},
    value::{Day, PartialDate, Qualifier},
};
use std::cmp::Ordering;

/// Returns whether two records of one relation and the same ends are one fact of several sources.
pub(super) fn fit(a: &LinkRecord, b: &LinkRecord, publications: &Publications<'_>) -> bool {
    a.status == b.status
        && (a.id.is_none() || b.id.is_none())
        && order::agree(a, b)
        && other_sources(a, b)
        && match (a.time.at, b.time.at) {
            (Some(a), Some(b)) => a.can_be(b),
            (None, None) => States { a, b, publications }.fit(),
            _ => false,
        }
}

/// Returns whether the records have different sources. Records that say the same need one source
/// of their own; otherwise a source that both cite tells of two facts.
fn other_sources(a: &LinkRecord, b: &LinkRecord) -> bool {
    let cites = |link: &LinkRecord, source| link.citations.iter().any(|it| it.source == source);
    let shared = |a: &LinkRecord, b| a.citations.iter().filter(|it| cites(b, it.source)).count();
    let all_shared = |a, b| shared(a, b) == a.citations.len();
    match order::says(a, b) {
        Ordering::Equal => !(all_shared(a, b) && all_shared(b, a)),
        _ => shared(a, b) == 0,
    }
}

/// Two records of states.
struct States<'a> {
    a: &'a LinkRecord,
    b: &'a LinkRecord,
    publications: &'a Publications<'a>,
}

impl States<'_> {
    fn fit(&self) -> bool {
        let (a, b) = (&self.a.time, &self.b.time);
        a.since.zip(b.since).is_none_or(|(a, b)| a.can_be(b))
            && self.ends_agree()
            && within(a, b)
            && within(b, a)
            && self.not_told_before(self.a, self.b)
            && self.not_told_before(self.b, self.a)
            && are_one(a, b)
    }

    fn ends_agree(&self) -> bool {
        match (self.a.time.until, self.b.time.until) {
            (None, None) => true,
            (Some(a), Some(b)) => a.can_be(b),
            (Some(end), None) => self.ended_since(self.b, self.a, end),
            (None, Some(end)) => self.ended_since(self.a, self.b, end),
        }
    }

    /// Returns whether a record without an end can be older than the end of the other record. The
    /// end `?` is some day before the other record was published.
    fn ended_since(&self, open: &LinkRecord, ended: &LinkRecord, end: PartialDate) -> bool {
        let days = |link: &LinkRecord| self.publications.all_days(&link.citations);
        let told = days(open).and_then(|days| days.into_iter().map(PartialDate::earliest).max());
        let over = if end == PartialDate::UNKNOWN {
            days(ended).and_then(|days| days.into_iter().map(PartialDate::latest).max())
        } else {
            Some(end.latest())
        };
        told.zip(over).is_some_and(|(told, over)| told <= over)
    }

    /// Returns whether an undated record could have been published after the other's `since`. A
    /// plan is published before it starts, so only `ACTUAL` links are tested.
    fn not_told_before(&self, bare: &LinkRecord, other: &LinkRecord) -> bool {
        let Some(start) = other.time.since else { return true };
        let is_bare = bare.time.since.is_none() && bare.time.until.is_none();
        let old = |day: PartialDate| day.latest() < start.earliest();
        !is_bare
            || bare.status != LinkStatus::Actual
            || !self.publications.known_days(&bare.citations).any(old)
    }
}

/// Returns whether the start and the attested days of one can lie between the bounds of the other.
fn within(days: &Time, bounds: &Time) -> bool {
    let after =
        |day: PartialDate| bounds.since.is_none_or(|since| day.latest() >= since.earliest());
    let before =
        |day: PartialDate| bounds.until.is_none_or(|until| day.earliest() <= until.latest());
    days.since.is_none_or(before) && days.attested.iter().all(|&day| after(day) && before(day))
}

/// Returns whether something shows that two states are one: equal dates, a bound that both have,
/// a day on which both held, or no end in both.
fn are_one(a: &Time, b: &Time) -> bool {
    let known = |time: &Time| time.until.is_some_and(|until| until != PartialDate::UNKNOWN);
    a == b
        || (a.since.is_some() && b.since.is_some())
        || (known(a) && known(b))
        || (a.until.is_none() && b.until.is_none())
        || held_on(a, &b.attested)
        || held_on(b, &a.attested)
}

/// Returns whether a state certainly held on one of some days.
fn held_on(state: &Time, days: &[PartialDate]) -> bool {
    let sure = |date: Option<PartialDate>| date.filter(|it| it.qualifier() == Qualifier::Exact);
    let attested = || state.attested.iter().copied().filter(|&day| sure(Some(day)).is_some());
    let first: Option<Day> =
        sure(state.since).into_iter().chain(attested()).map(PartialDate::latest).min();
    let last = match state.until {
        None => Some(Day::MAX),
        until => sure(until).into_iter().chain(attested()).map(PartialDate::earliest).max(),
    };
    let Some((first, last)) = first.zip(last) else { return false };
    days.iter().any(|&day| {
        day.qualifier() == Qualifier::Exact && first <= day.earliest() && day.latest() <= last
    })
}
