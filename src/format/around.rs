//! The part of a graph around some entities.

use super::content::{Completeness, Content};
use crate::{
    graph::{Graph, LinkId, NodeId},
    limits::{Budget, Exhausted},
    ontology::Direction,
};

/// Everything that can be reached from some entities in so many steps, either way, and all links
/// between what was reached. Where the budget ends the search, what was found is the content,
/// and it says so.
///
/// O(n + m) for the entities and links that are reached.
pub fn around<'g>(
    graph: &'g Graph,
    roots: &[NodeId],
    depth: u32,
    budget: &mut Budget,
) -> Content<'g> {
    let mut seen = vec![false; graph.node_count()];
    let mut found: Vec<NodeId> = Vec::new();
    let mut see = |node: NodeId, found: &mut Vec<NodeId>| {
        if let Some(seen) = seen.get_mut(node.index()).filter(|seen| !**seen) {
            *seen = true;
            found.push(node);
        }
    };
    roots.iter().for_each(|&root| see(root, &mut found));
    let (mut level, mut complete_depth, mut ended) = (0, 0, None);
    'search: for step in 0..depth {
        let next = found.len();
        let nodes: Vec<_> = found.iter().skip(level).copied().collect();
        for node in nodes {
            for (.., row) in graph.rows_of(node, Direction::Both) {
                if let Err(exhausted) = budget.visit(row.len() + 1) {
                    ended = Some(exhausted);
                    break 'search;
                }
                row.nodes.iter().for_each(|&other| see(other, &mut found));
            }
        }
        (level, complete_depth) = (next, step + 1);
    }
    let is_there = |node: NodeId| seen.get(node.index()).copied().unwrap_or_default();
    let links = match links_between(graph, &found, is_there, budget) {
        Ok(links) => links,
        Err((links, exhausted)) => {
            (ended, complete_depth) = (ended.or(Some(exhausted)), 0);
            links
        }
    };
    let mut content = Content::new(graph, found, links);
    if let Some(exhausted) = ended {
        content.completeness = Completeness::Truncated {
            reason: format!("the limit `{}` was reached", exhausted.limit()),
            complete_depth: Some(complete_depth),
        };
    }
    content
}

/// The links whose both ends are there, up to where the budget ends.
fn links_between(
    graph: &Graph,
    nodes: &[NodeId],
    is_there: impl Fn(NodeId) -> bool,
    budget: &mut Budget,
) -> Result<Vec<LinkId>, (Vec<LinkId>, Exhausted)> {
    let mut links = Vec::new();
    for &node in nodes {
        for (.., row) in graph.rows_of(node, Direction::Out) {
            if let Err(exhausted) = budget.visit(row.len() + 1) {
                return Err((links, exhausted));
            }
            links.extend(row.iter().filter(|(other, _)| is_there(*other)).map(|(_, link)| link));
        }
    }
    Ok(links)
}
