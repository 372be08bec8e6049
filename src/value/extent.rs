//! When a fact holds, as four days: the earliest and latest that its start and end can be.
//!
//! Dates are compiled to these days once, when the graph is built, so that a question of a
//! day costs two comparisons of integers. `docs/time.md` says what each bound means; the
//! table in the tests below can be read beside it.

use super::date::{Day, PartialDate, Qualifier};

/// How many intervals are held against a question together.
pub const BLOCK: usize = 16;

/// Days from a first to a last, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day; [`Day::MIN`] where there is none, [`Day::MAX`] where it is not known.
    pub start: Day,
    /// The last day; [`Day::MAX`] where there is none, [`Day::MIN`] where it is not known.
    pub end: Day,
}

impl Interval {
    /// The days of a question. An open end stands just inside of what an unknown or impossible
    /// bound is stored as, so that even `during: {}` does not meet those.
    pub fn asked(from: Option<Day>, to: Option<Day>) -> Self {
        Self { start: from.unwrap_or(Day::MIN + 1), end: to.unwrap_or(Day::MAX - 1) }
    }

    /// Whether it has a day in common with the days of a question.
    #[inline(always)]
    pub fn meets(self, asked: Self) -> bool {
        // Without a branch: which of the two fails cannot be predicted.
        (self.start <= asked.end) & (self.end >= asked.start)
    }

    /// One bit for each of several that meets the days of a question, the first in the lowest
    /// place. No branch depends on any of them.
    #[inline(always)]
    pub fn meeting(block: &[Self; BLOCK], asked: Self) -> u32 {
        (0..BLOCK).fold(0, |bits, at| bits | u32::from(block[at].meets(asked)) << at)
    }
}

/// The bounds of a fact in time.
///
/// It can hold from `earliest_start` to `latest_end`. It must hold on some day of every range
/// that reaches from `earliest_end` or before to `latest_start` or behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// Before this it had not started; [`Day::MIN`] where there is no such day.
    pub earliest_start: Day,
    /// By this it had started; [`Day::MAX`] where that is not known.
    pub latest_start: Day,
    /// Up to this it had not ended; [`Day::MIN`] where that is not known.
    pub earliest_end: Day,
    /// Behind this it has ended; [`Day::MAX`] where there is no such day.
    pub latest_end: Day,
}

impl Extent {
    /// Of an entity without bounds: it is there on any day.
    pub const UNBOUNDED: Self = Self {
        earliest_start: Day::MIN,
        latest_start: Day::MIN,
        earliest_end: Day::MAX,
        latest_end: Day::MAX,
    };

    /// Of a link without a date, between entities without bounds: it can hold on any day, and
    /// has not ended, but nobody knows of a day by which it had started.
    pub const UNDATED: Self = Self { latest_start: Day::MAX, ..Self::UNBOUNDED };

    /// Of what cannot be: a link with dates on which one of its ends was not there.
    pub const NEVER: Self = Self {
        earliest_start: Day::MAX,
        latest_start: Day::MAX,
        earliest_end: Day::MIN,
        latest_end: Day::MIN,
    };

    /// Of an act, between entities that exist at these times.
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

    /// Of a state, between entities that exist at these times.
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
        // What its own dates say of each other comes first: they know nothing of its ends.
        state
            .ordered(since.is_some_and(is_sure), until.is_some_and(is_sure))
            .bounded(Self::shared(ends), dates.filter(|date| is_sure(*date)))
    }

    /// The same of what is not so yet, or disputed: it can hold when it could, and nothing of it
    /// is certain.
    pub fn doubted(self) -> Self {
        Self { latest_start: Day::MAX, ..self }
    }

    /// Of an entity that began on the first of some days and ended on the last of others.
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

    /// The days by which it must have started, and up to which it must not have ended: a range
    /// that [meets](Interval::meets) them has a day on which it holds. The start can be behind
    /// the end.
    pub fn certain(self) -> Interval {
        Interval { start: self.latest_start, end: self.earliest_end }
    }

    /// Which of its ends something lies outside of that can hold on these days by its own
    /// dates alone: with such an end it never holds.
    pub fn outside(own: Interval, ends: [Self; 2]) -> Option<usize> {
        let together = Self::together(ends);
        let life = |end: &Self| match together {
            true => end.possible(),
            false => Interval { end: Day::MAX, ..end.possible() },
        };
        ends.iter().position(|end| own.start <= own.end && !life(end).meets(own))
    }

    /// Whether two entities can ever have been there at once. If not, what ties them is no state
    /// that both share, and neither of their ends is its own.
    fn together([a, b]: [Self; 2]) -> bool {
        a.possible().meets(b.possible())
    }

    /// When two entities are there for a link: together, or, if they never are, from when the
    /// later one begins.
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

    /// Only while both its ends can be there.
    fn within(self, life: Self) -> Self {
        Self {
            earliest_start: self.earliest_start.max(life.earliest_start),
            latest_end: self.latest_end.min(life.latest_end),
            ..self
        }
    }

    /// Only while both its ends can be there, and certainly while they must be. Of a sure date
    /// of its own that they can have seen they were there for it; one from before or behind
    /// their time says nothing of them.
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

    /// What each bound says of the other: nothing ends before it starts. Only bounds that are
    /// sure say what must be.
    fn ordered(mut self, start_is_sure: bool, end_is_sure: bool) -> Self {
        // What never is has no beginning that others could start from.
        if self.earliest_start > self.latest_end || self.earliest_start == Day::MAX {
            return Self::NEVER;
        }
        if start_is_sure {
            self.earliest_end = self.earliest_end.max(self.earliest_start);
        }
        if end_is_sure {
            self.latest_start = self.latest_start.min(self.latest_end);
        }
        // What must be can also be.
        self.latest_start = self.latest_start.max(self.earliest_start);
        self.earliest_end = self.earliest_end.min(self.latest_end);
        self
    }
}

/// Whether it must have been one of the days that it can mean.
fn is_sure(date: PartialDate) -> bool {
    date.qualifier() == Qualifier::Exact
}

/// The day by which something had started.
fn latest_start(start: Option<PartialDate>) -> Day {
    start.filter(|it| is_sure(*it)).map_or(Day::MAX, PartialDate::latest)
}

#[cfg(test)]
mod tests;
