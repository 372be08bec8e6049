//! `Host`: HTTP/1.1 demands it, once; RFC 9112, section 3.2.

use super::fake::{Answer, send, server};
use axum::{
    body::Body,
    http::{Method, Request, Version},
};

const PATHS: [(Method, &str); 5] = [
    (Method::GET, "/livez"),
    (Method::POST, "/graphql"),
    (Method::GET, "/graphql?query=q"),
    (Method::OPTIONS, "/graphql"),
    (Method::GET, "/nowhere"),
];

async fn ask(method: &Method, path: &str, version: Version, hosts: &[&str]) -> Answer {
    let mut asked = Request::builder().method(method).uri(path).version(version);
    asked = asked.header("content-type", "application/json");
    for host in hosts {
        asked = asked.header("host", *host);
    }
    let body = if method == Method::POST { r#"{"query":"q"}"# } else { "" };
    send(server(), asked.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn http_1_1_names_one_host() {
    for (method, path) in &PATHS {
        for (hosts, says) in [
            (&[][..], "`Host` is missing"),
            (&["a.example", "a.example"], "`Host` is sent twice"),
            (&["a.example", "b.example"], "`Host` is sent twice"),
            (&["a.example/path"], "not the name of a host"),
            (&["user@a.example"], "not the name of a host"),
            (&["a b"], "not the name of a host"),
        ] {
            let answer = ask(method, path, Version::HTTP_11, hosts).await;
            let message = answer.refused(400, "BAD_REQUEST");
            assert!(message.contains(says), "{method} {path} {hosts:?}: {message}");
        }
    }
}

#[tokio::test]
async fn a_host_is_a_name_or_an_address_with_or_without_a_port() {
    for host in ["a.example", "a.example:8000", "127.0.0.1:80", "[::1]:8000", "xn--80a.example", ""]
    {
        let answer = ask(&Method::GET, "/livez", Version::HTTP_11, &[host]).await;
        assert_eq!(answer.status, 200, "{host}");
    }
}

#[tokio::test]
async fn other_versions_do_not_demand_it() {
    for version in [Version::HTTP_10, Version::HTTP_2] {
        assert_eq!(ask(&Method::GET, "/livez", version, &[]).await.status, 200, "{version:?}");
    }
}
