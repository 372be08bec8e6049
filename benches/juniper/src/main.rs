//! Juniper as a peer of the benchmark: a static schema, run synchronously, on bare hyper.
//!
//! That is the fastest way to run it: no routing, no futures, and types that are known when it
//! is compiled. It reads the same files into the same vectors as the other peers.

#[path = "../../over_http/graph.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod graph;
mod schema;

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CONTENT_TYPE, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use juniper::http::GraphQLRequest;
use schema::Schema;
use std::{env, io, path::Path, sync::Arc};
use tokio::net::TcpListener;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// `juniper-peer DATA PORT`
fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(data), Some(port)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: juniper-peer DATA PORT"));
    };
    let port: u16 = port.parse().map_err(io::Error::other)?;
    let schema = Arc::new(schema::new(graph::Graph::load(Path::new(&data))?));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(serve(schema, port))
}

async fn serve(schema: Arc<Schema>, port: u16) -> io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let schema = Arc::clone(&schema);
        let service = service_fn(move |request| answer(Arc::clone(&schema), request));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async {
            // A client that leaves is no error.
            let _ = connection.await;
        });
    }
}

async fn answer(
    schema: Arc<Schema>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    if request.method() != Method::POST {
        return Ok(refused(StatusCode::METHOD_NOT_ALLOWED));
    }
    let body = request.into_body().collect().await?.to_bytes();
    let Ok(request) = serde_json::from_slice::<GraphQLRequest>(&body) else {
        return Ok(refused(StatusCode::BAD_REQUEST));
    };
    let Ok(body) = serde_json::to_vec(&request.execute_sync(&schema, &())) else {
        return Ok(refused(StatusCode::INTERNAL_SERVER_ERROR));
    };
    let mut response = Response::new(Full::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

fn refused(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}
