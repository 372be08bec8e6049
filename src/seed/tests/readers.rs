//! The readers one by one: places, odd bytes, bounds.

use super::problems_of;
use crate::{
    diagnostics::{Diagnostics, SourceMap, Style, to_text},
    seed::{
        Problems,
        read::Chunk,
        tree::{Shape, View},
    },
};
use expect_test::expect;
use proptest::prelude::*;

/// All texts of all records with the bytes of their places, and the problems.
fn places(name: &str, text: &str) -> String {
    let mut sources = SourceMap::new();
    let file = sources.add(name, text);
    let mut out = String::new();
    let mut diagnostics = Diagnostics::new();
    for part in Chunk::of(file, sources.file(file)) {
        let mut problems = Problems::default();
        let batch = part.read(&mut problems);
        for record in &batch.records {
            show(&mut out, text, batch.view(record.fields));
            out.push('\n');
        }
        diagnostics.append(problems.into_diagnostics());
    }
    out + &to_text(&diagnostics, &sources, Style::Plain)
}

/// `text=place` where they differ.
fn show(out: &mut String, source: &str, view: View<'_>) {
    match view.shape() {
        Shape::Absent => out.push('∅'),
        Shape::Text => {
            let (text, span) = (view.text().unwrap(), view.span());
            let place = source.get(span.start as usize..span.end as usize).unwrap();
            out.push_str(text);
            if text != place {
                out.push_str(&format!("={place}"));
            }
        }
        Shape::List => {
            out.push('[');
            for item in view.items() {
                show(out, source, item);
                out.push(' ');
            }
            out.push(']');
        }
        Shape::Map => {
            out.push('{');
            for (key, value) in view.pairs() {
                show(out, source, key);
                out.push(':');
                show(out, source, value);
                out.push(' ');
            }
            out.push('}');
        }
    }
}

#[test]
fn yaml_keeps_places() {
    let text = "# жа\nA:\r\n  b: {ж: é 'x', q: 'it''s', d: \"\\t\", n: ~}\n  c:\n    long: |\n      one\n      two\n    list:\n    - x # y\n    - \"z\"\n---\nA: {d: {k: null, l: no}}\n";
    expect![[r#"
        {ж:é 'x' q:it's='it''s' d:	="\t" n:∅ }
        {long:one
        two
        =one
              two list:[x z="z" ] }
        {k:∅ l:no }
    "#]]
    .assert_eq(&places("a.yaml", text));
}

#[test]
fn json_keeps_places() {
    let text = "\u{feff}{\"kind\": \"A\", \"id\": \"b\", \"t\": [1e5, true, null, \"\\u00e9\\ud83d\\ude00\\\\\"], \"м\": {\"\": -0}}\r\n\n{\"kind\":1,\"id\":2}";
    expect![[r#"
        {kind="kind":A="A" id="id":b="b" t="t":[1e5 true ∅ é😀\="\u00e9\ud83d\ude00\\" ] м="м":{="":-0 } }
        {kind="kind":1 id="id":2 }
    "#]]
    .assert_eq(&places("a.jsonl", text));
}

#[test]
fn csv_keeps_places() {
    let text = "id,a.b,c,\"a.d\"\r\n1,x y,\"p,\"\"q\"\"\n\",\r\n2,,,\"z\"\n";
    expect![[r#"
        {id:1 a:{b:x y } c:p,"q"
        ="p,""q""
        " }
        {id:2 a:{d:z="z" } }
    "#]]
    .assert_eq(&places("A.csv", text));
}

#[test]
fn broken_lines_do_not_hide_the_next() {
    let lines = [
        "{\"kind\": \"Person\", \"id\": \"a\", \"name\": \"A\"} x",
        "[]",
        "{\"kind\": \"Person\" \"id\": 1}",
        "{\"kind\": tru}",
        "{\"a\": \"\\x\"}",
        "{\"a\": \"\\ud800\"}",
        "{\"a\": 01}",
        "{\"a\": \"b",
        "{\"id\": \"a\"}",
        "{\"relation\": \"HOLDS_POST\"}",
    ];
    expect![[r#"
        a.jsonl:1:44: error[json-syntax]: a line holds one record, and this one goes on
          |
        1 | {"kind": "Person", "id": "a", "name": "A"} x
          |                                            ^
        a.jsonl:2:1: error[wrong-shape]: a line holds one record: {"kind": ..., "id": ...}
          |
        2 | []
          | ^^
        a.jsonl:3:19: error[json-syntax]: a text where "," or "}" should stand
          |
        3 | {"kind": "Person" "id": 1}
          |                   ^
        a.jsonl:4:10: error[json-syntax]: "t" where a value should stand
          |
        4 | {"kind": tru}
          |          ^
        a.jsonl:5:8: error[json-syntax]: no such escape; write \\ for a backslash
          |
        5 | {"a": "\x"}
          |        ^
        a.jsonl:6:8: error[json-syntax]: this escape is not a character
          |
        6 | {"a": "\ud800"}
          |        ^
        a.jsonl:7:7: error[json-syntax]: this is not a JSON number; put text in quotes
          |
        7 | {"a": 01}
          |       ^
        a.jsonl:8:7: error[json-syntax]: the text has no closing quote on this line
          |
        8 | {"a": "b
          |       ^
        a.jsonl:9:1: error[missing-value]: the record has neither "kind" nor "relation"
          |
        9 | {"id": "a"}
          | ^^^^^^^^^^^
        a.jsonl:10:1: error[missing-value]: the link has neither "from" nor "to"
           |
        10 | {"relation": "HOLDS_POST"}
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]]
    .assert_eq(&problems_of(&[("a.jsonl", &lines.join("\n"))]));
}

#[test]
fn nesting_has_a_bound() {
    let json = |depth: usize| {
        let value = "[".repeat(depth) + &"]".repeat(depth);
        format!("{{\"kind\":\"Organization\",\"id\":\"a\",\"name\":\"A\",\"extra\":{value}}}")
    };
    assert_eq!(problems_of(&[("a.jsonl", &json(63))]), "");
    assert!(problems_of(&[("a.jsonl", &json(65))]).contains("more than 64 levels of nesting"));
    let yaml = |depth: usize| {
        let value = "[".repeat(depth) + &"]".repeat(depth);
        format!("Organization: {{a: {{name: A, extra: {value}}}}}")
    };
    assert_eq!(problems_of(&[("a.yaml", &yaml(61))]), "");
    assert!(problems_of(&[("a.yaml", &yaml(62))]).contains("more than 64 levels of nesting"));
    let deep = "[".repeat(100_000);
    assert!(problems_of(&[("a.yaml", &deep)]).contains("yaml-syntax"));
    assert!(problems_of(&[("a.jsonl", &deep)]).contains("json-syntax"));
    let block: String = (0..200).map(|depth| " ".repeat(depth) + "a:\n").collect();
    assert!(problems_of(&[("a.yaml", &block)]).contains("more than 64 levels of nesting"));
}

#[test]
fn aliases_have_a_bound() {
    let mut text =
        String::from("Organization:\n  a:\n    name: A\n    extra:\n      - &l0 [x, x, x]\n");
    for level in 1..=12 {
        let alias = format!("*l{}, ", level - 1).repeat(4);
        text += &format!("      - &l{level} [{alias}]\n");
    }
    assert!(problems_of(&[("a.yaml", &text)]).contains("repeat more than 100000 values"));
    let few: String = text.lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(problems_of(&[("a.yaml", &few)]), "");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn readers_survive_any_text(text in any::<String>()) {
        for name in ["a.yaml", "a.jsonl", "Person.csv"] {
            let _ = problems_of(&[(name, &text)]);
            let _ = places(name, &text);
        }
    }

    /// Text of the pieces that the formats are made of comes further than any text.
    #[test]
    fn readers_survive_their_own_pieces(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "Person", "Organization", "id", "name", "posts", "extra", "sources", "from", "to",
                "relation", "kind", "HOLDS_POST", "claims", "value", "{", "}", "[", "]", ":", ": ",
                ",", ", ", "\"", "'", "\\", "\n", "\n  ", "\n    ", "\r\n", "\t", "- ", "? ", "|",
                ">", "&a ", "*a", "<<", "!", "#", " #", "%", "---", "...", "~", "null", "é", "ж",
                "\u{feff}", "\u{2028}", "\0", "1", "-", ".", "e", "\\u00", "2019", ";",
            ]),
            0..60,
        ),
    ) {
        let text = pieces.concat();
        for name in ["a.yaml", "a.jsonl", "Person.csv", "HOLDS_POST.csv"] {
            let _ = problems_of(&[(name, &text)]);
            let _ = places(name, &text);
        }
    }
}
