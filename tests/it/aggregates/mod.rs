//! Sums and groups of lists: `aggregate` and `groups`.

mod instants;
mod members;
mod readings;
mod slow;

use crate::support::{answer, data, shipped, small};
use corridor::snapshot::Snapshot;
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
enum Form { MILL BRIDGE CANAL }
interface Built @node(plural: "built") { begun: PartialDate }
type Work implements Built @node @temporal(start: ["begun"], end: ["ended"]) {
  form: Form
  begun: PartialDate
  ended: PartialDate
  stories: Int
  length: Float
  tags: [String!]!
  flaws: [Int!]
  builders: [Person!]! @relationship(type: "BUILT_BY", direction: OUT, properties: "Contract")
  site: Place @relationship(type: "STANDS_IN", direction: OUT)
}
type Contract @relationshipProperties { fee: Int  share: Float }
type Person implements Built @node(plural: "people") {
  begun: PartialDate
  built: [Work!]! @relationship(type: "BUILT_BY", direction: IN, properties: "Contract")
}
type Place @node { region: String }
"#;

const SEED: &str = r#"
Source:
  ledger: {name: Ledger, publisher: Town hall}
  gazette: {name: Gazette, publisher: Gazette House}
Place:
  ford: {name: Ford, region: North}
  hill: {name: Hill, region: South}
  moor: {name: Moor}
Person:
  ada: {name: Ada}
  bert: {name: Bert}
  cleo: {name: Cleo}
Work:
  arch:
    name: Arch
    form: BRIDGE
    begun: 1901-05-04
    stories: 2147483647
    length: 0.1
    tags: [stone, old, stone]
    flaws: [3, 4]
    site: ford
    sources: [ledger, gazette#2, ledger#9]
    builders:
      - {to: ada, since: 1901, fee: 100, share: 0.5, sources: [ledger]}
      - {to: ada, since: 1903-02, until: 1904, fee: 50, status: PLANNED}
      - {to: bert, fee: 7, evidence: OFFICIAL}
  beam: {name: Beam, form: BRIDGE, begun: 1901-05, stories: 2147483647, length: 0.2, tags: [old], site: hill}
  cut: {name: Cut, form: CANAL, begun: 1902~, stories: -5, length: 0.3, site: ford, builders: [{to: bert, since: 1902-03-04}]}
  dam: {name: Dam, begun: 1903, tags: [stone]}
  easel: {name: Easel, form: MILL, begun: "?", flaws: [-10], site: moor}
  folly: {name: Folly, form: MILL, length: 4}
"#;

fn works() -> &'static Snapshot {
    static WORKS: LazyLock<Snapshot> = LazyLock::new(|| small("aggregates", SCHEMA, SEED));
    &WORKS
}

/// The keys and the count of each group of a list, and the number of all groups.
fn groups(list: &str, arguments: &str) -> (Value, Value) {
    let query = format!(
        "{{ {list} {{ groups({arguments}) {{ totalCount nodes {{ keys {{ value }} count }} }} }} }}"
    );
    let found = data(works(), &query, None);
    let mut at = &found;
    while at.get("groups").is_none() {
        at = at.as_object().unwrap().values().next().unwrap();
    }
    let row = |group: &Value| {
        let keys = group["keys"].as_array().unwrap().iter().map(|key| key["value"].clone());
        Value::from_iter(keys.chain([group["count"].clone()]))
    };
    let nodes = at["groups"]["nodes"].as_array().unwrap();
    (nodes.iter().map(row).collect(), at["groups"]["totalCount"].clone())
}

/// The rows alone.
fn rows(list: &str, arguments: &str) -> Value {
    groups(list, arguments).0
}

#[test]
fn a_list_without_keys_is_one_group_and_an_empty_list_is_none() {
    assert_eq!(rows("works", "first: 5"), json!([[6]]));
    assert_eq!(
        groups("works(where: { name: { eq: \"nobody\" } })", "first: 5"),
        (json!([]), json!(0))
    );
    let none = "works(where: { name: { eq: \"nobody\" } })";
    assert_eq!(rows(none, "by: [{ form: VALUE }]"), json!([]));
    let query = format!(
        "{{ {none} {{ aggregate(of: [{{ stories: VALUE }}]) {{ count distinctNodes values {{ count sum exactSum mean min max }} }} }} }}"
    );
    let empty = json!({ "count": 0, "sum": null, "exactSum": null, "mean": null, "min": null, "max": null });
    let aggregate = json!({ "count": 0, "distinctNodes": 0, "values": [empty] });
    assert_eq!(data(works(), &query, None)["works"]["aggregate"], aggregate);
}

#[test]
fn the_largest_group_comes_first_then_by_key_and_null_last() {
    assert_eq!(
        groups("works", "by: [{ form: VALUE }]"),
        (json!([["BRIDGE", 2], ["MILL", 2], ["CANAL", 1], [null, 1]]), json!(4))
    );
    let by_key = json!([["BRIDGE", 2], ["CANAL", 1], ["MILL", 2], [null, 1]]);
    assert_eq!(rows("works", "by: [{ form: VALUE }], orderBy: [{ keys: ASC }]"), by_key);
    let by_key = json!([["MILL", 2], ["CANAL", 1], ["BRIDGE", 2], [null, 1]]);
    assert_eq!(rows("works", "by: [{ form: VALUE }], orderBy: [{ keys: DESC }]"), by_key);
    let smallest = json!([["CANAL", 1], [null, 1], ["BRIDGE", 2], ["MILL", 2]]);
    assert_eq!(rows("works", "by: [{ form: VALUE }], orderBy: [{ count: ASC }]"), smallest);
    let first = groups("works", "by: [{ form: VALUE }], first: 2");
    assert_eq!(first, (json!([["BRIDGE", 2], ["MILL", 2]]), json!(4)));
    assert_eq!(groups("works", "by: [{ form: VALUE }], first: 0"), (json!([]), json!(4)));
}

#[test]
fn a_date_has_the_year_and_month_that_are_known() {
    assert_eq!(
        rows("works", "by: [{ begun: YEAR }], orderBy: { keys: ASC }"),
        json!([["1901", 2], ["1902", 1], ["1903", 1], [null, 2]])
    );
    // 1902~ and 1903 have no month, nothing is known of "?", and one work has no date.
    let by_month = json!([["1901-05", 2], [null, 4]]);
    assert_eq!(rows("works", "by: [{ begun: MONTH }], orderBy: { keys: ASC }"), by_month);
    let whole =
        json!([["?", 1], ["1901-05-04", 1], ["1901-05", 1], ["1902~", 1], ["1903", 1], [null, 1]]);
    let found = rows("works", "by: [{ begun: VALUE }], orderBy: { keys: ASC }");
    assert_eq!(found.as_array().unwrap().len(), 6);
    for row in whole.as_array().unwrap() {
        assert!(found.as_array().unwrap().contains(row), "{row} {found}");
    }
    assert_eq!([&found[0][0], &found[5][0]], [&json!("?"), &Value::Null]);
}

#[test]
fn an_item_with_several_values_is_in_the_group_of_each_once() {
    // The arch has "stone" twice; three works have no tag.
    let by_tag = json!([["old", 2], ["stone", 2], [null, 3]]);
    assert_eq!(rows("works", "by: [{ tags: VALUE }], orderBy: { keys: ASC }"), by_tag);
    // It has two flaws and two tags, and so is in four groups.
    assert_eq!(
        rows("works", "by: [{ tags: VALUE }, { flaws: VALUE }], orderBy: { keys: ASC }"),
        json!([
            ["old", 3, 1],
            ["old", 4, 1],
            ["old", null, 1],
            ["stone", 3, 1],
            ["stone", 4, 1],
            ["stone", null, 1],
            [null, -10, 1],
            [null, null, 2]
        ])
    );
}

#[test]
fn keys_follow_relations_and_sources() {
    let by_site = json!([["ford", 2], ["hill", 1], ["moor", 1], [null, 2]]);
    assert_eq!(rows("works", "by: [{ site: { id: VALUE } }], orderBy: { keys: ASC }"), by_site);
    // The moor has no region, and two works have no site.
    let by_region = json!([["North", 2], ["South", 1], [null, 3]]);
    assert_eq!(rows("works", "by: { site: { region: VALUE } }, orderBy: { keys: ASC }"), by_region);
    let by_builder = json!([["ada", 1], ["bert", 2], [null, 4]]);
    assert_eq!(
        rows("works", "by: { builders: { id: VALUE } }, orderBy: { keys: ASC }"),
        by_builder
    );
    let two_steps = json!([["North", 1], [null, 2]]);
    let by = "by: { built: { site: { region: VALUE } } }, orderBy: { keys: ASC }";
    assert_eq!(
        rows("people(where: { id: { in: [\"ada\", \"cleo\"] } })", by),
        json!([["North", 1], [null, 1]])
    );
    assert_eq!(two_steps[0], json!(["North", 1]));
    let by_publisher = json!([["Gazette House", 1], ["Town hall", 1], [null, 5]]);
    let by = "by: { sources: { publisher: VALUE } }, orderBy: { keys: ASC }";
    assert_eq!(rows("works", by), by_publisher);
    let by_kind = json!([["Work", 6], ["Person", 3]]);
    assert_eq!(rows("built", "by: { kind: VALUE }"), by_kind);
    let by_degree = json!([[4, 1], [0, 2], [1, 3]]);
    let found = rows("works", "by: { degree: VALUE }, orderBy: { keys: ASC }");
    assert_eq!(found, json!([[0, 2], [1, 2], [2, 1], [4, 1]]), "{by_degree}");
}

#[test]
fn the_entity_of_a_key_is_shown_beside_its_id() {
    let query = "{ works { groups(by: [{ site: { id: VALUE } }, { form: VALUE }], first: 1) {
        nodes { keys { by value entity { __typename name ... on Place { region } } } } } } }";
    let site = json!({
        "by": "site.id",
        "value": "ford",
        "entity": { "__typename": "Place", "name": "Ford", "region": "North" },
    });
    let form = json!({ "by": "form", "value": "BRIDGE", "entity": null });
    assert_eq!(
        data(works(), query, None)["works"]["groups"]["nodes"][0]["keys"],
        json!([site, form])
    );
}

#[test]
fn sums_of_whole_numbers_are_exact_and_others_are_not_said_to_be() {
    let query = "{ works { aggregate(of: [{ stories: VALUE }, { length: VALUE }, { flaws: VALUE }, { begun: VALUE }]) { count values {
        of count min max sum exactSum mean earliest latest } } } }";
    let values = &data(works(), query, None)["works"]["aggregate"]["values"];
    let none = Value::Null;
    assert_eq!(
        values[0],
        json!({ "of": "stories", "count": 3, "min": -5, "max": 2147483647, "sum": 4294967289_i64,
            "exactSum": "4294967289", "mean": 1431655763, "earliest": none, "latest": none })
    );
    // Added one after the other, 0.1 + 0.2 + 0.3 + 4 would be 4.6000000000000005.
    assert_eq!(
        values[1],
        json!({ "of": "length", "count": 4, "min": 0.1, "max": 4, "sum": 4.6,
            "exactSum": none, "mean": 1.15, "earliest": none, "latest": none })
    );
    // Each element of a list is a value.
    assert_eq!(
        values[2],
        json!({ "of": "flaws", "count": 3, "min": -10, "max": 4, "sum": -3,
            "exactSum": "-3", "mean": -1, "earliest": none, "latest": none })
    );
    // "?" is no value.
    assert_eq!(
        values[3],
        json!({ "of": "begun", "count": 4, "min": none, "max": none, "sum": none,
            "exactSum": none, "mean": none, "earliest": "1901-05", "latest": "1903" })
    );
}

#[test]
fn groups_are_ordered_by_the_first_sum() {
    let by = |order: &str| {
        rows(
            "works",
            &format!("by: {{ form: VALUE }}, of: [{{ length: VALUE }}], orderBy: {{ {order} }}"),
        )
    };
    // The group without a form has no length.
    assert_eq!(by("sum: DESC"), json!([["MILL", 2], ["BRIDGE", 2], ["CANAL", 1], [null, 1]]));
    assert_eq!(by("mean: ASC"), json!([["BRIDGE", 2], ["CANAL", 1], ["MILL", 2], [null, 1]]));
    let query = |of: &str, order: &str| {
        format!(
            "{{ works {{ groups(by: {{ form: VALUE }}{of}, orderBy: {{ {order}: ASC }}) {{ totalCount }} }} }}"
        )
    };
    let message = |query: &str| answer(works(), query, None)["errors"][0]["message"].clone();
    assert_eq!(
        message(&query("", "sum")),
        "`orderBy[0].sum` orders by the first property of `of`, and there is none; name one there"
    );
    assert_eq!(
        message(&query(", of: [{ begun: VALUE }]", "mean")),
        "`orderBy[0].mean` cannot order by `begun`: dates have no mean; order by `min` or `max`"
    );
    let by = "by: { form: VALUE }, of: [{ begun: VALUE }], orderBy: { max: DESC }";
    assert_eq!(rows("works", by), json!([[null, 1], ["CANAL", 1], ["BRIDGE", 2], ["MILL", 2]]));
}

#[test]
fn links_are_grouped_by_their_own_keys_and_counted_once_for_each_entity() {
    let list = "work(id: \"arch\") { builders";
    let query = format!(
        "{{ {list} {{ aggregate(of: [{{ degree: VALUE }}], ofEdge: [{{ fee: VALUE }}, {{ since: VALUE }}]) {{ count distinctNodes
            values {{ of count exactSum earliest latest }} }}
          groups(by: [{{ id: VALUE }}], byEdge: [{{ status: VALUE }}], ofEdge: [{{ fee: VALUE }}]) {{ nodes {{
            keys {{ by value }} count aggregate {{ distinctNodes values {{ of exactSum }} }}
            members {{ nodes {{ id }} }} links {{ nodes {{ id }} }} }} }} }} }} }}"
    );
    let found = &data(works(), &query, None)["work"]["builders"];
    let aggregate = &found["aggregate"];
    assert_eq!([&aggregate["count"], &aggregate["distinctNodes"]], [3, 2]);
    // Ada has two links and Bert has two: each of the three links has the degree of its end.
    assert_eq!(aggregate["values"][0]["of"], "degree");
    assert_eq!(aggregate["values"][0]["exactSum"], "6");
    let fee = json!({ "of": "edge.fee", "count": 3, "exactSum": "157", "earliest": null, "latest": null });
    let since = json!({ "of": "edge.since", "count": 2, "exactSum": null, "earliest": "1901", "latest": "1903-02" });
    assert_eq!([&aggregate["values"][1], &aggregate["values"][2]], [&fee, &since]);
    let row = |group: &Value| {
        json!([
            group["keys"][0]["value"],
            group["keys"][1]["value"],
            group["count"],
            group["aggregate"]["values"][0]["exactSum"],
            group["members"]["nodes"],
            group["links"]["nodes"],
        ])
    };
    let groups = found["groups"]["nodes"].as_array().unwrap();
    assert_eq!(groups[0]["keys"][1]["by"], "edge.status");
    assert_eq!(
        groups.iter().map(row).collect::<Vec<_>>(),
        [
            json!(["ada", "ACTUAL", 1, "100", [{ "id": "ada" }], [{ "id": "arch~BUILT_BY~ada" }]]),
            json!(["ada", "PLANNED", 1, "50", [{ "id": "ada" }], [{ "id": "arch~BUILT_BY~ada~2" }]]),
            json!(["bert", "ACTUAL", 1, "7", [{ "id": "bert" }], [{ "id": "arch~BUILT_BY~bert" }]]),
        ]
    );
}

#[test]
fn links_of_any_relation_are_grouped_by_relation_and_end() {
    let list = "work(id: \"arch\") { links";
    let rows = |by: &str| {
        let query = format!(
            "{{ {list} {{ groups(by: [{by}], orderBy: {{ keys: ASC }}) {{ nodes {{ keys {{ value }} count }} }} }} }} }}"
        );
        let found = data(works(), &query, None);
        let nodes = found["work"]["links"]["groups"]["nodes"].as_array().unwrap().clone();
        let row = |it: &Value| {
            let keys = it["keys"].as_array().unwrap().iter().map(|key| key["value"].clone());
            Value::from_iter(keys.chain([it["count"].clone()]))
        };
        nodes.iter().map(row).collect::<Value>()
    };
    assert_eq!(rows("{ relation: VALUE }"), json!([["BUILT_BY", 3], ["STANDS_IN", 1]]));
    assert_eq!(
        rows("{ other: { kind: VALUE } }, { since: YEAR }"),
        json!([
            ["Person", "1901", 1],
            ["Person", "1903", 1],
            ["Person", null, 1],
            ["Place", null, 1]
        ])
    );
    assert_eq!(rows("{ evidence: VALUE }"), json!([["OFFICIAL", 1], ["REPORTED", 3]]));
    assert_eq!(rows("{ from: { id: VALUE } }"), json!([["arch", 4]]));
    assert_eq!(rows("{ to: { id: VALUE } }"), json!([["ada", 2], ["bert", 1], ["ford", 1]]));
    assert_eq!(rows("{ sources: { publisher: VALUE } }"), json!([["Town hall", 1], [null, 3]]));
}

#[test]
fn groups_are_of_what_is_in_view() {
    let by = "by: { builders: { id: VALUE } }, orderBy: { keys: ASC }";
    // On that day the cut is not begun, and Ada's second contract does not hold yet.
    assert_eq!(
        rows("works(asOf: \"1901-06-01\")", "by: { form: VALUE }"),
        json!([["BRIDGE", 2], ["MILL", 2]])
    );
    assert_eq!(rows("works(status: [PLANNED])", by), json!([["ada", 1], [null, 5]]));
    assert_eq!(
        rows("works(where: { builders: { some: { edge: { fee: { gt: 60 } } } } })", by),
        json!([["ada", 1], ["bert", 1]])
    );
}

#[test]
fn the_members_of_a_group_are_a_list_like_any_other() {
    let query = "{ works { groups(by: { form: VALUE }, first: 2) { nodes {
        keys { value }
        members(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { id }
          aggregate { count } groups(by: { name: VALUE }) { nodes { keys { value } count } } }
        links { totalCount } } } } }";
    let found = data(works(), query, None);
    let bridges = &found["works"]["groups"]["nodes"][0];
    assert_eq!(bridges["members"]["nodes"], json!([{ "id": "arch" }]));
    assert_eq!(
        [&bridges["members"]["totalCount"], &bridges["members"]["aggregate"]["count"]],
        [2, 2]
    );
    let names: Vec<_> = bridges["members"]["groups"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["keys"][0]["value"])
        .collect();
    assert_eq!(names, ["Arch", "Beam"]);
    assert_eq!(bridges["links"]["totalCount"], 0);
    let cursor = &bridges["members"]["pageInfo"]["endCursor"];
    let query = format!(
        "{{ works {{ groups(by: {{ form: VALUE }}, first: 1) {{ nodes {{
            members(after: {cursor}) {{ nodes {{ id }} }} }} }} }} }}"
    );
    let next = data(works(), &query, None);
    assert_eq!(next["works"]["groups"]["nodes"][0]["members"]["nodes"], json!([{ "id": "beam" }]));
}

#[test]
fn a_key_that_names_no_field_or_two_is_an_error() {
    let example = "write `[{a: VALUE}, {b: YEAR}]`";
    for (by, found, write) in [
        ("{}", "is empty", example),
        (
            "{ form: VALUE, begun: YEAR }",
            "has `begun` and `form`",
            "write an element for each: `[{begun: YEAR}, {form: VALUE}]`",
        ),
        ("{ form: null }", "has `form` without a value", example),
        ("{ site: {} }", "is empty", example),
    ] {
        let query = format!("{{ works {{ groups(by: [{by}]) {{ totalCount }} }} }}");
        let message = &answer(works(), &query, None)["errors"][0]["message"];
        let at = if by.contains("site") { "by[0].site" } else { "by[0]" };
        let expected = format!("`{at}` {found}, and each element names one field; {write}");
        assert_eq!(*message, expected, "{by}");
    }
}

// The shipped data.

#[test]
fn sessions_of_the_commission_by_year() {
    let query = "{ organization(id: \"az-kg-jic\") { meetings { aggregate(of: [{ start: VALUE }]) { count
        values { count earliest latest } }
        groups(by: { start: YEAR }, orderBy: { keys: ASC }) { nodes { keys { value } count } } } } }";
    let found = &data(shipped(), query, None)["organization"]["meetings"];
    let dates = json!([{ "count": 6, "earliest": "2012-04-30", "latest": "2025-12-08" }]);
    assert_eq!(found["aggregate"], json!({ "count": 7, "values": dates }));
    let years: Vec<_> = found["groups"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!([it["keys"][0]["value"], it["count"]]))
        .collect();
    let year = |year: &str| json!([year, 1]);
    assert_eq!(
        years,
        [
            year("2012"),
            year("2014"),
            year("2019"),
            year("2022"),
            year("2023"),
            year("2025"),
            json!([null, 1])
        ]
    );
}

#[test]
fn known_costs_of_projects_by_currency() {
    let query = "{ projects(where: { cost: { isNull: false } }) {
        groups(by: { cost: { currency: VALUE } }, of: [{ cost: { amount: VALUE } }]) { nodes {
            keys { value } count aggregate { values { currency exactSum } }
            members { nodes { id ... on Project { cost { amount currency } } } } } } } }";
    let found = data(shipped(), query, None);
    let groups = found["projects"]["groups"]["nodes"].as_array().unwrap();
    assert!(!groups.is_empty());
    for group in groups {
        let members = group["members"]["nodes"].as_array().unwrap();
        let amount = |it: &Value| it["cost"]["amount"].as_str().unwrap().parse::<i64>().unwrap();
        let sum: i64 = members.iter().map(amount).sum();
        let currency = &group["keys"][0]["value"];
        let expected = json!([{"currency": currency, "exactSum": sum.to_string()}]);
        assert_eq!(group["aggregate"]["values"], expected);
        assert!(members.iter().all(|it| it["cost"]["currency"] == *currency), "{group}");
    }
}
