//! The pages and the schema: types, caching, and what a browser is told to refuse.

use super::fake::{Answer, SDL, get, request, send, server};
use axum::{body::Body, http::Method};
use std::{fs, path::Path};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Whether `npm run build` was run in `web/` before this was compiled.
fn is_built() -> bool {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/web/dist/graphiql.html")).exists()
}

async fn again(uri: &str, accept: &str, tag: &str) -> Answer {
    let headers = [("accept", accept), ("if-none-match", tag)];
    send(server(), request(Method::GET, uri, &headers, Body::empty())).await
}

#[tokio::test]
async fn a_browser_gets_the_page_under_a_strict_policy() {
    for uri in ["/graphql", "/graphql?query=%7Bok%7D"] {
        let page = get(uri, BROWSER).await;
        assert_eq!(page.status, if is_built() { 200 } else { 501 });
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("vary"), "accept");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        let policy = page.header("content-security-policy");
        for rule in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.split("; ").any(|part| part == rule), "{rule} in {policy}");
        }
        assert!(page.text.contains("<title>Corridor</title>"), "{}", page.text);
        if is_built() {
            assert_eq!(page.header("cache-control"), "no-cache");
            let tag = page.header("etag");
            let again = again(uri, BROWSER, tag).await;
            assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
        } else {
            assert!(page.text.contains("make build"), "{}", page.text);
        }
    }
}

#[tokio::test]
async fn every_built_file_is_served_with_its_type() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/web/dist/assets"));
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("UTF-8").to_owned();
        let uri = format!("/assets/{name}");
        let head = request(Method::HEAD, &uri, &[], Body::empty());
        let answer = send(server(), head).await;
        assert_eq!(answer.status, 200, "{uri}");
        let size = fs::metadata(&path).expect("its size").len().to_string();
        assert_eq!(answer.header("content-length"), size, "{uri}");
        assert_ne!(answer.header("content-type"), "application/octet-stream", "{uri}");
        let caching = if name == "licenses.md" { "no-cache" } else { "immutable" };
        assert!(answer.header("cache-control").ends_with(caching), "{uri}");
    }
}

#[tokio::test]
async fn nothing_outside_the_assets_is_served() {
    for uri in ["/assets/../graphiql.html", "/assets/%2e%2e/graphiql.html", "/assets/nothing.js"] {
        get(uri, "*/*").await.refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn the_root_leads_to_graphiql() {
    let answer = get("/", BROWSER).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (307, "graphql"));
}

#[tokio::test]
async fn the_schema_is_text_that_may_be_kept() {
    let answer = get("/schema.graphql", "*/*").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, SDL));
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let tag = answer.header("etag");
    for known in [tag.to_owned(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        assert_eq!(again("/schema.graphql", "*/*", &known).await.status, 304, "{known}");
    }
    assert_eq!(again("/schema.graphql", "*/*", "\"other\"").await.text, SDL);
    let put = send(server(), request(Method::PUT, "/schema.graphql", &[], Body::empty())).await;
    put.refused(405, "METHOD_NOT_ALLOWED");
}
