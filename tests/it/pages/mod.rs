//! README.md, docs/ and the descriptions in schema/: examples are right, and nothing lacks words.

mod examples;

use corridor::limits::Limits;
use std::{collections::BTreeSet, fs, path::PathBuf};

#[test]
fn figures_in_the_readme_are_those_of_the_benchmark() {
    let [readme, benchmark] =
        ["README.md", "benches/README.md"].map(|page| fs::read_to_string(page).unwrap());
    let section = readme.split("## How it compares").nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let numbers: Vec<&str> = section
        .split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map(|number| number.trim_end_matches(['.', ',']))
        .filter(|number| number.len() > 2)
        .collect();
    let missing: Vec<&&str> = numbers
        .iter()
        .filter(|number| {
            !benchmark.contains(**number) && !benchmark.contains(&number.replace(',', ""))
        })
        .collect();
    assert!(numbers.len() > 10, "{numbers:?}");
    assert!(missing.is_empty(), "benches/README.md does not have {missing:?}");
}

#[test]
fn each_document_is_listed_with_its_question() {
    let page = fs::read_to_string("docs/data-set.md").unwrap();
    let files = fs::read_dir("queries").unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
    let is_listed = |name: &String| page.contains(&format!("](../queries/{name}) | "));
    let missing: Vec<_> = names.iter().filter(|name| !is_listed(name)).collect();
    assert!(names.len() > 40, "only {} documents were found", names.len());
    assert!(missing.is_empty(), "docs/data-set.md does not list {missing:?}");
}

#[test]
fn each_limit_is_explained_in_a_guide() {
    let guides = guides().into_iter().filter(|page| !page.ends_with("limits.md"));
    let text: String = guides.map(|page| fs::read_to_string(page).unwrap()).collect();
    // No client meets these in an error.
    let unseen =
        ["default_page_size", "concurrent_requests", "plan_cache_bytes", "match_candidates"];
    let names = Limits::TABLE.iter().map(|limit| limit.name);
    let missing: Vec<&str> = names
        .filter(|name| !unseen.contains(name) && !text.contains(&format!("`{name}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "no guide says what to do about {missing:?}; write it into the table under \"Limits\" in \
         docs/queries.md, or into the guide of the feature"
    );
}

/// The lines of the fields that the interfaces in `schema/` declare, up to their directives. Types
/// that have them take over their descriptions.
fn fields_of_interfaces(files: &[(PathBuf, String)]) -> BTreeSet<&str> {
    let mut fields = BTreeSet::new();
    for (_, text) in files {
        let interfaces = text.split("\ninterface ").skip(1);
        let bodies = interfaces.filter_map(|it| it.split("\n}").next());
        let lines = bodies.flat_map(|body| body.lines().skip(1)).map(str::trim);
        fields.extend(lines.map(without_directives));
    }
    fields
}

fn without_directives(line: &str) -> &str {
    line.split(" @").next().unwrap_or_default()
}

#[test]
fn each_definition_that_is_shipped_is_described_in_a_sentence() {
    let mut failures = Vec::new();
    let mut definitions = 0;
    let files = fs::read_dir("schema").unwrap().map(|entry| entry.unwrap().path());
    // The generated file with the directives has its own style.
    let files = files.filter(|file| !file.ends_with("corridor.graphql"));
    let files: Vec<_> =
        files.map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect();
    let inherited = fields_of_interfaces(&files);
    for (file, text) in &files {
        let mut before = "";
        for (line, number) in text.lines().map(str::trim).zip(1..) {
            let is_definition = line.starts_with(|c: char| c.is_ascii_alphabetic());
            definitions += usize::from(is_definition);
            let place = format!("{}:{number}: {line}", file.display());
            let is_inherited = inherited.contains(without_directives(line));
            if is_definition && !is_inherited && !before.starts_with('"') {
                failures.push(format!("{place}: no description"));
            }
            let description = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
            if description.is_some_and(|text| !is_sentence(text)) {
                failures.push(format!("{place}: not a sentence"));
            }
            before = line;
        }
    }
    assert!(definitions > 300, "only {definitions} definitions were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Returns whether a text has a capital, a full stop, and a subject: `What a figure measures.`
/// has none.
fn is_sentence(text: &str) -> bool {
    let fragments = ["What ", "Whether ", "How ", "Which ", "Where ", "When ", "Who "];
    text.starts_with(|c: char| c.is_uppercase())
        && text.ends_with('.')
        && !fragments.iter().any(|start| text.starts_with(start))
}

/// The pages in `docs/`, in order.
fn guides() -> Vec<PathBuf> {
    let files = fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    let mut guides: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|it| it == "md")).collect();
    guides.sort();
    guides
}
