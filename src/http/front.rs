//! The one function through which every request passes: [`answer`].
//!
//! Host, method, permit, body, CORS, common headers and metrics are dealt with here, once for
//! all routes; what answers at a route sees a [`Call`] and returns a response or an error. It is
//! a function and no stack of middleware, because a small query runs in a few microseconds and
//! each boxed layer would cost a good part of one. The connection calls it directly for
//! `POST /graphql`, past the router; see `serve.rs`.

use super::{
    NO_SNIFF,
    body::{self, RequestBody},
    call::Call,
    entity,
    error::{Error, ErrorKind},
    export, graphql, pages, probes, reconcile,
    routes::{Endpoint, Methods, Route},
    state::{Engine, State},
};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts, Path},
    http::{
        HeaderValue, Method, Request, Version,
        header::{HOST, VARY, X_CONTENT_TYPE_OPTIONS},
        request::Parts,
    },
    response::Response,
};
use std::{sync::Arc, time::Instant};

/// The handler of a route in the router.
pub(super) async fn route<E: Engine>(
    state: Arc<State<E>>,
    route: &'static Route,
    request: Request<Body>,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let segment = Path::<String>::from_request_parts(&mut parts, &()).await;
    let segment = segment.ok().map(|Path(segment)| segment);
    answer(&state, route, segment, Request::from_parts(parts, body)).await
}

/// Answers a request at a route, with any type of body.
pub(super) async fn answer<E: Engine, B: RequestBody>(
    state: &State<E>,
    route: &'static Route,
    segment: Option<String>,
    request: Request<B>,
) -> Response {
    let start = Instant::now();
    let (parts, body) = request.into_parts();
    let mut response = match checked(state, route, &parts, segment, body).await {
        Ok(response) => response,
        Err(error) => error.into_response(route.error_format(&parts.headers)),
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    if matches!(parts.method, Method::GET | Method::HEAD) {
        for name in route.varies() {
            headers.append(VARY, HeaderValue::from_static(name));
        }
    }
    state.settings.cors.apply(&parts.headers, &mut response);
    let (method, status, time) = (&parts.method, response.status(), start.elapsed());
    state.metrics.record(route.endpoint, method, status, time);
    tracing::debug!(%method, route = route.pattern, status = status.as_u16(), ?time, "request");
    response
}

/// Applies the rules that hold before a request is responded to.
async fn checked<E: Engine, B: RequestBody>(
    state: &State<E>,
    route: &'static Route,
    parts: &Parts,
    segment: Option<String>,
    body: B,
) -> Result<Response, Error> {
    check_host(parts)?;
    let settings = &state.settings;
    if parts.method == Method::OPTIONS && route.methods != Methods::Any {
        return Ok(settings.cors.options(&parts.headers, route.methods.allow()));
    }
    if !route.methods.contain(&parts.method) {
        let (allow, path, method) = (route.methods.allow(), parts.uri.path(), &parts.method);
        let message = format!("{path} does not answer {method}; it answers {allow}");
        return Err(Error::new(ErrorKind::Method(allow), message));
    }
    let has_body = parts.method == Method::POST && route.methods == Methods::ReadAndPost;
    if has_body {
        route.check_content(&parts.headers)?;
    }
    let _permit = route.needs_permit(parts).then(|| state.try_acquire()).transpose()?;
    let body = if has_body {
        body::read(&parts.headers, body, settings.body_bytes, settings.body_timeout).await?
    } else {
        Bytes::new()
    };
    respond(state, route.endpoint, &Call { parts, segment, body }).await
}

async fn respond<E: Engine>(
    state: &State<E>,
    endpoint: Endpoint,
    call: &Call<'_>,
) -> Result<Response, Error> {
    match endpoint {
        Endpoint::GraphQl => graphql::respond(state, call).await,
        Endpoint::Schema => probes::schema(state, call),
        Endpoint::Live => Ok(probes::live()),
        Endpoint::Ready => Ok(probes::ready(state)),
        Endpoint::Metrics => Ok(probes::metrics(state)),
        Endpoint::Root => Ok(pages::root()),
        Endpoint::Asset => pages::asset(call),
        Endpoint::Entity => entity::respond(state, call),
        Endpoint::Export => export::respond(state, call).await,
        Endpoint::Reconcile => reconcile::respond(state, call),
        Endpoint::ReconcileSuggest => reconcile::suggest(state, call),
        Endpoint::ReconcileProperties => reconcile::properties(state, call),
        Endpoint::ReconcilePreview => reconcile::preview(state, call),
        Endpoint::ReconcileUnknown => Err(not_found(call, "/reconcile says what there is")),
        Endpoint::Unknown => Err(not_found(call, "the GraphQL endpoint is /graphql")),
    }
}

fn not_found(call: &Call<'_>, hint: &str) -> Error {
    let message = format!("there is nothing at {}; {hint}", call.parts.uri.path());
    Error::new(ErrorKind::NotFound, message)
}

/// Checks that a request of HTTP/1.1 names one host, as [RFC 9112, section 3.2] demands: two
/// servers in a row that understand such a request differently can be played against each
/// other.
///
/// [RFC 9112, section 3.2]: https://www.rfc-editor.org/rfc/rfc9112#section-3.2
fn check_host(parts: &Parts) -> Result<(), Error> {
    if parts.version != Version::HTTP_11 {
        return Ok(());
    }
    let mut hosts = parts.headers.get_all(HOST).iter();
    let message = match (hosts.next(), hosts.next()) {
        (Some(host), None) if is_host(host.as_bytes()) => return Ok(()),
        (Some(_), None) => "the header `Host` is not the name of a host",
        (None, _) => "the header `Host` is missing: HTTP/1.1 demands it",
        (Some(_), Some(_)) => "the header `Host` is sent twice; send it once",
    };
    Err(Error::malformed(message))
}

/// Returns whether a value can be a host with or without a port, as RFC 3986 writes them; an empty
/// one is allowed.
fn is_host(value: &[u8]) -> bool {
    /// The bytes of hosts; a table, since every request is looked at.
    const IN_HOST: [bool; 256] = {
        let (mut table, mut byte) = ([false; 256], 0);
        while byte < 256 {
            table[byte] = (byte as u8).is_ascii_graphic();
            byte += 1;
        }
        let (others, mut at) = (b"/?#@\\\"<>^`{|}", 0);
        while at < others.len() {
            table[others[at] as usize] = false;
            at += 1;
        }
        table
    };
    value.iter().all(|byte| IN_HOST[usize::from(*byte)])
}
