//! The visits that filters take: from the selective end, in any written order, each link once a
//! level. That they leave the right entities is tested in `stores.rs`.

use crate::support::small;
use corridor::{api::Request, snapshot::Snapshot};
use serde_json::Value;
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Person @node(plural: "people") {
  handle: String @unique
  badge: Int @unique
  weight: Float @unique
  born: PartialDate
  country: String
  rank: Int
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
  knownBy: [Person!]! @relationship(type: "KNOWS", direction: IN)
  acquainted: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
  met: [Person!]! @relationship(type: "MET", direction: OUT, properties: "Meeting")
  metBy: [Person!]! @relationship(type: "MET", direction: IN, properties: "Meeting")
}
type Meeting @relationshipProperties { host: Person }
"#;

const PEOPLE: usize = 2_000;
const LINKS: usize = 5 * PEOPLE;

/// 2,000 people in a ring: each knows the next one and four others behind it, and met the next one
/// in the year of birth, at the one behind it; one in ten met the next one twice, and of one nobody
/// knows until when.
static WORLD: LazyLock<Snapshot> = LazyLock::new(|| {
    let person = |at: usize| {
        let knows = [1, 2, 3, 5, 8].map(|step| format!("p{:04}", (at + step) % PEOPLE));
        let country = if at.is_multiple_of(10) { "KG" } else { "AZ" };
        let year = 1000 + at / 2;
        let met = if at.is_multiple_of(10) { &["06-15", "07-15"][..] } else { &["06-15"] };
        let end = if at == 4 { ", until: \"?\"" } else { "" };
        let met = met.iter().map(|day| {
            format!("{{to: {}, since: {year}-{day}, host: {}{end}}}", knows[0], knows[1])
        });
        let met: Vec<String> = met.collect();
        format!(
            "  p{at:04}: {{name: Person {at:04}, handle: h{at}, badge: {at}, weight: {at}.5, \
             born: \"{year}-01\", country: {country}, rank: {}, knows: [{}], met: [{}]}}\n",
            at % 7,
            knows.join(", "),
            met.join(", ")
        )
    };
    let people: String = (0..PEOPLE).map(person).collect();
    small("planner", SCHEMA, &format!("Person:\n{people}"))
});

/// The number of people that pass a filter, and the visits that it took.
fn count(filter: &str) -> (u64, usize) {
    ask(&format!("{{ people(where: {filter}) {{ totalCount }} }}"), "/data/people/totalCount")
}

fn ask(query: &str, place: &str) -> (u64, usize) {
    let request = Request { query: query.into(), explain: true, ..Request::default() };
    let answer: Value = serde_json::from_slice(&WORLD.execute(&request).body).unwrap();
    let visits = answer["extensions"]["visits"].as_u64().unwrap();
    let found = answer.pointer(place).unwrap_or_else(|| panic!("{query}\n{answer}"));
    (found.as_u64().unwrap_or_default(), usize::try_from(visits).unwrap())
}

#[test]
fn dates_are_looked_up() {
    for (dates, people) in [
        (r#"{ eq: "1500-01" }"#, 2),
        (r#"{ gte: "1500-01", lt: "1510" }"#, 20),
        (r#"{ gt: "1998-06" }"#, 2),
        (r#"{ lte: "1000-01" }"#, 2),
        (r#"{ during: { from: "1500-01-31", to: "1501-12-31" } }"#, 4),
        (r#"{ possibly: { during: { from: "1500-01-31", to: "1501-12-31" } } }"#, 4),
        (r#"{ certainly: { during: { from: "1500-01-31", to: "1501-12-31" } } }"#, 2),
        (r#"{ certainly: { after: "1997" }, before: "1999-01-15" }"#, 4),
    ] {
        let (found, visits) = count(&format!("{{ born: {dates} }}"));
        assert_eq!(found, people, "{dates}");
        assert!(visits <= 30, "{dates}: {visits}");
        let (_, visits) = count(&steps(1, "some", &format!("{{ born: {dates} }}")));
        assert!(visits < 400, "{dates}: {visits}");
    }
    assert_eq!(count(r#"{ born: { ne: "1500-01" } }"#).0, 1998);
}

/// How many entities fulfil a condition is found out from some of them.
#[test]
fn a_rare_value_without_an_index_is_found_once() {
    let rare = r#"{ country: { eq: "KG" }, rank: { eq: 3 } }"#;
    let (found, visits) = count(&steps(3, "some", rare));
    assert!(found > 500, "{found}");
    assert!(visits < 8 * PEOPLE, "{visits}");
}

/// A condition on what people know, some steps away.
fn steps(count: usize, quantifier: &str, condition: &str) -> String {
    (0..count).fold(condition.to_owned(), |inner, _| {
        format!("{{ knows: {{ {quantifier}: {{ node: {inner} }} }} }}")
    })
}

#[test]
fn a_filter_starts_from_the_entity_that_it_names() {
    for named in [
        r#"{ id: { eq: "p0999" } }"#,
        r#"{ handle: { eq: "h999" } }"#,
        r#"{ name: { eq: "Person 0999" } }"#,
        r#"{ names: { eq: "person 0999" } }"#,
        "{ badge: { eq: 999 } }",
        "{ weight: { in: [999.5, -1] } }",
        r#"{ country: { eq: "AZ" }, born: { eq: "1499-01" }, badge: { gt: 998 } }"#,
        r#"{ OR: [{ id: { eq: "p0999" } }, { handle: { in: ["h999"] } }] }"#,
    ] {
        assert_eq!(count(named).0, 1, "{named}");
        assert!(count(named).1 <= 4, "{named}: {}", count(named).1);
        let mut before = 1;
        for far in 1..=4 {
            let (found, visits) = count(&steps(far, "some", named));
            assert!(found > before, "{found} people know one {far} steps away");
            assert!(visits < 200 * far, "{far} steps take {visits} visits to {named}");
            before = found;
        }
        let (found, visits) = count(&format!("{{ AND: [{}] }}", steps(1, "single", named)));
        assert_eq!(found, 5);
        assert!(visits < 100, "{visits}");
    }
}

#[test]
fn what_is_followed_either_way_is_followed_back() {
    let named = r#"{ id: { eq: "p0999" } }"#;
    let mut condition = named.to_owned();
    let mut before = 1;
    for far in 1..=3 {
        condition = format!("{{ acquainted: {{ some: {{ node: {condition} }} }} }}");
        let (found, visits) = count(&condition);
        assert!(found > before, "{found} people are {far} steps away");
        assert!(visits < 400 * far, "{far} steps take {visits} visits");
        before = found;
    }
    // Each of the five whom p0999 knows, and of the five who know it.
    assert_eq!(count(&format!("{{ acquainted: {{ some: {{ node: {named} }} }} }}")).0, 10);
    // Nobody knows whom he is known by: one link each.
    let single = format!("{{ acquainted: {{ single: {{ node: {named} }} }} }}");
    assert_eq!(count(&single).0, 10);
    let none = format!("{{ acquainted: {{ none: {{ node: {named} }} }} }}");
    assert_eq!(count(&none).0, PEOPLE as u64 - 10);
}

/// However often the entity at the other end is spoken of, all of it holds. The conditions are
/// followed back from one of its parts, and any of them may be that one.
#[test]
fn each_condition_on_the_entity_holds() {
    type Form<'f> = &'f dyn Fn(&str, &str) -> String;
    let out = "edge: { direction: { eq: OUT } }";
    let back = "edge: { direction: { eq: IN } }";
    let forms: [Form<'_>; 9] = [
        &|a, b| format!("node: {a}, OR: [{{ node: {b}, edge: {{ status: {{}} }} }}]"),
        &|a, b| format!("node: {a}, NOT: {{ NOT: {{ node: {b}, edge: {{ status: {{}} }} }} }}"),
        &|a, b| format!("node: {a}, OR: [{{ node: {b}, {out} }}]"),
        &|a, b| format!("node: {a}, OR: [{{ OR: [{{ node: {b} }}], {out} }}]"),
        &|a, b| format!("node: {a}, NOT: {{ NOT: {{ node: {b}, {out} }} }}"),
        &|a, b| format!("node: {a}, NOT: {{ OR: [{{ NOT: {{ node: {b} }} }}] }}"),
        &|a, b| format!("node: {a}, AND: [{{ node: {b} }}, {{ NOT: {{ NOT: {{ node: {b} }} }} }}]"),
        &|a, b| {
            let not = |it: &str| format!("{{ NOT: {{ node: {it} }} }}");
            format!("NOT: {{ OR: [{{ {back} }}, {}, {}] }}", not(a), not(b))
        },
        &|a, b| {
            let not = |it: &str| format!("{{ node: {{ NOT: {it} }} }}");
            format!("NOT: {{ OR: [{}, {{ {back} }}, {}] }}", not(a), not(b))
        },
    ];
    let is_kg = r#"{ country: { eq: "KG" } }"#;
    for form in forms {
        let know =
            |a: &str, b: &str| count(&format!("{{ knows: {{ some: {{ {} }} }} }}", form(a, b))).0;
        // Who knows p0010, which is in KG, and p0011, which is not.
        for (id, known) in [("p0010", 5), ("p0011", 0)] {
            let named = format!("{{ id: {{ eq: \"{id}\" }} }}");
            let found = [know(is_kg, &named), know(&named, is_kg)];
            assert_eq!(found, [known; 2], "{id} {}", form("A", "B"));
        }
    }
}

#[test]
fn the_beginning_of_a_name_is_looked_up() {
    let (found, visits) = count(r#"{ name: { startsWith: "Person 199" } }"#);
    assert_eq!((found, visits), (10, 10));
    // There are more than are looked up at once, and the page is full before that.
    let query = r#"{ people(first: 3, where: { name: { startsWith: "Per" } }) { nodes { id } } }"#;
    assert!(ask(query, "/data/people/nodes").1 < 10);
}

#[test]
fn the_order_of_conditions_has_no_influence_on_the_visits() {
    let none = r#"knows: { none: { node: { knows: { some: { node: { rank: { eq: 3 } } } } } } }"#;
    let country = r#"country: { eq: "KG" }"#;
    let one = count(&format!("{{ {none}, {country} }}"));
    assert_eq!(one, count(&format!("{{ {country}, {none} }}")));
    assert_eq!(one, count(&format!("{{ AND: [{{ {none} }}, {{ AND: [{{ {country} }}] }}] }}")));
    let id = r#"id: { eq: "p0999" }"#;
    let far = steps(4, "some", r#"{ rank: { eq: 3 } }"#);
    let (found, visits) = count(&format!("{{ AND: [{far}], {id} }}"));
    assert!(found == 1 && visits < 200, "{found} {visits}");
}

#[test]
fn each_link_is_visited_once_a_level() {
    let once = PEOPLE + LINKS;
    for quantifier in ["some", "all", "none", "single"] {
        for condition in [r#"{ country: { eq: "KG" } }"#, "{ rank: { lt: 6 } }"] {
            for far in 1..=4 {
                let (_, visits) = count(&steps(far, quantifier, condition));
                // A level is walked once either way.
                let most = 2 * far * once + PEOPLE;
                assert!(visits < most, "{quantifier} {far} deep takes {visits} visits");
            }
        }
    }
}

#[test]
fn links_are_counted_from_the_entities_that_are_named() {
    let named = r#"where: { node: { id: { in: ["p0999", "p1001"] } } }"#;
    for (test, people, most) in [
        ("gte: 1", 8, 200),
        ("gte: 2", 2, 200),
        ("eq: 1", 6, 200),
        ("gte: 3", 0, 200),
        ("gt: 0, ne: 2", 6, 200),
        ("lt: 1", PEOPLE as u64 - 8, 2 * PEOPLE),
        ("ne: 2", PEOPLE as u64 - 2, 2 * PEOPLE),
    ] {
        for distinct in ["", ", distinct: true"] {
            let (found, visits) =
                count(&format!("{{ knows: {{ count: {{ {named}, {test}{distinct} }} }} }}"));
            assert_eq!(found, people, "{test}{distinct}");
            assert!(visits < most, "{test}{distinct} takes {visits} visits");
        }
        let not = format!("{{ NOT: {{ knows: {{ count: {{ {named}, {test} }} }} }} }}");
        assert_eq!(count(&not).0, PEOPLE as u64 - people, "not {test}");
    }
    // More often than is counted.
    let often = format!("{{ knows: {{ count: {{ {named}, lt: 999 }} }} }}");
    assert_eq!(count(&often).0, PEOPLE as u64);
}

#[test]
fn links_are_started_from_by_their_dates() {
    let year = r#"since: { during: { from: "1990-01-01", to: "1990-12-31" } }"#;
    for (filter, people) in [
        (r#"met: { some: { edge: { since: { gte: "1990" } } } }"#.to_owned(), 20),
        (format!("met: {{ some: {{ edge: {{ {year} }} }} }}"), 2),
        (format!("metBy: {{ some: {{ edge: {{ {year} }} }} }}"), 2),
        (format!("met: {{ single: {{ edge: {{ {year} }} }} }}"), 1),
        (format!("met: {{ count: {{ where: {{ edge: {{ {year} }} }}, eq: 2 }} }}"), 1),
        (format!("met: {{ count: {{ where: {{ edge: {{ {year} }} }}, gt: 0 }} }}"), 2),
        (
            format!(
                "met: {{ count: {{ where: {{ edge: {{ {year} }} }}, eq: 1, distinct: true }} }}"
            ),
            2,
        ),
        (format!("NOT: {{ met: {{ none: {{ edge: {{ {year} }} }} }} }}"), 2),
        (r#"met: { some: { edge: { OR: [{ since: { lt: "1001" } }, { since: { eq: "1900-07-15" } }] } } }"#.to_owned(), 3),
        (
            format!("met: {{ some: {{ node: {{ country: {{ eq: \"AZ\" }} }}, edge: {{ {year} }} }} }}"),
            2,
        ),
        (
            format!("met: {{ some: {{ node: {{ country: {{ eq: \"KG\" }} }}, edge: {{ {year} }} }} }}"),
            0,
        ),
    ] {
        let (found, visits) = count(&format!("{{ {filter} }}"));
        assert_eq!(found, people, "{filter}");
        assert!(visits < 120, "{filter} takes {visits} visits");
        let (_, visits) = count(&steps(2, "some", &format!("{{ {filter} }}")));
        assert!(visits < 1_000, "two steps from {filter} take {visits} visits");
    }
    let none = format!("{{ met: {{ none: {{ edge: {{ {year} }} }} }} }}");
    let (found, visits) = count(&none);
    assert!(found == PEOPLE as u64 - 2 && visits < 2 * PEOPLE, "{found} {visits}");
    // A day that nobody knows can be any day.
    for (reading, people) in [("possibly", 1), ("certainly", 0)] {
        let after = format!(r#"{{ until: {{ {reading}: {{ after: "1998" }} }} }}"#);
        let (found, visits) = count(&format!("{{ met: {{ some: {{ edge: {after} }} }} }}"));
        assert!(found == people && visits < 120, "{reading}: {found} {visits}");
    }
}

#[test]
fn links_are_started_from_by_what_they_refer_to() {
    let host = |node: &str| format!("edge: {{ host: {{ node: {{ {node} }} }} }}");
    let one = host(r#"handle: { eq: "h12" }"#);
    let two = host(r#"id: { in: ["p0012", "p0013"] }"#);
    for (filter, people) in [
        (format!("met: {{ some: {{ {one} }} }}"), 1),
        (format!("metBy: {{ some: {{ {one} }} }}"), 1),
        (format!("met: {{ some: {{ {two} }} }}"), 2),
        (format!("met: {{ single: {{ {two} }} }}"), 1),
        (format!("met: {{ count: {{ where: {{ {one} }}, eq: 2 }} }}"), 1),
        (format!("met: {{ some: {{ {one}, node: {{ rank: {{ eq: 4 }} }} }} }}"), 1),
        (format!("met: {{ some: {{ {one}, node: {{ rank: {{ eq: 5 }} }} }} }}"), 0),
        (format!("NOT: {{ met: {{ none: {{ {two} }} }} }}"), 2),
        (format!("met: {{ some: {{ {} }} }}", host(r#"name: { startsWith: "Person 001" }"#)), 10),
        (format!("met: {{ some: {{ {} }} }}", host(r#"handle: { eq: "nobody" }"#)), 0),
    ] {
        let (found, visits) = count(&format!("{{ {filter} }}"));
        assert_eq!(found, people, "{filter}");
        assert!(visits < 150, "{filter} takes {visits} visits");
    }
    // So many that no index helps.
    let (found, _) = count(&format!("{{ met: {{ some: {{ {} }} }} }}", host("rank: { ne: 9 }")));
    assert_eq!(found, PEOPLE as u64);
}

#[test]
fn alternatives_about_both_ends_start_from_both() {
    let either = r#"OR: [
        { node: { handle: { eq: "h12" } } },
        { edge: { host: { node: { handle: { eq: "h21" } } } } },
        { edge: { since: { during: { from: "1990-01-01", to: "1990-12-31" } } } }
    ]"#;
    for (filter, people) in [
        (format!("met: {{ some: {{ {either} }} }}"), 4),
        (format!("met: {{ some: {{ {either}, node: {{ country: {{ eq: \"KG\" }} }} }} }}"), 1),
        (format!("NOT: {{ met: {{ none: {{ {either} }} }} }}"), 4),
    ] {
        let (found, visits) = count(&format!("{{ {filter} }}"));
        assert_eq!(found, people, "{filter}");
        assert!(visits < 250, "{filter} takes {visits} visits");
    }
    let (found, _) = count(&format!("{{ met: {{ none: {{ {either} }} }} }}"));
    assert_eq!(found, PEOPLE as u64 - 4);
}

/// The truth of a condition on the dates of links is kept for each entity, as any other.
#[test]
fn all_links_with_dates_are_visited_once_a_level() {
    let dated = |inner: &str| {
        format!("{{ met: {{ all: {{ edge: {{ since: {{ gt: \"1001\" }} }}{inner} }} }} }}")
    };
    let mut filter = dated("");
    for _ in 0..3 {
        filter = dated(&format!(", node: {filter}"));
    }
    let knows = steps(2, "all", &filter);
    let (_, visits) = count(&knows);
    assert!(visits < 8 * (PEOPLE + LINKS), "{visits}");
}

#[test]
fn all_and_some_start_from_what_is_named() {
    for (filter, people) in [
        (
            r#"knows: { all: { node: { id: { in: ["p0001", "p0002", "p0003", "p0005", "p0008"] } } }, some: {} }"#,
            1,
        ),
        (r#"knows: { some: { node: { NOT: { id: { notIn: ["p0100"] } } } } }"#, 5),
    ] {
        let (found, visits) = count(&format!("{{ {filter} }}"));
        assert!(found == people && visits < 200, "{filter}: {found} in {visits} visits");
    }
}

/// A plan grows with the document: were something planned twice at each level, these would never
/// end.
#[test]
fn deep_conditions_are_planned_once() {
    const DEPTH: usize = 28;
    let nested = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(DEPTH), close.repeat(DEPTH))
    };
    let or = "OR: [{ node: {} }, { edge: {} }, { node: {} }, { edge: {} }]";
    for (open, close) in [
        ("{ met: { some: { node: ", format!(", {or} }} }} }}")),
        ("{ met: { none: { node: ", format!(", {or} }} }} }}")),
        ("{ met: { all: { node: ", " }, some: {} } }".to_owned()),
        ("{ NOT: { OR: ", " } }".to_owned()),
        ("{ AND: { AND: ", " } }".to_owned()),
    ] {
        let filter = nested(open, r#"{ handle: { eq: "h12" } }"#, &close);
        let query = format!("{{ people(where: {filter}) {{ totalCount }} }}");
        let answer: Value = serde_json::from_slice(
            &WORLD.execute(&Request { query: query.as_str().into(), ..Request::default() }).body,
        )
        .unwrap();
        assert!(answer.get("errors").is_none(), "{query}: {answer}");
    }
}

#[test]
fn a_page_that_is_soon_full_reads_no_more_than_it_needs() {
    let filter = steps(1, "some", r#"{ country: { eq: "AZ" } }"#);
    let query = format!("{{ people(first: 5, where: {filter}) {{ nodes {{ id }} }} }}");
    let (_, visits) = ask(&query, "/data/people/nodes");
    assert!(visits < 30, "{visits}");
}

/// A count ends where more links make no difference, as `some` does.
#[test]
fn counts_end_early() {
    let visits = |filter: &str| {
        let query =
            format!("{{ people(first: 9, where: {{ knows: {filter} }}) {{ totalCount }} }}");
        ask(&query, "/data/people/totalCount")
    };
    let some = visits("{ some: { node: { rank: { gte: 0 } } } }");
    let count = |test: &str| {
        visits(&format!("{{ count: {{ where: {{ node: {{ rank: {{ gte: 0 }} }} }}, {test} }} }}"))
    };
    for test in ["gte: 1", "gt: 0", "ne: 0"] {
        assert_eq!(count(test), some, "{test}");
    }
    let none = visits("{ none: { node: { rank: { gte: 0 } } } }");
    for test in ["lt: 1", "lte: 0", "eq: 0"] {
        assert_eq!(count(test), none, "{test}");
    }
    assert!(count("gte: 9").1 > some.1, "{some:?}");
}

/// What one row of a relation field found out is used by the next one.
#[test]
fn the_rows_of_a_field_share_what_they_know() {
    let far = steps(4, "all", r#"{ country: { eq: "AZ" } }"#);
    let query = format!(
        "{{ people(first: 1000) {{ nodes {{ knows(where: {{ node: {far} }}) {{ totalCount }} }} }} }}"
    );
    let (_, visits) = ask(&query, "/data/people/nodes");
    assert!(visits < 8 * (PEOPLE + LINKS), "{visits}");
}

/// What an order counts for one list is there for the next one of the same field.
#[test]
fn lists_share_the_numbers_of_links_of_their_order() {
    let met = "met: { count: DESC, where: { edge: { since: { gt: \"1500\" } } } }";
    let listed = |order: &str| {
        let list = format!("acquainted(first: 1{order}) {{ nodes {{ id }} }}");
        ask(
            &format!("{{ people(first: 1000) {{ nodes {{ {list} }} totalCount }} }}"),
            "/data/people/totalCount",
        )
        .1
    };
    let by_id = listed(", orderBy: [{ node: { id: ASC } }]");
    let by_links = listed(&format!(", orderBy: [{{ node: {{ {met} }} }}]"));
    // There are 2,200 links to count; each of the 1,000 lists has ten people with one or two.
    assert!(by_links - by_id < 3_000, "{by_links} and {by_id}");
    assert!(by_links > by_id, "{by_links} and {by_id}");
}

/// The tests of one link are run by what they cost, whichever end they are about.
#[test]
fn expensive_tests_of_links_are_run_last() {
    let edge = "{ edge: { host: { node: \
                { knows: { count: { where: { node: { rank: { gt: 1 } } }, gt: 4 } } } } } }";
    for (group, node) in [("AND", "KG"), ("OR", "AZ")] {
        let node = format!(r#"{{ node: {{ country: {{ eq: "{node}" }} }} }}"#);
        let ask = |one: &str, other: &str| {
            count(&format!("{{ met: {{ all: {{ {group}: [{one}, {other}] }} }} }}"))
        };
        let (first, last) = (ask(edge, &node), ask(&node, edge));
        assert_eq!(first.0, last.0, "{group}");
        // Of one in ten links the edge is asked too, and that takes five visits.
        assert!(first.1 < 5 * PEOPLE && last.1 < 5 * PEOPLE, "{group}: {first:?}, {last:?}");
        let alone = count(&format!("{{ met: {{ all: {edge} }} }}"));
        assert!(alone.1 > 9 * PEOPLE, "{alone:?}");
    }
}

/// The key of an entity that many items lead to is told once.
#[test]
fn items_share_the_keys_of_what_they_lead_to() {
    let schema = r#"
type Person @node(plural: "people") {
  number: Int
  works: Company @relationship(type: "WORKS_AT", direction: OUT, properties: "Job")
}
type Company @node(plural: "companies") {
  staff: [Person!]! @relationship(type: "WORKS_AT", direction: IN, properties: "Job")
}
type Job @relationshipProperties { mentor: Company }
"#;
    // 100 of 300 people at each company: a later one has higher numbers.
    let person = |at: usize| {
        let (company, mentor) = (at / 100, (at + 1) / 100 % 3);
        format!(
            "  p{at:03}: {{name: P{at}, number: {at}, works: {{to: c{company}, mentor: c{mentor}}}}}\n"
        )
    };
    let people: String = (0..300).map(person).collect();
    let companies = "Company:\n  c0: {name: A}\n  c1: {name: B}\n  c2: {name: C}\n";
    let world = small("shared-keys", schema, &format!("{companies}Person:\n{people}"));
    let run = |query: &str| {
        let request = Request { query: query.into(), explain: true, ..Request::default() };
        let answer: Value = serde_json::from_slice(&world.execute(&request).body).unwrap();
        let visits = answer["extensions"]["visits"].as_u64().unwrap();
        (answer["data"].clone(), visits)
    };
    let sum = "staff: { sum: { node: { number: DESC } } }";
    for (order, status) in [
        (format!("works: {{ {sum} }}"), ""),
        ("works: { degree: DESC }".to_owned(), ", status: [ACTUAL]"),
        ("works: { staff: { count: DESC } }".to_owned(), ", status: [ACTUAL]"),
    ] {
        let query = format!(
            "{{ people(first: 2, orderBy: [{{ {order} }}, {{ number: DESC }}]{status}) \
             {{ nodes {{ id }} }} }}"
        );
        let (data, visits) = run(&query);
        assert_eq!(crate::support::ids(&data["people"]["nodes"]), ["p299", "p298"], "{order}");
        assert!(visits < 2_000, "{order}: {visits}");
    }
    let groups = |by: &str| {
        let nodes = "nodes { keys { value } count }";
        let (data, visits) =
            run(&format!("{{ people {{ groups(by: [{by}], first: 400) {{ {nodes} }} }} }}"));
        (data["people"]["groups"]["nodes"].as_array().unwrap().clone(), visits)
    };
    // Each is in one group, by way of 100 colleagues; and in those of 100 numbers.
    let (companies, visits) = groups("{ works: { staff: { works: { name: VALUE } } } }");
    let keys: Vec<_> = companies.iter().map(|it| (&it["keys"][0]["value"], &it["count"])).collect();
    let expected = ["A", "B", "C"].map(|it| (serde_json::json!(it), serde_json::json!(100)));
    assert_eq!(keys, expected.each_ref().map(|(name, count)| (name, count)));
    assert!(visits < 3_000, "{visits}");
    let (numbers, _) = groups("{ works: { staff: { number: VALUE } } }");
    assert_eq!(numbers.len(), 300);
    assert!(numbers.iter().all(|it| it["count"] == 100));
    // The staff of a company is counted once for a comparison, too.
    for (compare, count) in [
        ("{ field: \"works.staff.count\", gt: \"number\" }", 100),
        ("{ field: \"number\", lt: \"works.staff.count\" }", 100),
        ("{ field: \"works.staff.count\", eq: \"works.staff.count\" }", 300),
    ] {
        for (filter, count) in [
            (format!("{{ compare: {compare} }}"), count),
            (format!("{{ NOT: {{ compare: {compare} }} }}"), 300 - count),
            (format!("{{ OR: [{{ number: {{ lt: 0 }} }}, {{ compare: {compare} }}] }}"), count),
        ] {
            let query = format!("{{ people(where: {filter}, status: [ACTUAL]) {{ totalCount }} }}");
            let (data, visits) = run(&query);
            assert_eq!(data["people"]["totalCount"], count, "{filter}");
            assert!(visits < 2_000, "{filter}: {visits}");
        }
    }
    // By what a property of the link refers to, and by the end from which it was followed.
    let query = format!(
        "{{ company(id: \"c0\") {{
           staff(first: 2, orderBy: [{{ edge: {{ mentor: {{ {sum} }} }} }}]) {{ nodes {{ id }} }}
           links(first: 1, orderBy: [{{ to: {{ degree: ASC }} }}, {{ from: {{ id: DESC }} }}],
             status: [ACTUAL]) {{ nodes {{ from {{ id }} }} }}
         }} }}"
    );
    let (data, visits) = run(&query);
    let company = &data["company"];
    assert_eq!(crate::support::ids(&company["staff"]["nodes"]), ["p099", "p000"]);
    assert_eq!(company["links"]["nodes"][0]["from"]["id"], "p099");
    assert!(visits < 2_000, "{visits}");
}
