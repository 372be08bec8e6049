//! The smallest subgraph found that ties given entities together: a Steiner tree.
//!
//! [Mehlhorn, *A faster approximation algorithm for the Steiner problem in graphs*,
//! 1988](https://doi.org/10.1016/0020-0190(88)90066-X): one
//! search from all given entities at once gives each entity its nearest one; where two such
//! regions touch, there is a way between their centres; the cheapest ways that tie all of them
//! make the tree. It never costs more than 2 (1 - 1/l) of the best tree, where l is the number
//! of leaves of that one. petgraph's `steiner_tree` is that of Kou, Markowsky and Berman, with
//! one search for each given entity.
//!
//! Then entities are tried one by one as further given ones, those that touch several of
//! the tree first; the tree is kept if it costs less. Directions do not count.

use crate::{
    algo::{Completeness, Meter, Truncation},
    graph::{
        LinkId, NodeId,
        view::{Cost, CostError, Costs, ElementFilter, View},
    },
    ontology::Direction,
};
use hashbrown::HashMap;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

/// A tree that ties entities together, or several where there is no way between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Connection {
    /// Its entities, the given ones among them, in the order of the graph.
    pub nodes: Vec<NodeId>,
    /// For each tie of the tree its two entities, the smaller first, and all links in view
    /// between them.
    pub ties: Vec<([NodeId; 2], Vec<LinkId>)>,
    /// The cost. A hub's penalty counts half at each of its ties, so that a path costs the same as
    /// elsewhere.
    pub cost: f64,
    /// The given entities by the tree that they are in; one group if all are tied.
    pub groups: Vec<Vec<NodeId>>,
    /// [`Truncation`] says that a better tree may exist that Mehlhorn's bound promises.
    pub completeness: Completeness,
}

/// The number of entities that are tried to make a tree better, ...
const TRIALS: usize = 256;
/// ... and how often.
const ROUNDS: usize = 8;

/// Ties given entities together.
///
/// # Errors
/// If the links have no such cost, see [`Costs::new`].
pub fn connect<F: ElementFilter>(
    view: &View<'_, F>,
    ids: &[NodeId],
    cost: &Cost,
    meter: &mut Meter,
) -> Result<Connection, CostError> {
    let costs = view.costs(cost)?;
    let ids: BTreeSet<NodeId> = ids.iter().copied().collect();
    let search = Search { view, costs, ids: &ids };
    let mut completeness = Completeness::COMPLETE;
    let mut tree = Tree::default();
    match search.tree(meter) {
        Ok(found) => {
            tree = found;
            if let Err(reason) = search.improve(&mut tree, meter) {
                completeness = Completeness::truncated(reason, None);
            }
        }
        Err(reason) => completeness = Completeness::truncated(reason, None),
    }
    Ok(search.connection(&tree, completeness))
}

/// Ties, each with its smaller entity first, and what they cost.
#[derive(Clone, Debug, Default)]
struct Tree {
    ties: BTreeMap<[NodeId; 2], u64>,
}

impl Tree {
    fn cost(&self) -> u64 {
        self.ties.values().sum()
    }

    fn degrees(&self) -> BTreeMap<NodeId, u32> {
        let mut degrees = BTreeMap::new();
        for node in self.ties.keys().flatten() {
            *degrees.entry(*node).or_default() += 1;
        }
        degrees
    }

    /// Takes leaves away that were not given, until there is none.
    fn prune(&mut self, given: &BTreeSet<NodeId>) {
        loop {
            let degrees = self.degrees();
            let before = self.ties.len();
            let is_loose = |node: &NodeId| degrees[node] == 1 && !given.contains(node);
            self.ties.retain(|ends, _| !ends.iter().any(is_loose));
            if self.ties.len() == before {
                return;
            }
        }
    }
}

/// A tie between two entities, the smaller first, behind its cost.
type Priced = (u64, [NodeId; 2]);
/// An entity beside the tree, and its ties to it.
type Beside = (NodeId, Vec<Priced>);

/// A way between the centres of two regions: cost, the tie where they meet, and its cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    cost: u64,
    ends: [NodeId; 2],
    step: u64,
}

/// The cost of the dearest way of the cheapest that tie all centres.
fn dearest_needed(near: &HashMap<NodeId, Near>, ways: &[Way]) -> u64 {
    let mut ways = ways.to_vec();
    ways.sort_unstable();
    let mut groups = Groups::default();
    let centre = |node: NodeId| near[&node].centre;
    let needed = ways.iter().filter(|way| groups.join(centre(way.ends[0]), centre(way.ends[1])));
    needed.last().map_or(0, |way| way.cost)
}

/// The state of an entity in the search from all given entities.
#[derive(Clone, Copy)]
struct Near {
    distance: u64,
    centre: NodeId,
    before: NodeId,
    step: u64,
}

struct Search<'v, 'g, F> {
    view: &'v View<'g, F>,
    costs: Costs<'g>,
    ids: &'v BTreeSet<NodeId>,
}

impl<F: ElementFilter> Search<'_, '_, F> {
    /// Mehlhorn's tree.
    fn tree(&self, meter: &mut Meter) -> Result<Tree, Truncation> {
        let (near, mut ways) = self.regions(meter)?;
        ways.sort_unstable();
        let mut groups = Groups::default();
        let mut tree = Tree::default();
        for Way { ends, step, .. } in ways {
            if !groups.join(near[&ends[0]].centre, near[&ends[1]].centre) {
                continue;
            }
            tree.ties.insert(ends, step);
            for mut node in ends {
                while near[&node].centre != node {
                    let Near { before, step, .. } = near[&node];
                    tree.ties.insert(ordered(node, before), step);
                    node = before;
                }
            }
        }
        tree.prune(self.ids);
        Ok(tree)
    }

    /// The nearest given entity of every entity (Dijkstra from all of them), and the ways
    /// between regions that touch.
    ///
    /// A way that is found when an entity at the distance d is taken costs at least 2 d. So
    /// the search ends when the given entities are tied by ways that cost no more than that.
    fn regions(&self, meter: &mut Meter) -> Result<(HashMap<NodeId, Near>, Vec<Way>), Truncation> {
        let mut near: HashMap<NodeId, Near> = HashMap::new();
        let (mut ways, mut groups) = (Vec::new(), Groups::default());
        let (mut apart, mut dearest) = (self.ids.len(), u64::MAX);
        let mut heap = BinaryHeap::new();
        heap.extend(self.ids.iter().map(|&node| Reverse((0_u64, node, node, node, 0_u64))));
        while let Some(Reverse((distance, centre, node, before, step))) = heap.pop() {
            if near.contains_key(&node) {
                continue;
            }
            if distance.saturating_mul(2) >= dearest {
                break;
            }
            near.insert(node, Near { distance, centre, before, step });
            meter.nodes(1)?;
            for (next, step) in self.steps(node) {
                match near.get(&next) {
                    None => {
                        let there = distance.saturating_add(step);
                        heap.push(Reverse((there, centre, next, node, step)));
                    }
                    Some(there) if there.centre != centre => {
                        let cost = distance + step + there.distance;
                        ways.push(Way { cost, ends: ordered(node, next), step });
                        apart -= usize::from(groups.join(centre, there.centre));
                    }
                    Some(_) => {}
                }
            }
            if apart == 1 && dearest == u64::MAX {
                dearest = dearest_needed(&near, &ways);
            }
            meter.links(self.view.graph().degree(node) as usize)?;
            meter.holds(near.len() * 48 + heap.len() * 40 + ways.len() * 32)?;
        }
        Ok((near, ways))
    }

    /// The entities one step away, each with what a tie costs in units.
    fn steps(&self, node: NodeId) -> impl Iterator<Item = (NodeId, u64)> {
        let view = self.view;
        let incidents = view.incident_in(node, Direction::Both);
        incidents.filter_map(move |incident| {
            let next = incident.node;
            if next == node || !self.passes(next) {
                return None;
            }
            Some((next, self.tie_cost(node, next, incident.link(view.graph()))?))
        })
    }

    fn passes(&self, node: NodeId) -> bool {
        self.ids.contains(&node) || self.view.admits(node)
    }

    /// A tie costs half of what it would cost to go either way, so that direction does not
    /// matter; an entity that was given has no penalty.
    fn tie_cost(&self, a: NodeId, b: NodeId, link: LinkId) -> Option<u64> {
        let one = self.view.step(&self.costs, link, b, self.ids.contains(&b))?;
        let other = self.view.step(&self.costs, link, a, self.ids.contains(&a))?;
        Some((one + other).div_ceil(2))
    }

    /// Tries entities that touch the tree as further given ones.
    fn improve(&self, tree: &mut Tree, meter: &mut Meter) -> Result<(), Truncation> {
        for _ in 0..ROUNDS {
            let (inside, beside) = self.around(tree, meter)?;
            let mut best = self.span(inside.clone(), None);
            for (node, extra) in beside {
                let mut ties = inside.clone();
                ties.extend(extra);
                meter.links(ties.len())?;
                let other = self.span(ties, Some(node));
                if other.cost() < best.cost() {
                    best = other;
                }
            }
            if best.cost() >= tree.cost() {
                return Ok(());
            }
            *tree = best;
        }
        Ok(())
    }

    /// The ties between the entities of a tree, and those of each entity beside it that
    /// touches at least three of them, those that touch most first.
    fn around(
        &self,
        tree: &Tree,
        meter: &mut Meter,
    ) -> Result<(Vec<Priced>, Vec<Beside>), Truncation> {
        let nodes = tree.degrees();
        let mut inside = Vec::new();
        let mut beside: HashMap<NodeId, BTreeMap<NodeId, u64>> = HashMap::new();
        for &node in nodes.keys() {
            for (next, step) in self.steps(node) {
                if nodes.contains_key(&next) {
                    inside.push((step, ordered(node, next)));
                } else {
                    let known = beside.entry(next).or_default().entry(node).or_insert(step);
                    *known = step.min(*known);
                }
            }
            meter.links(self.view.graph().degree(node) as usize)?;
            meter.holds(beside.len() * 64)?;
        }
        inside.sort_unstable();
        inside.dedup();
        let touching = beside.into_iter().filter(|it| it.1.len() >= 3);
        let mut touching: Vec<_> = touching.collect();
        touching.sort_unstable_by_key(|it| (Reverse(it.1.len()), it.0));
        touching.truncate(TRIALS);
        let ties = |(node, steps): (NodeId, BTreeMap<NodeId, u64>)| {
            (node, steps.into_iter().map(|(to, step)| (step, ordered(node, to))).collect())
        };
        Ok((inside, touching.into_iter().map(ties).collect()))
    }

    /// The cheapest tree of some ties (Kruskal), without loose ends. Of ties that cost the same
    /// those of a favoured entity come first, so that it replaces what it can.
    fn span(&self, mut ties: Vec<Priced>, favoured: Option<NodeId>) -> Tree {
        ties.sort_unstable_by_key(|&(step, ends)| {
            (step, favoured.is_some_and(|node| !ends.contains(&node)), ends)
        });
        let (mut groups, mut tree) = (Groups::default(), Tree::default());
        for (step, ends) in ties {
            if groups.join(ends[0], ends[1]) {
                tree.ties.insert(ends, step);
            }
        }
        tree.prune(self.ids);
        tree
    }

    fn connection(&self, tree: &Tree, completeness: Completeness) -> Connection {
        let mut nodes: BTreeSet<NodeId> = self.ids.clone();
        nodes.extend(tree.ties.keys().flatten());
        let mut groups = Groups::default();
        let links = |&[a, b]: &[NodeId; 2]| {
            let graph = self.view.graph();
            let (at, other) = if graph.degree(a) <= graph.degree(b) { (a, b) } else { (b, a) };
            let between = self.view.incident_in(at, Direction::Both).filter(|it| it.node == other);
            let mut links: Vec<LinkId> = between.map(|it| it.link(graph)).collect();
            links.sort_unstable();
            links.dedup();
            ([a, b], links)
        };
        for ends in tree.ties.keys() {
            groups.join(ends[0], ends[1]);
        }
        let mut by_root: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
        for &id in self.ids {
            by_root.entry(groups.root(id)).or_default().push(id);
        }
        let mut all: Vec<Vec<NodeId>> = by_root.into_values().collect();
        all.sort_unstable();
        Connection {
            nodes: nodes.into_iter().collect(),
            ties: tree.ties.keys().map(links).collect(),
            cost: self.costs.value(tree.cost()),
            groups: all,
            completeness,
        }
    }
}

/// The groups of entities that are tied already.
#[derive(Default)]
struct Groups(HashMap<NodeId, NodeId>);

impl Groups {
    fn root(&mut self, mut node: NodeId) -> NodeId {
        while let Some(&parent) = self.0.get(&node) {
            if let Some(&above) = self.0.get(&parent) {
                self.0.insert(node, above);
            }
            node = parent;
        }
        node
    }

    /// Ties two; false if they were.
    fn join(&mut self, a: NodeId, b: NodeId) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        self.0.insert(a.max(b), a.min(b));
        true
    }
}

fn ordered(a: NodeId, b: NodeId) -> [NodeId; 2] {
    [a.min(b), a.max(b)]
}
