//! A filtered list is read once for all that is asked of it.

use crate::support::{small, small_within, toy};
use corridor::{api::Request, limits::Limits, snapshot::Snapshot};
use serde_json::{Map, Value};

/// Filtered lists: of one kind and of many, of a relation that is followed one way and either way,
/// and links.
const LISTS: [&str; 7] = [
    "people(where: {met: {some: {node: {active: {eq: true}}}}}PAGE)",
    "people(where: {degree: {gt: 2}}, orderBy: [{met: {count: ASC}}, {name: DESC}]PAGE)",
    "entities(where: {degree: {gt: 1}}PAGE)",
    "vessel(id: \"heron\") { crew(where: {node: {name: {ne: \"-\"}}}PAGE) SELECTION }",
    "vessel(id: \"heron\") { crew(where: {edge: {since: {gt: \"1900\"}}}, orderBy: [{edge: {since: DESC}}]PAGE) SELECTION }",
    "person(id: \"gulay\") { met(where: {node: {degree: {gt: 0}}}PAGE) SELECTION }",
    "person(id: \"gulay\") { links(where: {status: {eq: ACTUAL}}, during: {from: \"2000-01-01\"}PAGE) SELECTION }",
];
/// What is asked of each, by its name in the response.
const PARTS: [(&str, &str); 6] = [
    ("totalCount", "totalCount"),
    ("edges", "edges { cursor node { id } }"),
    ("pageInfo", "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"),
    ("aggregate", "aggregate { count distinctNodes }"),
    ("one", "one: groups(orderBy: [{count: ASC}]) { totalCount nodes { count } }"),
    ("two", "two: groups { nodes { count members(first: 2) { nodes { id } } } }"),
];

/// The list of a document in which something is asked of it, and the visits of the request.
fn ask(of: &Snapshot, list: &str, page: &str, selection: &str) -> (Map<String, Value>, u64) {
    let list = list.replace("PAGE", page);
    let query = match list.contains("SELECTION") {
        true => format!("{{ {} }}", list.replace("SELECTION", &format!("{{ {selection} }}"))),
        false => format!("{{ {list} {{ {selection} }} }}"),
    };
    let request = Request { query: query.as_str().into(), explain: true, ..Request::default() };
    let answer: Value = serde_json::from_slice(&of.execute(&request).body).unwrap();
    assert_eq!(answer.get("errors"), None, "{query}: {answer}");
    let visits = answer["extensions"]["visits"].as_u64().unwrap();
    let mut found = answer["data"].as_object().unwrap().values().next().unwrap();
    if list.contains("SELECTION") {
        found = found.as_object().unwrap().values().next().unwrap();
    }
    (found.as_object().unwrap().clone(), visits)
}

/// The cursors of a list.
fn cursors(list: &str) -> Vec<String> {
    let (found, _) = ask(toy(), list, "", "edges { cursor }");
    let edges = found["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["cursor"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_that_is_read_once_answers_as_when_each_part_is_asked_alone() {
    for list in LISTS {
        let cursors = cursors(list);
        assert!(cursors.len() > 2, "{list}: {cursors:?}");
        let (first, last) = (&cursors[0], &cursors[cursors.len() - 1]);
        for page in [
            String::new(),
            ", first: 1".into(),
            ", last: 2".into(),
            format!(", first: 2, after: \"{first}\""),
            format!(", last: 1, before: \"{last}\""),
            format!(", first: 5, after: \"{first}\", before: \"{last}\""),
        ] {
            for start in 0..PARTS.len() {
                let parts = &PARTS[start..];
                let all: Vec<&str> = parts.iter().map(|(_, part)| *part).collect();
                let (together, _) = ask(toy(), list, &page, &all.join(" "));
                for (name, part) in parts {
                    let (alone, _) = ask(toy(), list, &page, part);
                    assert_eq!(together[*name], alone[*name], "{list} {page}: {part}");
                }
            }
        }
    }
}

/// 300 people, each of whom knows ten. With little memory nothing is kept, and the filter runs for
/// each part.
#[test]
fn the_filter_of_a_list_runs_once() {
    let schema = "
type Person @node(plural: \"people\") {
  number: Int
  knows: [Person!]! @relationship(type: \"KNOWS\", direction: OUT)
}
";
    let person = |at: usize| {
        let knows: Vec<String> = (1..=10).map(|step| format!("p{}", (at + step) % 300)).collect();
        format!("  p{at}: {{name: P{at}, number: {at}, knows: [{}]}}\n", knows.join(", "))
    };
    let facts = format!("Person:\n{}", (0..300).map(person).collect::<String>());
    let list = "people(where: {knows: {count: {where: {node: {number: {gt: 9}}}, gt: 9}}}PAGE)";
    let visits = |of: &Snapshot, selection: &str| ask(of, list, "", selection);
    let all = PARTS.map(|(_, part)| part).join(" ");
    let rich = small("readings", schema, &facts);
    let (found, once) = visits(&rich, "totalCount");
    // The last ten know some of the first ten, and so do the first nine.
    assert_eq!(found["totalCount"], 281);
    assert!(once > 300 * 10, "{once}");
    let (found, together) = visits(&rich, &all);
    assert_eq!(found["aggregate"]["count"], 281);
    // The page, one sum, two groups, and their members read what was kept.
    assert!((once..once + 6 * 300).contains(&together), "{once} {together}");
    let poor = Limits { list_bytes: 20_000, ..Limits::default() };
    let poor = small_within("readings-poor", schema, &facts, &poor);
    let (of_poor, visits) = visits(&poor, &all);
    assert_eq!(of_poor, found);
    assert!(visits > 5 * once, "{once} {visits}");
}
