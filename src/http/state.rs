//! What the routes share: what is served now, the settings, and who is running.

use super::{Cors, PublicUrl, Refusal, body::Refused, pace::Pace};
use crate::{
    api::{Reply, Request},
    page, reconcile,
    snapshot::Snapshot,
};
use arc_swap::{ArcSwapOption, Guard};
use axum::{body::Bytes, http::HeaderValue};
use std::{
    hash::{DefaultHasher, Hasher},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// What the server needs of what it serves.
pub trait Engine: Send + Sync + 'static {
    /// Runs a request. It may take long; it runs outside of the event loop then.
    fn execute(&self, request: &Request<'_>) -> Reply;
    /// The API in the GraphQL schema language.
    fn sdl(&self) -> &str;
    /// The response to a request of the Entity Reconciliation API, as JSON.
    ///
    /// # Errors
    /// If the request is malformed or passes a limit.
    fn reconcile(&self, request: &reconcile::Request<'_>) -> Result<String, reconcile::Error>;
    /// The page of the entity of an id, as HTML.
    ///
    /// # Errors
    /// If there is no such entity, or if its page passes a limit.
    fn page(&self, id: &str) -> Result<String, page::Error>;
}

impl Engine for Snapshot {
    fn execute(&self, request: &Request<'_>) -> Reply {
        Self::execute(self, request)
    }

    fn sdl(&self) -> &str {
        Self::sdl(self)
    }

    fn reconcile(&self, request: &reconcile::Request<'_>) -> Result<String, reconcile::Error> {
        Self::reconcile(self, request)
    }

    fn page(&self, id: &str) -> Result<String, page::Error> {
        Self::page(self, id)
    }
}

/// For an engine that lives as long as the process.
impl<E: Engine> Engine for &'static E {
    fn execute(&self, request: &Request<'_>) -> Reply {
        E::execute(self, request)
    }

    fn sdl(&self) -> &str {
        E::sdl(self)
    }

    fn reconcile(&self, request: &reconcile::Request<'_>) -> Result<String, reconcile::Error> {
        E::reconcile(self, request)
    }

    fn page(&self, id: &str) -> Result<String, page::Error> {
        E::page(self, id)
    }
}

/// How the server behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Size of the body of a request.
    pub body_bytes: u64,
    /// Requests that run at the same time.
    pub concurrent_requests: u64,
    /// How long the body of a request may take to arrive.
    pub patience: Duration,
    /// Which other sites may call.
    pub cors: Cors,
    /// Whether a request may ask for its plan.
    pub explain: bool,
    /// Under which address clients reach the server; by default the one a request was sent to.
    pub public_url: Option<PublicUrl>,
}

/// One thing that is served, with what is derived from it once.
pub(super) struct Served<E> {
    pub(super) engine: E,
    pub(super) schema: Bytes,
    pub(super) schema_tag: HeaderValue,
}

/// The state of the server.
pub struct State<E> {
    served: ArcSwapOption<Served<E>>,
    running: AtomicU64,
    pub(super) settings: Settings,
    pub(super) pace: Pace,
}

impl<E: Engine> State<E> {
    /// A server that has nothing to serve yet and says so.
    pub fn new(settings: Settings) -> Arc<Self> {
        Arc::new(Self {
            served: ArcSwapOption::empty(),
            running: AtomicU64::new(0),
            settings,
            pace: Pace::new(),
        })
    }

    /// Serves this from now on. Requests that run keep what they began with.
    pub fn publish(&self, engine: E) {
        let schema = Bytes::copy_from_slice(engine.sdl().as_bytes());
        let schema_tag = entity_tag(&schema);
        self.served.store(Some(Arc::new(Served { engine, schema, schema_tag })));
    }

    /// What is served now; a request asks once.
    pub(super) fn served(&self) -> Guard<Option<Arc<Served<E>>>> {
        self.served.load()
    }

    /// Runs something on what is served now, at the pace that `name` had lately. A panic ends
    /// this request and nothing else.
    pub(super) fn on_served<T>(&self, name: &str, run: impl FnOnce(&E) -> T) -> Result<T, Refused> {
        let served = self.served();
        let Some(served) = served.as_deref() else {
            return Err((Refusal::NotReady, "the data set is still being loaded".to_owned()));
        };
        // Nothing that the engine could leave half done outlives the request.
        let run = || catch_unwind(AssertUnwindSafe(|| run(&served.engine)));
        self.pace.run(name, run).map_err(|_| {
            tracing::error!(request = name, "a request made the server panic");
            (Refusal::Internal, "an internal error ended this request".to_owned())
        })
    }

    /// A place among the requests that run, given back when dropped.
    pub(super) fn enter(&self) -> Result<Place<'_>, Refused> {
        let limit = self.settings.concurrent_requests;
        if self.running.fetch_add(1, Ordering::Relaxed) < limit {
            return Ok(Place(&self.running));
        }
        self.running.fetch_sub(1, Ordering::Relaxed);
        Err((
            Refusal::Busy,
            format!("{limit} requests are running, the limit `concurrent_requests`; try again"),
        ))
    }
}

/// See [`State::enter`].
pub(super) struct Place<'a>(&'a AtomicU64);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// An `ETag` of some bytes: the same for the same bytes of the same build.
pub(super) fn entity_tag(bytes: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    let tag = format!("\"{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}
