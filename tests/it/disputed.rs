//! Links of which a source denies one property: `disputed: [since]`.

use crate::support::{data, ids, small};
use corridor::{
    format::{Content, Export, Format, Options},
    limits::Limits,
    snapshot::Snapshot,
};
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Person @node(plural: "people") @temporal(start: ["born"], end: ["died"]) {
  born: PartialDate
  died: PartialDate
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure")
}
type Post @node {
  holders: [Person!]! @relationship(type: "HOLDS", direction: IN, properties: "Tenure")
}
type Tenure @relationshipProperties {
  title: String @alias(property: "called")
  appointed: Date
}
"#;

const FACTS: &str = "
Person:
  ada:
    name: Ada
    posts:
      - {to: a, since: 2010-01-01, until: 2015-12-31, disputed: [since]}
      - {to: b, since: 2010-01-01, until: 2015-12-31, disputed: until}
      - {to: c, attested: [2010-01-01, 2014-01-01], disputed: [attested]}
      - {to: d, since: 2010-01-01, until: 2015-12-31, called: director, disputed: [called]}
      - {to: e, at: 2012-05-05, disputed: [at]}
      - {to: f, since: 2010-01-01, appointed: 2009-12-01, disputed: [appointed]}
      - {to: g, since: 2010-01-01, until: 2015-12-31}
Post: {a: {name: A}, b: {name: B}, c: {name: C}, d: {name: D}, e: {name: E}, f: {name: F}, g: {name: G}}
";

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("disputed", SCHEMA, FACTS));

/// The posts of Ada in a view, and under a filter.
fn posts(arguments: &str) -> String {
    let query = format!("{{ person(id: \"ada\") {{ posts{arguments} {{ nodes {{ id }} }} }} }}");
    ids(&data(&WORLD, &query, None)["person"]["posts"]["nodes"]).join(" ")
}

#[test]
fn a_disputed_date_is_possible_and_not_certain() {
    assert_eq!(posts("(asOf: \"2012-05-05\")"), "a b c d e f g");
    // One end is disputed: the other shows that the state held on its own day alone.
    assert_eq!(posts("(asOf: \"2012-05-05\", certain: true)"), "d f g");
    assert_eq!(posts("(asOf: \"2010-01-01\", certain: true)"), "b d f g");
    assert_eq!(posts("(asOf: \"2015-12-31\", certain: true)"), "a d f g");
    // The days on which it can hold are those of its dates.
    assert_eq!(posts("(asOf: \"2009-12-31\")"), "c");
    assert_eq!(posts("(asOf: \"2016-01-01\")"), "c f");
}

#[test]
fn filters_on_dates_know_the_dispute() {
    let edge = |condition: &str| posts(&format!("(where: {{edge: {{{condition}}}}})"));
    assert_eq!(edge("since: {before: \"2012\"}"), "a b d f g");
    assert_eq!(edge("since: {certainly: {before: \"2012\"}}"), "b d f g");
    assert_eq!(edge("until: {certainly: {after: \"2012\"}}"), "a d g");
    assert_eq!(edge("at: {certainly: {after: \"2001\"}}"), "");
    assert_eq!(edge("at: {after: \"2001\"}"), "e");
    // Equal is what is written alike.
    assert_eq!(edge("since: {eq: \"2010-01-01\"}"), "a b d f g");
    assert_eq!(edge("appointed: {eq: \"2009-12-01\"}"), "f");
}

#[test]
fn links_and_edges_name_what_is_disputed() {
    let query = "{ person(id: \"ada\") {
        posts { edges { disputed since evidence node { id } } }
        links { nodes { disputed at to { id } } } } }";
    let person = data(&WORLD, query, None)["person"].take();
    let edges = person["posts"]["edges"].as_array().unwrap();
    let first = json!({"disputed": ["since"], "since": "2010-01-01", "evidence": "REPORTED", "node": {"id": "a"}});
    assert_eq!(edges[0], first);
    let told: Vec<String> = edges.iter().map(|edge| edge["disputed"].to_string()).collect();
    assert_eq!(
        told,
        [
            r#"["since"]"#,
            r#"["until"]"#,
            r#"["attested"]"#,
            // The API has the name, the file the key.
            r#"["title"]"#,
            r#"["at"]"#,
            r#"["appointed"]"#,
            "[]"
        ]
    );
    let links = person["links"]["nodes"].as_array().unwrap();
    assert_eq!(links[4], json!({"disputed": ["at"], "at": "2012-05-05", "to": {"id": "e"}}));
}

#[test]
fn moments_of_a_disputed_date_are_not_certain() {
    let query = "{ timeline(ids: [\"a\"]) { nodes { date change certain } }
        certain: timeline(ids: [\"ada\"], certain: true) { nodes { date change link { to { id } } } }
        changes(from: \"2010-01-01\", to: \"2010-12-31\", certain: true) { nodes { link { to { id } } } } }";
    let answer = data(&WORLD, query, None);
    assert_eq!(
        answer["timeline"]["nodes"],
        json!([
            {"date": "2010-01-01", "change": "BEGAN", "certain": false},
            {"date": "2015-12-31", "change": "ENDED", "certain": true},
        ])
    );
    let told = |moments: &Value, change: &str| -> String {
        let moments = moments["nodes"].as_array().unwrap().iter();
        let of_it = moments.filter(|it| change.is_empty() || it["change"] == *change);
        of_it.map(|it| it["link"]["to"]["id"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told(&answer["certain"], "BEGAN"), "b d f g");
    assert_eq!(told(&answer["certain"], "ENDED"), "a d g");
    assert_eq!(told(&answer["certain"], "HAPPENED"), "");
    assert_eq!(told(&answer["certain"], "ATTESTED"), "");
    assert_eq!(told(&answer["changes"], ""), "b d f g");
}

#[test]
fn what_is_disputed_shows_neither_when_a_link_was_last_attested_nor_that_its_ends_existed() {
    let facts = "
Person:
  ada: {name: Ada, died: 2012, posts: [{to: a, since: 2010, attested: [2011-03-03], disputed: [attested]}]}
  ben: {name: Ben, died: 2012, posts: [{to: a, since: 2010, attested: [2011-03-03]}]}
Post: {a: {name: A}}
";
    let world = small("disputed-attested", SCHEMA, facts);
    let query = "{ people { nodes { posts { edges { lastAttested } } } } }";
    let people = data(&world, query, None)["people"]["nodes"].take();
    let last = |at: usize| people[at]["posts"]["edges"][0]["lastAttested"].clone();
    assert_eq!((last(0), last(1)), (json!("2010"), json!("2011-03-03")));
}

#[test]
fn the_page_of_an_entity_shows_it() {
    let page = WORLD.page("ada").unwrap();
    let shown = "A (since disputed); B (until disputed); C (attested disputed); D (title disputed)";
    assert!(page.contains(shown), "{page}");
    assert!(WORLD.page("g").unwrap().contains("<dd>Ada</dd>"));
}

#[test]
fn exports_carry_it_beside_the_evidence() {
    let export = |format: &Format| {
        let format = *format;
        let content = Content::whole(WORLD.graph());
        let limits = Limits::default();
        let mut bytes = Vec::new();
        let export = Export { format, options: Options::default(), limits: &limits };
        export.write(&content, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert!(
        export(&Format::Turtle).contains("vocab:disputed \"since\""),
        "{}",
        export(&Format::Turtle)
    );
    assert!(export(&Format::Ftm).contains("disputed: since"), "{}", export(&Format::Ftm));
    let graphml = export(&Format::Graphml);
    assert!(graphml.contains("attr.name=\"disputed\""), "{graphml}");
    // Dates are written as they were.
    assert!(graphml.contains("2010-01-01<") && !graphml.contains("2010-01-01?"), "{graphml}");
}
