//! Takes connections, and stops without cutting requests off.
//!
//! `axum::serve` would do but for two things: a client that connects and sends nothing, or
//! half a request, would keep its connection for ever, and waiting for the last response at
//! shutdown has no end.

use super::{
    app, front,
    idle::Watched,
    routes::Endpoint,
    state::{Engine, State},
};
use axum::{Router, http::Method, response::Response};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use std::{convert::Infallible, io, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tower::ServiceExt;

/// The times for which the server waits for clients.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// The longest time without a byte on a connection, in either direction; twice as long at most.
    pub idle: Duration,
    /// The longest time for responses that are under way when the server stops.
    pub drain: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        // Idle: over the minute after which load balancers close a connection, so that they
        // do it first and never send into a closed one. Drain: over `deadline_ms`, under the
        // 30 s after which containers are killed.
        Self { idle: Duration::from_secs(75), drain: Duration::from_secs(20) }
    }
}

/// Serves HTTP/1.1 and HTTP/2 without TLS until `shutdown` is done, then ends open requests.
///
/// New connections are refused at once when it stops, and idle ones closed. Returns whether
/// every response was sent within [`Timeouts::drain`].
pub async fn serve<E: Engine>(
    listener: TcpListener,
    state: Arc<State<E>>,
    shutdown: impl Future<Output = ()>,
    timeouts: Timeouts,
) -> bool {
    let open = GracefulShutdown::new();
    let front = Arc::new(Front { app: app(Arc::clone(&state)), state });
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            stream = accept(&listener) => {
                let front = Arc::clone(&front);
                tokio::spawn(connection(stream, front, open.watcher(), timeouts.idle));
            }
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    timeout(timeouts.drain, open.shutdown()).await.is_ok()
}

/// The service of a connection: the router, and for `POST /graphql` the function behind it,
/// [`front::answer`], without a detour.
///
/// A router boxes the body, the handler and its future, and looks the path up in a tree.
struct Front<E> {
    app: Router,
    state: Arc<State<E>>,
}

impl<E: Engine> Front<E> {
    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Result<Response, Infallible> {
        if request.method() == Method::POST && request.uri().path() == "/graphql" {
            let route = Endpoint::GraphQl.route();
            return Ok(front::answer(&self.state, route, None, request).await);
        }
        self.app.clone().oneshot(request).await
    }
}

async fn connection<E: Engine>(
    stream: TcpStream,
    front: Arc<Front<E>>,
    watcher: Watcher,
    idle: Duration,
) {
    // A response is one write; waiting for a fuller packet would only delay it.
    let _ = stream.set_nodelay(true);
    let (stream, moved) = Watched::new(stream);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().header_read_timeout(None);
    let service = service_fn(move |request| Arc::clone(&front).answer(request));
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    tokio::select! {
        biased;
        result = watcher.watch(connection.into_owned()) => if let Err(error) = result {
            tracing::debug!(%error, "a connection broke off");
        },
        () = moved.ceases_for(idle) => tracing::debug!("a connection was idle for too long"),
    }
}

/// The next connection. An error of one connection is the client's affair; any other, such as
/// too many open files, is waited out.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot take connections");
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
