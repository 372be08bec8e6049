//! Layers and owners: the two tables of ARCHITECTURE.md against what the sources name.

use super::{assert_none, code_words, folders_in, read, sources, table};
use std::collections::{BTreeMap, BTreeSet};

const PAGE: &str = "ARCHITECTURE.md";

/// A module uses only those that its row names, and the table knows every module. The
/// order of rows is that of layers: no row names one below it.
#[test]
fn modules_use_what_their_row_names() {
    let sources = sources::all();
    let mut problems = Vec::new();
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table(PAGE, "Layers") {
        let module = code_words(&row.cells[0])[0];
        let mut may: BTreeSet<_> =
            code_words(&row.cells[2]).into_iter().map(str::to_owned).collect();
        if row.cells[2] == "all" {
            may.extend(rows.keys().cloned());
        }
        for upper in may.iter().filter(|it| !rows.contains_key(*it)) {
            problems.push(format!("{PAGE}:{}: `{upper}` is not above `{module}`", row.line));
        }
        if !sources.iter().any(|source| source.module == module) {
            problems.push(format!("{PAGE}:{}: there is no module `{module}`", row.line));
        }
        rows.insert(module.to_owned(), may);
    }
    for source in sources.iter().filter(|it| !["lib", "main"].contains(&it.module.as_str())) {
        let module = &source.module;
        let Some(may) = rows.get(module) else {
            problems.push(format!("{}:1: {PAGE} has no row for `{module}`", source.path));
            continue;
        };
        for (used, at) in source.uses() {
            if used != module && !may.contains(used) {
                let place = format!("{}:{}", source.path, source.line(at));
                problems.push(format!("{place}: `{module}` may not use `{used}`"));
            }
        }
    }
    assert_none(&problems);
}

/// A row names no module that is not used: the table says what is, not what could be.
#[test]
fn rows_name_what_is_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources::all() {
        let names = source.uses().into_iter().map(|(name, _)| name.to_owned());
        used.entry(source.module.clone()).or_default().extend(names);
    }
    let mut problems = Vec::new();
    for row in table(PAGE, "Layers") {
        let module = code_words(&row.cells[0])[0];
        for named in code_words(&row.cells[2]) {
            if !used.get(module).is_some_and(|used| used.contains(named)) {
                problems.push(format!("{PAGE}:{}: `{module}` does not use `{named}`", row.line));
            }
        }
    }
    assert_none(&problems);
}

/// Every folder below a module has its place in the table, and the table names no other one.
#[test]
fn folders_are_those_of_the_tree() {
    let rows = table(PAGE, "Folders");
    let words = rows.iter().flat_map(|row| row.cells.iter().flat_map(|it| code_words(it)));
    let named: BTreeSet<_> = words.filter(|it| it.contains('/')).map(str::to_owned).collect();
    let is_inner = |path: &String| path.matches('/').count() > 1;
    let is: BTreeSet<_> = folders_in("src").into_iter().filter(is_inner).collect();
    let missing = is.difference(&named).map(|it| format!("{PAGE}: no row names {it}"));
    let gone = named.difference(&is).map(|it| format!("{PAGE}: there is no folder {it}"));
    assert_none(&missing.chain(gone).collect::<Vec<_>>());
}

/// Only the modules of its row name a crate; every dependency has a row and is used there.
#[test]
fn crates_stay_with_their_owners() {
    let sources = sources::all();
    let rows = table(PAGE, "Owners of crates");
    let mut problems = Vec::new();
    let mut known = BTreeSet::new();
    for row in &rows {
        known.extend(code_words(&row.cells[0]).into_iter().map(str::to_owned));
        if row.cells[1] == "anywhere" {
            continue;
        }
        let owners = code_words(&row.cells[1]);
        for name in code_words(&row.cells[0]) {
            let ident = name.replace('-', "_");
            let path = format!("{ident}::");
            let mut users = BTreeSet::new();
            for source in &sources {
                for at in source.find(&path) {
                    users.insert(source.module.as_str());
                    if !owners.contains(&source.module.as_str()) {
                        let place = format!("{}:{}", source.path, source.line(at));
                        problems.push(format!("{place}: {name} belongs to {}", row.cells[1]));
                    }
                }
            }
            for owner in owners.iter().filter(|owner| !users.contains(*owner)) {
                problems.push(format!("{PAGE}:{}: `{owner}` does not use {name}", row.line));
            }
        }
    }
    for (name, line) in dependencies() {
        if !known.contains(&name) {
            problems.push(format!("Cargo.toml:{line}: {PAGE} does not say whose {name} is"));
        }
    }
    assert_none(&problems);
}

/// What stands under `[dependencies]`, with its line.
fn dependencies() -> Vec<(String, usize)> {
    let manifest = read("Cargo.toml");
    let lines = manifest.lines().zip(1..).skip_while(|(line, _)| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|(line, _)| !line.starts_with('['));
    let named = lines.filter_map(|(line, number)| {
        let (name, _) = line.split_once(" = ")?;
        Some((name.to_owned(), number))
    });
    named.collect()
}

/// The three rooms of `exec`: the store knows neither plans nor indexes, and choosing does not
/// write.
#[test]
fn rooms_of_exec_stay_apart() {
    let rooms: [(&str, &[&str]); 2] = [
        ("src/exec/store/", &["plan", "search", "limits", "select", "write", "Output"]),
        ("src/exec/select/", &["write", "Output"]),
    ];
    let mut problems = Vec::new();
    for (room, strange) in rooms {
        let files: Vec<_> =
            sources::all().into_iter().filter(|it| it.path.starts_with(room)).collect();
        assert!(!files.is_empty(), "there is no {room}");
        for source in files {
            for word in strange {
                let names =
                    [format!("{word}::"), format!("crate::{word}"), format!("exec::{word}")];
                let found = names.iter().flat_map(|name| source.find(name));
                let output = source.find(word).filter(|_| *word == "Output");
                for at in found.chain(output) {
                    problems.push(format!("{}:{}: names {word}", source.path, source.line(at)));
                }
            }
        }
    }
    assert_none(&problems);
}
