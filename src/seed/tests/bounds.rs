//! Large inputs: what is cut into parts, what has a bound.

use super::{facts_of, load_files, problems_of, toy};
use std::fmt::Write;

/// People and the posts that they hold, as lines of JSON and as rows of two tables.
fn large() -> (String, String, String) {
    let (mut json, mut people, mut links) = (String::new(), String::new(), String::new());
    people += "id,name,summary\n";
    links += "from,to,note\n";
    let text = "a long text, with a \"quote\" and\ta tab ".repeat(20);
    for at in 0..2_000 {
        let quoted = serde_json::to_string(&text).unwrap();
        let _ = writeln!(
            json,
            r#"{{"kind": "Person", "id": "p{at}", "name": "P", "summary": {quoted}}}
{{"relation": "HOLDS_POST", "from": "p{at}", "to": "chair", "note": {quoted}}}"#
        );
        let cell = text.replace('"', "\"\"");
        let _ = writeln!(people, "p{at},P,\"{cell}\"");
        let _ = writeln!(links, "p{at},chair,\"{cell}\"");
    }
    (json, people, links)
}

#[test]
fn large_files_are_cut_between_records() {
    let (json, people, links) = large();
    assert!(people.len() > 1 << 20 && links.len() > 1 << 20, "several parts each");
    let rest = ("rest.yaml", "Post: {chair: {name: C, body: oil}}\nOrganization: {oil: {name: O}}");
    let from_json = facts_of(&[("a.jsonl", &json), rest]);
    let from_csv = facts_of(&[("Person.csv", &people), ("HOLDS_POST.csv", &links), rest]);
    assert_eq!(from_json.matches("HOLDS").count(), from_csv.matches("HOLDS").count());
    assert!(from_json == from_csv);
}

#[test]
fn text_has_a_bound() {
    let file = |bytes: usize| {
        let text = "x".repeat(bytes);
        format!("{{\"kind\": \"Person\", \"id\": \"a\", \"name\": \"A\", \"summary\": \"{text}\"}}")
    };
    assert_eq!(problems_of(&[("a.jsonl", &file(1 << 20))]), "");
    let problems = problems_of(&[("a.jsonl", &file((1 << 20) + 1))]);
    assert!(problems.contains("the text has 1048577 bytes, and at most 1048576 are allowed"));
}

#[test]
fn guesses_at_ids_have_a_bound() {
    let mut text = String::new();
    for at in 0..3_000 {
        let _ = writeln!(text, r#"{{"kind": "Person", "id": "person-{at}", "name": "P"}}"#);
    }
    for at in 0..1_000 {
        let _ = writeln!(
            text,
            r#"{{"relation": "HOLDS_POST", "from": "person-{at}", "to": "persn-1"}}"#
        );
    }
    let (facts, problems) = load_files(&[("a.jsonl", &text)], &toy::ontology());
    assert!(facts.is_none());
    assert_eq!(problems.matches("no entity \"persn-1\"").count(), 1_000);
    assert_eq!(problems.matches("did you mean \"person-1\"?").count(), 2_000_000 / 3_000);
}
