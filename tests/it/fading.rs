//! Open links that nothing shows any more: `@temporal(fades:)`, `lastAttested` and `certainty`.

use crate::support::{data, ids, small};
use corridor::{
    limits::Limits,
    snapshot::{DataSet, Snapshot},
};
use serde_json::{Value, json};
use std::{fs, sync::LazyLock};

const SCHEMA: &str = r#"
type Person @node(plural: "people") {
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) @temporal(fades: "P2Y")
  homes: [Post!]! @relationship(type: "LIVES_AT", direction: OUT)
}
type Post @node {
  holders: [Person!]! @relationship(type: "HOLDS", direction: IN)
}
"#;

const FACTS: &str = "
Person:
  ada:
    name: Ada
    posts:
      - {id: attested, to: a, since: 2010-01-01, attested: [2015-03-10]}
      - {id: since, to: b, since: 2014-05}
      - {id: cited, to: c, since: 2010-01-01, sources: [old, new]}
      - {id: marked, to: d, since: 2012-01-01, attested: ['2020-01-01?']}
      - {id: ended, to: e, since: 2010-01-01, until: 2013-06-30, sources: [new]}
      - {id: left, to: f, since: 2010-01-01, until: '?', attested: [2012-02-02], sources: [new]}
      - {id: undated, to: g}
      - {id: act, to: h, at: 2011-04-05, sources: [new]}
      - {id: planned, to: i, since: 2016-01-01, status: PLANNED}
    homes:
      - {id: home, to: a, since: 2010-01-01}
  bea:
    name: Bea
    posts:
      - {id: discussed, to: i, since: 2030-01-01, until: 2035, status: DISCUSSED, sources: [old, new]}
      - {id: term, to: j, since: 2015-01-01, until: 2029, sources: [old, new]}
      - {id: undatedSource, to: j, since: 2015-01-01, until: 2030, sources: [new, web]}
Post:
  a: {name: A}
  b: {name: B}
  c: {name: C}
  d: {name: D}
  e: {name: E}
  f: {name: F}
  g: {name: G}
  h: {name: H}
  i: {name: I}
  j: {name: J}
Source:
  old: {name: Old, published: 2012-01-01}
  new: {name: New, published: 2016-02-29}
  web: {name: Web}
";

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("fading", SCHEMA, FACTS));

/// The edges of all links of Ada by id, in a view.
fn links(view: &str) -> Value {
    let fields = "edges { id lastAttested certainty node { id } }";
    let query = format!(
        "{{ person(id: \"ada\"{view}) {{ posts {{ {fields} }} homes {{ {fields} }} \
           links {{ nodes {{ id lastAttested certainty }} }} }} }}"
    );
    let person = data(&WORLD, &query, None)["person"].take();
    let mut links = serde_json::Map::new();
    let edges =
        ["posts", "homes"].iter().flat_map(|field| person[field]["edges"].as_array().unwrap());
    for edge in edges {
        let told = json!([edge["lastAttested"], edge["certainty"]]);
        links.insert(edge["id"].as_str().unwrap().to_owned(), told);
    }
    // The untyped list tells the same.
    for link in person["links"]["nodes"].as_array().unwrap() {
        let told = json!([link["lastAttested"], link["certainty"]]);
        assert_eq!(links[link["id"].as_str().unwrap()], told, "{link}");
    }
    Value::Object(links)
}

#[test]
fn a_link_says_when_it_was_last_attested() {
    let certain = |date: &str| json!([date, "CERTAIN"]);
    assert_eq!(
        links(""),
        json!({
            "attested": certain("2015-03-10"), "since": certain("2014-05"),
            // A source that appeared in 2016 shows the state to hold then.
            "cited": certain("2016-02-29"), "marked": certain("2012-01-01"),
            // What has ended is not shown by what is written later.
            "ended": certain("2013-06-30"), "left": certain("2012-02-02"),
            "undated": [null, "POSSIBLE"], "act": certain("2011-04-05"),
            "planned": [null, "POSSIBLE"], "home": certain("2010-01-01"),
        })
    );
}

/// What was planned when the newest source appeared shows nothing, and nothing has ended by it.
#[test]
fn what_was_still_to_come_attests_nothing() {
    let query = "{ person(id: \"bea\") { posts { edges { id lastAttested } } } }";
    let edges = data(&WORLD, query, None)["person"]["posts"]["edges"].take();
    assert_eq!(
        edges,
        json!([
            {"id": "discussed", "lastAttested": "2016-02-29"},
            {"id": "term", "lastAttested": "2016-02-29"},
            // The source without a date may have been written after the end.
            {"id": "undatedSource", "lastAttested": "2030"},
        ])
    );
}

/// The ids of the links of Ada in a list with some arguments.
fn listed(arguments: &str) -> String {
    let query = format!("{{ person(id: \"ada\") {{ posts({arguments}) {{ edges {{ id }} }} }} }}");
    let edges = data(&WORLD, &query, None)["person"]["posts"]["edges"].take();
    ids(&edges).join(" ")
}

#[test]
fn conditions_on_certainty_are_those_of_the_view() {
    for (arguments, expected) in [
        ("where: {edge: {certainty: {eq: POSSIBLE}}}", "undated planned"),
        ("asOf: \"2017-06-01\", where: {edge: {certainty: {eq: CERTAIN}}}", "cited"),
        (
            "asOf: \"2017-06-01\", where: {edge: {certainty: {ne: CERTAIN}}}",
            "attested since marked left undated planned",
        ),
        ("asOf: \"2017-06-01\", where: {edge: {NOT: {certainty: {eq: POSSIBLE}}}}", "cited"),
        (
            "asOf: \"2017-06-01\", where: {edge: {certainty: {in: [CERTAIN, POSSIBLE]}, status: {eq: PLANNED}}}",
            "planned",
        ),
        ("where: {edge: {certainty: {isNull: true}}}", ""),
    ] {
        assert_eq!(listed(arguments), expected, "{arguments}");
    }
    // Of Ada `cited` alone was attested so late, and of Bea both.
    for (day, expected) in [("2016-04-30", "ada"), ("2018-03-01", "")] {
        let query = format!(
            "{{ people(asOf: \"{day}\", where: {{posts: {{count: {{where: {{edge: {{certainty: {{eq: CERTAIN}}, \
               lastAttested: {{gte: \"2016\"}}}}}}, eq: 1}}}}}}) {{ nodes {{ id }} }} }}"
        );
        let people = data(&WORLD, &query, None)["people"]["nodes"].take();
        assert_eq!(ids(&people).join(" "), expected, "{day}");
    }
}

#[test]
fn links_are_chosen_by_the_date_that_shows_them_last() {
    for (condition, expected) in [
        ("{gte: \"2016\"}", "cited"),
        ("{isNull: true}", "undated planned"),
        ("{before: \"2013\"}", "marked left act"),
        ("{lt: \"2015\", ne: \"2014-05\"}", "marked ended left act"),
        (
            "{notIn: [\"2012-01-01\", \"2012-02-02\"]}",
            "attested since cited ended undated act planned",
        ),
        ("{certainly: {during: {from: \"2014-05-01\", to: \"2015-03-10\"}}}", "attested since"),
    ] {
        let arguments = format!("where: {{edge: {{lastAttested: {condition}}}}}");
        assert_eq!(listed(&arguments), expected, "{condition}");
        let query = format!(
            "{{ person(id: \"ada\") {{ links(where: {{lastAttested: {condition}, relation: {{eq: HOLDS}}}}) {{ nodes {{ id }} }} }} }}"
        );
        let links = data(&WORLD, &query, None)["person"]["links"]["nodes"].take();
        assert_eq!(ids(&links).join(" "), expected, "{condition}");
    }
}

#[test]
fn links_are_grouped_by_what_is_known_of_them() {
    let groups = |list: &str, by: &str| -> Value {
        let query = format!(
            "{{ person(id: \"ada\") {{ {list} {{ groups(by{by}, orderBy: [{{keys: ASC}}]) {{ nodes {{ keys {{ value }} count }} }} }} }} }}"
        );
        let mut answer = data(&WORLD, &query, None)["person"].take();
        let list = answer.as_object_mut().unwrap().values_mut().next().unwrap();
        let rows = list["groups"]["nodes"].as_array().unwrap().iter();
        rows.map(|it| json!([it["keys"][0]["value"], it["count"]])).collect()
    };
    let years = json!([
        ["2011", 1],
        ["2012", 2],
        ["2013", 1],
        ["2014", 1],
        ["2015", 1],
        ["2016", 1],
        [null, 2]
    ]);
    assert_eq!(groups("posts", "Edge: [{lastAttested: YEAR}]"), years);
    assert_eq!(
        groups(
            "posts(where: {edge: {lastAttested: {gte: \"2014\"}}})",
            "Edge: [{lastAttested: MONTH}]"
        ),
        json!([["2014-05", 1], ["2015-03", 1], ["2016-02", 1]])
    );
    assert_eq!(
        groups("links(where: {lastAttested: {lte: \"2012\"}})", ": [{lastAttested: VALUE}]"),
        json!([["2010-01-01", 1], ["2011-04-05", 1], ["2012-01-01", 1], ["2012-02-02", 1]])
    );
    assert_eq!(
        groups("posts(asOf: \"2017-06-01\")", "Edge: [{certainty: VALUE}]"),
        json!([["CERTAIN", 1], ["POSSIBLE", 6]])
    );
    assert_eq!(groups("links", ": [{certainty: VALUE}]"), json!([["CERTAIN", 8], ["POSSIBLE", 2]]));
}

#[test]
fn an_open_link_is_certain_for_a_while() {
    // Certain up to two years after it was last attested; one day later it is possible.
    for (day, certain) in [
        ("2016-04-30", "attested cited home since"),
        ("2016-05-01", "attested cited home since"),
        ("2016-05-02", "attested cited home"),
        ("2017-03-10", "attested cited home"),
        ("2017-03-11", "cited home"),
        ("2018-02-28", "cited home"),
        ("2018-03-01", "home"),
        ("2040-01-01", "home"),
    ] {
        let expected: Vec<&str> = certain.split(' ').collect();
        let links = links(&format!(", asOf: \"{day}\""));
        let links = links.as_object().unwrap();
        let found = links.iter().filter(|(_, told)| told[1] == "CERTAIN");
        let mut found: Vec<_> = found.map(|(id, _)| id.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "on {day}");
        // What is possible is still in view.
        assert!(links.contains_key("attested") && links.contains_key("cited"), "on {day}");
        let certainly = format!(
            "{{ person(id: \"ada\", asOf: \"{day}\", certain: true) {{ posts {{ nodes {{ id }} }} }} }}"
        );
        let certainly = data(&WORLD, &certainly, None);
        let posts = ids(&certainly["person"]["posts"]["nodes"]).len();
        assert_eq!(posts, expected.iter().filter(|id| **id != "home").count(), "on {day}");
    }
}

#[test]
fn the_other_side_and_searches_fade_too() {
    let answer = data(
        &WORLD,
        "{ post(id: \"a\", asOf: \"2020-01-01\") { holders { edges { certainty } } sure: holders(certain: true) { totalCount } }
           then: post(id: \"a\", asOf: \"2016-01-01\") { holders(certain: true) { edges { certainty lastAttested } } }
           connected(from: \"a\", to: \"c\", relations: [HOLDS], asOf: \"2017-06-01\") { distance }
           sure: connected(from: \"a\", to: \"c\", relations: [HOLDS], asOf: \"2017-06-01\", certain: true) { distance } }",
        None,
    );
    assert_eq!(answer["post"]["holders"]["edges"], json!([{"certainty": "POSSIBLE"}]));
    assert_eq!(answer["post"]["sure"]["totalCount"], 0);
    let then = &answer["then"]["holders"]["edges"];
    assert_eq!(*then, json!([{"certainty": "CERTAIN", "lastAttested": "2015-03-10"}]));
    assert_eq!(answer["connected"]["distance"], 2);
    assert_eq!(answer["sure"]["distance"], Value::Null);
}

#[test]
fn a_setting_lets_links_fade_where_no_type_definition_does() {
    let folder = std::env::temp_dir().join(format!("corridor-it-fades-{}", std::process::id()));
    let certain = |schema: &str, fades: Option<&str>| {
        for (name, text) in [("schema/all.graphql", schema), ("seed/all.yaml", FACTS)] {
            fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            fs::write(folder.join(name), text).unwrap();
        }
        let data = DataSet::Folders { schema: folder.join("schema"), seed: folder.join("seed") };
        let fades = fades.map(|period| period.parse().unwrap());
        let loaded = Snapshot::load_with(&data, &Limits::default(), fades, &|_| {});
        fs::remove_dir_all(&folder).unwrap();
        let world = loaded.snapshot.unwrap();
        let query = "{ person(id: \"ada\", asOf: \"2018-01-01\", certain: true) {
            posts { edges { id } } homes { edges { id } } } }";
        let person = crate::support::data(&world, query, None)["person"].take();
        let edges =
            ["posts", "homes"].map(|field| person[field]["edges"].as_array().unwrap().clone());
        let ids = edges.concat().into_iter().map(|edge| edge["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>().join(" "), world.hash().to_owned())
    };
    let plain = SCHEMA.replace(" @temporal(fades: \"P2Y\")", "");
    assert_eq!(certain(&plain, None).0, "attested since cited marked home");
    assert_eq!(certain(&plain, Some("P2Y")).0, "cited");
    assert_eq!(certain(&plain, Some("P3Y")).0, "attested cited");
    // What the definitions say is not changed: homes do not fade.
    assert_eq!(certain(SCHEMA, Some("P3Y")).0, "cited home");
    // The same files say something else, so it is another snapshot.
    assert_ne!(certain(&plain, Some("P2Y")).1, certain(&plain, Some("P3Y")).1);
}
