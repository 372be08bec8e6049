//! Closed intervals of days.

/// A day, counted from 1970-01-01 in the proleptic Gregorian calendar.
pub type Day = i32;

/// The number of intervals that are compared with a query at once.
pub const BLOCK: usize = 16;

/// A closed interval of days: both bounds belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day; [`Day::MIN`] where there is none, [`Day::MAX`] where it is not known.
    pub start: Day,
    /// The last day; [`Day::MAX`] where there is none, [`Day::MIN`] where it is not known.
    pub end: Day,
}

impl Interval {
    /// The interval of a query. An open end is one day inside of the value that stands for an
    /// unknown or impossible bound, so that even `during: {}` does not meet those.
    pub fn asked(from: Option<Day>, to: Option<Day>) -> Self {
        Self { start: from.unwrap_or(Day::MIN + 1), end: to.unwrap_or(Day::MAX - 1) }
    }

    /// Returns whether it has a day in common with the interval of a query.
    #[inline(always)]
    pub fn meets(self, asked: Self) -> bool {
        // Without a branch: which of the two fails cannot be predicted.
        (self.start <= asked.end) & (self.end >= asked.start)
    }

    /// Compares several intervals with that of a query: one bit for each that meets it, the first
    /// in the lowest place. No branch depends on any of them.
    #[inline(always)]
    pub fn meeting(block: &[Self; BLOCK], asked: Self) -> u32 {
        (0..BLOCK).fold(0, |bits, at| bits | u32::from(block[at].meets(asked)) << at)
    }
}
