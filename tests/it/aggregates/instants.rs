//! Sums and groups of `DateTime` properties: instants, by when they are, in UTC.

use crate::support::{answer, data, small};
use corridor::snapshot::Snapshot;
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Shift @value { begun: DateTime  breaks: [DateTime!]  day: PartialDate }
type Account @node {
  opened: DateTime
  seen: [DateTime!]
  shift: Shift
  label: String
  paid: [Account!]! @relationship(type: "PAID", direction: OUT, properties: "Payment")
}
type Payment @relationshipProperties { made: DateTime }
"#;

/// The accounts a and b opened at one instant, and so did d and e. In UTC, c opened in 2025.
const FACTS: &str = r#"
Account:
  a:
    name: A
    opened: "2024-05-01T12:00:00+06:00"
    seen: ["2024-12-31T23:30:00-01:00", "2025-01-01T00:30:00Z", "2024-06-01T00:00:00Z"]
    shift: {begun: "2024-03-01T00:30:00+01:00", breaks: ["2024-03-01T04:00:00Z", "2023-12-31T23:00:00-02:00"]}
    paid:
      - {to: b, made: "2024-01-01T00:00:00+04:00"}
      - {to: c, made: "2024-07-01T00:00:00.25Z"}
      - {to: c}
  b: {name: B, opened: "2024-05-01T06:00:00Z", shift: {day: 2024-03}}
  c: {name: C, opened: "2024-12-31T22:00:00.5-06:00"}
  d: {name: D, opened: "2023-08-09T10:00:00.000001+04:00", seen: []}
  e: {name: E, opened: "2023-08-09T01:00:00.000001-05:00"}
  f: {name: F, paid: [{to: a, made: "2024-06-30T22:00:00.25-02:00"}]}
  g: {name: G, opened: "0000-01-01T00:00:00+23:59"}
"#;

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("instants", SCHEMA, FACTS));

/// The keys and the count of each group of accounts, in the order of the keys.
fn groups(arguments: &str) -> Value {
    let query = format!(
        "{{ accounts {{ groups({arguments}, orderBy: [{{ keys: ASC }}]) {{ nodes {{ keys {{ value }} count }} }} }} }}"
    );
    rows(&data(&WORLD, &query, None)["accounts"]["groups"]["nodes"])
}

fn rows(nodes: &Value) -> Value {
    let row = |group: &Value| {
        let keys = group["keys"].as_array().unwrap().iter().map(|key| key["value"].clone());
        Value::from_iter(keys.chain([group["count"].clone()]))
    };
    nodes.as_array().unwrap().iter().map(row).collect()
}

#[test]
fn an_instant_has_the_year_and_month_of_utc() {
    assert_eq!(
        groups("by: [{ opened: YEAR }]"),
        json!([["-0001", 1], ["2023", 2], ["2024", 2], ["2025", 1], [null, 1]])
    );
    assert_eq!(
        groups("by: [{ opened: MONTH }]"),
        json!([["-0001-12", 1], ["2023-08", 2], ["2024-05", 2], ["2025-01", 1], [null, 1]])
    );
    let query =
        "{ accounts { groups(by: [{ opened: YEAR }], first: 1) { nodes { keys { by } } } } }";
    let key = data(&WORLD, query, None)["accounts"]["groups"]["nodes"][0]["keys"][0].clone();
    assert_eq!(key, json!({ "by": "opened.YEAR" }));
}

#[test]
fn one_instant_with_two_offsets_is_one_value_and_shown_with_the_smaller() {
    let expected = json!([
        ["0000-01-01T00:00:00+23:59", 1],
        ["2023-08-09T01:00:00.000001-05:00", 2],
        ["2024-05-01T06:00:00Z", 2],
        ["2024-12-31T22:00:00.5-06:00", 1],
        [null, 1]
    ]);
    assert_eq!(groups("by: [{ opened: VALUE }]"), expected);
    // The same in a list that begins with the other offset, as the ends of a range are.
    for (ids, earliest, latest) in [
        ("\"a\", \"b\"", "2024-05-01T06:00:00Z", "2024-05-01T06:00:00Z"),
        ("\"a\"", "2024-05-01T12:00:00+06:00", "2024-05-01T12:00:00+06:00"),
        ("\"d\", \"e\"", "2023-08-09T01:00:00.000001-05:00", "2023-08-09T01:00:00.000001-05:00"),
        ("\"c\", \"d\", \"f\"", "2023-08-09T10:00:00.000001+04:00", "2024-12-31T22:00:00.5-06:00"),
    ] {
        let query = format!(
            "{{ accounts(where: {{ id: {{ in: [{ids}] }} }}) {{ aggregate(of: [{{ opened: VALUE }}]) {{
                values {{ earliestDateTime latestDateTime }} }} }} }}"
        );
        let value = &data(&WORLD, &query, None)["accounts"]["aggregate"]["values"][0];
        let expected = json!({ "earliestDateTime": earliest, "latestDateTime": latest });
        assert_eq!(*value, expected, "{ids}");
    }
}

#[test]
fn instants_have_a_first_and_a_last_one_and_nothing_that_numbers_and_dates_have() {
    let query = "{ accounts { aggregate(of: [{ opened: VALUE }, { seen: VALUE },
        { shift: { begun: VALUE } }, { shift: { breaks: VALUE } }, { shift: { day: VALUE } }]) { values {
        of count min max exactMin exactMax sum exactSum mean earliest latest earliestDateTime latestDateTime } } } }";
    let of = |of: &str, count: u32, first: &str, last: &str| {
        json!({
            "of": of, "count": count, "min": null, "max": null, "exactMin": null, "exactMax": null,
            "sum": null, "exactSum": null, "mean": null, "earliest": null, "latest": null,
            "earliestDateTime": first, "latestDateTime": last
        })
    };
    let mut values = data(&WORLD, query, None)["accounts"]["aggregate"]["values"].clone();
    let day = values.as_array_mut().unwrap().pop().unwrap();
    assert_eq!(
        values,
        json!([
            of("opened", 6, "0000-01-01T00:00:00+23:59", "2024-12-31T22:00:00.5-06:00"),
            // The last one is written with two offsets.
            of("seen", 3, "2024-06-01T00:00:00Z", "2024-12-31T23:30:00-01:00"),
            of("shift.begun", 1, "2024-03-01T00:30:00+01:00", "2024-03-01T00:30:00+01:00"),
            of("shift.breaks", 2, "2023-12-31T23:00:00-02:00", "2024-03-01T04:00:00Z"),
        ])
    );
    assert_eq!([&day["earliest"], &day["earliestDateTime"]], [&json!("2024-03"), &Value::Null]);
}

#[test]
fn lists_of_instants_and_fields_of_structured_values_are_keys() {
    // Two of the three instants of a are one.
    assert_eq!(groups("by: [{ seen: YEAR }]"), json!([["2024", 1], ["2025", 1], [null, 6]]));
    assert_eq!(
        groups("by: [{ seen: VALUE }]"),
        json!([["2024-06-01T00:00:00Z", 1], ["2024-12-31T23:30:00-01:00", 1], [null, 6]])
    );
    let by_month = json!([["2024-02", 1], [null, 6]]);
    assert_eq!(groups("by: [{ shift: { begun: MONTH } }]"), by_month);
    let by_break = json!([["2024-01", 1], ["2024-03", 1], [null, 6]]);
    assert_eq!(groups("by: [{ shift: { breaks: MONTH } }]"), by_break);
    // Of the accounts that were paid: a paid b and c, and f paid a.
    let by_paid = json!([["2024", 2], ["2025", 1], [null, 5]]);
    assert_eq!(groups("by: [{ paid: { opened: YEAR } }]"), by_paid);
    let by_both = json!([["2024", "2024", 1], ["2024", "2025", 1]]);
    let both = groups("by: [{ opened: YEAR }, { seen: YEAR }]");
    assert_eq!(both.as_array().unwrap()[2..4], by_both.as_array().unwrap()[..], "{both}");
}

#[test]
fn links_are_grouped_by_their_instants() {
    let query = "{ account(id: \"a\") { paid {
        aggregate(ofEdge: [{ made: VALUE }]) { values { of count earliestDateTime latestDateTime } }
        groups(byEdge: [{ made: YEAR }], orderBy: [{ keys: DESC }]) { nodes { keys { by value } count } } } } }";
    assert_eq!(
        data(&WORLD, query, None)["account"]["paid"],
        json!({
            "aggregate": { "values": [{
                "of": "edge.made", "count": 2,
                "earliestDateTime": "2024-01-01T00:00:00+04:00",
                "latestDateTime": "2024-07-01T00:00:00.25Z"
            }] },
            "groups": { "nodes": [
                { "keys": [{ "by": "edge.made.YEAR", "value": "2024" }], "count": 1 },
                { "keys": [{ "by": "edge.made.YEAR", "value": "2023" }], "count": 1 },
                { "keys": [{ "by": "edge.made.YEAR", "value": null }], "count": 1 }
            ] }
        })
    );
}

#[test]
fn groups_are_ordered_by_their_first_and_last_instant() {
    let by = |order: &str| {
        let query = format!(
            "{{ accounts(where: {{ opened: {{ gte: \"2000-01-01T00:00:00Z\" }} }}) {{
                groups(by: [{{ opened: YEAR }}], of: [{{ opened: VALUE }}], orderBy: [{order}]) {{
                nodes {{ keys {{ value }} count }} }} }} }}"
        );
        rows(&data(&WORLD, &query, None)["accounts"]["groups"]["nodes"])
    };
    let up = json!([["2023", 2], ["2024", 2], ["2025", 1]]);
    let down = json!([["2025", 1], ["2024", 2], ["2023", 2]]);
    assert_eq!([by("{ min: ASC }"), by("{ max: ASC }")], [up.clone(), up]);
    assert_eq!([by("{ min: DESC }"), by("{ max: DESC }")], [down.clone(), down]);
}

#[test]
fn what_is_no_number_date_or_instant_is_refused_with_what_to_write() {
    let message = |arguments: &str| {
        let query = format!("{{ accounts {{ groups({arguments}) {{ totalCount }} }} }}");
        answer(&WORLD, &query, None)["errors"][0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        message("of: [{ label: VALUE }]"),
        "`of[0].label` cannot be summed up; name `degree`, or an Int, Float, BigInt, Decimal, \
         Date, PartialDate or DateTime of the items themselves, with VALUE"
    );
    assert!(message("of: [{ opened: YEAR }]").starts_with("`of[0].opened.YEAR` cannot be"));
    assert_eq!(
        message("of: [{ opened: VALUE }], orderBy: [{ sum: ASC }]"),
        "`orderBy[0].sum` cannot order by `opened`: dates have no sum; order by `min` or `max`"
    );
    assert!(message("of: [{ opened: VALUE }], orderBy: [{ mean: ASC }]").contains("no mean"));
}
