//! README.md, docs/ and the descriptions in schema/: examples are right, and nothing lacks words.
//!
//! A fenced block with a path behind its language (```` ```yaml seed/people.yaml ````) is a file;
//! the files of a page together are a data set, which must load without a problem. A block of
//! `graphql` without a path is a query. It runs on the shipped data set, or on the toy world
//! (```` ```graphql toy ````). A block `json variables` that follows holds its variables, and a
//! block of `json` behind that is its whole response. Without one the response has no errors.

use crate::support::{shipped, toy};
use corridor::{
    api::Request,
    diagnostics::{Diagnostics, Severity, SourceMap, Style, to_text},
    limits::Limits,
    ontology, seed,
    snapshot::Snapshot,
};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// A fenced block.
struct Block {
    line: usize,
    language: String,
    /// The word behind the language: a path, `toy` or `variables`.
    label: Option<String>,
    text: String,
}

impl Block {
    fn path(&self) -> Option<&str> {
        self.label.as_deref().filter(|label| label.contains('/'))
    }
}

#[test]
fn examples_are_right() {
    let mut failures = Vec::new();
    let mut blocks_seen = 0;
    let mut pages = guides();
    pages.push("README.md".into());
    for page in pages {
        let blocks = blocks(&fs::read_to_string(&page).unwrap());
        let page = page.display();
        blocks_seen += blocks.len();
        failures.extend(data_set(&blocks).map(|problems| format!("{page}:\n{problems}")));
        for (at, block) in blocks.iter().enumerate() {
            let data = match (block.language.as_str(), block.label.as_deref()) {
                ("graphql", None) => shipped(),
                ("graphql", Some("toy")) => toy(),
                _ => continue,
            };
            let problem = wrong(data, block, &blocks[at + 1..]);
            let place = format!("{page}:{}", block.line);
            failures.extend(problem.map(|problem| format!("{place}: {problem}")));
        }
    }
    assert!(blocks_seen > 60, "only {blocks_seen} examples were found");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn the_mistake_in_the_readme_is_reported_as_it_says() {
    let mut blocks = blocks(&fs::read_to_string("README.md").unwrap());
    let shown = blocks.iter().find(|block| block.language == "text").unwrap().text.clone();
    for block in &mut blocks {
        block.text = block.text.replace("to: port-director", "to: port-directer");
    }
    let problems = data_set(&blocks).expect("the mistake is found");
    assert!(problems.contains(shown.trim()), "{shown}\nis shown, and this is reported\n{problems}");
}

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

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (line, number) in page.lines().zip(1..) {
        if let Some(info) = line.strip_prefix("```") {
            open = !open;
            if open {
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                let label = words.next();
                blocks.push(Block { line: number, language, label, text: String::new() });
            }
        } else if let (true, Some(block)) = (open, blocks.last_mut()) {
            block.text += line;
            block.text.push('\n');
        }
    }
    blocks
}

/// What is wrong with the data set of a page.
fn data_set(blocks: &[Block]) -> Option<String> {
    let files: Vec<(&str, &str)> =
        blocks.iter().filter_map(|it| Some((it.path()?, it.text.as_str()))).collect();
    if files.is_empty() {
        return None;
    }
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let under = |folder: &'static str| {
        files.iter().copied().filter(move |(path, _)| path.starts_with(folder))
    };
    let schema: Vec<_> = under("schema/").map(|(path, text)| sources.add(path, text)).collect();
    if let Some(ontology) = ontology::parse(&sources, &schema, &mut problems) {
        let files = seed::add_files(under("seed/"), &mut sources, &mut problems);
        seed::load(&sources, &files, &ontology, &mut problems, &|_| ());
    }
    let text = to_text(&problems.at_least(Severity::Warning), &sources, Style::Plain);
    (!text.is_empty()).then_some(text)
}

/// What is wrong with a query or with the response that the blocks behind it show.
fn wrong(data: &Snapshot, query: &Block, behind: &[Block]) -> Option<String> {
    let (variables, behind) = match behind {
        [first, rest @ ..] if first.label.as_deref() == Some("variables") => (Some(first), rest),
        all => (None, all),
    };
    let reply = data.execute(&Request {
        query: query.text.as_str().into(),
        variables: variables.map(|it| it.text.as_str()),
        ..Request::default()
    });
    let response: Value = serde_json::from_slice(&reply.body).unwrap();
    let Some(answer) = behind.first().filter(|it| it.language == "json") else {
        let errors = response.get("errors").is_some();
        return errors.then(|| format!("the query has errors: {response:#}"));
    };
    let shown: Value = match serde_json::from_str(&answer.text) {
        Ok(shown) => shown,
        Err(error) => return Some(format!("the answer is not JSON: {error}")),
    };
    // As texts, so that the order of keys counts.
    let (response, shown) = (format!("{response:#}"), format!("{shown:#}"));
    (response != shown).then(|| format!("the answer is\n{response}"))
}
