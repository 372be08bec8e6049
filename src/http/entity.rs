//! `/entity/{id}`: the page of an entity, to which links to an entity lead.
//!
//! People follow such links, so a browser gets a page also where there is no entity; a program
//! gets the error that every route but those of reconciliation gives.

use super::{
    NO_SNIFF, Refusal,
    accept::{Media, negotiate},
    body::Refused,
    state::{Engine, State},
};
use crate::page;
use axum::{
    body::Body,
    extract::{Path, State as FromState, rejection::PathRejection},
    http::{
        HeaderValue, Method,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
            X_CONTENT_TYPE_OPTIONS,
        },
        request::Parts,
    },
    response::Response,
};
use std::sync::Arc;

/// The methods of the route.
const METHODS: &str = "GET, HEAD, OPTIONS";

/// The policy of a page in a frame of any site: it loads and runs nothing. Clients of the
/// reconciliation API show it there, and a visitor can do nothing in it but follow a link.
pub(super) const FRAMED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors *",
);
/// The policy of the same page by itself.
const ALONE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The handler of the route.
pub(super) async fn route<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    id: Result<Path<String>, PathRejection>,
    parts: Parts,
) -> Response {
    let answer = match parts.method {
        Method::GET | Method::HEAD => state.enter().and_then(|_place| page(&state, id, ALONE)),
        Method::OPTIONS => return state.settings.cors.options(&parts.headers, METHODS),
        method => Ok(Refusal::method(parts.uri.path(), &method, METHODS)),
    };
    let is_browser = negotiate(&parts.headers, &[Media::Html, Media::Json]) == Some(Media::Html);
    let mut response = answer.unwrap_or_else(|(refusal, message)| {
        if is_browser {
            with_policy(refusal.page(page::problem(&message)), ALONE)
        } else {
            refusal.response(message)
        }
    });
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept"));
    state.settings.cors.apply(&parts.headers, &mut response);
    response
}

/// The page of an entity, under a policy for its content.
pub(super) fn page<E: Engine>(
    state: &State<E>,
    id: Result<Path<String>, PathRejection>,
    policy: HeaderValue,
) -> Result<Response, Refused> {
    let id = part(id)?;
    let html = state.on_served("entity page", |engine| engine.page(&id))?;
    let html = html.map_err(|error| match error {
        page::Error::NotFound => (Refusal::NotFound, format!("there is no entity \"{id}\"")),
        page::Error::Exhausted(exhausted) => {
            let limit = exhausted.limit();
            let message = format!("the page of \"{id}\" passes the limit `{limit}`");
            (Refusal::OverLimit(limit), message)
        }
    })?;
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, Media::Html.content_type());
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(with_policy(response, policy))
}

/// The response under a policy for its content; the page tells no other site where it was.
fn with_policy(mut response: Response, policy: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// A part of a path, which need not be text.
pub(super) fn part(path: Result<Path<String>, PathRejection>) -> Result<String, Refused> {
    let unreadable = |_| {
        let message = "the last part of the path is not UTF-8 once its %-escapes are read";
        (Refusal::Malformed, message.to_owned())
    };
    path.map(|Path(part)| part).map_err(unreadable)
}
