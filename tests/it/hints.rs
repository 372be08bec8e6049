//! What an error of a document that a newcomer writes says about what to write instead.
//!
//! `tests/cases/hints.txt` has documents, each with its variables (`  $ {...}`) if it has any and
//! with the message of every error (`  ! ...`). Most of them are what users of other GraphQL APIs
//! write. `UPDATE_EXPECT=1` writes what is said now.

use crate::support::{answer, toy};
use std::fs;

const CASES: &str = "tests/cases/hints.txt";

/// Writes what is said of each document in a text of cases; comments and blank lines stay.
fn said(cases: &str) -> String {
    let mut said = String::new();
    let mut lines = cases.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("  ! ") {
            continue;
        }
        said.push_str(&format!("{line}\n"));
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let variables = lines.next_if(|next| next.starts_with("  $ "));
        if let Some(variables) = variables {
            said.push_str(&format!("{variables}\n"));
        }
        let response = answer(toy(), line, variables.map(|it| it.trim_start_matches("  $ ")));
        let errors = response["errors"].as_array();
        let errors = errors.unwrap_or_else(|| panic!("{line} has no error: {response}"));
        for error in errors {
            said.push_str(&format!("  ! {}\n", error["message"].as_str().unwrap()));
        }
    }
    said
}

#[test]
fn an_error_says_what_to_write() {
    let expected = fs::read_to_string(CASES).unwrap();
    let said = said(&expected);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(CASES, said).unwrap();
        return;
    }
    for (at, (said, expected)) in said.lines().zip(expected.lines()).enumerate() {
        assert_eq!(said, expected, "line {} of {CASES}", at + 1);
    }
    assert_eq!(said.lines().count(), expected.lines().count(), "{CASES}");
}
