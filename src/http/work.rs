//! Work that ends when nobody waits for it.
//!
//! A request that runs on a worker of the runtime keeps its connection from being looked at, so
//! that nobody notices there when the client goes away. So work that is not known to be quick
//! runs on a thread of its own while the connection is watched. hyper drops the future of the
//! response when the connection ends, and with the future goes a [`Guard`], which cancels the
//! work.

use super::error::{Error, ErrorKind};
use crate::limits::Cancel;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Cancels work when it is dropped.
#[derive(Debug)]
pub(super) struct Guard(Cancel);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// A flag for some work, and the guard that sets it.
pub(super) fn cancellable() -> (Cancel, Guard) {
    let cancel = Cancel::default();
    (cancel.clone(), Guard(cancel))
}

/// Runs work on a thread of its own. It is cancelled if the future is dropped before it is done.
///
/// # Errors
/// If the work panics.
pub(super) async fn aside<T: Send + 'static>(
    name: &'static str,
    work: impl FnOnce(Cancel) -> T + Send + 'static,
) -> Result<T, Error> {
    let (cancel, _guard) = cancellable();
    let done = tokio::task::spawn_blocking(move || caught(name, || work(cancel))).await;
    done.map_err(|_| internal())?
}

/// Runs work in which a panic ends the request and nothing else.
///
/// # Errors
/// If the work panics.
pub(super) fn caught<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    // Nothing that the work could leave half done outlives the request.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        tracing::error!(request = name, "a request made the server panic");
        internal()
    })
}

/// The error of a request that panicked.
pub(super) fn internal() -> Error {
    Error::new(ErrorKind::Internal, "an internal error ended this request")
}
