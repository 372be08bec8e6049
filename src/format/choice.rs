//! What is asked for: the whole graph, or what is around some entities.

use super::{Problem, content::Content};
use crate::{
    algo::{
        Meter,
        neighbourhood::{SubgraphOptions, subgraph},
    },
    diagnostics::did_you_mean,
    graph::{Graph, NodeId, view::View},
};

/// Which part of a graph is exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// All of it.
    #[default]
    Whole,
    /// What is around some entities.
    Around {
        /// Their ids.
        roots: Vec<String>,
        /// Up to how many steps.
        depth: u32,
    },
}

/// How many near ids are looked through for a suggestion.
const SUGGESTIONS: usize = 20_000;

impl Choice {
    /// The content that is chosen. Where the meter ends the search, what was found is the content,
    /// and it says so.
    ///
    /// # Errors
    /// If there is no such entity.
    pub fn of<'g>(&self, graph: &'g Graph, meter: &mut Meter) -> Result<Content<'g>, Problem> {
        match self {
            Self::Whole => Ok(Content::whole(graph)),
            Self::Around { roots, depth } => {
                let nodes: Vec<_> =
                    roots.iter().map(|id| root(graph, id)).collect::<Result<_, _>>()?;
                let depth_only =
                    SubgraphOptions { depth: *depth, limit: usize::MAX, limit_per_relation: None };
                let found = subgraph(&View::whole(graph), &nodes, depth_only, meter);
                let reached = found.nodes.into_iter().map(|(node, _)| node).collect();
                let mut content = Content::new(graph, reached, found.links);
                content.completeness = found.completeness;
                content.title = title(&content, &nodes, *depth);
                Ok(content)
            }
        }
    }

    /// A name for the file, without its ending.
    pub fn file_name(&self) -> String {
        match self {
            Self::Whole => "graph".to_owned(),
            Self::Around { roots, .. } => {
                let mut name = roots.join("-");
                name.retain(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
                name.truncate(80);
                let name = name.trim_matches(['-', '.']);
                if name.is_empty() { "subgraph".to_owned() } else { name.to_owned() }
            }
        }
    }
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
