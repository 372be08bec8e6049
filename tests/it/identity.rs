//! Every id means one thing: entities and links have ids that `node` finds again, whatever
//! the ids of the data hold.

use crate::support::{data, small};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = r#"
type Person @node(plural: "people") {
  met: [Person!]! @relationship(type: "MET", direction: OUT)
  knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
}
"#;

#[test]
fn ids_of_links_that_look_alike_are_different_and_found_again() {
    let seed = r#"
Person:
  a: {name: A, met: [b~2, {to: b, since: 2001}, {to: b, since: 2002}, {to: b, id: b~MET~a, since: 2003}]}
  b: {name: B, met: [a, {to: a, at: 2001}], knows: [b~2]}
  b~2: {name: B2, met: [a]}
  a~MET~b: {name: C, met: [b], knows: [a]}
"#;
    let snapshot = small("link-ids", SCHEMA, seed);
    let query = "{ people { nodes { id links { nodes { id from { id } to { id } since at } } } } }";
    let people = data(&snapshot, query, None);
    let mut elements: Vec<(String, Value)> = Vec::new();
    for person in people["people"]["nodes"].as_array().unwrap() {
        let id = person["id"].as_str().unwrap();
        elements.push((id.to_owned(), json!({ "__typename": "Person", "id": id })));
        for link in person["links"]["nodes"].as_array().unwrap() {
            let id = link["id"].as_str().unwrap().to_owned();
            let mut link = link.clone();
            link["__typename"] = json!("Link");
            elements.push((id, link));
        }
    }
    // Each link is met from both of its ends.
    elements.dedup();
    let links: BTreeSet<String> = elements.iter().map(|(_, it)| it.to_string()).collect();
    let ids: BTreeSet<&str> = elements.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!((ids.len(), links.len()), (4 + 10, 4 + 10));
    for id in ["a~MET~b~%1", "a~MET~b~2", "a~MET~b%7E2", "b~MET~a", "b~MET~a~%1"] {
        assert!(ids.contains(id), "{id} is not in {ids:?}");
    }
    let again = "query($id: ID!) { node(id: $id) { __typename id \
                 ... on Link { from { id } to { id } since at } } }";
    for (id, element) in &elements {
        let found = data(&snapshot, again, Some(&json!({ "id": id }).to_string()));
        assert_eq!(found["node"], *element, "{id}");
    }
}
