//! `/entity/{id}`: the page of an entity, to which links to an entity lead.
//!
//! People follow such links, so a browser gets a page also where there is no entity; a program
//! gets the error that every route but those of reconciliation gives.

use super::{
    accept::Media,
    call::Call,
    error::{Error, ErrorKind},
    state::{Engine, State},
};
use crate::page;
use axum::{
    body::Body,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY},
    },
    response::Response,
};

/// The policy of a page in a frame of any site: it loads and runs nothing. Clients of the
/// reconciliation API show it there, and a visitor can do nothing in it but follow a link.
pub(super) const FRAMED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors *",
);
/// The policy of the same page by itself.
pub(super) const ALONE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The response of the route.
pub(super) fn respond<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    page(state, call, ALONE)
}

/// The page of an entity, under a policy for its content. It tells no other site where a visitor
/// came from.
pub(super) fn page<E: Engine>(
    state: &State<E>,
    call: &Call<'_>,
    policy: HeaderValue,
) -> Result<Response, Error> {
    let id = call.segment()?;
    let html = state.on_served("entity page", |engine| engine.page(id))?;
    let html = html.map_err(|error| match error {
        page::Error::NotFound => {
            Error::new(ErrorKind::NotFound, format!("there is no entity \"{id}\""))
        }
        page::Error::Exhausted(exhausted) => {
            let limit = exhausted.limit();
            let message = format!("the page of \"{id}\" passes the limit `{limit}`");
            Error::new(ErrorKind::LimitExceeded(limit), message)
        }
    })?;
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, Media::Html.content_type());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}
