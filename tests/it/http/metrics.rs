//! `/metrics`: every metric of docs/metrics.md is there, and counts what happened.

use super::fake::{Fake, get, query_string, request, send, settings, state};
use axum::{Router, body::Body, http::Method};
use corridor::http::{Settings, State, app};
use std::collections::BTreeMap;

/// The value of each series, checked to be a valid text of Prometheus: every series belongs to a
/// metric that was described before, and stands once.
async fn series(server: &Router) -> BTreeMap<String, f64> {
    let asked = request(Method::GET, "/metrics", &[], Body::empty());
    let answer = send(server.clone(), asked).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let (mut series, mut metric) = (BTreeMap::new(), String::new());
    for line in answer.text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            metric = rest.split(' ').next().unwrap().to_owned();
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').expect("a series");
            assert!(name.starts_with(&metric), "{line} under {metric}");
            let known = series.insert(name.to_owned(), value.parse().expect("a number"));
            assert_eq!(known, None, "{line} stands twice");
        }
    }
    series
}

async fn call(server: &Router, method: Method, path: &str) -> u16 {
    let headers = [("accept", "application/json")];
    let asked = request(method, path, &headers, Body::empty());
    send(server.clone(), asked).await.status.as_u16()
}

#[tokio::test]
async fn requests_are_counted_by_route_method_and_status() {
    let server = app(state(settings()));
    let query = query_string(&[("query", "q")]);
    for (method, path, status) in [
        (Method::GET, query.as_str(), 200),
        (Method::GET, query.as_str(), 200),
        (Method::GET, "/graphql", 400),
        (Method::PUT, "/graphql", 405),
        (Method::OPTIONS, "/graphql", 204),
        (Method::GET, "/entity/one", 200),
        (Method::GET, "/entity/two", 200),
        (Method::GET, "/entity/nobody", 404),
        (Method::GET, "/no/such/thing", 404),
        (Method::GET, "/", 307),
    ] {
        assert_eq!(call(&server, method, path).await, status, "{path}");
    }
    let series = series(&server).await;
    let count = |route: &str, method: &str, status: u16| {
        let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
        series.get(&format!("corridor_http_requests_total{{{labels}}}")).copied()
    };
    assert_eq!(count("/graphql", "GET", 200), Some(2.0));
    assert_eq!(count("/graphql", "GET", 400), Some(1.0));
    assert_eq!(count("/graphql", "other", 405), Some(1.0));
    assert_eq!(count("/graphql", "OPTIONS", 204), Some(1.0));
    assert_eq!(count("/entity/{id}", "GET", 200), Some(2.0));
    assert_eq!(count("/entity/{id}", "GET", 404), Some(1.0));
    assert_eq!(count("none", "GET", 404), Some(1.0));
    assert_eq!(count("/", "GET", 307), Some(1.0));
    // A request is counted when it was answered, so not the one that asks.
    assert_eq!(count("/metrics", "GET", 200), None);
    let all: f64 =
        series.iter().filter(|(name, _)| name.contains("requests_total")).map(|it| it.1).sum();
    assert_eq!(all, 10.0);
}

#[tokio::test]
async fn times_are_told_as_a_histogram() {
    let server = app(state(settings()));
    for _ in 0..3 {
        call(&server, Method::GET, "/livez").await;
    }
    let series = series(&server).await;
    let name = "corridor_http_request_duration_seconds";
    let bucket = |le: &str| series[&format!("{name}_bucket{{route=\"/livez\",le=\"{le}\"}}")];
    assert_eq!((bucket("10"), bucket("+Inf")), (3.0, 3.0));
    assert_eq!(series[&format!("{name}_count{{route=\"/livez\"}}")], 3.0);
    assert!(series[&format!("{name}_sum{{route=\"/livez\"}}")] > 0.0);
    let buckets = series.iter().filter(|(name, _)| name.contains("_bucket{route=\"/livez\""));
    assert_eq!(buckets.count(), 16);
    assert!(bucket("0.000025") <= bucket("0.01") && bucket("0.01") <= bucket("10"));
}

#[tokio::test]
async fn the_data_set_is_described_once_it_is_served() {
    let loading = State::<Fake>::new(settings());
    let before = series(&app(loading.clone())).await;
    assert_eq!(before["corridor_snapshots_published_total"], 0.0);
    assert!(before.keys().all(|name| !name.starts_with("corridor_snapshot_")), "{before:?}");
    loading.publish(Fake);
    loading.publish(Fake);
    let after = series(&app(loading)).await;
    for (name, value) in [
        ("corridor_snapshots_published_total", 2.0),
        ("corridor_snapshot_info{snapshot=\"0123abcd\"}", 1.0),
        ("corridor_snapshot_entities", 3.0),
        ("corridor_snapshot_links", 2.0),
        ("corridor_snapshot_load_seconds", 1.5),
        ("corridor_http_requests_running", 0.0),
        ("corridor_http_requests_running_limit", 4.0),
    ] {
        assert_eq!(after.get(name), Some(&value), "{name}: {after:?}");
    }
}

/// Operators look at it most when the server is busy.
#[tokio::test]
async fn a_busy_server_still_tells_its_metrics() {
    let server = app(state(Settings { concurrent_requests: 0, ..settings() }));
    for (path, status) in [
        ("/graphql?query=q", 503),
        ("/entity/one", 503),
        ("/reconcile", 503),
        ("/metrics", 200),
        ("/livez", 200),
        ("/readyz", 200),
        ("/schema.graphql", 200),
    ] {
        assert_eq!(call(&server, Method::GET, path).await, status, "{path}");
    }
}

#[tokio::test]
async fn the_page_lists_the_metrics_there_are() {
    let page = include_str!("../../../docs/metrics.md");
    let rows = page.lines().filter(|line| line.starts_with("| `corridor_"));
    let listed: Vec<(String, String, String)> = rows
        .map(|row| {
            let cells: Vec<_> = row.split('|').map(str::trim).collect();
            (cells[1].trim_matches('`').to_owned(), cells[2].to_owned(), cells[4].to_owned())
        })
        .collect();
    let text = get("/metrics", "*/*").await.text;
    let lines = |start: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix(start)?.split_once(' '));
        lines.map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect::<Vec<_>>()
    };
    let told = lines("# TYPE ").into_iter().zip(lines("# HELP "));
    let told: Vec<_> = told.map(|((name, kind), (_, help))| (name, kind, help)).collect();
    assert_eq!(listed, told);
}
