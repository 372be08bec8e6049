//! The neighbourhood of some entities: breadth first, the likeliest to matter first.
//!
//! Of the entities one step further those come first that have more links to what was already
//! taken, then those with fewer links in the whole graph (a council before a country), then
//! by kind and id. What a limit left out is counted, for each entity and relation.

use crate::{
    algo::{Completeness, Meter, Truncation},
    graph::{
        LinkId, NodeId,
        view::{ElementFilter, View, Way},
    },
    ontology::RelationId,
};
use hashbrown::{HashMap, HashSet};
use std::{cmp::Reverse, collections::BTreeMap};

/// The size of the neighbourhood, and which links it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubgraphOptions {
    /// Steps from the roots at most.
    pub depth: u32,
    /// Entities at most, the roots among them.
    pub limit: usize,
    /// Entities at most that are taken for one entity and relation.
    pub limit_per_relation: Option<usize>,
}

/// Links of an entity that lead to entities in view, but not in the subgraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Omitted {
    /// The entity, which is in the subgraph.
    pub node: NodeId,
    /// The relation of the links.
    pub relation: RelationId,
    /// The number of links.
    pub count: u32,
}

/// A neighbourhood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subgraph {
    /// Entities with their distance from the nearest root: roots first, then as they were
    /// taken.
    pub nodes: Vec<(NodeId, u32)>,
    /// All links in view between them, by number.
    pub links: Vec<LinkId>,
    /// The links at its border, by entity as in `nodes`, then by relation. Exact, unless the search
    /// was ended by its budget.
    pub omitted: Vec<Omitted>,
    /// [`Truncation::Nodes`]: `limit` left entities out; [`Truncation::Results`]:
    /// `limit_per_relation` did. What is further than `depth` was not asked for.
    pub completeness: Completeness,
}

/// The neighbourhood of some entities. The roots are in it whatever the view says of them.
///
/// Time O(links of the entities taken), memory in proportion to the entities one step further.
pub fn subgraph<F: ElementFilter>(
    view: &View<'_, F>,
    roots: &[NodeId],
    options: SubgraphOptions,
    meter: &mut Meter,
) -> Subgraph {
    let mut search = Search { view, options, taken: HashSet::new(), nodes: Vec::new() };
    let mut cut = None;
    for &root in roots {
        if search.nodes.len() == options.limit && !search.taken.contains(&root) {
            cut = Some((Truncation::Nodes, 0));
            break;
        }
        search.take(root, 0);
    }
    let mut start = 0;
    for depth in 1..=options.depth {
        let end = search.nodes.len();
        match search.level(start..end, depth, meter) {
            Ok(reason) => cut = cut.or(reason.map(|reason| (reason, depth - 1))),
            Err(reason) => {
                cut = Some((reason, cut.map_or(depth - 1, |cut| cut.1)));
                break;
            }
        }
        start = end;
        if end == search.nodes.len() {
            break;
        }
    }
    let (links, omitted, ended) = search.border(meter);
    let cut = ended.map(|reason| (reason, cut.map_or(options.depth, |cut| cut.1))).or(cut);
    let completeness = cut.map_or(Completeness::COMPLETE, |(reason, depth)| {
        Completeness::truncated(reason, Some(depth))
    });
    Subgraph { nodes: search.nodes, links, omitted, completeness }
}

struct Search<'v, 'g, F> {
    view: &'v View<'g, F>,
    options: SubgraphOptions,
    taken: HashSet<NodeId>,
    nodes: Vec<(NodeId, u32)>,
}

/// The key by which entities one step further are ordered.
type Rank = (Reverse<u32>, u32, NodeId);

impl<F: ElementFilter> Search<'_, '_, F> {
    fn take(&mut self, node: NodeId, depth: u32) {
        if self.taken.insert(node) {
            self.nodes.push((node, depth));
        }
    }

    /// Takes what is one step from the entities at some positions. Returns which limit left
    /// something out.
    fn level(
        &mut self,
        frontier: std::ops::Range<usize>,
        depth: u32,
        meter: &mut Meter,
    ) -> Result<Option<Truncation>, Truncation> {
        let view = self.view;
        let graph = view.graph();
        // How many links tie each candidate to what was taken; `None` if it is not admitted.
        let mut ties: HashMap<NodeId, Option<u32>> = HashMap::new();
        let mut offers: Vec<(u32, RelationId, NodeId)> = Vec::new();
        for at in frontier {
            let node = self.nodes[at].0;
            for incident in view.incident(node, Way::Forward) {
                let next = incident.node;
                if self.taken.contains(&next) {
                    continue;
                }
                let tie = ties.entry(next).or_insert_with(|| view.admits(next).then_some(0));
                if let Some(count) = tie {
                    *count += 1;
                    let relation = graph.links().relation(incident.link(graph));
                    offers.push((at as u32, relation, next));
                }
            }
            meter.links(view.row_len(node, Way::Forward))?;
            meter.holds(ties.len() * 16 + offers.len() * 12)?;
        }
        meter.nodes(ties.len())?;
        let rank = |node: NodeId| -> Rank {
            (Reverse(ties.get(&node).copied().flatten().unwrap_or(0)), view.degree(node), node)
        };
        let (mut candidates, cut) = self.admitted(offers, rank);
        candidates.sort_unstable();
        let room = self.options.limit.saturating_sub(self.nodes.len());
        let left_out = candidates.len() > room;
        for (.., node) in candidates.into_iter().take(room) {
            self.take(node, depth);
        }
        Ok(left_out.then_some(Truncation::Nodes).or(cut.then_some(Truncation::Results)))
    }

    /// The candidates that are among the first of some entity and relation; whether there are
    /// others.
    fn admitted(
        &self,
        mut offers: Vec<(u32, RelationId, NodeId)>,
        rank: impl Fn(NodeId) -> Rank,
    ) -> (Vec<Rank>, bool) {
        offers.sort_unstable();
        offers.dedup();
        let mut chosen = HashSet::new();
        let mut all = HashSet::new();
        for offered in offers.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let mut ranks: Vec<Rank> = offered.iter().map(|offer| rank(offer.2)).collect();
            ranks.sort_unstable();
            let most = self.options.limit_per_relation.unwrap_or(usize::MAX);
            all.extend(ranks.iter().skip(most).map(|rank| rank.2));
            chosen.extend(ranks.into_iter().take(most));
        }
        let cut = all.iter().any(|node| !chosen.contains(&rank(*node)));
        (chosen.into_iter().collect(), cut)
    }

    /// The links between the entities taken, and how many lead out; why it ended early.
    fn border(&self, meter: &mut Meter) -> (Vec<LinkId>, Vec<Omitted>, Option<Truncation>) {
        let (view, graph) = (self.view, self.view.graph());
        let (mut links, mut omitted) = (Vec::new(), Vec::new());
        let mut ended = None;
        for &(node, _) in &self.nodes {
            let mut out: BTreeMap<RelationId, u32> = BTreeMap::new();
            for incident in view.incident(node, Way::Forward) {
                let link = incident.link(graph);
                if self.taken.contains(&incident.node) {
                    links.push(link);
                } else if view.admits(incident.node) {
                    *out.entry(graph.links().relation(link)).or_default() += 1;
                }
            }
            omitted.extend(out.into_iter().map(|(relation, count)| Omitted {
                node,
                relation,
                count,
            }));
            let spent = meter.links(view.row_len(node, Way::Forward));
            if let Err(reason) = spent.and_then(|()| meter.holds(links.len() * 4)) {
                ended = Some(reason);
                break;
            }
        }
        links.sort_unstable();
        // A link that can be followed either way was met at both its ends.
        links.dedup();
        (links, omitted, ended)
    }
}
