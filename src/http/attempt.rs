//! Runs GraphQL requests: in place where the document is quick, else on a thread of its own.
//!
//! A request that needs measures which are not there yet is attempted again when they are. In
//! between it has no thread, and if nobody waits for its response any more, nothing is computed
//! for it.

use super::{
    error::Error,
    state::{Engine, Served, State, not_ready},
    work,
};
use crate::api::{Measures, Reply, Request};
use std::{
    future::poll_fn,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::time::timeout_at;

/// The time for which a request may keep a worker of the runtime. Documents that are known to be
/// quick run there; one that is quick no longer is stopped and runs again on a thread of its own.
const IN_PLACE: Duration = Duration::from_millis(10);

/// A request that can be made several times, also on another thread.
pub(super) trait Attempt {
    /// The same, for another thread.
    type Owned: Attempt + Clone + Send + 'static;

    /// Returns the request for another thread.
    fn owned(&self) -> Self::Owned;

    /// Calls a function with the request.
    ///
    /// # Errors
    /// If it is malformed.
    fn with<T>(&self, run: impl FnOnce(Request<'_>) -> T) -> Result<T, Error>;
}

/// The reply of what is served now to a request.
///
/// # Errors
/// If the request is malformed, if nothing is served yet, or if the request panics.
pub(super) async fn run<E: Engine>(
    state: &State<E>,
    attempt: &impl Attempt,
) -> Result<Reply, Error> {
    match run_in_place(state, attempt)? {
        Some(reply) => Ok(reply),
        None => run_aside(state, attempt.owned()).await,
    }
}

/// The reply to a request whose document is quick; `None` if it is not.
fn run_in_place<E: Engine>(
    state: &State<E>,
    attempt: &impl Attempt,
) -> Result<Option<Reply>, Error> {
    attempt.with(|mut request| {
        let lately = state.pace.of(&request.query);
        if !lately.is_quick() {
            return Ok(None);
        }
        let start = Instant::now();
        request.until = Some(start + IN_PLACE);
        let served = state.served();
        let engine = &served.as_deref().ok_or_else(not_ready)?.engine;
        let measures = Measures::new(engine.limits());
        let reply = work::caught(&request.query, || engine.attempt(&request, &measures))?;
        let time = start.elapsed();
        lately.note(time);
        // What took so long may have been cut short.
        Ok(reply.filter(|_| time < IN_PLACE))
    })?
}

/// The reply to a request that runs on a thread of its own, and ends when this future is dropped.
/// While it waits for measures it has no thread; its tickets are dropped with this future.
async fn run_aside<E: Engine>(
    state: &State<E>,
    attempt: impl Attempt + Clone + Send + 'static,
) -> Result<Reply, Error> {
    let served = Arc::clone(state.served().as_ref().ok_or_else(not_ready)?);
    let mut measures = Measures::new(served.engine.limits());
    loop {
        let (reply, needed) =
            attempt_aside(state, attempt.clone(), Arc::clone(&served), measures).await?;
        if let Some(reply) = reply {
            return Ok(reply);
        }
        measures = needed;
        let patience = measures.patience().into();
        let ready = poll_fn(|context| measures.poll(context));
        if timeout_at(patience, ready).await.is_err() {
            measures.give_up();
        }
    }
}

/// Runs a request once on a thread of its own. It gives the measures back.
async fn attempt_aside<E: Engine>(
    state: &State<E>,
    attempt: impl Attempt + Send + 'static,
    served: Arc<Served<E>>,
    measures: Measures,
) -> Result<(Option<Reply>, Measures), Error> {
    let pace = Arc::clone(&state.pace);
    work::aside("graphql", move |cancel| {
        attempt.with(|mut request| {
            request.cancel = Some(cancel);
            let start = Instant::now();
            let reply = served.engine.attempt(&request, &measures);
            pace.of(&request.query).note(start.elapsed());
            (reply, measures)
        })
    })
    .await?
}
