//! Every bound of the server, at it and over it.

use super::fake::{Fake, post, post_with, request, send, server, settings, state, streamed};
use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use corridor::http::{Settings, State, app};
use futures_util::{StreamExt, stream};
use std::{convert::Infallible, time::Duration};

/// A body of so many bytes.
fn body_of(bytes: usize) -> String {
    let frame = r#"{"query":""}"#.len();
    format!(r#"{{"query":"{}"}}"#, "q".repeat(bytes - frame))
}

#[tokio::test]
async fn a_body_may_have_body_bytes_and_no_more() {
    assert_eq!(post(body_of(1_000)).await.status, 200);
    let message = post(body_of(1_001)).await.refused(413, "LIMIT_EXCEEDED");
    assert_eq!(message, "the body is over 1000 bytes, the limit `body_bytes`");
}

#[tokio::test]
async fn a_body_of_unknown_length_may_have_body_bytes_and_no_more() {
    let rest: &'static str = body_of(1_000).leak();
    let (first, second) = rest.split_at(500);
    assert_eq!(post(streamed(vec![first, second])).await.status, 200);
    post(streamed(vec![first, second, " "])).await.refused(413, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn a_declared_length_is_refused_before_the_body_is_read() {
    let never = Body::from_stream(stream::pending::<Result<&str, Infallible>>());
    let headers = [("content-type", "application/json"), ("content-length", "1001")];
    post_with(&headers, never).await.refused(413, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up_on() {
    let server = app(state(Settings { body_timeout: Duration::from_millis(50), ..settings() }));
    let start = stream::iter([Ok::<_, Infallible>("{\"query\"")]);
    let body = Body::from_stream(start.chain(stream::pending()));
    let headers = [("content-type", "application/json")];
    let answer = send(server, request(Method::POST, "/graphql", &headers, body)).await;
    let message = answer.refused(408, "LIMIT_EXCEEDED");
    assert_eq!(message, "the body did not arrive within 50 ms");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_many_requests_run_as_concurrent_requests_and_no_more() {
    let server = app(state(Settings { concurrent_requests: 2, ..settings() }));
    let slow = || {
        let headers = [("content-type", "application/json")];
        let body = Body::from(r#"{"query":"{ slow }"}"#);
        tokio::spawn(send(server.clone(), request(Method::POST, "/graphql", &headers, body)))
    };
    let answers = futures_util::future::join_all([slow(), slow(), slow()]).await;
    let mut answers: Vec<_> =
        answers.into_iter().map(|answer| answer.expect("an answer")).collect();
    answers.sort_by_key(|answer| answer.status);
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [200, 200, 503]);
    answers[2].refused(503, "OVERLOADED");
    assert_eq!(answers[2].header("retry-after"), "1");
    // The places are given back.
    let again = slow().await.expect("an answer");
    assert_eq!(again.status, StatusCode::OK);
}

#[tokio::test]
async fn a_place_is_given_back_by_a_client_that_leaves() {
    let server = app(state(Settings { concurrent_requests: 1, ..settings() }));
    let headers = [("content-type", "application/json")];
    let never = Body::from_stream(stream::pending::<Result<&str, Infallible>>());
    let hanging = send(server.clone(), request(Method::POST, "/graphql", &headers, never));
    assert!(tokio::time::timeout(Duration::from_millis(20), hanging).await.is_err());
    let body = Body::from(r#"{"query":"q"}"#);
    let answer = send(server, request(Method::POST, "/graphql", &headers, body)).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_panic_ends_one_request() {
    for _ in 0..2 {
        post(r#"{"query":"{ panic }"}"#).await.refused(500, "INTERNAL_SERVER_ERROR");
    }
    let server = app(state(Settings { concurrent_requests: 1, ..settings() }));
    for (query, status) in [("{ panic }", 500), ("q", 200)] {
        let body = Body::from(serde_json::json!({ "query": query }).to_string());
        let headers = [("content-type", "application/json")];
        let answer = send(server.clone(), request(Method::POST, "/graphql", &headers, body)).await;
        assert_eq!(answer.status, status);
    }
}

#[tokio::test]
async fn without_a_data_set_the_server_says_so() {
    let server = app(State::<Fake>::new(settings()));
    let headers = [("content-type", "application/json")];
    for (method, path, body) in [
        (Method::POST, "/graphql", r#"{"query":"q"}"#),
        (Method::GET, "/graphql?query=q", ""),
        (Method::GET, "/schema.graphql", ""),
    ] {
        let answer = send(server.clone(), request(method, path, &headers, body)).await;
        answer.refused(503, "OVERLOADED");
        assert_eq!(answer.header("retry-after"), "1");
    }
    let probe = |path| send(server.clone(), request(Method::GET, path, &[], Body::empty()));
    assert_eq!(probe("/readyz").await.status, 503);
    assert_eq!(probe("/livez").await.status, 200);
}

#[tokio::test]
async fn the_plan_is_shown_where_the_setting_allows_it() {
    for explain in [false, true] {
        let server = app(state(Settings { explain, ..settings() }));
        let headers = [("content-type", "application/json")];
        let body = Body::from(r#"{"query":"q","extensions":{"explain":true}}"#);
        let answer = send(server, request(Method::POST, "/graphql", &headers, body)).await;
        assert_eq!(answer.json()["data"]["explain"], explain);
    }
    assert_eq!(
        send(server(), request(Method::GET, "/readyz", &[], Body::empty())).await.status,
        200
    );
}
