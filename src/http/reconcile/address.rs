//! The address of this server, with which those in the manifest begin.
//!
//! A server behind a proxy does not see under which name it is reached, and headers that a
//! proxy adds can be sent by anyone. So the address is a setting; without it the name that
//! the request was sent to is taken, which is right where there is no proxy.

use crate::http::error::Error;
use axum::http::{header::HOST, request::Parts};
use std::fmt;

/// The setting: an address of the web, with the path under which a proxy shows the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The setting for an address.
    ///
    /// # Errors
    /// What is wrong with it, and what one looks like.
    pub fn new(url: &str) -> Result<Self, String> {
        let wrong = |why: &str| {
            Err(format!(
                "\"{url}\" is not the address of a server: {why}; write https://example.org or \
                 https://example.org/corridor"
            ))
        };
        let Some((scheme, rest)) = url.split_once("://") else { return wrong("it has no scheme") };
        if scheme != "http" && scheme != "https" {
            return wrong("the scheme is neither http nor https");
        }
        let host = rest.split('/').next().unwrap_or("");
        if !is_host(host) {
            return wrong("it has no host, or more than a host and a port");
        }
        let is_address = |c: char| c.is_ascii_graphic() && !"?#<>\"\\^`{|}".contains(c);
        if !rest.chars().all(is_address) {
            return wrong("after the host there can only be a path");
        }
        Ok(Self(url.trim_end_matches('/').to_owned()))
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address for a request, without a slash at its end.
pub(super) fn base(setting: Option<&PublicUrl>, request: &Parts) -> Result<String, Error> {
    if let Some(PublicUrl(url)) = setting {
        return Ok(url.clone());
    }
    let host = host(request).ok_or_else(|| {
        let message = "the manifest holds addresses of this server, and the request does not \
                       say under which name it was reached: send a `Host`, or set public_url";
        Error::malformed(message)
    })?;
    Ok(format!("http://{host}"))
}

/// The name to which a request was sent.
pub(in crate::http) fn host(request: &Parts) -> Option<&str> {
    // HTTP/2 has the name in the address of the request, HTTP/1.1 in a header.
    let authority = request.uri.authority().map(|authority| authority.as_str());
    authority.or_else(|| request.headers.get(HOST)?.to_str().ok()).filter(|host| is_host(host))
}

/// A name or an address, with a port or without: nothing that could be taken for more.
fn is_host(host: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    !host.is_empty() && host.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_when_they_are_set() {
        for (given, kept) in [
            ("https://graph.example.org", "https://graph.example.org"),
            ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
            ("https://example.org/corridor/", "https://example.org/corridor"),
            ("http://[::1]:8000", "http://[::1]:8000"),
        ] {
            assert_eq!(PublicUrl::new(given).map(|url| url.to_string()), Ok(kept.to_owned()));
        }
        for wrong in [
            "",
            "example.org",
            "ftp://example.org",
            "https://",
            "https:///path",
            "https://user@example.org",
            "https://example.org/?a=b",
            "https://example.org/{{id}}",
            "https://example.org/a b",
        ] {
            let error = PublicUrl::new(wrong).expect_err(wrong);
            assert!(error.contains("write https://example.org"), "{error}");
        }
    }
}
