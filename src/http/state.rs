//! The state that all routes share: what is served now, the settings, the permits, the metrics.

use super::{
    Cors, PublicUrl,
    error::{Error, ErrorKind},
    metrics::Metrics,
    pace::Pace,
    work,
};
use crate::{
    api::{Measures, Reply, Request},
    format::{Choice, Content, ExportError, Measure},
    limits::{Cancel, Limits},
    page, reconcile,
    snapshot::{Documents, Snapshot, SnapshotInfo},
    value::{Metric, fingerprint},
};
use arc_swap::{ArcSwapOption, Guard};
use axum::{body::Bytes, http::HeaderValue};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The interface between the server and the engine that it serves.
pub trait Engine: Send + Sync + 'static {
    /// Runs a request. It may take long; it runs outside of the event loop then.
    fn execute(&self, request: &Request<'_>) -> Reply;
    /// Runs a request once. There is no reply where it needs measures that are not there yet:
    /// the server waits for them without a thread, and runs the request once more.
    fn attempt(&self, request: &Request<'_>, measures: &Measures) -> Option<Reply> {
        let _ = measures;
        Some(self.execute(request))
    }
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
    /// The figures of the snapshot for the metrics.
    fn info(&self) -> SnapshotInfo;
    /// The content of an export.
    ///
    /// # Errors
    /// If there is no such entity, or the document does not run.
    fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError>;
    /// The measures that are to be exported; none where the engine has none. The thread waits.
    ///
    /// # Errors
    /// If one takes more time or memory than it may.
    fn measures(
        &self,
        metrics: &[Metric],
        cancel: &Cancel,
    ) -> Result<Vec<Measure<'static>>, ExportError> {
        let _ = (metrics, cancel);
        Ok(Vec::new())
    }
    /// The documents that can be exported by name.
    fn documents(&self) -> &Documents;
    /// The bounds in force.
    fn limits(&self) -> &Limits;
}

impl Engine for Snapshot {
    fn execute(&self, request: &Request<'_>) -> Reply {
        Self::execute(self, request)
    }

    fn attempt(&self, request: &Request<'_>, measures: &Measures) -> Option<Reply> {
        Self::attempt(self, request, measures)
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

    fn info(&self) -> SnapshotInfo {
        Self::info(self)
    }

    fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        Self::content(self, choice, cancel)
    }

    fn measures(
        &self,
        metrics: &[Metric],
        cancel: &Cancel,
    ) -> Result<Vec<Measure<'static>>, ExportError> {
        let time = Duration::from_millis(Self::limits(self).deadline_ms);
        Self::measures(self, metrics, time, cancel)
    }

    fn documents(&self) -> &Documents {
        Self::documents(self)
    }

    fn limits(&self) -> &Limits {
        Self::limits(self)
    }
}

/// An engine that lives as long as the process.
impl<E: Engine> Engine for &'static E {
    fn execute(&self, request: &Request<'_>) -> Reply {
        E::execute(self, request)
    }

    fn attempt(&self, request: &Request<'_>, measures: &Measures) -> Option<Reply> {
        E::attempt(self, request, measures)
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

    fn info(&self) -> SnapshotInfo {
        E::info(self)
    }

    fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        E::content(self, choice, cancel)
    }

    fn measures(
        &self,
        metrics: &[Metric],
        cancel: &Cancel,
    ) -> Result<Vec<Measure<'static>>, ExportError> {
        E::measures(self, metrics, cancel)
    }

    fn documents(&self) -> &Documents {
        E::documents(self)
    }

    fn limits(&self) -> &Limits {
        E::limits(self)
    }
}

/// The settings of the server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Size of the body of a request.
    pub body_bytes: u64,
    /// Requests that run at the same time.
    pub concurrent_requests: u64,
    /// Exports that are sent at the same time.
    pub concurrent_exports: u64,
    /// The time in which the body of a request must arrive.
    pub body_timeout: Duration,
    /// The other sites that may call.
    pub cors: Cors,
    /// True if a request may ask for its plan.
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
    /// The permits that are held.
    running: AtomicU64,
    /// The exports that are being sent.
    exports: Arc<AtomicU64>,
    pub(super) settings: Settings,
    pub(super) metrics: Metrics,
    pub(super) pace: Arc<Pace>,
}

impl<E: Engine> State<E> {
    /// A server that has nothing to serve yet and says so.
    pub fn new(settings: Settings) -> Arc<Self> {
        Arc::new(Self {
            served: ArcSwapOption::empty(),
            running: AtomicU64::new(0),
            exports: Arc::default(),
            settings,
            metrics: Metrics::default(),
            pace: Arc::new(Pace::new()),
        })
    }

    /// Serves this from now on. Requests that run keep what they began with.
    pub fn publish(&self, engine: E) {
        let schema = Bytes::copy_from_slice(engine.sdl().as_bytes());
        let schema_tag = entity_tag(&schema);
        self.served.store(Some(Arc::new(Served { engine, schema, schema_tag })));
        self.metrics.snapshot_published();
    }

    /// The engine that is served now; a request takes it once.
    pub(super) fn served(&self) -> Guard<Option<Arc<Served<E>>>> {
        self.served.load()
    }

    /// Runs something on what is served now, at the pace that `name` had lately. A panic ends
    /// this request and nothing else.
    pub(super) fn on_served<T>(&self, name: &str, run: impl FnOnce(&E) -> T) -> Result<T, Error> {
        let served = self.served();
        let served = served.as_deref().ok_or_else(not_ready)?;
        self.pace.run(name, || work::caught(name, || run(&served.engine)))
    }

    /// A permit to send an export, given back when dropped: it may take longer than its request.
    ///
    /// # Errors
    /// If as many are sent as `concurrent_exports` allows.
    pub(super) fn export_permit(&self) -> Result<ExportPermit, Error> {
        let limit = self.settings.concurrent_exports;
        let permit = ExportPermit(Arc::clone(&self.exports));
        if permit.0.fetch_add(1, Ordering::Relaxed) < limit {
            return Ok(permit);
        }
        let message =
            format!("{limit} exports are being sent, the limit `concurrent_exports`; try again");
        Err(Error::new(ErrorKind::Busy("concurrent_exports"), message))
    }

    /// The number of requests that hold a permit.
    pub(super) fn running(&self) -> u64 {
        self.running.load(Ordering::Relaxed)
    }

    /// A permit to run, given back when dropped.
    ///
    /// # Errors
    /// If as many requests run as `concurrent_requests` allows.
    pub(super) fn try_acquire(&self) -> Result<Permit<'_>, Error> {
        let limit = self.settings.concurrent_requests;
        if self.running.fetch_add(1, Ordering::Relaxed) < limit {
            return Ok(Permit(&self.running));
        }
        self.running.fetch_sub(1, Ordering::Relaxed);
        Err(Error::new(
            ErrorKind::Busy("concurrent_requests"),
            format!("{limit} requests are running, the limit `concurrent_requests`; try again"),
        ))
    }
}

/// The error of a request that comes before there is a data set.
pub(super) fn not_ready() -> Error {
    Error::new(ErrorKind::NotReady, "the data set is still being loaded")
}

/// A permit to run; see [`State::try_acquire`].
pub(super) struct Permit<'a>(&'a AtomicU64);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A permit to send an export; see [`State::export_permit`].
pub(super) struct ExportPermit(Arc<AtomicU64>);

impl Drop for ExportPermit {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// An `ETag` of some bytes; equal bytes have equal tags.
pub(super) fn entity_tag(bytes: &[u8]) -> HeaderValue {
    let tag = format!("\"{:016x}\"", fingerprint::of([bytes]));
    HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
}
