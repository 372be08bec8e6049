//! The jobs of the cache: the queue, the threads that work it off, and what is kept.

use super::{Computation, Measured, Unavailable, Values, ViewKey, ViewSource};
use crate::algo::{Cancel, Meter, Projection, Truncation};
use hashbrown::HashMap;
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

pub(super) type Key = (ViewKey, Computation);
pub(super) type Callback = Box<dyn FnOnce() + Send>;

/// What the cache, its tickets and its threads share.
pub(super) struct Shared {
    pub(super) threads: usize,
    pub(super) bytes: usize,
    pub(super) state: Mutex<State>,
    /// Some job has ended.
    pub(super) ended: Condvar,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) entries: HashMap<Key, Entry>,
    pub(super) projections: HashMap<ViewKey, Kept<Projection>>,
    pub(super) queue: VecDeque<Job>,
    pub(super) running: usize,
    /// Bytes that are kept.
    pub(super) kept: usize,
    /// Counts requests, for which was asked for last.
    pub(super) clock: u64,
}

pub(super) enum Entry {
    Pending { job: u64, waiting: usize, cancel: Cancel, callbacks: Vec<Callback> },
    Done(Kept<Measured>),
    Refused(Unavailable),
}

pub(super) struct Kept<T> {
    pub(super) value: Arc<T>,
    pub(super) bytes: usize,
    pub(super) asked: u64,
}

pub(super) struct Job {
    pub(super) number: u64,
    pub(super) key: Key,
    pub(super) source: Box<dyn ViewSource>,
    pub(super) cancel: Cancel,
}

impl Shared {
    pub(super) fn new(threads: usize, bytes: usize) -> Self {
        Self { threads, bytes, state: Mutex::default(), ended: Condvar::new() }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works off the queue until it is empty.
    pub(super) fn work(&self) {
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
