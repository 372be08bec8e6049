//! `/export/{file}`: a graph as a file of another tool.
//!
//! `/export/subgraph.gexf?roots=socar&depth=2` is the answer to a graph field, with all of its
//! arguments as parameters, `/export/graph.gexf` the whole graph, and
//! `/export/AllLinks.gexf?variables={…}` what the named document with that operation shows. The
//! ending is the format; its options are parameters too. A file is sent while it is written: a
//! thread of its own writes into a channel with room for a few pieces, and waits where the client
//! is slow. Where the client goes away, the thread ends.

use super::{
    call::Call,
    encoding,
    error::{Error, ErrorKind},
    pages::is_current,
    state::{Engine, ExportPermit, Served, State, not_ready},
    work::{Guard, cancellable, caught, internal},
};
use crate::{
    diagnostics::did_you_mean,
    format::{Choice, Document, Export, ExportError, Format, GraphField, Info, Options},
    limits::Cancel,
    value::fingerprint,
};
use axum::{
    body::{Body, Bytes, HttpBody},
    http::{
        HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
            CONTENT_TYPE, ETAG,
        },
    },
    response::Response,
};
use hyper::body::Frame;
use std::{
    io::{self, Write},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
    time::timeout,
};

/// Pieces that wait to be sent.
const PIECES: usize = 4;

/// A picture loads and runs nothing, wherever it is opened.
const PICTURE: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// A request for an export.
#[derive(Clone)]
struct ExportRequest {
    choice: Choice,
    format: Format,
    options: Options,
    /// True if the file is sent compressed.
    is_compressed: bool,
}

/// The response of the route.
pub(super) async fn respond<E: Engine>(
    state: &State<E>,
    call: &Call<'_>,
) -> Result<Response, Error> {
    let served = Arc::clone(state.served().as_ref().ok_or_else(not_ready)?);
    let mut asked = asked(&served.engine, call)?;
    asked.options.base = state.settings.public_url.as_ref().map(ToString::to_string);
    let tag = tag(&served.engine.info().hash, &asked, call)?;
    if is_current(call.headers(), &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().insert(ETAG, tag);
        return Ok(response);
    }
    let permit = state.export_permit()?;
    let stall_timeout = state.settings.body_timeout;
    let (sender, pieces) = mpsc::channel(PIECES);
    let (started, start) = oneshot::channel();
    let (cancel, guard) = cancellable();
    let job = Job { asked: asked.clone(), served, cancel, _permit: permit };
    tokio::task::spawn_blocking(move || {
        job.run(Pieces { sender, started: Some(started), stall_timeout });
    });
    // What is wrong from the start is an error and no file.
    match start.await {
        Ok(None) => response(&asked, Body::new(File { pieces, _guard: guard }), tag),
        Ok(Some(problem)) => Err(error(&problem)),
        Err(_) => Err(internal()),
    }
}

/// The route of a file, taken apart.
fn asked<E: Engine>(engine: &E, call: &Call<'_>) -> Result<ExportRequest, Error> {
    let file = call.segment()?;
    let (name, ending) = file.split_once('.').unwrap_or((file, ""));
    let format = Format::by_ending(ending).ok_or_else(|| {
        let endings: Vec<_> = Format::ALL.iter().map(|info| info.ending).collect();
        let endings = endings.join(", ");
        not_found(format!("there is no export that ends so: \"{file}\"; endings are {endings}"))
    })?;
    let choice = match name {
        "graph" => Choice::Whole,
        field if GraphField::NAMES.contains(&field) => {
            Choice::Field(GraphField { name: field.to_owned(), arguments: Vec::new() })
        }
        operation => Choice::Document(Document {
            text: engine.documents().get(operation).ok_or_else(|| unknown(engine, name))?,
            operation: Some(operation.to_owned()),
            variables: None,
        }),
    };
    let is_compressed = encoding::accepts_gzip(call.headers());
    let mut asked = ExportRequest { choice, format, options: Options::default(), is_compressed };
    let query = call.parts.uri.query().unwrap_or_default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        asked.set(&name, &value)?;
    }
    Ok(asked)
}

fn not_found(message: String) -> Error {
    Error::new(ErrorKind::NotFound, message)
}

fn unknown<E: Engine>(engine: &E, name: &str) -> Error {
    let mut names = vec!["graph"];
    names.extend(GraphField::NAMES);
    names.extend(engine.documents().names());
    let near = did_you_mean(name, names.iter().copied());
    let names = names.join(", ");
    not_found(format!("there is no export \"{name}\"{near}; there are {names}"))
}

impl ExportRequest {
    /// A parameter of the query string.
    fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let is_option = name == Options::METRICS
            || self.format.info().options.iter().any(|option| option.name == name);
        match &mut self.choice {
            Choice::Field(field) if !is_option => {
                field.arguments.push((name.to_owned(), value.to_owned()));
            }
            Choice::Document(document) if name == "variables" => {
                document.variables = Some(value.to_owned());
            }
            Choice::Whole | Choice::Field(_) | Choice::Document(_) => {
                let set = self.options.set(self.format, name, value);
                set.map_err(|problem| error(&problem))?;
            }
        }
        Ok(())
    }
}

/// Returns the entity tag. The same address over the same data gives the same bytes.
fn tag(hash: &str, asked: &ExportRequest, call: &Call<'_>) -> Result<HeaderValue, Error> {
    let uri = call.parts.uri.to_string();
    let document: &[u8] = match &asked.choice {
        Choice::Document(document) => document.text.as_bytes(),
        Choice::Whole | Choice::Field(_) => &[],
    };
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let base = asked.options.base.as_deref().unwrap_or_default().as_bytes();
    let coding: &[u8] = if asked.is_compressed { b"gzip" } else { b"identity" };
    let parts = [hash.as_bytes(), version, base, coding, uri.as_bytes(), document];
    let tag = format!("\"{:016x}\"", fingerprint::of(parts));
    HeaderValue::from_str(&tag).map_err(|_| internal())
}

fn response(asked: &ExportRequest, body: Body, tag: HeaderValue) -> Result<Response, Error> {
    let Info { ending, media_type, .. } = asked.format.info();
    // A picture is shown where it is asked for; everything else is saved.
    let shown = if asked.format == Format::Svg { "inline" } else { "attachment" };
    let name = asked.choice.file_name();
    let disposition = format!("{shown}; filename=\"{name}.{ending}\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(|_| internal())?;
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_DISPOSITION, disposition);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(ETAG, tag);
    if asked.is_compressed {
        headers.insert(CONTENT_ENCODING, encoding::GZIP);
    }
    if asked.format == Format::Svg {
        headers.insert(CONTENT_SECURITY_POLICY, PICTURE);
    }
    Ok(response)
}

/// A message of the writing thread.
enum Piece {
    Bytes(Bytes),
    /// All was written.
    End,
    /// Nothing more will come.
    Failed(ExportError),
}

/// An error of an export as one of HTTP.
fn error(problem: &ExportError) -> Error {
    let message = problem.to_string();
    match problem {
        ExportError::TooLarge { limit, .. } => Error::new(ErrorKind::LimitExceeded(limit), message),
        ExportError::Measure { limit: Some(limit), .. } => {
            Error::new(ErrorKind::LimitExceeded(limit), message)
        }
        ExportError::Measure { limit: None, .. } => Error::new(ErrorKind::Internal, message),
        ExportError::UnknownEntity(_) => Error::new(ErrorKind::NotFound, message),
        ExportError::Option(_) | ExportError::Document(_) => Error::malformed(message),
        ExportError::Io(_) => Error::new(ErrorKind::Internal, message),
    }
}

/// A file that is being written.
struct File {
    pieces: mpsc::Receiver<Piece>,
    /// Ends the writing where the file is not read to its end.
    _guard: Guard,
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

/// The work of the writing thread.
struct Job<E> {
    asked: ExportRequest,
    served: Arc<Served<E>>,
    cancel: Cancel,
    _permit: ExportPermit,
}

impl<E: Engine> Job<E> {
    fn run(&self, mut to: Pieces) {
        // A panic drops the sender, so that the client sees an early end.
        if let Ok(written) = caught("export", || self.write(&mut to)) {
            to.end(written);
        }
    }

    fn write(&self, to: &mut Pieces) -> Result<(), ExportError> {
        let ExportRequest { choice, format, options, is_compressed } = &self.asked;
        let engine = &self.served.engine;
        let mut content = engine.content(choice, &self.cancel)?;
        content.measures = engine.measures(&options.metrics, &self.cancel)?;
        let export = Export { format: *format, options: options.clone(), limits: engine.limits() };
        if !is_compressed {
            return export.write(&content, to);
        }
        let mut compressor = encoding::compressor(to);
        export.write(&content, &mut compressor)?;
        compressor.finish()?;
        Ok(())
    }
}

/// A channel as a writer.
struct Pieces {
    sender: mpsc::Sender<Piece>,
    /// Told once: nothing, or what went wrong before there was a byte.
    started: Option<oneshot::Sender<Option<ExportError>>>,
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

    fn start(&mut self, problem: Option<ExportError>) {
        if let Some(started) = self.started.take() {
            // There is nobody to tell if the request is gone.
            let _ = started.send(problem);
        }
    }

    /// Ends the file, or tells why there is none. Where nobody listens there is nothing to do.
    fn end(&mut self, written: Result<(), ExportError>) {
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
