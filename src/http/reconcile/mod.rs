//! `/reconcile` and what belongs to it: the Entity Reconciliation API for OpenRefine and others.
//!
//! OpenRefine reads the manifest, suggestions and pages from the browser, so that its origin
//! must be among the sites that may call; queries and data extension come from its server.
//!
//! Forms are read here, though `/graphql` refuses every body that a form of another site could
//! send. That rule keeps other sites from having a visitor's browser act for the visitor.
//! Nothing here can be acted on: every request only reads, no cookie makes an answer another,
//! and scripts of a site that may not call cannot see it. The API itself demands forms.

mod address;
mod form;

pub use address::PublicUrl;

use super::{
    NO_SNIFF, Refusal,
    body::{self, Refused},
    entity::{FRAMED, page, part},
    state::{Engine, State},
};
use crate::reconcile::{Error, ErrorKind, Request, Suggested};
use axum::{
    Router,
    body::Body,
    extract::{Path, State as FromState, rejection::PathRejection},
    http::{
        HeaderMap, HeaderValue, Method, Uri,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
        request::Parts,
    },
    response::Response,
    routing::any,
};
use form::Form;
use std::sync::Arc;

/// The methods of the endpoint.
const METHODS: &str = "GET, HEAD, POST, OPTIONS";
/// The methods of everything else.
const READING: &str = "GET, HEAD, OPTIONS";
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// The routes.
pub(super) fn routes<E: Engine>() -> Router<Arc<State<E>>> {
    Router::new()
        .route("/reconcile", any(endpoint::<E>))
        // As people paste it.
        .route("/reconcile/", any(endpoint::<E>))
        .route("/reconcile/suggest/{what}", any(suggest::<E>))
        .route("/reconcile/properties", any(propose::<E>))
        .route("/reconcile/preview/{id}", any(preview::<E>))
        // What is nowhere is told as clients of this API know it.
        .route("/reconcile/{*rest}", any(nowhere::<E>))
}

/// Where nothing is, such as `/reconcile/preview/` without an id.
async fn nowhere<E: Engine>(FromState(state): FromState<Arc<State<E>>>, parts: Parts) -> Response {
    let message =
        format!("there is nothing at {}; /reconcile says what there is", parts.uri.path());
    finish(&state, &parts.headers, Err((Refusal::NotFound, message)))
}

/// The manifest, queries and data extension.
async fn endpoint<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    request: axum::http::Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let answer = match parts.method {
        Method::GET | Method::HEAD => get(&state, &parts),
        Method::POST => post(&state, &parts, body).await,
        Method::OPTIONS => return state.settings.cors.options(&parts.headers, METHODS),
        method => Ok(Refusal::method_with_status("/reconcile", &method, METHODS)),
    };
    finish(&state, &parts.headers, answer)
}

fn get<E: Engine>(state: &State<E>, parts: &Parts) -> Result<Response, Refused> {
    let _place = state.enter()?;
    ask_endpoint(state, parts, &Form::of_query(&parts.uri)?)
}

async fn post<E: Engine>(state: &State<E>, parts: &Parts, body: Body) -> Result<Response, Refused> {
    let read_as = form::media(&parts.headers)?;
    let _place = state.enter()?;
    let settings = &state.settings;
    let bytes = body::read(&parts.headers, body, settings.body_bytes, settings.patience).await?;
    let form = Form::of_body(read_as, &bytes)?;
    if form.is_empty() {
        let message = "the body has neither `queries` nor `extend`";
        return Err((Refusal::Malformed, message.to_owned()));
    }
    ask_endpoint(state, parts, &form)
}

fn ask_endpoint<E: Engine>(
    state: &State<E>,
    parts: &Parts,
    form: &Form<'_>,
) -> Result<Response, Refused> {
    match (form.get("queries"), form.get("extend")) {
        (Some(queries), None) => ask(state, "reconcile queries", &Request::Queries(queries)),
        (None, Some(query)) => ask(state, "reconcile extend", &Request::Extend(query)),
        (Some(_), Some(_)) => {
            let message = "`queries` and `extend` are two requests; send one of them";
            Err((Refusal::Malformed, message.to_owned()))
        }
        (None, None) => {
            let base = address::base(state.settings.public_url.as_ref(), parts)?;
            ask(state, "reconcile manifest", &Request::Manifest { base: &base })
        }
    }
}

/// Suggestions for what is being typed.
async fn suggest<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    what: Result<Path<String>, PathRejection>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    reading(&state, &method, &headers, &uri, || {
        let what = part(what)?;
        let what = match &*what {
            "entity" => Suggested::Entities,
            "property" => Suggested::Properties,
            "type" => Suggested::Types,
            _ => {
                let message =
                    format!("\"{what}\" cannot be suggested; entity, property and type can");
                return Err((Refusal::NotFound, message));
            }
        };
        let form = Form::of_query(&uri)?;
        if !form.has("prefix") {
            let message = "the parameter `prefix` is missing: it holds what was typed so far";
            return Err((Refusal::Malformed, message.to_owned()));
        }
        let asked = Request::Suggest {
            what,
            prefix: form.get("prefix").unwrap_or(""),
            // Older versions of OpenRefine call the type of a property its schema.
            of_type: form.get("type").or(form.get("schema")),
            skip: form.number("cursor")?.unwrap_or(0),
        };
        ask(&state, &format!("reconcile suggest {what:?}"), &asked)
    })
}

/// Properties that entities of a type have.
async fn propose<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    method: Method,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    reading(&state, &method, &headers, &uri, || {
        let form = Form::of_query(&uri)?;
        let asked = Request::Propose { of_type: form.get("type"), limit: form.number("limit")? };
        ask(&state, "reconcile propose", &asked)
    })
}

/// A page about an entity, for a frame of a client.
async fn preview<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    id: Result<Path<String>, PathRejection>,
    parts: Parts,
) -> Response {
    let Parts { method, headers, uri, .. } = &parts;
    reading(&state, method, headers, uri, || page(&state, id, FRAMED))
}

/// A route that is only read.
fn reading<E: Engine>(
    state: &State<E>,
    method: &Method,
    headers: &HeaderMap,
    uri: &Uri,
    answer: impl FnOnce() -> Result<Response, Refused>,
) -> Response {
    match *method {
        Method::GET | Method::HEAD => {
            let answer = state.enter().and_then(|_place| answer());
            finish(state, headers, answer)
        }
        Method::OPTIONS => state.settings.cors.options(headers, READING),
        _ => finish(state, headers, Ok(Refusal::method_with_status(uri.path(), method, READING))),
    }
}

/// Asks what is served now.
fn ask<E: Engine>(
    state: &State<E>,
    name: &str,
    request: &Request<'_>,
) -> Result<Response, Refused> {
    let json = state.on_served(name, |engine| engine.reconcile(request))?.map_err(refused)?;
    let mut response = Response::new(Body::from(json));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

fn refused(error: Error) -> Refused {
    let refusal = match error.kind {
        ErrorKind::Malformed => Refusal::Malformed,
        ErrorKind::BatchTooLarge => Refusal::LargeBatch,
        ErrorKind::LimitExceeded(limit) => Refusal::OverLimit(limit),
    };
    (refusal, error.message)
}

/// What every response has. Refusals have the form that clients of this API know.
fn finish<E: Engine>(
    state: &State<E>,
    request: &HeaderMap,
    answer: Result<Response, Refused>,
) -> Response {
    let mut response = answer.unwrap_or_else(|(refusal, message)| {
        let mut response = refusal.response_with_status(&message);
        if refusal == Refusal::MediaType {
            response.headers_mut().insert(ACCEPT, HeaderValue::from_static(form::MEDIA));
        }
        response
    });
    state.settings.cors.apply(request, &mut response);
    response
}
