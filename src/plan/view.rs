//! What is in view: all of history, a day, or a range of days.
//!
//! A field with `asOf`, `during` or `certain` changes the view for everything under it; any
//! other leaves it as it is. So a plan holds changes at the fields that make one, and a run
//! keeps the view that they add up to: however many views lead to a selection, it is
//! compiled once.

use crate::value::{Interval, PartialDate};

/// What is in view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// What holds on one of these days; `None` is all of history.
    pub days: Option<Interval>,
    /// Only what must hold, not what can.
    pub certain: bool,
}

/// What the arguments of a field change of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewChange {
    /// `asOf` or `during`; `Some(None)` for one that is null.
    pub days: Option<Option<Interval>>,
    /// `certain`
    pub certain: Option<bool>,
}

impl View {
    /// All of history: what is in view at the top.
    pub const HISTORY: Self = Self { days: None, certain: false };

    /// The view under a field.
    #[inline]
    pub fn changed(self, change: ViewChange) -> Self {
        Self {
            days: change.days.unwrap_or(self.days),
            certain: change.certain.unwrap_or(self.certain),
        }
    }
}

impl ViewChange {
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
