//! Tests of the module as a whole: every form of file says the same, in any order, and no
//! bytes are too odd to be read.

mod bounds;
mod forms;
mod merges;
mod random;
mod readers;
mod speed;
mod toy;

use super::{add_files, load};
use crate::{
    diagnostics::{Diagnostics, SourceMap, Style, to_text},
    graph::Facts,
    ontology::Ontology,
};

/// Loads files that are in memory.
fn load_files(files: &[(&str, &str)], ontology: &Ontology) -> (Option<Facts>, String) {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let ids = add_files(files.iter().copied(), &mut sources, &mut diagnostics);
    let facts = load(&sources, &ids, ontology, &mut diagnostics, &|_| ());
    (facts, to_text(&diagnostics, &sources, Style::Plain))
}

/// Loads files without a problem and shows the facts; records may become one.
#[track_caller]
fn facts_of(files: &[(&str, &str)]) -> String {
    let (facts, problems) = load_files(files, &toy::ontology());
    let is_problem = |line: &str| line.contains("error[") || line.contains("warning[");
    assert!(!problems.lines().any(is_problem), "{problems}");
    format!("{:#?}", facts.unwrap())
}

/// Loads files and shows the problems.
fn problems_of(files: &[(&str, &str)]) -> String {
    load_files(files, &toy::ontology()).1
}
