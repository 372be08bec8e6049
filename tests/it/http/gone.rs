//! Clients that go away, and requests that would run for ever: the work ends, and others are
//! answered meanwhile.

use super::fake::settings;
use corridor::{
    api::{Measures, Reply, Request},
    format::{Choice, Content, ExportError},
    http::{Engine, Settings, State, Timeouts, serve},
    limits::{Cancel, Limits},
    page, reconcile,
    snapshot::{DataSet, Documents, Snapshot, SnapshotInfo},
};
use serde_json::{Value, json};
use std::{
    fmt::Write as _,
    fs,
    net::SocketAddr,
    sync::LazyLock,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

/// People who all know each other: more paths than anybody can list.
const PEOPLE: usize = 300;

const SCHEMA: &str = "type Person @node(plural: \"people\") {\n  \
    knows: [Person!]! @relationship(type: \"KNOWS\", direction: BOTH)\n}\n";

/// How long work may go on behind the back of its client. It looks up every few thousand links,
/// which is well under a millisecond; tests run without optimization, beside others.
const SOON: Duration = Duration::from_millis(500);

/// A dense graph whose requests may take as long as they like, or end at a deadline.
fn dense(deadline_ms: u64) -> Snapshot {
    let folder = std::env::temp_dir()
        .join(format!("corridor-it-dense-{deadline_ms}-{}", std::process::id()));
    let (mut people, mut links) = ("id,name\n".to_owned(), "from,to\n".to_owned());
    for one in 0..PEOPLE {
        writeln!(people, "p{one},Person {one}").unwrap();
        (one + 1..PEOPLE).for_each(|other| writeln!(links, "p{one},p{other}").unwrap());
    }
    for (name, text) in [
        ("schema/all.graphql", SCHEMA),
        ("seed/Person.csv", &people),
        ("seed/KNOWS.csv", &links),
        ("queries/long.graphql", &format!("query Long {LONG_LISTS}")),
    ] {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
    let data = DataSet::Folders { schema: folder.join("schema"), seed: folder.join("seed") };
    let endless = u64::MAX / 4;
    let limits = Limits {
        deadline_ms,
        visits: endless,
        graph_links: endless,
        graph_nodes: endless,
        graph_bytes: endless,
        ..Limits::default()
    };
    let loaded = Snapshot::load(&data, &limits, &|_| {});
    fs::remove_dir_all(&folder).unwrap();
    loaded.snapshot.expect("a data set without errors")
}

fn patient() -> &'static Snapshot {
    static DENSE: LazyLock<Snapshot> = LazyLock::new(|| dense(3_600_000));
    &DENSE
}

fn hasty() -> &'static Snapshot {
    static DENSE: LazyLock<Snapshot> = LazyLock::new(|| dense(1_000));
    &DENSE
}

/// Says when work begins, and when it ends.
struct Watched {
    snapshot: &'static Snapshot,
    told: UnboundedSender<&'static str>,
}

impl Watched {
    fn watch<T>(&self, work: impl FnOnce() -> T) -> T {
        let _ = self.told.send("began");
        let result = work();
        let _ = self.told.send("ended");
        result
    }
}

impl Engine for Watched {
    fn execute(&self, request: &Request<'_>) -> Reply {
        if request.query.contains("small") {
            return self.snapshot.execute(request);
        }
        self.watch(|| self.snapshot.execute(request))
    }

    fn attempt(&self, request: &Request<'_>, measures: &Measures) -> Option<Reply> {
        if request.query.contains("small") {
            return self.snapshot.attempt(request, measures);
        }
        self.watch(|| self.snapshot.attempt(request, measures))
    }

    fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        self.watch(|| self.snapshot.content(choice, cancel))
    }

    fn sdl(&self) -> &str {
        self.snapshot.sdl()
    }

    fn reconcile(&self, request: &reconcile::Request<'_>) -> Result<String, reconcile::Error> {
        self.snapshot.reconcile(request)
    }

    fn page(&self, id: &str) -> Result<String, page::Error> {
        self.snapshot.page(id)
    }

    fn info(&self) -> SnapshotInfo {
        self.snapshot.info()
    }

    fn documents(&self) -> &Documents {
        self.snapshot.documents()
    }

    fn limits(&self) -> &Limits {
        self.snapshot.limits()
    }
}

/// A server over a dense graph.
struct Server {
    address: SocketAddr,
    told: UnboundedReceiver<&'static str>,
}

async fn start(snapshot: &'static Snapshot) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    let (tell, told) = unbounded_channel();
    let state = State::new(Settings { body_bytes: 1 << 20, ..settings() });
    state.publish(Watched { snapshot, told: tell });
    tokio::spawn(serve(listener, state, std::future::pending(), Timeouts::default()));
    Server { address, told }
}

impl Server {
    async fn sends(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        stream.write_all(request.as_bytes()).await.expect("sent");
        stream
    }

    /// Waits until the engine says something.
    async fn says(&mut self, expected: &str) {
        let told = timeout(Duration::from_secs(60), self.told.recv()).await;
        assert_eq!(told.expect("work that begins, or ends"), Some(expected));
    }
}

fn post(query: &str) -> String {
    let body = json!({ "query": query }).to_string();
    let length = body.len();
    format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

/// Reads one response of a length that it declares.
async fn response(stream: &mut TcpStream) -> Value {
    let mut text = String::new();
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if length.is_some_and(|it| it.parse() == Ok(body.len())) {
                return serde_json::from_str(body).expect("JSON");
            }
        }
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).await.expect("read");
        assert_ne!(count, 0, "closed after {text:?}");
        text.push_str(std::str::from_utf8(&buffer[..count]).expect("UTF-8"));
    }
}

/// A thousand paths, over and over.
fn many_paths() -> String {
    let field = |at: usize| {
        format!(
            "a{at}: paths(from: [\"p{at}\"], to: [\"p299\"], k: 1000, maxLength: 10) {{ complete reason }}"
        )
    };
    format!("{{ {} }}", (0..99).map(field).collect::<Vec<_>>().join(" "))
}

/// Lists in lists in lists, each of which is put in order: every chain of three is looked at.
const LONG_LISTS: &str = "{ people(first: 300) { nodes { knows(first: 300) { nodes { \
    knows(first: 1, orderBy: {node: {name: ASC}}) { totalCount nodes { id } } } } } } }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_ends_when_its_client_goes_away() {
    let export = "GET /export/Long.gexf HTTP/1.1\r\nhost: x\r\n\r\n".to_owned();
    for request in [post(&many_paths()), post(LONG_LISTS), export] {
        // Also when the document is known to be slow.
        for _ in 0..2 {
            let mut server = start(patient()).await;
            let stream = server.sends(&request).await;
            server.says("began").await;
            tokio::time::sleep(Duration::from_millis(100)).await;
            let still = server.told.try_recv();
            assert!(still.is_err(), "it is to run for long: {still:?} {request}");
            drop(stream);
            let gone = Instant::now();
            server.says("ended").await;
            assert!(
                gone.elapsed() < SOON,
                "{:?} after the client was gone: {request}",
                gone.elapsed()
            );
        }
    }
}

/// A document that was quick a hundred times is run in place, and must not hold up its worker
/// when it is slow for once: it begins again elsewhere, where it can be cancelled.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_document_that_is_slow_for_once_is_moved() {
    let mut server = start(patient()).await;
    let document = "query($k: Int!, $to: [ID!]!) { paths(from: [\"p1\"], to: $to, k: $k, maxLength: 10) { complete } }";
    let asked = |k: usize, to: &[String]| {
        let body = json!({"query": document, "variables": {"k": k, "to": to}}).to_string();
        let length = body.len();
        format!(
            "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
    };
    let mut stream = server.sends("").await;
    for _ in 0..100 {
        stream.write_all(asked(1, &["p1".to_owned()]).as_bytes()).await.expect("sent");
        assert_eq!(response(&mut stream).await["data"]["paths"]["complete"], true);
        server.says("began").await;
        server.says("ended").await;
    }
    let to: Vec<String> = (100..PEOPLE).map(|at| format!("p{at}")).collect();
    stream.write_all(asked(1000, &to).as_bytes()).await.expect("sent");
    for said in ["began", "ended", "began"] {
        server.says(said).await;
    }
    let mut other =
        server.sends("GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let mut text = String::new();
    other.read_to_string(&mut text).await.expect("an answer");
    assert!(text.ends_with("alive\n"), "{text}");
    drop(stream);
    let gone = Instant::now();
    server.says("ended").await;
    assert!(gone.elapsed() < SOON, "{:?}", gone.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_holds_and_others_are_answered_meanwhile() {
    let server = start(hasty()).await;
    let begun = Instant::now();
    let mut slow = server.sends(&post(&many_paths())).await;
    let answer = tokio::spawn(async move { response(&mut slow).await });
    let mut small = server.sends("").await;
    let mut times = Vec::new();
    while !answer.is_finished() {
        let start = Instant::now();
        small
            .write_all(post("{ small: person(id: \"p1\") { name } }").as_bytes())
            .await
            .expect("sent");
        assert_eq!(response(&mut small).await["data"]["small"]["name"], "Person 1");
        times.push(start.elapsed());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let took = begun.elapsed();
    assert!(
        took >= Duration::from_millis(900) && took < Duration::from_millis(1_000) + SOON,
        "{took:?}"
    );
    // What was found comes back, and says that the time was over.
    let answer = answer.await.expect("an answer");
    let reasons: Vec<_> = (0..99).map(|at| &answer["data"][format!("a{at}")]["reason"]).collect();
    assert!(reasons.iter().any(|reason| **reason == "TIME"), "{answer}");
    times.sort();
    assert!(times.len() > 50, "{} small requests", times.len());
    assert!(times[times.len() * 99 / 100] < Duration::from_millis(100), "{:?}", times.last());
}

/// A file that nobody reads is not written on, and the server can send others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_whose_reader_goes_away_is_given_up() {
    let server = start(patient()).await;
    // Twice as many as may be sent at the same time.
    for _ in 0..4 {
        let mut stream = server.sends("GET /export/graph.gexf HTTP/1.1\r\nhost: x\r\n\r\n").await;
        let mut head = [0; 256];
        stream.read_exact(&mut head).await.expect("a beginning");
        assert!(head.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&head));
        drop(stream);
        tokio::time::sleep(SOON).await;
    }
}

/// A request waits for a measure without a thread, and is run again when it is there. Another one
/// that asks for the same shares the computation, and later ones find it done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_waits_for_its_measures_and_is_run_again() {
    // Nobody else asks for this view, so that the first run lacks its measure.
    let query = "{ person(id: \"p1\") { metrics(avoid: [\"p297\"]) { closeness } } }";
    let mut server = start(patient()).await;
    let (mut one, mut other) = (server.sends(&post(query)).await, server.sends(&post(query)).await);
    let (first, second) = (response(&mut one).await, response(&mut other).await);
    let value = &first["data"]["person"]["metrics"]["closeness"];
    assert!(value.as_f64().is_some_and(|it| it > 0.0), "{first}");
    assert_eq!(first, second);
    let mut runs = 0;
    while server.told.try_recv().is_ok() {
        runs += 1;
    }
    assert!(runs >= 2 * 3, "the first of both lacks the measure, and each is answered: {runs}");
    assert_eq!(response_to(&mut one, query).await, first);
    server.says("began").await;
    server.says("ended").await;
    assert!(server.told.try_recv().is_err(), "it is there, so that one run is enough");
}

async fn response_to(stream: &mut TcpStream, query: &str) -> Value {
    stream.write_all(post(query).as_bytes()).await.expect("sent");
    response(stream).await
}
