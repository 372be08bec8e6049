//! Tests of the form in which problems are printed, and that no span makes it fail.

use super::{Style, to_json, to_text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceMap, Span};
use expect_test::{Expect, expect};
use proptest::prelude::*;

/// Shows a problem at the first place of `wanted` in a text.
fn check(text: &str, wanted: &str, expected: Expect) {
    let start = text.find(wanted).unwrap();
    check_range(text, start, start + wanted.len(), expected);
}

#[expect(clippy::needless_pass_by_value, reason = "`expect![]` reads best as it is")]
fn check_range(text: &str, start: usize, end: usize, expected: Expect) {
    let (sources, problems) = problem(text, start, end);
    expected.assert_eq(&to_text(&problems, &sources, Style::Plain));
}

fn problem(text: &str, start: usize, end: usize) -> (SourceMap, Diagnostics) {
    let mut sources = SourceMap::new();
    let file = sources.add("seed/a.yaml", text);
    let mut problems = Diagnostics::new();
    problems.push(Diagnostic::new(Code::UnknownId, Span::new(file, start, end), "no such thing"));
    (sources, problems)
}

#[test]
fn the_place_the_line_and_the_marks() {
    check(
        "first\nsecond line\nthird\n",
        "line",
        expect![[r#"
            seed/a.yaml:2:8: error[unknown-id]: no such thing
              |
            2 | second line
              |        ^^^^
        "#]],
    );
}

#[test]
fn labels_help_and_a_warning() {
    let mut sources = SourceMap::new();
    let file = sources.add("seed/a.yaml", "a: 1\n".repeat(100));
    let other = sources.add("seed/b.yaml", "b: 2\n");
    let mut problems = Diagnostics::new();
    problems.push(
        Diagnostic::new(Code::DuplicateLink, Span::new(file, 495, 496), "the same link twice")
            .label(Span::new(other, 0, 4), "first here")
            .help("leave one out"),
    );
    problems.push(Diagnostic::without_place(Code::EmptySchema, "nothing at all"));
    expect![[r#"
        seed/a.yaml:100:1: warning[duplicate-link]: the same link twice
            |
        100 | a: 1
            | ^
          seed/b.yaml:1:1: first here
          |
        1 | b: 2
          | ----
          help: leave one out
        error[empty-schema]: nothing at all
    "#]]
    .assert_eq(&to_text(&problems, &sources, Style::Plain));
}

#[test]
fn colors_are_escape_codes_around_the_same_text() {
    let (sources, problems) = problem("a: b\n", 3, 4);
    let colored = to_text(&problems, &sources, Style::Color);
    assert_eq!(
        colored,
        "seed/a.yaml:1:4: \u{1b}[1;31merror[unknown-id]\u{1b}[0m: no such thing\n  \
         |\n1 | a: b\n  |    \u{1b}[1;31m^\u{1b}[0m\n"
    );
    let bare = colored.replace("\u{1b}[1;31m", "").replace("\u{1b}[0m", "");
    assert_eq!(bare, to_text(&problems, &sources, Style::Plain));
}

#[test]
fn json_has_both_ends_of_every_place() {
    let mut sources = SourceMap::new();
    let file = sources.add("seed/a.yaml", "käse\nzwei\n");
    let mut problems = Diagnostics::new();
    problems.push(
        Diagnostic::new(Code::SelfLink, Span::new(file, 1, 8), "a \"link\"")
            .label(Span::new(file, 6, 6), "there")
            .help("do something"),
    );
    problems.push(Diagnostic::without_place(Code::EmptySchema, "nothing"));
    let json: serde_json::Value = serde_json::from_str(&to_json(&problems, &sources)).unwrap();
    expect![[r#"
        [
          {
            "code": "self-link",
            "severity": "warning",
            "message": "a \"link\"",
            "location": {
              "file": "seed/a.yaml",
              "line": 1,
              "column": 2,
              "endLine": 2,
              "endColumn": 3
            },
            "related": [
              {
                "message": "there",
                "location": {
                  "file": "seed/a.yaml",
                  "line": 2,
                  "column": 1,
                  "endLine": 2,
                  "endColumn": 1
                }
              }
            ],
            "help": "do something"
          },
          {
            "code": "empty-schema",
            "severity": "error",
            "message": "nothing",
            "location": null
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn windows_line_ends_are_not_shown() {
    check(
        "first\r\nsecond\r\n",
        "second",
        expect![[r#"
        seed/a.yaml:2:1: error[unknown-id]: no such thing
          |
        2 | second
          | ^^^^^^
    "#]],
    );
    check(
        "first\r\nsecond\r\n",
        "\r\nsecond",
        expect![[r#"
        seed/a.yaml:1:6: error[unknown-id]: no such thing
          |
        1 | first
          |      ^
    "#]],
    );
}

#[test]
fn a_tab_counts_as_one_column_and_shows_as_four() {
    check(
        "\ta\tb: c\n",
        "b",
        expect![[r#"
        seed/a.yaml:1:4: error[unknown-id]: no such thing
          |
        1 |     a    b: c
          |          ^
    "#]],
    );
    check(
        "\ta\tb: c\n",
        "a\tb",
        expect![[r#"
        seed/a.yaml:1:2: error[unknown-id]: no such thing
          |
        1 |     a    b: c
          |     ^^^^^^
    "#]],
    );
}

#[test]
fn columns_count_characters() {
    check(
        "имя: Төрөбаев Садыр\n",
        "Садыр",
        expect![[r#"
        seed/a.yaml:1:15: error[unknown-id]: no such thing
          |
        1 | имя: Төрөбаев Садыр
          |               ^^^^^
    "#]],
    );
}

#[test]
fn a_span_over_lines_is_marked_to_the_end_of_the_first() {
    check(
        "a: [one,\n    two]\n",
        "[one,\n    two]",
        expect![[r#"
        seed/a.yaml:1:4: error[unknown-id]: no such thing
          |
        1 | a: [one,
          |    ^^^^^
    "#]],
    );
}

#[test]
fn the_end_of_a_file_is_a_place() {
    check_range(
        "a: 1\n",
        5,
        5,
        expect![[r#"
            seed/a.yaml:2:1: error[unknown-id]: no such thing
              |
            2 |
              | ^
        "#]],
    );
    check_range(
        "a: 1",
        4,
        4,
        expect![[r#"
        seed/a.yaml:1:5: error[unknown-id]: no such thing
          |
        1 | a: 1
          |     ^
    "#]],
    );
    check_range(
        "",
        0,
        0,
        expect![[r#"
            seed/a.yaml:1:1: error[unknown-id]: no such thing
              |
            1 |
              | ^
        "#]],
    );
    check_range(
        "a: 1\n",
        900,
        901,
        expect![[r#"
            seed/a.yaml:2:1: error[unknown-id]: no such thing
              |
            2 |
              | ^
        "#]],
    );
}

#[test]
fn a_span_inside_a_character_stands_at_the_character() {
    check_range(
        "ж: 1\n",
        1,
        2,
        expect![[r#"
        seed/a.yaml:1:1: error[unknown-id]: no such thing
          |
        1 | ж: 1
          | ^
    "#]],
    );
}

#[test]
fn of_a_long_line_the_part_around_the_place_is_shown() {
    let text = format!("{}here{}\n", "x".repeat(500), "y".repeat(500));
    check(
        &text,
        "here",
        expect![[r#"
        seed/a.yaml:1:501: error[unknown-id]: no such thing
          |
        1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxhereyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
          |                                                              ^^^^
    "#]],
    );
    check(
        &text,
        &text[..1000],
        expect![[r#"
        seed/a.yaml:1:1: error[unknown-id]: no such thing
          |
        1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    "#]],
    );
}

#[test]
fn data_does_not_steer_the_terminal() {
    let mut sources = SourceMap::new();
    let file = sources.add("seed/a\nb.yaml", "a\u{1b}[2Jb\u{202e}c: 1\n");
    let mut problems = Diagnostics::new();
    let message = "no \"x\ny\u{1b}[31m\"";
    problems.push(Diagnostic::new(Code::UnknownId, Span::new(file, 5, 6), message));
    expect![[r#"
        seed/a\nb.yaml:1:6: error[unknown-id]: no "x\ny\u{1b}[31m"
          |
        1 | a�[2Jb�c: 1
          |      ^
    "#]]
    .assert_eq(&to_text(&problems, &sources, Style::Plain));
}

proptest! {
    #[test]
    fn every_span_can_be_shown(text in "[a\u{436}\u{1f600}\t\r\n\u{301}]{0,40}", start in 0usize..200, end in 0usize..200) {
        let (sources, problems) = problem(&text, start, end);
        let shown = to_text(&problems, &sources, Style::Plain);
        prop_assert_eq!(shown.lines().count(), 4);
        let json = to_json(&problems, &sources);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}
