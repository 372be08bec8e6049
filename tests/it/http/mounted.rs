//! The API behind the axum integration of async-graphql, beside our own route.

use super::fake::{request, send, settings};
use crate::support::toy;
use async_graphql::Executor as _;
use async_graphql_axum::GraphQL;
use axum::{Router, body::Body, http::Method};
use corridor::http::{Executor, Settings, State, app};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use std::sync::Arc;

fn state() -> Arc<State<&'static corridor::snapshot::Snapshot>> {
    let state = State::new(Settings { body_bytes: 1 << 20, ..settings() });
    state.publish(toy());
    state
}

async fn post(app: Router, body: &Value) -> Value {
    let headers = [("content-type", "application/json"), ("accept", "application/json")];
    let request = request(Method::POST, "/graphql", &headers, Body::from(body.to_string()));
    send(app, request).await.json()
}

/// Data, errors of fields with their paths, and refusals are those of our own route.
#[tokio::test]
async fn an_integration_answers_as_our_own_route_does() {
    let executor = Executor::new(state());
    let mounted = Router::new().route_service("/graphql", GraphQL::new(executor));
    for body in [
        json!({"query": "{ people { totalCount nodes { id name names { value lang } } } }"}),
        json!({
            "query": "query Who($id: ID!, $lang: [String!]) { person(id: $id) { name(lang: $lang) } }",
            "operationName": "Who",
            "variables": {"id": "orvin", "lang": ["az"]},
        }),
        json!({"query": "{ projects { nodes { id budget ratios data } } }"}),
        json!({"query": "{ one: people(first: -1) { totalCount } two: person(id: \"orvin\") { id } }"}),
        json!({"query": "{ people { nodes { id metrics { pageRank coreness } } } }"}),
        json!({"query": "{ nothing }"}),
        json!({"query": "query($id: ID!) { person(id: $id) { id } }"}),
        json!({"query": "{ __schema { queryType { name } } }"}),
    ] {
        let mut expected = post(app(state()), &body).await;
        if expected.get("data").is_none() {
            // async-graphql has `data` in every response.
            expected["data"] = Value::Null;
        }
        assert_eq!(post(mounted.clone(), &body).await, expected, "{body}");
    }
}

#[tokio::test]
async fn a_stream_is_one_response() {
    let executor = Executor::new(state());
    let request = async_graphql::Request::new("{ person(id: \"orvin\") { id } }");
    let responses: Vec<_> = executor.execute_stream(request, None).collect().await;
    let data: Vec<_> = responses.iter().map(|it| serde_json::to_value(&it.data).unwrap()).collect();
    assert_eq!(data, [json!({"person": {"id": "orvin"}})]);
}

#[tokio::test]
async fn before_there_is_data_it_says_so() {
    let state: Arc<State<&'static corridor::snapshot::Snapshot>> = State::new(settings());
    let response = Executor::new(state).execute("{ __typename }".into()).await;
    let response = serde_json::to_value(&response).unwrap();
    assert_eq!(response["errors"][0]["extensions"]["code"], "OVERLOADED", "{response}");
}
