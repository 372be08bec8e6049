//! Structured values: types with `@value`, `Money` and `Point`.

use crate::support::{answer, data, ids, small, small_file};
use corridor::snapshot::Snapshot;
use expect_test::expect;
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
interface Sited @node(plural: "sited") { address: Address  location: Point }
type Office implements Sited @node {
  address: Address
  location: Point
  former: [Address!]
  budget: Money
  costs: [Money!]
  country: Country @relationship(type: "IN", direction: OUT)
  supplies: [Office!]! @relationship(type: "SUPPLIES", direction: OUT, properties: "Contract")
}
type Country @node { capital: Address }
type Depot implements Sited @node { location: Point  floors: Int  address: Address }
type Contract @relationshipProperties { price: Money  route: [Point!]  signedAt: Address }
type Address @value {
  "The street and the number of the house"
  street: String @search
  city: String!
  form: Form @default(value: OFFICE)
  built: PartialDate
  tags: [String!]
  spot: Point
  fees: [Money!]
  more: JSON
}
enum Form { OFFICE FLAT }
"#;

const FACTS: &str = r#"
Country:
  az: {name: Azerbaijan, capital: {city: Baku}}
  fj: {name: Fiji, capital: {city: Suva}}
Office:
  a:
    name: A
    country: az
    address: {street: Nizami küçəsi 3, city: Bakı, built: 1990~, tags: [old, "new"], more: {x: 1.0},
              spot: {latitude: 40.37, longitude: 49.83}, fees: [{amount: 5, currency: AZN}, {amount: 7.5, currency: USD}]}
    location: {latitude: 40.4093, longitude: 49.8671}
    former: [{city: Ganja, form: FLAT}, {city: Sheki}]
    budget: {amount: 100.50, currency: USD}
    costs: [{amount: 1.10, currency: USD}, {amount: 2, currency: AZN}, {amount: 0.20, currency: USD}]
    supplies:
      - {to: b, price: {amount: 10, currency: EUR}, route: [{latitude: 1, longitude: 2}, {latitude: 3, longitude: 4.5}], signedAt: {city: Baku}}
      - {to: c, price: {amount: 9.99, currency: EUR}}
      - {to: d}
  b:
    name: B
    country: fj
    address: {city: Bishkek, form: FLAT}
    location: {latitude: 42.8746, longitude: 74.5698}
    budget: {amount: 99, currency: USD}
    costs: [{amount: 3, currency: AZN}]
    former: [{city: Ganja}]
  c:
    name: C
    location: {latitude: -18.1416, longitude: 178.4419}
    budget: {amount: 7000, currency: AZN}
  d: {name: D, location: {latitude: -13.83, longitude: -171.77}, budget: {amount: 100.5, currency: USD}}
  e: {name: E}
  f:
    name: F
    address:
      claims:
        - {value: {city: Osh}, sources: [report], preferred: true}
        - {value: {city: Osh, street: Lenin St. 1}, note: an older list}
Source:
  report: {name: Report}
Depot:
  x: {name: X, location: {latitude: 40, longitude: 50}, floors: 2, address: {city: Sumqayit}}
"#;

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("structured", SCHEMA, FACTS));

#[track_caller]
fn ask(query: &str) -> Value {
    data(&WORLD, query, None)
}

#[track_caller]
fn found(arguments: &str) -> String {
    ids(&ask(&format!("{{ offices({arguments}) {{ nodes {{ id }} }} }}"))["offices"]["nodes"])
        .join(" ")
}

#[track_caller]
fn refused(query: &str) -> String {
    let answer = answer(&WORLD, query, None);
    answer["errors"][0]["message"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn values_are_read_field_by_field() {
    let answer = ask(
        "{ office(id: \"a\") { address { ...whole again: city __typename }
             location { longitude latitude } former { city form } budget { currency amount }
             supplies { edges { price { amount } route { latitude longitude } signedAt { city } } } }
           sited { nodes { id address { city } ... on Depot { location { latitude } } } } }
         fragment whole on Address { street city form built tags more spot { latitude } fees { amount currency } }",
    );
    assert_eq!(
        answer["office"],
        json!({
            "address": {
                "street": "Nizami küçəsi 3", "city": "Bakı", "form": "OFFICE", "built": "1990~",
                "tags": ["old", "new"], "more": {"x": 1.0}, "spot": {"latitude": 40.37},
                "fees": [{"amount": "5", "currency": "AZN"}, {"amount": "7.5", "currency": "USD"}],
                "again": "Bakı", "__typename": "Address",
            },
            "location": {"longitude": 49.8671, "latitude": 40.4093},
            "former": [{"city": "Ganja", "form": "FLAT"}, {"city": "Sheki", "form": "OFFICE"}],
            "budget": {"currency": "USD", "amount": "100.50"},
            "supplies": {"edges": [
                {
                    "price": {"amount": "10"},
                    "route": [
                        {"latitude": 1, "longitude": 2}, {"latitude": 3, "longitude": 4.5},
                    ],
                    "signedAt": {"city": "Baku"},
                },
                {"price": {"amount": "9.99"}, "route": [], "signedAt": null},
                {"price": null, "route": [], "signedAt": null},
            ]},
        })
    );
    assert_eq!(
        answer["sited"]["nodes"],
        json!([
            {"id": "x", "address": {"city": "Sumqayit"}, "location": {"latitude": 40}},
            {"id": "a", "address": {"city": "Bakı"}},
            {"id": "b", "address": {"city": "Bishkek"}},
            {"id": "c", "address": null},
            {"id": "d", "address": null},
            {"id": "e", "address": null},
            {"id": "f", "address": {"city": "Osh"}},
        ])
    );
    let empty = ask("{ office(id: \"e\") { former { city } costs { amount } address { city } } }");
    assert_eq!(empty["office"], json!({"former": [], "costs": [], "address": null}));
}

#[test]
fn links_have_them_in_every_view() {
    let answer = ask(
        "{ entity(id: \"a\") { links(relations: [SUPPLIES], first: 1) { nodes { properties } } } }",
    );
    assert_eq!(
        answer["entity"]["links"]["nodes"],
        json!([{"properties": {
            "price": {"amount": "10", "currency": "EUR"},
            "route": [{"latitude": 1, "longitude": 2}, {"latitude": 3, "longitude": 4.5}],
            "signedAt": {"city": "Baku", "form": "OFFICE"},
        }}])
    );
}

#[test]
fn fields_are_conditions() {
    for (condition, expected) in [
        ("address: {city: {eq: \"baki\"}}", "a"),
        ("address: {city: {ne: \"baki\"}}", "b c d e f"),
        ("address: {city: {exact: {eq: \"Bakı\"}}, form: {eq: OFFICE}}", "a"),
        ("address: {form: {in: [FLAT]}}", "b"),
        ("address: {built: {before: \"2000\"}}", "a"),
        ("address: {street: {isNull: true}}", "b c d e f"),
        ("address: {isNull: true}", "c d e"),
        ("address: {isNull: false, street: {isNull: true}}", "b f"),
        ("address: {tags: {has: \"OLD\"}}", "a"),
        ("address: {spot: {latitude: {gt: 40}}}", "a"),
        ("address: {OR: [{form: {eq: FLAT}}, {tags: {isEmpty: false}}]}", "a b"),
        ("address: {NOT: {city: {startsWith: \"b\"}}}", "c d e f"),
        ("address: {AND: [{city: {startsWith: \"b\"}}, {city: {endsWith: \"k\"}}]}", "b"),
        ("address: {}", "a b c d e f"),
        ("address: {fees: {some: {currency: {eq: \"USD\"}, amount: {gte: \"7.50\"}}}}", "a"),
        ("former: {some: {city: {eq: \"ganja\"}}}", "a b"),
        ("former: {some: {city: {eq: \"ganja\"}, form: {eq: FLAT}}}", "a"),
        ("former: {all: {city: {eq: \"ganja\"}}}", "b c d e f"),
        ("former: {none: {city: {eq: \"ganja\"}}}", "c d e f"),
        ("former: {single: {form: {eq: OFFICE}}}", "a b"),
        ("former: {count: {gte: 2}}", "a"),
        ("former: {count: {eq: 0}}", "c d e f"),
        ("former: {some: {}}", "a b"),
        ("budget: {amount: {gt: \"99.5\"}, currency: {eq: \"USD\"}}", "a d"),
        ("budget: {amount: {eq: \"100.500\"}}", "a d"),
        ("costs: {some: {amount: {lt: 1}}}", "a"),
        ("supplies: {some: {edge: {price: {amount: {lt: 10}}}}}", "a"),
        (
            "supplies: {some: {edge: {route: {count: {eq: 2}}, signedAt: {city: {eq: \"baku\"}}}}}",
            "a",
        ),
        ("country: {node: {capital: {city: {eq: \"Suva\"}}}}", "b"),
    ] {
        assert_eq!(found(&format!("where: {{{condition}}}")), expected, "{condition}");
    }
}

#[test]
fn points_lie_in_areas() {
    let within = |area: &str| found(&format!("where: {{location: {{within: {{{area}}}}}}}"));
    // By the haversine formula it is 2,063.399 km from a to b.
    assert_eq!(within("of: {latitude: 40.4093, longitude: 49.8671}, km: 2063.3"), "a");
    assert_eq!(within("of: {latitude: 40.4093, longitude: 49.8671}, km: 2063.4"), "a b");
    assert_eq!(within("of: {latitude: 40.4093, longitude: 49.8671}, km: 0"), "a");
    assert_eq!(within("box: {south: 40, west: 49, north: 43, east: 75}"), "a b");
    assert_eq!(within("box: {south: -20, west: 170, north: 0, east: -170}"), "c d");
    assert_eq!(within("box: {south: -20, west: 170, north: 0, east: 180}"), "c");
    assert_eq!(
        within(
            "of: {latitude: 40.4093, longitude: 49.8671}, km: 2064, \
             box: {south: 41, west: -180, north: 90, east: 180}"
        ),
        "b"
    );
    // The circle goes over the antimeridian.
    assert_eq!(within("of: {latitude: -16, longitude: -179.9}, km: 1000"), "c d");
    assert_eq!(
        found(
            "where: {supplies: {some: {edge: {route: {some: {within: {of: {latitude: 3, longitude: 4}, km: 60}}}}}}}"
        ),
        "a"
    );
    for (area, message) in [
        (
            "",
            "`where.location.within` names no area; write `{of: {latitude: 40.4, longitude: 49.9}, km: 50}`, or `{box: {south: 36, west: 46, north: 48, east: 55}}`",
        ),
        (
            "km: 5",
            "`where.location.within` needs `of` and `km` together: the centre of a circle and its radius",
        ),
        (
            "of: {latitude: 1, longitude: 1}, km: -1",
            "`where.location.within.km` is a distance, so it cannot be -1",
        ),
        (
            "of: {latitude: 91, longitude: 1}, km: 1",
            "`where.location.within.of.latitude`: 91 is not a latitude, which is from -90 to 90 degrees",
        ),
        (
            "box: {south: 2, west: 1, north: 1, east: 1}",
            "`where.location.within.box` has its `south` 2 north of its `north` 1; exchange them",
        ),
        (
            "box: {south: 0, west: 181, north: 1, east: 1}",
            "`where.location.within.box.west`: 181 is not a longitude, which is from -180 to 180 degrees",
        ),
    ] {
        let query =
            format!("{{ offices(where: {{location: {{within: {{{area}}}}}}}) {{ totalCount }} }}");
        assert_eq!(refused(&query), message, "{area}");
    }
}

/// What a file of facts could not say is compared with nothing: it is refused in the same words.
#[test]
fn operands_are_values_that_facts_could_have() {
    for (filter, message) in [
        (
            "budget: {currency: {eq: \"dollars\"}}",
            "`where.budget.currency.eq`: \"dollars\" is not a currency; write its three capital \
             letters, such as AZN",
        ),
        (
            "costs: {none: {OR: [{}, {currency: {notIn: [\"USD\", \"usd\"]}}]}}",
            "`where.costs.none.OR[1].currency.notIn[1]`: \"usd\" is not a currency; write its \
             three capital letters, such as AZN",
        ),
        (
            "supplies: {some: {edge: {price: {currency: {exact: {in: [\"€\"]}}}}}}",
            "`where.supplies.some.edge.price.currency.exact.in[0]`: \"€\" is not a currency; \
             write its three capital letters, such as AZN",
        ),
        (
            "location: {latitude: {gt: 90.5}}",
            "`where.location.latitude.gt`: 90.5 is not a latitude, which is from -90 to 90 degrees",
        ),
        (
            "address: {spot: {NOT: {longitude: {in: [1, 190]}}}}",
            "`where.address.spot.NOT.longitude.in[1]`: 190 is not a longitude, which is from -180 \
             to 180 degrees",
        ),
        (
            "budget: {amount: {gt: \"1e3\"}}",
            "`where.budget.amount.gt`: \"1e3\" is not a Decimal; write digits, with a point if \
             there is a fraction: 12.50",
        ),
        (
            "address: {built: {in: [\"1990\", \"1990-13\"]}}",
            "`where.address.built.in[1]`: the calendar has no \"1990-13\"",
        ),
        (
            "compare: [{field: \"budget\", gt: \"budget.amount\"}]",
            "`where.compare[0].field`: `budget` is a Money; compare one of its fields: \
             `budget.amount`, `budget.currency`",
        ),
        (
            "compare: [{field: \"budget.amount\", gt: \"budget.sum\"}]",
            "`where.compare[0].gt`: there is no field `budget.sum` to compare here; there are \
             `budget.amount`, `budget.currency`",
        ),
    ] {
        let query = format!("{{ offices(where: {{{filter}}}) {{ totalCount }} }}");
        assert_eq!(refused(&query), message);
    }
    // Parts of a code and bounds in the alphabet need not be codes.
    assert_eq!(found("where: {budget: {currency: {startsWith: \"u\"}}}"), "a b d");
    assert_eq!(found("where: {budget: {currency: {lt: \"B\"}}}"), "c");
    let order = "{ offices(orderBy: [{name: ASC}, {location: {distanceFrom: {latitude: 1, \
                 longitude: 181}}}]) { totalCount } }";
    let message = "`orderBy[1].location.distanceFrom.longitude`: 181 is not a longitude, which is \
                   from -180 to 180 degrees";
    assert_eq!(refused(order), message);
}

/// Every condition has its line, also where none of them gains by a plan.
#[test]
fn conditions_on_fields_and_on_links_are_explained() {
    let explained = |query: &str| {
        let request =
            corridor::api::Request { query: query.into(), explain: true, ..Default::default() };
        let answer: Value = serde_json::from_slice(&WORLD.execute(&request).body).unwrap();
        answer["extensions"]["filters"].as_str().unwrap_or_default().to_owned()
    };
    for (query, expected) in [
        (
            "{ offices(where: {budget: {currency: {eq: \"USD\"}}}) { totalCount } }",
            expect![[r#"
                `where` of `offices`, as it was run
                  start: the list, 6 entities
                  property budget; estimated 1.5 a test, tests 6, held 3, visits 0
            "#]],
        ),
        (
            "{ offices(where: {location: {isNull: true}, degree: {gt: 1}}) { totalCount } }",
            expect![[r#"
                `where` of `offices`, as it was run
                  start: the list, 6 entities
                  all of these
                    property location; estimated 1.0 a test, tests 6, held 2, visits 0
                    degree; estimated 3.0 a test, tests 2, held 0, visits 0
            "#]],
        ),
        (
            "{ offices(where: {supplies: {some: {edge: {price: {amount: {gt: 9}}, since: \
             {isNull: true}}}}}) { totalCount } }",
            expect![[r#"
                `where` of `offices`, as it was run
                  start: the list, 6 entities
                  where.supplies.some (SUPPLIES OUT), of the link: all of (property price, since); estimated 8.0 a test, tests 6, held 1, visits 1
            "#]],
        ),
        (
            "{ offices(where: {supplies: {some: {edge: {price: {amount: {gt: 9}}}, node: {country: \
             {isNull: false}}}}}) { totalCount } }",
            expect![[r#"
                `where` of `offices`, as it was run
                  start: the list, 6 entities; after 1 of them SUPPLIES followed backwards, about 1 entity
                  where.supplies.some (SUPPLIES OUT), followed backwards to 1 entity; estimated 7.0 a test, tests 1, held 1, visits 11
                    all of these
                      where.supplies.some.node.country.isNull (IN OUT); estimated 8.0 a test, tests 6, held 2, visits 2
                      of the link: property price; estimated 1.0 a test, tests 1, held 1, visits 0
            "#]],
        ),
        (
            "{ office(id: \"a\") { supplies(where: {edge: {NOT: {status: {eq: PLANNED}}}}) { \
             totalCount } } }",
            expect![[r#"
                `where` of `office.supplies`, as it was run
                  of the link: not status; estimated 0.5 a test, tests 3, held 3, visits 0
            "#]],
        ),
        (
            "{ offices(where: {id: {in: [\"a\", \"b\"]}}) { totalCount } }",
            expect![[r#"
                `where` of `offices`, as it was run
                  start: the index of id, about 2 entities
                  id, in the index of id: 2; estimated 1.0 a test, tests 2, held 2, visits 0
            "#]],
        ),
        (
            "{ offices(orderBy: [{supplies: {count: DESC, where: {edge: {price: {amount: {gt: \
             9}}}}}}, {id: ASC}]) { nodes { id } } }",
            expect![[r#"
                `orderBy[0].supplies.where` of `offices`, as it was run
                  counted in one pass over 3 links
                  of the link: property price; estimated 1.0 a test, tests 3, held 2, visits 0
            "#]],
        ),
        (
            "{ offices(orderBy: [{supplies: {max: {node: {id: DESC}}, where: {node: {country: \
             {isNull: false}}}}}]) { nodes { id } } }",
            expect![[r#"
                `orderBy[0].supplies.where` of `offices`, as it was run
                  the links of one item after the other
                  orderBy[0].supplies.where.node.country.isNull (IN OUT); estimated 8.0 a test, tests 3, held 1, visits 1
            "#]],
        ),
        ("{ office(id: \"a\") { supplies { totalCount } } }", expect![[""]]),
    ] {
        expected.assert_eq(&explained(query));
    }
}

/// A request that names a structured value as a whole is told of its fields.
#[test]
fn structured_values_as_a_whole_are_pointed_at_their_fields() {
    for (query, hint) in [
        (
            "aggregate(of: [{budget: VALUE}]) { count }",
            "found an enum; write `{amount: VALUE}`, or one of `currency` there",
        ),
        (
            "groups(by: [{address: VALUE}]) { totalCount }",
            "found an enum; write `{street: VALUE}`, or one of `city`, `form`, `built`, `tags`, \
             `spot`, `fees` there",
        ),
    ] {
        let message = refused(&format!("{{ offices {{ {query} }} }}"));
        assert!(message.ends_with(hint), "{message}");
    }
    for (filter, hint) in [
        (
            "former: {isEmpty: true}",
            "field `isEmpty` does not exist on `AddressListFilter`; its items have fields: write \
             `some: {...}`, and `none: {}` for an empty list",
        ),
        (
            "costs: {count: {where: {}}}",
            "field `where` does not exist on `IntFilter`; only the `count` of links takes `where`; \
             ask of other items with `some: {...}`, `all`, `none` or `single`",
        ),
    ] {
        let query = format!("{{ offices(where: {{{filter}}}) {{ totalCount }} }}");
        assert_eq!(refused(&query), hint);
    }
}

#[test]
fn fields_are_orders() {
    for (order, expected) in [
        ("{address: {city: ASC}}", "a b f c d e"),
        ("{address: {city: DESC}}", "f b a c d e"),
        ("{address: {spot: {latitude: ASC}}}, {name: DESC}", "a f e d c b"),
        // By currency first: AZN, then USD.
        ("{budget: {amount: ASC}}", "c b a d e f"),
        ("{budget: {amount: DESC}}", "c a d b e f"),
        ("{budget: {currency: DESC}}, {budget: {amount: ASC}}", "b a d c e f"),
        ("{location: {distanceFrom: {latitude: 40, longitude: 50}}}", "a b c d e f"),
        (
            "{location: {distanceFrom: {latitude: 40, longitude: 50, direction: DESC}}}",
            "d c b a e f",
        ),
        ("{country: {capital: {city: DESC}}}", "b a c d e f"),
    ] {
        assert_eq!(found(&format!("orderBy: [{order}]")), expected, "{order}");
    }
    let edges = ask(
        "{ office(id: \"a\") { supplies(orderBy: [{edge: {price: {amount: ASC}}}]) { nodes { id } } } }",
    );
    assert_eq!(ids(&edges["office"]["supplies"]["nodes"]), ["c", "b", "d"]);
    assert_eq!(
        refused("{ offices(orderBy: [{budget: {}}]) { totalCount } }"),
        "`orderBy[0].budget` is empty, and each element names one field; \
         write `[{a: ASC}, {b: DESC}]`"
    );
}

#[test]
fn pages_go_on_behind_every_key() {
    for order in [
        "{address: {city: DESC}}",
        "{budget: {amount: DESC}}",
        "{location: {distanceFrom: {latitude: -15, longitude: 179}}}",
    ] {
        let whole = found(&format!("orderBy: [{order}]"));
        let (mut after, mut pages) = (String::new(), Vec::new());
        loop {
            let page = ask(&format!(
                "{{ offices(orderBy: [{order}], first: 1{after}) {{ nodes {{ id }} pageInfo {{ endCursor hasNextPage }} }} }}"
            ));
            pages.extend(ids(&page["offices"]["nodes"]).into_iter().map(str::to_owned));
            if page["offices"]["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = format!(", after: {}", page["offices"]["pageInfo"]["endCursor"]);
        }
        assert_eq!(pages.join(" "), whole, "{order}");
    }
}

#[test]
fn sums_never_mix_currencies() {
    let answer = ask(
        "{ offices { aggregate(of: [{budget: {amount: VALUE}}, {costs: {amount: VALUE}}, {location: {latitude: VALUE}}]) {
             count values { of currency count min max sum exactSum mean } } }
           office(id: \"a\") { supplies { aggregate(ofEdge: [{price: {amount: VALUE}}]) { values { of currency exactSum } } } }
           none: offices(where: {id: {eq: \"e\"}}) { aggregate(of: [{budget: {amount: VALUE}}]) { values { of } } } }",
    );
    let values = &answer["offices"]["aggregate"]["values"];
    for (at, expected) in [
        r#"{"of":"budget.amount","currency":"AZN","count":1,"min":7000,"max":7000,"sum":7000,"exactSum":"7000","mean":7000}"#,
        r#"{"of":"budget.amount","currency":"USD","count":3,"min":99,"max":100.5,"sum":300,"exactSum":"300.00","mean":100}"#,
        r#"{"of":"costs.amount","currency":"AZN","count":2,"min":2,"max":3,"sum":5,"exactSum":"5","mean":2.5}"#,
        r#"{"of":"costs.amount","currency":"USD","count":2,"min":0.2,"max":1.1,"sum":1.3,"exactSum":"1.30","mean":0.65}"#,
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(values[at], serde_json::from_str::<Value>(expected).unwrap());
    }
    assert_eq!(values[4]["of"], json!("location.latitude"));
    assert_eq!((&values[4]["currency"], &values[4]["count"]), (&Value::Null, &json!(4)));
    assert_eq!(values[5], Value::Null);
    assert_eq!(
        answer["office"]["supplies"]["aggregate"]["values"],
        json!([{"of": "edge.price.amount", "currency": "EUR", "exactSum": "19.99"}])
    );
    assert_eq!(answer["none"]["aggregate"]["values"], json!([]));
}

#[test]
fn fields_are_keys_of_groups() {
    let groups = |arguments: &str| {
        let answer = ask(&format!(
            "{{ offices {{ groups({arguments}) {{ totalCount nodes {{ keys {{ by value }} count
                 aggregate {{ values {{ currency exactSum }} }} }} }} }} }}"
        ));
        let nodes = answer["offices"]["groups"]["nodes"].as_array().unwrap().clone();
        let text = |group: &Value| {
            let keys: Vec<String> = group["keys"]
                .as_array()
                .unwrap()
                .iter()
                .map(|key| key["value"].to_string().replace('"', ""))
                .collect();
            let sums: Vec<String> = group["aggregate"]["values"]
                .as_array()
                .unwrap()
                .iter()
                .map(|sum| format!("{} {}", sum["exactSum"], sum["currency"]).replace('"', ""))
                .collect();
            format!("{} {} [{}]", keys.join("/"), group["count"], sums.join(", "))
        };
        nodes.iter().map(text).collect::<Vec<_>>()
    };
    assert_eq!(
        groups("by: [{budget: {currency: VALUE}}], of: [{budget: {amount: VALUE}}]"),
        ["USD 3 [300.00 USD]", "null 2 []", "AZN 1 [7000 AZN]"]
    );
    // An item counts once for each of its values.
    assert_eq!(
        groups("by: [{costs: {currency: VALUE}}], orderBy: [{keys: ASC}]"),
        ["AZN 2 []", "USD 1 []", "null 4 []"]
    );
    assert_eq!(
        groups("by: [{former: {city: VALUE}}], orderBy: [{keys: DESC}]"),
        ["Sheki 1 []", "Ganja 2 []", "null 4 []"]
    );
    assert_eq!(
        groups("by: [{address: {built: YEAR}}, {address: {tags: VALUE}}], orderBy: [{keys: ASC}]"),
        ["1990/new 1 []", "1990/old 1 []", "null/null 5 []"]
    );
    assert_eq!(
        groups("by: [{address: {fees: {currency: VALUE}}}], first: 2, orderBy: [{keys: ASC}]"),
        ["AZN 1 []", "USD 1 []"]
    );
    // By the first currency, then by the sum in it.
    assert_eq!(
        groups(
            "by: [{id: VALUE}], of: [{costs: {amount: VALUE}}], orderBy: [{sum: DESC}], first: 3"
        ),
        ["b 1 [3 AZN]", "a 1 [2 AZN, 1.30 USD]", "c 1 []"]
    );
    assert_eq!(
        groups("by: [{country: {capital: {city: VALUE}}}]"),
        ["null 4 []", "Baku 1 []", "Suva 1 []"]
    );
}

#[test]
fn what_has_no_single_text_is_not_summed() {
    assert_eq!(
        refused("{ offices { aggregate(of: [{address: {city: VALUE}}]) { count } } }"),
        "`of[0].address.city` cannot be summed up; name `degree`, or an Int, Float, BigInt, Decimal, \
         Date, PartialDate or DateTime of the items themselves, with VALUE"
    );
}

#[test]
fn texts_inside_are_found() {
    let answer = ask("{ search(query: \"nizami\") { nodes { field highlight entity { id } } } }");
    assert_eq!(
        answer["search"]["nodes"],
        json!([{
            "field": "address.street",
            "highlight": "<mark>Nizami</mark> küçəsi 3",
            "entity": {"id": "a"},
        }])
    );
}

#[test]
fn a_claim_is_about_the_whole_value() {
    let answer = ask(
        "{ office(id: \"f\") { address { city street }
             claims(field: \"address\") { field claims { value preferred note sources { source { id } } } } } }",
    );
    assert_eq!(
        answer["office"],
        json!({
            "address": {"city": "Osh", "street": null},
            "claims": [{"field": "address", "claims": [
                {
                    "value": {"city": "Osh", "form": "OFFICE"}, "preferred": true, "note": null,
                    "sources": [{"source": {"id": "report"}}],
                },
                {
                    "value": {"street": "Lenin St. 1", "city": "Osh", "form": "OFFICE"},
                    "preferred": false, "note": "an older list", "sources": [],
                },
            ]}],
        })
    );
}

/// An address without a street does not contradict one with it, nor does 1.5 contradict 1.50.
#[test]
fn claims_conflict_if_a_field_of_both_does() {
    const FACTS: &str = "
Office:
  f:
    name: F
    address:
      claims:
        - {value: {city: Osh}, preferred: true}
        - {value: {city: Osh, street: Lenin St. 1}}
    budget:
      claims:
        - {value: {amount: 1.50, currency: EUR}, preferred: true}
        - {value: {amount: 1.5, currency: EUR}}
    location:
      claims:
        - {value: {latitude: 1, longitude: 2}, preferred: true}
        - {value: {latitude: 1, longitude: 3}}
";
    let world = small("structured-claims", SCHEMA, FACTS);
    let answer = data(&world, "{ conflicts { nodes { entity { id } field } } }", None);
    assert_eq!(answer["conflicts"]["nodes"], json!([{"entity": {"id": "f"}, "field": "location"}]));
}

/// The same values in YAML, JSON lines and a table.
#[test]
fn all_forms_of_files_say_the_same() {
    let json = r#"
{"kind": "Office", "id": "a", "name": "A", "address": {"city": "Baku", "tags": ["x", "y"], "spot": {"latitude": 40.5, "longitude": 49}}, "former": [{"city": "Ganja"}], "budget": {"amount": "12.50", "currency": "AZN"}}
"#;
    let csv = "id,name,address.city,address.tags,address.spot,address.street,former,budget.amount,budget.currency,location.latitude\n\
               a,A,Baku,x; y,\"{\"\"latitude\"\": 40.5, \"\"longitude\"\": 49}\",,\"[{\"\"city\"\": \"\"Ganja\"\"}]\",12.50,AZN,\n";
    let yaml = "Office:\n  a: {name: A, address: {city: Baku, tags: [x, y], spot: {latitude: 40.5, longitude: 49}}, \
                former: {city: Ganja}, budget: {amount: 12.50, currency: AZN}, location: {}}\n";
    let query = "{ office(id: \"a\") { address { street city tags spot { latitude longitude } }
                   former { city form } budget { amount currency } location { latitude } } }";
    let answers = [("yaml", yaml), ("jsonl", json), ("csv", csv)].map(|(form, text)| {
        let name = if form == "csv" { "Office.csv".to_owned() } else { format!("facts.{form}") };
        let world = small_file(&format!("structured-{form}"), SCHEMA, (&name, text));
        data(&world, query, None)
    });
    assert_eq!(
        answers[0]["office"],
        json!({
            "address": {
                "street": null, "city": "Baku", "tags": ["x", "y"],
                "spot": {"latitude": 40.5, "longitude": 49},
            },
            "former": [{"city": "Ganja", "form": "OFFICE"}],
            "budget": {"amount": "12.50", "currency": "AZN"},
            "location": null,
        })
    );
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn files_carry_every_field() {
    let file = |format: &str| {
        let answer = ask(&format!(
            "{{ subgraph(roots: [\"a\"], depth: 1) {{ export(format: {format}) }} }}"
        ));
        answer["subgraph"]["export"].as_str().unwrap().to_owned()
    };
    for (format, parts) in [
        (
            "GRAPHML",
            &[
                "attr.name=\"address.city\" attr.type=\"string\"",
                "attr.name=\"location.latitude\" attr.type=\"double\"",
                "attr.name=\"address.spot.longitude\" attr.type=\"double\"",
                "attr.name=\"price.currency\"",
                ">Bakı<",
                "{&quot;city&quot;:&quot;Ganja&quot;,&quot;form&quot;:&quot;FLAT&quot;}",
            ][..],
        ),
        ("GEXF", &["title=\"budget.amount\" type=\"string\"", "value=\"100.50\""]),
        (
            "NODE_LINK",
            &[
                "\"address.city\":\"Bakı\"",
                "\"address.tags\":[\"old\",\"new\"]",
                "\"price.amount\":\"9.99\"",
            ],
        ),
        ("CX2", &["\"location.longitude\":49.8671"]),
        ("CSV", &["price.amount", "9.99", "signedAt.city"]),
        (
            "N_TRIPLES",
            &[
                "<https://corridor.example/entity/a> <https://corridor.example/vocab#address> <https://corridor.example/entity/a#value-address-1> .",
                "<https://corridor.example/entity/a#value-address-1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://corridor.example/vocab#Address> .",
                "<https://corridor.example/entity/a#value-address-1> <https://corridor.example/vocab#spot> <https://corridor.example/entity/a#value-address-1.spot-1> .",
                "<https://corridor.example/entity/a#value-former-2> <https://corridor.example/vocab#city> \"Sheki\" .",
                "<https://corridor.example/entity/a#value-costs-3> <https://corridor.example/vocab#amount> \"0.20\"^^<http://www.w3.org/2001/XMLSchema#decimal> .",
                "<https://corridor.example/vocab#latitude> \"40.4093\"^^<http://www.w3.org/2001/XMLSchema#double> .",
            ],
        ),
    ] {
        let text = file(format);
        for part in parts {
            assert!(text.contains(part), "{format} lacks {part}:\n{text}");
        }
    }
}
