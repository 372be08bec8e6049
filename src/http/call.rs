//! A request as the handlers of routes see it.

use super::error::Error;
use axum::{
    body::Bytes,
    http::{HeaderMap, request::Parts},
};

/// A request whose method and body have been checked.
pub(super) struct Call<'a> {
    pub(super) parts: &'a Parts,
    /// The part of the path that varies, decoded, where it is text.
    pub(super) segment: Option<String>,
    /// The body; empty where the method has none.
    pub(super) body: Bytes,
}

impl Call<'_> {
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The part of the path that varies.
    ///
    /// # Errors
    /// If it is not text.
    pub(super) fn segment(&self) -> Result<&str, Error> {
        let message = "the last part of the path is not UTF-8 once its %-escapes are read";
        self.segment.as_deref().ok_or_else(|| Error::malformed(message))
    }
}
