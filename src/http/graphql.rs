//! `/graphql`: GraphQL over HTTP, and the GraphiQL page for browsers.
//!
//! Specification: <https://graphql.github.io/graphql-over-http/draft/>. Where its draft of 2026
//! and the audits of graphql-http differ, the audits are followed: they are what clients were
//! written against.

use super::{
    PublicUrl,
    accept::{self, Media},
    attempt::{self, Attempt},
    call::Call,
    encoding,
    error::{Error, ErrorKind},
    pages, params,
    reconcile::address,
    state::{Engine, Settings, State},
    work,
};
use crate::api::{Outcome, Reply, Request, ServerAddress};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE},
        request::Parts,
    },
    response::Response,
};

/// The media types of responses to programs, the best first.
pub(super) const ANSWERS: &[Media; 2] = &[Media::GraphQl, Media::Json];
/// The media types of responses to a `GET`.
const ANSWERS_AND_PAGE: &[Media; 3] = &[Media::Html, Media::GraphQl, Media::Json];

/// Returns whether a request is a browser's, which gets the GraphiQL page.
pub(super) fn is_for_page(parts: &Parts) -> bool {
    parts.method != Method::POST
        && accept::negotiate(&parts.headers, ANSWERS_AND_PAGE) == Some(Media::Html)
}

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

/// Runs a request on what is served now.
async fn run<E: Engine>(
    state: &State<E>,
    call: &Call<'_>,
    media: Media,
) -> Result<Response, Error> {
    let posted = Posted { parts: call.parts, body: &call.body, settings: &state.settings };
    response(attempt::run(state, &posted).await?, media, call).await
}

/// A request as it came over HTTP.
struct Posted<'a> {
    parts: &'a Parts,
    body: &'a Bytes,
    settings: &'a Settings,
}

/// The same, for another thread.
#[derive(Clone)]
struct OwnedPosted {
    parts: Parts,
    body: Bytes,
    settings: Settings,
}

impl Attempt for Posted<'_> {
    type Owned = OwnedPosted;

    fn owned(&self) -> OwnedPosted {
        OwnedPosted {
            parts: self.parts.clone(),
            body: self.body.clone(),
            settings: self.settings.clone(),
        }
    }

    fn with<T>(&self, run: impl FnOnce(Request<'_>) -> T) -> Result<T, Error> {
        let parsed = PostedQuery::parse(self.parts, self.body)?;
        let mut request = parsed.request()?;
        request.explain &= self.settings.explain;
        request.server = server(self.settings.public_url.as_ref(), self.parts);
        Ok(run(request))
    }
}

impl Attempt for OwnedPosted {
    type Owned = Self;

    fn owned(&self) -> Self {
        self.clone()
    }

    fn with<T>(&self, run: impl FnOnce(Request<'_>) -> T) -> Result<T, Error> {
        Posted { parts: &self.parts, body: &self.body, settings: &self.settings }.with(run)
    }
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
