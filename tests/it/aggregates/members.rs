//! The members and links of groups are in the order of the list that is grouped, also in pages.

use crate::support::{answer, data, ids, toy};
use serde_json::Value;
use std::collections::HashSet;

/// Lists in many orders, each with the keys of its groups.
const LISTS: [(&str, &str); 9] = [
    ("people(orderBy: [{score: DESC}])", "by: [{active: VALUE}]"),
    ("people(where: {degree: {gt: 2}}, orderBy: [{met: {count: ASC}}, {name: DESC}])", ""),
    ("people(orderBy: [{metrics: {pageRank: DESC}}])", "by: [{active: VALUE}]"),
    ("entities(orderBy: [{degree: DESC}])", "by: [{kind: VALUE}]"),
    ("sources(orderBy: [{supports: ASC}])", ""),
    ("vessel(id: \"heron\") { crew(orderBy: [{edge: {since: DESC}}])", ""),
    ("vessel(id: \"heron\") { crew(orderBy: [{node: {name: DESC}}])", "byEdge: [{since: YEAR}]"),
    ("project(id: \"tide-clock\") { signatories(orderBy: [{edge: {position: DESC}}])", ""),
    (
        "person(id: \"gulay\") { links(orderBy: [{since: DESC}, {at: ASC}])",
        "by: [{relation: VALUE}]",
    ),
];

/// A document in which something of a list is asked.
fn asked(list: &str, inner: &str) -> String {
    let closing = if list.contains(") {") { "}" } else { "" };
    format!("{{ {list} {{ {inner} }} {closing} }}")
}

/// The list in an answer.
fn listed(mut answer: &Value) -> &Value {
    while answer.get("nodes").is_none() && answer.get("groups").is_none() {
        answer = answer.as_object().unwrap().values().next().unwrap();
    }
    answer
}

/// The ids of the nodes of edges, and their cursors.
fn edges(page: &Value) -> Vec<(&str, &str)> {
    let edges = page["edges"].as_array().unwrap().iter();
    edges.map(|it| (it["node"]["id"].as_str().unwrap(), it["cursor"].as_str().unwrap())).collect()
}

#[test]
fn members_are_in_the_order_of_the_list() {
    for (list, keys) in LISTS {
        let whole = data(toy(), &asked(list, "nodes { id }"), None);
        let keys = if keys.is_empty() { String::new() } else { format!("({keys})") };
        let all = "edges { cursor node { id } }";
        let groups =
            format!("groups{keys} {{ nodes {{ members {{ {all} }} links {{ {all} }} }} }}");
        let grouped = data(toy(), &asked(list, &groups), None);
        let groups = listed(&grouped)["groups"]["nodes"].as_array().unwrap();
        assert!(!groups.is_empty());
        for (at, group) in groups.iter().enumerate() {
            for field in ["members", "links"] {
                let found = edges(&group[field]);
                // The list of links shows links, all others entities.
                if (field == "links") == list.contains("links(") {
                    let mut in_list = ids(&listed(&whole)["nodes"]);
                    let mut seen = HashSet::new();
                    in_list.retain(|id| found.iter().any(|it| it.0 == *id) && seen.insert(*id));
                    let found: Vec<&str> = found.iter().map(|it| it.0).collect();
                    assert_eq!(found, in_list, "{list}");
                }
                for (index, (_, cursor)) in found.iter().enumerate().take(4) {
                    let page = format!("{field}(first: 2, after: \"{cursor}\") {{ {all} }}");
                    let query = asked(list, &format!("groups{keys} {{ nodes {{ {page} }} }}"));
                    let next = data(toy(), &query, None);
                    let next = edges(&listed(&next)["groups"]["nodes"][at][field]);
                    let expected: Vec<_> = found.iter().copied().skip(index + 1).take(2).collect();
                    assert_eq!(next, expected, "{query}");
                }
            }
        }
    }
}

/// A group of the members of a group has them in the same order, and so on.
#[test]
fn groups_of_members_are_in_the_order_of_the_list_too() {
    for (list, keys) in LISTS {
        let keys = if keys.is_empty() { String::new() } else { format!("({keys})") };
        let ids_of = "nodes { id }";
        for field in ["members", "links"] {
            let inner = |inner: &str| {
                format!("{field} {{ {ids_of} groups(first: 1) {{ nodes {{ {inner} }} }} }}")
            };
            let groups = format!(
                "groups{keys} {{ nodes {{ {} }} }}",
                inner(&inner(&format!("{field} {{ {ids_of} }}")))
            );
            let answer = data(toy(), &asked(list, &groups), None);
            for group in listed(&answer)["groups"]["nodes"].as_array().unwrap() {
                let of_group = &group[field]["nodes"];
                // A list of entities has no links.
                if of_group.as_array().unwrap().is_empty() {
                    continue;
                }
                let one = &group[field]["groups"]["nodes"][0][field];
                assert_eq!(one["nodes"], group[field]["nodes"], "{list} {field}");
                let two = &one["groups"]["nodes"][0];
                assert_eq!(two[field]["nodes"], *of_group, "{list} {field}");
            }
        }
    }
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let members = |order: &str, page: &str| {
        format!(
            "{{ people{order} {{ groups {{ nodes {{ members{page} {{ edges {{ cursor }} }} }} }} }} }}"
        )
    };
    let place = "/people/groups/nodes/0/members/edges/0/cursor";
    for (order, other) in [("", "(orderBy: [{name: ASC}])"), ("(orderBy: [{name: ASC}])", "")] {
        let first = data(toy(), &members(order, "(first: 1)"), None);
        let cursor = first.pointer(place).unwrap().as_str().unwrap();
        let refused = answer(toy(), &members(other, &format!("(after: \"{cursor}\")")), None);
        let message = refused["errors"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("`after` is not a cursor of this list"), "{message}");
    }
    let unknown = answer(toy(), &members("", "(orderBy: [{name: ASC}])"), None);
    let message = unknown["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.ends_with("in the order of the list that is grouped: write `orderBy` there"),
        "{message}"
    );
}
