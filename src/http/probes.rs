//! Small routes: whether the server lives, whether it has something to serve, and the API's text.

use super::{
    NO_SNIFF, NO_STORE, Refusal, UTF8_TEXT, pages,
    state::{Engine, State},
};
use axum::{
    body::Body,
    extract::State as FromState,
    http::{
        HeaderMap, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};
use std::sync::Arc;

/// The methods of `/schema.graphql`.
const METHODS: &str = "GET, HEAD, OPTIONS";

/// `GET /livez`: the process answers.
pub(super) async fn live() -> Response {
    word(StatusCode::OK, "alive\n")
}

/// `GET /readyz`: there is a data set, so that queries get answers.
pub(super) async fn ready<E: Engine>(FromState(state): FromState<Arc<State<E>>>) -> Response {
    if state.served().is_some() {
        word(StatusCode::OK, "ready\n")
    } else {
        word(StatusCode::SERVICE_UNAVAILABLE, "loading\n")
    }
}

fn word(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, UTF8_TEXT);
    headers.insert(CACHE_CONTROL, NO_STORE);
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    response
}

/// `GET /schema.graphql`: the API, as text that a browser shows and code generators read.
pub(super) async fn schema<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let mut response = match method {
        Method::GET | Method::HEAD => match state.served().as_deref() {
            Some(served) => {
                let (text, tag) = (served.schema.clone(), served.schema_tag.clone());
                pages::tagged(&headers, UTF8_TEXT, text, tag)
            }
            None => Refusal::NotReady.response("the data set is still being loaded"),
        },
        Method::OPTIONS => return state.settings.cors.options(&headers, METHODS),
        method => Refusal::method("/schema.graphql", &method, METHODS),
    };
    state.settings.cors.apply(&headers, &mut response);
    response
}
