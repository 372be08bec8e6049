//! Properties and relations of kinds, and fields of structured values, that are called like
//! something of the API.

use super::{checked, each_name, fields, members, small, told, value};
use serde_json::json;
use std::collections::BTreeSet;

fn numbers(names: &BTreeSet<String>) -> String {
    let fields = fields(names, |_| "Int".to_owned());
    format!(
        "interface J @node(plural: \"js\") {{\n{fields}}}
         type K implements J @node {{\n{fields}}}
         type H @node {{
           has: [K!]! @relationship(type: \"HAS\", direction: OUT)
           one: J @relationship(type: \"ONE\", direction: OUT)
         }}"
    )
}

#[test]
fn a_number_of_entities_has_its_name_everywhere() {
    let [names, refused] = checked("kind-numbers-checked", numbers);
    assert_eq!(refused, told("kinds and interfaces"));
    let entity = |id, which| {
        format!("  {id}: {{name: {id}, {}}}\n", members(&names, |at| value(at, which).to_string()))
    };
    let facts = format!(
        "K:\n{}{}H:\n  h: {{name: h, has: [x, y], one: x}}\n  i: {{name: i, one: y}}\n",
        entity("x", 1),
        entity("y", 2)
    );
    let snapshot = small("kind-numbers", &numbers(&names), &facts);
    let query = "{
        found: ks(where: {$N: {eq: $W}}) { nodes { id $N } }
        any: js(where: {$N: {eq: $W}}) { nodes { id $N } }
        compared: ks(where: {compare: [{field: \"$N\", gte: \"$N\"}]}) { totalCount }
        ordered: ks(orderBy: [{$N: DESC}]) { nodes { id } }
        ks { groups(by: [{$N: VALUE}]) { nodes { keys { by value } } } aggregate(of: [{$N: VALUE}]) { values { of sum } } }
        hs(where: {one: {node: {$N: {eq: $V}}}}) { nodes { id } }
        far: hs(orderBy: [{one: {$N: DESC}}]) { nodes { id } groups: id }
        most: hs(orderBy: [{has: {max: {node: {$N: ASC}}}}]) { nodes { id } }
        paths: hs { groups(by: [{has: {$N: VALUE}}]) { nodes { keys { by value } } } }
        h(id: \"h\") { has(orderBy: [{node: {$N: DESC}}], where: {node: {$N: {gte: $V}}}) { nodes { id } } }
      }";
    each_name(&snapshot, &names, &query.replace(" groups: id }", " }"), |name, at| {
        let [low, high] = [value(at, 1), value(at, 2)];
        let mut y = json!({"id": "y"});
        y[name] = json!(high);
        let keys = |by: &str, value: Option<usize>| json!({"keys": [{"by": by, "value": value}]});
        json!({
            "found": {"nodes": [y]},
            "any": {"nodes": [y]},
            "compared": {"totalCount": 2},
            "ordered": {"nodes": [{"id": "y"}, {"id": "x"}]},
            "ks": {
                "groups": {"nodes": [keys(name, Some(low)), keys(name, Some(high))]},
                "aggregate": {"values": [{"of": name, "sum": low + high}]},
            },
            "hs": {"nodes": [{"id": "h"}]},
            "far": {"nodes": [{"id": "i"}, {"id": "h"}]},
            "most": {"nodes": [{"id": "h"}, {"id": "i"}]},
            "paths": {"groups": {"nodes": [
                keys(&format!("has.{name}"), Some(low)),
                keys(&format!("has.{name}"), Some(high)),
                keys(&format!("has.{name}"), None),
            ]}},
            "h": {"has": {"nodes": [{"id": "y"}, {"id": "x"}]}},
        })
    });
}

#[test]
fn a_unique_property_is_an_argument_of_its_name() {
    let schema = |names: &BTreeSet<String>| {
        format!("type K @node {{\n{}}}", fields(names, |_| "Int @unique".to_owned()))
    };
    let [names, refused] = checked("unique-checked", schema);
    assert!(refused.contains("status") && refused.contains("id"), "{refused:?}");
    let facts = format!(
        "K:\n  x: {{name: x, {}}}\n  y: {{name: y}}\n",
        members(&names, |at| value(at, 1).to_string())
    );
    let snapshot = small("unique", &schema(&names), &facts);
    each_name(&snapshot, &names, "{ k($N: $V) { id $N } }", |name, at| {
        let mut found = json!({"id": "x"});
        found[name] = json!(value(at, 1));
        json!({"k": found})
    });
}

#[test]
fn a_relation_has_its_name_everywhere() {
    let schema = |names: &BTreeSet<String>| {
        let many = |at| format!("[T!]! @relationship(type: \"R{at}\", direction: OUT)");
        let one = |at| format!("T @relationship(type: \"S{at}\", direction: OUT)");
        format!(
            "type T @node {{ a: Int }}\ntype K @node {{\n{}}}\ntype L @node {{\n{}}}",
            fields(names, many),
            fields(names, one)
        )
    };
    let [names, _] = checked("relations-checked", schema);
    let entity = |kind, id: &str, to: &str| {
        format!("{kind}:\n  {id}: {{name: {id}, {}}}\n", members(&names, |_| to.to_owned()))
    };
    let facts = format!(
        "{}  j: {{name: j}}\n{}  m: {{name: m}}\nT:\n  t: {{name: t}}\n",
        entity("K", "k", "[t]"),
        entity("L", "l", "t")
    );
    let snapshot = small("relations", &schema(&names), &facts);
    let query = "{
        found: ks(where: {$N: {some: {node: {id: {eq: \"t\"}}}}}) { nodes { id $N { nodes { id } } } }
        ordered: ks(orderBy: [{$N: {count: DESC}}]) { nodes { id } }
        compared: ks(where: {compare: [{field: \"$N.count\", gte: \"$N.count\"}]}) { totalCount }
        ks { groups(by: [{$N: {id: VALUE}}]) { nodes { keys { by value } } } }
        one: ls(where: {$N: {node: {id: {eq: \"t\"}}}}) { nodes { id $N { id } } }
        none: ls(where: {$N: {isNull: true}}, orderBy: [{$N: {id: ASC}}]) { nodes { id } }
        ls(where: {compare: [{field: \"$N.id\", eq: \"$N.id\"}]}) { nodes { id } }
      }";
    each_name(&snapshot, &names, query, |name, _| {
        let (mut k, mut l) = (json!({"id": "k"}), json!({"id": "l"}));
        (k[name], l[name]) = (json!({"nodes": [{"id": "t"}]}), json!({"id": "t"}));
        let key = format!("{name}.id");
        json!({
            "found": {"nodes": [k]},
            "ordered": {"nodes": [{"id": "k"}, {"id": "j"}]},
            "compared": {"totalCount": 2},
            "ks": {"groups": {"nodes": [{"keys": [{"by": key, "value": "t"}]}, {"keys": [{"by": key, "value": null}]}]}},
            "one": {"nodes": [l]},
            "none": {"nodes": [{"id": "m"}]},
            "ls": {"nodes": [{"id": "l"}]},
        })
    });
}

#[test]
fn a_field_of_structured_values_has_its_name_everywhere() {
    let schema = |names: &BTreeSet<String>| {
        format!(
            "type K @node {{ v: V  w: [V!] }}\ntype V @value {{\n{}}}",
            fields(names, |_| "Int".to_owned())
        )
    };
    let [names, refused] = checked("values-checked", schema);
    assert_eq!(refused, told("types with `@value`"));
    let entity = |id, which| {
        let value = members(&names, |at| value(at, which).to_string());
        format!("  {id}: {{name: {id}, v: {{{value}}}, w: [{{{value}}}]}}\n")
    };
    let facts = format!("K:\n{}{}", entity("x", 1), entity("y", 2));
    let snapshot = small("values", &schema(&names), &facts);
    let query = "{
        found: ks(where: {v: {$N: {eq: $W}}, w: {some: {$N: {eq: $W}}}}) { nodes { id v { $N } w { $N } } }
        ordered: ks(orderBy: [{v: {$N: DESC}}]) { nodes { id } }
        compared: ks(where: {compare: [{field: \"v.$N\", gte: \"v.$N\"}]}) { totalCount }
        ks { groups(by: [{v: {$N: VALUE}}]) { nodes { keys { by value } } } aggregate(of: [{v: {$N: VALUE}}]) { values { of sum } } }
      }";
    each_name(&snapshot, &names, query, |name, at| {
        let [low, high] = [value(at, 1), value(at, 2)];
        let mut y = json!({"id": "y", "v": {}, "w": [{}]});
        (y["v"][name], y["w"][0][name]) = (json!(high), json!(high));
        let key = format!("v.{name}");
        json!({
            "found": {"nodes": [y]},
            "ordered": {"nodes": [{"id": "y"}, {"id": "x"}]},
            "compared": {"totalCount": 2},
            "ks": {
                "groups": {"nodes": [{"keys": [{"by": key, "value": low}]}, {"keys": [{"by": key, "value": high}]}]},
                "aggregate": {"values": [{"of": key, "sum": low + high}]},
            },
        })
    });
}
