//! Reads the body of a request, up to a size and within a time.

use super::error::{Error, ErrorKind};
use axum::{
    body::{Bytes, HttpBody},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
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
    let declared = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if declared.unwrap_or_else(|| body.size_hint().lower()) > limit {
        return Err(too_large(limit));
    }
    let limit_usize = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut collect = pin!(Limited::new(body, limit_usize).collect());
    // Most bodies came with the head and are there at once: they need no timer.
    let collected = match poll_fn(|context| Poll::Ready(collect.as_mut().poll(context))).await {
        Poll::Ready(collected) => Ok(collected),
        Poll::Pending => timeout(time, collect).await,
    };
    match collected {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(limit)),
        Ok(Err(error)) => Err(Error::malformed(format!("the body broke off: {error}"))),
        Err(_) => Err(Error::new(
            ErrorKind::BodyTimeout,
            format!("the body did not arrive within {} ms", time.as_millis()),
        )),
    }
}

fn too_large(limit: u64) -> Error {
    let message = format!("the body is over {limit} bytes, the limit `body_bytes`");
    Error::new(ErrorKind::BodyTooLarge, message)
}
