//! The time view: which days of history a question is about.

use super::Interval;

/// The days in view: all of history, or some of it.
///
/// `{ days: Some([2020-01-01, 2020-12-31]), certain: false }` keeps what can have held in 2020.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeView {
    /// Only what holds on one of these days; `None` is all of history.
    pub days: Option<Interval>,
    /// Only what must hold on one of them, not what can.
    pub certain: bool,
}

impl TimeView {
    /// All of history: the view at the top of a document.
    pub const HISTORY: Self = Self { days: None, certain: false };
}
