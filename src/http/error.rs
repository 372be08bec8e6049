//! Errors of HTTP requests, and the responses that tell them.
//!
//! Most errors are sent as a GraphQL response, since that is what a client at `/graphql` reads:
//! `{"errors":[{"message":…,"extensions":{"code":…}}]}`. Clients of the reconciliation API get
//! another shape with the same codes, and a browser at `/entity/{id}` gets a page.

use super::{NO_STORE, accept::Media, entity};
use crate::{
    api::{ErrorCode, RequestError},
    page,
};
use axum::{
    body::Body,
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{
            ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
            RETRY_AFTER,
        },
    },
    response::Response,
};
use serde_json::json;

/// The reason why a request gets no other response.
#[derive(Debug)]
pub(super) struct Error {
    pub(super) kind: ErrorKind,
    /// The message: what is wrong, where, and what to do.
    pub(super) message: String,
}

/// The kind of an [`Error`], which decides status and code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorKind {
    /// The request does not have the form that the route or HTTP asks for.
    Malformed,
    /// The document is named only by its hash.
    PersistedQuery,
    /// There is nothing at this address.
    NotFound,
    /// The route has other methods: these.
    Method(&'static str),
    /// `Accept` names nothing that can be sent.
    NotAcceptable,
    /// The body did not arrive in time.
    BodyTimeout,
    /// The body is over its limit.
    BodyTooLarge,
    /// The body has a media type or an encoding that the route does not read; it reads these.
    MediaType(&'static str),
    /// A limit of this name is exceeded.
    LimitExceeded(&'static str),
    /// A reconciliation batch has more queries than the limit.
    BatchTooLarge,
    /// A fault of the server.
    Internal,
    /// The limit of this name allows no further request for now.
    Busy(&'static str),
    /// The data set is still being loaded.
    NotReady,
}

/// The shape in which an error is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ErrorFormat {
    /// A GraphQL response of this media type.
    GraphQl(Media),
    /// `{"status":"error",…}`, which clients of the reconciliation API look for.
    Reconcile,
    /// A page.
    Page,
}

impl ErrorKind {
    fn status(self, format: ErrorFormat) -> StatusCode {
        match self {
            // As of any request that arrived well; see `graphql::status`.
            Self::PersistedQuery if format == ErrorFormat::GraphQl(Media::Json) => StatusCode::OK,
            Self::Malformed | Self::PersistedQuery | Self::LimitExceeded(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::BodyTooLarge | Self::BatchTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy(_) | Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub(super) fn code(self) -> ErrorCode {
        match self {
            Self::Malformed | Self::NotAcceptable => ErrorCode::BadRequest,
            Self::PersistedQuery => ErrorCode::PersistedQueryNotSupported,
            Self::NotFound => ErrorCode::NotFound,
            Self::MediaType(_) => ErrorCode::UnsupportedMediaType,
            Self::Method(_) => ErrorCode::ReadOnly,
            Self::BodyTimeout
            | Self::BodyTooLarge
            | Self::LimitExceeded(_)
            | Self::BatchTooLarge => ErrorCode::LimitExceeded,
            Self::Internal => ErrorCode::Internal,
            Self::Busy(_) | Self::NotReady => ErrorCode::Overloaded,
        }
    }

    /// The limit that is exceeded, if it is one.
    pub(super) fn limit(self) -> Option<&'static str> {
        match self {
            Self::BodyTimeout => Some("deadline_ms"),
            Self::BodyTooLarge => Some("body_bytes"),
            Self::LimitExceeded(limit) | Self::Busy(limit) => Some(limit),
            Self::BatchTooLarge => Some("reconcile_queries"),
            Self::Malformed
            | Self::PersistedQuery
            | Self::NotFound
            | Self::Method(_)
            | Self::NotAcceptable
            | Self::MediaType(_)
            | Self::Internal
            | Self::NotReady => None,
        }
    }

    /// The header that tells a client what it can do instead.
    fn header(self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::Method(methods) => Some((ALLOW, HeaderValue::from_static(methods))),
            Self::MediaType(types) => Some((ACCEPT, HeaderValue::from_static(types))),
            Self::Busy(_) | Self::NotReady => Some((RETRY_AFTER, HeaderValue::from_static("1"))),
            Self::Malformed
            | Self::PersistedQuery
            | Self::NotFound
            | Self::NotAcceptable
            | Self::BodyTimeout
            | Self::BodyTooLarge
            | Self::LimitExceeded(_)
            | Self::BatchTooLarge
            | Self::Internal => None,
        }
    }
}

impl Error {
    pub(super) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Malformed, message)
    }

    /// The response.
    pub(super) fn into_response(self, format: ErrorFormat) -> Response {
        let (media, body) = match format {
            ErrorFormat::GraphQl(media) => (media, self.to_graphql()),
            ErrorFormat::Reconcile => (Media::Json, self.to_status()),
            ErrorFormat::Page => (Media::Html, page::problem(&self.message).into_bytes()),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.kind.status(format);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, media.content_type());
        headers.insert(CACHE_CONTROL, NO_STORE);
        if format == ErrorFormat::Page {
            headers.insert(CONTENT_SECURITY_POLICY, entity::ALONE);
            headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        }
        if let Some((name, value)) = self.kind.header() {
            headers.insert(name, value);
        }
        response
    }

    fn to_graphql(&self) -> Vec<u8> {
        let mut error = RequestError::new(self.kind.code(), &self.message);
        error.limit = self.kind.limit();
        RequestError::response(&[error])
    }

    fn to_status(&self) -> Vec<u8> {
        let mut body = json!({
            "status": "error", "code": self.kind.code().as_str(), "message": self.message,
        });
        if let Some(limit) = self.kind.limit() {
            body["limit"] = limit.into();
        }
        body.to_string().into_bytes()
    }
}
