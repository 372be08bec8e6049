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
}
"#;

const PEOPLE: usize = 2_000;
const LINKS: usize = 5 * PEOPLE;

/// 2,000 people in a ring: each knows the next one and four others behind it.
static WORLD: LazyLock<Snapshot> = LazyLock::new(|| {
    let person = |at: usize| {
        let knows = [1, 2, 3, 5, 8].map(|step| format!("p{:04}", (at + step) % PEOPLE));
        let country = if at.is_multiple_of(10) { "KG" } else { "AZ" };
        format!(
            "  p{at:04}: {{name: Person {at:04}, handle: h{at}, badge: {at}, weight: {at}.5, \
             born: \"{}-01\", country: {country}, rank: {}, knows: [{}]}}\n",
            1000 + at / 2,
            at % 7,
            knows.join(", ")
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
fn a_page_that_is_soon_full_reads_no_more_than_it_needs() {
    let filter = steps(1, "some", r#"{ country: { eq: "AZ" } }"#);
    let query = format!("{{ people(first: 5, where: {filter}) {{ nodes {{ id }} }} }}");
    let (_, visits) = ask(&query, "/data/people/nodes");
    assert!(visits < 30, "{visits}");
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
