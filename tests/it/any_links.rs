//! `links(where:)`: conditions on links of any relation and on the entities at their ends, and what
//! they cost to answer.

use crate::support::small;
use corridor::{api::Request, snapshot::Snapshot};
use serde_json::Value;
use std::sync::LazyLock;

const SCHEMA: &str = r#"
type Person @node(plural: "people") {
  handle: String @unique
  born: PartialDate
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
  knownBy: [Person!]! @relationship(type: "KNOWS", direction: IN)
  visited: [Town!]! @relationship(type: "VISITED", direction: OUT)
}
type Town @node(plural: "towns") {
  mayor: Person @relationship(type: "LED_BY", direction: OUT)
  visitors: [Person!]! @relationship(type: "VISITED", direction: IN)
}
"#;

const PEOPLE: usize = 300;
const TOWNS: usize = 100;

/// `hub` knows 300 people and itself, the first three of whom know `hub`, and visited 100 towns;
/// `hub` leads `t00`.
static WORLD: LazyLock<Snapshot> = LazyLock::new(|| {
    let person = |at: usize| {
        let knows = if at < 3 { ", knows: [hub]" } else { "" };
        format!(
            "  p{at:03}: {{name: Person {at:03}, handle: h{at}, born: \"{}\"{knows}}}\n",
            1900 + at % 100
        )
    };
    let town = |at: usize| {
        let mayor = if at == 0 { ", mayor: hub" } else { "" };
        format!("  t{at:02}: {{name: Town {at:02}{mayor}}}\n")
    };
    let list = |of: &str, count: usize| -> String {
        let width = if of == "p" { 3 } else { 2 };
        let ids: Vec<_> = (0..count).map(|at| format!("{of}{at:0width$}")).collect();
        ids.join(", ")
    };
    let people: String = (0..PEOPLE).map(person).collect();
    let towns: String = (0..TOWNS).map(town).collect();
    let (known, visited) = (list("p", PEOPLE), list("t", TOWNS));
    let hub = format!("  hub: {{name: Hub, knows: [hub, {known}], visited: [{visited}]}}\n");
    small("any-links", SCHEMA, &format!("Person:\n{hub}{people}Town:\n{towns}"))
});

fn answer(query: &str) -> Value {
    let request = Request { query: query.into(), explain: true, ..Request::default() };
    serde_json::from_slice(&WORLD.execute(&request).body).unwrap()
}

/// The number of links of the hub that pass a filter, and the visits that it took.
fn count(filter: &str) -> (u64, u64) {
    let answer =
        answer(&format!("{{ person(id: \"hub\") {{ links(where: {filter}) {{ totalCount }} }} }}"));
    let number = |place| answer.pointer(place).and_then(Value::as_u64);
    let found =
        number("/data/person/links/totalCount").unwrap_or_else(|| panic!("{filter}\n{answer}"));
    (found, number("/extensions/visits").unwrap())
}

const ALL: u64 = 1 + 300 + 3 + 100 + 1;

#[test]
fn links_are_chosen_by_their_relation_and_ends() {
    for (filter, links) in [
        ("{}", ALL),
        (r"{relation: {eq: VISITED}}", 100),
        (r"{relation: {ne: VISITED}}", ALL - 100),
        (r"{relation: {in: [VISITED, LED_BY]}}", 101),
        (r"{relation: {notIn: [VISITED, LED_BY]}}", ALL - 101),
        (r"{relation: {in: []}}", 0),
        (r"{relation: {isNull: true}}", 0),
        (r"{NOT: {relation: {eq: KNOWS}}}", 101),
        (r#"{from: {id: {eq: "hub"}}}"#, 1 + 300 + 100),
        (r#"{to: {id: {eq: "hub"}}}"#, 1 + 3 + 1),
        (r#"{other: {id: {eq: "hub"}}}"#, 1),
        (r#"{other: {id: {eq: "p002"}}}"#, 2),
        (r#"{other: {on: {Person: {born: {eq: "1901"}}}}}"#, 3 + 1),
        (r"{other: {kind: {eq: Town}}, relation: {ne: VISITED}}", 1),
        (r#"{OR: [{relation: {eq: LED_BY}}, {other: {id: {in: ["p000", "t00"]}}}]}"#, 1 + 2 + 1),
        (r#"{NOT: {OR: [{relation: {eq: KNOWS}}, {other: {id: {eq: "t00"}}}]}}"#, 99),
        (r#"{AND: [{from: {id: {ne: "hub"}}}, {NOT: {other: {kind: {eq: Town}}}}]}"#, 3),
        (r#"{from: {on: {Town: {mayor: {node: {id: {eq: "hub"}}}}}}}"#, 1),
        (r#"{other: {on: {Person: {knows: {some: {node: {id: {eq: "hub"}}}}}}}}"#, 1 + 6),
    ] {
        assert_eq!(count(filter).0, links, "{filter}");
    }
}

#[test]
fn relations_that_cannot_be_meant_are_not_read() {
    for (filter, most) in [
        (r"{relation: {eq: LED_BY}}", 1),
        (r"{relation: {eq: LED_BY}, since: {isNull: true}}", 1),
        (r"{NOT: {relation: {in: [KNOWS, VISITED]}}}", 1),
        (
            r"{AND: [{relation: {ne: KNOWS}}, {NOT: {OR: [{relation: {eq: VISITED}}, {note: {isNull: false}}]}}]}",
            1,
        ),
        (
            r"{OR: [{relation: {eq: LED_BY}}, {relation: {eq: VISITED}, since: {isNull: false}}]}",
            101,
        ),
    ] {
        let (_, visits) = count(filter);
        assert!(visits <= most + 4, "{filter}: {visits}");
    }
}

/// Short rows are read as they are: `LED_BY`, and those who know the hub.
#[test]
fn a_named_entity_is_found_in_its_rows() {
    for (filter, links) in [
        (r#"{other: {id: {eq: "p002"}}}"#, 2),
        (r#"{other: {on: {Person: {handle: {eq: "h7"}}}}}"#, 1),
        (r#"{other: {id: {in: ["t07", "p002", "nobody"]}}}"#, 3),
        (r#"{other: {name: {eq: "Person 299"}}, relation: {eq: KNOWS}}"#, 1),
        (r#"{other: {AND: [{degree: {gt: 0}}, {id: {eq: "hub"}}]}}"#, 1),
    ] {
        let (found, visits) = count(filter);
        assert_eq!(found, links, "{filter}");
        assert!(visits <= 20, "{filter}: {visits}");
    }
    let page = answer(
        r#"{ person(id: "hub") { links(where: {other: {id: {in: ["t07", "p002", "hub"]}}}) { nodes { id } } } }"#,
    );
    let ids = &page["data"]["person"]["links"]["nodes"];
    let ids: Vec<_> = ids.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["hub~KNOWS~hub", "hub~KNOWS~p002", "p002~KNOWS~hub", "hub~VISITED~t07"]);
}

/// The truth of a condition on the far end is kept: of the people who know the hub it is asked once.
#[test]
fn conditions_on_ends_are_described() {
    let answer = answer(
        r#"{ person(id: "hub") { links(where: {
            from: {on: {Person: {knows: {some: {node: {id: {eq: "hub"}}}}}}}, other: {id: {ne: "p001"}}, relation: {eq: KNOWS}
        }) { totalCount } } }"#,
    );
    assert_eq!(answer["data"]["person"]["links"]["totalCount"], 1 + 300 - 1 + 3 - 1);
    let text = answer["extensions"]["filters"].as_str().unwrap();
    for line in [
        "of the link: relation; ",
        "the entity at which the link starts\n",
        "knows.some (KNOWS OUT), ",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn errors_name_the_whole_path() {
    let answer = answer(
        r#"{ person(id: "hub") { links(where: {OR: [{other: {on: {Person: {born: {gt: "soon"}}}}}]}) { totalCount } } }"#,
    );
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("where.OR[0].other.on.Person.born.gt"), "{message}");
}

/// Nothing else of the list is asked for that would compute the measures first.
#[test]
fn links_are_counted_by_measures_of_their_ends() {
    let counted = |filter: &str| {
        let answer = answer(&format!(
            "{{ person(id: \"hub\") {{ links{filter} {{ aggregate {{ count }} }} }} }}"
        ));
        answer.pointer("/data/person/links/aggregate/count").and_then(Value::as_u64)
    };
    let ranked = "(where: {other: {metrics: {pageRank: {gt: 0}}}})";
    assert_eq!([counted(ranked), counted("")], [Some(405); 2]);
}
