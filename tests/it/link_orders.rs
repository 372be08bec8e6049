//! Orders by the links of each entity: their number under a condition, and values of their keys.

use crate::support::{answer, data, ids, small};
use corridor::{api::Request, snapshot::Snapshot};
use serde_json::Value;
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Fund @node {
  gifts: [Giver!]! @relationship(type: "GAVE_TO", direction: IN, properties: "Gift")
  seat: Town @relationship(type: "SITS_IN", direction: OUT)
}
interface Giver @node(plural: "givers") {
  seat: Town @relationship(type: "LIVES_IN", direction: OUT)
  gave: [Fund!]! @relationship(type: "GAVE_TO", direction: OUT, properties: "Gift")
}
type Person implements Giver @node(plural: "people") {
  born: PartialDate
  seat: Town @relationship(type: "LIVES_IN", direction: OUT)
  gave: [Fund!]! @relationship(type: "GAVE_TO", direction: OUT, properties: "Gift")
  knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
}
type Firm implements Giver @node {
  seat: Town @relationship(type: "LIVES_IN", direction: OUT)
  gave: [Fund!]! @relationship(type: "GAVE_TO", direction: OUT, properties: "Gift")
}
type Town @node { people: Int  wealth: Money  place: Point }
type Gift @relationshipProperties {
  amount: Money
  shares: Decimal
  units: BigInt
  visits: Int
  weight: Float
  title: String
  paidBy: Town
  tags: [String!]
}
"#;

const SEED: &str = r#"
Town:
  ash: {name: Ash, people: 10, wealth: {amount: 5, currency: USD}, place: {latitude: 40, longitude: 50}}
  oak: {name: Oak, people: 30, wealth: {amount: 9, currency: EUR}, place: {latitude: 41, longitude: 50}}
Person:
  ada: {name: Ada, born: "1980-05", seat: ash, knows: [bo, cy]}
  bo: {name: Bo, born: "?", seat: oak}
  cy: {name: Cy, born: 1990, knows: [bo]}
Firm:
  zinc: {name: Zinc, seat: oak}
Fund:
  first:
    name: First
    gifts:
      - {from: ada, since: 2001, until: 2005, amount: {amount: "0.1", currency: USD}, units: 9007199254740993, visits: 3, weight: 0.1}
      - {from: ada, since: 2010, amount: {amount: "0.2", currency: USD}, units: 1, visits: 4, weight: 0.2, title: Alpha}
      - {from: bo, since: 2003, amount: {amount: 100, currency: EUR}, weight: 0.3, title: beta, paidBy: ash}
  second:
    name: Second
    gifts:
      - {from: bo, since: 2020, amount: {amount: "0.25", currency: USD}, shares: "1.5", units: 9007199254740994, paidBy: oak}
      - {from: zinc, until: "?", shares: "-0.25", visits: 6}
  third:
    name: Third
    gifts: [{from: cy, since: 1999, status: PLANNED, title: gamma}]
  fourth: {name: Fourth}
"#;

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("link-orders", SCHEMA, SEED));

/// The ids of a list in an order.
#[track_caller]
fn listed(list: &str, arguments: &str) -> String {
    let query = format!("{{ {list}({arguments}) {{ nodes {{ id }} }} }}");
    ids(&data(&WORLD, &query, None)[list]["nodes"]).join(" ")
}

#[track_caller]
fn funds(by: &str) -> String {
    listed("funds", &format!("orderBy: [{by}]"))
}

#[track_caller]
fn refused(by: &str) -> String {
    let query = format!("{{ funds(orderBy: [{by}]) {{ totalCount }} }}");
    let error = answer(&WORLD, &query, None)["errors"][0].clone();
    assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
    error["message"].as_str().unwrap().to_owned()
}

#[test]
fn by_the_number_of_links_that_fulfil_a_condition() {
    let since = |year: u16| format!("where: {{ edge: {{ since: {{ gte: \"{year}\" }} }} }}");
    assert_eq!(
        funds(&format!("{{ gifts: {{ count: DESC, {} }} }}", since(2003))),
        "first second fourth third"
    );
    assert_eq!(
        funds(&format!("{{ gifts: {{ count: ASC, {} }} }}", since(2003))),
        "fourth third second first"
    );
    assert_eq!(
        funds(&format!("{{ gifts: {{ count: DESC, {} }} }}", since(2015))),
        "second first fourth third"
    );
    // Nobody: all are equal, and stand by id.
    let nobody = "{ gifts: { count: DESC, where: { OR: [] } } }";
    assert_eq!(funds(nobody), "first fourth second third");
    // A condition on what they lead to, three steps away.
    let rich =
        "{ gifts: { count: DESC, where: { node: { seat: { node: { people: { gt: 20 } } } } } } }";
    assert_eq!(funds(rich), "second first fourth third");
}

#[test]
fn links_to_one_entity_count_once_if_they_are_to_be_distinct() {
    assert_eq!(funds("{ gifts: { count: DESC } }, { id: DESC }"), "first second third fourth");
    let distinct = "{ gifts: { count: DESC, distinct: true } }, { id: DESC }";
    assert_eq!(funds(distinct), "second first third fourth");
    assert_eq!(
        funds("{ gifts: { mean: { node: { degree: ASC } } } }"),
        // Ada has 5 links, twice; Bo has 5; Zinc 2; Cy 3.
        "third second first fourth"
    );
}

#[test]
fn by_the_smallest_and_the_largest_key_of_links() {
    assert_eq!(funds("{ gifts: { max: { edge: { since: DESC } } } }"), "second first third fourth");
    assert_eq!(funds("{ gifts: { min: { edge: { since: ASC } } } }"), "third first second fourth");
    // `?` is no date, as in sums.
    assert_eq!(funds("{ gifts: { min: { edge: { until: DESC } } } }"), "first fourth second third");
    assert_eq!(funds("{ gifts: { max: { edge: { title: ASC } } } }"), "first third fourth second");
    assert_eq!(funds("{ gifts: { max: { edge: { title: DESC } } } }"), "third first fourth second");
    assert_eq!(funds("{ gifts: { min: { node: { name: DESC } } } }"), "third second first fourth");
    // 2^53 + 1 and 2^53 + 2 are the same as floating-point numbers.
    assert_eq!(funds("{ gifts: { max: { edge: { units: DESC } } } }"), "second first fourth third");
    assert_eq!(funds("{ gifts: { max: { edge: { shares: ASC } } } }"), "second first fourth third");
}

#[test]
fn a_link_out_of_view_is_no_link() {
    let in_view = |view: &str, by: &str| listed("funds", &format!("{view}, orderBy: [{by}]"));
    let count = "{ gifts: { count: DESC, distinct: true } }";
    assert_eq!(in_view("status: [ACTUAL]", count), "first second fourth third");
    assert_eq!(in_view("asOf: \"2004-06-01\"", count), "first second third fourth");
    let latest = "{ gifts: { max: { edge: { since: DESC } } } }";
    assert_eq!(in_view("asOf: \"2004-06-01\"", latest), "first third fourth second");
    assert_eq!(in_view("status: [PLANNED]", latest), "third first fourth second");
}

#[test]
fn sums_of_whole_numbers_and_decimal_fractions_keep_every_digit() {
    // 2^53 + 2 both; as floating-point numbers the first would be 2^53.
    assert_eq!(
        funds("{ gifts: { sum: { edge: { units: DESC } } } }, { id: DESC }"),
        "second first third fourth"
    );
    assert_eq!(
        funds("{ gifts: { sum: { edge: { visits: DESC } } } }"),
        "first second fourth third"
    );
    assert_eq!(
        funds("{ gifts: { mean: { edge: { visits: DESC } } } }"),
        "second first fourth third"
    );
    assert_eq!(
        funds("{ gifts: { sum: { edge: { shares: DESC } } } }"),
        "second first fourth third"
    );
    // Floating-point numbers: 0.1 + 0.2 + 0.3 is 0.6.
    assert_eq!(funds("{ gifts: { sum: { edge: { weight: ASC } } } }"), "first fourth second third");
    // Numbers of what they lead to: of the entity, of one behind it, of its links.
    assert_eq!(
        funds("{ gifts: { sum: { node: { degree: DESC } } } }"),
        "first second third fourth"
    );
    assert_eq!(
        funds("{ gifts: { sum: { node: { seat: { people: DESC } } } } }"),
        "second first fourth third"
    );
    assert_eq!(
        funds("{ gifts: { sum: { node: { gave: { count: ASC } } } } }"),
        "third second first fourth"
    );
    assert_eq!(
        funds("{ gifts: { sum: { edge: { paidBy: { people: DESC } } } } }"),
        "second first fourth third"
    );
    let far = "{ gifts: { mean: { node: { seat: { place: { distanceFrom: { latitude: 40, longitude: 50 } } } } } } }";
    assert_eq!(funds(far), "first second fourth third");
}

#[test]
fn a_value_of_values_of_links() {
    // The givers of the first fund gave last in 2020, that of the third in 1999.
    let by = "{ gifts: { max: { node: { gave: { max: { edge: { since: DESC } } } } } } }";
    assert_eq!(funds(by), "first second third fourth");
    let by = "{ gifts: { min: { node: { gave: { sum: { edge: { visits: ASC } } } } } } }";
    assert_eq!(funds(by), "second first fourth third");
}

#[test]
fn amounts_are_of_one_currency() {
    let usd = "where: { edge: { amount: { currency: { eq: \"USD\" } } } }";
    let by = |value: &str, way: &str| {
        funds(&format!(
            "{{ gifts: {{ {value}: {{ edge: {{ amount: {{ amount: {way} }} }} }}, {usd} }} }}"
        ))
    };
    assert_eq!(by("sum", "DESC"), "first second fourth third");
    assert_eq!(by("max", "DESC"), "second first fourth third");
    assert_eq!(by("mean", "ASC"), "first second fourth third");
    let message = refused("{ gifts: { sum: { edge: { amount: { amount: DESC } } } } }");
    assert_eq!(
        message,
        "`orderBy[0].gifts.sum` adds up amounts of one currency, and `edge.amount.amount` may be in several; choose \
         one: `where: {edge: {amount: {currency: {eq: \"USD\"}}}}`"
    );
    for condition in [
        "edge: { amount: { currency: { in: [\"USD\", \"EUR\"] } } }",
        "edge: { amount: { currency: { ne: \"USD\" } } }",
        "OR: [{ edge: { amount: { currency: { eq: \"USD\" } } } }, { edge: { since: { gt: \"2000\" } } }]",
        "NOT: { edge: { amount: { currency: { eq: \"USD\" } } } }",
        "node: { seat: { node: { wealth: { currency: { eq: \"USD\" } } } } }",
    ] {
        let by = format!(
            "{{ gifts: {{ min: {{ edge: {{ amount: {{ amount: ASC }} }} }}, where: {{ {condition} }} }} }}"
        );
        assert!(
            refused(&by).starts_with("`orderBy[0].gifts.min` compares amounts of one currency"),
            "{condition}"
        );
    }
    // Each of them leaves one, however it is written.
    for condition in [
        "edge: { AND: [{ amount: { currency: { in: [\"USD\", \"USD\"] } } }] }",
        "AND: [{ edge: { amount: { AND: [{ currency: { eq: \"USD\" } }] } } }]",
    ] {
        let by = format!(
            "{{ gifts: {{ max: {{ edge: {{ amount: {{ amount: DESC }} }} }}, where: {{ {condition} }} }} }}"
        );
        assert_eq!(funds(&by), "second first fourth third", "{condition}");
    }
    // A currency is a text like others, and has a first and a last one.
    let currency = "{ gifts: { min: { edge: { amount: { currency: ASC } } } } }";
    assert_eq!(funds(currency), "first second fourth third");
}

#[test]
fn amounts_of_what_links_lead_or_refer_to_are_of_one_currency_too() {
    for (side, ordered) in [
        ("node: { seat: ", "first fourth second third"),
        ("edge: { paidBy: ", "first fourth second third"),
    ] {
        let by = |condition: &str| {
            format!(
                "{{ gifts: {{ sum: {{ {side}{{ wealth: {{ amount: DESC }} }} }} }}{condition} }} }}"
            )
        };
        let message = refused(&by(""));
        let advice = message.split("choose one: `").nth(1).unwrap().trim_end_matches('`');
        assert_eq!(funds(&by(&format!(", {advice}"))), ordered, "{message}");
    }
}

#[test]
fn a_key_says_what_it_lacks() {
    for (by, expected) in [
        (
            "{ gifts: {} }",
            "`orderBy[0].gifts` leads to many, and is ordered by one of `count`, `min`, `max`, `sum` and \
             `mean`; write `{gifts: {count: DESC}}`, or `{gifts: {max: {edge: {since: DESC}}}}`",
        ),
        (
            "{ gifts: { where: {}, distinct: true } }",
            "`orderBy[0].gifts` leads to many, and is ordered by one of `count`, `min`, `max`, `sum` and \
             `mean`; write `{gifts: {count: DESC}}`, or `{gifts: {max: {edge: {since: DESC}}}}`",
        ),
        (
            "{ gifts: { max: { edge: { since: ASC } }, count: ASC } }",
            "`orderBy[0].gifts` is ordered by `count` and `max` in one element; write an element for each: \
             `[{gifts: {count: ...}}, {gifts: {max: ...}}]`",
        ),
        (
            "{ gifts: { count: ASC, where: null } }",
            "`orderBy[0].gifts.where` cannot be null: a condition that is null would let everything pass; leave it out",
        ),
        (
            "{ gifts: { sum: { node: { name: ASC } } } }",
            "`orderBy[0].gifts.sum` needs numbers, and `node.name` is a text; order by its `min` or `max`, or by the \
             `count` of the links",
        ),
        (
            "{ gifts: { mean: { edge: { since: ASC } } } }",
            "`orderBy[0].gifts.mean` needs numbers, and `edge.since` is a date; order by its `min` or `max`, or by \
             the `count` of the links",
        ),
        (
            "{ gifts: { mean: { node: { gave: { max: { edge: { title: ASC } } } } } } }",
            "`orderBy[0].gifts.mean` needs numbers, and `node.gave.max.edge.title` is a text; order by its `min` or \
             `max`, or by the `count` of the links",
        ),
        (
            "{ gifts: { sum: { edge: { visits: ASC } }, distinct: true } }",
            "`orderBy[0].gifts.distinct` reads links to one entity as one, and `edge.visits` can differ between \
             them; leave it out, or order by a key of `node`",
        ),
        (
            "{ gifts: { max: { edge: {} } } }",
            "`orderBy[0].gifts.max.edge` is empty, and each element names one field; write `[{a: \
             ASC}, {b: DESC}]`",
        ),
    ] {
        assert_eq!(refused(by), expected, "{by}");
    }
    let unknown = |by: &str| {
        let query = format!("{{ funds(orderBy: [{by}]) {{ totalCount }} }}");
        let error = answer(&WORLD, &query, None)["errors"][0].clone();
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{error}");
        error["message"].as_str().unwrap().to_owned()
    };
    for (by, end) in [
        ("{ gifts: DESC }", "; write `{count: ...}`"),
        ("{ gifts: { since: DESC } }", "; did you mean `max: {edge: {since: ...}}`?"),
        ("{ gifts: { name: DESC } }", "; did you mean `max: {node: {name: ...}}`?"),
        ("{ gifts: { average: DESC } }", "; write `mean: ...`"),
        (
            "{ gifts: { median: DESC } }",
            "; it has `where`, `distinct`, `count`, `min`, `max`, `sum`, `mean`",
        ),
        ("{ seat: { place: ASC } }", "; write `{distanceFrom: ...}`"),
        (
            "{ gifts: { max: { edge: { tags: ASC } } } }",
            "; it is a list, which has no order: order by another key, or filter by it",
        ),
    ] {
        let message = unknown(by);
        assert!(message.ends_with(end), "{by}: {message}");
    }
}

/// The orders by which pages are checked: each with ties, and with absent values.
const ORDERS: [&str; 10] = [
    "{ gifts: { count: DESC, where: { edge: { since: { gte: \"2003\" } } } } }",
    "{ gifts: { count: ASC, distinct: true } }",
    "{ gifts: { max: { edge: { since: DESC } } } }",
    "{ gifts: { min: { node: { name: ASC } } } }",
    "{ gifts: { sum: { edge: { units: DESC } } } }",
    "{ gifts: { mean: { edge: { shares: ASC } } } }",
    "{ gifts: { sum: { edge: { weight: DESC } } } }",
    "{ gifts: { sum: { edge: { amount: { amount: ASC } } }, where: { edge: { amount: { currency: { eq: \"USD\" } } } } } }",
    "{ gifts: { min: { edge: { amount: { currency: DESC } } } } }",
    "{ gifts: { count: ASC } }, { gifts: { mean: { node: { degree: DESC } } } }",
];

#[test]
fn pages_of_such_orders_are_the_list() {
    for by in ORDERS {
        let whole = funds(by);
        let page = |arguments: &str| {
            let query = format!(
                "{{ funds({arguments}, orderBy: [{by}]) {{ nodes {{ id }} pageInfo {{ startCursor endCursor }} }} }}"
            );
            data(&WORLD, &query, None)["funds"].clone()
        };
        let walk = |size: &str, side: &str, cursor: &str| {
            let (mut pages, mut place) = (Vec::new(), String::new());
            loop {
                assert!(pages.len() <= whole.split(' ').count(), "{by}: the cursor stands still");
                let page = page(&format!("{size}: 1{place}"));
                let Some(id) = ids(&page["nodes"]).pop().map(str::to_owned) else { return pages };
                pages.push(id);
                place = format!(", {side}: {}", page["pageInfo"][cursor]);
            }
        };
        assert_eq!(walk("first", "after", "endCursor").join(" "), whole, "{by}");
        let mut back = walk("last", "before", "startCursor");
        back.reverse();
        assert_eq!(back.join(" "), whole, "{by}");
    }
}

/// A cursor holds values of one order. Those of another one may be of the same type, and would
/// cut the list anywhere.
#[test]
fn a_cursor_of_another_order_is_refused() {
    let cursor = |by: &str| {
        let query =
            format!("{{ funds(first: 1, orderBy: [{by}]) {{ pageInfo {{ endCursor }} }} }}");
        data(&WORLD, &query, None)["funds"]["pageInfo"]["endCursor"].clone()
    };
    let after = |by: &str, cursor: &Value| {
        let query =
            format!("{{ funds(first: 1, orderBy: [{by}], after: {cursor}) {{ nodes {{ id }} }} }}");
        answer(&WORLD, &query, None)
    };
    let orders = [
        "{ name: ASC }",
        "{ name: DESC }",
        "{ id: ASC }",
        "{ gifts: { count: ASC } }",
        "{ degree: ASC }",
    ];
    let orders: Vec<&str> = orders.into_iter().chain(ORDERS).collect();
    for made in &orders {
        for used in &orders {
            let answer = after(used, &cursor(made));
            let message = &answer["errors"][0]["message"];
            match made == used {
                true => assert!(message.is_null(), "{made}: {message}"),
                false => assert_eq!(
                    *message,
                    "`after` is not a cursor of this list; use one that a page of it gave, with \
                     the same `orderBy`",
                    "{made}, then {used}"
                ),
            }
        }
    }
    // One order in other words.
    let written =
        "{ gifts: { where: { edge: { since: { gte: \"2003\" } } }, max: null, count: DESC } }";
    assert!(after(written, &cursor(ORDERS[0]))["errors"].is_null());
}

#[test]
fn links_of_one_entity_and_interfaces_are_ordered_so_too() {
    let query = "{ fund(id: \"first\") { gifts(orderBy: [{ node: { gave: { count: DESC, distinct: true } } }, { edge: { since: DESC } }]) { edges { since node { id } } } } }";
    let edges = data(&WORLD, query, None)["fund"]["gifts"]["edges"].clone();
    let edges: Vec<String> = edges
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["since"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(edges, ["2003", "2010", "2001"], "Bo gave to two funds");
    assert_eq!(
        listed("givers", "orderBy: [{ gave: { max: { edge: { since: DESC } } } }, { id: DESC }]"),
        "bo ada cy zinc"
    );
    assert_eq!(
        listed("people", "orderBy: [{ knows: { max: { node: { born: DESC } } } }]"),
        // Cy was born in 1990, and of Bo nobody knows: Ada and Bo know Cy, Cy knows Ada.
        "ada bo cy"
    );
}

/// Each link is a visit, and each is read once, however many items are compared.
#[test]
fn links_that_are_read_are_visits() {
    let visits = |by: &str| {
        let query = format!("{{ funds(first: 1, orderBy: [{by}]) {{ nodes {{ id }} }} }}");
        let request = Request { query: query.into(), explain: true, ..Request::default() };
        let answer: Value = serde_json::from_slice(&WORLD.execute(&request).body).unwrap();
        answer["extensions"]["visits"].as_u64().unwrap()
    };
    // Four funds with six gifts, and the item that is written.
    let plain = visits("{ name: ASC }");
    assert_eq!(visits("{ gifts: { count: DESC } }"), plain);
    for by in [
        "{ gifts: { count: DESC, distinct: true } }",
        "{ gifts: { max: { edge: { since: DESC } } } }",
        "{ gifts: { sum: { edge: { visits: DESC } } } }",
    ] {
        assert_eq!(visits(by), plain + 6, "{by}");
    }
    // Five of the givers live somewhere; each is asked for its town.
    let town = "{ gifts: { min: { node: { seat: { name: ASC } } } } }";
    assert_eq!(visits(town), plain + 6 + 5);
}

#[test]
fn a_currency_behind_its_amount_is_refused() {
    let by = |order: &str| {
        let query = format!("{{ towns(orderBy: [{order}]) {{ nodes {{ id }} }} }}");
        answer(&WORLD, &query, None)
    };
    let message =
        by("{ wealth: { amount: DESC } }, { wealth: { currency: DESC } }")["errors"][0]["message"]
            .clone();
    assert_eq!(
        message,
        "`orderBy[1].wealth.currency` stands behind `wealth.amount`, which orders by currency first; put it in \
         front: `[{wealth: {currency: DESC}}, {wealth: {amount: ...}}]`"
    );
    for (order, expected) in [
        ("{ wealth: { currency: DESC } }, { wealth: { amount: DESC } }", ["ash", "oak"]),
        ("{ wealth: { amount: DESC } }, { wealth: { amount: ASC } }", ["oak", "ash"]),
    ] {
        assert_eq!(ids(&by(order)["data"]["towns"]["nodes"]), expected, "{order}");
    }
}
