//! The contenders that are written here: ready-made bytes, the walk, and async-graphql,
//! behind handlers as alike as can be.

use crate::{contender::Contender, dynamic, graph::Graph, query::Query, walk::Walk};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
    serve::ListenerExt,
};
use std::{
    io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::net::TcpListener;

/// Serves the data set until the process is ended.
pub(crate) fn run(contender: Contender, data: &Path, port: u16) -> io::Result<()> {
    let graph = Arc::new(Graph::load(data)?);
    let app = match contender {
        Contender::Ready => ready(&graph),
        Contender::Walk => walk(&graph),
        Contender::AsyncGraphql => async_graphql(graph),
        other => return Err(io::Error::other(format!("{other:?} is not served by this program"))),
    };
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let listener = listener.tap_io(|stream| {
            // Without this the last packet of a response may wait; a failure only costs time.
            let _ = stream.set_nodelay(true);
        });
        axum::serve(listener, app).await
    })
}

fn json(body: impl Into<Bytes>) -> Response {
    ([(CONTENT_TYPE, "application/json")], body.into()).into_response()
}

fn ready(graph: &Arc<Graph>) -> Router {
    let walk = Walk::new(Arc::clone(graph));
    Query::ALL.iter().fold(Router::new(), |app, &query| {
        let bytes = Bytes::from(walk.answer(query, query.start(graph), 0));
        let handler = |State(bytes): State<Bytes>, _request: Bytes| async move { json(bytes) };
        app.route(&format!("/{}", query.name()), post(handler).with_state(bytes))
    })
}

struct WalkQuery {
    walk: Arc<Walk>,
    query: Query,
    start: usize,
    size: AtomicUsize,
}

fn walk(graph: &Arc<Graph>) -> Router {
    let walk = Arc::new(Walk::new(Arc::clone(graph)));
    Query::ALL.iter().fold(Router::new(), |app, &query| {
        let (walk, start) = (Arc::clone(&walk), query.start(graph));
        let state = Arc::new(WalkQuery { walk, query, start, size: AtomicUsize::new(0) });
        let handler = |State(own): State<Arc<WalkQuery>>, _request: Bytes| async move {
            let size = own.size.load(Ordering::Relaxed);
            let answer = own.walk.answer(own.query, own.start, size);
            own.size.store(answer.len(), Ordering::Relaxed);
            json(answer)
        };
        app.route(&format!("/{}", query.name()), post(handler).with_state(state))
    })
}

fn async_graphql(graph: Arc<Graph>) -> Router {
    let schema = dynamic::schema(graph);
    let handler = |State(schema): State<dynamic::Schema>, request: Bytes| async move {
        let Ok(request) = serde_json::from_slice::<dynamic::Request>(&request) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        match serde_json::to_vec(&schema.execute(request).await) {
            Ok(body) => json(body),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    };
    Router::new().route("/graphql", post(handler)).with_state(schema)
}
