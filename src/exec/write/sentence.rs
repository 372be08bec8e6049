//! A path in words: one clause for each link, in the link's own direction.
//!
//! `Samir Sharifov chaired 6th meeting of the commission (2025); Bakyt Torobaev chaired 6th
//! meeting of the commission (2025).` The verb of a clause is the name of the relation in small
//! letters. In brackets are the status, unless it is `ACTUAL`, and the years.

use crate::{
    algo::paths::Path,
    exec::store::Store,
    graph::{Column, LinkColumns, LinkId, LinkStatus, NodeId},
};
use std::fmt::Write;

/// The sentence of a path. A path without links is the name of its entity.
pub(super) fn sentence<S: Store>(store: &S, path: &Path) -> String {
    let mut text = String::new();
    for &link in path.steps.iter().flatten() {
        if !text.is_empty() {
            text.push_str("; ");
        }
        clause(store, link, &mut text);
    }
    if text.is_empty() {
        let names = path.nodes.iter().map(|&node| name(store, node));
        text.extend(names);
    }
    text.push('.');
    text
}

fn clause<S: Store>(store: &S, link: LinkId, text: &mut String) {
    let relation = &store.ontology().relation(store.relation(link)).name;
    let verb = relation.replace('_', " ").to_lowercase();
    let (from, to) = (name(store, store.from(link)), name(store, store.to(link)));
    let _ = write!(text, "{from} {verb} {to}");
    let (columns, local) = store.link_columns(link);
    let status = columns.status[local];
    let status = (status != LinkStatus::Actual).then(|| status.as_str().to_lowercase());
    let parts: Vec<String> = status.into_iter().chain(years(store, columns, local)).collect();
    if !parts.is_empty() {
        let _ = write!(text, " ({})", parts.join(", "));
    }
}

/// The years of a link: of an act, or from the start to the end of a state.
fn years<S: Store>(store: &S, columns: &LinkColumns, local: usize) -> Option<String> {
    let year = |column: &Option<Column>| {
        let cell = column.as_ref()?.cells()[local];
        let date = (!cell.is_null()).then(|| store.arena().text(cell))?;
        date.get(..4).filter(|year| year.bytes().all(|it| it.is_ascii_digit())).map(str::to_owned)
    };
    if let Some(at) = year(&columns.at) {
        return Some(at);
    }
    match (year(&columns.since), year(&columns.until)) {
        (Some(since), Some(until)) if since == until => Some(since),
        (Some(since), Some(until)) => Some(format!("{since} to {until}")),
        (Some(since), None) => Some(format!("since {since}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (None, None) => None,
    }
}

fn name<S: Store>(store: &S, node: NodeId) -> String {
    store.arena().text(store.primary_names()[node.index()]).into_owned()
}
