//! `/graphql`: a request in, a response out, as the GraphQL-over-HTTP specification says.
//!
//! Where the specification's draft of 2026 and the audits of graphql-http differ, the audits
//! are followed: they are what clients were written against.

use super::{
    NO_SNIFF, Refusal,
    accept::{self, Media},
    body::{self, Refused, RequestBody},
    pages, params,
    state::{Engine, State},
};
use crate::api::{Outcome, Reply, Request};
use axum::{
    body::{Body, Bytes},
    extract::State as FromState,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{
            ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::Response,
};
use std::sync::Arc;

/// The methods of `/graphql`.
const METHODS: &str = "GET, HEAD, POST, OPTIONS";
/// What a program can be answered with, the best first.
const ANSWERS: &[Media; 2] = &[Media::GraphQl, Media::Json];
/// What a `GET` can be answered with.
const ANSWERS_AND_PAGE: &[Media; 3] = &[Media::Html, Media::GraphQl, Media::Json];

/// The handler of the route.
pub(super) async fn route<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    request: axum::http::Request<Body>,
) -> Response {
    handle(&state, request).await
}

/// Answers a request with any sort of body.
pub(super) async fn handle<E: Engine, B: RequestBody>(
    state: &State<E>,
    request: axum::http::Request<B>,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut response = match parts.method {
        Method::POST => post(state, &parts.headers, body).await,
        Method::GET | Method::HEAD => get(state, &parts.headers, &parts.uri),
        Method::OPTIONS => return state.settings.cors.options(&parts.headers, METHODS),
        method => Refusal::method("/graphql", &method, METHODS),
    };
    state.settings.cors.apply(&parts.headers, &mut response);
    response
}

async fn post<E: Engine, B: RequestBody>(
    state: &State<E>,
    headers: &HeaderMap,
    body: B,
) -> Response {
    let Some(media) = accept::negotiate(headers, ANSWERS) else { return not_acceptable() };
    let answer = async {
        check_content(headers)?;
        let _place = state.enter()?;
        let settings = &state.settings;
        let bytes = body::read(headers, body, settings.body_bytes, settings.patience).await?;
        run(state, params::from_json(&bytes)?, media)
    };
    answer.await.unwrap_or_else(|(refusal, message)| refusal.response_as(media, message))
}

fn get<E: Engine>(state: &State<E>, headers: &HeaderMap, uri: &Uri) -> Response {
    let mut response = match accept::negotiate(headers, ANSWERS_AND_PAGE) {
        None => not_acceptable(),
        Some(Media::Html) => pages::graphiql(headers),
        Some(media) => {
            let answer = || {
                let _place = state.enter()?;
                let parameters = params::QueryString::parse(uri.query().unwrap_or(""))?;
                run(state, parameters.request()?, media)
            };
            answer().unwrap_or_else(|(refusal, message)| refusal.response_as(media, message))
        }
    };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("accept"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

fn not_acceptable() -> Response {
    Refusal::NotAcceptable.response(
        "`Accept` names nothing that can be sent: \
         application/graphql-response+json or application/json",
    )
}

/// A body that a browser's form could send is refused before anything else is looked at.
fn check_content(headers: &HeaderMap) -> Result<(), Refused> {
    if !accept::is_json(headers) {
        let message = "the body must be declared as `Content-Type: application/json`, in UTF-8";
        return Err((Refusal::MediaType, message.to_owned()));
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        let message = "the body must not be compressed: `Content-Encoding` is not supported";
        return Err((Refusal::MediaType, message.to_owned()));
    }
    Ok(())
}

/// Runs a request on what is served now.
fn run<E: Engine>(
    state: &State<E>,
    mut request: Request<'_>,
    media: Media,
) -> Result<Response, Refused> {
    request.explain &= state.settings.explain;
    let reply = state.on_served(&request.query, |engine| engine.execute(&request))?;
    Ok(respond(reply, media))
}

fn respond(reply: Reply, media: Media) -> Response {
    let mut response = Response::new(Body::from(Bytes::from_owner(reply.body)));
    *response.status_mut() = status(reply.outcome, media);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, media.content_type());
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    if reply.outcome == Outcome::NotReadOnly {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

/// With `application/json` a proxy's own 400 could not be told from ours; so every request
/// that arrived well gets 200 there.
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
