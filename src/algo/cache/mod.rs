//! Measures that are computed once for a graph and a view, and shared.
//!
//! The first request for a measure puts a job into a queue; a small pool of threads of its own
//! works it off, so no thread that serves requests computes one. All requests for the same
//! measure of the same view hold a [`Ticket`] of one job. When the last ticket is dropped
//! before the job is done, the job is cancelled; who leaves because the time is over can let a
//! job that runs go on ([`Ticket::leave`]), so that asking again helps. Results are kept until
//! their memory is needed: the least recently asked for goes first.
//!
//! A cache belongs to one graph. A reload makes another one; dropping a cache cancels its jobs.

mod computation;
mod jobs;
#[cfg(test)]
mod tests;
mod ticket;

pub use computation::{Computation, Measured, Values};
pub use ticket::Ticket;

use super::{Meter, Projection, Truncation};
use crate::{
    algo::measures::{Degrees, degrees},
    graph::{
        Graph,
        view::{ElementFilter, Everything, View, ViewOptions},
    },
};
use jobs::{Entry, Job, Pending, Shared};
use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// The key of a view in the cache.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ViewKey {
    /// The options, [normalized](ViewOptions::normalized).
    pub options: ViewOptions,
    /// A text that distinguishes the caller's predicates from others; empty for none.
    pub filter: Box<str>,
}

impl ViewKey {
    /// Bytes that it takes, about.
    fn size(&self) -> usize {
        let ViewOptions { relations, exclude_relations, kinds, exclude_kinds, avoid, .. } =
            &self.options;
        let numbers = relations.as_ref().map_or(0, Vec::len)
            + kinds.as_ref().map_or(0, Vec::len)
            + exclude_relations.len()
            + exclude_kinds.len()
            + avoid.len();
        size_of::<Self>() + self.filter.len() + 4 * numbers
    }
}

/// The source from which a job reads the view, on a thread of the cache.
pub trait ViewSource: Send + 'static {
    /// The view as plain arrays.
    ///
    /// # Errors
    /// If the meter ends it.
    fn project(&self, meter: &mut Meter) -> Result<Projection, Truncation>;

    /// The degrees of its entities.
    ///
    /// # Errors
    /// If the meter ends it.
    fn degrees(&self, graph: &Projection, meter: &mut Meter) -> Result<Vec<Degrees>, Truncation>;
}

/// A view that owns what it is made of.
#[derive(Clone, Debug)]
pub struct OwnedView<F = Everything> {
    /// The graph.
    pub graph: Arc<Graph>,
    /// The options of the view.
    pub options: ViewOptions,
    /// The caller's predicates.
    pub filter: F,
}

impl<F: ElementFilter + Send + 'static> ViewSource for OwnedView<F> {
    fn project(&self, meter: &mut Meter) -> Result<Projection, Truncation> {
        Projection::new(&View::filtered(&self.graph, &self.options, &self.filter), meter)
    }

    fn degrees(&self, graph: &Projection, meter: &mut Meter) -> Result<Vec<Degrees>, Truncation> {
        degrees(&View::filtered(&self.graph, &self.options, &self.filter), graph, meter)
    }
}

/// The reason why there is no measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The measure was not ready in time; its computation goes on while somebody else waits.
    NotReady,
    /// The measure takes more memory than the cache may have.
    TooLarge {
        /// Bytes that it takes.
        needed: usize,
        /// Bytes that the cache may have.
        limit: usize,
    },
    /// The measure takes longer than one may.
    TooSlow,
    /// The cache was dropped.
    Cancelled,
    /// A fault of ours; the computation panicked.
    Failed,
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReady => f.write_str(
                "the measure is still being computed; ask again in some seconds, when it may be \
                 ready, or ask for it over a smaller view",
            ),
            Self::TooLarge { needed, limit } => write!(
                f,
                "the measure takes {needed} bytes, more than the {limit} that measures may have; \
                 ask for it over a smaller view"
            ),
            Self::TooSlow => f.write_str(
                "the measure takes longer than a measure may; ask for it over a smaller view",
            ),
            Self::Cancelled => f.write_str("the data was replaced while the measure was computed"),
            Self::Failed => f.write_str("the computation of the measure failed"),
        }
    }
}

impl From<Truncation> for Unavailable {
    /// The reason for a computation that its meter ended: only the clock and the flag end one.
    fn from(reason: Truncation) -> Self {
        match reason {
            Truncation::Cancelled => Self::Cancelled,
            Truncation::Nodes
            | Truncation::Links
            | Truncation::Time
            | Truncation::Results
            | Truncation::Memory => Self::TooSlow,
        }
    }
}

/// The bounds of a cache.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Threads, which run only while there is work.
    pub threads: usize,
    /// Bytes of what is kept and of what one computation takes.
    pub bytes: usize,
    /// The time that one computation may take.
    pub time: Duration,
}

/// Computes measures once and keeps them.
pub struct MeasureCache {
    shared: Arc<Shared>,
}

impl MeasureCache {
    /// A cache that keeps to some bounds.
    pub fn new(bounds: Bounds) -> Self {
        Self { shared: Arc::new(Shared::new(bounds)) }
    }

    /// Asks for a measure of a view without predicates.
    pub fn request(
        &self,
        graph: &Arc<Graph>,
        options: ViewOptions,
        computation: Computation,
    ) -> Ticket {
        let options = options.normalized();
        let key = ViewKey { options: options.clone(), filter: "".into() };
        let source = OwnedView { graph: Arc::clone(graph), options, filter: Everything };
        self.request_from(key, computation, source)
    }

    /// Asks for a measure of any view. Equal keys must stand for equal views.
    pub fn request_from(
        &self,
        view: ViewKey,
        computation: Computation,
        source: impl ViewSource,
    ) -> Ticket {
        let key = (view, computation);
        let mut state = self.shared.lock();
        state.clock += 1;
        let number = state.clock;
        let (job, slot) = match state.entries.get_mut(&key) {
            Some(Entry::Pending(pending)) => {
                pending.waiting += 1;
                (pending.job, Arc::clone(&pending.slot))
            }
            Some(Entry::Done(kept)) => {
                kept.asked = number;
                (number, Arc::new(OnceLock::from(Ok(Arc::clone(&kept.value)))))
            }
            None => {
                let pending = Pending::new(number);
                let (cancel, slot) = (pending.cancel.clone(), Arc::clone(&pending.slot));
                state.entries.insert(key.clone(), Entry::Pending(pending));
                let source = Box::new(source);
                state.queue.push_back(Job { number, key: key.clone(), source, cancel });
                if state.running < self.shared.bounds.threads.max(1) {
                    state.running += 1;
                    let shared = Arc::clone(&self.shared);
                    std::thread::spawn(move || shared.work());
                }
                (number, slot)
            }
        };
        Ticket { shared: Arc::clone(&self.shared), key, job, slot }
    }

    /// Bytes that are kept.
    pub fn size(&self) -> usize {
        self.shared.lock().kept
    }
}

impl fmt::Debug for MeasureCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MeasureCache").field("bounds", &self.shared.bounds).finish_non_exhaustive()
    }
}

impl Drop for MeasureCache {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.queue.clear();
        let mut callbacks = Vec::new();
        for (_, entry) in state.entries.drain() {
            if let Entry::Pending(pending) = entry {
                pending.cancel.cancel();
                // Nobody but the job sets it, and that is no longer wanted.
                let _ = pending.slot.set(Err(Unavailable::Cancelled));
                callbacks.extend(pending.callbacks);
            }
        }
        drop(state);
        self.shared.ended.notify_all();
        callbacks.into_iter().for_each(|callback| callback());
    }
}
