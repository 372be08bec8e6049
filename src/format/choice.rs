//! What is asked for: the whole graph, what is around some entities, or what a document shows.

use super::{Problem, content::Content};
use crate::{
    algo::{
        Meter,
        neighbourhood::{SubgraphOptions, subgraph},
    },
    diagnostics::did_you_mean,
    graph::{Graph, NodeId, view::View},
};
use std::sync::Arc;

/// Which part of a graph is exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// All of it.
    #[default]
    Whole,
    /// What is around some entities.
    Around(Around),
    /// What a GraphQL document shows: its graphs, its paths, its pages of entities and links.
    Document(Document),
}

/// Some entities, and how far around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The ids of the entities.
    pub roots: Vec<String>,
    /// Up to how many steps.
    pub depth: u32,
}

/// A GraphQL document that is run for what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub text: Arc<str>,
    /// Which operation, where it has several.
    pub operation: Option<String>,
    /// The variables as JSON text: an object.
    pub variables: Option<String>,
}

/// How many near ids are looked through for a suggestion.
const SUGGESTIONS: usize = 20_000;

impl Choice {
    /// A name for the file, without its ending.
    pub fn file_name(&self) -> String {
        match self {
            Self::Whole => "graph".to_owned(),
            Self::Around(around) => file_name(&around.roots.join("-"), "subgraph"),
            Self::Document(document) => {
                file_name(document.operation.as_deref().unwrap_or_default(), "answer")
            }
        }
    }
}

impl Around {
    /// The content. Where the meter ends the search, what was found is the content, and it says
    /// so.
    ///
    /// # Errors
    /// If there is no such entity.
    pub fn of<'g>(&self, graph: &'g Graph, meter: &mut Meter) -> Result<Content<'g>, Problem> {
        let Self { roots, depth } = self;
        let nodes: Vec<_> = roots.iter().map(|id| root(graph, id)).collect::<Result<_, _>>()?;
        let options =
            SubgraphOptions { depth: *depth, limit: usize::MAX, limit_per_relation: None };
        let found = subgraph(&View::whole(graph), &nodes, options, meter);
        let reached = found.nodes.into_iter().map(|(node, _)| node).collect();
        let mut content = Content::new(graph, reached, found.links);
        content.completeness = found.completeness;
        content.title = title(&content, &nodes, *depth);
        Ok(content)
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

fn root(graph: &Graph, id: &str) -> Result<NodeId, Problem> {
    graph.node_by_id(id).ok_or_else(|| {
        let (arena, ids) = (graph.arena(), graph.nodes().ids());
        let ids: Vec<_> = ids.iter().take(SUGGESTIONS).map(|it| arena.text(*it)).collect();
        let near = did_you_mean(id, ids.iter().map(|it| &**it));
        Problem::UnknownEntity(format!("there is no entity \"{id}\"{near}"))
    })
}

/// `SOCAR, Kyrgyzneftegaz: up to 2 steps`
fn title(content: &Content<'_>, roots: &[NodeId], depth: u32) -> String {
    const NAMED: usize = 3;
    let names = roots.iter().take(NAMED).map(|&root| content.facts().label(root));
    let mut names = names.collect::<Vec<_>>().join(", ");
    if roots.len() > NAMED {
        names.push_str(&format!(" and {} more", roots.len() - NAMED));
    }
    let steps = if depth == 1 { "step" } else { "steps" };
    format!("{names}: up to {depth} {steps}")
}
