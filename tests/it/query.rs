//! Golden queries over the toy world: `tests/cases/query/`, answered by graphql-js.
//!
//! A case is a folder with `query.graphql`, maybe `variables.json` and `operation-name.txt`, and
//! `expected.json`, which graphql-js wrote (`tests/node/oracle/golden.mjs`). Data must be
//! equal with the order of its keys; errors in message, path and locations. Where a document
//! is refused, only that it is refused and at which places is compared: the wording is ours.
//! `CASE=name` runs one case.

use crate::support::{toy, world_case_names};
use corridor::api::{Outcome, Request};
use serde_json::Value;
use std::{fs, path::Path};

#[test]
fn answers_as_graphql_js() {
    let only = std::env::var("CASE").ok();
    let folder = Path::new("tests/cases/query");
    let mut failures = Vec::new();
    let names = world_case_names(folder);
    for name in names.iter().filter(|name| only.as_ref().is_none_or(|only| only == *name)) {
        if let Err(difference) = run(&folder.join(name)) {
            failures.push(format!("{name}\n{difference}"));
        }
    }
    assert!(names.len() > 200, "only {} cases were found", names.len());
    assert!(failures.is_empty(), "{} cases differ\n\n{}", failures.len(), failures.join("\n"));
}

fn run(case: &Path) -> Result<(), String> {
    let read = |name: &str| fs::read_to_string(case.join(name)).ok();
    let query = read("query.graphql").unwrap();
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
    let refused = expected.get("data").is_none();
    let (expected, actual) = if refused {
        (places(&expected), places(&actual))
    } else {
        (without_codes(&expected), without_codes(&actual))
    };
    if refused == (reply.outcome == Outcome::Executed) || expected != actual {
        let (theirs, ours) = first_difference(&expected, &actual);
        let raw: String = String::from_utf8_lossy(&reply.body).chars().take(600).collect();
        return Err(format!(
            "  graphql-js: {theirs}\n  corridor:   {ours}\n  response ({:?}): {raw}\n",
            reply.outcome
        ));
    }
    Ok(())
}

/// The first lines in which two texts differ.
fn first_difference<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    let mut lines = a
        .lines()
        .chain(std::iter::repeat("(end)"))
        .zip(b.lines().chain(std::iter::repeat("(end)")));
    lines.find(|(a, b)| a != b || *a == "(end)").unwrap_or_default()
}

/// The first places of the errors, and that there is no data.
fn places(response: &Value) -> String {
    let errors = response["errors"].as_array().map_or(0, |errors| errors.len().min(1));
    format!("errors: {errors}, data: {}", response.get("data").is_some())
}

/// The response as text, so that the order of keys counts, without `extensions`.
fn without_codes(response: &Value) -> String {
    let mut response = response.clone();
    if let Some(errors) = response.get_mut("errors").and_then(Value::as_array_mut) {
        for error in errors {
            error.as_object_mut().map(|error| error.remove("extensions"));
        }
    }
    let part = |name: &str| response.get(name).map_or(String::new(), |it| format!("{it:#}"));
    format!("{}\n{}", part("data"), part("errors"))
}
