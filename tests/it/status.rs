//! `status` as part of the view: what is only planned or discussed is left out of everything
//! below a field, by searches too.

use crate::support::{data, ids, small};
use corridor::snapshot::Snapshot;
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Firm @node {
  owns: [Firm!]! @relationship(type: "OWNS", direction: OUT)
  owners: [Firm!]! @relationship(type: "OWNS", direction: IN)
  seat: Town @relationship(type: "SEATED_IN", direction: OUT)
}
type Town @node { firms: [Firm!]! @relationship(type: "SEATED_IN", direction: IN) }
"#;

/// A owns B; that B owns C is agreed on, that C owns D planned; A might own D one day.
const FACTS: &str = "
Firm:
  a:
    name: A
    owns:
      - {to: b, since: 2001}
      - {to: d, since: 2020, status: DISCUSSED}
    seat: {to: x, status: PLANNED}
  b:
    name: B
    owns: {to: c, since: 2010, status: AGREED}
    seat: x
  c:
    name: C
    owns: {to: d, since: 2015, status: PLANNED}
  d: {name: D, seat: x}
Town:
  x: {name: X}
";

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("status", SCHEMA, FACTS));

#[track_caller]
fn ask(query: &str) -> Value {
    data(&WORLD, query, None)
}

#[test]
fn links_of_other_statuses_are_out_of_view() {
    let owned = |status: &str| {
        let answer = ask(&format!(
            "{{ firm(id: \"a\") {{ owns({status}) {{ nodes {{ id }} totalCount }} }} }}"
        ));
        let owns = &answer["firm"]["owns"];
        assert_eq!(owns["totalCount"], owns["nodes"].as_array().unwrap().len());
        ids(&owns["nodes"]).join(" ")
    };
    for (status, expected) in [
        ("first: 5", "b d"),
        ("status: [ACTUAL]", "b"),
        // GraphQL takes one value for a list of one.
        ("status: ACTUAL", "b"),
        ("status: [PLANNED, DISCUSSED]", "d"),
        ("status: [AGREED]", ""),
        ("status: []", ""),
        ("status: null", "b d"),
        ("status: [ACTUAL], asOf: \"1999-01-01\"", ""),
        ("status: [ACTUAL], asOf: \"2021-01-01\"", "b"),
        ("asOf: \"2021-01-01\"", "b d"),
        // What is discussed is certain on no day.
        ("status: [DISCUSSED], asOf: \"2021-01-01\", certain: true", ""),
    ] {
        assert_eq!(owned(status), expected, "{status}");
    }
}

#[test]
fn fields_below_inherit_it_until_one_says_otherwise() {
    let answer = ask("{ firm(id: \"b\", status: [ACTUAL]) {
            owns { nodes { id } } degree all: degree(status: null)
            owners { nodes { id seat { id } degree owns { nodes { id } }
                ever: owns(status: null) { nodes { id seat { id } degree } } } } } }");
    assert_eq!(
        answer["firm"],
        json!({
            "owns": {"nodes": []}, "degree": 2, "all": 3,
            "owners": {"nodes": [{
                "id": "a", "seat": null, "degree": 1, "owns": {"nodes": [{"id": "b"}]},
                "ever": {"nodes": [
                    {"id": "b", "seat": {"id": "x"}, "degree": 3},
                    {"id": "d", "seat": {"id": "x"}, "degree": 3},
                ]},
            }]},
        })
    );
}

#[test]
fn filters_counts_and_orders_look_at_what_is_in_view() {
    let found = |arguments: &str| {
        let answer = ask(&format!("{{ firms({arguments}) {{ nodes {{ id }} }} }}"));
        ids(&answer["firms"]["nodes"]).join(" ")
    };
    let owner = "where: {owns: {some: {node: {id: {isNull: false}}}}}";
    assert_eq!(found(owner), "a b c");
    assert_eq!(found(&format!("{owner}, status: [ACTUAL]")), "a");
    assert_eq!(found("where: {owners: {none: {}}}, status: [ACTUAL]"), "a c d");
    assert_eq!(found("where: {owns: {count: {eq: 2}}}"), "a");
    assert_eq!(found("where: {owns: {count: {eq: 2}}}, status: [ACTUAL]"), "");
    assert_eq!(found("orderBy: [{degree: DESC}]"), "a b d c");
    assert_eq!(found("orderBy: [{degree: DESC}], status: [PLANNED, DISCUSSED]"), "a d c b");
    let links =
        ask("{ firm(id: \"a\", status: [PLANNED]) { links { nodes { to { id } status } } } }");
    assert_eq!(links["firm"]["links"]["nodes"], json!([{"to": {"id": "x"}, "status": "PLANNED"}]));
}

#[test]
fn searches_go_along_no_other_link() {
    let path = |status: &str| {
        let answer = ask(&format!(
            "{{ shortestPath(from: \"a\", to: \"d\", relations: [OWNS]{status}) {{ nodes {{ id }} }}
               connected(from: \"a\", to: \"d\", relations: [OWNS]{status}) {{ distance }} }}"
        ));
        let path = &answer["shortestPath"];
        let nodes = if path.is_null() { Vec::new() } else { ids(&path["nodes"]) };
        let distance = &answer["connected"]["distance"];
        assert_eq!(distance.as_u64(), nodes.len().checked_sub(1).map(|it| it as u64), "{status}");
        nodes.join(" ")
    };
    assert_eq!(path(""), "a d");
    assert_eq!(path(", status: [ACTUAL, AGREED, PLANNED]"), "a b c d");
    assert_eq!(path(", status: [ACTUAL, AGREED, PLANNED], asOf: \"2012-01-01\""), "");
    assert_eq!(path(", status: [ACTUAL]"), "");
    let around = ask(
        "{ subgraph(roots: [\"a\"], depth: 3, status: [ACTUAL]) { nodes { id } links { status } }
           commonConnections(ids: [\"a\", \"b\"], status: [ACTUAL]) { total }
           all: commonConnections(ids: [\"a\", \"b\"]) { total } }",
    );
    assert_eq!(ids(&around["subgraph"]["nodes"]), ["a", "b", "x", "d"]);
    assert_eq!(around["subgraph"]["links"].as_array().unwrap().len(), 3);
    // A and B are both seated in X, but A only by plan.
    assert_eq!(
        (&around["commonConnections"]["total"], &around["all"]["total"]),
        (&json!(0), &json!(1))
    );
}

#[test]
fn timelines_and_changes_list_no_others() {
    let answer = ask(
        "{ timeline(ids: [\"a\", \"b\"], status: [ACTUAL]) { totalCount nodes { link { id from { ... on Firm { owns { totalCount } } } } } }
           all: timeline(ids: [\"a\", \"b\"]) { totalCount }
           changes(from: \"2010-01-01\", to: \"2020-12-31\", status: [AGREED, PLANNED]) { nodes { date } } }",
    );
    assert_eq!(
        answer["timeline"],
        json!({"totalCount": 1, "nodes": [
            {"link": {"id": "a~OWNS~b", "from": {"owns": {"totalCount": 1}}}},
        ]})
    );
    assert_eq!(answer["all"]["totalCount"], 3);
    assert_eq!(answer["changes"]["nodes"], json!([{"date": "2010"}, {"date": "2015"}]));
}

#[test]
fn a_status_that_there_is_not_is_an_error_before_anything_runs() {
    let answer = crate::support::answer(&WORLD, "{ firms(status: [FORMER]) { totalCount } }", None);
    assert_eq!(answer["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    let variables = Some("{\"status\": [\"ACTUAL\"]}");
    let query = "query($status: [LinkStatus!]) { firm(id: \"a\", status: $status) { degree } }";
    assert_eq!(data(&WORLD, query, variables)["firm"]["degree"], 1);
    assert_eq!(data(&WORLD, query, Some("{\"status\": null}"))["firm"]["degree"], 3);
    assert_eq!(data(&WORLD, query, None)["firm"]["degree"], 3);
}
