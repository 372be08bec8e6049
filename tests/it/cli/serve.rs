//! `corridor serve`: it listens, answers, and stops when it is told to.

#![cfg(unix)]

use super::run::{Folder, SMALL, command, corridor};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, ChildStderr, Command, Stdio},
    time::{Duration, Instant},
};

/// A server that is ready, on a free port; ended when it is dropped.
struct Server {
    child: Child,
    err: BufReader<ChildStderr>,
    address: String,
    /// What it said before it was ready.
    said: String,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while err.read_line(&mut said).unwrap() > 0 {
            let line = said.lines().last().unwrap();
            if let Some(rest) = line.strip_prefix("listening on http://") {
                let address = rest.split_whitespace().next().unwrap().to_owned();
                return Self { child, err, address, said };
            }
        }
        panic!("it ended before it was ready: {}, {said}", child.wait().unwrap());
    }

    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    fn post(&self, body: &str) -> String {
        self.send(&format!(
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Origin: https://app.example.org\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    fn signal(&self, signal: &str) {
        let killed = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(killed.unwrap().success());
    }

    /// Sends a signal, and waits for the end: the exit code and what was said until then.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let mut rest = String::new();
        self.err.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_tells_what_it_serves_answers_and_stops_on_a_signal() {
    let folder = Folder::new("serve", SMALL);
    for signal in ["-TERM", "-INT"] {
        let mut command = command(&["serve", "--listen", "127.0.0.1:0"]);
        let server = Server::start(command.current_dir(folder.path()));
        assert!(server.said.starts_with("loading schema and seed\n"), "{}", server.said);
        let loaded = "\nloaded 2 kinds, 1 entity, 0 links, 0 sources in ";
        assert!(server.said.contains(loaded), "{}", server.said);
        let response = server.post("{\"query\": \"{ person(id: \\\"ann\\\") { age } }\"}");
        assert!(response.starts_with("HTTP/1.1 200 OK\r\n"), "{response}");
        assert!(response.ends_with("\r\n\r\n{\"data\":{\"person\":{\"age\":30}}}"), "{response}");
        // The index of search is there before anyone asks for it.
        let service = server.post("{\"query\": \"{ service { search { bytes } } }\"}");
        assert!(service.contains("{\"search\":{\"bytes\":"), "{service}");
        let ready = server.send("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assert!(ready.starts_with("HTTP/1.1 200 OK\r\n"), "{ready}");
        let start = Instant::now();
        let (code, said) = server.end(signal);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.starts_with("stopping: "), "{said}");
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

#[test]
fn a_second_signal_ends_requests_that_are_under_way() {
    let folder = Folder::new("serve-twice", SMALL);
    let mut command = command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut server = Server::start(command.current_dir(folder.path()));
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let half = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Content-Length: 100\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(half.as_bytes()).unwrap();
    // The server asks for the body only once the request is under way.
    let mut answer = [0; 25];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, *b"HTTP/1.1 100 Continue\r\n\r\n");
    server.signal("-TERM");
    let mut line = String::new();
    server.err.read_line(&mut line).unwrap();
    assert!(line.starts_with("stopping: "), "{line}");
    let (code, said) = server.end("-TERM");
    assert_eq!(code, Some(1));
    assert_eq!(said, "error: stopped before every request was finished\n");
}

#[test]
fn settings_reach_the_server() {
    let folder = Folder::new("serve-settings", SMALL);
    folder.write("corridor.toml", "cors_origin = [\"https://app.example.org\"]\nexplain = true\n");
    let mut command = command(&["serve", "--limit", "aliases=1"]);
    command.current_dir(folder.path()).env("CORRIDOR_LISTEN", "127.0.0.1:0");
    let server = Server::start(&mut command);
    let explained =
        server.post("{\"query\": \"{ __typename }\", \"extensions\": {\"explain\": true}}");
    assert!(explained.contains("\"explain\":\"query\\n"), "{explained}");
    let allowed = "access-control-allow-origin: https://app.example.org\r\n";
    assert!(explained.contains(allowed), "{explained}");
    let refused = server.post("{\"query\": \"{ a: __typename b: __typename }\"}");
    assert!(refused.contains("\"limit\":\"aliases\""), "{refused}");
}

#[test]
fn plans_are_kept_back_by_default() {
    let folder = Folder::new("serve-explain", SMALL);
    let mut command = command(&["serve", "--listen", "localhost:0"]);
    let server = Server::start(command.current_dir(folder.path()));
    let plain = server.post("{\"query\": \"{ __typename }\", \"extensions\": {\"explain\": true}}");
    assert!(plain.ends_with("{\"data\":{\"__typename\":\"Query\"}}"), "{plain}");
    assert!(!plain.contains("access-control-allow-origin"), "{plain}");
}

#[test]
fn an_address_that_is_taken_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = corridor(&["serve", "--listen", &address]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.starts_with(&format!("error: cannot listen on {address}: ")), "{}", ran.err);
    assert!(ran.err.ends_with("; another process listens there, give another --listen\n"));
}

#[test]
fn a_data_set_with_errors_is_not_served() {
    let folder = Folder::new("serve-broken", SMALL);
    folder.write("seed/more.yaml", "Person:\n  bob: {name: Bob, age: old}\n");
    let ran = folder.corridor(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("seed/more.yaml:2:25: error["), "{}", ran.err);
    assert!(
        ran.err.ends_with("error: the data set cannot be served: it has 1 error\n"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("listening"), "{}", ran.err);
}
