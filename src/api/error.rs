//! Errors of a whole request: nothing of it ran.

use crate::{
    json::fragment::Output,
    plan::{ErrorCode, FieldError, Location, write_error},
};

/// The reason why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    /// The message: what is wrong and what to do.
    pub message: String,
    /// The code of the error.
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

    /// The errors of arguments over a limit, in the order of the document. What is selected of
    /// several types is bound for each of them and told once.
    pub(super) fn out_of_bounds<'e>(
        errors: impl Iterator<Item = (&'e FieldError, Location)>,
        most: u64,
    ) -> Vec<Self> {
        let request_error = |(error, place): (&FieldError, Location)| Self {
            limit: error.limit,
            locations: vec![place],
            ..Self::new(error.code, error.to_string())
        };
        let mut errors: Vec<Self> = errors.map(request_error).collect();
        errors.sort_by(|a, b| a.locations.cmp(&b.locations).then(a.message.cmp(&b.message)));
        errors.dedup();
        errors.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        errors
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
