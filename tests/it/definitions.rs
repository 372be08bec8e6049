//! Type definitions that GraphQL allows can be served and asked.

use crate::support::{data, ids, small};

/// IsValidImplementationFieldType: an implementing type may promise more than its interface,
/// for a value and for the items of a list.
#[test]
fn a_type_may_promise_more_than_its_interface() {
    let schema = r#"
enum E { A B }
interface Base @node(plural: "bases") {
  s: String  i: Int  f: Float  b: Boolean  id2: ID  p: PartialDate  d: Date  u: URL  j: JSON  e: E
  l: [String]  m: [Int]!  n: [E!]  k: [JSON]
  c: Boolean
  next: Base @relationship(type: "NEXT", direction: OUT)
}
type Strict implements Base @node {
  s: String!  i: Int!  f: Float!  b: Boolean!  id2: ID!  p: PartialDate!  d: Date!  u: URL!  j: JSON!  e: E!
  l: [String!]!  m: [Int!]!  n: [E!]!  k: [JSON!]!
  c: Boolean! @default(value: true)
  next: Base!
}
type Loose implements Base @node {
  s: String  i: Int  f: Float  b: Boolean  id2: ID  p: PartialDate  d: Date  u: URL  j: JSON  e: E
  l: [String!]  m: [Int]!  n: [E!]  k: [JSON]
  c: Boolean
  next: Base
}
"#;
    let seed = r#"
Strict:
  a: {name: A, s: x, i: 1, f: 1.5, b: true, id2: i, p: 2019, d: 2019-05-03, u: "http://a.b", j: {x: 1}, e: A, next: b}
Loose:
  b: {name: B}
"#;
    let snapshot = small("promises", schema, seed);
    let query = "{ bases { nodes { id s i f b id2 p d u j e l m n k c next { id } } } }";
    let found = data(&snapshot, query, None);
    let expected = serde_json::json!([
        {"id": "b", "s": null, "i": null, "f": null, "b": null, "id2": null, "p": null, "d": null,
         "u": null, "j": null, "e": null, "l": [], "m": [], "n": [], "k": [], "c": null,
         "next": null},
        {"id": "a", "s": "x", "i": 1, "f": 1.5, "b": true, "id2": "i", "p": "2019",
         "d": "2019-05-03", "u": "http://a.b", "j": {"x": 1}, "e": "A", "l": [], "m": [], "n": [],
         "k": [], "c": true, "next": {"id": "b"}},
    ]);
    assert_eq!(found["bases"]["nodes"], expected);
    let filter = "{ bases(where: {s: {eq: \"x\"}, i: {gte: 1}, c: {eq: true}}) { nodes { id } } }";
    assert_eq!(ids(&data(&snapshot, filter, None)["bases"]["nodes"]), ["a"]);
}

#[test]
fn lists_of_json_are_served_on_entities_and_links() {
    let schema = r#"
type P @node {
  x: [JSON!]
  r: [P!]! @relationship(type: "R", direction: OUT, properties: "X")
}
type X @relationshipProperties { y: [JSON!]! }
"#;
    let seed = r#"
P:
  p: {name: P, x: [{a: 1}, 2, [x, null]], r: [{to: q, y: [1.50, {}]}]}
  q: {name: Q, r: [p]}
"#;
    let snapshot = small("lists-of-json", schema, seed);
    let query = "{ p(id: \"p\") { x r { edges { y } } } }";
    let found = data(&snapshot, query, None);
    assert_eq!(found["p"]["x"], serde_json::json!([{ "a": 1 }, 2, ["x", null]]));
    assert_eq!(found["p"]["r"]["edges"][0]["y"], serde_json::json!([1.5, {}]));
    let empty = "{ ps(where: {x: {isEmpty: true}}) { nodes { id } } \
                 linked: ps(where: {r: {some: {edge: {y: {isEmpty: false}}}}}) { nodes { id } } }";
    let found = data(&snapshot, empty, None);
    assert_eq!(ids(&found["ps"]["nodes"]), ["q"]);
    assert_eq!(ids(&found["linked"]["nodes"]), ["p"]);
}
