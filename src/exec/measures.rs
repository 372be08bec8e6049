//! The measures that one request needs: asked for, waited for, read.
//!
//! A measure is computed for all entities of a view at once, on threads of its own. A run that
//! meets one which is not there yet asks for it, leaves out what needs it, and is thrown away
//! at its end: the request waits for what was asked for and runs once more. So no thread waits,
//! nothing is computed that the answer does not need, and the runs of requests without
//! measures are as they were. [`Measures`] is what a request keeps from one run to the next.
//!
//! If the store hides elements, or there is no cache, the run itself computes measures.

use crate::{
    algo::cache::{Computation, MeasureCache, Measured, Ticket, Unavailable, ViewKey},
    graph::{Graph, NodeId},
    limits::{Cancel, Limits},
    plan::{FactView, FieldError, Metric},
};
use std::{
    cell::RefCell,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

/// The cache in which measures of a graph are computed and kept.
#[derive(Clone, Copy, Debug)]
pub struct Aside<'a> {
    /// The cache.
    pub cache: &'a MeasureCache,
    /// The graph that it is of, which is the store of the request.
    pub graph: &'a Arc<Graph>,
}

pub(super) type Outcome = Result<Arc<Measured>, Unavailable>;
pub(super) type Key = (ViewKey, Computation);

/// A measure that a request needs.
#[derive(Debug)]
enum Needed {
    Waiting(Ticket),
    Known(Outcome),
}

/// A measure of the whole graph in a view, for filters and orders.
#[derive(Clone, Debug)]
pub(super) struct InView {
    view: FactView,
    computation: Computation,
    measured: Arc<Measured>,
}

/// The measures of one request, and the time that it has.
#[derive(Debug)]
pub struct Measures {
    deadline: Instant,
    /// The time at which the run stops waiting, so that there is time left to answer.
    patience: Instant,
    needed: RefCell<Vec<(Key, Needed)>>,
    in_view: RefCell<Vec<InView>>,
}

impl Measures {
    /// The measures of a request that starts now.
    pub fn new(limits: &Limits) -> Self {
        let (now, time) = (Instant::now(), Duration::from_millis(limits.deadline_ms));
        Self {
            deadline: now + time,
            patience: now + time.mul_f64(0.9),
            needed: RefCell::default(),
            in_view: RefCell::default(),
        }
    }

    /// The measures of a computation that reads other ones, which are known.
    pub(super) fn of(deadline: Instant, known: Vec<InView>) -> Self {
        Self {
            deadline,
            patience: deadline,
            needed: RefCell::default(),
            in_view: RefCell::new(known),
        }
    }

    /// The time by which the request must be answered.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// The time at which the request stops waiting for measures.
    pub fn patience(&self) -> Instant {
        self.patience
    }

    /// Returns true if the last run lacked a measure: its answer is void.
    pub fn is_lacking(&self) -> bool {
        let is_waiting = |(_, it): &(Key, Needed)| matches!(it, Needed::Waiting(_));
        self.needed.borrow().iter().any(is_waiting)
    }

    /// Waits for what the last run lacked, without blocking the thread.
    pub fn poll(&mut self, context: &Context<'_>) -> Poll<()> {
        for (_, needed) in self.needed.get_mut() {
            if let Needed::Waiting(ticket) = needed {
                match ticket.poll(context) {
                    Poll::Ready(outcome) => *needed = Needed::Known(outcome),
                    Poll::Pending => return Poll::Pending,
                }
            }
        }
        Poll::Ready(())
    }

    /// Waits for what the last run lacked, and blocks the thread. It ends when the time is over
    /// or nobody wants the answer any more.
    pub fn wait(&mut self, cancel: Option<&Cancel>) {
        let never = Cancel::default();
        let cancel = cancel.unwrap_or(&never);
        for (_, needed) in self.needed.get_mut() {
            if let Needed::Waiting(ticket) = needed {
                *needed = Needed::Known(ticket.wait_unless(self.patience, cancel));
            }
        }
    }

    /// Waits no longer. What is being computed goes on for whoever asks again.
    pub fn give_up(&mut self) {
        for (_, needed) in self.needed.get_mut() {
            if matches!(needed, Needed::Waiting(_)) {
                let unready = Needed::Known(Err(Unavailable::NotReady));
                if let Needed::Waiting(ticket) = std::mem::replace(needed, unready) {
                    ticket.leave();
                }
            }
        }
    }

    /// The state of a measure: `None` if it was not requested, `Some(None)` if it is not there yet.
    pub(super) fn get(&self, key: &Key) -> Option<Option<Outcome>> {
        let needed = self.needed.borrow();
        let (_, needed) = needed.iter().find(|(it, _)| it == key)?;
        Some(match needed {
            Needed::Waiting(_) => None,
            Needed::Known(outcome) => Some(outcome.clone()),
        })
    }

    /// The number of measures that the request needs.
    pub(super) fn count(&self) -> usize {
        self.needed.borrow().len()
    }

    /// Asks for a measure; returns it if it is there.
    pub(super) fn ask(&self, key: Key, ticket: Ticket) -> Option<Outcome> {
        let outcome = ticket.ready();
        let needed = outcome.clone().map_or(Needed::Waiting(ticket), Needed::Known);
        self.needed.borrow_mut().push((key, needed));
        outcome
    }

    /// Keeps a measure that was computed in the run.
    pub(super) fn keep(&self, key: Key, outcome: Outcome) {
        self.needed.borrow_mut().push((key, Needed::Known(outcome)));
    }

    /// Makes a measure known to filters and orders in a view.
    pub(super) fn prepare(&self, view: FactView, metric: Metric, measured: Arc<Measured>) {
        let computation = Computation::of(metric);
        self.in_view.borrow_mut().push(InView { view, computation, measured });
    }

    /// Returns true if a measure is known to filters and orders in a view.
    pub(super) fn is_prepared(&self, view: FactView, metric: Metric) -> bool {
        let computation = Computation::of(metric);
        self.in_view.borrow().iter().any(|it| it.view == view && it.computation == computation)
    }

    /// The measures that are known to filters and orders.
    pub(super) fn prepared(&self) -> Vec<InView> {
        self.in_view.borrow().clone()
    }

    /// The value of an entity in a view; `None` if the entity is not in view.
    ///
    /// # Panics
    /// If the measure was not prepared: a fault of ours, which becomes `INTERNAL_SERVER_ERROR`.
    pub(super) fn in_view(&self, view: FactView, metric: Metric, node: NodeId) -> Option<f64> {
        let (computation, in_view) = (Computation::of(metric), self.in_view.borrow());
        let found = in_view.iter().find(|it| it.computation == computation && it.view == view);
        let Some(found) = found else { panic!("{metric:?} is read before it is computed") };
        found.measured.value(metric, node)
    }
}

/// Returns the error of a field without a measure.
pub fn unavailable(measure: &Unavailable) -> FieldError {
    let message = measure.to_string();
    match measure {
        Unavailable::NotReady => FieldError::over_limit("deadline_ms", message),
        Unavailable::TooLarge { .. } => FieldError::over_limit("measure_bytes", message),
        Unavailable::TooSlow => FieldError::over_limit("measure_ms", message),
        Unavailable::Cancelled | Unavailable::Failed => FieldError::internal(message),
    }
}

/// The error of a request that needs too many.
pub(super) fn too_many(most: u64) -> FieldError {
    let message = format!(
        "the request needs more than {most} computations of measures; ask for fewer, or over fewer views"
    );
    FieldError::over_limit("measures", message)
}
