//! Reading Rust as text: what is code, and what it names of the crate.
//!
//! This is not a parser. It knows line comments and nested use lists, which is what the
//! project's own sources have.

use super::{files_in, read};

/// A file of `src/`.
pub(super) struct Source {
    pub(super) path: String,
    /// The first part of its path: the module of the crate it belongs to.
    pub(super) module: String,
    /// Its text with comments blanked out, so that places stay.
    pub(super) code: String,
}

impl Source {
    /// The line (from 1) of a place in the code.
    pub(super) fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// Every place where a text stands, apart from longer names that end or begin with it.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let ends_as_name = text.ends_with(is_name);
        self.code.match_indices(text).map(|(at, _)| at).filter(move |&at| {
            let (before, after) = (&self.code[..at], &self.code[at + text.len()..]);
            let goes_back = before.ends_with(|c| is_name(c) || c == ':');
            let goes_on = ends_as_name && after.starts_with(is_name);
            !goes_back && !goes_on
        })
    }

    /// The modules of the crate that are named: each with the place of the name.
    pub(super) fn uses(&self) -> Vec<(&str, usize)> {
        let mut uses = Vec::new();
        for at in self.find("crate::") {
            let at = at + "crate::".len();
            match self.code[at..].strip_prefix('{') {
                Some(list) => {
                    uses.extend(items(list).map(|(name, offset)| (name, at + 1 + offset)));
                }
                None => uses.push((name(&self.code[at..]), at)),
            }
        }
        uses
    }
}

/// All files of `src/`.
pub(super) fn all() -> Vec<Source> {
    let read = |path: String| {
        let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        Source { code: without_comments(&read(&path)), path, module }
    };
    files_in("src", "rs").into_iter().map(read).collect()
}

fn without_comments(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| if line.trim_start().starts_with("//") { "\n" } else { line })
        .collect()
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The first names of the items of a use list, behind its opening brace.
fn items(list: &str) -> impl Iterator<Item = (&str, usize)> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            ',' if depth == 0 => {
                found.push(start..at);
                start = at + 1;
            }
            '}' if depth == 0 => {
                found.push(start..at);
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    found.into_iter().filter_map(move |range| {
        let item = &list[range.clone()];
        let blank = item.len() - item.trim_start().len();
        Some((name(item.trim_start()), range.start + blank)).filter(|(name, _)| !name.is_empty())
    })
}

#[test]
fn modules_are_found_in_nested_lists() {
    let code = "use crate::{\n    a::{b, c::{d, e}},\n    f,\n};\nfn g() { crate::h::i(); mycrate::j(); }\n";
    let source = Source { path: String::new(), module: String::new(), code: code.to_owned() };
    let uses: Vec<_> =
        source.uses().iter().map(|&(n, at)| (n.to_owned(), source.line(at))).collect();
    assert_eq!(uses, [("a", 2), ("f", 3), ("h", 5)].map(|(name, line)| (name.to_owned(), line)));
}
