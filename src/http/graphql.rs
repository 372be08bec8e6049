//! `/graphql`: GraphQL over HTTP, and the GraphiQL page for browsers.
//!
//! Specification: <https://graphql.github.io/graphql-over-http/draft/>. Where its draft of 2026
//! and the audits of graphql-http differ, the audits are followed: they are what clients were
//! written against.

use super::{
    accept::{self, Media},
    error::{Error, ErrorKind},
    front::Call,
    pages, params,
    state::{Engine, State},
};
use crate::api::{Outcome, Reply, Request};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE},
        request::Parts,
    },
    response::Response,
};

/// The media types of responses to programs, the best first.
pub(super) const ANSWERS: &[Media; 2] = &[Media::GraphQl, Media::Json];
/// The media types of responses to a `GET`.
const ANSWERS_AND_PAGE: &[Media; 3] = &[Media::Html, Media::GraphQl, Media::Json];

/// Whether a request is a browser's, which gets the GraphiQL page.
pub(super) fn is_for_page(parts: &Parts) -> bool {
    parts.method != Method::POST
        && accept::negotiate(&parts.headers, ANSWERS_AND_PAGE) == Some(Media::Html)
}

/// The response of the route.
pub(super) fn respond<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    if call.parts.method == Method::POST {
        let media = negotiated(accept::negotiate(call.headers(), ANSWERS))?;
        return run(state, params::from_json(&call.body)?, media);
    }
    let mut response = match negotiated(accept::negotiate(call.headers(), ANSWERS_AND_PAGE))? {
        Media::Html => pages::graphiql(call.headers()),
        media @ (Media::GraphQl | Media::Json) => {
            let query = call.parts.uri.query().unwrap_or("");
            run(state, params::QueryString::parse(query)?.request()?, media)?
        }
    };
    let no_cache = HeaderValue::from_static("no-cache");
    response.headers_mut().entry(CACHE_CONTROL).or_insert(no_cache);
    Ok(response)
}

fn negotiated(media: Option<Media>) -> Result<Media, Error> {
    let message = "`Accept` names nothing that can be sent: \
                   application/graphql-response+json or application/json";
    media.ok_or_else(|| Error::new(ErrorKind::NotAcceptable, message))
}

/// Runs a request on what is served now.
fn run<E: Engine>(
    state: &State<E>,
    mut request: Request<'_>,
    media: Media,
) -> Result<Response, Error> {
    request.explain &= state.settings.explain;
    let reply = state.on_served(&request.query, |engine| engine.execute(&request))?;
    Ok(response(reply, media))
}

fn response(reply: Reply, media: Media) -> Response {
    let mut response = Response::new(Body::from(Bytes::from_owner(reply.body)));
    *response.status_mut() = status(reply.outcome, media);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, media.content_type());
    if reply.outcome == Outcome::NotReadOnly {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

/// The status of a response. With `application/json` a proxy's own 400 could not be told from
/// one of this server, so every request that arrived well gets 200 there.
fn status(outcome: Outcome, media: Media) -> StatusCode {
    match outcome {
        Outcome::Executed => StatusCode::OK,
        Outcome::NotReadOnly => StatusCode::METHOD_NOT_ALLOWED,
        Outcome::Refused | Outcome::BadVariables => match media {
            Media::GraphQl => StatusCode::BAD_REQUEST,
            Media::Json | Media::Html => StatusCode::OK,
        },
    }
}
