//! Golden cases of what is said about wrong files: `tests/cases/schema/`, one for each code.
//!
//! A case is a file `<code>.txt` or `<code>-<variant>.txt` in the form of [`Fixture`].
//! `UPDATE_EXPECT=1` writes what is said now; `CASE=name` runs one case.

use crate::fixture::Fixture;
use corridor::{
    diagnostics::{Code, Diagnostics, FileId, SourceMap, Style, to_text},
    ontology,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn schema() {
    run_folder("schema");
}

#[test]
fn every_schema_code_has_a_case() {
    let of_schema = |code: &&Code| (Code::SchemaSyntax..=Code::OutdatedDirectives).contains(*code);
    every_code_has_a_case("schema", Code::ALL.iter().filter(of_schema));
}

/// What is said about the files of a case: those under `schema/` are the definitions.
fn diagnose(fixture: &Fixture) -> String {
    let mut sources = SourceMap::new();
    let mut problems = Diagnostics::new();
    let mut schema: Vec<FileId> = Vec::new();
    for (path, text) in &fixture.files {
        let file = sources.add(path.as_str(), text.as_str());
        if path.starts_with("schema/") {
            schema.push(file);
        }
    }
    let ontology = ontology::parse(&sources, &schema, &mut problems);
    assert_eq!(ontology.is_none(), problems.has_errors());
    to_text(&problems, &sources, Style::Plain)
}

fn run_folder(folder: &str) {
    let only = std::env::var("CASE").ok();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut failures = Vec::new();
    for path in cases(folder) {
        let name = case_name(&path);
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let fixture = Fixture::parse(&fs::read_to_string(&path).unwrap());
        let actual = diagnose(&fixture);
        if actual != fixture.expected {
            if update || fixture.expected.is_empty() {
                fs::write(&path, fixture.with_expected(&actual)).unwrap();
            }
            if !update {
                failures.push(format!(
                    "{name}\n--- expected\n{}--- actual\n{actual}",
                    fixture.expected
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{} cases differ\n\n{}", failures.len(), failures.join("\n"));
}

fn every_code_has_a_case<'a>(folder: &str, codes: impl Iterator<Item = &'a Code>) {
    let cases: Vec<_> = cases(folder)
        .iter()
        .map(|path| (case_name(path), Fixture::parse(&fs::read_to_string(path).unwrap())))
        .collect();
    let is_shown = |code: &Code| {
        let word = code.as_str();
        cases.iter().any(|(name, fixture)| {
            (name == word || name.starts_with(&format!("{word}-")))
                && fixture.expected.contains(&format!("[{word}]"))
        })
    };
    let missing: Vec<_> = codes.filter(|code| !is_shown(code)).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no case in tests/cases/{folder} for {missing:?}");
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn case_name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}
