//! Many problems as text: of each code the first ones in full, and the number of all.

use super::{Style, one_to_text};
use crate::diagnostics::{Code, Diagnostics, SourceMap};
use std::{collections::BTreeMap, fmt::Write};

/// The first problems of each code as [`to_text`](super::to_text) has them, at most so many; then
/// a line for each code that has more, with what shows them.
pub fn to_text_at_most(
    diagnostics: &Diagnostics,
    sources: &SourceMap,
    style: Style,
    (most, remedy): (usize, &str),
) -> String {
    let mut out = String::new();
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        let seen = seen.entry(diagnostic.code).or_default();
        *seen += 1;
        if *seen <= most {
            one_to_text(&mut out, diagnostic, sources, style);
        }
    }
    for (code, count) in seen.into_iter().filter(|(_, count)| *count > most) {
        let _ = writeln!(out, "… and {} more `{}`; {remedy}", count - most, code.as_str());
    }
    out
}

/// A line for each code with the number of its problems, errors first; nothing if there are no
/// more problems than that many.
pub fn by_code(diagnostics: &Diagnostics, most: usize) -> String {
    if diagnostics.len() <= most {
        return String::new();
    }
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        let code = diagnostic.code;
        *counts.entry((code.severity(), code.as_str())).or_insert(0) += 1;
    }
    let mut out = String::from("problems by code\n");
    for ((severity, code), count) in counts {
        let _ = writeln!(out, "{count:>9}  {}[{code}]", severity.as_str());
    }
    out
}
