//! The jobs of the cache: the queue, the threads that work it off, and what is kept.

use super::{Bounds, Computation, Measured, Unavailable, ViewKey, ViewSource};
use crate::{
    algo::{Meter, Projection},
    limits::Cancel,
};
use hashbrown::HashMap;
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Instant,
};

pub(super) type Key = (ViewKey, Computation);
pub(super) type Callback = Box<dyn FnOnce() + Send>;
pub(super) type Outcome = Result<Arc<Measured>, Unavailable>;
/// The place in which those who wait find the result of a job.
pub(super) type Slot = Arc<OnceLock<Outcome>>;

/// The state that the cache, its tickets and its threads share.
pub(super) struct Shared {
    pub(super) bounds: Bounds,
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
    /// Bytes that running computations take.
    pub(super) reserved: usize,
    /// Counts requests, for which was asked for last.
    pub(super) clock: u64,
}

pub(super) enum Entry {
    Pending(Pending),
    Done(Kept<Measured>),
}

/// A job that is not done.
pub(super) struct Pending {
    pub(super) job: u64,
    /// The number of tickets that wait for it.
    pub(super) waiting: usize,
    /// True once a thread works on it.
    pub(super) runs: bool,
    /// True if it goes on when nobody waits.
    pub(super) lingers: bool,
    pub(super) cancel: Cancel,
    pub(super) callbacks: Vec<Callback>,
    pub(super) slot: Slot,
}

impl Pending {
    /// A job for which one waits.
    pub(super) fn new(job: u64) -> Self {
        Self {
            job,
            waiting: 1,
            runs: false,
            lingers: false,
            cancel: Cancel::default(),
            callbacks: Vec::new(),
            slot: Slot::default(),
        }
    }
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
    pub(super) fn new(bounds: Bounds) -> Self {
        Self { bounds, state: Mutex::default(), ended: Condvar::new() }
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
                    Some(job) => {
                        state
                            .pending(&job.key, job.number)
                            .into_iter()
                            .for_each(|it| it.runs = true);
                        job
                    }
                    None => {
                        state.running -= 1;
                        return;
                    }
                }
            };
            let mut reserved = 0;
            let outcome = catch_unwind(AssertUnwindSafe(|| self.compute(&job, &mut reserved)));
            let outcome = outcome.unwrap_or(Err(Unavailable::Failed));
            self.end(&job, outcome, reserved);
        }
    }

    fn compute(&self, job: &Job, reserved: &mut usize) -> Result<Measured, Unavailable> {
        let (view, computation) = &job.key;
        let deadline = Instant::now() + self.bounds.time;
        let meter = &mut Meter::until(deadline, job.cancel.clone());
        meter.look()?;
        let graph = self.projection(view, &*job.source, meter)?;
        *reserved = self.reserve(computation.memory(&graph));
        let degrees = |meter: &mut Meter| job.source.degrees(&graph, meter);
        let values = computation.values(&graph, self.bounds.bytes, meter, degrees)?;
        Ok(Measured { graph, values })
    }

    /// Makes room for a computation; nothing where it does not fit at all.
    fn reserve(&self, bytes: usize) -> usize {
        if bytes > self.bounds.bytes {
            return 0;
        }
        let mut state = self.lock();
        state.make_room(bytes, self.bounds.bytes);
        state.reserved += bytes;
        bytes
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
        let graph = Arc::new(source.project(meter)?);
        let bytes = graph.size() + view.size();
        let mut state = self.lock();
        state.make_room(bytes, self.bounds.bytes);
        if state.kept + bytes <= self.bounds.bytes {
            let kept = Kept { value: Arc::clone(&graph), bytes, asked };
            if let Some(other) = state.projections.insert(view.clone(), kept) {
                state.kept -= other.bytes;
            }
            state.kept += bytes;
        }
        Ok(graph)
    }

    /// Tells those who wait what came of a job, and keeps it, if anybody still wants it.
    fn end(&self, job: &Job, outcome: Result<Measured, Unavailable>, reserved: usize) {
        let mut state = self.lock();
        state.reserved -= reserved;
        if state.pending(&job.key, job.number).is_none() {
            return;
        }
        let outcome = outcome.map(Arc::new);
        let before = state.entries.remove(&job.key);
        if let Ok(measured) = &outcome {
            let bytes = measured.size() + job.key.0.size();
            state.make_room(bytes, self.bounds.bytes);
            state.kept += bytes;
            let kept = Kept { value: Arc::clone(measured), bytes, asked: state.clock };
            state.entries.insert(job.key.clone(), Entry::Done(kept));
        }
        let Some(Entry::Pending(pending)) = before else { return };
        // Only the job sets it.
        let _ = pending.slot.set(outcome);
        drop(state);
        self.ended.notify_all();
        pending.callbacks.into_iter().for_each(|callback| callback());
    }
}

impl State {
    /// A job that is not done and that somebody wants.
    pub(super) fn pending(&mut self, key: &Key, job: u64) -> Option<&mut Pending> {
        match self.entries.get_mut(key) {
            Some(Entry::Pending(pending)) if pending.job == job => Some(pending),
            Some(Entry::Pending(_) | Entry::Done(_)) | None => None,
        }
    }

    /// Forgets what was asked for longest ago until there is room.
    fn make_room(&mut self, bytes: usize, limit: usize) {
        while self.kept + self.reserved + bytes > limit {
            let done = self.entries.iter().filter_map(|(key, entry)| match entry {
                Entry::Done(kept) => Some((kept.asked, key.clone())),
                Entry::Pending(_) => None,
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
