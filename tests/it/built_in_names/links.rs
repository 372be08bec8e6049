//! Properties of links that are called like something of the API.

use super::{checked, each_name, fields, members, small, told, value};
use serde_json::json;
use std::collections::BTreeSet;

fn schema(names: &BTreeSet<String>, ty: &str, direction: &str) -> String {
    format!(
        "type A @node {{
           tos: [A!]! @relationship(type: \"R\", direction: OUT, properties: \"P\")
           seen: [A!]! @relationship(type: \"R\", direction: {direction}, properties: \"P\")
         }}
         type P @relationshipProperties {{\n{}}}",
        fields(names, |_| ty.to_owned())
    )
}

/// The names that no property of links can have.
#[test]
fn the_names_that_links_reserve() {
    let [_, refused] = checked("link-names", |names| schema(names, "Int", "IN"));
    assert_eq!(refused, told("types with `@relationshipProperties`"));
    let [_, refers] = checked("link-names-refer", |names| schema(names, "A", "IN"));
    assert_eq!(refers, refused);
    // Edges of a list of both directions have one name more.
    let [_, both] = checked("link-names-both", |names| schema(names, "Int", "BOTH"));
    let more: Vec<&String> = both.difference(&refused).collect();
    assert_eq!(more, ["direction"]);
}

#[test]
fn a_number_of_links_has_its_name_everywhere() {
    let [names, _] = checked("link-numbers-checked", |names| schema(names, "Int", "IN"));
    let link =
        |to, which| format!("{{to: {to}, {}}}", members(&names, |at| value(at, which).to_string()));
    let facts = format!(
        "A:\n  a: {{name: A, tos: [{}, {}]}}\n  b: {{name: B}}\n  c: {{name: C}}\n",
        link("b", 1),
        link("c", 2)
    );
    let snapshot = small("link-numbers", &schema(&names, "Int", "IN"), &facts);
    let query = "{
        a(id: \"a\") {
          found: tos(where: {edge: {$N: {eq: $W}}}) { nodes { id } }
          compared: tos(where: {edge: {compare: [{field: \"$N\", lte: \"$N\"}]}}) { totalCount }
          ordered: tos(orderBy: [{edge: {$N: DESC}}]) { edges { $N node { id } } }
          tos {
            groups(byEdge: [{$N: VALUE}]) { nodes { keys { by value } count } }
            aggregate(ofEdge: [{$N: VALUE}]) { values { of sum } }
          }
        }
        through: as(where: {tos: {some: {edge: {$N: {eq: $V}}}}}, orderBy: [{tos: {sum: {edge: {$N: DESC}}}}]) { nodes { id } }
        back: as(where: {seen: {some: {edge: {$N: {eq: $V}}}}}) { nodes { id } }
        connected(from: \"a\", to: \"b\", edgeWhere: {since: {isNull: true}}) { connected }
      }";
    each_name(&snapshot, &names, query, |name, at| {
        let [low, high] = [value(at, 1), value(at, 2)];
        let key = format!("edge.{name}");
        let mut edges = json!([{"node": {"id": "c"}}, {"node": {"id": "b"}}]);
        (edges[0][name], edges[1][name]) = (json!(high), json!(low));
        let group = |value: usize| json!({"keys": [{"by": key, "value": value}], "count": 1});
        json!({
            "a": {
                "found": {"nodes": [{"id": "c"}]},
                "compared": {"totalCount": 2},
                "ordered": {"edges": edges},
                "tos": {
                    "groups": {"nodes": [group(low), group(high)]},
                    "aggregate": {"values": [{"of": key, "sum": low + high}]},
                },
            },
            "through": {"nodes": [{"id": "a"}]},
            "back": {"nodes": [{"id": "b"}]},
            "connected": {"connected": true},
        })
    });
}

#[test]
fn an_entity_that_links_refer_to_has_its_name_everywhere() {
    let [names, _] = checked("link-entities-checked", |names| schema(names, "A", "IN"));
    let link = |to, other: &str| format!("{{to: {to}, {}}}", members(&names, |_| other.to_owned()));
    let facts = format!(
        "A:\n  a: {{name: A, tos: [{}, {}]}}\n  b: {{name: B}}\n  c: {{name: C}}\n  e: {{name: E}}\n  f: {{name: F}}\n",
        link("b", "e"),
        link("c", "f")
    );
    let snapshot = small("link-entities", &schema(&names, "A", "IN"), &facts);
    let query = "{ a(id: \"a\") {
        found: tos(where: {edge: {$N: {node: {id: {eq: \"f\"}}}}}) { nodes { id } }
        compared: tos(where: {edge: {compare: [{field: \"$N.id\", eq: \"$N.id\"}]}}) { totalCount }
        ordered: tos(orderBy: [{edge: {$N: {id: DESC}}}]) { edges { $N { id } node { id } } }
        tos {
          groups(byEdge: [{$N: {id: VALUE}}]) { nodes { keys { by value } count } }
          far: groups(byEdge: [{$N: {tos: {id: VALUE}}}]) { nodes { keys { value } count } }
        }
      } }";
    each_name(&snapshot, &names, query, |name, _| {
        let key = format!("edge.{name}.id");
        let mut edges = json!([{"node": {"id": "c"}}, {"node": {"id": "b"}}]);
        (edges[0][name], edges[1][name]) = (json!({"id": "f"}), json!({"id": "e"}));
        let group = |id: &str| json!({"keys": [{"by": key, "value": id}], "count": 1});
        json!({"a": {
            "found": {"nodes": [{"id": "c"}]},
            "compared": {"totalCount": 2},
            "ordered": {"edges": edges},
            "tos": {
                "groups": {"nodes": [group("e"), group("f")]},
                "far": {"nodes": [{"keys": [{"value": null}], "count": 2}]},
            },
        }})
    });
}
