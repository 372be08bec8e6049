//! The other sites whose scripts may call the server: none, unless a setting names them.
//!
//! The server reads no cookies, so credentials are never allowed, and a browser on the same site
//! needs none of this.
//!
//! [CORS protocol](https://fetch.spec.whatwg.org/#http-cors-protocol)

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ALLOW, ORIGIN, VARY,
        },
    },
    response::Response,
};

/// The setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// Only pages of this server.
    #[default]
    Off,
    /// Every site.
    Any,
    /// The sites named, as `scheme://host[:port]`.
    Origins(Vec<String>),
}

impl Cors {
    /// The setting for a list of origins, where `*` is every site.
    ///
    /// # Errors
    /// Which entry is not an origin, and what one looks like.
    pub fn new<'a>(origins: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut list = Vec::new();
        for origin in origins {
            if origin == "*" {
                return Ok(Self::Any);
            }
            list.push(check_origin(origin)?.to_owned());
        }
        Ok(if list.is_empty() { Self::Off } else { Self::Origins(list) })
    }

    /// The value of `Access-Control-Allow-Origin` for a request, if any.
    fn allowed<'a>(&self, request: &'a HeaderMap) -> Option<HeaderValueRef<'a>> {
        match self {
            Self::Off => None,
            Self::Any => request.contains_key(ORIGIN).then_some(HeaderValueRef::Any),
            Self::Origins(list) => {
                let origin = request.get(ORIGIN)?;
                let known = list.iter().any(|allowed| allowed.as_bytes() == origin.as_bytes());
                known.then_some(HeaderValueRef::Same(origin))
            }
        }
    }

    /// Adds to a response what lets the page that asked read it.
    pub(super) fn apply(&self, request: &HeaderMap, response: &mut Response) {
        if let Self::Origins(_) = self {
            response.headers_mut().append(VARY, HeaderValue::from_static("origin"));
        }
        if let Some(value) = self.allowed(request) {
            let headers = response.headers_mut();
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, value.into());
            let exposed = HeaderValue::from_static("retry-after");
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }

    /// The response to `OPTIONS`: to the preflight of a browser, and to anyone else. What every
    /// response has is added by [`Self::apply`].
    pub(super) fn options(&self, request: &HeaderMap, methods: &'static str) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        headers.insert(ALLOW, HeaderValue::from_static(methods));
        let preflight = request.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if preflight && self.allowed(request).is_some() {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods));
            headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
            if let Some(wanted) = request.get(ACCESS_CONTROL_REQUEST_HEADERS) {
                headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
                headers.append(VARY, HeaderValue::from_static("access-control-request-headers"));
            }
        }
        response
    }
}

enum HeaderValueRef<'a> {
    Any,
    Same(&'a HeaderValue),
}

impl From<HeaderValueRef<'_>> for HeaderValue {
    fn from(value: HeaderValueRef<'_>) -> Self {
        match value {
            HeaderValueRef::Any => Self::from_static("*"),
            HeaderValueRef::Same(value) => value.clone(),
        }
    }
}

/// An origin as browsers send it: lower case, without a path. Anything else never matches.
fn check_origin(origin: &str) -> Result<&str, String> {
    let wrong = |why: &str| {
        Err(format!("\"{origin}\" is not an origin: {why}; write https://example.org or *"))
    };
    let Some((scheme, rest)) = origin.split_once("://") else { return wrong("it has no scheme") };
    if scheme != "http" && scheme != "https" {
        return wrong("the scheme is neither http nor https");
    }
    if rest.is_empty() {
        return wrong("it has no host");
    }
    if rest.contains(['/', '?', '#', '@', ' ']) {
        return wrong("it has more than a host and a port");
    }
    if rest.chars().any(|c| c.is_uppercase() || c.is_control()) {
        return wrong("browsers send hosts in lower case");
    }
    Ok(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_checked_when_they_are_set() {
        assert_eq!(Cors::new([]), Ok(Cors::Off));
        assert_eq!(Cors::new(["https://a.org", "*"]), Ok(Cors::Any));
        let list = vec!["https://a.org".to_owned(), "http://localhost:3000".to_owned()];
        assert_eq!(Cors::new(["https://a.org", "http://localhost:3000"]), Ok(Cors::Origins(list)));
        for wrong in
            ["a.org", "ftp://a.org", "https://", "https://a.org/", "https://A.org", "null", ""]
        {
            let error = Cors::new([wrong]).expect_err(wrong);
            assert!(error.contains("write https://example.org or *"), "{error}");
        }
    }
}
