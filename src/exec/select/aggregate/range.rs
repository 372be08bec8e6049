//! The smallest and the largest of some decimal fractions, and the first and the last of some dates
//! or instants.

use crate::{
    json::fragment::{Arena, Fragment},
    value::{Day, Decimal, PartialDate},
};
use std::cmp::Ordering;

/// The smallest and the largest of some decimal fractions. Of `1.5` and `1.50` the one with more
/// digits stands for both, in whatever order they come.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct DecimalRange {
    min: Decimal,
    max: Decimal,
}

impl DecimalRange {
    /// The range of a decimal fraction.
    pub(super) fn of(number: Decimal) -> Self {
        Self { min: number, max: number }
    }

    #[inline]
    pub(super) fn add(&mut self, number: Decimal) {
        let has_more = |other: Decimal| number.scale() > other.scale();
        match number.cmp(&self.min) {
            Ordering::Less => self.min = number,
            Ordering::Equal if has_more(self.min) => self.min = number,
            Ordering::Equal | Ordering::Greater => {}
        }
        match number.cmp(&self.max) {
            Ordering::Greater => self.max = number,
            Ordering::Equal if has_more(self.max) => self.max = number,
            Ordering::Equal | Ordering::Less => {}
        }
    }

    /// The smallest and the largest one.
    pub(super) fn ends(self) -> (Decimal, Decimal) {
        (self.min, self.max)
    }
}

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
