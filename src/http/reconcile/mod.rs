//! `/reconcile` and what belongs to it: the Entity Reconciliation API for OpenRefine and others.
//!
//! OpenRefine reads the manifest, suggestions and pages from the browser, so that its origin
//! must be among the sites that may call; queries and data extension come from its server.
//!
//! Forms are read here, though `/graphql` refuses every body that a form of another site could
//! send. That rule keeps other sites from having a visitor's browser act for the visitor.
//! Nothing here can be acted on: every request only reads, no cookie makes an answer another,
//! and scripts of a site that may not call cannot see it. The API itself demands forms.

pub(in crate::http) mod address;
mod form;

pub use address::PublicUrl;

use super::{
    call::Call,
    entity,
    error::{Error, ErrorKind},
    state::{Engine, State},
};
use crate::reconcile::{self, Request, Suggested};
use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Method,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::Response,
};
use form::Form;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Checks what the headers say of a body: it is a form or JSON.
///
/// # Errors
/// If it is anything else.
pub(super) fn check_content(headers: &HeaderMap) -> Result<(), Error> {
    form::media(headers).map(drop)
}

/// The manifest, queries and data extension.
pub(super) fn respond<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    let form = if call.parts.method == Method::POST {
        let form = Form::of_body(form::media(call.headers())?, &call.body)?;
        if form.is_empty() {
            return Err(Error::malformed("the body has neither `queries` nor `extend`"));
        }
        form
    } else {
        Form::of_query(&call.parts.uri)?
    };
    match (form.get("queries"), form.get("extend")) {
        (Some(queries), None) => ask(state, "reconcile queries", &Request::Queries(queries)),
        (None, Some(query)) => ask(state, "reconcile extend", &Request::Extend(query)),
        (Some(_), Some(_)) => {
            Err(Error::malformed("`queries` and `extend` are two requests; send one of them"))
        }
        (None, None) => {
            let base = address::base(state.settings.public_url.as_ref(), call.parts)?;
            ask(state, "reconcile manifest", &Request::Manifest { base: &base })
        }
    }
}

/// Suggestions for what is being typed.
pub(super) fn suggest<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    let what = match call.segment()? {
        "entity" => Suggested::Entities,
        "property" => Suggested::Properties,
        "type" => Suggested::Types,
        what => {
            let message = format!("\"{what}\" cannot be suggested; entity, property and type can");
            return Err(Error::new(ErrorKind::NotFound, message));
        }
    };
    let form = Form::of_query(&call.parts.uri)?;
    if !form.has("prefix") {
        let message = "the parameter `prefix` is missing: it holds what was typed so far";
        return Err(Error::malformed(message));
    }
    let request = Request::Suggest {
        what,
        prefix: form.get("prefix").unwrap_or(""),
        // Older versions of OpenRefine call the type of a property its schema.
        of_type: form.get("type").or(form.get("schema")),
        skip: form.number("cursor")?.unwrap_or(0),
    };
    ask(state, &format!("reconcile suggest {what:?}"), &request)
}

/// Properties that entities of a type have.
pub(super) fn properties<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    let form = Form::of_query(&call.parts.uri)?;
    let request = Request::Propose { of_type: form.get("type"), limit: form.number("limit")? };
    ask(state, "reconcile propose", &request)
}

/// The page of an entity, for a frame of a client.
pub(super) fn preview<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    entity::page(state, call, entity::FRAMED)
}

/// The response of what is served now.
fn ask<E: Engine>(state: &State<E>, name: &str, request: &Request<'_>) -> Result<Response, Error> {
    let json = state.on_served(name, |engine| engine.reconcile(request))?.map_err(error)?;
    let mut response = Response::new(Body::from(json));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

fn error(error: reconcile::Error) -> Error {
    let kind = match error.kind {
        reconcile::ErrorKind::Malformed => ErrorKind::Malformed,
        reconcile::ErrorKind::BatchTooLarge => ErrorKind::BatchTooLarge,
        reconcile::ErrorKind::LimitExceeded(limit) => ErrorKind::LimitExceeded(limit),
    };
    Error::new(kind, error.message)
}
