//! Facts whose properties are called like something of the API, in each form of files.

use super::{checked, data, fields, problems, value};
use crate::support::load_files;
use corridor::limits::Limits;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn of_kind(names: &BTreeSet<String>) -> String {
    format!("type K @node {{\n{}}}", fields(names, |_| "Int".to_owned()))
}

fn of_links(names: &BTreeSet<String>) -> String {
    format!(
        "type A @node {{ tos: [A!]! @relationship(type: \"R\", direction: OUT, properties: \"P\") }}
         type P @relationshipProperties {{\n{}}}",
        fields(names, |_| "Int".to_owned())
    )
}

/// A record with all names, as a line of JSON and as a table.
fn record(head: Value, names: &BTreeSet<String>) -> [String; 2] {
    let mut record = head;
    for (at, name) in names.iter().enumerate() {
        record[name] = json!(value(at, 1));
    }
    let cells = record.as_object().unwrap().iter();
    let cells = cells.filter(|(name, value)| {
        !value.is_string() || !["kind", "relation"].contains(&name.as_str())
    });
    let (header, row): (Vec<&str>, Vec<String>) = cells
        .map(|(name, value)| {
            (name.as_str(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        })
        .unzip();
    let table = format!("{}\n{}\n", header.join(","), row.join(","));
    [record.to_string(), table]
}

/// The values of all names.
fn expected(names: &BTreeSet<String>) -> Value {
    names.iter().enumerate().map(|(at, name)| (name.clone(), json!(value(at, 1)))).collect()
}

fn selected(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn properties_of_entities_are_read_in_each_form() {
    let [names, _] = checked("facts-of-kinds-checked", of_kind);
    let [line, table] = record(json!({"kind": "K", "id": "k", "name": "K"}), &names);
    let schema = of_kind(&names);
    for (path, text) in [("seed/a.jsonl", &line), ("seed/K.csv", &table)] {
        let files = [("schema/a.graphql", &*schema), (path, text)];
        let snapshot = load_files("facts-of-kinds", &files, &Limits::default());
        let query = format!("{{ k(id: \"k\") {{ {} }} }}", selected(&names));
        assert_eq!(data(&snapshot, &query, None)["k"], expected(&names), "{path}");
    }
}

#[test]
fn properties_of_links_are_read_in_each_form() {
    let [names, _] = checked("facts-of-links-checked", of_links);
    assert!(names.contains("kind"));
    let schema = of_links(&names);
    let ends = "{\"kind\": \"A\", \"id\": \"a\", \"name\": \"A\"}\n{\"kind\": \"A\", \"id\": \"b\", \"name\": \"B\"}\n";
    for id in [None, Some("l")] {
        let mut head = json!({"relation": "R", "from": "a", "to": "b"});
        id.into_iter().for_each(|id| head["id"] = json!(id));
        let [line, table] = record(head, &names);
        for (path, text) in [("seed/b.jsonl", &line), ("seed/R.csv", &table)] {
            let files = [("schema/a.graphql", &*schema), ("seed/ends.jsonl", ends), (path, text)];
            let snapshot = load_files("facts-of-links", &files, &Limits::default());
            let query =
                format!("{{ a(id: \"a\") {{ tos {{ edges {{ {} }} }} }} }}", selected(&names));
            let found = &data(&snapshot, &query, None)["a"]["tos"]["edges"];
            assert_eq!(*found, json!([expected(&names)]), "{path}");
        }
    }
}

/// `kind` goes before `relation`: a line that has both and an end is what its names say.
#[test]
fn a_line_with_a_kind_and_a_relation_is_what_its_names_say() {
    let schema = "type A @node { relation: String  from: String  to: String }
        type B @node { tos: [B!]! @relationship(type: \"R\", direction: OUT, properties: \"P\") }
        type P @relationshipProperties { kind: String }";
    let facts = r#"{"kind": "A", "id": "a1", "name": "A", "relation": "cousin", "from": "x", "to": "y"}
{"kind": "A", "id": "a2", "name": "A", "relation": "R", "from": "b1", "to": "b2"}
{"kind": "B", "id": "b1", "name": "B"}
{"kind": "B", "id": "b2", "name": "B"}
{"relation": "R", "from": "b1", "to": "b2", "kind": "old"}
{"relation": "R", "from": "b2", "to": "b1", "kind": "new", "id": "l"}
{"relation": "R", "from": "b1", "to": "b1", "kind": "A"}
{"relation": "R", "from": "b2", "to": "b2", "kind": "B", "id": "m"}
"#;
    let files = [("schema/a.graphql", schema), ("seed/a.jsonl", facts)];
    let snapshot = load_files("kind-and-relation", &files, &Limits::default());
    let query = "{ as { nodes { id relation from to } }
        bs { nodes { tos { edges { id kind node { id } } } } } }";
    assert_eq!(
        data(&snapshot, query, None),
        json!({
            "as": {"nodes": [
                {"id": "a1", "relation": "cousin", "from": "x", "to": "y"},
                {"id": "a2", "relation": "R", "from": "b1", "to": "b2"},
            ]},
            "bs": {"nodes": [
                {"tos": {"edges": [
                    {"id": "b1~R~b1", "kind": "A", "node": {"id": "b1"}},
                    {"id": "b1~R~b2", "kind": "old", "node": {"id": "b2"}},
                ]}},
                {"tos": {"edges": [
                    {"id": "l", "kind": "new", "node": {"id": "b1"}},
                    {"id": "m", "kind": "B", "node": {"id": "b2"}},
                ]}},
            ]},
        })
    );
}

/// What neither name is known of is told by what the line has.
#[test]
fn a_line_whose_names_are_unknown_is_told_as_what_it_has() {
    let files = [
        (
            "schema/a.graphql",
            "type A @node { tos: [A!]! @relationship(type: \"R\", direction: OUT) }",
        ),
        (
            "seed/a.jsonl",
            "{\"kind\": \"B\", \"id\": \"b\", \"relation\": \"S\", \"from\": \"x\"}\n\
             {\"kind\": \"B\", \"relation\": \"S\", \"from\": \"x\"}\n\
             {\"kind\": \"A\", \"relation\": \"S\", \"from\": \"x\", \"name\": \"A\"}\n",
        ),
    ];
    let problems = problems("unknown-names", &files);
    let told = problems.lines().filter(|line| line.contains("error["));
    let told: Vec<&str> = told.filter_map(|line| Some(line.split_once("/seed/")?.1)).collect();
    assert_eq!(
        told,
        [
            "a.jsonl:1:10: error[unknown-kind]: there is no kind \"B\"",
            "a.jsonl:2:27: error[unknown-relation]: there is no relation \"S\"",
            "a.jsonl:3:1: error[missing-value]: the record has no id",
            "a.jsonl:3:15: error[unknown-field]: A has no field \"relation\"",
            "a.jsonl:3:32: error[unknown-field]: A has no field \"from\"",
        ]
    );
}
