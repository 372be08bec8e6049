//! The time view: all of history, a day, or a range of days.
//!
//! A field with `asOf`, `during` or `certain` changes the view for everything under it; any
//! other leaves it as it is. So a plan holds changes at the fields that make one, and a run
//! keeps the view that they add up to: however many views lead to a selection, it is
//! compiled once.

use crate::value::{Interval, PartialDate, TimeView};

/// What the arguments of a field change of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeViewChange {
    /// `asOf` or `during`; `Some(None)` for one that is null.
    pub days: Option<Option<Interval>>,
    /// `certain`
    pub certain: Option<bool>,
}

impl TimeViewChange {
    /// The view under a field with these arguments.
    #[inline]
    pub fn applied_to(self, outer: TimeView) -> TimeView {
        TimeView {
            days: self.days.unwrap_or(outer.days),
            certain: self.certain.unwrap_or(outer.certain),
        }
    }

    /// The change in words and parentheses; empty where there is none.
    pub(super) fn explain_alone(self) -> String {
        match self.explain() {
            change if change.is_empty() => change,
            change => format!("({})", &change[2..]),
        }
    }

    /// The change in words, with a comma before each: empty where there is none.
    pub(super) fn explain(self) -> String {
        let days = match self.days {
            None => String::new(),
            Some(None) => ", all of history".to_owned(),
            Some(Some(Interval { start, end })) => {
                match (PartialDate::from_day(start), PartialDate::from_day(end)) {
                    (Some(from), Some(to)) if from == to => format!(", as of {from}"),
                    (Some(from), Some(to)) => format!(", during {from} to {to}"),
                    (Some(from), None) => format!(", from {from} on"),
                    (None, Some(to)) => format!(", up to {to}"),
                    (None, None) => ", on any day".to_owned(),
                }
            }
        };
        let certain = match self.certain {
            None => "",
            Some(true) => ", certain",
            Some(false) => ", possible",
        };
        days + certain
    }
}
