//! Golden queries over the toy world: `tests/cases/query/`, answered by graphql-js.
//!
//! A case is a folder with `query.graphql`, which begins with a comment on what it shows, maybe
//! `variables.json` and `operation-name.txt`, and `expected.json`, which graphql-js wrote
//! (`tests/node/oracle/golden.mjs`). Data must be equal with the order of its keys; errors in
//! message, path, locations and extensions.
//!
//! If a request is refused, the wording is ours. What is compared is the reason (our error code
//! against the stage at which graphql-js refused it) and the line and column of every error.
//! The cases with other places are in `tests/cases/query-places.txt`, each with a reason.
//!
//! `CASE=name` runs one case.

use crate::support::{toy, world_case_names};
use corridor::api::{Outcome, Request};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

const OTHER_PLACES: &str = "tests/cases/query-places.txt";

#[test]
fn answers_as_graphql_js() {
    let only = std::env::var("CASE").ok();
    let folder = Path::new("tests/cases/query");
    let mut failures = Vec::new();
    let names = world_case_names(folder);
    let other_places = other_places();
    for name in other_places.keys().filter(|name| !names.contains(name)) {
        failures.push(format!("{OTHER_PLACES} has the case {name}, which does not exist"));
    }
    for name in names.iter().filter(|name| only.as_ref().is_none_or(|only| only == *name)) {
        if let Err(difference) = run(&folder.join(name), other_places.get(name)) {
            failures.push(format!("{name}\n{difference}"));
        }
    }
    assert!(names.len() > 200, "only {} cases were found", names.len());
    assert!(failures.is_empty(), "{} cases differ\n\n{}", failures.len(), failures.join("\n"));
}

fn run(case: &Path, other_places: Option<&String>) -> Result<(), String> {
    let read = |name: &str| fs::read_to_string(case.join(name)).ok();
    let query = read("query.graphql").unwrap();
    if !query.starts_with("# ") {
        return Err("  begin query.graphql with a comment: a sentence on what it shows\n".into());
    }
    let (variables, operation) = (read("variables.json"), read("operation-name.txt"));
    let request = Request {
        query: query.as_str().into(),
        operation_name: operation.as_deref().map(|name| name.trim().into()),
        variables: variables.as_deref(),
        ..Request::default()
    };
    let reply = toy().execute(&request);
    let expected: Value = serde_json::from_str(&read("expected.json").unwrap()).unwrap();
    let actual: Value = serde_json::from_slice(&reply.body)
        .map_err(|error| format!("not JSON: {error}\n{}", String::from_utf8_lossy(&reply.body)))?;
    let refused = expected.get("refused").and_then(Value::as_str);
    let (expected, actual) = match (refused, other_places) {
        (Some(stage), None) => (refusal(code(stage), &places(&expected)), refusals(&actual)),
        (Some(_), Some(other)) if *other == places(&expected) => {
            return Err(format!("  {OTHER_PLACES} has the places of graphql-js; remove the row\n"));
        }
        (Some(stage), Some(other)) => (refusal(code(stage), other), refusals(&actual)),
        (None, None) => (answer(&expected), answer(&with_extensions_of(&expected, actual))),
        (None, Some(_)) => return Err(format!("  {OTHER_PLACES} is for refused cases only\n")),
    };
    if refused.is_none() != (reply.outcome == Outcome::Executed) || expected != actual {
        let (theirs, ours) = first_difference(&expected, &actual);
        let raw: String = String::from_utf8_lossy(&reply.body).chars().take(600).collect();
        return Err(format!(
            "  expected: {theirs}\n  corridor: {ours}\n  response ({:?}): {raw}\n",
            reply.outcome
        ));
    }
    Ok(())
}

/// The places of refused cases that differ from graphql-js, by case.
fn other_places() -> BTreeMap<String, String> {
    let text = fs::read_to_string(OTHER_PLACES).unwrap();
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.filter_map(|row| row.split_once(' '))
        .map(|(case, places)| (case.to_owned(), places.to_owned()))
        .collect()
}

/// The first lines in which two texts differ.
fn first_difference<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let mut lines = a
        .lines()
        .chain(std::iter::repeat("(end)"))
        .zip(b.lines().chain(std::iter::repeat("(end)")));
    lines.find(|(a, b)| a != b || *a == "(end)").unwrap_or_default()
}

/// The error code of a request that graphql-js refuses at this stage.
fn code(stage: &str) -> &'static str {
    match stage {
        "syntax" => "GRAPHQL_PARSE_FAILED",
        "validation" => "GRAPHQL_VALIDATION_FAILED",
        "operation" => "OPERATION_RESOLUTION_FAILURE",
        "variables" => "BAD_VARIABLES",
        "bounds" => "BAD_USER_INPUT",
        other => panic!("graphql-js refuses at no stage `{other}`"),
    }
}

/// The line and column of every error, as `1:3 2:7`.
fn places(response: &Value) -> String {
    let errors = response["errors"].as_array().unwrap();
    let locations = errors.iter().filter_map(|error| error["locations"].as_array()).flatten();
    let places = locations.map(|at| format!("{}:{}", at["line"], at["column"]));
    places.collect::<Vec<_>>().join(" ")
}

fn refusal(code: &str, places: &str) -> String {
    format!("{code} at {places}")
}

/// How Corridor refused a request: without `data` and with errors of one code.
fn refusals(response: &Value) -> String {
    let errors = response["errors"].as_array().map_or(&[][..], Vec::as_slice);
    let mut codes: Vec<&str> =
        errors.iter().filter_map(|error| error["extensions"]["code"].as_str()).collect();
    codes.dedup();
    match (response.get("data"), codes.as_slice()) {
        (None, [code]) => refusal(code, &places(response)),
        (data, codes) => format!("errors {codes:?}, data: {}", data.is_some()),
    }
}

/// Without the extensions of errors that graphql-js itself makes, which have none there.
fn with_extensions_of(expected: &Value, mut actual: Value) -> Value {
    let theirs = expected["errors"].as_array().map_or(&[][..], Vec::as_slice);
    let ours = actual.get_mut("errors").and_then(Value::as_array_mut);
    for (ours, theirs) in ours.into_iter().flatten().zip(theirs) {
        if theirs.get("extensions").is_none() {
            ours.as_object_mut().map(|error| error.remove("extensions"));
        }
    }
    actual
}

/// Data and errors as text, so that the order of keys counts.
fn answer(response: &Value) -> String {
    let part = |name: &str| response.get(name).map_or(String::new(), |it| format!("{it:#}"));
    format!("{}\n{}", part("data"), part("errors"))
}
