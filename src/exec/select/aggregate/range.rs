//! The first and the last of some dates, or of some instants.

use crate::{
    json::fragment::{Arena, Fragment},
    value::{Day, PartialDate},
};
use std::cmp::Ordering;

/// The first and the last of some dates, each with the first day that it can mean: dates are
/// ordered by it, and it is not computed again for each comparison.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct DateRange {
    first: (Day, PartialDate),
    last: (Day, PartialDate),
}

impl DateRange {
    /// The range of a date.
    pub(super) fn of(date: PartialDate) -> Self {
        let dated = (date.earliest(), date);
        Self { first: dated, last: dated }
    }

    #[inline]
    pub(super) fn add(&mut self, date: PartialDate) {
        let dated = (date.earliest(), date);
        // A pair compares its dates only if their first days are the same.
        (self.first, self.last) = (self.first.min(dated), self.last.max(dated));
    }

    /// The earliest and the latest date.
    pub(super) fn ends(self) -> (PartialDate, PartialDate) {
        (self.first.1, self.last.1)
    }
}

/// An instant, with its text in the facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instant {
    pub(super) microseconds: i64,
    pub(super) text: Fragment,
}

/// The first and the last of some instants.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct InstantRange {
    first: Instant,
    last: Instant,
}

impl InstantRange {
    /// The range of an instant.
    pub(super) fn of(instant: Instant) -> Self {
        Self { first: instant, last: instant }
    }

    #[inline]
    pub(super) fn add(&mut self, arena: &Arena, instant: Instant) {
        let stands_for_it = |other: Instant| stands_for(arena, instant.text, other.text);
        match instant.microseconds.cmp(&self.first.microseconds) {
            Ordering::Less => self.first = instant,
            Ordering::Equal if stands_for_it(self.first) => self.first = instant,
            Ordering::Equal | Ordering::Greater => {}
        }
        match instant.microseconds.cmp(&self.last.microseconds) {
            Ordering::Greater => self.last = instant,
            Ordering::Equal if stands_for_it(self.last) => self.last = instant,
            Ordering::Equal | Ordering::Less => {}
        }
    }

    /// The earliest and the latest instant.
    pub(super) fn ends(self) -> (Instant, Instant) {
        (self.first, self.last)
    }
}

/// Returns whether one text of an instant is shown instead of another text of the same instant:
/// the one with the smaller offset from UTC, in whatever order they come. Texts of one instant
/// differ by their local times only, and the smaller offset has the earlier one.
#[inline]
pub(super) fn stands_for(arena: &Arena, text: Fragment, other: Fragment) -> bool {
    text != other && arena.bytes(text) < arena.bytes(other)
}
