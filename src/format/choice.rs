//! The choice of content: the whole graph, the answer to a graph field, or the part that a document
//! shows.

use std::sync::Arc;

/// The part of a graph that is exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// All of it.
    #[default]
    Whole,
    /// The answer to a field of `Query` that returns a part of the graph.
    Field(GraphField),
    /// The elements that a GraphQL document shows: its graphs, its paths, its pages of entities and
    /// links.
    Document(Document),
}

/// A field of `Query` that returns a part of the graph, and its arguments.
///
/// An argument is a text: `roots` is `socar,kyrgyzneftegaz`, `depth` is `2`, and `where`, which
/// is an input object, is JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphField {
    /// One of [`GraphField::NAMES`].
    pub name: String,
    /// The arguments by name. A list may be given in several parts.
    pub arguments: Vec<(String, String)>,
}

/// A GraphQL document that is run for what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub text: Arc<str>,
    /// The operation, if the document has several.
    pub operation: Option<String>,
    /// The variables as JSON text: an object.
    pub variables: Option<String>,
}

impl GraphField {
    /// The field that answers with a neighbourhood.
    pub const SUBGRAPH: &'static str = "subgraph";
    /// The fields that can be exported.
    pub const NAMES: [&'static str; 4] = [Self::SUBGRAPH, "connect", "paths", "shortestPath"];

    /// The neighbourhood of some entities, up to so many steps around them.
    pub fn subgraph(roots: &[&str], depth: u32) -> Self {
        let arguments =
            vec![("roots".to_owned(), roots.join(",")), ("depth".to_owned(), depth.to_string())];
        Self { name: Self::SUBGRAPH.to_owned(), arguments }
    }

    /// The values that are given for an argument.
    pub fn given<'a>(&'a self, argument: &'a str) -> impl Iterator<Item = &'a str> {
        let given = self.arguments.iter().filter(move |(name, _)| name == argument);
        given.map(|(_, value)| value.as_str())
    }
}

impl Choice {
    /// A name for the file, without its ending.
    pub fn file_name(&self) -> String {
        match self {
            Self::Whole => "graph".to_owned(),
            Self::Field(field) if field.name == GraphField::SUBGRAPH => {
                let roots: Vec<_> = field.given("roots").collect();
                file_name(&roots.join("-").replace(',', "-"), &field.name)
            }
            Self::Field(field) => file_name(&field.name, "answer"),
            Self::Document(document) => {
                file_name(document.operation.as_deref().unwrap_or_default(), "answer")
            }
        }
    }
}

/// A text as the name of a file, or another if nothing is left of it.
fn file_name(text: &str, otherwise: &str) -> String {
    let mut name = text.to_owned();
    name.retain(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    name.truncate(80);
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}
