//! Numbers come back as themselves: what the API prints is found by a filter, passed by a
//! cursor and kept in a JSON value, to the last digit.

use crate::support::{data, ids, small};
use corridor::snapshot::Snapshot;
use serde_json::json;
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type P @node {
  f: Float
  fs: [Float!]
  j: JSON
  r: [P!]! @relationship(type: "R", direction: OUT, properties: "X")
}
type X @relationshipProperties { w: Float }
"#;

/// Doubles whose last digit a careless reader changes, and both ends of the range.
const DOUBLES: [&str; 12] = [
    "-1.7976931348623157e+308",
    "-91.08963123300745",
    "0",
    "5e-324",
    "1e-7",
    "0.09090909090909091",
    "0.9333333333333333",
    "91",
    "91.08963123300745",
    "91.66666666666667",
    "9007199254740993000",
    "1.7976931348623157e+308",
];

/// An entity for each of these doubles, in their order, with a link that has the double too.
fn doubles() -> &'static Snapshot {
    static LOADED: LazyLock<Snapshot> = LazyLock::new(load_doubles);
    &LOADED
}

fn load_doubles() -> Snapshot {
    let mut seed = String::from("P:\n");
    for (at, number) in DOUBLES.iter().enumerate() {
        let next = (at + 1) % DOUBLES.len();
        seed += &format!(
            "  p{at:02}: {{name: P, f: {number}, fs: [{number}, 7], j: {{n: {number}}}, \
             r: [{{to: p{next:02}, w: {number}}}]}}\n"
        );
    }
    small("doubles", SCHEMA, &seed)
}

#[test]
fn a_float_is_printed_as_ecmascript_prints_it() {
    let snapshot = doubles();
    let query = "{ ps { nodes { f fs j r { edges { w } } } } }";
    let reply =
        snapshot.execute(&corridor::api::Request { query: query.into(), ..Default::default() });
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    for number in DOUBLES {
        let object = format!(
            "{{\"f\":{number},\"fs\":[{number},7],\"j\":{{\"n\":{number}}},\
             \"r\":{{\"edges\":[{{\"w\":{number}}}]}}}}"
        );
        assert!(text.contains(&object), "{object}\n{text}");
    }
}

#[test]
fn pages_pass_every_double_once() {
    let snapshot = doubles();
    let query = "query($a: String, $b: String, $d: SortDirection!) {
      forward: ps(first: 1, after: $a, orderBy: [{f: $d}]) { nodes { id } pageInfo { hasNextPage endCursor } }
      back: ps(last: 1, before: $b, orderBy: [{f: $d}]) { nodes { id } pageInfo { hasPreviousPage startCursor } }
    }";
    let expected: Vec<String> = (0..DOUBLES.len()).map(|at| format!("p{at:02}")).collect();
    for direction in ["ASC", "DESC"] {
        let (mut after, mut before) = (json!(null), json!(null));
        let (mut forward, mut back) = (Vec::new(), Vec::new());
        for _ in 0..DOUBLES.len() {
            let variables = json!({ "a": after, "b": before, "d": direction }).to_string();
            let page = data(snapshot, query, Some(&variables));
            forward.push(ids(&page["forward"]["nodes"])[0].to_owned());
            back.push(ids(&page["back"]["nodes"])[0].to_owned());
            let last = forward.len() == DOUBLES.len();
            assert_eq!(page["forward"]["pageInfo"]["hasNextPage"], json!(!last));
            assert_eq!(page["back"]["pageInfo"]["hasPreviousPage"], json!(!last));
            after = page["forward"]["pageInfo"]["endCursor"].clone();
            before = page["back"]["pageInfo"]["startCursor"].clone();
        }
        back.reverse();
        assert_eq!(forward, back);
        if direction == "DESC" {
            forward.reverse();
        }
        assert_eq!(forward, expected);
    }
}

#[test]
fn a_filter_finds_the_double_that_was_printed() {
    let snapshot = doubles();
    let of_variable = "query($x: Float!, $w: PWhere) {
      eq: ps(where: {f: {eq: $x}}) { nodes { id } }
      in: ps(where: {f: {in: [$x]}}) { nodes { id } }
      between: ps(where: {f: {gte: $x, lte: $x}}) { nodes { id } }
      has: ps(where: {fs: {has: $x}}) { nodes { id } }
      whole: ps(where: $w) { nodes { id } }
      edge: ps(where: {r: {some: {edge: {w: {eq: $x}}}}}) { nodes { id } }
    }";
    for (at, number) in DOUBLES.iter().enumerate() {
        let expected = [format!("p{at:02}")];
        let variables = format!("{{\"x\":{number},\"w\":{{\"f\":{{\"eq\":{number}}}}}}}");
        let found = data(snapshot, of_variable, Some(&variables));
        for (alias, list) in found.as_object().unwrap() {
            assert_eq!(ids(&list["nodes"]), expected, "{alias} {number}");
        }
        let literal = format!("{{ ps(where: {{f: {{eq: {number}}}}}) {{ nodes {{ id }} }} }}");
        assert_eq!(ids(&data(snapshot, &literal, None)["ps"]["nodes"]), expected, "{number}");
    }
}

#[test]
fn numbers_in_json_are_kept_as_they_are_written() {
    let seed = r#"
P:
  a:
    name: A
    j: {lat: 91.08963123300745, wide: 123456789012345678901234567890, price: 0.10, e: 1E5, z: -0, quoted: "0.10", word: 1_000}
"#;
    let snapshot = small("json-numbers", SCHEMA, seed);
    let query = "{ p(id: \"a\") { j } }";
    let reply =
        snapshot.execute(&corridor::api::Request { query: query.into(), ..Default::default() });
    let text = String::from_utf8(reply.body.to_vec()).unwrap();
    assert_eq!(
        text,
        r#"{"data":{"p":{"j":{"lat":91.08963123300745,"wide":123456789012345678901234567890,"price":0.10,"e":1E5,"z":-0,"quoted":"0.10","word":"1_000"}}}}"#
    );
}
