//! The files of a data set: those that are read, those that are ignored, and mistakes.
//!
//! These rules hold for a folder on disk and for the files that are compiled into the
//! binary.

use super::read::{FileFormat, file_name};
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, FileId, SourceMap},
    limits::data,
};
use hashbrown::HashSet;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Reads the files of a folder, at any depth, in the order of their paths.
///
/// Files are shown in messages by `folder` and their path in it. Hidden files and folders
/// and notes for readers (`README.md`, `LICENSE`) are passed over; any other file that no
/// reader reads is a warning.
pub fn read_folder(
    folder: &Path,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    let mut found = Vec::new();
    list(folder, &shown(folder), 0, &mut found, &mut HashSet::new(), diagnostics);
    found.sort();
    let mut files = Vec::new();
    for (name, path) in found {
        if !is_wanted(&name, diagnostics) {
            continue;
        }
        match sources.read(&path, name.as_str()) {
            Ok(file) => files.push(file),
            Err(error) => diagnostics.push(unreadable(&name, &error)),
        }
    }
    files
}

/// Adds files that are in memory, in the order of their names.
pub fn add_files<'a>(
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    let mut texts: Vec<_> = texts.into_iter().collect();
    texts.sort();
    texts.retain(|(name, _)| is_wanted(name, diagnostics));
    texts.into_iter().map(|(name, text)| sources.add(name, text)).collect()
}

/// Adds the files under a folder to `found`, each with its name in messages.
fn list(
    folder: &Path,
    name: &str,
    depth: usize,
    found: &mut Vec<(String, PathBuf)>,
    visited: &mut HashSet<PathBuf>,
    diagnostics: &mut Diagnostics,
) {
    if depth > data::FOLDER_DEPTH {
        let message = format!("folders are nested more than {} levels", data::FOLDER_DEPTH);
        return diagnostics.push(unreadable(name, &io::Error::other(message)));
    }
    // A folder that a symbolic link leads back to is read once.
    let entries = std::fs::canonicalize(folder).and_then(|real| {
        if visited.insert(real) { std::fs::read_dir(folder)?.collect() } else { Ok(Vec::new()) }
    });
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return diagnostics.push(unreadable(name, &error)),
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let base = entry.file_name();
        let base = base.to_string_lossy();
        if base.starts_with('.') {
            continue;
        }
        let (path, name) = (entry.path(), format!("{name}/{base}"));
        match std::fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                list(&path, &name, depth + 1, found, visited, diagnostics);
            }
            Ok(_) => found.push((name, path)),
            Err(error) => diagnostics.push(unreadable(&name, &error)),
        }
    }
}

/// A folder as messages show it: with forward slashes and without one at its end.
fn shown(folder: &Path) -> String {
    let text = folder.to_string_lossy().replace('\\', "/");
    let trimmed = text.trim_end_matches('/');
    trimmed.strip_prefix("./").unwrap_or(trimmed).to_owned()
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::without_place(Code::UnreadableFile, format!("cannot read \"{name}\": {error}"))
}

/// Returns whether a reader reads a file; a warning if it looks as if one should.
fn is_wanted(path: &str, diagnostics: &mut Diagnostics) -> bool {
    if path.split('/').any(|part| part.starts_with('.') && part != "." && part != "..") {
        return false;
    }
    let wanted = FileFormat::of(path).is_some();
    if !wanted && !is_note(file_name(path)) {
        diagnostics.push(
            Diagnostic::without_place(Code::IgnoredFile, format!("\"{path}\" is not read"))
                .help("facts are read from .yaml, .jsonl and .csv files"),
        );
    }
    wanted
}

/// Notes for readers, which belong in a folder of data.
fn is_note(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let stem = upper.split('.').next().unwrap_or_default();
    upper.ends_with(".MD") || matches!(stem, "README" | "LICENSE" | "LICENCE" | "NOTICE")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Style, to_text};
    use expect_test::expect;
    use std::fs;

    /// A folder with files of one line each.
    fn folder(name: &str, files: &[&str]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("corridor-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for file in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "Person:\n").unwrap();
        }
        folder
    }

    /// The names of the files that are read, and the problems, without the folder's own name.
    fn read(folder: &Path) -> String {
        let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
        let files = read_folder(folder, &mut sources, &mut diagnostics);
        let names: Vec<_> = files.iter().map(|&file| sources.file(file).path()).collect();
        let text = names.join("\n") + "\n" + &to_text(&diagnostics, &sources, Style::Plain);
        text.replace(&shown(folder), "seed")
    }

    #[test]
    fn files_are_found_at_any_depth_in_the_order_of_their_paths() {
        let folder = folder(
            "order",
            &[
                "b.yaml",
                "a/c.yml",
                "a/b/d.JSONL",
                "a.csv",
                "a/x.txt",
                "README.md",
                "LICENSE",
                ".git/y.yaml",
            ],
        );
        expect![[r#"
            seed/a.csv
            seed/a/b/d.JSONL
            seed/a/c.yml
            seed/b.yaml
            warning[ignored-file]: "seed/a/x.txt" is not read
              help: facts are read from .yaml, .jsonl and .csv files
        "#]]
        .assert_eq(&read(&folder));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let folder = folder("unreadable", &["a.yaml"]);
        fs::write(folder.join("b.yaml"), b"Person:\n  \xff: {}\n").unwrap();
        expect![[r#"
            seed/a.yaml
            error[unreadable-file]: cannot read "seed/b.yaml": line 2 is not UTF-8
        "#]]
        .assert_eq(&read(&folder));
        fs::remove_dir_all(&folder).unwrap();
        assert!(read(&folder).contains("error[unreadable-file]: cannot read \"seed\": "));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_told_at_once() {
        let folder = folder("pipe", &["a.yaml"]);
        let made = std::process::Command::new("mkfifo").arg(folder.join("p.yaml")).status();
        assert!(made.unwrap().success());
        fs::create_dir_all(folder.join("d.csv")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join("z.jsonl")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.join("notes.md")).unwrap();
        expect![[r#"
            seed/a.yaml
            error[unreadable-file]: cannot read "seed/p.yaml": it is not a regular file
            error[unreadable-file]: cannot read "seed/z.jsonl": it is not a regular file
        "#]]
        .assert_eq(&read(&folder));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn folders_may_be_nested_to_a_bound() {
        let nested = |depth: usize| format!("{}a.yaml", "d/".repeat(depth));
        let folder =
            folder("deep", &[&nested(data::FOLDER_DEPTH), &nested(data::FOLDER_DEPTH + 1)]);
        let (files, problem) =
            read(&folder).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        assert!(files.ends_with("/a.yaml"), "{files}");
        assert!(problem.contains("folders are nested more than 64 levels"), "{problem}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn folders_that_lead_back_are_read_once() {
        let folder = folder("loop", &["a/b.yaml"]);
        std::os::unix::fs::symlink(&folder, folder.join("a/z")).unwrap();
        std::os::unix::fs::symlink(folder.join("a"), folder.join("y")).unwrap();
        assert_eq!(read(&folder), "seed/a/b.yaml\n");
        fs::remove_dir_all(folder).unwrap();
    }
}
