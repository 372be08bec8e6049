//! Properties of links that refer to entities: facts with more than two ends.

use crate::support::{answer, data, ids, small};
use corridor::{
    format::{Content, Export, Format, Options},
    limits::Limits,
    snapshot::Snapshot,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
interface Actor @node(plural: "actors") { motto: String }
type Person @node(plural: "people") @temporal(start: ["born"], end: ["died"]) {
  born: PartialDate
  died: PartialDate
  posts: [Post!]! @relationship(type: "HOLDS_POST", direction: OUT, properties: "Tenure")
  lent: [Firm!]! @relationship(type: "LENT", direction: OUT, properties: "Loan")
}
type Post @node {
  holders: [Person!]! @relationship(type: "HOLDS_POST", direction: IN, properties: "Tenure")
}
type Firm implements Actor @node @temporal(start: ["founded"], end: ["dissolved"]) {
  motto: String
  founded: PartialDate
  dissolved: PartialDate
  lenders: [Person!]! @relationship(type: "LENT", direction: IN, properties: "Loan")
  country: Country @relationship(type: "SEATED_IN", direction: OUT)
}
type Country implements Actor @node(plural: "countries") {
  motto: String
  firms: [Firm!]! @relationship(type: "SEATED_IN", direction: IN)
}
union Party = Person | Firm
type Tenure @relationshipProperties {
  title: String
  "The party that sent the holder"
  party: Party
  patron: Actor @alias(property: "sent-by")
  report: Source
}
type Loan @relationshipProperties { guarantor: Entity!  sum: Int }
"#;

/// Ann was minister for Oil, which is no more; Ben lent to Oil, and Ann stands surety.
const FACTS: &str = "
Person:
  ann:
    name: Ann
    born: 1950
    died: 2020
    posts:
      - {to: minister, since: 2001, until: 2009, title: first, party: oil, sent-by: kg, report: gazette, sources: [gazette]}
      - {to: minister, since: 2012, party: ben, sent-by: oil, disputed: [sent-by]}
  ben:
    name: Ben
    born: 1990
    lent: [{to: oil, at: 2010, guarantor: ann, sum: 5}, {to: wool, at: 2018, guarantor: wool}]
    posts: [{to: envoy, since: 2015}]
  cid: {name: Cid, posts: [{to: envoy, since: 2016, party: wool, sent-by: kg}]}
Post:
  minister: {name: Minister}
  envoy: {name: Envoy}
Firm:
  oil: {name: Oil, founded: 1999, dissolved: 2010, motto: Black, country: kg}
  wool: {name: Wool, motto: White}
Country:
  kg: {name: Kyrgyzstan}
Source:
  gazette: {name: Gazette, publisher: Printer}
";

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("references", SCHEMA, FACTS));

#[track_caller]
fn ask(query: &str) -> Value {
    data(&WORLD, query, None)
}

#[test]
fn a_reference_is_followed_like_a_relation_to_one_entity() {
    let answer = ask(r#"{ person(id: "ann") { posts { edges {
             since title disputed
             party { __typename ... on Firm { name founded country { name } } ... on Person { name lent { totalCount } } }
             patron { __typename name motto }
             report { publisher supports { totalCount } }
             node { name }
           } } } }"#);
    assert_eq!(
        answer["person"]["posts"]["edges"],
        json!([
            {
                "since": "2001", "title": "first", "disputed": [],
                "party": {
                    "__typename": "Firm", "name": "Oil", "founded": "1999",
                    "country": { "name": "Kyrgyzstan" },
                },
                "patron": { "__typename": "Country", "name": "Kyrgyzstan", "motto": null },
                "report": { "publisher": "Printer", "supports": { "totalCount": 1 } },
                "node": { "name": "Minister" },
            },
            {
                "since": "2012", "title": null, "disputed": ["patron"],
                "party": { "__typename": "Person", "name": "Ben", "lent": { "totalCount": 2 } },
                "patron": { "__typename": "Firm", "name": "Oil", "motto": "Black" },
                "report": null,
                "node": { "name": "Minister" },
            },
        ])
    );
}

#[test]
fn an_entity_out_of_view_is_not_referred_to() {
    let patrons = |view: &str| {
        let answer = ask(&format!(
            r#"{{ person(id: "ann") {{ posts {{ edges {{ patron{view} {{ name }} }} }} }} }}"#
        ));
        let edges = answer["person"]["posts"]["edges"].as_array().unwrap().clone();
        edges.iter().map(|edge| edge["patron"]["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(patrons(""), [json!("Kyrgyzstan"), json!("Oil")]);
    assert_eq!(patrons(r#"(asOf: "2015-01-01")"#), [json!("Kyrgyzstan"), Value::Null]);
    assert_eq!(patrons(r#"(asOf: "2005-01-01")"#), [json!("Kyrgyzstan"), json!("Oil")]);
    // The view of the fields above holds, and what is below is in the view of the reference.
    let answer = ask(r#"{ person(id: "ann", asOf: "2013-05-01") { posts { edges {
             patron { name } ever: patron(asOf: null) { name } party { ... on Person { posts { totalCount } } }
             then: party(asOf: "2017-01-01") { ... on Person { posts { totalCount } } }
           } } } }"#);
    assert_eq!(
        answer["person"]["posts"]["edges"],
        json!([{
            "patron": null, "ever": { "name": "Oil" }, "party": { "posts": { "totalCount": 0 } },
            "then": { "posts": { "totalCount": 1 } },
        }])
    );
}

#[test]
fn filters_ask_of_what_links_refer_to() {
    for (filter, expected) in [
        (r#"party: { node: { name: { eq: "Oil" } } }"#, "ann"),
        (r#"party: { node: { on: { Firm: { motto: { eq: "white" } } } } }"#, "cid"),
        (r#"patron: { node: { id: { eq: "kg" } } }"#, "ann cid"),
        (r#"patron: { isNull: true }"#, "ben"),
        (r#"patron: { isNull: false, node: { motto: { isNull: true } } }"#, "ann cid"),
        (r#"patron: { node: {} }, title: { isNull: true }"#, "ann cid"),
        (r#"NOT: { party: { node: {} } }"#, "ben"),
        (r#"OR: [{ report: { node: {} } }, { party: { isNull: true } }]"#, "ann ben"),
        // What the entity is related to, two steps away.
        (
            r#"party: { node: { on: { Person: { lent: { some: { node: { name: { eq: "Oil" } } } } } } } }"#,
            "ann",
        ),
        (r#"party: { node: { on: { Firm: { lenders: { none: {} } } } } }"#, ""),
    ] {
        let answer = ask(&format!(
            "{{ people(where: {{ posts: {{ some: {{ edge: {{ {filter} }} }} }} }}) {{ nodes {{ id }} }} }}"
        ));
        assert_eq!(ids(&answer["people"]["nodes"]).join(" "), expected, "{filter}");
    }
    let answer = ask(r#"{
          then: people(asOf: "2014-01-01", where: { posts: { some: { edge: { patron: { isNull: false } } } } }) { totalCount }
          loans: firm(id: "oil") { lenders(where: { edge: { guarantor: { node: { kind: { eq: Person } } } } }) { nodes { id } } }
          none: firm(id: "wool") { lenders(where: { edge: { guarantor: { node: { kind: { eq: Person } } } } }) { nodes { id } } }
          all: post(id: "envoy") { holders(where: { NOT: { edge: { party: { isNull: true } } } }) { nodes { id } } }
        }"#);
    assert_eq!(
        answer["then"]["totalCount"], 0,
        "Oil is no more, and Ann's second term has no other"
    );
    assert_eq!(ids(&answer["loans"]["lenders"]["nodes"]), ["ben"]);
    assert_eq!(ids(&answer["none"]["lenders"]["nodes"]), [""; 0]);
    assert_eq!(ids(&answer["all"]["holders"]["nodes"]), ["cid"]);
}

#[test]
fn orders_and_groups_take_keys_of_what_links_refer_to() {
    let answer = ask(r#"{
          minister: post(id: "minister") {
            up: holders(orderBy: [{ edge: { patron: { name: ASC } } }]) { edges { since } }
            down: holders(orderBy: [{ edge: { patron: { name: DESC } } }]) { edges { since } }
            then: holders(asOf: "2013-01-01", orderBy: [{ edge: { patron: { name: ASC } } }]) { edges { since } }
          }
          envoy: post(id: "envoy") {
            first: holders(orderBy: [{ edge: { party: { degree: DESC } } }], first: 1) { nodes { id } pageInfo { endCursor } }
          }
          person(id: "ann") {
            posts {
              byPatron: groups(byEdge: [{ patron: { id: VALUE } }]) { nodes { keys { by value entity { name } } count } }
              byMotto: groups(byEdge: [{ patron: { motto: VALUE } }, { report: { publisher: VALUE } }]) { nodes { keys { value } count } }
            }
          }
        }"#);
    let since = |list: &Value| {
        let edges = list["edges"].as_array().unwrap().iter();
        edges.map(|it| it["since"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    let minister = &answer["minister"];
    assert_eq!(
        ["up", "down", "then"].map(|name| since(&minister[name])),
        ["2001 2012", "2012 2001", "2012"]
    );
    let first = &answer["envoy"]["first"];
    assert_eq!(ids(&first["nodes"]), ["cid"], "of the two only one has a party");
    let after = first["pageInfo"]["endCursor"].as_str().unwrap();
    let rest = ask(&format!(
        r#"{{ post(id: "envoy") {{ holders(orderBy: [{{ edge: {{ party: {{ degree: DESC }} }} }}], after: "{after}") {{ nodes {{ id }} }} }} }}"#
    ));
    assert_eq!(ids(&rest["post"]["holders"]["nodes"]), ["ben"]);
    let posts = &answer["person"]["posts"];
    assert_eq!(
        posts["byPatron"]["nodes"],
        json!([
            { "keys": [{ "by": "edge.patron.id", "value": "kg", "entity": { "name": "Kyrgyzstan" } }], "count": 1 },
            { "keys": [{ "by": "edge.patron.id", "value": "oil", "entity": { "name": "Oil" } }], "count": 1 },
        ])
    );
    assert_eq!(
        posts["byMotto"]["nodes"],
        json!([
            { "keys": [{ "value": "Black" }, { "value": null }], "count": 1 },
            { "keys": [{ "value": null }, { "value": "Printer" }], "count": 1 },
        ])
    );
}

/// A link of any relation has them among its properties, as ids; they are no links.
#[test]
fn references_are_no_links() {
    let answer = ask(r#"{
          entity(id: "kg") { degree links { totalCount } }
          wool: firm(id: "wool") { degree }
          gazette: source(id: "gazette") { degree }
          connected(from: "cid", to: "gazette") { connected }
          person(id: "ben") { links(relations: [LENT]) { nodes { properties references { property entity { name } } } } }
          ann: person(id: "ann") { links(asOf: "2015-01-01") { nodes { references { property entity { kind } } } } }
        }"#);
    // Oil is seated in the country.
    assert_eq!(answer["entity"], json!({ "degree": 1, "links": { "totalCount": 1 } }));
    assert_eq!((&answer["wool"]["degree"], &answer["gazette"]["degree"]), (&json!(1), &json!(0)));
    assert_eq!(answer["connected"]["connected"], false);
    assert_eq!(
        answer["person"]["links"]["nodes"],
        json!([
            {
                "properties": { "sum": 5, "guarantor": "ann" },
                "references": [{ "property": "guarantor", "entity": { "name": "Ann" } }],
            },
            {
                "properties": { "guarantor": "wool" },
                "references": [{ "property": "guarantor", "entity": { "name": "Wool" } }],
            },
        ])
    );
    // Oil, which sent her, is no more.
    let party = json!({ "property": "party", "entity": { "kind": "Person" } });
    assert_eq!(answer["ann"]["links"]["nodes"], json!([{ "references": [party] }]));
}

fn exported(world: &Snapshot, format: Format, options: &[(&str, &str)]) -> String {
    let mut chosen = Options::default();
    for (name, word) in options {
        chosen.set(format, name, word).unwrap();
    }
    let (content, limits) = (Content::whole(world.graph()), Limits::default());
    let mut bytes = Vec::new();
    Export { format, options: chosen, limits: &limits }.write(&content, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_format_with_attributes_has_the_entity() {
    for info in Format::ALL {
        let text = exported(&WORLD, info.format, &[]);
        let has = text.contains("guarantor") && text.contains("party");
        let is_picture = matches!(info.format, Format::Mermaid | Format::Svg);
        assert_eq!(has, !is_picture, "{}\n{text}", info.title);
    }
    let csv = exported(&WORLD, Format::Csv, &[]);
    let header: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let row = csv.lines().find(|line| line.contains("ann~HOLDS_POST~minister,")).unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    let cell = |name: &str| cells[header.iter().position(|it| *it == name).unwrap()];
    assert_eq!([cell("party"), cell("partyLabel")], ["oil", "Oil"]);
    assert_eq!([cell("patron"), cell("patronLabel")], ["kg", "Kyrgyzstan"]);
    assert_eq!([cell("report"), cell("guarantor"), cell("guarantorLabel")], ["gazette", "", ""]);
    let neo4j = exported(&WORLD, Format::Csv, &[("profile", "neo4j")]);
    assert!(neo4j.contains("party:string") && !neo4j.contains("partyLabel"));
    let triples = exported(&WORLD, Format::NTriples, &[]);
    for (property, entity) in [("party", "oil"), ("patron", "kg"), ("report", "gazette")] {
        let triple = format!(
            "link/ann~HOLDS_POST~minister> <https://corridor.example/vocab#{property}> \
             <https://corridor.example/entity/{entity}> .\n"
        );
        assert!(triples.contains(&triple), "{triple}\n{triples}");
    }
    let ftm = exported(&WORLD, Format::Ftm, &[]);
    assert!(
        ftm.contains(r#""party: Oil (oil)""#) && ftm.contains(r#""guarantor: Ann (ann)""#),
        "{ftm}"
    );
}

/// A source that no link leads to and nothing cites is told of if a link refers to it.
#[test]
fn a_source_that_is_referred_to_leaves_with_the_rest() {
    let facts = FACTS.replace(", sources: [gazette]", "");
    let world = small("references-source", SCHEMA, &facts);
    let table = exported(&world, Format::Csv, &[("part", "sources")]);
    assert_eq!(table, "id,label,publisher,published,url,lang\ngazette,Gazette,Printer,,,\n");
}

#[test]
fn what_is_wrong_is_told_with_the_way_to_write_it() {
    for (query, message) in [
        (
            r#"{ people(where: { posts: { some: { edge: { patron: { name: { eq: "x" } } } } } }) { totalCount } }"#,
            "field `name` does not exist on `ActorFilter`; did you mean `node: {name: ...}`?",
        ),
        (
            r#"{ people(where: { posts: { some: { edge: { patron: { some: {} } } } } }) { totalCount } }"#,
            "field `some` does not exist on `ActorFilter`; it leads to one entity: write \
             `node: {...}`, or `isNull: true` if there is none",
        ),
        (
            r#"{ people(where: { posts: { some: { edge: { patron: { eq: "x" } } } } }) { totalCount } }"#,
            "field `eq` does not exist on `ActorFilter`; it stands for an entity, not for a value: \
             write `node: {id: {eq: ...}}`",
        ),
        (
            r#"{ people { groups(by: [{ patron: VALUE }]) { totalCount } } }"#,
            "field `patron` does not exist on `PersonValue`; it has `id`, `name`, `degree`, \
             `sources`, `born`, `died`, `posts`, `lent`",
        ),
        (
            r#"{ people { nodes { posts { groups(by: [{ since: YEAR }]) { totalCount } } } } }"#,
            "field `since` does not exist on `PostValue`; did you mean `byEdge: [{since: ...}]`?",
        ),
        (
            r#"{ people { nodes { posts { aggregate(ofEdge: [{ degree: VALUE }]) { count } } } } }"#,
            "field `degree` does not exist on `TenureValue`; did you mean `of: [{degree: ...}]`?",
        ),
        (
            r#"{ person(id: "ann") { posts(where: { edge: { patron: { isNull: null } } }) { totalCount } } }"#,
            "`where.edge.patron.isNull` cannot be null: a condition that is null would let everything pass; leave it out",
        ),
    ] {
        let answer = answer(&WORLD, query, None);
        assert_eq!(answer["errors"][0]["message"], message, "{answer}");
    }
}

/// The conditions on what links refer to are kept by entity, as those on their ends are: each link
/// is visited once a level.
#[test]
fn a_deep_filter_below_a_reference_is_planned() {
    use std::fmt::Write;
    let count = 400;
    let mut facts = String::from("Firm:\n");
    for at in 0..count {
        let _ = writeln!(facts, "  f{at}: {{name: Firm {at}, motto: m{}}}", at % 7);
    }
    facts.push_str("Post:\n  p: {name: P}\nPerson:\n");
    for at in 0..count {
        let lent: Vec<String> = [1, 2, 3, 5, 8]
            .map(|step| format!("{{to: f{}, guarantor: n{}}}", (at + step) % count, (at * 3) % 20))
            .into();
        let _ = writeln!(
            facts,
            "  n{at}: {{name: N{at}, lent: [{}], posts: [{{to: p, party: n{}}}]}}",
            lent.join(", "),
            at % 20
        );
    }
    let world = small("references-planned", SCHEMA, &facts);
    let lent = r#"{ lent: { some: { node: { lenders: { some: { node: { lent: { all: { node: { motto: { ne: "none" } } } } } } } } } } }"#;
    let query = format!(
        r#"{{ people(where: {{ posts: {{ some: {{ edge: {{ party: {{ node: {{ on: {{ Person: {lent} }} }} }} }} }} }} }}) {{ totalCount }} }}"#
    );
    let request =
        corridor::api::Request { query: query.into(), explain: true, ..Default::default() };
    let answer: Value = serde_json::from_slice(&world.execute(&request).body).unwrap();
    assert_eq!(answer["data"]["people"]["totalCount"], 400, "{answer}");
    let visits = answer["extensions"]["visits"].as_u64().unwrap();
    // All 400 are looked at, each with its link and what that refers to, and the rest once.
    assert!(visits < 8_000, "{visits}");
    let plan = answer["extensions"]["filters"].to_string();
    assert!(plan.contains("the party of the link"), "{plan}");
}
