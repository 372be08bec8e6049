//! Golden cases: files in one text, and the problems that they have.
//!
//! A case is a file of `tests/cases/`. Lines before the first marker say what it shows; a
//! line `//- seed/people.yaml` begins a file; what stands under `//- expected` is compared.
//! Files under `schema/` are type definitions, and a case without any uses those of its
//! folder. `UPDATE_EXPECT=1` rewrites the expectations, `CASE=name` runs one.

use corridor::{
    diagnostics::{Code, Diagnostics, SourceMap, Style, to_text},
    ontology, seed,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const EXPECTED: &str = "expected";

/// A case: files by name, in order.
struct Case {
    intro: String,
    files: Vec<(String, String)>,
}

impl Case {
    fn parse(text: &str) -> Self {
        let mut case = Self { intro: String::new(), files: Vec::new() };
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix("//- "), case.files.last_mut()) {
                (Some(name), _) => case.files.push((name.trim().to_owned(), String::new())),
                (None, Some((_, content))) => content.push_str(line),
                (None, None) => case.intro.push_str(line),
            }
        }
        case
    }

    fn file(&self, name: &str) -> &str {
        self.files.iter().find(|(found, _)| found == name).map_or("", |(_, text)| text)
    }

    fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let files = self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        files.filter(move |(name, _)| name.starts_with(folder))
    }

    /// The text of the case with another expectation.
    fn with_expected(&self, expected: &str) -> String {
        let mut text = self.intro.clone();
        for (name, content) in self.files.iter().filter(|(name, _)| name != EXPECTED) {
            text += &format!("//- {name}\n{content}");
        }
        text + &format!("//- {EXPECTED}\n{expected}")
    }
}

/// The problems of facts, with the given definitions where the case has none.
fn check_seed(case: &Case, definitions: &str) -> String {
    let mut sources = SourceMap::new();
    let mut problems = Diagnostics::new();
    let mut schema: Vec<_> =
        case.under("schema/").map(|(name, text)| sources.add(name, text)).collect();
    if schema.is_empty() {
        schema.push(sources.add("schema/toy.graphql", definitions));
    }
    let ontology = ontology::parse(&sources, &schema, &mut problems);
    if let Some(ontology) = ontology {
        let files = seed::add_files(case.under("seed/"), &mut sources, &mut problems);
        let facts = seed::load(&sources, &files, &ontology, &mut problems, &|_| ());
        assert_eq!(facts.is_none(), problems.has_errors(), "facts are there if no error is");
    }
    to_text(&problems, &sources, Style::Plain)
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

#[test]
fn seed_files_have_the_problems_they_should() {
    let folder = folder("seed");
    let definitions = fs::read_to_string(folder.join("toy.graphql")).unwrap();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let only = std::env::var("CASE").ok();
    let mut failed = Vec::new();
    for path in cases(&folder) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let case = Case::parse(&fs::read_to_string(&path).unwrap());
        let actual = check_seed(&case, &definitions);
        if actual == case.file(EXPECTED) {
            continue;
        }
        if update {
            fs::write(&path, case.with_expected(&actual)).unwrap();
        }
        failed.push(format!("== {name}: expected\n{}\n== actual\n{actual}", case.file(EXPECTED)));
    }
    assert!(update || failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_problem_of_facts_has_a_case() {
    let mut expected = String::new();
    for path in cases(&folder("seed")) {
        expected += Case::parse(&fs::read_to_string(path).unwrap()).file(EXPECTED);
    }
    // The codes of facts are the last of the list.
    let first = Code::ALL.iter().position(|&code| code == Code::YamlSyntax).unwrap();
    let missing: Vec<_> = Code::ALL[first..]
        .iter()
        .map(|code| code.as_str())
        .filter(|code| !expected.contains(&format!("[{code}]")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}
