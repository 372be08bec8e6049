//! Every MUST and SHOULD of the GraphQL-over-HTTP specification, as far as HTTP decides it.

use super::fake::{
    Answer, GRAPHQL, JSON, get, post, post_with, query_string, request, send, server,
};
use axum::{body::Body, http::Method};
use serde_json::{Value, json};

const JSON_BODY: (&str, &str) = ("content-type", "application/json");
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// What the engine was asked.
fn asked(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["data"].clone()
}

#[tokio::test]
async fn a_post_passes_all_parameters_on() {
    let body =
        r#"{"query":"query A { a }","operationName":"A","variables":{"x":1},"extensions":{}}"#;
    let expected = json!({
        "query": "query A { a }", "operationName": "A", "variables": "{\"x\":1}",
        "explain": false, "readOnly": false,
    });
    assert_eq!(asked(&post(body).await), expected);
}

#[tokio::test]
async fn a_get_passes_all_parameters_on_and_may_only_read() {
    let uri = query_string(&[
        ("query", "query A { a(x: \"Ж & b\") }"),
        ("operationName", "A"),
        ("variables", " {\"x\": [1]} "),
        ("extensions", "{}"),
        ("utm_source", "ignored"),
    ]);
    let answer = get(&uri, "application/graphql-response+json").await;
    let expected = json!({
        "query": "query A { a(x: \"Ж & b\") }", "operationName": "A", "variables": "{\"x\": [1]}",
        "explain": false, "readOnly": true,
    });
    assert_eq!(asked(&answer), expected);
    assert_eq!(answer.header("vary"), "accept");
}

#[tokio::test]
async fn empty_parameters_count_as_absent() {
    let answer = get("/graphql?query=q&operationName=&variables=&extensions=", "*/*").await;
    assert_eq!(asked(&answer)["operationName"], Value::Null);
    assert_eq!(asked(&answer)["variables"], Value::Null);
    let answer = post(r#"{"query":"q","operationName":""}"#).await;
    assert_eq!(asked(&answer)["operationName"], Value::Null);
}

#[tokio::test]
async fn nulls_count_as_absent_and_unknown_members_are_ignored() {
    let body = r#"{"query":"q","operationName":null,"variables":null,"extensions":null,"id":7}"#;
    assert_eq!(asked(&post(body).await)["variables"], Value::Null);
}

#[tokio::test]
async fn the_answer_comes_in_the_type_that_was_asked_for() {
    for (accept, content_type) in [
        ("application/graphql-response+json", GRAPHQL),
        ("application/json", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        ("application/graphql-response+json, application/json", GRAPHQL),
        (BROWSER, JSON),
    ] {
        let answer = post_with(&[JSON_BODY, ("accept", accept)], r#"{"query":"q"}"#).await;
        assert_eq!(answer.header("content-type"), content_type, "{accept}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    let answer = post_with(&[JSON_BODY], r#"{"query":"q"}"#).await;
    assert_eq!(answer.header("content-type"), JSON, "without Accept");
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_acceptable() {
    for accept in ["text/html", "text/plain", "application/json;q=0", "image/*"] {
        let answer = post_with(&[JSON_BODY, ("accept", accept)], r#"{"query":"q"}"#).await;
        let message = answer.refused(406, "BAD_REQUEST");
        assert!(message.contains("application/graphql-response+json"), "{message}");
    }
    get("/graphql?query=q", "text/plain").await.refused(406, "BAD_REQUEST");
}

#[tokio::test]
async fn only_json_is_read() {
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/graphql",
    ] {
        let answer = post_with(&[("content-type", content_type)], r#"{"query":"q"}"#).await;
        answer.refused(415, "UNSUPPORTED_MEDIA_TYPE");
        assert_eq!(answer.header("accept"), "application/json");
    }
    post_with(&[], r#"{"query":"q"}"#).await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    let compressed = [JSON_BODY, ("content-encoding", "gzip")];
    post_with(&compressed, "\u{1f}").await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    let declared = [("content-type", "application/json; charset=UTF-8")];
    asked(&post_with(&declared, r#"{"query":"q"}"#).await);
}

#[tokio::test]
async fn a_malformed_request_is_told_what_is_wrong() {
    for (body, says) in [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("{\"query\":\"q\"} x", "not JSON"),
        ("\"q\"", "not a JSON object"),
        ("null", "not a JSON object"),
        ("{}", "`query` is missing"),
        (r#"{"query":null}"#, "`query` is missing"),
        (r#"{"query":1}"#, "`query` must be a string, not a number"),
        (r#"{"query":["q"]}"#, "`query` must be a string, not a list"),
        (r#"{"query":"\ud800"}"#, "not JSON"),
        (r#"{"query":"q","query":"r"}"#, "twice"),
        (
            r#"{"query":"q","operationName":true}"#,
            "`operationName` must be a string, not a boolean",
        ),
        (r#"{"query":"q","variables":"{}"}"#, "`variables` must be an object, not a string"),
        (r#"{"query":"q","variables":[]}"#, "`variables` must be an object, not a list"),
        (r#"{"query":"q","extensions":7}"#, "`extensions` must be an object, not a number"),
    ] {
        for accept in ["application/graphql-response+json", "application/json"] {
            let answer = post_with(&[JSON_BODY, ("accept", accept)], body).await;
            let message = answer.refused(400, "BAD_REQUEST");
            assert!(message.contains(says), "{body}: {message}");
            assert!(answer.header("content-type").starts_with(accept));
        }
    }
    let message = post(&b"{\"query\":\"\xff\"}"[..]).await.refused(400, "BAD_REQUEST");
    assert!(message.contains("not UTF-8 from byte 10"), "{message}");
}

#[tokio::test]
async fn a_malformed_query_string_is_told_what_is_wrong() {
    for (query, says) in [
        ("", "`query` is missing"),
        ("query=", "`query` is missing"),
        ("query=q&query=r", "`query` is given twice"),
        ("query=q&variables=x", "`variables` is not JSON"),
        ("query=q&variables=[]", "`variables` must be an object, not a list"),
        ("query=q&extensions=1", "`extensions` must be an object, not a number"),
    ] {
        let message = get(&format!("/graphql?{query}"), "*/*").await.refused(400, "BAD_REQUEST");
        assert!(message.contains(says), "{query}: {message}");
    }
}

#[tokio::test]
async fn batches_are_refused_with_the_reason() {
    for body in ["[]", r#" [{"query":"q"}]"#] {
        let message = post(body).await.refused(400, "BAD_REQUEST");
        assert!(message.contains("a request of its own"), "{message}");
    }
}

#[tokio::test]
async fn the_status_says_what_became_of_a_request_where_the_type_allows() {
    for (query, graphql, json) in [
        ("q", 200, 200),
        ("{ fieldError }", 200, 200),
        ("{ syntax", 400, 200),
        ("{ variables }", 400, 200),
    ] {
        let body = json!({ "query": query }).to_string();
        for (accept, status) in
            [("application/graphql-response+json", graphql), ("application/json", json)]
        {
            let answer = post_with(&[JSON_BODY, ("accept", accept)], body.clone()).await;
            assert_eq!(answer.status.as_u16(), status, "{query} as {accept}");
            let uri = query_string(&[("query", query)]);
            assert_eq!(get(&uri, accept).await.status.as_u16(), status, "{query} as {accept}");
        }
    }
}

#[tokio::test]
async fn a_get_never_runs_a_mutation() {
    let uri = query_string(&[("query", "mutation { m }")]);
    for accept in ["application/graphql-response+json", "application/json"] {
        let answer = get(&uri, accept).await;
        assert_eq!(answer.status, 405);
        assert_eq!(answer.header("allow"), "POST");
        assert_eq!(answer.json()["errors"][0]["message"], "by POST");
    }
    asked(&post(r#"{"query":"mutation { m }"}"#).await);
}

#[tokio::test]
async fn a_head_is_a_get_without_the_body() {
    let head = request(Method::HEAD, "/graphql?query=q", &[("accept", "*/*")], Body::empty());
    let answer = send(server(), head).await;
    let got = get("/graphql?query=q", "*/*").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, ""));
    assert_eq!(answer.header("content-length"), got.text.len().to_string());
    assert_eq!(answer.header("content-type"), got.header("content-type"));
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() {
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = send(server(), request(method, "/graphql", &[], Body::empty())).await;
        answer.refused(405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), "GET, HEAD, POST, OPTIONS");
    }
    let options = request(Method::OPTIONS, "/graphql", &[], Body::empty());
    let answer = send(server(), options).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    assert_eq!(answer.header("allow"), "GET, HEAD, POST, OPTIONS");
}

#[tokio::test]
async fn what_is_nowhere_is_not_found() {
    let message = get("/grapql", "*/*").await.refused(404, "NOT_FOUND");
    assert_eq!(message, "there is nothing at /grapql; the GraphQL endpoint is /graphql");
}

/// Clients of Apollo send the hash of a document first, and the document once they get this code
/// and this message.
#[tokio::test]
async fn a_document_by_its_hash_alone_is_asked_for() {
    let extensions = r#"{"persistedQuery":{"version":1,"sha256Hash":"ecf4edb46db40b5132295c02"}}"#;
    let body = format!(r#"{{"operationName":"A","variables":{{}},"extensions":{extensions}}}"#);
    let uri = query_string(&[("operationName", "A"), ("extensions", extensions)]);
    let code = "PERSISTED_QUERY_NOT_SUPPORTED";
    for (accept, status) in [("application/graphql-response+json", 400), ("application/json", 200)]
    {
        let posted = post_with(&[JSON_BODY, ("accept", accept)], body.clone()).await;
        assert_eq!(posted.refused(status, code), "PersistedQueryNotSupported");
        assert_eq!(get(&uri, accept).await.refused(status, code), "PersistedQueryNotSupported");
    }
    let both = format!(r#"{{"query":"q","extensions":{extensions}}}"#);
    assert_eq!(asked(&post(both).await)["query"], "q");
    for other in [r#"{}"#, r#"{"persistedQuery":null}"#] {
        let body = format!(r#"{{"extensions":{other}}}"#);
        post(body).await.refused(400, "BAD_REQUEST");
    }
}
