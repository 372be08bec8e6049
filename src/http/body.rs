//! Reads the body of a request, up to a size and within a time.

use super::error::{Error, ErrorKind};
use axum::{
    body::{Bytes, HttpBody},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use std::{error, future::poll_fn, pin::pin, task::Poll, time::Duration};
use tokio::time::timeout;

/// The body of a request, from a socket or from a test.
pub(super) trait RequestBody:
    HttpBody<Data = Bytes, Error: Into<Box<dyn error::Error + Send + Sync>>> + Send
{
}

impl<B> RequestBody for B where
    B: HttpBody<Data = Bytes, Error: Into<Box<dyn error::Error + Send + Sync>>> + Send
{
}

/// The bytes of a body.
///
/// A declared length over the limit is refused before a byte is read, so that a client that
/// waits for `100 Continue` sends nothing; without a declared length, reading stops at
/// the limit. One that does not arrive in time is given up on, since it holds one of the permits
/// of `concurrent_requests`.
///
/// # Errors
/// If the body is too large, too slow, or breaks off.
pub(super) async fn read<B: RequestBody>(
    headers: &HeaderMap,
    body: B,
    limit: u64,
    time: Duration,
) -> Result<Bytes, Error> {
    // hyper knows a declared length already.
    let known = body.size_hint().lower();
    let declared = || headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok();
    if known > limit || (known == 0 && declared().is_some_and(|length: u64| length > limit)) {
        return Err(too_large(limit));
    }
    let mut collected = pin!(collect(body, limit));
    // Most bodies came with the head and are there at once: they need no timer.
    match poll_fn(|context| Poll::Ready(collected.as_mut().poll(context))).await {
        Poll::Ready(body) => body,
        Poll::Pending => timeout(time, collected).await.unwrap_or_else(|_| {
            let message = format!("the body did not arrive within {} ms", time.as_millis());
            Err(Error::new(ErrorKind::BodyTimeout, message))
        }),
    }
}

/// All pieces of a body. One that comes in one piece, as most do, is not copied.
async fn collect<B: RequestBody>(body: B, limit: u64) -> Result<Bytes, Error> {
    let mut body = pin!(body);
    let (mut first, mut joined) = (Bytes::new(), Vec::new());
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame
            .map_err(|error| Error::malformed(format!("the body broke off: {}", error.into())))?;
        // Anything else is trailers, which mean nothing here.
        let Ok(data) = frame.into_data() else { continue };
        if (first.len() + joined.len() + data.len()) as u64 > limit {
            return Err(too_large(limit));
        }
        if first.is_empty() && joined.is_empty() {
            first = data;
        } else {
            joined.extend_from_slice(&std::mem::take(&mut first));
            joined.extend_from_slice(&data);
        }
        if body.is_end_stream() {
            break;
        }
    }
    Ok(if joined.is_empty() { first } else { joined.into() })
}

fn too_large(limit: u64) -> Error {
    let message = format!("the body is over {limit} bytes, the limit `body_bytes`");
    Error::new(ErrorKind::BodyTooLarge, message)
}
