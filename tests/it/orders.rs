//! Orders by what is related: the number of links of a relation, and keys of to-one ends. Orders
//! by other values of links are in `link_orders`.

use crate::support::{answer, data, ids, small};
use corridor::snapshot::Snapshot;
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Ship @node {
  crew: [Sailor!]! @relationship(type: "SAILS_ON", direction: IN)
  port: Port @relationship(type: "AT_HOME_IN", direction: OUT)
  sisters: [Ship!]! @relationship(type: "SISTER_OF", direction: BOTH)
}
type Sailor @node { ships: [Ship!]! @relationship(type: "SAILS_ON", direction: OUT) }
type Port @node { depth: Int  country: Country @relationship(type: "IN", direction: OUT) }
type Country @node(plural: "countries") { founded: PartialDate }
"#;

const SEED: &str = r#"
Country:
  aland: {name: Aland, founded: 1900}
  boland: {name: Boland, founded: 1800}
Port:
  north: {name: North, depth: 9, country: aland}
  south: {name: South, country: boland}
  west: {name: West, depth: 4}
Sailor:
  ada: {name: Ada}
  bert: {name: Bert}
Ship:
  auk: {name: Auk, port: [{to: west, until: 1950}], crew: [ada, {from: bert, since: 1990}]}
  coot: {name: Coot, port: south, sisters: [auk, dove], crew: [{from: ada, until: 1980}]}
  dove: {name: Dove, port: north}
  eider: {name: Eider}
"#;

fn ships() -> &'static Snapshot {
    static SHIPS: LazyLock<Snapshot> = LazyLock::new(|| small("orders", SCHEMA, SEED));
    &SHIPS
}

fn ordered(arguments: &str) -> String {
    let query = format!("{{ ships({arguments}) {{ nodes {{ id }} }} }}");
    ids(&data(ships(), &query, None)["ships"]["nodes"]).join(" ")
}

#[test]
fn by_the_number_of_links_in_view() {
    assert_eq!(ordered("orderBy: [{ crew: { count: DESC } }]"), "auk coot dove eider");
    assert_eq!(ordered("orderBy: [{ sisters: { count: ASC } }]"), "eider auk dove coot");
    // In 1970 Bert is not yet on the auk, and Ada is still on the coot: a tie, by id.
    let by = "orderBy: [{ crew: { count: DESC } }, { name: DESC }]";
    assert_eq!(ordered(&format!("asOf: \"1970-01-01\" {by}")), "coot auk eider dove");
    assert_eq!(ordered(&format!("asOf: \"2000-01-01\" {by}")), "auk eider dove coot");
}

#[test]
fn by_a_key_of_the_entity_that_a_to_one_relation_leads_to() {
    // The eider has no port, and the port of the coot has no depth: they come last either way.
    assert_eq!(ordered("orderBy: [{ port: { depth: ASC } }]"), "auk dove coot eider");
    assert_eq!(ordered("orderBy: [{ port: { depth: DESC } }]"), "dove auk coot eider");
    assert_eq!(ordered("orderBy: [{ port: { name: DESC } }]"), "auk coot dove eider");
    // Two steps; the west has no country.
    assert_eq!(
        ordered("orderBy: [{ port: { country: { founded: ASC } } }]"),
        "coot dove auk eider"
    );
    // In 2000 the auk has no port any more.
    let by = "orderBy: [{ port: { name: DESC } }]";
    assert_eq!(ordered(&format!("asOf: \"2000-01-01\" {by}")), "coot dove auk eider");
}

#[test]
fn links_are_ordered_by_what_their_ends_are_related_to() {
    let query = "{ sailor(id: \"ada\") { ships(orderBy: [{ node: { port: { country: { name: DESC } } } }]) { nodes { id } } } }";
    assert_eq!(ids(&data(ships(), query, None)["sailor"]["ships"]["nodes"]), ["coot", "auk"]);
}

#[test]
fn pages_of_such_orders_are_the_list() {
    for by in [
        "{ crew: { count: DESC } }",
        "{ port: { depth: ASC } }",
        "{ port: { country: { founded: DESC } } }",
    ] {
        let whole = ordered(&format!("orderBy: [{by}]"));
        let (mut pages, mut after) = (Vec::new(), String::new());
        loop {
            let query = format!(
                "{{ ships(first: 1 {after} orderBy: [{by}]) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}"
            );
            let page = &data(ships(), &query, None)["ships"];
            pages.extend(ids(&page["nodes"]).into_iter().map(str::to_owned));
            if page["pageInfo"]["hasNextPage"] != true {
                break;
            }
            after = format!("after: {}", page["pageInfo"]["endCursor"]);
        }
        assert_eq!(pages.join(" "), whole, "{by}");
    }
}

#[test]
fn a_key_that_names_nothing_is_an_error() {
    let example = "write `[{a: ASC}, {b: DESC}]`";
    for (by, found, write) in [
        ("{}", "`orderBy[0]` is empty", example),
        ("{ port: {} }", "`orderBy[0].port` is empty", example),
        (
            "{ port: { name: ASC, depth: DESC } }",
            "`orderBy[0].port` has `depth` and `name`",
            "write an element for each: `[{port: {depth: DESC}}, {port: {name: ASC}}]`",
        ),
    ] {
        let query = format!("{{ ships(orderBy: [{by}]) {{ totalCount }} }}");
        let message = &answer(ships(), &query, None)["errors"][0]["message"];
        let expected = format!("{found}, and each element names one field; {write}");
        assert_eq!(*message, expected, "{by}");
    }
}

#[test]
fn links_by_a_key_of_their_ends() {
    let links = |by: &str| {
        let query =
            format!("{{ ship(id: \"coot\") {{ links(orderBy: [{by}]) {{ nodes {{ id }} }} }} }}");
        ids(&data(ships(), &query, None)["ship"]["links"]["nodes"]).join(" ")
    };
    let (crew, port) = ("ada~SAILS_ON~coot", "coot~AT_HOME_IN~south");
    let (auk, dove) = ("auk~SISTER_OF~coot", "coot~SISTER_OF~dove");
    assert_eq!(links("{ other: { name: DESC } }"), [port, dove, auk, crew].join(" "));
    assert_eq!(
        links("{ relation: DESC }, { other: { id: DESC } }"),
        [dove, auk, crew, port].join(" ")
    );
    assert_eq!(
        links("{ from: { id: ASC } }, { to: { name: DESC } }"),
        [crew, auk, port, dove].join(" ")
    );
    // A measure of the whole graph is there before the list is ordered.
    let query =
        "{ ship(id: \"coot\") { links(orderBy: [{ other: { metrics: { pageRank: DESC } } }]) {
        nodes { from { id metrics { pageRank } } to { id metrics { pageRank } } }
    } } }";
    let nodes = data(ships(), query, None)["ship"]["links"]["nodes"].clone();
    let rank = |link: &serde_json::Value| {
        let end = if link["from"]["id"] == "coot" { "to" } else { "from" };
        link[end]["metrics"]["pageRank"].as_f64().unwrap()
    };
    let ranks: Vec<f64> = nodes.as_array().unwrap().iter().map(rank).collect();
    assert!(
        ranks.len() == 4 && ranks.is_sorted_by(|a, b| a >= b) && ranks[0] > ranks[3],
        "{ranks:?}"
    );
}
