//! `/graphql`: GraphQL over HTTP, and the GraphiQL page for browsers.
//!
//! Specification: <https://graphql.github.io/graphql-over-http/draft/>. Where its draft of 2026
//! and the audits of graphql-http differ, the audits are followed: they are what clients were
//! written against.

use super::{
    PublicUrl,
    accept::{self, Media},
    call::Call,
    encoding,
    error::{Error, ErrorKind},
    pages, params,
    reconcile::address,
    state::{Engine, Served, State, not_ready},
    work,
};
use crate::api::{Measures, Outcome, Reply, Request, ServerAddress};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE},
        request::Parts,
    },
    response::Response,
};
use std::{
    future::poll_fn,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::time::timeout_at;

/// The media types of responses to programs, the best first.
pub(super) const ANSWERS: &[Media; 2] = &[Media::GraphQl, Media::Json];
/// The media types of responses to a `GET`.
const ANSWERS_AND_PAGE: &[Media; 3] = &[Media::Html, Media::GraphQl, Media::Json];

/// Returns whether a request is a browser's, which gets the GraphiQL page.
pub(super) fn is_for_page(parts: &Parts) -> bool {
    parts.method != Method::POST
        && accept::negotiate(&parts.headers, ANSWERS_AND_PAGE) == Some(Media::Html)
}

/// The time for which a request may keep a worker of the runtime. Documents that are known to be
/// quick run there; one that is quick no longer is stopped and runs again on a thread of its own.
const IN_PLACE: Duration = Duration::from_millis(10);

/// The response of the route.
pub(super) async fn respond<E: Engine>(
    state: &State<E>,
    call: &Call<'_>,
) -> Result<Response, Error> {
    if call.parts.method == Method::POST {
        let media = negotiated(accept::negotiate(call.headers(), ANSWERS))?;
        return run(state, call, media).await;
    }
    let mut response = match negotiated(accept::negotiate(call.headers(), ANSWERS_AND_PAGE))? {
        Media::Html => pages::graphiql(call.headers()),
        media @ (Media::GraphQl | Media::Json) => run(state, call, media).await?,
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

/// Runs a request on what is served now: in place if its document is quick.
async fn run<E: Engine>(
    state: &State<E>,
    call: &Call<'_>,
    media: Media,
) -> Result<Response, Error> {
    let reply = match run_in_place(state, call)? {
        Some(reply) => reply,
        None => run_aside(state, call).await?,
    };
    response(reply, media, call).await
}

/// The reply to a request whose document is quick; `None` if it is not.
fn run_in_place<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Option<Reply>, Error> {
    let parsed = PostedQuery::parse(call.parts, &call.body)?;
    let mut request = parsed.request()?;
    let lately = state.pace.of(&request.query);
    if !lately.is_quick() {
        return Ok(None);
    }
    let start = Instant::now();
    let until = start + IN_PLACE;
    request.explain &= state.settings.explain;
    request.server = server(state.settings.public_url.as_ref(), call.parts);
    request.until = Some(until);
    let served = state.served();
    let engine = &served.as_deref().ok_or_else(not_ready)?.engine;
    let measures = Measures::new(engine.limits());
    let reply = work::caught(&request.query, || engine.attempt(&request, &measures))?;
    let time = start.elapsed();
    lately.note(time);
    // What took so long may have been cut short.
    Ok(reply.filter(|_| time < IN_PLACE))
}

/// The reply to a request that runs on a thread of its own, and ends when its client goes away.
/// While it waits for measures it has no thread; its tickets are dropped with this future.
async fn run_aside<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Reply, Error> {
    let served = Arc::clone(state.served().as_ref().ok_or_else(not_ready)?);
    let mut measures = Measures::new(served.engine.limits());
    loop {
        let (reply, needed) = attempt_aside(state, call, Arc::clone(&served), measures).await?;
        if let Some(reply) = reply {
            return Ok(reply);
        }
        measures = needed;
        let patience = measures.patience().into();
        let ready = poll_fn(|context| measures.poll(context));
        if timeout_at(patience, ready).await.is_err() {
            measures.give_up();
        }
    }
}

/// Runs a request once on a thread of its own. It gives the measures back.
async fn attempt_aside<E: Engine>(
    state: &State<E>,
    call: &Call<'_>,
    served: Arc<Served<E>>,
    measures: Measures,
) -> Result<(Option<Reply>, Measures), Error> {
    let pace = Arc::clone(&state.pace);
    let (parts, body) = (call.parts.clone(), call.body.clone());
    let (explain, public_url) = (state.settings.explain, state.settings.public_url.clone());
    work::aside("graphql", move |cancel| {
        let parsed = PostedQuery::parse(&parts, &body)?;
        let mut request = parsed.request()?;
        request.explain &= explain;
        request.server = server(public_url.as_ref(), &parts);
        request.cancel = Some(cancel);
        let start = Instant::now();
        let reply = served.engine.attempt(&request, &measures);
        pace.of(&request.query).note(start.elapsed());
        Ok((reply, measures))
    })
    .await?
}

/// The address of the server, as a request shows it.
fn server<'a>(public_url: Option<&'a PublicUrl>, parts: &'a Parts) -> ServerAddress<'a> {
    ServerAddress { public_url: public_url.map(PublicUrl::as_str), host: address::host(parts) }
}

/// The parameters of a request, from a query string or from a body.
enum PostedQuery<'a> {
    QueryString(params::QueryString<'a>),
    Body(&'a [u8]),
}

impl<'a> PostedQuery<'a> {
    fn parse(parts: &'a Parts, body: &'a [u8]) -> Result<Self, Error> {
        if parts.method == Method::POST {
            return Ok(Self::Body(body));
        }
        let query = parts.uri.query().unwrap_or("");
        Ok(Self::QueryString(params::QueryString::parse(query)?))
    }

    fn request(&self) -> Result<Request<'_>, Error> {
        match self {
            Self::QueryString(query) => query.request(),
            Self::Body(body) => params::from_json(body),
        }
    }
}

async fn response(reply: Reply, media: Media, call: &Call<'_>) -> Result<Response, Error> {
    let Reply { body, outcome } = reply;
    let is_compressed = body.len() >= encoding::LARGE && encoding::accepts_gzip(call.headers());
    let body = if is_compressed {
        let compressed = work::aside("compression", move |_| encoding::compress(&body)).await?;
        Body::from(compressed.map_err(|_| work::internal())?)
    } else {
        Body::from(Bytes::from_owner(body))
    };
    let mut response = Response::new(body);
    *response.status_mut() = status(outcome, media);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, media.content_type());
    if is_compressed {
        headers.insert(CONTENT_ENCODING, encoding::GZIP);
    }
    if outcome == Outcome::NotReadOnly {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    Ok(response)
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
