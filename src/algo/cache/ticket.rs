//! Waiting for a measure.

use super::{
    Measured, Unavailable,
    jobs::{Entry, Key, Shared, State},
};
use std::{
    sync::{Arc, PoisonError},
    time::Instant,
};

type Outcome = Result<Arc<Measured>, Unavailable>;

/// Somebody who waits for a measure.
pub struct Ticket {
    pub(super) shared: Arc<Shared>,
    pub(super) key: Key,
    /// The job that was there when the ticket was made.
    pub(super) job: u64,
}

impl Ticket {
    /// The measure, if it is ready.
    pub fn ready(&self) -> Option<Outcome> {
        self.outcome(&self.shared.lock())
    }

    /// Waits for the measure up to a deadline. Blocks the thread.
    ///
    /// # Errors
    /// If there is none by then, or none at all.
    pub fn wait(&self, deadline: Instant) -> Outcome {
        let mut state = self.shared.lock();
        loop {
            if let Some(outcome) = self.outcome(&state) {
                return outcome;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Unavailable::NotReady);
            }
            let waited = self.shared.ended.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Calls back as soon as [`Self::ready`] has an answer: at once if it has one now, else on
    /// the thread that computes it.
    pub fn on_ready(&self, callback: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.lock();
        match state.entries.get_mut(&self.key) {
            Some(Entry::Pending { job, callbacks, .. }) if *job == self.job => {
                callbacks.push(Box::new(callback));
            }
            _ => {
                drop(state);
                callback();
            }
        }
    }

    fn outcome(&self, state: &State) -> Option<Outcome> {
        match state.entries.get(&self.key) {
            Some(Entry::Done(kept)) => Some(Ok(Arc::clone(&kept.value))),
            Some(Entry::Refused(reason)) => Some(Err(reason.clone())),
            Some(Entry::Pending { .. }) => None,
            // It was kept for others in the meantime and had to go.
            None => Some(Err(Unavailable::NotReady)),
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        if let Some(Entry::Pending { job, waiting, cancel, .. }) = state.entries.get_mut(&self.key)
        {
            if *job != self.job {
                return;
            }
            *waiting -= 1;
            if *waiting == 0 {
                cancel.cancel();
                state.entries.remove(&self.key);
                let number = self.job;
                state.queue.retain(|job| job.number != number);
            }
        }
    }
}
