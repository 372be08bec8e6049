//! Similar entities: those with the same neighbours.

use crate::{
    algo::{Completeness, Meter, Truncation},
    graph::{
        NodeId,
        view::{ElementFilter, View, Way},
    },
};
use hashbrown::HashMap;

/// By what two entities are alike. Neighbours are those over the relations of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// The share of neighbours of either that both have ([Jaccard, *The Distribution of the Flora
    /// in the Alpine Zone*, 1912](https://doi.org/10.1111/j.1469-8137.1912.tb05611.x)).
    Jaccard,
    /// The sum over shared neighbours of 1 / ln(their number of neighbours), so that a rare one
    /// counts more ([Adamic and Adar, *Friends and neighbors on the Web*,
    /// 2003](https://doi.org/10.1016/S0378-8733(03)00009-1)). A neighbour that
    /// has only these two counts 1 / ln(2).
    AdamicAdar,
}

/// An entity that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// The entity.
    pub node: NodeId,
    /// The score of the likeness.
    pub score: f64,
    /// The neighbours that both have, in order.
    pub shared: Vec<NodeId>,
}

/// Similar entities, the most alike first, then in the order of the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarSet {
    /// The entities; all have a shared neighbour.
    pub similar: Vec<Similar>,
    /// The number of similar entities, also those that are not listed.
    pub total: usize,
    /// The completeness of the search.
    pub completeness: Completeness,
}

/// Finds the entities most like one. O(links of its neighbours, and of what is listed).
pub fn similar<F: ElementFilter>(
    view: &View<'_, F>,
    node: NodeId,
    by: Likeness,
    limit: usize,
    meter: &mut Meter,
) -> SimilarSet {
    match all(view, node, by, meter) {
        Ok(mut similar) => {
            similar.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.node.cmp(&b.node)));
            let total = similar.len();
            similar.truncate(limit);
            let completeness = match total > limit {
                true => Completeness::truncated(Truncation::Results, None),
                false => Completeness::COMPLETE,
            };
            SimilarSet { similar, total, completeness }
        }
        Err(reason) => SimilarSet {
            similar: Vec::new(),
            total: 0,
            completeness: Completeness::truncated(reason, None),
        },
    }
}

fn all<F: ElementFilter>(
    view: &View<'_, F>,
    node: NodeId,
    by: Likeness,
    meter: &mut Meter,
) -> Result<Vec<Similar>, Truncation> {
    let mut shared: HashMap<NodeId, Vec<(NodeId, u32)>> = HashMap::new();
    let own = neighbours(view, node, node, Way::Forward, meter)?;
    for &between in &own {
        let others = neighbours(view, between, node, Way::Backward, meter)?;
        // Those that can be reached from it count for how rare it is.
        for &other in others.iter().filter(|other| **other != node) {
            shared.entry(other).or_default().push((between, others.len() as u32));
        }
        meter.nodes(others.len())?;
        meter.holds(shared.len() * 64)?;
    }
    let mut similar = Vec::with_capacity(shared.len());
    for (other, mut both) in shared {
        both.sort_unstable();
        let score = match by {
            Likeness::AdamicAdar => both.iter().map(|it| 1.0 / f64::from(it.1).ln()).sum(),
            Likeness::Jaccard => {
                let others = neighbours(view, other, other, Way::Forward, meter)?.len();
                both.len() as f64 / (own.len() + others - both.len()) as f64
            }
        };
        let shared = both.into_iter().map(|it| it.0).collect();
        similar.push(Similar { node: other, score, shared });
    }
    Ok(similar)
}

/// The entities in view one step from another, each once, in order. The root was named by the
/// request, so it is in view.
fn neighbours<F: ElementFilter>(
    view: &View<'_, F>,
    node: NodeId,
    root: NodeId,
    way: Way,
    meter: &mut Meter,
) -> Result<Vec<NodeId>, Truncation> {
    let steps = view.incident(node, way).map(|it| it.node);
    let mut nodes: Vec<NodeId> =
        steps.filter(|&other| other != node && (other == root || view.admits(other))).collect();
    nodes.sort_unstable();
    nodes.dedup();
    meter.links(view.row_len(node, way))?;
    Ok(nodes)
}
