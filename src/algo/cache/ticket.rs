//! Waiting for a measure.

use super::{
    Unavailable,
    jobs::{Key, Outcome, Shared, Slot},
};
use crate::limits::Cancel;
use std::{
    fmt,
    sync::{Arc, PoisonError},
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// The time for which a thread waits before it looks if anybody still wants the measure.
const LOOK: Duration = Duration::from_millis(50);

/// Somebody who waits for a measure.
pub struct Ticket {
    pub(super) shared: Arc<Shared>,
    pub(super) key: Key,
    /// The job that was there when the ticket was made.
    pub(super) job: u64,
    pub(super) slot: Slot,
}

impl Ticket {
    /// The measure, if it is ready.
    pub fn ready(&self) -> Option<Outcome> {
        self.slot.get().cloned()
    }

    /// Waits for the measure up to a deadline. Blocks the thread.
    ///
    /// # Errors
    /// If there is none by then, or none at all.
    pub fn wait(&self, deadline: Instant) -> Outcome {
        self.wait_unless(deadline, &Cancel::default())
    }

    /// Waits for the measure up to a deadline, or until nobody wants it any more.
    ///
    /// # Errors
    /// If there is none by then, or none at all.
    pub fn wait_unless(&self, deadline: Instant, cancel: &Cancel) -> Outcome {
        let mut state = self.shared.lock();
        loop {
            if let Some(outcome) = self.ready() {
                return outcome;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || cancel.is_cancelled() {
                return Err(Unavailable::NotReady);
            }
            let waited = self.shared.ended.wait_timeout(state, left.min(LOOK));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for the measure without blocking the thread.
    pub fn poll(&self, context: &Context<'_>) -> Poll<Outcome> {
        if let Some(outcome) = self.ready() {
            return Poll::Ready(outcome);
        }
        let waker = context.waker().clone();
        self.on_ready(move || waker.wake());
        Poll::Pending
    }

    /// Calls back as soon as [`Self::ready`] has an answer: at once if it has one now, else on
    /// the thread that computes it.
    pub fn on_ready(&self, callback: impl FnOnce() + Send + 'static) {
        let mut state = self.shared.lock();
        match state.pending(&self.key, self.job) {
            Some(pending) => pending.callbacks.push(Box::new(callback)),
            None => {
                drop(state);
                callback();
            }
        }
    }

    /// Waits no longer. If the measure is being computed that goes on, so that it is ready for
    /// whoever asks again; if it is still in the queue it is dropped as usual.
    pub fn leave(self) {
        if let Some(pending) = self.shared.lock().pending(&self.key, self.job) {
            pending.lingers |= pending.runs;
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        let Some(pending) = state.pending(&self.key, self.job) else { return };
        pending.waiting -= 1;
        if pending.waiting == 0 && !pending.lingers {
            pending.cancel.cancel();
            state.entries.remove(&self.key);
            state.queue.retain(|job| job.number != self.job);
        }
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket").field("key", &self.key).finish_non_exhaustive()
    }
}
