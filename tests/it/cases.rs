//! Golden cases of what is said about wrong files: type definitions in `tests/cases/schema/`,
//! facts in `tests/cases/seed/`; at least one for each code.
//!
//! A case is a file `<code>.txt` or `<code>-<variant>.txt` in the form of [`Fixture`]. One of
//! facts that has no type definitions of its own takes `tests/cases/seed/toy.graphql`.
//! `UPDATE_EXPECT=1` writes what is said now; `CASE=name` runs one case.

use crate::fixture::Fixture;
use corridor::{
    diagnostics::{Code, Diagnostics, FileId, SourceMap, Style, to_text},
    ontology, seed,
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
fn facts() {
    run_folder("seed");
}

#[test]
fn every_code_of_facts_has_a_case() {
    // A file that cannot be read cannot stand in a case: it is tested beside its reader.
    let of_facts =
        |code: &&Code| **code > Code::OutdatedDirectives && **code != Code::UnreadableFile;
    every_code_has_a_case("seed", Code::ALL.iter().filter(of_facts));
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
        if path.starts_with("schema/") {
            schema.push(sources.add(path.as_str(), text.as_str()));
        }
    }
    let facts: Vec<_> =
        fixture.files.iter().filter(|(path, _)| path.starts_with("seed/")).collect();
    if schema.is_empty() && !facts.is_empty() {
        let text = fs::read_to_string("tests/cases/seed/toy.graphql").unwrap();
        schema.push(sources.add("schema/toy.graphql", text));
    }
    let ontology = ontology::parse(&sources, &schema, &mut problems);
    assert_eq!(ontology.is_none(), problems.has_errors());
    if let Some(ontology) = ontology {
        let texts = facts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let files = seed::add_files(texts, &mut sources, &mut problems);
        let facts = seed::load(&sources, &files, &ontology, &mut problems, &|_| ());
        assert_eq!(facts.is_none(), problems.has_errors(), "facts are there if no error is");
    }
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
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn case_name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}
