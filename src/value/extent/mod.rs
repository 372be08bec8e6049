//! The valid time of a fact, as four days: the earliest and latest start and end.
//!
//! Dates are compiled to these days once, when the graph is built, so that a query for a day
//! costs two comparisons of integers. `docs/time.md` explains each bound; the table in the
//! tests below can be read beside it.

mod attested;

pub use attested::Attesting;

use super::{
    date::{PartialDate, Qualifier},
    interval::{Day, Interval},
};

/// The bounds of a fact in time.
///
/// The fact can hold from `earliest_start` to `latest_end`. It certainly holds on some day of
/// every interval that starts on `earliest_end` or earlier and ends on `latest_start` or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// The earliest day on which it can have started; [`Day::MIN`] if there is no bound.
    pub earliest_start: Day,
    /// The day by which it had certainly started; [`Day::MAX`] if that is not known.
    pub latest_start: Day,
    /// The day up to which it had certainly not ended; [`Day::MIN`] if that is not known.
    pub earliest_end: Day,
    /// The latest day on which it can hold; [`Day::MAX`] if there is no bound.
    pub latest_end: Day,
}

impl Extent {
    /// The extent of an entity without bounds: it exists on any day.
    pub const UNBOUNDED: Self = Self {
        earliest_start: Day::MIN,
        latest_start: Day::MIN,
        earliest_end: Day::MAX,
        latest_end: Day::MAX,
    };

    /// The extent of a link without a date between entities without bounds: it can hold on any
    /// day and has not ended, but no day is known by which it had started.
    pub const UNDATED: Self = Self { latest_start: Day::MAX, ..Self::UNBOUNDED };

    /// The extent of a link that never holds: one of its ends did not exist on its dates.
    pub const NEVER: Self = Self {
        earliest_start: Day::MAX,
        latest_start: Day::MAX,
        earliest_end: Day::MIN,
        latest_end: Day::MIN,
    };

    /// The extent of an act between entities with these extents.
    pub fn of_act(at: PartialDate, ends: [Self; 2]) -> Self {
        let sure = is_sure(at);
        let act = Self {
            earliest_start: at.earliest(),
            latest_start: latest_start(Some(at)),
            earliest_end: if sure { at.earliest() } else { Day::MIN },
            latest_end: at.latest(),
        };
        act.within(Self::shared(ends)).ordered(sure, sure)
    }

    /// The extent of a state between entities with these extents.
    pub fn of_state(
        since: Option<PartialDate>,
        until: Option<PartialDate>,
        attested: &[PartialDate],
        ends: [Self; 2],
    ) -> Self {
        let mut state = Self {
            earliest_start: since.map_or(Day::MIN, PartialDate::earliest),
            latest_start: latest_start(since),
            earliest_end: match until {
                Some(until) if is_sure(until) => until.earliest(),
                Some(_) => Day::MIN,
                // Not ended: it ends when one of its ends does.
                None => Day::MAX,
            },
            latest_end: until.map_or(Day::MAX, PartialDate::latest),
        };
        for day in attested.iter().filter(|day| is_sure(**day)) {
            state.latest_start = state.latest_start.min(day.latest());
            state.earliest_end = state.earliest_end.max(day.earliest());
        }
        let dates = since.into_iter().chain(until).chain(attested.iter().copied());
        // Its own dates bound each other first, without regard to its ends.
        state
            .ordered(since.is_some_and(is_sure), until.is_some_and(is_sure))
            .bounded(Self::shared(ends), dates.filter(|date| is_sure(*date)))
    }

    /// The extent without certainty, for a link that is not `ACTUAL` or that is disputed: it can
    /// hold on the same days, and on none for certain.
    pub fn doubted(self) -> Self {
        Self { latest_start: Day::MAX, ..self }
    }

    /// The extent of an open state that is certain up to a day at most: nothing newer shows it.
    pub fn certain_until(self, day: Day) -> Self {
        Self { earliest_end: self.earliest_end.min(day), ..self }
    }

    /// The extent of an entity that began on the first of some days and ended on the last of
    /// others.
    pub fn of_entity(starts: &[PartialDate], ends: &[PartialDate]) -> Self {
        let all_sure =
            |dates: &[PartialDate]| !dates.is_empty() && dates.iter().all(|it| is_sure(*it));
        let sure = |dates: &[PartialDate]| {
            dates.iter().copied().filter(|it| is_sure(*it)).collect::<Vec<_>>()
        };
        let mut entity = Self::UNBOUNDED;
        if !starts.is_empty() {
            let earliest = starts.iter().map(|it| it.earliest()).min();
            entity.earliest_start = earliest.unwrap_or(Day::MIN);
            let latest = sure(starts).into_iter().map(PartialDate::latest).min();
            entity.latest_start = latest.unwrap_or(Day::MAX);
        }
        if !ends.is_empty() {
            let latest = ends.iter().map(|it| it.latest()).max();
            entity.latest_end = latest.unwrap_or(Day::MAX);
            let earliest = sure(ends).into_iter().map(PartialDate::earliest).max();
            entity.earliest_end = earliest.unwrap_or(Day::MIN);
        }
        entity.ordered(all_sure(starts), all_sure(ends))
    }

    /// The days on which it can hold.
    pub fn possible(self) -> Interval {
        Interval { start: self.earliest_start, end: self.latest_end }
    }

    /// The latest start and the earliest end. An interval that [meets](Interval::meets) them has a
    /// day on which the fact certainly holds. The start can be after the end.
    pub fn certain(self) -> Interval {
        Interval { start: self.latest_start, end: self.earliest_end }
    }

    /// Returns the end of a link (0 or 1) that never exists on the days `own`, on which the link
    /// can hold by its own dates. With such an end the link never holds.
    pub fn outside(own: Interval, ends: [Self; 2]) -> Option<usize> {
        let together = Self::together(ends);
        let life = |end: &Self| match together {
            true => end.possible(),
            false => Interval { end: Day::MAX, ..end.possible() },
        };
        ends.iter().position(|end| own.start <= own.end && !life(end).meets(own))
    }

    /// Returns whether two entities can have existed at once. If not, a link between them is not
    /// ended by the end of either.
    fn together([a, b]: [Self; 2]) -> bool {
        a.possible().meets(b.possible())
    }

    /// Returns the time in which a link between two entities can hold: while both exist, or, if
    /// they never exist at once, from the start of the later one.
    fn shared([a, b]: [Self; 2]) -> Self {
        let together = Self::together([a, b]);
        let end = |day: Day| if together { day } else { Day::MAX };
        Self {
            earliest_start: a.earliest_start.max(b.earliest_start),
            latest_start: a.latest_start.max(b.latest_start),
            earliest_end: end(a.earliest_end.min(b.earliest_end)),
            latest_end: end(a.latest_end.min(b.latest_end)),
        }
    }

    /// Limits the possible days to those on which both ends can exist.
    fn within(self, life: Self) -> Self {
        Self {
            earliest_start: self.earliest_start.max(life.earliest_start),
            latest_end: self.latest_end.min(life.latest_end),
            ..self
        }
    }

    /// Limits the possible days to those on which both ends can exist, and the certain ones to
    /// those on which both certainly exist. An exact date of the link inside of their possible
    /// time shows that they existed on it; a date outside of it shows nothing.
    fn bounded(self, life: Self, dates: impl Iterator<Item = PartialDate>) -> Self {
        let (mut started, mut not_ended) = (life.latest_start, life.earliest_end);
        let seen = |date: &PartialDate| {
            life.earliest_start <= date.earliest() && date.latest() <= life.latest_end
        };
        for date in dates.filter(seen) {
            started = started.min(date.latest());
            not_ended = not_ended.max(date.earliest());
        }
        let bounded = Self {
            latest_start: self.latest_start.max(started),
            earliest_end: self.earliest_end.min(not_ended),
            ..self.within(life)
        };
        bounded.ordered(false, false)
    }

    /// Tightens each bound by the other: nothing ends before it starts. Only bounds that are
    /// exact make another bound certain.
    fn ordered(mut self, start_is_sure: bool, end_is_sure: bool) -> Self {
        // NEVER has no start to propagate.
        if self.earliest_start > self.latest_end || self.earliest_start == Day::MAX {
            return Self::NEVER;
        }
        if start_is_sure {
            self.earliest_end = self.earliest_end.max(self.earliest_start);
        }
        if end_is_sure {
            self.latest_start = self.latest_start.min(self.latest_end);
        }
        // A certain day is a possible one.
        self.latest_start = self.latest_start.max(self.earliest_start);
        self.earliest_end = self.earliest_end.min(self.latest_end);
        self
    }
}

/// Returns whether a date has no mark.
fn is_sure(date: PartialDate) -> bool {
    date.qualifier() == Qualifier::Exact
}

/// The latest day of an exact start.
fn latest_start(start: Option<PartialDate>) -> Day {
    start.filter(|it| is_sure(*it)).map_or(Day::MAX, PartialDate::latest)
}

#[cfg(test)]
mod tests;
