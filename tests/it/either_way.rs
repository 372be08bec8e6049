//! Fields that follow a directed relation either way: lists, cursors, sums, groups, one link.

use crate::support::{data, ids, small, toy};
use corridor::{api::Request, snapshot::Snapshot};
use serde_json::{Value, json};
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Airport @node {
  iata: String @unique
  flights: [Airport!]! @relationship(type: "FLIGHT", direction: OUT, properties: "Leg")
  arrivals: [Airport!]! @relationship(type: "FLIGHT", direction: IN, properties: "Leg")
  routes: [Airport!]! @relationship(type: "FLIGHT", direction: BOTH, properties: "Leg")
  replacedBy: Airport @relationship(type: "REPLACED_BY", direction: OUT)
  neighbor: Airport @relationship(type: "REPLACED_BY", direction: BOTH)
}
type Leg @relationshipProperties { seats: Int  airline: String }
"#;

/// Baku and Bishkek are linked both ways, twice in one of them; Ganja has a round trip.
const FACTS: &str = "
Airport:
  gyd:
    name: Baku
    iata: GYD
    flights:
      - {to: fru, seats: 10, since: 2001, airline: J2}
      - {to: fru, seats: 20, since: 2002, airline: QH}
      - {to: ala, seats: 40, airline: J2}
  fru: {name: Bishkek, iata: FRU, flights: [{to: gyd, seats: 80, airline: QH}]}
  ala: {name: Almaty, iata: ALA, flights: [{to: fru, seats: 160, since: 2010}]}
  knd:
    name: Ganja
    iata: KVD
    flights: [{to: knd, seats: 320}, {to: gyd, seats: 640}]
  old: {name: Old Baku, replacedBy: gyd}
";

static WORLD: LazyLock<Snapshot> = LazyLock::new(|| small("either-way", SCHEMA, FACTS));

fn ask(query: &str) -> Value {
    data(&WORLD, query, None)
}

/// The direction, the other end and the seats of the edges of a list.
fn edges(list: &Value) -> Vec<(&str, &str, i64)> {
    let edges = list["edges"].as_array().unwrap();
    let parts = edges.iter().map(|it| {
        (
            it["direction"].as_str().unwrap(),
            it["node"]["id"].as_str().unwrap(),
            it["seats"].as_i64().unwrap(),
        )
    });
    parts.collect()
}

const EDGES: &str = "edges { direction seats node { id } } totalCount";

#[test]
fn each_link_is_listed_once_and_says_its_direction() {
    let lists = ask(&format!(
        "{{ airport(id: \"gyd\") {{ routes {{ {EDGES} }} flights {{ {EDGES} }} arrivals {{ {EDGES} }} degree }}
           ganja: airport(id: \"knd\") {{ routes {{ {EDGES} }} flights {{ {EDGES} }} arrivals {{ {EDGES} }} degree }} }}"
    ));
    let baku = &lists["airport"];
    assert_eq!(
        edges(&baku["routes"]),
        [
            ("OUT", "ala", 40),
            ("OUT", "fru", 10),
            ("OUT", "fru", 20),
            ("IN", "fru", 80),
            ("IN", "knd", 640)
        ]
    );
    assert_eq!(
        edges(&baku["flights"]),
        [("OUT", "ala", 40), ("OUT", "fru", 10), ("OUT", "fru", 20)]
    );
    assert_eq!(edges(&baku["arrivals"]), [("IN", "fru", 80), ("IN", "knd", 640)]);
    assert_eq!((&baku["routes"]["totalCount"], &baku["degree"]), (&json!(5), &json!(6)));
    // A link to itself is one link, seen in either direction by the field that has it.
    let ganja = &lists["ganja"];
    assert_eq!(edges(&ganja["routes"]), [("OUT", "gyd", 640), ("OUT", "knd", 320)]);
    assert_eq!(edges(&ganja["arrivals"]), [("IN", "knd", 320)]);
    assert_eq!(ganja["degree"], 2);
}

#[test]
fn pages_of_one_are_the_list_in_any_order() {
    for order in
        ["", "orderBy: [{ node: { name: DESC } }] ", "orderBy: [{ edge: { since: ASC } }] "]
    {
        let whole = ask(&format!(
            "{{ airport(id: \"gyd\") {{ routes(first: 9 {order}) {{ {EDGES} }} }} }}"
        ));
        let whole = edges(&whole["airport"]["routes"])
            .into_iter()
            .map(|(way, id, seats)| (way.to_owned(), id.to_owned(), seats))
            .collect::<Vec<_>>();
        for (size, cursor, info) in [
            ("first", "after", ("endCursor", "hasNextPage")),
            ("last", "before", ("startCursor", "hasPreviousPage")),
        ] {
            let (mut pages, mut at) = (Vec::new(), String::new());
            loop {
                let page = ask(&format!(
                    "{{ airport(id: \"gyd\") {{ routes({order}{size}: 1 {at}) {{ {EDGES} pageInfo {{ {} {} }} }} }} }}",
                    info.0, info.1
                ));
                let page = &page["airport"]["routes"];
                pages.extend(
                    edges(page)
                        .into_iter()
                        .map(|(way, id, seats)| (way.to_owned(), id.to_owned(), seats)),
                );
                at = format!("{cursor}: {}", page["pageInfo"][info.0]);
                if page["pageInfo"][info.1] == false {
                    break;
                }
                assert!(pages.len() < 9, "pages go on");
            }
            if size == "last" {
                pages.reverse();
            }
            assert_eq!(pages, whole, "{order}{size}");
        }
    }
}

#[test]
fn sums_and_groups_are_over_both_directions() {
    let answer = ask("{ airport(id: \"gyd\") { routes {
             aggregate(ofEdge: [{ seats: VALUE }]) { count distinctNodes values { sum } }
             groups(byEdge: [{ airline: VALUE }], orderBy: [{ count: DESC }]) {
               nodes {
                 keys { value } count
                 members { nodes { id } }
                 links { nodes { from { id } to { id } } }
                 second: links(first: 1, after: \"CURSOR\") { nodes { from { id } to { id } } }
               } } } } }"
        .replace("CURSOR", &first_link_of_the_group())
        .as_str());
    let routes = &answer["airport"]["routes"];
    assert_eq!(
        routes["aggregate"],
        json!({"count": 5, "distinctNodes": 3, "values": [{"sum": 790}]})
    );
    let link = |from: &str, to: &str| json!({"from": {"id": from}, "to": {"id": to}});
    let group = |at: usize| &routes["groups"]["nodes"][at];
    assert_eq!(group(0)["keys"], json!([{"value": "J2"}]));
    assert_eq!(group(0)["links"]["nodes"], json!([link("gyd", "ala"), link("gyd", "fru")]));
    // Outgoing before incoming, as `links` lists them; the cursor is one of the first of them.
    assert_eq!(group(1)["keys"], json!([{"value": "QH"}]));
    assert_eq!(group(1)["links"]["nodes"], json!([link("gyd", "fru"), link("fru", "gyd")]));
    assert_eq!(group(1)["second"]["nodes"], json!([link("fru", "gyd")]));
    assert_eq!(ids(&group(1)["members"]["nodes"]), ["fru"]);
}

/// The cursor of the first link in the group of `QH`.
fn first_link_of_the_group() -> String {
    let answer = ask(
        "{ airport(id: \"gyd\") { routes(where: { edge: { airline: { eq: \"QH\" } } }) {
             groups(byEdge: [{ airline: VALUE }]) { nodes { links(first: 1) { pageInfo { endCursor } } } } } } }",
    );
    let place = "/airport/routes/groups/nodes/0/links/pageInfo/endCursor";
    answer.pointer(place).and_then(Value::as_str).unwrap().to_owned()
}

#[test]
fn filters_and_orders_count_both_directions() {
    let list = |arguments: &str| {
        let answer = ask(&format!("{{ airports({arguments}) {{ nodes {{ id }} }} }}"));
        ids(&answer["airports"]["nodes"]).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let to_bishkek = "node: { iata: { eq: \"FRU\" } }";
    let cases: [(String, &[&str]); 17] = [
        (format!("some: {{ {to_bishkek} }}"), &["ala", "gyd"]),
        (format!("none: {{ {to_bishkek} }}"), &["fru", "knd", "old"]),
        (format!("single: {{ {to_bishkek} }}"), &["ala"]),
        (format!("all: {{ {to_bishkek} }}"), &["old"]),
        (format!("count: {{ where: {{ {to_bishkek} }}, eq: 3 }}"), &["gyd"]),
        (format!("count: {{ where: {{ {to_bishkek} }}, distinct: true, eq: 1 }}"), &["ala", "gyd"]),
        ("count: { eq: 2 }".to_owned(), &["ala", "knd"]),
        ("some: { edge: { since: { eq: \"2010\" } } }".to_owned(), &["ala", "fru"]),
        ("some: { node: { id: { eq: \"knd\" } } }".to_owned(), &["gyd", "knd"]),
        ("some: { edge: { direction: { eq: IN }, since: { eq: \"2010\" } } }".to_owned(), &["fru"]),
        ("all: { edge: { direction: { eq: OUT } } }".to_owned(), &["knd", "old"]),
        ("none: { edge: { NOT: { direction: { eq: OUT } } } }".to_owned(), &["knd", "old"]),
        ("count: { where: { edge: { direction: { ne: OUT } } }, eq: 2 }".to_owned(), &["gyd"]),
        (format!("some: {{ {to_bishkek}, edge: {{ direction: {{ eq: IN }} }} }}"), &["gyd"]),
        (
            format!("some: {{ {to_bishkek}, edge: {{ direction: {{ notIn: [IN] }} }} }}"),
            &["ala", "gyd"],
        ),
        (
            "some: { OR: [{ node: { id: { eq: \"knd\" } } }, \
             { edge: { direction: { in: [IN] }, seats: { eq: 160 } } }] }"
                .to_owned(),
            &["fru", "gyd", "knd"],
        ),
        ("some: { edge: { direction: { eq: BOTH } } }".to_owned(), &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(list(&format!("where: {{ routes: {{ {filter} }} }}")), expected, "{filter}");
    }
    assert_eq!(list("orderBy: [{ routes: { count: DESC } }]"), ["gyd", "fru", "ala", "knd", "old"]);
    let compared = "where: { compare: { field: \"routes.count\", gt: \"flights.count\" } }";
    assert_eq!(list(compared), ["ala", "fru", "gyd"]);
}

#[test]
fn links_are_chosen_and_grouped_by_their_direction() {
    let count = |airport: &str, list: &str| {
        let answer =
            ask(&format!("{{ airport(id: \"{airport}\") {{ list: {list} {{ totalCount }} }} }}"));
        answer["airport"]["list"]["totalCount"].as_u64().unwrap()
    };
    for (airport, list, links) in [
        ("gyd", "routes(where: {edge: {direction: {eq: OUT}}})", 3),
        ("gyd", "routes(where: {edge: {direction: {eq: IN}}})", 2),
        ("gyd", "routes(where: {edge: {OR: [{direction: {eq: IN}}, {seats: {lt: 20}}]}})", 3),
        ("gyd", "routes(where: {NOT: {edge: {direction: {eq: IN}, seats: {gt: 100}}}})", 4),
        // A link to itself leads from it, but for the field that lists what leads to it.
        ("knd", "routes(where: {edge: {direction: {eq: OUT}}})", 2),
        ("knd", "arrivals(where: {edge: {direction: {eq: IN}}})", 1),
        ("knd", "arrivals(where: {edge: {direction: {eq: OUT}}})", 0),
        ("gyd", "flights(where: {edge: {direction: {eq: OUT}}})", 3),
        ("gyd", "flights(where: {edge: {NOT: {direction: {eq: OUT}}}})", 0),
        ("gyd", "links(where: {direction: {eq: IN}})", 3),
        ("gyd", "links(where: {direction: {eq: IN}, relation: {ne: FLIGHT}})", 1),
        ("knd", "links(where: {NOT: {direction: {eq: OUT}}})", 0),
    ] {
        assert_eq!(count(airport, list), links, "{airport} {list}");
    }
    let groups = |airport: &str, list: &str, by: &str| -> Vec<Value> {
        let query = format!(
            "{{ airport(id: \"{airport}\") {{ list: {list} {{ groups({by}: [{{direction: VALUE}}], orderBy: [{{keys: ASC}}]) \
               {{ nodes {{ keys {{ by value }} count }} }} }} }} }}"
        );
        let nodes = ask(&query)["airport"]["list"]["groups"]["nodes"].take();
        let row = |it: &Value| json!([it["keys"][0]["by"], it["keys"][0]["value"], it["count"]]);
        nodes.as_array().unwrap().iter().map(row).collect()
    };
    let row = |by: &str, way: &str, count: u64| json!([by, way, count]);
    let by = "edge.direction";
    assert_eq!(groups("gyd", "routes", "byEdge"), [row(by, "OUT", 3), row(by, "IN", 2)]);
    assert_eq!(groups("knd", "routes", "byEdge"), [row(by, "OUT", 2)]);
    assert_eq!(groups("knd", "arrivals", "byEdge"), [row(by, "IN", 1)]);
    let by = "direction";
    assert_eq!(groups("gyd", "links", "by"), [row(by, "OUT", 3), row(by, "IN", 3)]);
    let shown = ask("{ airport(id: \"knd\") { links(direction: IN) { edges { direction } } } }");
    assert_eq!(shown["airport"]["links"]["edges"], json!([{ "direction": "OUT" }]));
    assert_eq!(groups("knd", "links(direction: IN)", "by"), [row(by, "OUT", 1)]);
    // Links of a group say their direction, and are grouped by it.
    let links = "groups(first: 1) { nodes { links { edges { direction } groups(by: [{direction: VALUE}]) { nodes { keys { value } count } } } } }";
    for (field, way, count) in [("arrivals", "IN", 2), ("flights", "OUT", 3)] {
        let answer = ask(&format!("{{ airport(id: \"gyd\") {{ {field} {{ {links} }} }} }}"));
        let links = &answer["airport"][field]["groups"]["nodes"][0]["links"];
        let edges = links["edges"].as_array().unwrap();
        assert!(edges.len() == count && edges.iter().all(|it| it["direction"] == way), "{links}");
        let groups = json!([{ "keys": [{ "value": way }], "count": count }]);
        assert_eq!(links["groups"]["nodes"], groups);
    }
}

/// A search has no list, in whose direction a link could go.
#[test]
fn a_search_takes_its_direction_as_an_argument() {
    let query = "{ connected(from: \"council-1\", to: \"council-3\", edgeWhere: {direction: {eq: OUT}}) { distance } }";
    let request = Request { query: query.into(), ..Request::default() };
    let answer: Value = serde_json::from_slice(&toy().execute(&request).body).unwrap();
    assert_eq!(
        answer["errors"][0]["message"],
        "`edgeWhere.direction` is that of a link in the list of an entity, and here links are in no \
         list; use the argument `direction`"
    );
}

#[test]
fn one_link_over_both_directions() {
    let answer = ask("{ old: airport(id: \"old\") { neighbor { id } replacedBy { id } }
           new: airport(id: \"gyd\") { neighbor { id } replacedBy { id } }
           airports(where: { neighbor: { node: { id: { eq: \"old\" } } } }) { nodes { id } }
           ordered: airports(orderBy: [{ neighbor: { name: ASC } }], first: 2) { nodes { id } } }");
    assert_eq!(answer["old"], json!({"neighbor": {"id": "gyd"}, "replacedBy": {"id": "gyd"}}));
    assert_eq!(answer["new"], json!({"neighbor": {"id": "old"}, "replacedBy": null}));
    assert_eq!(ids(&answer["airports"]["nodes"]), ["gyd"]);
    assert_eq!(ids(&answer["ordered"]["nodes"]), ["old", "gyd"]);
}

#[test]
fn the_relation_stays_directed() {
    let answer = ask("{ airport(id: \"fru\") {
             links(direction: IN) { totalCount }
             degree(direction: OUT)
             descendants(via: [FLIGHT]) { nodes { id } } }
           ontology {
             kinds { kind relations { name direction } }
             relations { relation symmetric from to } } }");
    let airport = &answer["airport"];
    assert_eq!((&airport["links"]["totalCount"], &airport["degree"]), (&json!(3), &json!(1)));
    assert_eq!(ids(&airport["descendants"]["nodes"]), ["gyd", "ala"]);
    let ontology = &answer["ontology"];
    let flight = ontology["relations"].as_array().unwrap();
    let flight = flight.iter().find(|it| it["relation"] == "FLIGHT").unwrap();
    assert_eq!(flight["symmetric"], false);
    assert_eq!((&flight["from"], &flight["to"]), (&json!(["Airport"]), &json!(["Airport"])));
    let routes = ontology["kinds"][0]["relations"].as_array().unwrap();
    let routes = routes.iter().find(|it| it["name"] == "routes").unwrap();
    assert_eq!(routes["direction"], "BOTH");
}

#[test]
fn plans_say_what_they_follow() {
    let explain = |query: &str| {
        let request = Request { query: query.into(), explain: true, ..Request::default() };
        let answer: Value = serde_json::from_slice(&WORLD.execute(&request).body).unwrap();
        answer["extensions"].to_string()
    };
    let plan = explain("{ airport(id: \"gyd\") { routes { edges { direction } } } }");
    assert!(plan.contains("FLIGHT BOTH"), "{plan}");
    let filter = "{ airports(where: { routes: { some: { node: { iata: { eq: \"FRU\" } } } } }) { totalCount } }";
    let plan = explain(filter);
    assert!(
        plan.contains("where.routes.some (FLIGHT BOTH), followed backwards to 2 entities"),
        "{plan}"
    );
}
