//! What holds for the sources as a whole, checked on their text.
//!
//! ARCHITECTURE.md says which module may use which, and which module a crate belongs to;
//! [`layers`] holds the sources against its tables, so that the page cannot drift from the
//! code. [`files`] checks every file for itself, [`links`] what the pages point at. Each
//! problem is told as `file:line: what is wrong`, all of them at once.

mod files;
mod layers;
mod links;
mod sources;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of the project.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Folders that hold what others wrote, or what is built.
const PASSED_OVER: [&str; 5] = ["target", "node_modules", "dist", ".git", "proptest-regressions"];

/// The files with an extension below a folder, by their paths in the project, sorted.
fn files_in(folder: &str, extension: &str) -> Vec<String> {
    let mut folders = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy();
            if path.is_dir() && !PASSED_OVER.contains(&&*name) {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// The folders below a folder, by their paths in the project.
fn folders_in(folder: &str) -> Vec<String> {
    let inner = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap());
    let inner = inner.filter(|entry| entry.path().is_dir());
    let names = inner.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy()));
    names.flat_map(|path| std::iter::once(path.clone()).chain(folders_in(&path))).collect()
}

/// Fails with all problems, if there are any.
#[track_caller]
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{} problems\n\n{}\n", problems.len(), problems.join("\n"));
}

/// A row of a table in Markdown: its line, and its cells without blanks around them.
struct Row {
    line: usize,
    cells: Vec<String>,
}

/// The rows of the first table under a heading.
fn table(page: &str, heading: &str) -> Vec<Row> {
    let text = read(page);
    let lines = text.lines().zip(1..);
    let lines = lines.skip_while(|(line, _)| line.trim_start_matches('#').trim() != heading);
    let rows = lines.skip_while(|(line, _)| !line.starts_with('|'));
    let rows = rows.take_while(|(line, _)| line.starts_with('|')).skip(2);
    let rows: Vec<_> = rows
        .map(|(line, number)| {
            let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
            Row { line: number, cells: cells.collect() }
        })
        .collect();
    assert!(!rows.is_empty(), "{page} has no table under \"{heading}\"");
    rows
}

/// The words in backticks.
fn code_words(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}
