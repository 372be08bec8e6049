//! Errors of a whole request: nothing of it ran.

use crate::{json::fragment::Output, plan::ErrorCode};

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
            error.write(&mut out);
        }
        out.bytes(b"]}");
        out.into_bytes()
    }

    fn write(&self, out: &mut Output) {
        out.bytes(b"{\"message\":");
        out.string(&self.message);
        if !self.locations.is_empty() {
            out.bytes(b",\"locations\":[");
            for (index, (line, column)) in self.locations.iter().enumerate() {
                out.bytes(if index == 0 { b"{\"line\":" } else { b",{\"line\":" });
                out.integer(*line);
                out.bytes(b",\"column\":");
                out.integer(*column);
                out.byte(b'}');
            }
            out.byte(b']');
        }
        out.bytes(b",\"extensions\":{\"code\":");
        out.string(self.code.as_str());
        if let Some(limit) = self.limit {
            out.bytes(b",\"limit\":");
            out.string(limit);
        }
        out.bytes(b"}}");
    }
}
