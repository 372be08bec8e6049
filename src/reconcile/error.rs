//! Errors of reconciliation requests.

use crate::limits::Exhausted;

/// The reason why a request gets no response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The kind of error, which decides the status.
    pub kind: ErrorKind,
    /// The message: what is wrong, where, and what to do.
    pub message: String,
}

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request is not one of the API.
    Malformed,
    /// A batch has more queries than the limit.
    BatchTooLarge,
    /// The request passes another limit, of this name.
    LimitExceeded(&'static str),
}

impl Error {
    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Malformed, message: message.into() }
    }

    pub(super) fn limit_exceeded(limit: &'static str, message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::LimitExceeded(limit), message: message.into() }
    }

    /// Returns the error with the place in the request before its message.
    pub(super) fn at(self, place: &str) -> Self {
        Self { message: format!("`{place}`: {}", self.message), ..self }
    }
}

impl From<Exhausted> for Error {
    fn from(exhausted: Exhausted) -> Self {
        let limit = exhausted.limit();
        let message = format!("the request passes the limit `{limit}`; ask for less at once");
        Self::limit_exceeded(limit, message)
    }
}
