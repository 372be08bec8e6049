//! Files over HTTP from the shipped data: the address in an answer, `Graph.export`, the library and
//! named documents give the same bytes.

use super::fake::{Answer, request, send, settings};
use crate::support::shipped;
use axum::{Router, body::Body, http::Method};
use corridor::{
    format::{Choice, Document, Export, Format, Options},
    http::{PublicUrl, Settings, State, app},
    limits::Cancel,
};
use flate2::read::GzDecoder;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::io::Read;
use tower::ServiceExt;

fn server(public_url: Option<&str>) -> Router {
    let public_url = public_url.map(|url| PublicUrl::new(url).unwrap());
    let state = State::new(Settings { body_bytes: 1 << 20, public_url, ..settings() });
    state.publish(shipped());
    app(state)
}

async fn get(server: Router, uri: &str) -> Answer {
    send(server, request(Method::GET, uri, &[], Body::empty())).await
}

async fn ask(server: Router, query: &str) -> Value {
    let headers = [("content-type", "application/json"), ("host", "graph.example:8000")];
    let body = Body::from(json!({ "query": query }).to_string());
    let answer = send(server, request(Method::POST, "/graphql", &headers, body)).await.json();
    assert_eq!(answer.get("errors"), None, "{query}");
    answer["data"].clone()
}

/// The fields that return a graph, with every option of a view.
const GRAPHS: [&str; 6] = [
    "graph: subgraph(roots: [\"socar\"])",
    "graph: subgraph(roots: [\"socar\", \"kyrgyzneftegaz\"], depth: 2, limit: 30, limitPerRelation: 4,
        direction: OUT, relations: [COOPERATES_WITH, HOLDS_OFFICE, LOCATED_IN], asOf: \"2025-12-08\",
        certain: false)",
    "graph: subgraph(roots: [\"jic-meeting-6\"], depth: 2, limit: 60, excludeKinds: [Country],
        excludeRelations: [LOCATED_IN], maxDegree: 50, avoid: [\"socar\"],
        where: {name: {contains: \"a, b & c=d\"}},
        during: {from: \"2025-01-01\", to: \"2025-12-31\"}, kinds: [Person, Organization])",
    "graph: subgraph(roots: [\"jic-meeting-6\"], depth: 1, status: [ACTUAL, AGREED],
        edgeWhere: {OR: [{status: {in: [AGREED, PLANNED]}}, {note: {isNull: true}}]})",
    "graph: connect(ids: [\"socar\", \"bakyt-torobaev\", \"baku-port\"], cost: HUB_PENALTY)",
    "paths(from: [\"socar\"], to: [\"kyrgyzneftegaz\"], k: 3, maxLength: 4) { graph",
];

/// A query for some fields of a graph, and where the answer has it.
fn query(graph: &str, fields: &str) -> (String, &'static str) {
    let (end, place) =
        if graph.starts_with("graph:") { ("", "/graph") } else { ("}", "/paths/graph") };
    (format!("{{ {graph} {{ {fields} }} {end} }}"), place)
}

#[tokio::test]
async fn the_address_of_a_graph_gives_the_file_of_the_same_graph() {
    for base in ["http://graph.example:8000", "https://example.org/corridor"] {
        let public_url = Some(base).filter(|base| base.starts_with("https"));
        for (at, graph) in GRAPHS.iter().enumerate() {
            // Some of the files carry measures.
            let metrics = if at % 2 == 0 { "" } else { ", metrics: [PAGE_RANK, COMMUNITY]" };
            for info in Format::ALL {
                let format = format!("format: {}{metrics}", info.enum_value);
                let fields = format!("export({format}) exportUrl({format})");
                let (query, place) = query(graph, &fields);
                let answer = ask(server(public_url), &query).await;
                let shown = answer.pointer(place).unwrap();
                let url = shown["exportUrl"].as_str().unwrap();
                let path = url.strip_prefix(base).unwrap_or_else(|| panic!("{url}"));
                let file = get(server(public_url), path).await;
                assert_eq!(file.status, 200, "{url}: {file:?}");
                assert_eq!(file.header("content-type"), info.media_type);
                assert_eq!(file.text, shown["export"].as_str().unwrap(), "{url}");
            }
        }
    }
}

#[tokio::test]
async fn an_address_without_a_server_is_a_path() {
    let (query, place) = query(GRAPHS[0], "exportUrl(format: TURTLE)");
    let answer = crate::support::data(shipped(), &query, None);
    let url = &answer.pointer(place).unwrap()["exportUrl"];
    assert_eq!(url, "/export/subgraph.ttl?roots=socar&depth=2&limit=200");
}

/// The named documents and whether they show a part of the graph. One that does leaves in a
/// file of its operation's name, with the bytes of the library.
#[tokio::test]
async fn every_named_document_that_shows_a_graph_leaves_as_a_file() {
    let mut without = Vec::new();
    for operation in shipped().documents().names() {
        let uri = format!("/export/{operation}.graphml");
        let file = get(server(None), &uri).await;
        let choice = Choice::Document(Document {
            text: shipped().documents().get(operation).unwrap(),
            operation: Some(operation.to_owned()),
            variables: None,
        });
        let Ok(content) = shipped().content(&choice, &Cancel::default()) else {
            let message = file.refused(400, "BAD_REQUEST");
            assert_eq!(
                message,
                "the document shows no graph, no path and no page of entities or links"
            );
            without.push(operation);
            continue;
        };
        assert!(content.node_count() > 0, "{operation}");
        let export = Export {
            format: Format::Graphml,
            options: Options::default(),
            limits: shipped().limits(),
        };
        let mut bytes = Vec::new();
        export.write(&content, &mut bytes).unwrap();
        assert_eq!(file.text.as_bytes(), bytes, "{operation}");
        let name = format!("attachment; filename=\"{operation}.graphml\"");
        assert_eq!(file.header("content-disposition"), name);
    }
    assert_eq!(without, ["OntologyAndService", "WhoIsMeant"]);
}

#[tokio::test]
async fn variables_choose_what_a_named_document_shows() {
    let links = |text: &str| text.matches("<edge ").count();
    let uri = |id: &str| format!("/export/AllLinks.graphml?variables=%7B%22id%22:%22{id}%22%7D");
    let of_port = get(server(None), "/export/AllLinks.graphml").await;
    assert_eq!(of_port.text, get(server(None), &uri("baku-port")).await.text);
    let of_socar = get(server(None), &uri("socar")).await;
    assert!(links(&of_socar.text) > 0 && of_socar.text != of_port.text);
    let wrong = get(server(None), "/export/AllLinks.graphml?variables=%7B%22id%22:%5B%5D%7D").await;
    let message = wrong.refused(400, "BAD_REQUEST");
    assert!(message.starts_with("Variable \"$id\""), "{message}");
}

/// Sends a request that takes gzip.
async fn compressed(request_of: (Method, &str, &[(&str, &str)], Body)) -> (Answer, String) {
    let (method, uri, headers, body) = request_of;
    let headers = [headers, &[("accept-encoding", "gzip, br")]].concat();
    let response = server(None).oneshot(request(method, uri, &headers, body)).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let mut text = String::new();
    if parts.headers.get("content-encoding").is_some_and(|it| it == "gzip") {
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        assert!(bytes.len() < text.len() / 2, "{} of {}", bytes.len(), text.len());
    } else {
        text = String::from_utf8(bytes.to_vec()).unwrap();
    }
    let answer = Answer { status: parts.status, headers: parts.headers, text: String::new() };
    (answer, text)
}

#[tokio::test]
async fn a_file_is_compressed_for_who_takes_it() {
    let plain = get(server(None), "/export/graph.graphml").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.header("vary"), "accept-encoding");
    let asked = (Method::GET, "/export/graph.graphml", &[][..], Body::empty());
    let (answer, text) = compressed(asked).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert_eq!(answer.header("vary"), "accept-encoding");
    assert_eq!(text, plain.text);
    // They are other bytes, so they have another tag.
    assert_ne!(answer.header("etag"), plain.header("etag"));
    let tag = [("if-none-match", answer.header("etag"))];
    let (again, text) =
        compressed((Method::GET, "/export/graph.graphml", &tag, Body::empty())).await;
    assert_eq!((again.status.as_u16(), text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_large_answer_is_compressed_and_a_small_one_is_not() {
    let asked = |first: usize| {
        let query = "query($first: Int) { entities(first: $first) { nodes { name summary } } }";
        Body::from(json!({"query": query, "variables": {"first": first}}).to_string())
    };
    let json = &[("content-type", "application/json")][..];
    let (answer, large) = compressed((Method::POST, "/graphql", json, asked(500))).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    let plain = send(server(None), request(Method::POST, "/graphql", json, asked(500))).await;
    assert_eq!(large, plain.text);
    let (answer, small) = compressed((Method::POST, "/graphql", json, asked(5))).await;
    assert_eq!(answer.header("content-encoding"), "");
    assert!(small.starts_with("{\"data\":"), "{small}");
}
