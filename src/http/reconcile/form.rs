//! The parameters of a request: from its address, from a form, or from JSON.

use crate::http::{
    accept,
    error::{Error, ErrorKind},
};
use axum::http::{HeaderMap, Uri, header::CONTENT_TYPE};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The media types of bodies.
const MEDIA: &str = "application/x-www-form-urlencoded, application/json";

/// The media type of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Form,
    Json,
}

/// Returns the media type as which the body of a request is to be read.
pub(super) fn media(headers: &HeaderMap) -> Result<Media, Error> {
    accept::check_encoding(headers, MEDIA)?;
    if accept::is_json(headers) {
        return Ok(Media::Json);
    }
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let name = declared.split(';').next().unwrap_or("").trim();
    if name.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(Media::Form);
    }
    let message = format!("the body must be declared as one of {MEDIA}");
    Err(Error::new(ErrorKind::MediaType(MEDIA), message))
}

/// The parameters that anything here asks for.
const KNOWN: [&str; 7] = ["queries", "extend", "prefix", "type", "schema", "cursor", "limit"];

/// The members of a body in JSON that mean something; one that stands twice is refused.
#[derive(Deserialize)]
struct Members<'a> {
    #[serde(borrow)]
    queries: Option<&'a RawValue>,
    #[serde(borrow)]
    extend: Option<&'a RawValue>,
}

/// Parameters by name. Unknown ones are left alone: clients add their own.
#[derive(Debug, Default)]
pub(super) struct Form<'a> {
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Form<'a> {
    /// The parameters of an address.
    pub(super) fn of_query(uri: &'a Uri) -> Result<Self, Error> {
        Self::of_text(uri.query().unwrap_or("").as_bytes())
    }

    /// The parameters of a body.
    pub(super) fn of_body(media: Media, body: &'a [u8]) -> Result<Self, Error> {
        match media {
            Media::Form => Self::of_text(body),
            Media::Json => Self::of_json(body),
        }
    }

    fn of_text(text: &'a [u8]) -> Result<Self, Error> {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(text) {
            if name == "callback" {
                let message = "JSONP would let every site read the answer, so it is not spoken: \
                               take `callback` away, and name the site with --cors-origin";
                return Err(Error::malformed(message));
            }
            if !KNOWN.contains(&&*name) {
                continue;
            }
            if form.pairs.iter().any(|(known, _)| *known == name) {
                let message = format!("the parameter `{name}` is given twice");
                return Err(Error::malformed(message));
            }
            form.pairs.push((name, value));
        }
        Ok(form)
    }

    /// The members of an object: texts as they are, anything else as the JSON that it is, so that
    /// what is wrong in it is seen by who reads it.
    fn of_json(body: &'a [u8]) -> Result<Self, Error> {
        let refused = |error: &dyn std::fmt::Display| {
            let message = format!("the body is not a JSON object of parameters: {error}");
            Error::malformed(message)
        };
        // The members could be read from a list too, in their order.
        if body.trim_ascii_start().starts_with(b"[") {
            return Err(refused(&"it is a list"));
        }
        let members: Members<'a> = serde_json::from_slice(body).map_err(|error| refused(&error))?;
        let pairs = [("queries", members.queries), ("extend", members.extend)];
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, value?.get())));
        let text = |json: &'a str| match serde_json::from_str::<String>(json) {
            Ok(text) => Cow::Owned(text),
            Err(_) => Cow::Borrowed(json),
        };
        Ok(Self { pairs: pairs.map(|(name, json)| (Cow::Borrowed(name), text(json))).collect() })
    }

    /// Returns whether the form has no parameters.
    pub(super) fn is_empty(&self) -> bool {
        self.get("queries").is_none() && self.get("extend").is_none()
    }

    /// A parameter; an empty one counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.pairs.iter().filter(|(known, _)| known == name);
        values.next().map(|(_, value)| &**value).filter(|value| !value.is_empty())
    }

    /// Returns whether a parameter is there, even if it is empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// A parameter that is a number from 0 up.
    pub(super) fn number(&self, name: &str) -> Result<Option<usize>, Error> {
        let Some(text) = self.get(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let message = format!("`{name}` must be a whole number from 0 up, not \"{text}\"");
            Error::malformed(message)
        })
    }
}
