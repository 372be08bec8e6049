//! The examples in README.md and docs/.
//!
//! A fenced block with a path behind its language (```` ```yaml seed/people.yaml ````) is a file;
//! the files of a page together are a data set, which must load without a problem. A block of
//! `graphql` without a path is a query. The word behind it says where it runs: on the toy world
//! (```` ```graphql toy ````), on the data set of its page (`here`), or, as without a word, on the
//! shipped data set; `cost=100` is a limit that holds for it there, and `explain` asks for its plan
//! too. A block `json variables` that
//! follows holds its variables, and a block of `json` behind that is its whole response. Without
//! one the response has no errors.

use super::guides;
use crate::support::{load, load_files, shipped, toy};
use corridor::{
    api::Request,
    diagnostics::{Diagnostics, Severity, SourceMap, Style, to_text},
    limits::Limits,
    ontology, seed,
    snapshot::Snapshot,
};
use serde_json::Value;
use std::{cell::LazyCell, fs};

/// A fenced block.
struct Block {
    line: usize,
    language: String,
    /// The word behind the language: a path, or where the example runs.
    label: Option<String>,
    text: String,
}

impl Block {
    fn path(&self) -> Option<&str> {
        self.label.as_deref().filter(|label| label.contains('/'))
    }

    fn is_query(&self) -> bool {
        self.language == "graphql" && self.path().is_none()
    }

    /// The limits that hold for a query which names one: `cost=100`.
    fn limits(&self) -> Option<Limits> {
        let (name, value) = self.label.as_deref()?.split_once('=')?;
        let mut limits = Limits::default();
        assert!(limits.set(name, value.parse().unwrap()), "there is no limit {name}");
        Some(limits)
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
        let here = LazyCell::new(|| load_files("page", &files(&blocks), &Limits::default()));
        for (at, block) in blocks.iter().enumerate().filter(|(_, it)| it.is_query()) {
            let limited = block.limits().map(|limits| load(".", &limits));
            let data = match (block.label.as_deref(), &limited) {
                (None | Some("explain"), _) => shipped(),
                (Some(_), Some(limited)) => limited,
                (Some("toy"), None) => toy(),
                (Some("here"), None) => &here,
                (Some(label), None) => panic!("{page}:{}: no data is called {label}", block.line),
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

/// The path and the text of each file that a page shows.
fn files(blocks: &[Block]) -> Vec<(&str, &str)> {
    blocks.iter().filter_map(|it| Some((it.path()?, it.text.as_str()))).collect()
}

/// What is wrong with the data set of a page.
fn data_set(blocks: &[Block]) -> Option<String> {
    let files = files(blocks);
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
        explain: query.label.as_deref() == Some("explain"),
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
