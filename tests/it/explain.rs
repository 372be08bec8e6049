//! Golden plans: `tests/cases/explain/`. A change of a plan shows in review even where the
//! answer stays the same.
//!
//! A case is a document, a line `---` and the plan. `UPDATE_EXPECT=1` writes the plans;
//! `CASE=name` runs one case.

use crate::support::{toy, world_case_names};
use corridor::{
    api::{Api, Data, Request},
    diagnostics::{Diagnostics, SourceMap},
    graph::{Facts, Graph},
    limits::Limits,
    ontology,
    search::Index,
};
use serde_json::Value;
use std::{fs, path::Path, sync::Arc};

const FOLDER: &str = "tests/cases/explain";
const LINE: &str = "---\n";

/// Every case: its name, document and expected plan.
fn cases() -> Vec<(String, String, String)> {
    let only = std::env::var("CASE").ok();
    let read = |name: String| {
        let text = fs::read_to_string(Path::new(FOLDER).join(&name)).unwrap();
        let (query, plan) = text.split_once(LINE).unwrap_or((&text, ""));
        (name, query.to_owned(), plan.to_owned())
    };
    let mut cases: Vec<_> = world_case_names(Path::new(FOLDER)).into_iter().map(read).collect();
    cases.retain(|case| only.as_ref().is_none_or(|only| case.0 == format!("{only}.txt")));
    cases
}

fn request(query: &str) -> Request<'_> {
    Request { query: query.into(), explain: true, variables: VARIABLES, ..Request::default() }
}

/// One for each name that a case may declare.
const VARIABLES: Option<&str> = Some(r#"{"yes": true, "no": false, "n": 2, "id": "orvin"}"#);

/// The plan in a response, and the cost that stands beside it.
fn plan(body: &[u8]) -> (String, u64) {
    let response: Value = serde_json::from_slice(body).unwrap();
    let extensions = &response["extensions"];
    let text = extensions["explain"].as_str().unwrap_or_else(|| panic!("{response}"));
    (text.to_owned(), extensions["cost"].as_u64().unwrap())
}

#[test]
fn plans_are_as_they_were() {
    let mut failures = Vec::new();
    let cases = cases();
    for (name, query, expected) in &cases {
        let (text, cost) = plan(&toy().execute(&request(query)).body);
        let actual = format!("{text}cost {cost}\n");
        if actual == *expected {
            continue;
        }
        let update = std::env::var_os("UPDATE_EXPECT").is_some();
        if update || expected.is_empty() {
            fs::write(Path::new(FOLDER).join(name), format!("{query}{LINE}{actual}")).unwrap();
        }
        if !update {
            failures.push(format!("{name}\n--- expected\n{expected}--- actual\n{actual}"));
        }
    }
    assert!(cases.len() > 10 || std::env::var_os("CASE").is_some(), "cases are missing");
    assert!(failures.is_empty(), "{} cases differ\n\n{}", failures.len(), failures.join("\n"));
}

/// An API of the toy world's definitions over a graph in which nothing is.
#[test]
fn a_plan_depends_on_the_document_and_the_definitions_alone() {
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let files = ["actors", "doings", "vessels"].map(|name| {
        let path = format!("tests/worlds/toy/schema/{name}.graphql");
        let text = fs::read_to_string(&path).unwrap();
        sources.add(path, text)
    });
    let ontology = Arc::new(ontology::parse(&sources, &files, &mut problems).unwrap());
    let limits = Limits::default();
    let empty = Graph::new(Arc::clone(&ontology), Facts::default());
    let index = Index::default();
    let data = Data::new(&empty, &index, &Value::Null, &limits);
    for (name, query, _) in cases() {
        let api = Api::new(Arc::clone(&ontology), &limits).unwrap();
        let first = plan(&api.execute(&request(&query), data).body);
        let from_cache = plan(&api.execute(&request(&query), data).body);
        assert_eq!(first, from_cache, "{name}");
        assert_eq!(first, plan(&toy().execute(&request(&query)).body), "{name}");
    }
}

#[test]
fn a_plan_is_shown_only_on_request() {
    let query = "{ person(id: \"orvin\") { name } }";
    let reply = toy().execute(&Request { query: query.into(), ..Request::default() });
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    assert_eq!(text, r#"{"data":{"person":{"name":"Orvin Tasselbrook"}}}"#);
    let reply =
        toy().execute(&Request { query: query.into(), explain: true, ..Request::default() });
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    assert_eq!(
        text,
        r#"{"data":{"person":{"name":"Orvin Tasselbrook"}},"extensions":{"explain":"query\n  person: lookup, Person (id orvin)\n    selection 0\n    Person:\n      name: column name\n","cost":1,"visits":0}}"#
    );
}

/// The titles of the filters of a document, which say what is described below them.
#[test]
fn filters_are_titled_by_their_place_and_the_path_of_their_field() {
    let query = r#"{
        all: people(where: {score: {gt: 1}}) {
            nodes { friends: met(where: {node: {score: {gt: 1}}}) { totalCount } }
        }
        few: people(where: {score: {gt: 2}}, orderBy: [{met: {count: ASC, where: {edge: {times: {gt: 1}}}}}]) {
            nodes { id }
            all: aggregate { count }
        }
        first: people(where: {score: {gt: 3}}, first: 2) {
            nodes { id }
            sums: aggregate { count }
        }
        person(id: "orvin") {
            links(where: {other: {degree: {gt: 2}}}) { totalCount }
            posts(where: {edge: {title: {eq: "Harbor Master"}}}) { edges { title } }
        }
    }"#;
    let answer: Value = serde_json::from_slice(&toy().execute(&request(query)).body).unwrap();
    let text = answer["extensions"]["filters"].as_str().unwrap_or_else(|| panic!("{answer}"));
    let titles: Vec<&str> = text.lines().filter(|it| !it.starts_with(' ')).collect();
    assert_eq!(
        titles,
        [
            "`where` of `all`, as it was run",
            "`where` of `few`, as it was run",
            "`where` of `first`, as it was run",
            "`where` of `first`, read by `sums`, as it was run",
            "`where` of `all.nodes.friends`, as it was run",
            "`orderBy[0].met.where` of `few`, as it was run",
            "`where` of `person.links`, as it was run",
            "`where` of `person.posts`, as it was run",
        ]
    );
    // Whose property and whose entity it is.
    for line in [
        "\n  of the link: property title; ",
        "\n  of the link: property times; ",
        "\n  node: property score; ",
        "\n  other: degree; ",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}

#[test]
fn groups_of_one_condition_are_that_condition() {
    let query =
        "{ organizations(where: {members: {all: {node: {kind: {eq: Person}}}}}) { totalCount } }";
    let answer: Value = serde_json::from_slice(&toy().execute(&request(query)).body).unwrap();
    let text = answer["extensions"]["filters"].as_str().unwrap_or_else(|| panic!("{answer}"));
    for line in [
        "  where.members.all (MEMBER_OF IN), as `none` of the opposite condition, followed ",
        "\n    node: not kind; ",
    ] {
        assert!(text.contains(line), "{line} in\n{text}");
    }
}
