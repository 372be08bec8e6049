//! Requests that are turned away before, or instead of, being run.
//!
//! Whatever is wrong, the body is a GraphQL response, since that is what a client at `/graphql`
//! reads: `{"errors":[{"message":…,"extensions":{"code":…}}]}`. Only `/reconcile` has another
//! form, with the same codes.

use super::{NO_SNIFF, NO_STORE, accept::Media};
use crate::api::{ErrorCode, RequestError};
use axum::{
    body::Body,
    http::{
        HeaderValue, Method, StatusCode,
        header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};
use serde_json::json;

/// Why a request was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The body or the query string is not one GraphQL request.
    Malformed,
    /// There is no such page.
    NotFound,
    /// The route does not answer this method.
    Method,
    /// `Accept` names nothing that can be sent.
    NotAcceptable,
    /// The body did not arrive in time.
    SlowBody,
    /// The body is larger than it may be.
    BodyTooLarge,
    /// The body is not declared as JSON in UTF-8.
    MediaType,
    /// Something failed that should not have.
    Internal,
    /// A limit of the request would be passed: its name.
    OverLimit(&'static str),
    /// A reconciliation batch has more queries than it may.
    LargeBatch,
    /// As many requests are running as may.
    Busy,
    /// The data set is still being loaded.
    NotReady,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::Malformed | Self::OverLimit(_) => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::BodyTooLarge | Self::LargeBatch => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn code(self) -> ErrorCode {
        match self {
            Self::Malformed | Self::NotAcceptable => ErrorCode::BadRequest,
            Self::NotFound => ErrorCode::NotFound,
            Self::MediaType => ErrorCode::UnsupportedMediaType,
            Self::Method => ErrorCode::ReadOnly,
            Self::SlowBody | Self::BodyTooLarge | Self::OverLimit(_) | Self::LargeBatch => {
                ErrorCode::LimitExceeded
            }
            Self::Internal => ErrorCode::Internal,
            Self::Busy | Self::NotReady => ErrorCode::Overloaded,
        }
    }

    fn limit(self) -> Option<&'static str> {
        match self {
            Self::SlowBody => Some("deadline_ms"),
            Self::BodyTooLarge => Some("body_bytes"),
            Self::OverLimit(limit) => Some(limit),
            Self::LargeBatch => Some("reconcile_queries"),
            Self::Busy => Some("concurrent_requests"),
            _ => None,
        }
    }

    /// The response, as `application/json`.
    pub(super) fn response(self, message: impl Into<String>) -> Response {
        self.response_as(Media::Json, message)
    }

    /// The response in the media type that the client asked for.
    pub(super) fn response_as(self, media: Media, message: impl Into<String>) -> Response {
        let mut error = RequestError::new(self.code(), message);
        error.limit = self.limit();
        self.with_body(media, RequestError::response(&[error]))
    }

    /// The response to a client that reads no GraphQL: `{"status":"error",…}`, which clients of
    /// the reconciliation API look for.
    pub(super) fn response_with_status(self, message: &str) -> Response {
        let mut body = json!({
            "status": "error", "code": self.code().as_str(), "message": message,
        });
        if let Some(limit) = self.limit() {
            body["limit"] = limit.into();
        }
        self.with_body(Media::Json, body.to_string().into_bytes())
    }

    /// The response as a page, to a browser.
    pub(super) fn page(self, html: String) -> Response {
        self.with_body(Media::Html, html.into_bytes())
    }

    fn with_body(self, media: Media, body: Vec<u8>) -> Response {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, media.content_type());
        headers.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
        headers.insert(CACHE_CONTROL, NO_STORE);
        match self {
            Self::MediaType => headers.insert(ACCEPT, HeaderValue::from_static("application/json")),
            Self::Busy | Self::NotReady => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("1"))
            }
            _ => None,
        };
        response
    }

    /// The response to a method that a route does not answer.
    pub(super) fn method(path: &str, method: &Method, allowed: &'static str) -> Response {
        allowing(allowed, Self::Method.response(wrong_method(path, method, allowed)))
    }

    /// The same to a client that reads no GraphQL.
    pub(super) fn method_with_status(
        path: &str,
        method: &Method,
        allowed: &'static str,
    ) -> Response {
        let message = wrong_method(path, method, allowed);
        allowing(allowed, Self::Method.response_with_status(&message))
    }
}

fn wrong_method(path: &str, method: &Method, allowed: &str) -> String {
    format!("{path} does not answer {method}; it answers {allowed}")
}

fn allowing(allowed: &'static str, mut response: Response) -> Response {
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}
