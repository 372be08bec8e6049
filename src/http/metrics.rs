//! Counts and times of requests, and the text in which Prometheus reads them.
//!
//! Routes, methods and statuses are closed lists, so a request is counted in fixed places: no
//! lock, no hashing, three additions. The text format is documented at
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>; docs/metrics.md lists all
//! metrics.

use super::{
    routes::{Endpoint, ROUTES},
    state::{Engine, State},
};
use axum::http::{Method, StatusCode};
use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// The media type of the text.
pub(super) const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The labels of methods; the last one is for those that no route answers.
const METHODS: [&str; 5] = ["GET", "HEAD", "POST", "OPTIONS", "other"];

/// The statuses of all responses. A status that is missing here is counted as `other`.
const STATUSES: [u16; 14] = [200, 204, 304, 307, 400, 404, 405, 406, 408, 413, 415, 500, 501, 503];

/// The upper bounds of the buckets of response times, in microseconds. A small query takes a few,
/// and `deadline_ms` ends one that takes longer than the last.
const BOUNDS: [u64; 15] = [
    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 250_000, 1_000_000,
    2_500_000, 10_000_000,
];

/// The counters of a server.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    routes: [Counters; ROUTES.len()],
    snapshots: AtomicU64,
}

/// The counters of a route.
#[derive(Debug, Default)]
struct Counters {
    responses: [[AtomicU64; STATUSES.len() + 1]; METHODS.len()],
    /// Responses by the first bound that their time is within; the last is for longer ones.
    times: [AtomicU64; BOUNDS.len() + 1],
    nanoseconds: AtomicU64,
}

impl Metrics {
    /// Counts a response.
    pub(super) fn record(
        &self,
        endpoint: Endpoint,
        method: &Method,
        status: StatusCode,
        time: Duration,
    ) {
        let counters = &self.routes[endpoint as usize];
        counters.responses[method_index(method)][status_index(status)].fetch_add(1, Relaxed);
        let nanoseconds = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|bound| nanoseconds <= bound * 1_000);
        counters.times[bucket.unwrap_or(BOUNDS.len())].fetch_add(1, Relaxed);
        counters.nanoseconds.fetch_add(nanoseconds, Relaxed);
    }

    /// Counts a data set that is served from now on.
    pub(super) fn snapshot_published(&self) {
        self.snapshots.fetch_add(1, Relaxed);
    }
}

fn method_index(method: &Method) -> usize {
    match *method {
        Method::GET => 0,
        Method::HEAD => 1,
        Method::POST => 2,
        Method::OPTIONS => 3,
        _ => 4,
    }
}

fn status_index(status: StatusCode) -> usize {
    let known = STATUSES.iter().position(|known| *known == status.as_u16());
    known.unwrap_or(STATUSES.len())
}

/// The text of all metrics, in a fixed order.
pub(super) fn text<E: Engine>(state: &State<E>) -> String {
    let mut out = Text(String::with_capacity(4_096));
    requests(&mut out, &state.metrics);
    times(&mut out, &state.metrics);
    out.head("corridor_http_requests_running", "gauge", "Requests that run on the data set now.");
    out.line("corridor_http_requests_running", "", state.running());
    out.head(
        "corridor_http_requests_running_limit",
        "gauge",
        "The limit concurrent_requests: requests above it get status 503.",
    );
    out.line("corridor_http_requests_running_limit", "", state.settings.concurrent_requests);
    snapshot(&mut out, state);
    out.0
}

fn requests(out: &mut Text, metrics: &Metrics) {
    let name = "corridor_http_requests_total";
    out.head(name, "counter", "Responses, by route, method and status.");
    for (route, counters) in ROUTES.iter().zip(&metrics.routes) {
        for (method, responses) in METHODS.iter().zip(&counters.responses) {
            for (index, count) in responses.iter().enumerate() {
                let count = count.load(Relaxed);
                if count > 0 {
                    let status = STATUSES.get(index).map_or("other".to_owned(), u16::to_string);
                    let route = route.label();
                    let labels =
                        format!("{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}}");
                    out.line(name, &labels, count);
                }
            }
        }
    }
}

fn times(out: &mut Text, metrics: &Metrics) {
    let name = "corridor_http_request_duration_seconds";
    out.head(
        name,
        "histogram",
        "Time from the head of a request to the head of its response, by route.",
    );
    for (route, counters) in ROUTES.iter().zip(&metrics.routes) {
        let route = route.label();
        let counts: Vec<u64> = counters.times.iter().map(|count| count.load(Relaxed)).collect();
        let all: u64 = counts.iter().sum();
        if all == 0 {
            continue;
        }
        let mut within = 0;
        for (bound, count) in BOUNDS.iter().zip(&counts) {
            within += count;
            let bound = *bound as f64 / 1e6;
            let labels = format!("{{route=\"{route}\",le=\"{bound}\"}}");
            out.line(&format!("{name}_bucket"), &labels, within);
        }
        out.line(&format!("{name}_bucket"), &format!("{{route=\"{route}\",le=\"+Inf\"}}"), all);
        let labels = format!("{{route=\"{route}\"}}");
        let seconds = counters.nanoseconds.load(Relaxed) as f64 / 1e9;
        out.line(&format!("{name}_sum"), &labels, seconds);
        out.line(&format!("{name}_count"), &labels, all);
    }
}

fn snapshot<E: Engine>(out: &mut Text, state: &State<E>) {
    let served = state.served();
    let info = served.as_deref().map(|served| served.engine.info());
    let name = "corridor_build_info";
    out.head(name, "gauge", "Always 1; the label says which version of Corridor runs.");
    out.line(name, concat!("{version=\"", env!("CARGO_PKG_VERSION"), "\"}"), 1);
    let name = "corridor_snapshots_published_total";
    out.head(name, "counter", "Data sets that were served since the start; 0 while loading.");
    out.line(name, "", state.metrics.snapshots.load(Relaxed));
    let Some(info) = info else { return };
    let name = "corridor_snapshot_info";
    out.head(name, "gauge", "Always 1; the label says which data set is served.");
    out.line(name, &format!("{{snapshot=\"{}\"}}", info.hash), 1);
    let name = "corridor_snapshot_entities";
    out.head(name, "gauge", "Entities in the data set.");
    out.line(name, "", info.entities);
    let name = "corridor_snapshot_links";
    out.head(name, "gauge", "Links in the data set.");
    out.line(name, "", info.links);
    let name = "corridor_snapshot_load_seconds";
    out.head(name, "gauge", "The time that reading, checking and building the data set took.");
    out.line(name, "", info.load_time.as_secs_f64());
}

/// The text while it is written.
struct Text(String);

impl Text {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_counts_in_the_first_bucket_that_holds_it() {
        let metrics = Metrics::default();
        for micros in [0, 25, 26, 10_000_000, 10_000_001] {
            let time = Duration::from_micros(micros);
            metrics.record(Endpoint::Live, &Method::GET, StatusCode::OK, time);
        }
        let counters = &metrics.routes[Endpoint::Live as usize];
        let counts: Vec<u64> = counters.times.iter().map(|count| count.load(Relaxed)).collect();
        assert_eq!((counts[0], counts[1], counts[14], counts[15]), (2, 1, 1, 1));
        assert_eq!(counts.iter().sum::<u64>(), 5);
    }

    #[test]
    fn the_bounds_grow() {
        assert!(BOUNDS.is_sorted_by(|a, b| a < b));
    }
}
