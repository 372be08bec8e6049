//! The named documents of a data set, which can be asked for by the names of their operations:
//! the `.graphql` files of `queries`, beside the folder of type definitions.

use super::DataSet;
use crate::{api, limits::Limits};
use include_dir::{Dir, include_dir};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/queries");

/// The name of the folder.
const FOLDER: &str = "queries";

/// Documents by the names of their operations.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    by_operation: BTreeMap<String, Arc<str>>,
    problems: Vec<String>,
}

impl Documents {
    /// Reads the documents of a data set; none where there is no such folder.
    pub(super) fn read(data: &DataSet, limits: &Limits) -> Self {
        let mut documents = Self::default();
        match data {
            DataSet::BuiltIn => {
                for file in BUILT_IN.files() {
                    let path = format!("{FOLDER}/{}", file.path().display());
                    documents.add(&path, file.contents_utf8().unwrap_or_default(), limits);
                }
            }
            DataSet::Folders { schema, .. } => {
                // As `a/b/../queries`, so that it holds for a path that ends in dots too.
                documents.read_folder(&schema.join("..").join(FOLDER), limits);
            }
        }
        documents
    }

    fn read_folder(&mut self, folder: &Path, limits: &Limits) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let is_document =
            |path: &std::path::PathBuf| path.extension().is_some_and(|it| it == "graphql");
        let mut paths: Vec<_> = paths.filter(is_document).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
            let shown = format!("{FOLDER}/{name}");
            match fs::read_to_string(&path) {
                Ok(text) => self.add(&shown, &text, limits),
                Err(error) => self.problems.push(format!("cannot read \"{shown}\": {error}")),
            }
        }
    }

    fn add(&mut self, path: &str, text: &str, limits: &Limits) {
        let names = match api::operation_names(text, limits) {
            Ok(names) => names,
            Err(message) => return self.problems.push(format!("{path}: {message}")),
        };
        let text: Arc<str> = text.into();
        for name in names {
            if self.by_operation.contains_key(&name) {
                let message = format!("{path}: another document has the operation \"{name}\" too");
                self.problems.push(message);
                continue;
            }
            self.by_operation.insert(name, Arc::clone(&text));
        }
    }

    /// The document that has an operation.
    pub fn get(&self, operation: &str) -> Option<Arc<str>> {
        self.by_operation.get(operation).cloned()
    }

    /// The names of all operations, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_operation.keys().map(String::as_str)
    }

    /// The problems with files of the folder; the other documents are there all the same.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_by_their_operations() {
        let mut documents = Documents::default();
        let limits = Limits::default();
        documents.add("queries/a.graphql", "query A { x } query B { y }", &limits);
        documents.add("queries/b.graphql", "query B { z }", &limits);
        documents.add("queries/c.graphql", "query C {", &limits);
        documents.add("queries/d.graphql", "{ unnamed }", &limits);
        assert_eq!(documents.names().collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(documents.get("B").as_deref(), Some("query A { x } query B { y }"));
        let problems = documents.problems();
        assert_eq!(problems[0], "queries/b.graphql: another document has the operation \"B\" too");
        assert!(problems[1].starts_with("queries/c.graphql: "), "{problems:?}");
        assert_eq!(problems.len(), 2);
    }
}
