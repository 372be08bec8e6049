//! The server over the toy world: statuses as the real engine decides them.

use super::fake::{Answer, query_string, request, send, settings};
use crate::support::toy;
use axum::{Router, body::Body, http::Method};
use corridor::http::{Settings, State, app};
use serde_json::{Value, json};

const GRAPHQL: &str = "application/graphql-response+json";

fn server() -> Router {
    let state = State::new(Settings { body_bytes: 1 << 20, explain: true, ..settings() });
    state.publish(toy());
    app(state)
}

async fn post(accept: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("accept", accept)];
    let body = Body::from(body.to_string());
    send(server(), request(Method::POST, "/graphql", &headers, body)).await
}

async fn get(query: &str) -> Answer {
    let uri = query_string(&[("query", query)]);
    send(server(), request(Method::GET, &uri, &[("accept", GRAPHQL)], Body::empty())).await
}

#[tokio::test]
async fn a_query_is_answered_by_post_and_by_get() {
    let query = "query Who($id: ID!) { person(id: $id) { name } }";
    let body = json!({"query": query, "operationName": "Who", "variables": {"id": "orvin"}});
    let expected = json!({"person": {"name": "Orvin Tasselbrook"}});
    assert_eq!(post(GRAPHQL, &body).await.json()["data"], expected);
    assert_eq!(get("{ person(id: \"orvin\") { name } }").await.json()["data"], expected);
}

#[tokio::test]
async fn the_status_says_whether_the_request_could_run() {
    for (body, code) in [
        (json!({"query": "{"}), "GRAPHQL_PARSE_FAILED"),
        (json!({"query": "{ nothing }"}), "GRAPHQL_VALIDATION_FAILED"),
        (
            json!({"query": "query A { __typename }", "operationName": "B"}),
            "OPERATION_RESOLUTION_FAILURE",
        ),
        (json!({"query": "query($id: ID!) { person(id: $id) { name } }"}), "BAD_VARIABLES"),
    ] {
        let answer = post(GRAPHQL, &body).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        let answered = answer.json();
        assert_eq!(answered["errors"][0]["extensions"]["code"], code);
        assert!(answered.get("data").is_none(), "{answer:?}");
        assert_eq!(post("application/json", &body).await.status, 200, "{body}");
    }
    // An error of a field leaves data, and is no error of the request.
    let answer = post(GRAPHQL, &json!({"query": "{ people(first: -1) { totalCount } }"})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.json()["errors"][0]["path"].is_array(), "{answer:?}");
}

#[tokio::test]
async fn a_mutation_by_get_is_sent_to_post() {
    let answer = get("mutation { anything }").await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "POST"));
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn nesting_that_breaks_parsers_is_refused() {
    let deep = format!("{{ node(id: {}{}) {{ id }} }}", "[".repeat(50_000), "]".repeat(50_000));
    let answer = post(GRAPHQL, &json!({ "query": deep })).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn the_plan_comes_with_the_answer() {
    let body = json!({"query": "{ people { totalCount } }", "extensions": {"explain": true}});
    let answer = post(GRAPHQL, &body).await.json();
    assert!(answer["extensions"]["explain"].as_str().is_some_and(|plan| plan.contains("people")));
}

#[tokio::test]
async fn the_schema_is_that_of_the_snapshot() {
    let asked = request(Method::GET, "/schema.graphql", &[], Body::empty());
    assert_eq!(send(server(), asked).await.text, toy().sdl());
}
