//! Compression of responses: `Accept-Encoding` and gzip.
//!
//! Level 1 of zlib-rs makes JSON and XML about a tenth as large. On a network of 1 Gbit/s that
//! saves about the time that it takes, and on any slower one it saves more; what is small is
//! sent as it is.

use axum::http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};
use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write};

/// The value of `Content-Encoding`.
pub(super) const GZIP: HeaderValue = HeaderValue::from_static("gzip");

/// The size in bytes from which a response in memory is compressed: below it, what is saved is
/// less than the price of a compressor.
pub(super) const LARGE: usize = 32 << 10;

/// Returns whether a client takes gzip, as [RFC 9110, section 12.5.3] defines it.
///
/// [RFC 9110, section 12.5.3]: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
pub(super) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let (mut named, mut any) = (None, false);
    for value in headers.get_all(ACCEPT_ENCODING) {
        for range in value.to_str().unwrap_or("").split(',') {
            let (coding, quality) = range.split_once(';').unwrap_or((range, ""));
            let is_wanted = !is_zero(quality);
            match coding.trim() {
                "*" => any = is_wanted,
                it if it.eq_ignore_ascii_case("gzip") || it.eq_ignore_ascii_case("x-gzip") => {
                    named = Some(is_wanted);
                }
                _ => {}
            }
        }
    }
    named.unwrap_or(any)
}

/// Returns whether parameters say `q=0`, or a quality that cannot be read.
fn is_zero(parameters: &str) -> bool {
    let quality = parameters.split(';').find_map(|it| it.trim().strip_prefix("q="));
    quality.is_some_and(|it| !it.trim().parse::<f32>().is_ok_and(|quality| quality > 0.0))
}

/// A writer that compresses what is written into another one.
pub(super) fn compressor<W: Write>(to: W) -> GzEncoder<W> {
    GzEncoder::new(to, Compression::fast())
}

/// Bytes, compressed.
///
/// # Errors
/// Never: a list in memory takes everything.
pub(super) fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressor = compressor(Vec::with_capacity(bytes.len() / 4));
    compressor.write_all(bytes)?;
    compressor.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_for_who_takes_it() {
        for (given, expected) in [
            (&[][..], false),
            (&["gzip"], true),
            (&["GZip"], true),
            (&["deflate, gzip;q=1.0, *;q=0.5"], true),
            (&["br, zstd"], false),
            (&["br", "x-gzip"], true),
            (&["*"], true),
            (&["gzip;q=0, *"], false),
            (&["gzip; q=0.000"], false),
            (&["gzip;q=many"], false),
            (&["identity"], false),
            (&[""], false),
        ] {
            let values = given.iter().map(|it| (ACCEPT_ENCODING, HeaderValue::from_static(it)));
            let headers: HeaderMap = values.collect();
            assert_eq!(accepts_gzip(&headers), expected, "{given:?}");
        }
    }
}
