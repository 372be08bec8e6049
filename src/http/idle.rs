//! Ends connections on which nothing moves.
//!
//! hyper can bound the time of a request's head, with a timer that it makes and drops for
//! each request: a tenth of what a small query costs. Here a connection only notes that bytes
//! moved, and one timer a connection looks at the note now and then. That also ends a client
//! that never reads its response.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::sleep,
};

/// A stream that notes when bytes move.
pub(super) struct Watched {
    stream: TcpStream,
    moved: Moved,
}

/// A flag that is set when bytes move.
#[derive(Clone)]
pub(super) struct Moved(Arc<AtomicBool>);

impl Watched {
    pub(super) fn new(stream: TcpStream) -> (Self, Moved) {
        let moved = Moved(Arc::new(AtomicBool::new(false)));
        (Self { stream, moved: moved.clone() }, moved)
    }
}

impl Moved {
    fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Done when nothing has moved for this time, and at the latest after twice of it.
    pub(super) async fn ceases_for(&self, time: Duration) {
        loop {
            sleep(time).await;
            if !self.0.swap(false, Ordering::Relaxed) {
                return;
            }
        }
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let result = ready!(Pin::new(&mut self.stream).poll_read(context, buffer));
        self.moved.note();
        Poll::Ready(result)
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = ready!(Pin::new(&mut self.stream).poll_write(context, bytes));
        self.moved.note();
        Poll::Ready(result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, slices));
        self.moved.note();
        Poll::Ready(result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
