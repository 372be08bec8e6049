//! The budget of one request: what it may still spend, and which limit ended it.

use super::{Cancel, Limits};
use std::time::{Duration, Instant};

/// The reason why a request was ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exhausted {
    /// [`Limits::visits`]
    Visits,
    /// [`Limits::deadline_ms`]
    Deadline,
    /// [`Limits::response_bytes`]
    ResponseBytes,
    /// [`Limits::list_bytes`]
    ListBytes,
    /// Nobody waits for the answer any more.
    Cancelled,
}

impl Exhausted {
    /// The name of the limit that was reached.
    pub fn limit(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::Deadline | Self::Cancelled => "deadline_ms",
            Self::ResponseBytes => "response_bytes",
            Self::ListBytes => "list_bytes",
        }
    }
}

/// The budget of one request.
#[derive(Debug)]
pub struct Budget {
    visits: u64,
    next_look: u64,
    deadline: Instant,
    cancel: Option<Cancel>,
    response_bytes: usize,
}

/// The number of visits between two looks at the clock.
const VISITS_PER_LOOK: u64 = 4_096;

impl Budget {
    /// The budget of a request that starts now.
    pub fn new(limits: &Limits) -> Self {
        Self::until(Instant::now() + Duration::from_millis(limits.deadline_ms), limits)
    }

    /// The budget of a request that must end at a deadline.
    pub fn until(deadline: Instant, limits: &Limits) -> Self {
        Self {
            visits: limits.visits,
            next_look: limits.visits.saturating_sub(VISITS_PER_LOOK),
            deadline,
            cancel: None,
            response_bytes: usize::try_from(limits.response_bytes).unwrap_or(usize::MAX),
        }
    }

    /// Returns this budget with an earlier end: when it is cancelled, or at some time.
    pub fn ending(self, cancel: Option<&Cancel>, until: Option<Instant>) -> Self {
        let deadline = until.map_or(self.deadline, |until| until.min(self.deadline));
        Self { cancel: cancel.cloned(), deadline, ..self }
    }

    /// Spends visits; looks at the clock every few thousand.
    ///
    /// # Errors
    /// The limit that was reached.
    #[inline]
    pub fn visit(&mut self, count: usize) -> Result<(), Exhausted> {
        let Some(left) = self.visits.checked_sub(count as u64) else {
            return Err(Exhausted::Visits);
        };
        self.visits = left;
        if left < self.next_look {
            return self.look_at_clock();
        }
        Ok(())
    }

    /// Looks at the clock, before work that counts no visits of its own.
    ///
    /// # Errors
    /// If the time is over.
    pub fn in_time(&mut self) -> Result<(), Exhausted> {
        self.look_at_clock()
    }

    #[cold]
    fn look_at_clock(&mut self) -> Result<(), Exhausted> {
        self.next_look = self.visits.saturating_sub(VISITS_PER_LOOK);
        if self.cancel.as_ref().is_some_and(Cancel::is_cancelled) {
            return Err(Exhausted::Cancelled);
        }
        if Instant::now() > self.deadline { Err(Exhausted::Deadline) } else { Ok(()) }
    }

    /// The flag that ends the request; one that nobody sets if it has none.
    pub fn cancel(&self) -> Cancel {
        self.cancel.clone().unwrap_or_default()
    }

    /// The deadline has passed.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Checks the size of the response so far.
    ///
    /// # Errors
    /// If it is over the limit.
    #[inline]
    pub fn written(&self, bytes: usize) -> Result<(), Exhausted> {
        if bytes > self.response_bytes { Err(Exhausted::ResponseBytes) } else { Ok(()) }
    }

    /// The most that a response may have.
    pub fn response_bytes(&self) -> usize {
        self.response_bytes
    }

    /// Visits not spent.
    pub fn visits_left(&self) -> u64 {
        self.visits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_end_at_their_bound() {
        let mut budget = Budget::new(&Limits { visits: 10, ..Limits::default() });
        assert_eq!(budget.visit(10), Ok(()));
        assert_eq!(budget.visit(1), Err(Exhausted::Visits));
    }

    #[test]
    fn a_request_that_nobody_waits_for_ends_between_visits() {
        let cancel = Cancel::default();
        let mut budget = Budget::new(&Limits::default()).ending(Some(&cancel), None);
        assert!((0..10_000).all(|_| budget.visit(1).is_ok()));
        cancel.cancel();
        let spent = (0..10_000).find_map(|_| budget.visit(1).err());
        assert_eq!(spent, Some(Exhausted::Cancelled));
    }

    #[test]
    fn a_budget_ends_at_the_earlier_of_two_times() {
        let until = Instant::now();
        let budget = Budget::new(&Limits::default()).ending(None, Some(until));
        assert_eq!(budget.deadline(), until);
        let budget = Budget::new(&Limits { deadline_ms: 0, ..Limits::default() });
        let deadline = budget.deadline();
        let budget = budget.ending(None, Some(deadline + Duration::from_secs(1)));
        assert_eq!(budget.deadline(), deadline);
    }

    #[test]
    fn the_deadline_is_seen_between_visits() {
        let mut budget = Budget::new(&Limits { deadline_ms: 0, ..Limits::default() });
        std::thread::sleep(Duration::from_millis(2));
        let spent = (0..10_000).find_map(|_| budget.visit(1).err());
        assert_eq!(spent, Some(Exhausted::Deadline));
    }
}
