//! Names that are near to a word, and lists of those that there are.

use crate::diagnostics::did_you_mean;

/// More names than these are not listed in a message.
pub(super) const MOST_LISTED: usize = 10;

/// The name that was probably meant; if none is like it, all that there are, unless these are
/// many.
pub(in crate::api) fn near_or_all(name: &str, known: &[&str]) -> String {
    near_or(name, known, "it has")
}

/// The same, with other words before the list.
pub(super) fn near_or(name: &str, known: &[&str], has: &str) -> String {
    let near = did_you_mean(name, known.iter().copied());
    if !near.is_empty() || known.is_empty() || known.len() > MOST_LISTED {
        return near;
    }
    format!("; {has} {}", quoted(known.iter().copied()))
}

/// `` `a`, `b` ``
pub(super) fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<_> = names.into_iter().map(|it| format!("`{it}`")).collect();
    names.join(", ")
}

/// `` `a`, `b`, `c` and 4 more ``: a list of names, cut where it is long.
pub(super) fn first_of(names: &[&str], most: usize) -> String {
    let (named, others) = names.split_at(names.len().min(most));
    match (named.split_last(), others.len()) {
        (Some((last, [])), 0) => format!("`{last}`"),
        (Some((last, before)), 0) => format!("{} and `{last}`", quoted(before.iter().copied())),
        (_, others) => format!("{} and {others} more", quoted(named.iter().copied())),
    }
}

/// `a, b or c`
pub(super) fn any_of(written: &[String]) -> String {
    match written.split_last() {
        Some((last, before @ [_, ..])) => format!("{} or {last}", before.join(", ")),
        Some((only, [])) => only.clone(),
        None => String::new(),
    }
}
