//! Measures that are computed once for a graph and a view, and shared.
//!
//! The first request for a measure puts a job into a queue; a small pool of threads of its own
//! works it off, so no thread that serves requests computes one. All requests for the same
//! measure of the same view hold a [`Ticket`] of one job. When the last ticket is dropped
//! before the job is done, the job is cancelled. Results are kept until their memory is needed:
//! the least recently asked for goes first.
//!
//! A cache belongs to one graph. A reload makes another one; dropping a cache cancels its jobs.

mod computation;
mod jobs;
#[cfg(test)]
mod tests;
mod ticket;

pub use computation::{Computation, Measured, Metric, Values};
pub use ticket::Ticket;

use super::{Cancel, Meter, Projection, Truncation};
use crate::{
    algo::measures::{Degrees, degrees},
    graph::{
        Graph,
        view::{ElementFilter, Everything, View, ViewOptions},
    },
};
use jobs::{Entry, Job, Shared};
use std::{fmt, sync::Arc};

/// What a view is known by in the cache.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ViewKey {
    /// The options, [normalized](ViewOptions::normalized).
    pub options: ViewOptions,
    /// What tells the caller's predicates from others; empty for none.
    pub filter: Box<str>,
}

/// Where a job reads the view from, on a thread of the cache.
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
    /// What of it is in view.
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

/// Why there is no measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// It was not ready in time; it goes on being computed while somebody else waits.
    NotReady,
    /// It takes more memory than the cache may have.
    TooLarge {
        /// Bytes that it takes.
        needed: usize,
        /// Bytes that the cache may have.
        limit: usize,
    },
    /// The cache was dropped.
    Cancelled,
    /// A fault of ours; the computation panicked.
    Failed,
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotReady => f.write_str("the measure is still being computed; ask again"),
            Self::TooLarge { needed, limit } => write!(
                f,
                "the measure takes {needed} bytes, more than the {limit} that measures may have; \
                 ask for it over a smaller view"
            ),
            Self::Cancelled => f.write_str("the data was replaced while the measure was computed"),
            Self::Failed => f.write_str("the computation of the measure failed"),
        }
    }
}

/// Computes measures once and keeps them.
pub struct MeasureCache {
    shared: Arc<Shared>,
}

impl MeasureCache {
    /// A cache with at most so many threads, which run only while there is work, and bytes.
    pub fn new(threads: usize, bytes: usize) -> Self {
        Self { shared: Arc::new(Shared::new(threads.max(1), bytes)) }
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
        let job = match state.entries.get_mut(&key) {
            Some(Entry::Pending { job, waiting, .. }) => {
                *waiting += 1;
                *job
            }
            Some(Entry::Done(kept)) => {
                kept.asked = number;
                number
            }
            Some(Entry::Refused(_)) => number,
            None => {
                let cancel = Cancel::default();
                let pending = Entry::Pending {
                    job: number,
                    waiting: 1,
                    cancel: cancel.clone(),
                    callbacks: Vec::new(),
                };
                state.entries.insert(key.clone(), pending);
                let source = Box::new(source);
                state.queue.push_back(Job { number, key: key.clone(), source, cancel });
                if state.running < self.shared.threads {
                    state.running += 1;
                    let shared = Arc::clone(&self.shared);
                    std::thread::spawn(move || shared.work());
                }
                number
            }
        };
        Ticket { shared: Arc::clone(&self.shared), key, job }
    }

    /// Bytes that are kept.
    pub fn size(&self) -> usize {
        self.shared.lock().kept
    }
}

impl Drop for MeasureCache {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.queue.clear();
        let mut callbacks = Vec::new();
        for entry in state.entries.values_mut() {
            if let Entry::Pending { cancel, callbacks: waiting, .. } = entry {
                cancel.cancel();
                callbacks.append(waiting);
                *entry = Entry::Refused(Unavailable::Cancelled);
            }
        }
        drop(state);
        self.shared.ended.notify_all();
        callbacks.into_iter().for_each(|callback| callback());
    }
}
