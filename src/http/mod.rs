//! The server: GraphQL over HTTP, the pages, health, and how they are served.
//!
//! [`app`] makes a router that can be called as a service without a socket; [`serve()`] takes
//! connections for it. What is asked of the rest of Corridor is the small trait [`Engine`], so
//! that everything here can be tried with an engine that is slow or panics on purpose.
//!
//! Every request passes through `front::answer`, where the rules that hold for all routes stand
//! once. The routes are the table in `routes.rs`.

mod accept;
mod attempt;
mod body;
mod call;
mod cors;
mod encoding;
mod entity;
mod error;
mod executor;
mod export;
mod front;
mod graphql;
mod idle;
mod metrics;
mod pace;
mod pages;
mod params;
mod probes;
mod reconcile;
mod routes;
mod serve;
mod state;
mod work;

pub use cors::Cors;
pub use executor::Executor;
pub use reconcile::PublicUrl;
pub use serve::{Timeouts, serve};
pub use state::{Engine, Settings, State};

use axum::{
    Router,
    body::Body,
    extract::State as FromState,
    http::{HeaderValue, Request},
    routing::any,
};
use routes::{Endpoint, ROUTES, Route};
use std::sync::Arc;

/// `X-Content-Type-Options`, which every response has: no content type is guessed.
const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");
const UTF8_TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// All routes, over what is served now.
pub fn app<E: Engine>(state: Arc<State<E>>) -> Router {
    let handler = |route: &'static Route| {
        any(move |FromState(state): FromState<Arc<State<E>>>, request: Request<Body>| {
            front::route(state, route, request)
        })
    };
    let unknown = Endpoint::Unknown.route();
    let found = ROUTES.iter().filter(|route| route.endpoint != Endpoint::Unknown);
    found
        .fold(Router::new(), |app, route| app.route(route.pattern, handler(route)))
        // As people paste it.
        .route("/reconcile/", handler(Endpoint::Reconcile.route()))
        .fallback(move |FromState(state): FromState<Arc<State<E>>>, request: Request<Body>| {
            front::route(state, unknown, request)
        })
        .with_state(state)
}
