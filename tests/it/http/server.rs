//! What only a socket shows: connections, their end, and work that takes long.

use super::fake::{Fake, SDL, settings};
use corridor::{
    api::{Outcome, Reply, Request},
    format::{Choice, Content, ExportError},
    http::{Engine, State, Timeouts, serve},
    limits::{Cancel, Limits},
    page, reconcile,
    snapshot::{Documents, SnapshotInfo},
};
use serde_json::json;
use std::{
    net::SocketAddr,
    sync::{Mutex, mpsc},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{
        mpsc::{UnboundedSender, unbounded_channel},
        oneshot,
    },
    task::JoinHandle,
};

/// A server on a free port.
struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<bool>,
}

async fn start(timeouts: Timeouts) -> Server {
    start_with(Fake, timeouts).await
}

async fn start_with<E: Engine>(engine: E, timeouts: Timeouts) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let (stop, stopped) = oneshot::channel();
    let shutdown = async {
        let _ = stopped.await;
    };
    let state = State::new(settings());
    state.publish(engine);
    let ended = tokio::spawn(serve(listener, state, shutdown, timeouts));
    Server { address, stop, ended }
}

fn post(query: &str) -> String {
    let body = serde_json::json!({ "query": query }).to_string();
    let length = body.len();
    format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address).await.expect("a connection")
}

/// Sends a request and reads one response; all responses here end with a brace or a line feed.
async fn ask(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut text = String::new();
    while !(text.contains("\r\n\r\n") && text.ends_with(['}', '\n']) && !text.ends_with("\r\n\r\n"))
    {
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.expect("read");
        assert_ne!(count, 0, "closed after {text:?}");
        text.push_str(std::str::from_utf8(&buffer[..count]).expect("UTF-8"));
    }
    text
}

async fn is_closed(stream: &mut TcpStream) -> bool {
    matches!(stream.read(&mut [0; 64]).await, Ok(0) | Err(_))
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request() {
    let server = start(Timeouts::default()).await;
    let mut stream = connect(&server).await;
    for _ in 0..3 {
        assert!(ask(&mut stream, &post("q")).await.starts_with("HTTP/1.1 200 OK"));
    }
    // Also after a panic, since nothing of the connection is broken.
    assert!(ask(&mut stream, &post("{ panic }")).await.starts_with("HTTP/1.1 500"));
    assert!(ask(&mut stream, &post("q")).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn http_2_is_spoken_without_tls() {
    let server = start(Timeouts::default()).await;
    let mut stream = connect(&server).await;
    let empty_settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.expect("sent");
    stream.write_all(&empty_settings).await.expect("sent");
    let mut frame = [0; 9];
    stream.read_exact(&mut frame).await.expect("a frame");
    assert_eq!(frame[3], 4, "the server's first frame is SETTINGS: {frame:?}");
}

/// Longer than one request may take, and than the limit below.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_used_is_not_let_go() {
    let timeouts = Timeouts { idle: Duration::from_millis(400), ..Timeouts::default() };
    let server = start(timeouts).await;
    let mut stream = connect(&server).await;
    for _ in 0..4 {
        assert!(ask(&mut stream, &post("{ slow }")).await.starts_with("HTTP/1.1 200 OK"));
    }
}

#[tokio::test]
async fn a_client_that_sends_nothing_or_half_a_head_is_let_go() {
    let timeouts = Timeouts { idle: Duration::from_millis(100), ..Timeouts::default() };
    let server = start(timeouts).await;
    for sent in ["", "POST /graphql HTTP/1.1\r\nhost:"] {
        let mut stream = connect(&server).await;
        stream.write_all(sent.as_bytes()).await.expect("sent");
        let start = Instant::now();
        assert!(is_closed(&mut stream).await, "after {sent:?}");
        assert!(start.elapsed() >= Duration::from_millis(80), "after {sent:?}");
    }
}

/// Runs a request until the test lets it end.
struct Held {
    started: UnboundedSender<()>,
    go: Mutex<mpsc::Receiver<()>>,
}

impl Engine for Held {
    fn execute(&self, _: &Request<'_>) -> Reply {
        self.started.send(()).expect("a test that listens");
        // Ends some time even if the test cannot go on: then it fails instead of hanging.
        let released = self.go.lock().expect("no panic").recv_timeout(Duration::from_secs(20));
        // What ends within a few milliseconds is quick to the server, and runs in place next time.
        std::thread::sleep(Duration::from_millis(10));
        let body = json!({ "data": { "released": released.is_ok() } });
        Reply { body: body.to_string().into_bytes().into(), outcome: Outcome::Executed }
    }

    fn sdl(&self) -> &str {
        SDL
    }

    fn reconcile(&self, request: &reconcile::Request<'_>) -> Result<String, reconcile::Error> {
        Fake.reconcile(request)
    }

    fn page(&self, id: &str) -> Result<String, page::Error> {
        Fake.page(id)
    }

    fn info(&self) -> SnapshotInfo {
        Fake.info()
    }

    fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        Fake.content(choice, cancel)
    }

    fn documents(&self) -> &Documents {
        Fake.documents()
    }

    fn limits(&self) -> &Limits {
        Fake.limits()
    }
}

/// With one worker, a request that ran in place would keep `/livez` waiting until it ends, and
/// it ends only after `/livez` was answered. The second time the server knows it to be slow.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn slow_requests_do_not_hold_up_the_others() {
    let (started, mut has_started) = unbounded_channel();
    let (release, go) = mpsc::channel();
    let held = Held { started, go: Mutex::new(go) };
    let server = start_with(held, Timeouts::default()).await;
    for _ in 0..2 {
        let mut slow = connect(&server).await;
        let mut probe = connect(&server).await;
        slow.write_all(post("q").as_bytes()).await.expect("sent");
        has_started.recv().await.expect("a request that runs");
        let answer = ask(&mut probe, "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n").await;
        assert!(answer.ends_with("alive\n"), "{answer}");
        release.send(()).expect("a request that waits");
        let answer = ask(&mut slow, "").await;
        assert!(answer.contains("\"released\":true"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_ends_idle_connections_and_finishes_open_requests() {
    let server = start(Timeouts::default()).await;
    let mut idle = connect(&server).await;
    ask(&mut idle, &post("q")).await;
    let mut busy = connect(&server).await;
    busy.write_all(post("{ slow }").as_bytes()).await.expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;

    server.stop.send(()).expect("a running server");
    assert!(is_closed(&mut idle).await);
    assert!(TcpStream::connect(server.address).await.is_err(), "no new connections");
    assert!(ask(&mut busy, "").await.contains("\"slow\":true"));
    assert!(server.ended.await.expect("no panic"), "all was sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_does_not_wait_for_ever() {
    let timeouts = Timeouts { drain: Duration::from_millis(50), ..Timeouts::default() };
    let server = start(timeouts).await;
    let mut busy = connect(&server).await;
    busy.write_all(post("{ slow }").as_bytes()).await.expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.stop.send(()).expect("a running server");
    // A server that waited for the response would say that none was cut off.
    assert!(!server.ended.await.expect("no panic"), "one was cut off");
}
