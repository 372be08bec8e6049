//! `/export/…`: the same bytes as from the library, with the headers of a file.

use super::fake::{get, request, send, server, settings, state};
use crate::support::toy;
use axum::{body::Body, http::Method};
use corridor::{
    format::{Choice, Export, Format, GraphField, Options},
    http::{PublicUrl, Settings, app},
    limits::Cancel,
};

const ANY: &str = "*/*";

/// What the library writes of the toy world.
fn written(choice: &Choice, format: Format, options: Options) -> String {
    let limits = toy().limits();
    let content = toy().content(choice, &Cancel::default()).unwrap();
    let mut bytes = Vec::new();
    Export { format, options, limits }.write(&content, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn around(root: &str, depth: u32) -> Choice {
    Choice::Field(GraphField::subgraph(&[root], depth))
}

#[tokio::test]
async fn every_format_has_its_route() {
    let root = toy().graph().arena().text(toy().graph().nodes().ids()[0]).into_owned();
    for info in Format::ALL {
        let uri = format!("/export/subgraph.{}?roots={root}&depth=2", info.ending);
        let answer = get(&uri, ANY).await;
        assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
        assert_eq!(answer.header("content-type"), info.media_type);
        let shown = if info.format == Format::Svg { "inline" } else { "attachment" };
        let expected = format!("{shown}; filename=\"{root}.{}\"", info.ending);
        assert_eq!(answer.header("content-disposition"), expected);
        let expected = written(&around(&root, 2), info.format, Options::default());
        assert_eq!(answer.text, expected, "{}", info.name);
    }
}

#[tokio::test]
async fn the_whole_graph_and_options() {
    let answer = get("/export/graph.csv?part=nodes&profile=neo4j", ANY).await;
    let mut options = Options::default();
    options.set(Format::Csv, "part", "nodes").unwrap();
    options.set(Format::Csv, "profile", "neo4j").unwrap();
    assert_eq!(answer.text, written(&Choice::Whole, Format::Csv, options));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"graph.csv\"");
}

#[tokio::test]
async fn the_address_of_the_server_is_that_of_the_data() {
    let public_url = Some(PublicUrl::new("https://graph.example.org/kg").unwrap());
    let server = app(state(Settings { public_url, ..settings() }));
    let request = request(Method::GET, "/export/graph.nt", &[], Body::empty());
    let answer = send(server, request).await;
    assert!(answer.text.contains("<https://graph.example.org/kg/entity/"), "{}", answer.text);
}

#[tokio::test]
async fn a_file_that_the_client_has_is_not_sent_again() {
    let first = get("/export/graph.gexf", ANY).await;
    let tag = first.header("etag");
    let again = |uri: &'static str| {
        let headers = [("if-none-match", tag)];
        send(server(), request(Method::GET, uri, &headers, Body::empty()))
    };
    let same = again("/export/graph.gexf").await;
    assert_eq!((same.status.as_u16(), same.text.as_str()), (304, ""));
    let other = again("/export/graph.graphml").await;
    assert_eq!(other.status.as_u16(), 200);
    assert_ne!(other.header("etag"), tag);
}

#[tokio::test]
async fn what_is_not_there_is_an_error_and_no_file() {
    for (uri, status, code, message) in [
        (
            "/export/subgraph.gexf",
            400,
            "BAD_REQUEST",
            "`roots` is missing: the ids of the entities in the middle, with commas between them",
        ),
        ("/export/subgraph.gexf?roots=nobody", 404, "NOT_FOUND", "there is no entity \"nobody\""),
        (
            "/export/graph.gexf?depth=2",
            400,
            "BAD_REQUEST",
            "GEXF 1.3 has no option \"depth\"; it has none",
        ),
        (
            "/export/graph.csv?part=node",
            400,
            "BAD_REQUEST",
            "\"node\" is no `part`; it is one of links, nodes, sources; did you mean \"nodes\"?",
        ),
        (
            "/export/subgraph.gexf?roots=orvin&depth=one",
            400,
            "BAD_REQUEST",
            "`depth` is no whole number: \"one\"",
        ),
        (
            "/export/subgraph.gexf?roots=orvin&depth=-1",
            400,
            "BAD_REQUEST",
            "`depth` is -1; it cannot be negative",
        ),
        (
            "/export/subgraph.gexf?roots=orvin&depth=1&depth=2",
            400,
            "BAD_REQUEST",
            "`depth` is given twice",
        ),
        (
            "/export/subgraph.gexf?roots=orvin&asof=2020-01-01",
            400,
            "BAD_REQUEST",
            "`subgraph` has no argument \"asof\"; did you mean \"asOf\"?",
        ),
        (
            "/export/subgraph.gexf?roots=orvin&where=name",
            400,
            "BAD_REQUEST",
            "`where` is not JSON: expected ident at line 1 column 2",
        ),
        (
            "/export/subgraph.gexf?roots=orvin&certain=yes",
            400,
            "BAD_REQUEST",
            "`certain` is neither true nor false: \"yes\"",
        ),
        (
            "/export/paths.svg?from=orvin",
            400,
            "BAD_REQUEST",
            "`to` is missing: the ids of the entities where paths end, with commas between them",
        ),
        (
            "/export/everything.gexf",
            404,
            "NOT_FOUND",
            "there is no export \"everything\"; there are graph, subgraph, connect, paths, shortestPath",
        ),
    ] {
        let answer = get(uri, ANY).await;
        assert_eq!(answer.refused(status, code), message, "{uri}");
        assert_eq!(answer.header("content-disposition"), "");
    }
    let message = get("/export/graph.doc", ANY).await.refused(404, "NOT_FOUND");
    assert!(message.contains("endings are gexf, graphml, dot,"), "{message}");
}

#[tokio::test]
async fn too_many_at_the_same_time_are_turned_away() {
    let server = app(state(Settings { concurrent_exports: 0, ..settings() }));
    let request = request(Method::GET, "/export/graph.gexf", &[], Body::empty());
    let answer = send(server, request).await;
    let message = answer.refused(503, "OVERLOADED");
    assert_eq!(message, "0 exports are being sent, the limit `concurrent_exports`; try again");
    let limit = &answer.json()["errors"][0]["extensions"]["limit"];
    assert_eq!(limit, "concurrent_exports");
}
