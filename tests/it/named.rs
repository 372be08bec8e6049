//! Names that are made of parts: `@node(name:)`.

use crate::support::small;
use corridor::{api::Request, snapshot::Snapshot};
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Flight @node(name: "{airline} {number}: {from}-{to}, {day}, {form}") {
  number: Int!
  day: PartialDate @default(value: "2019-05")
  form: Form! @default(value: CARGO)
  airline: Airline! @relationship(type: "FLOWN_BY", direction: OUT)
  from: Airport @relationship(type: "STARTS_AT", direction: OUT)
  to: Airport @relationship(type: "ENDS_AT", direction: OUT)
}
enum Form { CARGO PASSENGERS }
type Airline @node(name: "{code}/{seat}") {
  code: ID
  seat: Airport @relationship(type: "SEAT_AT", direction: BOTH)
}
type Airport @node {
  departures: [Flight!]! @relationship(type: "STARTS_AT", direction: IN)
  airline: Airline @relationship(type: "SEAT_AT", direction: BOTH)
}
"#;

const FACTS: &str = "
Flight:
  out: {number: 1, airline: azal, to: fru, day: '2019-05-03?'}
  own: {name: The first, number: 2, airline: azal}
  aliased: {number: 3, airline: azal, from: fru, to: gyd, names: [Ghost, {value: Old, kind: FORMER}]}
Airline:
  azal: {code: J2}
Airport:
  gyd: {name: {value: Bakı, lang: az}, departures: [out], airline: azal, names: [Baku]}
  fru: {name: Bishkek}
";

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("named", SCHEMA, FACTS));

fn ask(query: &str) -> Value {
    let reply = WORLD.execute(&Request { query: query.into(), ..Request::default() });
    let answer: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"].clone()
}

#[test]
fn a_name_is_made_of_values_and_of_names_at_other_ends() {
    let found = ask("{ flights { nodes { id name names { value kind } } } }");
    let name = |value: &str, kind: &str| json!({ "value": value, "kind": kind });
    let (out, aliased) =
        ("J2/Bakı 1: Bakı-Bishkek, 2019-05-03?, CARGO", "J2/Bakı 3: Bishkek-Bakı, 2019-05, CARGO");
    let expected = json!([
        {
            "id": "aliased",
            "name": aliased,
            "names": [name(aliased, "PRIMARY"), name("Ghost", "ALIAS"), name("Old", "FORMER")],
        },
        { "id": "out", "name": out, "names": [name(out, "PRIMARY")] },
        { "id": "own", "name": "The first", "names": [name("The first", "PRIMARY")] },
    ]);
    assert_eq!(found["flights"]["nodes"], expected);
}

#[test]
fn a_made_name_is_found_like_any_other() {
    let found = ask(
        "{ flights(where: { name: { contains: \"bishkek\" } }, orderBy: [{ name: DESC }]) \
         { nodes { id } } search(query: \"J2 Baki\", kinds: [Airline]) { nodes { entity { id } } } }",
    );
    assert_eq!(found["flights"]["nodes"], json!([{ "id": "aliased" }, { "id": "out" }]));
    assert_eq!(found["search"]["nodes"], json!([{ "entity": { "id": "azal" } }]));
}
