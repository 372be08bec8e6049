//! The examples in README.md and docs/ are right: data sets load, queries get their answers.
//!
//! A fenced block with a path behind its language (```` ```yaml seed/people.yaml ````) is a file;
//! the files of a page together are a data set, which must load without a problem. A block of
//! `graphql` without a path is a query. It runs on the page's data set, or on the shipped one
//! where the page has none, without an error; a block of `json` that follows is its answer.

use crate::support::shipped;
use corridor::{
    api::Request,
    diagnostics::{Diagnostics, Severity, SourceMap, Style, to_text},
    ontology, seed,
    snapshot::Snapshot,
};
use serde_json::Value;
use std::fs;

/// A fenced block.
struct Block {
    line: usize,
    language: String,
    path: Option<String>,
    text: String,
}

#[test]
fn examples_are_right() {
    let mut failures = Vec::new();
    let mut blocks_seen = 0;
    let pages = [
        "README.md",
        "docs/type-definitions.md",
        "docs/facts.md",
        "docs/sources.md",
        "docs/time.md",
    ];
    for page in pages {
        let blocks = blocks(&fs::read_to_string(page).unwrap());
        blocks_seen += blocks.len();
        failures.extend(data_set(&blocks).map(|problems| format!("{page}:\n{problems}")));
        for (at, block) in blocks.iter().enumerate() {
            if block.language == "graphql" && block.path.is_none() {
                let answer = blocks.get(at + 1).filter(|next| next.language == "json");
                let problem = wrong(shipped(), &block.text, answer);
                let place = format!("{page}:{}", block.line);
                failures.extend(problem.map(|problem| format!("{place}: {problem}")));
            }
        }
    }
    assert!(blocks_seen > 10, "only {blocks_seen} examples were found");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
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
                let path = words.next();
                blocks.push(Block { line: number, language, path, text: String::new() });
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
        blocks.iter().filter_map(|it| Some((it.path.as_deref()?, it.text.as_str()))).collect();
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

/// What is wrong with a query or with the answer that a page gives to it.
fn wrong(data: &Snapshot, query: &str, answer: Option<&Block>) -> Option<String> {
    let reply = data.execute(&Request { query: query.into(), ..Request::default() });
    let response: Value = serde_json::from_slice(&reply.body).unwrap();
    if response.get("errors").is_some() {
        return Some(format!("the query has errors: {response:#}"));
    }
    let shown: Value = match serde_json::from_str(&answer?.text) {
        Ok(shown) => shown,
        Err(error) => return Some(format!("the answer is not JSON: {error}")),
    };
    // As texts, so that the order of keys counts.
    let (response, shown) = (format!("{response:#}"), format!("{shown:#}"));
    (response != shown).then(|| format!("the answer is\n{response}"))
}
