//! Which other sites may call, by the setting.

use super::fake::{Answer, request, send, settings, state};
use axum::{
    body::Body,
    http::{HeaderMap, Method},
};
use corridor::http::{Cors, Settings, app};

const SITE: &str = "https://graph.example.org";

async fn ask(cors: &Cors, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let server = app(state(Settings { cors: cors.clone(), ..settings() }));
    let body = if method == Method::POST { r#"{"query":"q"}"# } else { "" };
    send(server, request(method, path, headers, Body::from(body))).await
}

async fn post_from(cors: &Cors, origin: &str) -> Answer {
    let headers = [("content-type", "application/json"), ("origin", origin)];
    ask(cors, Method::POST, "/graphql", &headers).await
}

async fn preflight(cors: &Cors, origin: &str) -> Answer {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    ask(cors, Method::OPTIONS, "/graphql", &headers).await
}

fn says_nothing(headers: &HeaderMap) -> bool {
    headers.keys().all(|name| !name.as_str().starts_with("access-control-"))
}

#[tokio::test]
async fn by_default_no_other_site_may_call() {
    assert!(says_nothing(&post_from(&Cors::Off, SITE).await.headers));
    assert!(says_nothing(&preflight(&Cors::Off, SITE).await.headers));
}

#[tokio::test]
async fn a_site_that_is_named_may_call_and_another_may_not() {
    let cors = Cors::new([SITE]).expect("an origin");
    let answer = post_from(&cors, SITE).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), SITE);
    assert_eq!(answer.header("vary"), "origin");

    let answer = preflight(&cors, SITE).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), SITE);
    assert_eq!(answer.header("access-control-allow-headers"), "content-type");
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    assert!(!answer.headers.contains_key("access-control-allow-credentials"));

    for answer in [
        post_from(&cors, "https://example.org").await,
        preflight(&cors, "https://graph.example.org.evil.org").await,
    ] {
        assert!(says_nothing(&answer.headers), "{answer:?}");
        assert_eq!(answer.header("vary"), "origin");
    }
}

#[tokio::test]
async fn with_a_star_every_site_may_call() {
    let cors = Cors::new(["*"]).expect("a star");
    assert_eq!(post_from(&cors, SITE).await.header("access-control-allow-origin"), "*");
    assert_eq!(preflight(&cors, SITE).await.header("access-control-allow-origin"), "*");
    let schema = ask(&cors, Method::GET, "/schema.graphql", &[("origin", SITE)]).await;
    assert_eq!(schema.header("access-control-allow-origin"), "*");
    let without_origin = ask(&cors, Method::GET, "/schema.graphql", &[]).await;
    assert!(says_nothing(&without_origin.headers));
}

#[tokio::test]
async fn a_refusal_can_be_read_by_the_site_too() {
    let cors = Cors::new([SITE]).expect("an origin");
    let answer = ask(&cors, Method::POST, "/graphql", &[("origin", SITE)]).await;
    answer.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    assert_eq!(answer.header("access-control-allow-origin"), SITE);
}
