//! `/export/{file}`: a graph as a file of another tool.
//!
//! `/export/subgraph.gexf?roots=socar&depth=2` is what is around some entities,
//! `/export/graph.gexf` the whole graph, and `/export/AllLinks.gexf?variables={…}` what the
//! named document with that operation shows. The ending is the format; what else is in the query
//! string are options of it. A file is sent while it is written: a thread of its own writes into
//! a channel with room for a few pieces, and waits where the client is slow.

use super::{
    error::{Error, ErrorKind},
    front::Call,
    pages::is_current,
    state::{Engine, ExportPermit, Served, State, not_ready},
};
use crate::{
    algo::{Cancel, Meter},
    diagnostics::did_you_mean,
    format::{Around, Choice, Document, Export, Format, Info, Options, Problem},
    value::fingerprint,
};
use axum::{
    body::{Body, Bytes, HttpBody},
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG},
    },
    response::Response,
};
use hyper::body::Frame;
use std::{
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{Arc, mpsc::SyncSender},
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::{runtime::Handle, sync::mpsc, time::timeout};

/// Pieces that wait to be sent.
const PIECES: usize = 4;

/// The steps around the roots where the query string does not say how many.
const DEPTH: u32 = 1;

/// A picture loads and runs nothing, wherever it is opened.
const PICTURE: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// What is asked for.
struct Asked {
    choice: Choice,
    format: Format,
    options: Options,
}

/// The response of the route.
pub(super) fn respond<E: Engine>(state: &State<E>, call: &Call<'_>) -> Result<Response, Error> {
    let served = state.served();
    let served = Arc::clone(served.as_ref().ok_or_else(not_ready)?);
    let asked = asked(&served.engine, call)?;
    let tag = tag(&served.engine.info().hash, &asked, call)?;
    if is_current(call.headers(), &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().insert(ETAG, tag);
        return Ok(response);
    }
    let mut options = asked.options.clone();
    options.base = state.settings.public_url.as_ref().map(ToString::to_string);
    let permit = state.export_permit()?;
    let stall_timeout = state.settings.body_timeout;
    let (sender, pieces) = mpsc::channel(PIECES);
    let (started, start) = std::sync::mpsc::sync_channel(1);
    let (choice, format) = (asked.choice.clone(), asked.format);
    tokio::task::spawn_blocking(move || {
        let job = Job { choice, format, options, served, _permit: permit };
        job.run(Pieces { sender, started: Some(started), stall_timeout });
    });
    // What is wrong from the start is an error and no file.
    match state.aside("export", || start.recv()) {
        Ok(None) => response(&asked, Body::new(File { pieces }), tag),
        Ok(Some(problem)) => Err(error(&problem)),
        Err(_) => Err(Error::new(ErrorKind::Internal, "an internal error ended this request")),
    }
}

/// The route of a file, taken apart.
fn asked<E: Engine>(engine: &E, call: &Call<'_>) -> Result<Asked, Error> {
    let file = call.segment()?;
    let (name, ending) = file.split_once('.').unwrap_or((file, ""));
    let format = Format::by_ending(ending).ok_or_else(|| {
        let endings: Vec<_> = Format::ALL.iter().map(|info| info.ending).collect();
        let endings = endings.join(", ");
        not_found(format!("there is no export that ends so: \"{file}\"; endings are {endings}"))
    })?;
    let choice = match name {
        "graph" => Choice::Whole,
        "subgraph" => Choice::Around(Around { roots: Vec::new(), depth: DEPTH }),
        operation => Choice::Document(Document {
            text: engine.documents().get(operation).ok_or_else(|| unknown(engine, name))?,
            operation: Some(operation.to_owned()),
            variables: None,
        }),
    };
    let mut asked = Asked { choice, format, options: Options::default() };
    let query = call.parts.uri.query().unwrap_or_default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        asked.set(&name, &value)?;
    }
    match &asked.choice {
        Choice::Around(around) if around.roots.is_empty() => Err(Error::malformed(
            "`roots` is missing: the ids to start from, with commas between them",
        )),
        Choice::Whole | Choice::Around(_) | Choice::Document(_) => Ok(asked),
    }
}

fn not_found(message: String) -> Error {
    Error::new(ErrorKind::NotFound, message)
}

fn unknown<E: Engine>(engine: &E, name: &str) -> Error {
    let mut names = vec!["graph", "subgraph"];
    names.extend(engine.documents().names());
    let near = did_you_mean(name, names.iter().copied());
    let names = names.join(", ");
    not_found(format!("there is no export \"{name}\"{near}; there are {names}"))
}

impl Asked {
    /// A parameter of the query string.
    fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        match (&mut self.choice, name) {
            (Choice::Around(around), "roots") => {
                let ids = value.split(',').map(str::trim).filter(|id| !id.is_empty());
                around.roots.extend(ids.map(str::to_owned));
            }
            (Choice::Around(around), "depth") => {
                around.depth = value.parse().map_err(|_| {
                    Error::malformed(format!("`depth` is no whole number: \"{value}\""))
                })?;
            }
            (Choice::Document(document), "variables") => {
                document.variables = Some(value.to_owned());
            }
            _ => {
                let set = self.options.set(self.format, name, value);
                set.map_err(|problem| error(&problem))?;
            }
        }
        Ok(())
    }
}

/// The same address over the same data gives the same bytes.
fn tag(hash: &str, asked: &Asked, call: &Call<'_>) -> Result<HeaderValue, Error> {
    let uri = call.parts.uri.to_string();
    let document: &[u8] = match &asked.choice {
        Choice::Document(document) => document.text.as_bytes(),
        Choice::Whole | Choice::Around(_) => &[],
    };
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let parts = [hash.as_bytes(), version, uri.as_bytes(), document];
    let tag = format!("\"{:016x}\"", fingerprint::of(parts));
    HeaderValue::from_str(&tag)
        .map_err(|_| Error::new(ErrorKind::Internal, "an internal error ended this request"))
}

fn response(asked: &Asked, body: Body, tag: HeaderValue) -> Result<Response, Error> {
    let Info { ending, media_type, .. } = asked.format.info();
    // A picture is shown where it is asked for; everything else is saved.
    let shown = if asked.format == Format::Svg { "inline" } else { "attachment" };
    let name = asked.choice.file_name();
    let disposition = format!("{shown}; filename=\"{name}.{ending}\"");
    let disposition = HeaderValue::from_str(&disposition)
        .map_err(|_| Error::new(ErrorKind::Internal, "an internal error ended this request"))?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_DISPOSITION, disposition);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(ETAG, tag);
    if asked.format == Format::Svg {
        headers.insert(CONTENT_SECURITY_POLICY, PICTURE);
    }
    Ok(response)
}

/// What the writing thread tells.
enum Piece {
    Bytes(Bytes),
    /// All was written.
    End,
    /// Nothing more will come.
    Failed(Problem),
}

/// An error of an export as one of HTTP.
fn error(problem: &Problem) -> Error {
    let message = problem.to_string();
    match problem {
        Problem::TooLarge { limit, .. } => Error::new(ErrorKind::LimitExceeded(limit), message),
        Problem::UnknownEntity(_) => Error::new(ErrorKind::NotFound, message),
        Problem::Option(_) | Problem::Document(_) => Error::malformed(message),
        Problem::Io(_) => Error::new(ErrorKind::Internal, message),
    }
}

/// A file that is being written.
struct File {
    pieces: mpsc::Receiver<Piece>,
}

impl HttpBody for File {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.pieces.poll_recv(context).map(|piece| match piece {
            Some(Piece::Bytes(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(Piece::End) => None,
            // The client must not take what it has for the whole file.
            Some(Piece::Failed(problem)) => Some(Err(io::Error::other(problem.to_string()))),
            None => Some(Err(io::Error::other("the export ended early"))),
        })
    }
}

/// What the writing thread does.
struct Job<E> {
    choice: Choice,
    format: Format,
    options: Options,
    served: Arc<Served<E>>,
    _permit: ExportPermit,
}

impl<E: Engine> Job<E> {
    fn run(&self, mut to: Pieces) {
        // A panic drops the sender, so that the client sees an early end.
        match catch_unwind(AssertUnwindSafe(|| self.write(&mut to))) {
            Ok(written) => to.end(written),
            Err(_) => tracing::error!(request = "export", "a request made the server panic"),
        }
    }

    fn write(&self, to: &mut dyn Write) -> Result<(), Problem> {
        let engine = &self.served.engine;
        let limits = engine.limits();
        let deadline = Instant::now() + Duration::from_millis(limits.deadline_ms);
        let content =
            engine.content(&self.choice, &mut Meter::new(limits, deadline, Cancel::default()))?;
        Export { format: self.format, options: self.options.clone(), limits }.write(&content, to)
    }
}

/// A channel as a writer.
struct Pieces {
    sender: mpsc::Sender<Piece>,
    /// Told once: nothing, or what went wrong before there was a byte.
    started: Option<SyncSender<Option<Problem>>>,
    stall_timeout: Duration,
}

impl Pieces {
    fn send(&self, piece: Piece) -> io::Result<()> {
        let sent = Handle::current().block_on(timeout(self.stall_timeout, self.sender.send(piece)));
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the client is gone")),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the client is too slow")),
        }
    }

    fn start(&mut self, problem: Option<Problem>) {
        if let Some(started) = self.started.take() {
            // There is room for this one, and nobody to tell if the request is gone.
            let _ = started.try_send(problem);
        }
    }

    /// Ends the file, or tells why there is none. Where nobody listens there is nothing to do.
    fn end(&mut self, written: Result<(), Problem>) {
        let last = match written {
            Ok(()) => Piece::End,
            Err(problem) if self.started.is_some() => return self.start(Some(problem)),
            Err(problem) => Piece::Failed(problem),
        };
        self.start(None);
        let _ = self.send(last);
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.start(None);
        self.send(Piece::Bytes(Bytes::copy_from_slice(bytes))).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
