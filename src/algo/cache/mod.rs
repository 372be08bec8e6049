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
#[cfg(test)]
mod tests;

pub use computation::{Computation, Measured, Metric, Values};

use super::{Cancel, Meter, Projection, Truncation};
use crate::{
    algo::measures::{Degrees, degrees},
    graph::{
        Graph,
        view::{ElementFilter, Everything, View, ViewOptions},
    },
};
use hashbrown::HashMap;
use std::{
    collections::VecDeque,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

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

type Outcome = Result<Arc<Measured>, Unavailable>;
type Key = (ViewKey, Computation);
type Callback = Box<dyn FnOnce() + Send>;

/// Computes measures once and keeps them.
pub struct MeasureCache {
    shared: Arc<Shared>,
}

struct Shared {
    threads: usize,
    bytes: usize,
    state: Mutex<State>,
    /// Some job has ended.
    ended: Condvar,
}

#[derive(Default)]
struct State {
    entries: HashMap<Key, Entry>,
    projections: HashMap<ViewKey, Kept<Projection>>,
    queue: VecDeque<Job>,
    running: usize,
    /// Bytes that are kept.
    kept: usize,
    /// Counts requests, for which was asked for last.
    clock: u64,
}

enum Entry {
    Pending { job: u64, waiting: usize, cancel: Cancel, callbacks: Vec<Callback> },
    Done(Kept<Measured>),
    Refused(Unavailable),
}

struct Kept<T> {
    value: Arc<T>,
    bytes: usize,
    asked: u64,
}

struct Job {
    number: u64,
    key: Key,
    source: Box<dyn ViewSource>,
    cancel: Cancel,
}

/// Somebody who waits for a measure.
pub struct Ticket {
    shared: Arc<Shared>,
    key: Key,
    job: u64,
}

impl MeasureCache {
    /// A cache with at most so many threads, which run only while there is work, and bytes.
    pub fn new(threads: usize, bytes: usize) -> Self {
        Self {
            shared: Arc::new(Shared {
                threads: threads.max(1),
                bytes,
                state: Mutex::default(),
                ended: Condvar::new(),
            }),
        }
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

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works off the queue until it is empty.
    fn work(&self) {
        loop {
            let job = {
                let mut state = self.lock();
                match state.queue.pop_front() {
                    Some(job) => job,
                    None => {
                        state.running -= 1;
                        return;
                    }
                }
            };
            let outcome = catch_unwind(AssertUnwindSafe(|| self.compute(&job)));
            let outcome = outcome.unwrap_or(Err(Unavailable::Failed));
            self.end(&job, outcome);
        }
    }

    fn compute(&self, job: &Job) -> Result<Measured, Unavailable> {
        let (view, computation) = &job.key;
        // Nothing else ends these.
        let cancelled = |_: Truncation| Unavailable::Cancelled;
        let meter = &mut Meter::unbounded(job.cancel.clone());
        meter.look().map_err(cancelled)?;
        let graph = self.projection(view, &*job.source, meter)?;
        let needed = graph.size() + computation.memory(&graph);
        if needed > self.bytes {
            return Err(Unavailable::TooLarge { needed, limit: self.bytes });
        }
        let values = match computation {
            Computation::Degrees => {
                job.source.degrees(&graph, meter).map(Values::Degrees).map_err(cancelled)?
            }
            other => other.run(&graph, meter).map_err(cancelled)?,
        };
        Ok(Measured { graph, values })
    }

    /// The projection of a view, kept from another measure or made.
    fn projection(
        &self,
        view: &ViewKey,
        source: &dyn ViewSource,
        meter: &mut Meter,
    ) -> Result<Arc<Projection>, Unavailable> {
        let mut state = self.lock();
        let asked = state.clock;
        if let Some(kept) = state.projections.get_mut(view) {
            kept.asked = asked;
            return Ok(Arc::clone(&kept.value));
        }
        drop(state);
        let graph = Arc::new(source.project(meter).map_err(|_| Unavailable::Cancelled)?);
        let bytes = graph.size();
        let mut state = self.lock();
        state.make_room(bytes, self.bytes);
        if state.kept + bytes <= self.bytes {
            let kept = Kept { value: Arc::clone(&graph), bytes, asked };
            if let Some(other) = state.projections.insert(view.clone(), kept) {
                state.kept -= other.bytes;
            }
            state.kept += bytes;
        }
        Ok(graph)
    }

    /// Keeps what came of a job, if anybody still waits for it.
    fn end(&self, job: &Job, outcome: Result<Measured, Unavailable>) {
        let mut state = self.lock();
        let asked = state.clock;
        let is_wanted = matches!(
            state.entries.get(&job.key),
            Some(Entry::Pending { job: number, .. }) if *number == job.number
        );
        if !is_wanted {
            return;
        }
        let entry = match outcome {
            Ok(measured) => {
                let bytes = measured.size();
                state.make_room(bytes, self.bytes);
                state.kept += bytes;
                Entry::Done(Kept { value: Arc::new(measured), bytes, asked })
            }
            Err(reason) => Entry::Refused(reason),
        };
        let before = state.entries.insert(job.key.clone(), entry);
        drop(state);
        self.ended.notify_all();
        if let Some(Entry::Pending { callbacks, .. }) = before {
            callbacks.into_iter().for_each(|callback| callback());
        }
    }
}

impl State {
    /// Forgets what was asked for longest ago until there is room.
    fn make_room(&mut self, bytes: usize, limit: usize) {
        while self.kept + bytes > limit {
            let done = self.entries.iter().filter_map(|(key, entry)| match entry {
                Entry::Done(kept) => Some((kept.asked, key.clone())),
                Entry::Pending { .. } | Entry::Refused(_) => None,
            });
            let oldest = done.min_by_key(|it| it.0);
            let projections = self.projections.iter().map(|(key, kept)| (kept.asked, key.clone()));
            let projection = projections.min_by_key(|it| it.0);
            let gone = match (oldest, projection) {
                (None, None) => return,
                (Some((asked, key)), other) if other.as_ref().is_none_or(|it| asked <= it.0) => {
                    match self.entries.remove(&key) {
                        Some(Entry::Done(kept)) => kept.bytes,
                        _ => 0,
                    }
                }
                (_, Some((_, key))) => self.projections.remove(&key).map_or(0, |kept| kept.bytes),
                (Some(_), None) => return,
            };
            self.kept -= gone;
        }
    }
}
