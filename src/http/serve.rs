//! Takes connections, and stops without cutting requests off.
//!
//! `axum::serve` would do but for two things: a client that connects and sends nothing, or
//! half a request, would keep its connection for ever, and waiting for the last response at
//! shutdown has no end.

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use std::{io, pin::pin, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

/// How long the server waits for clients.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For the head of the first request on a connection, or of the next.
    pub idle: Duration,
    /// For responses that are under way when the server stops.
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
pub async fn serve(
    listener: TcpListener,
    app: Router,
    shutdown: impl Future<Output = ()>,
    timeouts: Timeouts,
) -> bool {
    let open = GracefulShutdown::new();
    let builder = connection_builder(timeouts);
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            stream = accept(&listener) => {
                let service = TowerToHyperService::new(app.clone());
                tokio::spawn(connection(stream, builder.clone(), service, open.watcher(), timeouts));
            }
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    timeout(timeouts.drain, open.shutdown()).await.is_ok()
}

fn connection_builder(timeouts: Timeouts) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(timeouts.idle);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(timeouts.idle);
    builder
}

async fn connection(
    stream: TcpStream,
    builder: Builder<TokioExecutor>,
    service: TowerToHyperService<Router>,
    watcher: Watcher,
    timeouts: Timeouts,
) {
    // A response is one write; waiting for a fuller packet would only delay it.
    let _ = stream.set_nodelay(true);
    // hyper's clock starts with the first byte.
    if timeout(timeouts.idle, stream.peek(&mut [0])).await.is_err() {
        return;
    }
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection.into_owned()).await {
        tracing::debug!(%error, "a connection broke off");
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
