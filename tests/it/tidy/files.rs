//! What holds for every file by itself.

use super::{assert_none, files_in, read, sources};

/// The first lines of a file say what it is for.
#[test]
fn files_begin_with_what_they_are_for() {
    let folders = ["src", "tests", "benches"];
    let paths = folders.iter().flat_map(|folder| files_in(folder, "rs"));
    let silent = paths.filter(|path| !read(path).starts_with("//! ") && path != "src/lib.rs");
    assert_none(&silent.map(|path| format!("{path}:1: begins without `//!`")).collect::<Vec<_>>());
}

/// A library does not print, and does not end the process: that is for `cli`.
#[test]
fn only_the_command_line_prints_and_exits() {
    let words =
        ["println!", "print!", "eprintln!", "eprint!", "process::exit", "io::stdout", "io::stderr"];
    let mut problems = Vec::new();
    for source in sources::all() {
        let is_test = source.path.contains("/tests");
        if is_test || ["cli", "main"].contains(&source.module.as_str()) {
            continue;
        }
        for word in words {
            for at in source.find(word).chain(source.find(&format!("std::{word}"))) {
                let place = format!("{}:{}", source.path, source.line(at));
                problems.push(format!("{place}: {word} outside of `cli`"));
            }
        }
    }
    assert_none(&problems);
}

/// Unsafe code stands in one file, whose tests can run under Miri.
#[test]
fn unsafe_code_stays_in_one_file() {
    let mut problems = Vec::new();
    for source in sources::all().iter().filter(|it| it.path != "src/json/fragment.rs") {
        for at in source.find("unsafe ") {
            problems.push(format!("{}:{}: unsafe code", source.path, source.line(at)));
        }
    }
    assert_none(&problems);
}

/// Work that is left over has a number under which it is discussed.
#[test]
fn notes_on_work_left_over_name_an_issue() {
    let mut problems = Vec::new();
    for path in ["src", "tests", "benches"].iter().flat_map(|folder| files_in(folder, "rs")) {
        for (line, number) in read(&path).lines().zip(1..) {
            let is_note = ["TODO", "FIXME", "XXX"].iter().any(|word| line.contains(word));
            if is_note && !line.contains('#') && !path.ends_with("tidy/files.rs") {
                problems.push(format!("{path}:{number}: a note without the number of an issue"));
            }
        }
    }
    assert_none(&problems);
}

/// The documentation of an item begins with a noun or a verb: "The number of links.", "Returns
/// whether a row is empty.", "True if the last word may go on." Such a sentence needs nothing
/// before it. "How many." and "Whether it is so." do.
#[test]
fn documentation_begins_with_a_noun_or_a_verb() {
    let fragments = ["What", "Whether", "How", "Which", "Where", "When", "Who", "Why", "The same"];
    let is_doc =
        |line: &str| ["/// ", "//! "].iter().any(|mark| line.trim_start().starts_with(mark));
    let mut problems = Vec::new();
    let mut seen = 0;
    for path in files_in("src", "rs") {
        let text = read(&path);
        let mut before = "";
        for (line, number) in text.lines().zip(1..) {
            let starts = is_doc(line) && !is_doc(before);
            before = line;
            if !starts {
                continue;
            }
            seen += 1;
            let words = &line.trim_start()[4..];
            let is_word = |word: &&&str| {
                words.strip_prefix(**word).is_some_and(|rest| rest.starts_with([' ', '.']))
            };
            if let Some(word) = fragments.iter().find(is_word) {
                problems.push(format!(
                    "{path}:{number}: documentation begins with \"{word}\"; begin with a noun or a \
                     verb (\"The number of ...\", \"Returns whether ...\", \"True if ...\")"
                ));
            }
        }
    }
    assert!(seen > 3_000, "only {seen} comments were found");
    assert_none(&problems);
}
