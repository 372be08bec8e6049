//! Requests that are turned away before, or instead of, being run.
//!
//! Whatever is wrong, the body is a GraphQL response, since that is what a client at this
//! endpoint reads: `{"errors":[{"message":…,"extensions":{"code":…}}]}`.

use super::{NO_SNIFF, NO_STORE, accept::Media};
use axum::{
    body::Body,
    http::{
        HeaderValue, Method, StatusCode,
        header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};

macro_rules! refusals {
    ($($(#[doc = $doc:literal])+ $name:ident $status:ident $code:literal,)*) => {
        /// Why a request was turned away: the closed list, with codes that never change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Refusal { $($(#[doc = $doc])+ $name,)* }

        impl Refusal {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What stands in `extensions.code`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The HTTP status.
            pub fn status(self) -> u16 {
                self.status_code().as_u16()
            }

            /// When it happens, for documentation.
            pub fn description(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc,)+).trim_ascii(),)* }
            }

            fn status_code(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }
        }
    };
}

refusals! {
    /// The body or the query string is not a GraphQL request.
    Malformed BAD_REQUEST "MALFORMED_REQUEST",
    /// The body is a list of requests.
    Batch BAD_REQUEST "BATCH_NOT_SUPPORTED",
    /// There is no such page.
    NotFound NOT_FOUND "NOT_FOUND",
    /// The route does not answer this method, or the operation may not run by it.
    Method METHOD_NOT_ALLOWED "METHOD_NOT_ALLOWED",
    /// `Accept` names nothing that can be sent.
    NotAcceptable NOT_ACCEPTABLE "NOT_ACCEPTABLE",
    /// The body did not arrive within the limit `deadline_ms`.
    SlowBody REQUEST_TIMEOUT "REQUEST_TIMEOUT",
    /// The body is larger than the limit `body_bytes`.
    BodyTooLarge PAYLOAD_TOO_LARGE "BODY_TOO_LARGE",
    /// The body is not declared as JSON in UTF-8.
    MediaType UNSUPPORTED_MEDIA_TYPE "UNSUPPORTED_MEDIA_TYPE",
    /// Something failed that should not have: an error in Corridor.
    Internal INTERNAL_SERVER_ERROR "INTERNAL_ERROR",
    /// As many requests are running as the limit `concurrent_requests` allows.
    Busy SERVICE_UNAVAILABLE "SERVER_BUSY",
    /// The data set is still being loaded.
    NotReady SERVICE_UNAVAILABLE "NOT_READY",
}

impl Refusal {
    /// The response to a method that a route does not answer.
    pub(super) fn method(path: &str, method: &Method, allowed: &'static str) -> Response {
        let message = format!("{path} does not answer {method}; it answers {allowed}");
        let mut response = Self::Method.response(&message);
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
        response
    }

    /// The response, as `application/json`.
    pub(super) fn response(self, message: &str) -> Response {
        self.response_as(Media::Json, message)
    }

    /// The response in the media type that the client asked for.
    pub(super) fn response_as(self, media: Media, message: &str) -> Response {
        let body = serde_json::json!({
            "errors": [{"message": message, "extensions": {"code": self.code()}}],
        });
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status_code();
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
}
