//! The neighbourhood of some entities: breadth first, the likeliest to matter first.
//!
//! Of the entities one step further those come first that have more links to what was already
//! taken, then those with fewer links in the whole graph (a council before a country), then
//! by kind and id. What a limit left out is counted, for each entity and relation.

use crate::{
    algo::{Completeness, Meter, Truncation},
    graph::{
        LinkId, NodeId, Visited,
        view::{ElementFilter, View, Way},
    },
    ontology::RelationId,
};
use hashbrown::HashSet;
use petgraph::visit::{VisitMap, Visitable};
use std::{cmp::Reverse, ops::Range};

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
/// Time O(links of the entities taken); memory 3 bits an entity of the graph, and in proportion to
/// the links that lead one step further.
pub fn subgraph<F: ElementFilter>(
    view: &View<'_, F>,
    roots: &[NodeId],
    options: SubgraphOptions,
    meter: &mut Meter,
) -> Subgraph {
    let mut search = Search { view, options, taken: view.visit_map(), nodes: Vec::new() };
    let mut cut = None;
    for &root in roots {
        if search.nodes.len() == options.limit && !search.taken.is_visited(&root) {
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
    taken: Visited,
    nodes: Vec<(NodeId, u32)>,
}

/// The key by which entities one step further are ordered.
type Rank = (Reverse<u32>, u32, NodeId);

/// An entity that is one step from another, by a link of a relation.
type Offer = (u32, RelationId, NodeId);

/// The entities one step further, which the view admits.
#[derive(Default)]
struct Candidates {
    /// Each once.
    nodes: Vec<NodeId>,
    /// One entry for each link after the first that ties a candidate to what was taken. In most
    /// graphs these are few, so they are sorted, and the others are never counted.
    again: Vec<NodeId>,
    /// Collected if there is a limit for each relation: by position of the entity taken.
    offers: Vec<Offer>,
}

impl Candidates {
    fn memory(&self) -> usize {
        (self.nodes.len() + self.again.len()) * size_of::<NodeId>()
            + self.offers.len() * size_of::<Offer>()
    }

    /// The candidates with several ties, by number, with how many they have.
    fn ties(&mut self) -> Vec<(NodeId, u32)> {
        self.again.sort_unstable();
        self.again.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32 + 1)).collect()
    }
}

impl<F: ElementFilter> Search<'_, '_, F> {
    fn take(&mut self, node: NodeId, depth: u32) {
        if self.taken.visit(node) {
            self.nodes.push((node, depth));
        }
    }

    /// Takes what is one step from the entities at some positions. Returns which limit left
    /// something out.
    fn level(
        &mut self,
        frontier: Range<usize>,
        depth: u32,
        meter: &mut Meter,
    ) -> Result<Option<Truncation>, Truncation> {
        let mut candidates = self.candidates(frontier, meter)?;
        meter.nodes(candidates.nodes.len())?;
        let ties = candidates.ties();
        let room = self.options.limit.saturating_sub(self.nodes.len());
        let (mut ranks, count, cut) = match self.options.limit_per_relation {
            None => (self.ranks(&candidates.nodes, &ties, room), candidates.nodes.len(), false),
            Some(most) => {
                let (ranks, cut) = self.ranks_within(candidates.offers, &ties, most);
                let count = ranks.len();
                (ranks, count, cut)
            }
        };
        if ranks.len() > room {
            ranks.select_nth_unstable(room);
            ranks.truncate(room);
        }
        ranks.sort_unstable();
        for (.., node) in ranks {
            self.take(node, depth);
        }
        let left_out = count > room;
        Ok(left_out.then_some(Truncation::Nodes).or(cut.then_some(Truncation::Results)))
    }

    /// The entities one step from the entities at some positions.
    fn candidates(
        &self,
        frontier: Range<usize>,
        meter: &mut Meter,
    ) -> Result<Candidates, Truncation> {
        let (view, graph) = (self.view, self.view.graph());
        let (mut met, mut refused) = (view.visit_map(), view.visit_map());
        let mut candidates = Candidates::default();
        for at in frontier {
            let node = self.nodes[at].0;
            for incident in view.incident(node, Way::Forward) {
                let next = incident.node;
                if self.taken.is_visited(&next) || refused.is_visited(&next) {
                    continue;
                }
                if met.is_visited(&next) {
                    candidates.again.push(next);
                } else if view.admits(next) {
                    met.visit(next);
                    candidates.nodes.push(next);
                } else {
                    refused.visit(next);
                    continue;
                }
                if self.options.limit_per_relation.is_some() {
                    let relation = graph.links().relation(incident.link(graph));
                    candidates.offers.push((at as u32, relation, next));
                }
            }
            meter.links(view.row_len(node, Way::Forward))?;
            meter.holds(candidates.memory())?;
        }
        Ok(candidates)
    }

    fn rank(&self, node: NodeId, ties: u32) -> Rank {
        (Reverse(ties), self.view.degree(node), node)
    }

    /// The ranks of the candidates that can be among the first so many: those with one tie are
    /// ranked only if there are too few with several.
    fn ranks(&self, candidates: &[NodeId], ties: &[(NodeId, u32)], room: usize) -> Vec<Rank> {
        let mut ranks: Vec<Rank> = ties.iter().map(|&(node, ties)| self.rank(node, ties)).collect();
        if ranks.len() < room {
            let mut several = self.view.visit_map();
            for (node, _) in ties {
                several.visit(*node);
            }
            let once = candidates.iter().filter(|node| !several.is_visited(node));
            ranks.extend(once.map(|&node| self.rank(node, 1)));
        }
        ranks
    }

    /// The ranks of the candidates that are among the first of some entity and relation; whether
    /// there are others.
    fn ranks_within(
        &self,
        mut offers: Vec<Offer>,
        ties: &[(NodeId, u32)],
        most: usize,
    ) -> (Vec<Rank>, bool) {
        offers.sort_unstable();
        offers.dedup();
        let rank = |node: NodeId| {
            let several = ties.binary_search_by_key(&node, |it| it.0);
            self.rank(node, several.map_or(1, |at| ties[at].1))
        };
        let (mut chosen, mut others) = (HashSet::new(), HashSet::new());
        for offered in offers.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let mut ranks: Vec<Rank> = offered.iter().map(|offer| rank(offer.2)).collect();
            ranks.sort_unstable();
            let rest = ranks.split_off(most.min(ranks.len()));
            chosen.extend(ranks);
            others.extend(rest);
        }
        let cut = !others.is_subset(&chosen);
        (chosen.into_iter().collect(), cut)
    }

    /// The links between the entities taken, and how many lead out; why it ended early.
    fn border(&self, meter: &mut Meter) -> (Vec<LinkId>, Vec<Omitted>, Option<Truncation>) {
        let (view, graph) = (self.view, self.view.graph());
        let (mut links, mut omitted) = (Vec::new(), Vec::new());
        let mut ended = None;
        let mut out = vec![0_u32; graph.ontology().relations().len()];
        for &(node, _) in &self.nodes {
            // The links of a relation follow each other in a row, and have consecutive numbers.
            let (mut relation, mut numbers) = (RelationId(0), 0..0);
            for incident in view.incident(node, Way::Forward) {
                let link = incident.link(graph);
                if self.taken.is_visited(&incident.node) {
                    links.push(link);
                } else if view.admits(incident.node) {
                    if !numbers.contains(&link.0) {
                        relation = graph.links().relation(link);
                        numbers = graph.links().of_relation(relation);
                    }
                    out[relation.index()] += 1;
                }
            }
            for (relation, _) in graph.ontology().relations() {
                let count = std::mem::take(&mut out[relation.index()]);
                if count > 0 {
                    omitted.push(Omitted { node, relation, count });
                }
            }
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
