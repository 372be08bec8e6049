//! Small routes: health, metrics, and the text of the API.

use super::{
    NO_STORE, UTF8_TEXT,
    call::Call,
    error::Error,
    metrics, pages,
    state::{Engine, State, not_ready},
};
use axum::{
    body::Body,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::Response,
};

/// `GET /livez`: the process answers.
pub(super) fn live() -> Response {
    text(StatusCode::OK, UTF8_TEXT, "alive\n")
}

/// `GET /readyz`: there is a data set, so that queries get answers.
pub(super) fn ready<E: Engine>(state: &State<E>) -> Response {
    if state.served().is_some() {
        text(StatusCode::OK, UTF8_TEXT, "ready\n")
    } else {
        text(StatusCode::SERVICE_UNAVAILABLE, UTF8_TEXT, "loading\n")
    }
}

/// `GET /metrics`: counts and times, for Prometheus.
pub(super) fn metrics<E: Engine>(state: &State<E>) -> Response {
    let content_type = HeaderValue::from_static(metrics::CONTENT_TYPE);
    text(StatusCode::OK, content_type, metrics::text(state))
}

fn text(status: StatusCode, content_type: HeaderValue, text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type);
    headers.insert(CACHE_CONTROL, NO_STORE);
    response
}

/// `GET /schema.graphql`: the API, as text that a browser shows and code generators read.
pub(super) fn schema<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    let served = state.served();
    let served = served.as_deref().ok_or_else(not_ready)?;
    let (text, tag) = (served.schema.clone(), served.schema_tag.clone());
    Ok(pages::tagged(call.headers(), UTF8_TEXT, text, tag))
}
