//! The pages, which are compiled into the binary, and what a browser may do with them.

use super::{
    accept::Media,
    call::Call,
    error::{Error, ErrorKind},
    state::entity_tag,
};
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
            REFERRER_POLICY,
        },
    },
    response::Response,
};
use include_dir::{Dir, include_dir};

/// The output of `npm run build` in `web/`; empty if nobody ran it.
static DIST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/dist");

/// Nothing is loaded from another host, and no other site shows the page in a frame.
///
/// Inline styles and `data:` images are the editor's: it places text with style attributes.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; worker-src 'self'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
<title>Corridor</title>\n<h1>The pages are not in this binary</h1>\n\
<p>It was built without them. <code>make build</code> builds both, where Node is installed.</p>\n\
<p>The GraphQL endpoint is here all the same: send a POST to this address. \
The API is at <a href=\"schema.graphql\">schema.graphql</a>.</p>\n</html>\n";

/// `GET /`: to GraphiQL, by a relative address that also holds behind a path prefix.
pub(super) fn root() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    response.headers_mut().insert(LOCATION, HeaderValue::from_static("graphql"));
    response
}

/// The GraphiQL page.
pub(super) fn graphiql(request: &HeaderMap) -> Response {
    let mut response = match DIST.get_file("graphiql.html") {
        Some(file) => revalidated(request, Media::Html.content_type(), file.contents()),
        None => {
            let mut response =
                plain(Media::Html.content_type(), Bytes::from_static(NOT_BUILT.as_bytes()));
            *response.status_mut() = StatusCode::NOT_IMPLEMENTED;
            response
        }
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    headers.insert(opener, HeaderValue::from_static("same-origin"));
    response
}

/// `GET /assets/…`: scripts, styles, fonts.
pub(super) fn asset(call: &Call<'_>) -> Result<Response, Error> {
    let path = call.segment()?;
    let Some(file) = DIST.get_file(format!("assets/{path}")) else {
        let message = format!("there is no page asset \"{path}\"");
        return Err(Error::new(ErrorKind::NotFound, message));
    };
    let content_type = content_type(path);
    if !has_hash(path) {
        return Ok(revalidated(call.headers(), content_type, file.contents()));
    }
    let mut response = plain(content_type, Bytes::from_static(file.contents()));
    response.headers_mut().insert(CACHE_CONTROL, FOR_EVER);
    Ok(response)
}

/// Returns whether a file's name has a hash of its content: `graphiql-Ce6t5bWm.js`.
fn has_hash(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    // The hash itself may hold a dash.
    stem.len() > 9 && stem.as_bytes()[stem.len() - 9] == b'-'
}

fn content_type(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    })
}

/// A response that the client may keep if it asks each time whether it still holds.
pub(super) fn revalidated(
    request: &HeaderMap,
    content_type: HeaderValue,
    bytes: &'static [u8],
) -> Response {
    tagged(request, content_type, Bytes::from_static(bytes), entity_tag(bytes))
}

/// Returns the response for bytes and an entity tag that are at hand.
pub(super) fn tagged(
    request: &HeaderMap,
    content_type: HeaderValue,
    bytes: Bytes,
    tag: HeaderValue,
) -> Response {
    let mut response = if is_current(request, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        plain(content_type, bytes)
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, tag);
    headers.insert(CACHE_CONTROL, REVALIDATE);
    response
}

/// Returns whether the client has this version already.
pub(super) fn is_current(request: &HeaderMap, tag: &HeaderValue) -> bool {
    request.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').map(str::trim).any(|candidate| {
            candidate == "*" || candidate.trim_start_matches("W/").as_bytes() == tag.as_bytes()
        })
    })
}

fn plain(content_type: HeaderValue, bytes: Bytes) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(has_hash("graphiql-Ce6t5bWm.js"));
        assert!(has_hash("style-Ab-_12Cd.css"));
        assert!(!has_hash("licenses.md"));
        assert!(!has_hash("logo.svg"));
        assert!(!has_hash("-.js"));
    }
}
