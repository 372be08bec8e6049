//! The view: all of history, a day, or a range of days; links of all statuses, or of some.
//!
//! A field with `asOf`, `during`, `certain` or `status` changes the view for everything under it;
//! any other leaves it as it is. So a plan holds changes at the fields that make one, and a run
//! keeps the view that they add up to: however many views lead to a selection, it is compiled once.

use crate::{
    ontology::StatusSet,
    value::{Interval, PartialDate, TimeView},
};

/// The facts that are in view.
///
/// It is copied for every list, in whole words: a processor waits when it reads a word of which it
/// has just written a half.
#[repr(align(8))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FactView {
    /// The days in view.
    pub time: TimeView,
    /// The statuses of links in view.
    pub status: StatusSet,
}

impl FactView {
    /// Everything: the view at the top of a document.
    pub const EVERYTHING: Self = Self { time: TimeView::HISTORY, status: StatusSet::ALL };

    /// Returns whether no link and no entity can be out of view.
    #[inline]
    pub fn is_everything(self) -> bool {
        self.time.days.is_none() && self.status == StatusSet::ALL
    }
}

/// The change that the arguments of a field make to the view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewChange {
    /// `asOf` or `during`; `Some(None)` for one that is null.
    pub days: Option<Option<Interval>>,
    /// `certain`
    pub certain: Option<bool>,
    /// `status`; all of them for one that is null.
    pub status: Option<StatusSet>,
}

impl ViewChange {
    /// The view under a field with these arguments.
    #[inline]
    pub fn applied_to(self, outer: FactView) -> FactView {
        FactView {
            time: TimeView {
                days: self.days.unwrap_or(outer.time.days),
                certain: self.certain.unwrap_or(outer.time.certain),
            },
            status: self.status.unwrap_or(outer.status),
        }
    }

    /// The change in words, in parentheses; empty where there is none.
    pub(super) fn explain_alone(self) -> String {
        in_parentheses(&self.explain())
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
        let status = match self.status {
            None => String::new(),
            Some(StatusSet::ALL) => ", every status".to_owned(),
            Some(StatusSet::NONE) => ", no status".to_owned(),
            Some(some) => {
                let names: Vec<_> = some.statuses().map(|it| it.as_str().to_lowercase()).collect();
                format!(", only {}", names.join(" or "))
            }
        };
        days + certain + &status
    }
}

/// Words that begin with a comma, in parentheses and without it; empty where there are none.
pub(super) fn in_parentheses(words: &str) -> String {
    words.strip_prefix(", ").map_or(String::new(), |words| format!("({words})"))
}
