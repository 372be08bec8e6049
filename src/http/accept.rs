//! The media types of responses and requests: `Accept` and `Content-Type`.
//!
//! Follows the [GraphQL-over-HTTP](https://graphql.github.io/graphql-over-http/draft/)
//! specification and [RFC 9110, section
//! 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1): the most
//! specific range that fits a type gives its quality.

use super::error::{Error, ErrorKind};
use axum::http::{HeaderMap, HeaderValue, header};

/// The media type of bodies in JSON.
const JSON: &str = "application/json";

/// The media type of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/json`: every well-formed GraphQL request gets status 200.
    Json,
    /// `application/graphql-response+json`: the status says what became of the request.
    GraphQl,
    /// The GraphiQL page.
    Html,
}

impl Media {
    /// The name of the type.
    fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GraphQl => "application/graphql-response+json",
            Self::Html => "text/html",
        }
    }

    /// The value of `Content-Type`.
    pub(super) fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphQl => "application/graphql-response+json; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        })
    }
}

/// Of the offered types the one that the client likes best.
///
/// Among equals, one that is named goes before one that a wildcard covers, and the first
/// offered before the others. A client that does not say, or takes anything, gets
/// `application/json`: it may be too old to know another type.
pub(super) fn negotiate<const N: usize>(
    headers: &HeaderMap,
    offered: &[Media; N],
) -> Option<Media> {
    let mut values = headers.get_all(header::ACCEPT).iter();
    let Some(first) = values.next() else { return Some(Media::Json) };
    let second = values.next();
    // Most programs send one name and nothing else.
    let exact = offered.iter().find(|media| first.as_bytes() == media.name().as_bytes());
    if let (Some(media), None) = (exact, second) {
        return Some(*media);
    }
    let mut wishes = [Wish::default(); N];
    for value in [Some(first), second].into_iter().flatten().chain(values) {
        for range in value.to_str().unwrap_or("").split(',') {
            note_range(range, offered, &mut wishes);
        }
    }
    let best = *wishes.iter().max().filter(|wish| wish.quality > 0)?;
    let mut equals = offered.iter().zip(&wishes).filter(|(_, wish)| **wish == best);
    let (&media, _) = equals.next()?;
    let only_by_wildcard = best.specificity < NAMED && equals.next().is_some();
    Some(if only_by_wildcard { Media::Json } else { media })
}

/// The preference of a client for a type; the quality is in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    quality: u16,
    specificity: u8,
}

/// The specificity of a range that is a type's full name.
const NAMED: u8 = 3;

/// Takes one range of an `Accept` header into account; the most specific one counts.
fn note_range(range: &str, offered: &[Media], wishes: &mut [Wish]) {
    let mut parts = range.split(';');
    let name = parts.next().unwrap_or("").trim();
    let mut quality = 1000;
    for parameter in parts {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match key.trim() {
            key if key.eq_ignore_ascii_case("q") => quality = parse_quality(value.trim()),
            // Asking for another encoding is asking for something else.
            key if key.eq_ignore_ascii_case("charset") && !is_utf8(value) => return,
            _ => {}
        }
    }
    for (wish, media) in wishes.iter_mut().zip(offered) {
        if let Some(specificity) = fits(name, *media)
            && specificity >= wish.specificity
        {
            *wish = Wish { quality, specificity };
        }
    }
}

/// The precision with which a range names a type; `None` if it does not.
fn fits(range: &str, media: Media) -> Option<u8> {
    if range.eq_ignore_ascii_case(media.name()) {
        return Some(NAMED);
    }
    match media {
        // A wildcard is no wish for a page: programs send it too.
        Media::Html => None,
        Media::Json | Media::GraphQl if range.eq_ignore_ascii_case("application/*") => Some(2),
        Media::Json | Media::GraphQl => (range == "*/*").then_some(1),
    }
}

/// A quality value in thousandths; one that cannot be read counts as zero.
fn parse_quality(text: &str) -> u16 {
    text.parse::<f32>()
        .ok()
        .filter(|quality| (0.0..=1.0).contains(quality))
        .map_or(0, |quality| (quality * 1000.0).round() as u16)
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim().trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

/// Checks that a body is declared as JSON that is not compressed.
///
/// # Errors
/// If it is declared as anything else, or not declared.
pub(super) fn check_json(headers: &HeaderMap) -> Result<(), Error> {
    if !is_json(headers) {
        let message = "the body must be declared as `Content-Type: application/json`, in UTF-8";
        return Err(Error::new(ErrorKind::MediaType(JSON), message));
    }
    check_encoding(headers, JSON)
}

/// Checks that a body is not compressed.
///
/// # Errors
/// If it is; the route reads these media types.
pub(super) fn check_encoding(headers: &HeaderMap, types: &'static str) -> Result<(), Error> {
    if headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        let message = "the body must not be compressed: `Content-Encoding` is not supported";
        return Err(Error::new(ErrorKind::MediaType(types), message));
    }
    Ok(())
}

/// Returns whether the body is declared as JSON in UTF-8, and as nothing else.
///
/// A browser's form cannot send that type, and a script of another site only after a
/// preflight: that is the protection against cross-site request forgery.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    if value.as_bytes() == b"application/json" {
        return true;
    }
    let Ok(text) = value.to_str() else { return false };
    let mut parts = text.split(';');
    parts.next().is_some_and(|name| name.trim().eq_ignore_ascii_case("application/json"))
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((key, value)) if key.trim().eq_ignore_ascii_case("charset") => is_utf8(value),
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const POST: &[Media; 2] = &[Media::GraphQl, Media::Json];
    const GET: &[Media; 3] = &[Media::Html, Media::GraphQl, Media::Json];
    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    fn headers(name: &header::HeaderName, values: &[&str]) -> HeaderMap {
        let values = values.iter().map(|v| HeaderValue::from_str(v).expect("a header value"));
        values.map(|value| (name.clone(), value)).collect()
    }

    fn answer(post: bool, accept: &HeaderMap) -> Option<Media> {
        if post { negotiate(accept, POST) } else { negotiate(accept, GET) }
    }

    #[test]
    fn the_type_that_is_liked_best_is_sent() {
        use Media::{GraphQl, Html, Json};
        let graphql = "application/graphql-response+json";
        for (is_post, accept, expected) in [
            (true, &[][..], Some(Json)),
            (true, &["*/*"], Some(Json)),
            (true, &["application/*"], Some(Json)),
            (true, &["application/json"], Some(Json)),
            (true, &["APPLICATION/JSON ; Charset=\"UTF-8\""], Some(Json)),
            (true, &[graphql], Some(GraphQl)),
            (true, &["application/graphql-response+json; charset=utf-8, */*;q=0.1"], Some(GraphQl)),
            (true, &["application/graphql-response+json;q=0.5, application/json"], Some(Json)),
            (true, &["application/json;q=0.5, application/graphql-response+json"], Some(GraphQl)),
            (true, &["application/json;q=0.5", graphql], Some(GraphQl)),
            (true, &["application/json, application/graphql-response+json"], Some(GraphQl)),
            (true, &["application/json, text/plain, */*"], Some(Json)),
            (true, &["application/json;q=0, */*"], Some(GraphQl)),
            (true, &["*/*, application/json;q=0"], Some(GraphQl)),
            (true, &["application/json;q=0"], None),
            (true, &["application/json;q=2"], None),
            (true, &["application/json;charset=utf-16"], None),
            (true, &["text/html"], None),
            (true, &[""], None),
            (true, &[BROWSER], Some(Json)),
            (false, &[BROWSER], Some(Html)),
            (false, &["*/*"], Some(Json)),
            (false, &["text/*"], None),
            (false, &["text/html;q=0.5, application/graphql-response+json"], Some(GraphQl)),
        ] {
            let accept = headers(&header::ACCEPT, accept);
            assert_eq!(answer(is_post, &accept), expected, "{accept:?}");
        }
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        for (value, expected) in [
            (&["application/json"][..], true),
            (&["Application/JSON; charset=UTF-8"], true),
            (&["application/json;charset=\"utf-8\""], true),
            (&["application/json; charset=utf-16"], false),
            (&["text/plain"], false),
            (&["application/jsonp"], false),
            (&["application/x-www-form-urlencoded"], false),
            (&["multipart/form-data; boundary=application/json"], false),
            (&["application/json", "text/plain"], false),
            (&[], false),
        ] {
            assert_eq!(is_json(&headers(&header::CONTENT_TYPE, value)), expected, "{value:?}");
        }
    }
}
