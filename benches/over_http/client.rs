//! The load generator: connections kept open, each sending its next request as soon as
//! the answer to the last one is complete.
//!
//! It knows as much of HTTP as the contenders send: a status line, and a body whose length
//! stands in the head. Bodies go straight from the socket into one buffer a connection.

use std::{
    future::poll_fn,
    io,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, ReadBuf},
    net::TcpStream,
    task::JoinSet,
};

/// What came of one round.
pub(crate) struct Round {
    /// How long each request took, in increasing order.
    pub latencies: Vec<Duration>,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Round {
    pub(crate) fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.took.as_secs_f64()
    }

    /// The latency that this share of the requests stays within.
    pub(crate) fn quantile(&self, share: f64) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        let position = (last as f64 * share).round() as usize;
        self.latencies.get(position).copied().unwrap_or_default()
    }
}

/// An HTTP request with a JSON body.
pub(crate) fn request(port: u16, path: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Sends a request over and over for a while; every answer must be of this length.
pub(crate) async fn round(
    port: u16,
    connections: usize,
    request: &Arc<[u8]>,
    length: usize,
    duration: Duration,
) -> io::Result<Round> {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(port).await?);
    }
    // The generator never sleeps while it measures: to wake a sleeping one costs the server
    // that has an answer for it, in a virtual machine several microseconds. A server fast
    // enough to keep it busy would not pay that, and a client on another machine never costs it.
    let awake = tokio::spawn(async {
        loop {
            tokio::task::yield_now().await;
        }
    });
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for connection in open {
        tasks.spawn(repeat(connection, Arc::clone(request), length, start + duration));
    }
    let mut latencies = Vec::new();
    while let Some(one) = tasks.join_next().await {
        latencies.append(&mut one??);
    }
    let took = start.elapsed();
    awake.abort();
    latencies.sort_unstable();
    Ok(Round { latencies, took })
}

async fn repeat(
    mut connection: Connection,
    request: Arc<[u8]>,
    length: usize,
    end: Instant,
) -> io::Result<Vec<Duration>> {
    let mut latencies = Vec::new();
    loop {
        let start = Instant::now();
        let status = connection.exchange(&request).await?;
        let now = Instant::now();
        if status != 200 || connection.body().len() != length {
            let got = connection.body().len();
            let problem = format!("{status} with {got} bytes where 200 with {length} are due");
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        latencies.push(now - start);
        if now >= end {
            return Ok(latencies);
        }
    }
}

/// A connection that is kept open.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Where the body of the last answer starts in the buffer, and where it ends.
    body: std::ops::Range<usize>,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 16 << 10], body: 0..0 })
    }

    /// The body of the last answer.
    pub(crate) fn body(&self) -> &[u8] {
        &self.buffer[self.body.clone()]
    }

    /// Sends a request and reads the whole answer; its status.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> io::Result<u16> {
        self.send(request).await?;
        let mut filled = 0;
        let head = loop {
            filled += self.receive(filled).await?;
            if let Some(end) = self.buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n")
            {
                break Head::parse(&self.buffer[..end], end + 4)?;
            }
            if filled == self.buffer.len() {
                return Err(invalid("the head of the response has no end"));
            }
        };
        let end = head.length + head.size;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        while filled < end {
            filled += self.receive(filled).await?;
        }
        self.body = head.size..end;
        Ok(head.status)
    }

    async fn send(&self, mut rest: &[u8]) -> io::Result<()> {
        while !rest.is_empty() {
            match self.stream.try_write(rest) {
                Ok(sent) => rest = &rest[sent..],
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.stream.writable().await?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits for bytes and puts them into the buffer; how many.
    ///
    /// By `poll_read`, since after a read that did not fill the buffer it waits at once,
    /// where `try_read` first asks the kernel in vain.
    async fn receive(&mut self, filled: usize) -> io::Result<usize> {
        let mut space = ReadBuf::new(&mut self.buffer[filled..]);
        poll_fn(|context| Pin::new(&mut self.stream).poll_read(context, &mut space)).await?;
        match space.filled().len() {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            count => Ok(count),
        }
    }
}

/// What the head of a response says.
struct Head {
    status: u16,
    /// Of the body.
    length: usize,
    /// Of the head itself.
    size: usize,
}

impl Head {
    fn parse(head: &[u8], size: usize) -> io::Result<Self> {
        let head = std::str::from_utf8(head).map_err(|_| invalid("a head that is not text"))?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| invalid("a response without a status"))?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        let length = length.ok_or_else(|| invalid("a response without Content-Length"))?;
        Ok(Self { status, length, size })
    }
}

fn invalid(problem: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}
