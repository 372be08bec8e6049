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
    accept::{Media, negotiate},
    body::{self, Refused},
    state::{Engine, State},
};
use crate::reconcile::{Answer, Ask, Problem, ProblemSort, Suggested, refusal_page};
use axum::{
    Router,
    body::Body,
    extract::{Path, State as FromState, rejection::PathRejection},
    http::{
        HeaderMap, HeaderValue, Method, Uri,
        header::{
            ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, VARY,
            X_CONTENT_TYPE_OPTIONS,
        },
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
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The page loads nothing and runs nothing, and stands in a frame of any site: clients show
/// it there, and a visitor can do nothing in it but follow a link.
const FRAMED: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors *",
);
/// The same page by itself.
const ALONE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

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
        .route("/entity/{id}", any(entity::<E>))
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
        (Some(queries), None) => ask(state, "reconcile queries", &Ask::Queries(queries)),
        (None, Some(query)) => ask(state, "reconcile extend", &Ask::Extend(query)),
        (Some(_), Some(_)) => {
            let message = "`queries` and `extend` are two requests; send one of them";
            Err((Refusal::Malformed, message.to_owned()))
        }
        (None, None) => {
            let base = address::base(state.settings.public_url.as_ref(), parts)?;
            ask(state, "reconcile manifest", &Ask::Manifest { base: &base })
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
        let asked = Ask::Suggest {
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
        let asked = Ask::Propose { of_type: form.get("type"), limit: form.number("limit")? };
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

/// The same page by itself, where links to an entity lead. People follow them, so that a browser
/// is told in a page what is wrong, and a program as everywhere but in the reconciliation API.
async fn entity<E: Engine>(
    FromState(state): FromState<Arc<State<E>>>,
    id: Result<Path<String>, PathRejection>,
    parts: Parts,
) -> Response {
    let answer = match parts.method {
        Method::GET | Method::HEAD => state.enter().and_then(|_place| page(&state, id, ALONE)),
        Method::OPTIONS => return state.settings.cors.options(&parts.headers, READING),
        method => Ok(Refusal::method(parts.uri.path(), &method, READING)),
    };
    let is_browser = negotiate(&parts.headers, &[Media::Html, Media::Json]) == Some(Media::Html);
    let mut response = answer.unwrap_or_else(|(refusal, message)| {
        if is_browser {
            standing_alone(refusal.page(refusal_page(&message)), ALONE)
        } else {
            refusal.response(message)
        }
    });
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept"));
    state.settings.cors.apply(&parts.headers, &mut response);
    response
}

fn page<E: Engine>(
    state: &State<E>,
    id: Result<Path<String>, PathRejection>,
    policy: HeaderValue,
) -> Result<Response, Refused> {
    let response = ask(state, "reconcile page", &Ask::Page { id: &part(id)? })?;
    Ok(standing_alone(response, policy))
}

/// A page that loads and runs nothing, and tells no other site where it was.
fn standing_alone(mut response: Response, policy: HeaderValue) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
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

/// A part of a path, which need not be text.
fn part(path: Result<Path<String>, PathRejection>) -> Result<String, Refused> {
    let unreadable = |_| {
        let message = "the last part of the path is not UTF-8 once its %-escapes are read";
        (Refusal::Malformed, message.to_owned())
    };
    path.map(|Path(part)| part).map_err(unreadable)
}

/// Asks what is served now.
fn ask<E: Engine>(state: &State<E>, name: &str, asked: &Ask<'_>) -> Result<Response, Refused> {
    let answer = state.on_served(name, |engine| engine.reconcile(asked))?;
    let (content_type, body) = match answer.map_err(refused)? {
        Answer::Json(json) => (JSON, json),
        Answer::Html(html) => (HTML, html),
    };
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type);
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

fn refused(problem: Problem) -> Refused {
    let refusal = match problem.sort {
        ProblemSort::Malformed => Refusal::Malformed,
        ProblemSort::LargeBatch => Refusal::LargeBatch,
        ProblemSort::OverLimit(limit) => Refusal::OverLimit(limit),
        ProblemSort::NoEntity => Refusal::NotFound,
    };
    (refusal, problem.message)
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
