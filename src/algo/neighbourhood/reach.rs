//! Ancestors and descendants: everything that a chain of links leads to, with its distance.
//!
//! A breadth-first search, O(links of what is reached).

use crate::{
    algo::{Completeness, Meter, Truncation},
    graph::{
        NodeId,
        view::{ElementFilter, View, Way},
    },
};
use petgraph::visit::{VisitMap, Visitable};

/// The entities that were reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Entities with the least number of steps to them, by that number, then in the order of
    /// the graph. The root is not among them.
    pub entities: Vec<(NodeId, u32)>,
    /// The reason why something may be missing.
    pub truncated: Option<Truncation>,
    /// Up to this distance nothing is missing, if something is missing.
    pub complete_depth: Option<u32>,
}

impl Reached {
    /// The completeness of the search.
    pub fn completeness(&self) -> Completeness {
        Completeness { truncated: self.truncated, complete_depth: self.complete_depth }
    }
}

/// Everything at most `depth` steps along the view's direction: with `direction: OUT` over
/// `OWNS` what an entity owns, itself or through others.
pub fn descendants<F: ElementFilter>(
    view: &View<'_, F>,
    root: NodeId,
    depth: u32,
    meter: &mut Meter,
) -> Reached {
    reach(view, root, depth, Way::Forward, meter)
}

/// Everything at most `depth` steps against the view's direction: with `direction: OUT` over
/// `OWNS` the owners of an entity, up to the last.
pub fn ancestors<F: ElementFilter>(
    view: &View<'_, F>,
    root: NodeId,
    depth: u32,
    meter: &mut Meter,
) -> Reached {
    reach(view, root, depth, Way::Backward, meter)
}

fn reach<F: ElementFilter>(
    view: &View<'_, F>,
    root: NodeId,
    depth: u32,
    way: Way,
    meter: &mut Meter,
) -> Reached {
    let mut seen = view.visit_map();
    seen.visit(root);
    let mut reached = Reached::default();
    let mut level = vec![root];
    for distance in 1..=depth {
        let mut next = Vec::new();
        let result = level.iter().try_for_each(|&node| {
            for incident in view.incident(node, way) {
                if !seen.is_visited(&incident.node) && view.admits(incident.node) {
                    seen.visit(incident.node);
                    next.push(incident.node);
                }
            }
            meter.links(view.row_len(node, way))?;
            meter.holds((reached.entities.len() + next.len()) * size_of::<(NodeId, u32)>())
        });
        let result = result.and_then(|()| meter.nodes(next.len()));
        next.sort_unstable();
        reached.entities.extend(next.iter().map(|&node| (node, distance)));
        if let Err(reason) = result {
            reached.truncated = Some(reason);
            reached.complete_depth = Some(distance - 1);
            return reached;
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    reached
}
