//! The server: GraphQL over HTTP, the pages, health, and how they are served.
//!
//! [`app`] makes a router that can be called as a service without a socket; [`serve()`] takes
//! connections for it. What is asked of the rest of Corridor is the small trait [`Engine`], so
//! that everything here can be tried with an engine that is slow or panics on purpose.
//!
//! There is no stack of middleware: a small query runs in a few microseconds, and each boxed
//! layer would cost a good part of one. Limits, headers and CORS are plain calls in
//! the handlers.

mod accept;
mod body;
mod cors;
mod entity;
mod graphql;
mod idle;
mod pace;
mod pages;
mod params;
mod probes;
mod reconcile;
mod refusal;
mod serve;
mod state;

pub use cors::Cors;
pub use reconcile::PublicUrl;
pub use serve::{Timeouts, serve};
pub use state::{Engine, Settings, State};

use refusal::Refusal;

use axum::{
    Router,
    http::{HeaderValue, Uri},
    response::Response,
    routing::{any, get},
};
use std::sync::Arc;

/// `X-Content-Type-Options`, which every response has: no content type is guessed.
const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");
const UTF8_TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// All routes, over what is served now.
pub fn app<E: Engine>(state: Arc<State<E>>) -> Router {
    Router::new()
        .route("/graphql", any(graphql::route::<E>))
        .route("/schema.graphql", any(probes::schema::<E>))
        .route("/livez", get(probes::live))
        .route("/readyz", get(probes::ready::<E>))
        .route("/assets/{*path}", get(pages::asset))
        .route("/", get(pages::root))
        .route("/entity/{id}", any(entity::route::<E>))
        .merge(reconcile::routes())
        .fallback(not_found)
        .with_state(state)
}

async fn not_found(uri: Uri) -> Response {
    let path = uri.path();
    Refusal::NotFound
        .response(format!("there is nothing at {path}; the GraphQL endpoint is /graphql"))
}
