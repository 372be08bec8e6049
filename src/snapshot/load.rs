//! Reads the files of a data set: from folders, or from those that are compiled into the binary.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, FileId, SourceMap},
    seed,
};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};

static BUILT_IN_SCHEMA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schema");
static BUILT_IN_SEED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seed");

/// The place from which a data set is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataSet {
    /// The one that is compiled into the binary.
    BuiltIn,
    /// Folders on disk.
    Folders {
        /// With the type definitions.
        schema: PathBuf,
        /// With the facts.
        seed: PathBuf,
    },
}

/// Reads the type definitions of a data set.
pub(super) fn add_definitions(
    data: &DataSet,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    match data {
        DataSet::BuiltIn => {
            let schema = texts(&BUILT_IN_SCHEMA, "schema");
            let schema = schema.iter().filter(|(path, _)| path.ends_with(".graphql"));
            schema.map(|(path, text)| sources.add(path.as_str(), *text)).collect()
        }
        DataSet::Folders { schema, seed: _ } => read_schema(schema, sources, diagnostics),
    }
}

/// Reads the files of facts of a data set.
pub(super) fn add_facts(
    data: &DataSet,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    match data {
        DataSet::BuiltIn => {
            let seed = texts(&BUILT_IN_SEED, "seed");
            let seed = seed.iter().map(|(path, text)| (path.as_str(), *text));
            seed::add_files(seed, sources, diagnostics)
        }
        DataSet::Folders { schema: _, seed } => seed::read_folder(seed, sources, diagnostics),
    }
}

/// The texts of a folder that is compiled in, sorted by path.
fn texts(folder: &'static Dir<'_>, shown_as: &str) -> Vec<(String, &'static str)> {
    let mut texts = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = format!("{shown_as}/{}", file.path().display());
            texts.push((path, file.contents_utf8().unwrap_or_default()));
        }
    }
    texts.sort();
    texts
}

/// Reads the `.graphql` files of a folder, sorted by name.
fn read_schema(
    folder: &Path,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<FileId> {
    let unreadable = |path: &Path, error: std::io::Error| {
        Diagnostic::without_place(
            Code::UnreadableFile,
            format!("cannot read \"{}\": {error}", path.display()),
        )
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let help = "give the folder of type definitions with --schema, or make a new project with `corridor init`";
            diagnostics.push(unreadable(folder, error).help(help));
            return Vec::new();
        }
    };
    let is_graphql =
        |path: &PathBuf| path.extension().is_some_and(|it| it == "graphql" || it == "graphqls");
    let mut paths: Vec<PathBuf> =
        entries.filter_map(|it| it.ok().map(|it| it.path())).filter(is_graphql).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        match sources.read(&path, path.display().to_string().replace('\\', "/")) {
            Ok(file) => files.push(file),
            Err(error) => diagnostics.push(unreadable(&path, error)),
        }
    }
    files
}
