//! The time of a link: an act has a day, a state a start, an end, and days between.

use super::Checker;
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::Time,
    seed::tree::{Entry, View},
    value::PartialDate,
};

/// A date and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    pub(super) date: PartialDate,
    pub(super) place: Span,
}

impl Dated {
    /// A date that was read from a value.
    pub(super) fn new(date: PartialDate, view: View<'_>) -> Self {
        Self { date, place: view.span() }
    }
}

/// The time of a link as it is read.
#[derive(Default)]
pub(super) struct Times {
    at: Option<Dated>,
    since: Option<Dated>,
    until: Option<Dated>,
    attested: Vec<Dated>,
    /// The place of the first field of a state.
    state: Option<(&'static str, Span)>,
    /// True if one of the dates could not be read.
    pub(super) unread: bool,
}

impl Times {
    /// The names of the dates.
    pub(super) const NAMES: [&'static str; 4] = ["at", "since", "until", "attested"];

    /// Returns whether a date of a name is there; true for any if one could not be read.
    pub(super) fn has(&self, name: &str) -> bool {
        self.unread
            || match name {
                "at" => self.at.is_some(),
                "since" => self.since.is_some(),
                "until" => self.until.is_some(),
                "attested" => !self.attested.is_empty(),
                _ => false,
            }
    }
}

impl<'a> Checker<'a> {
    /// Reads a field if it is one of time.
    pub(super) fn time_field(&mut self, times: &mut Times, entry: &Entry<'a>) -> bool {
        let value = entry.value;
        let state = match entry.name {
            "at" => {
                times.at = self.day(times, value, "an act needs one, at least its year");
                return true;
            }
            "since" => {
                times.since = self.day(times, value, "leave an unknown start out");
                "since"
            }
            "until" => {
                times.until = self.date(value).map(|date| Dated::new(date, value));
                times.unread |= times.until.is_none();
                "until"
            }
            "attested" => {
                for item in self.items(value) {
                    let help = "it shows nothing, so leave it out";
                    let day = self.day(times, item, help);
                    times.attested.extend(day);
                }
                "attested"
            }
            _ => return false,
        };
        times.state.get_or_insert((state, entry.key.span()));
        true
    }

    /// A date with a place in time.
    fn day(&mut self, times: &mut Times, value: View<'a>, unknown: &str) -> Option<Dated> {
        let date = self.known_date(value, unknown).map(|date| Dated::new(date, value));
        times.unread |= date.is_none();
        date
    }

    /// The time, after what its parts say together was checked.
    pub(super) fn time(&mut self, times: Times) -> Time {
        let Times { at, since, until, mut attested, state, unread: _ } = times;
        if let (Some(at), Some((name, place))) = (at, state) {
            let message = format!("\"{name}\" beside \"at\": a link is an act or a state");
            self.problems.push(
                Diagnostic::new(Code::InvalidTime, place, message)
                    .label(at.place, "the day of an act")
                    .help("\"at\" is for what happened on a day, the others for what lasted"),
            );
        }
        self.in_order(since, until);
        for &day in &attested {
            self.attested_inside(since, until, day);
        }
        attested.sort_by_key(|day| day.date);
        attested.dedup_by_key(|day| day.date);
        let date = |dated: Option<Dated>| dated.map(|dated| dated.date);
        Time {
            at: date(at),
            since: date(since),
            until: date(until),
            attested: attested.into_iter().map(|day| day.date).collect(),
        }
    }

    /// Tells of an end before its start.
    pub(super) fn in_order(&mut self, since: Option<Dated>, until: Option<Dated>) {
        if let (Some(since), Some(until)) = (since, until)
            && until.date.latest() < since.date.earliest()
        {
            let message = format!("the end {} is before the start {}", until.date, since.date);
            self.problems.push(
                Diagnostic::new(Code::InvalidTime, until.place, message)
                    .label(since.place, "the start"),
            );
        }
    }

    fn attested_inside(&mut self, since: Option<Dated>, until: Option<Dated>, day: Dated) {
        if let Some(since) = since
            && day.date.latest() < since.date.earliest()
        {
            let message = format!("attested on {}, before the start {}", day.date, since.date);
            self.problems.push(
                Diagnostic::new(Code::InvalidTime, day.place, message)
                    .label(since.place, "the start"),
            );
        }
        if let Some(until) = until
            && day.date.earliest() > until.date.latest()
        {
            let message = format!("attested on {}, after the end {}", day.date, until.date);
            self.problems.push(
                Diagnostic::new(Code::InvalidTime, day.place, message)
                    .label(until.place, "the end"),
            );
        }
    }
}
