//! The run: every contender answers every query rightly, then they take turns.
//!
//! Turns are short, and all contenders have theirs before any has its next one. What slows
//! the machine down for a while so slows all of them, and a ratio is taken within a round.

use crate::{
    client::{Connection, Round, request, round},
    contender::Contender,
    graph::Graph,
    process::Server,
    query::Query,
    walk::Walk,
};
use serde_json::Value;
use std::{io, sync::Arc, time::Duration};

/// How a run goes.
pub(crate) struct Pace {
    pub rounds: usize,
    pub turn: Duration,
    /// Before the first round, unmeasured: Node compiles while it runs.
    pub warm_up: Duration,
    pub connections: usize,
}

/// What one contender did on one query.
pub(crate) struct Outcome {
    pub contender: Contender,
    pub rounds: Vec<Round>,
    /// Processor time a request, over all rounds.
    pub processor: Duration,
}

/// What came of one query.
pub(crate) struct Measured {
    pub query: Query,
    pub bytes: usize,
    pub objects: usize,
    pub outcomes: Vec<Outcome>,
}

/// Measures a query on all servers that can answer it.
pub(crate) async fn measure(
    query: Query,
    servers: &[Server],
    graph: &Graph,
    walk: &Walk,
    pace: &Pace,
) -> io::Result<Measured> {
    let expected = walk.answer(query, query.start(graph), 0);
    let body = query.body(graph);
    let mut turns = Vec::new();
    for server in servers.iter().filter(|server| server.contender.answers(query)) {
        let request: Arc<[u8]> = request(server.port, &server.contender.path(query), &body).into();
        let length = verify(server, query, &request, &expected).await?;
        round(server.port, pace.connections, &request, length, pace.warm_up).await?;
        turns.push(Turn { server, request, length, rounds: Vec::new(), busy: Duration::ZERO });
    }
    for _ in 0..pace.rounds {
        for turn in &mut turns {
            turn.take(pace).await?;
        }
    }
    // All but the response and its `data`. No string of this data set holds a brace.
    let objects = expected.iter().filter(|&&byte| byte == b'{').count() - 2;
    let outcomes = turns.into_iter().map(Turn::outcome).collect();
    Ok(Measured { query, bytes: expected.len(), objects, outcomes })
}

struct Turn<'a> {
    server: &'a Server,
    request: Arc<[u8]>,
    length: usize,
    rounds: Vec<Round>,
    busy: Duration,
}

impl Turn<'_> {
    async fn take(&mut self, pace: &Pace) -> io::Result<()> {
        let Self { server, request, length, .. } = self;
        let before = server.processor_time();
        let one = round(server.port, pace.connections, request, *length, pace.turn).await;
        let problem = |error: io::Error| {
            io::Error::new(error.kind(), format!("{}: {error}", server.contender.title()))
        };
        self.rounds.push(one.map_err(problem)?);
        self.busy += server.processor_time().saturating_sub(before);
        Ok(())
    }

    fn outcome(self) -> Outcome {
        let requests: usize = self.rounds.iter().map(|round| round.latencies.len()).sum();
        let processor = self.busy.div_f64(requests.max(1) as f64);
        Outcome { contender: self.server.contender, rounds: self.rounds, processor }
    }
}

/// Checks that a server's answer is the expected one as JSON, keys in the same order; how
/// long it is.
async fn verify(
    server: &Server,
    query: Query,
    request: &[u8],
    expected: &[u8],
) -> io::Result<usize> {
    let mut connection = Connection::open(server.port).await?;
    let status = connection.exchange(request).await?;
    let body = connection.body();
    if status == 200 && body == expected {
        return Ok(body.len());
    }
    // Spaces may differ, nothing else: serde_json keeps the order of keys here.
    let same = |text: &[u8]| Some(serde_json::from_slice::<Value>(text).ok()?.to_string());
    if status == 200 && same(body).is_some_and(|body| Some(body) == same(expected)) {
        return Ok(body.len());
    }
    let start = |text: &[u8]| String::from_utf8_lossy(&text[..text.len().min(600)]).into_owned();
    Err(io::Error::other(format!(
        "{} answers the {} query wrongly, with status {status}:\n{}\nwhere this is due:\n{}",
        server.contender.title(),
        query.name(),
        start(body),
        start(expected),
    )))
}
