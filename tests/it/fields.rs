//! Every field of the API has a writer: each is selected on an object of its type, and its key
//! is in the response.

use crate::support::toy;
use corridor::api::{
    Outcome, Request,
    schema::{ApiSchema, Field, InputValue, TypeForm},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A way to objects of a type: the document around a selection of theirs, and the keys to them.
#[derive(Clone)]
struct Way {
    before: String,
    after: String,
    keys: Vec<String>,
}

/// How many ways to one type are tried: the list that the first way leads to may be empty.
const WAYS: usize = 4;

/// The fields of objects are found from type to type, starting at `Query`: where a selection of
/// all fields of a type shows an object of another type, that is selected next.
#[test]
fn every_field_has_a_writer() {
    let schema = toy().api().schema();
    let mut tried = BTreeMap::from([("Query".to_owned(), 1)]);
    let mut next = VecDeque::from([("Query".to_owned(), root())]);
    let mut written = BTreeSet::new();
    while let Some((ty, way)) = next.pop_front() {
        let fields = schema.get(&ty).unwrap().fields();
        let response = ask(&way, &selection(schema, fields));
        let objects = at(&response["data"], &way.keys);
        let objects: Vec<_> = objects.into_iter().filter(|it| it["__typename"] == *ty).collect();
        assert!(!objects.is_empty(), "{ty}: {response}");
        for field in fields {
            for object in &objects {
                let value = object.get(&field.name);
                let value = value.unwrap_or_else(|| panic!("{ty}.{} is not written", field.name));
                for inner in types_in(value) {
                    let tried = tried.entry(inner.clone()).or_insert(0);
                    if *tried < WAYS {
                        *tried += 1;
                        next.push_back((inner.clone(), through(&way, field, &inner)));
                    }
                }
            }
            written.insert((ty.clone(), &field.name));
        }
    }
    let reachable = schema.reachable();
    let objects = schema.types().filter(|(name, definition)| {
        reachable.contains(name) && matches!(definition.form, TypeForm::Object(_))
    });
    let missing = objects.map(|(name, _)| name).filter(|name| !tried.contains_key(*name));
    // No measure of a small world is estimated, and its search index is not built when it is loaded.
    assert_eq!(missing.collect::<Vec<_>>(), ["Sampling", "SearchInfo"]);
    assert!(written.len() > 700, "{}", written.len());
}

fn root() -> Way {
    Way { before: "{".to_owned(), after: "}".to_owned(), keys: Vec::new() }
}

/// The way through a field to objects of a type.
fn through(way: &Way, field: &Field, ty: &str) -> Way {
    let mut keys = way.keys.clone();
    keys.push(field.name.clone());
    let call = format!("{}{}", field.name, arguments(field));
    let before = format!("{} {call} {{ __typename ... on {ty} {{", way.before);
    Way { before, after: format!("}} }} {}", way.after), keys }
}

/// All fields; of those that return objects, their type.
fn selection(schema: &ApiSchema, fields: &[Field]) -> String {
    let mut text = String::from("__typename");
    for field in fields {
        let is_leaf = schema
            .get(&field.ty.name)
            .is_none_or(|it| matches!(it.form, TypeForm::Enum(_) | TypeForm::Scalar(_)));
        let inner = if is_leaf { "" } else { " { __typename }" };
        text += &format!(" {}{}{inner}", field.name, arguments(field));
    }
    text
}

/// Fields whose `from` and `to` are entities.
const GRAPH_FIELDS: [&str; 3] = ["connected", "shortestPath", "paths"];

/// Arguments for those that a field requires, of what the toy world has.
fn arguments(field: &Field) -> String {
    let value = |name: &str| match name {
        "from" | "to" if GRAPH_FIELDS.contains(&field.name.as_str()) => "\"orvin\"",
        "id" if field.name == "similar" => "\"orvin\"",
        "roots" => "[\"orvin\"]",
        "by" => "PAGE_RANK",
        "via" => "[MEMBER_OF]",
        "format" => "GRAPHML",
        "id" => "\"ledger\"",
        "ids" => "[\"orvin\", \"lantern-bridge\"]",
        "query" => "\"orvin\"",
        "queries" => "[{name: \"Orvin\"}]",
        "from" => "\"1000-01-01\"",
        "to" => "\"3000-01-01\"",
        other => panic!("{other} has no value"),
    };
    // Without a key and a sum, groups show neither.
    let optional = |it: &InputValue| match (it.name.as_str(), it.ty.name.as_str()) {
        ("by", "LinkValue") => Some("by: { status: VALUE }"),
        ("by", ty) if ty.ends_with("Value") => Some("by: { id: VALUE }"),
        ("of", "LinkValue") => Some("of: { since: VALUE }"),
        ("of", _) => Some("of: { degree: VALUE }"),
        _ => None,
    };
    let optional = field.arguments.iter().filter_map(optional).map(str::to_owned);
    let required = field.arguments.iter().filter(|it| it.ty.required);
    let required = required.map(|it| format!("{}: {}", it.name, value(&it.name)));
    let required: Vec<_> = required.chain(optional).collect();
    if required.is_empty() { String::new() } else { format!("({})", required.join(", ")) }
}

fn ask(way: &Way, selection: &str) -> Value {
    let query = format!("{}{selection}{}", way.before, way.after);
    let reply = toy().execute(&Request { query: query.as_str().into(), ..Request::default() });
    let response: Value = serde_json::from_slice(&reply.body).expect("a response is JSON");
    assert_eq!(reply.outcome, Outcome::Executed, "{query}\n{response}");
    response
}

/// The objects that keys lead to, through lists.
fn at<'v>(value: &'v Value, keys: &[String]) -> Vec<&'v Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(|item| at(item, keys)).collect(),
        Value::Object(fields) => match keys.split_first() {
            None => vec![value],
            Some((first, rest)) => fields.get(first).map_or_else(Vec::new, |it| at(it, rest)),
        },
        _ => Vec::new(),
    }
}

fn types_in(value: &Value) -> BTreeSet<String> {
    at(value, &[]).into_iter().filter_map(|it| Some(it["__typename"].as_str()?.into())).collect()
}
