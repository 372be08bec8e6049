//! Errors of a whole request: nothing of it ran.

use crate::{
    json::fragment::Output,
    plan::{ErrorCode, write_error},
};

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// What is wrong and what to do.
    pub message: String,
    /// Which sort of error.
    pub code: ErrorCode,
    /// Lines and columns in the document.
    pub locations: Vec<(usize, usize)>,
    /// The limit that was exceeded.
    pub limit: Option<&'static str>,
}

impl RequestError {
    /// An error with no place in a document.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { message: message.into(), code, locations: Vec::new(), limit: None }
    }

    pub(super) fn over_limit(limit: &'static str, message: impl Into<String>) -> Self {
        Self { limit: Some(limit), ..Self::new(ErrorCode::LimitExceeded, message) }
    }

    /// `{"errors":[...]}`: with no `data`, since nothing ran.
    pub fn response(errors: &[Self]) -> Vec<u8> {
        let mut out = Output::default();
        out.bytes(b"{\"errors\":[");
        for (index, error) in errors.iter().enumerate() {
            if index > 0 {
                out.byte(b',');
            }
            let reason = (error.code, error.limit);
            write_error(&mut out, &error.message, &error.locations, |_| {}, reason);
        }
        out.bytes(b"]}");
        out.into_bytes()
    }
}
