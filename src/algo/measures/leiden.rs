//! Communities: Leiden, which maximizes modularity.
//!
//! [Traag, Waltman and van Eck, *From Louvain to Leiden: guaranteeing well-connected
//! communities*, 2019](https://doi.org/10.1038/s41598-019-41695-z). Nodes move to the neighbouring
//! community that gains most; each community is then parted into well-connected pieces; the pieces
//! become the nodes of a smaller graph, and so on. The random order of nodes comes from a fixed
//! seed, so the same graph has the same communities everywhere.
//!
//! Modularity ([Newman and Girvan, 2004](https://arxiv.org/abs/cond-mat/0308217)) compares the
//! steps inside communities with what they would be if every node kept its degree and all steps
//! were drawn at random.

use super::{components::Partition, random::Random};
use crate::algo::{Meter, Projection, Truncation};
use std::ops::Range;

/// Communities and how good they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// The community of each node, the largest first.
    pub partition: Partition,
    /// From -0.5 to 1; about 0.3 and more is taken for a structure.
    pub modularity: f64,
}

/// A graph whose nodes stand for sets of nodes.
struct Weighted {
    starts: Vec<u32>,
    targets: Vec<u32>,
    /// Empty if every step has the weight 1.
    weights: Vec<u32>,
    /// The weight of all steps from each node, those inside it among them.
    strength: Vec<f64>,
}

impl Weighted {
    fn len(&self) -> usize {
        self.strength.len()
    }

    #[inline(always)]
    fn range(&self, node: u32) -> Range<usize> {
        self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize
    }

    /// The ends of the steps from a node.
    #[inline(always)]
    fn targets(&self, node: u32) -> &[u32] {
        &self.targets[self.range(node)]
    }

    /// Calls a function with the end and the weight of each step from a node.
    #[inline(always)]
    fn each_step(&self, node: u32, mut step: impl FnMut(u32, u32)) {
        if self.weights.is_empty() {
            self.targets(node).iter().for_each(|&to| step(to, 1));
            return;
        }
        for (&to, &weight) in self.targets(node).iter().zip(&self.weights[self.range(node)]) {
            step(to, weight);
        }
    }
}

/// The number of repetitions of the whole from its own result in a large graph, ...
const ITERATIONS: usize = 3;
/// ... and up to how many steps it is done until nothing changes, and begun several times, of
/// which the best is taken.
const SMALL: usize = 100_000;
const BEGINNINGS: usize = 8;

/// The communities of a graph. Directions do not count. About O(steps) for each of a few
/// rounds.
///
/// # Errors
/// If the meter ends it.
pub fn communities(graph: &Projection, meter: &mut Meter) -> Result<Communities, Truncation> {
    let csr = &*graph.either;
    let nodes = csr.nodes();
    let base = Weighted {
        starts: csr.starts().to_vec(),
        targets: csr.targets().to_vec(),
        weights: Vec::new(),
        strength: (0..nodes as u32).map(|node| f64::from(csr.degree(node))).collect(),
    };
    let is_small = csr.steps() <= SMALL;
    let mut random = Random::new(0x1E1D_E500);
    let mut best: Option<Communities> = None;
    for _ in 0..if is_small { BEGINNINGS } else { 1 } {
        let mut labels: Vec<u32> = (0..nodes as u32).collect();
        for _ in 0..if is_small { 4 * ITERATIONS } else { ITERATIONS } {
            let before = labels.clone();
            iterate(&base, &mut labels, &mut random, meter)?;
            if before == labels {
                break;
            }
        }
        let partition = Partition::new(&labels);
        let modularity = modularity(graph, &partition.part);
        if best.as_ref().is_none_or(|best| modularity > best.modularity + 1e-12) {
            best = Some(Communities { partition, modularity });
        }
    }
    Ok(best.unwrap_or_else(|| Communities { partition: Partition::new(&[]), modularity: 0.0 }))
}

/// The modularity of communities; 0 for a graph without steps.
pub fn modularity(graph: &Projection, part: &[u32]) -> f64 {
    let csr = &*graph.either;
    let steps = csr.steps() as f64;
    if steps == 0.0 {
        return 0.0;
    }
    let parts = part.iter().copied().max().map_or(0, |part| part as usize + 1);
    let (mut inside, mut strength) = (0_u64, vec![0_u64; parts]);
    for node in 0..csr.nodes() as u32 {
        let own = part[node as usize];
        strength[own as usize] += u64::from(csr.degree(node));
        inside += csr.row(node).iter().filter(|&&to| part[to as usize] == own).count() as u64;
    }
    let expected: f64 = strength.iter().map(|&it| (it as f64 / steps).powi(2)).sum();
    inside as f64 / steps - expected
}

/// Moves, parts and folds until no two nodes are in one community; `labels` is where it begins and
/// ends.
fn iterate(
    base: &Weighted,
    labels: &mut [u32],
    random: &mut Random,
    meter: &mut Meter,
) -> Result<(), Truncation> {
    let total: f64 = base.strength.iter().sum();
    // For each node of the base the node of the folded graph that it is in.
    let mut place: Vec<u32> = (0..base.len() as u32).collect();
    let mut folded: Option<Weighted> = None;
    let mut community = labels.to_vec();
    loop {
        let graph = folded.as_ref().unwrap_or(base);
        let mut state = State::new(graph, community, total);
        state.move_nodes(random, meter)?;
        let refined = state.refine(random, meter)?;
        let pieces = refined.iter().copied().max().map_or(0, |piece| piece as usize + 1);
        for (label, place) in labels.iter_mut().zip(&place) {
            *label = state.community[*place as usize];
        }
        if pieces == graph.len() {
            return Ok(());
        }
        let (next, belongs) = fold(graph, &refined, pieces, &state.community);
        meter.links(graph.targets.len())?;
        for place in &mut place {
            *place = refined[*place as usize];
        }
        community = belongs;
        folded = Some(next);
    }
}

/// Communities of a graph while they change.
struct State<'g> {
    graph: &'g Weighted,
    community: Vec<u32>,
    /// The strength of each community.
    strength: Vec<f64>,
    /// The strength of the whole graph.
    total: f64,
    /// The weight from the node in hand to each community, and to which there is any.
    weight: Vec<u32>,
    touched: Vec<u32>,
}

impl<'g> State<'g> {
    /// Labels of communities are at most as many as nodes.
    fn new(graph: &'g Weighted, labels: Vec<u32>, total: f64) -> Self {
        let count = graph.len().max(labels.iter().max().map_or(0, |label| *label as usize + 1));
        let mut strength = vec![0.0; count];
        for (node, &label) in labels.iter().enumerate() {
            strength[label as usize] += graph.strength[node];
        }
        Self {
            graph,
            community: labels,
            strength,
            total,
            weight: vec![0; count],
            touched: Vec::new(),
        }
    }

    /// Moves nodes to where modularity gains most until none gains any more. Only nodes whose
    /// neighbourhood has changed are looked at again.
    fn move_nodes(&mut self, random: &mut Random, meter: &mut Meter) -> Result<(), Truncation> {
        let graph = self.graph;
        let mut queue: Vec<u32> = (0..graph.len() as u32).collect();
        random.shuffle(&mut queue);
        let mut queue = std::collections::VecDeque::from(queue);
        let mut queued = vec![true; graph.len()];
        while let Some(node) = queue.pop_front() {
            queued[node as usize] = false;
            let own = self.community[node as usize];
            let strength = graph.strength[node as usize];
            self.gather(node, |_| true);
            self.strength[own as usize] -= strength;
            let share = strength / self.total;
            let gain =
                |to: u32| f64::from(self.weight[to as usize]) - share * self.strength[to as usize];
            let (mut best, mut most) = (own, gain(own));
            for &to in &self.touched {
                let gain = gain(to);
                if gain > most + 1e-9 || (gain > most - 1e-9 && best != own && to < best) {
                    (best, most) = (to, most.max(gain));
                }
            }
            self.strength[best as usize] += strength;
            self.clear();
            if best != own {
                self.community[node as usize] = best;
                for &to in graph.targets(node) {
                    if !queued[to as usize] && self.community[to as usize] != best {
                        queued[to as usize] = true;
                        queue.push_back(to);
                    }
                }
            }
            meter.links(graph.targets(node).len())?;
        }
        Ok(())
    }

    /// The weight from a node to each community of its neighbours.
    #[inline]
    fn gather(&mut self, node: u32, wanted: impl Fn(u32) -> bool) {
        self.graph.each_step(node, |to, weight| {
            if to == node || !wanted(to) {
                return;
            }
            let community = self.community[to as usize];
            let sum = &mut self.weight[community as usize];
            if *sum == 0 {
                self.touched.push(community);
            }
            *sum += weight;
        });
    }

    fn clear(&mut self) {
        for community in self.touched.drain(..) {
            self.weight[community as usize] = 0;
        }
    }

    /// Parts every community into well-connected pieces: the piece of each node.
    fn refine(&self, random: &mut Random, meter: &mut Meter) -> Result<Vec<u32>, Truncation> {
        let graph = self.graph;
        let mut pieces = State::new(graph, (0..graph.len() as u32).collect(), self.total);
        // The weight from each piece to the rest of its community.
        let mut outside = vec![0.0; graph.len()];
        let inside = |node: u32, to: u32| {
            self.community[to as usize] == self.community[node as usize] && to != node
        };
        for node in 0..graph.len() as u32 {
            let mut sum = 0_u32;
            graph.each_step(node, |to, weight| sum += if inside(node, to) { weight } else { 0 });
            outside[node as usize] = f64::from(sum);
        }
        let mut single = vec![true; graph.len()];
        let mut order: Vec<u32> = (0..graph.len() as u32).collect();
        random.shuffle(&mut order);
        for node in order {
            let strength = graph.strength[node as usize];
            let whole = self.strength[self.community[node as usize] as usize];
            let is_well = |piece: u32, strength: f64| {
                outside[piece as usize] >= strength * (whole - strength) / self.total
            };
            if !single[node as usize] || !is_well(node, strength) {
                continue;
            }
            pieces.gather(node, |to| inside(node, to));
            let (mut best, mut most) = (node, 0.0);
            for &to in &pieces.touched {
                let held = pieces.strength[to as usize];
                let gain = f64::from(pieces.weight[to as usize]) - strength * held / self.total;
                if is_well(to, held) && (gain > most || (gain == most && to < best)) {
                    (best, most) = (to, gain);
                }
            }
            if best != node {
                let to = f64::from(pieces.weight[best as usize]);
                outside[best as usize] += outside[node as usize] - 2.0 * to;
                pieces.strength[best as usize] += strength;
                pieces.strength[node as usize] -= strength;
                pieces.community[node as usize] = best;
                single[best as usize] = false;
                single[node as usize] = false;
            }
            pieces.clear();
            meter.links(graph.targets(node).len())?;
        }
        let mut numbers = vec![u32::MAX; graph.len()];
        let mut count = 0;
        for piece in &mut pieces.community {
            let number = &mut numbers[*piece as usize];
            if *number == u32::MAX {
                *number = count;
                count += 1;
            }
            *piece = *number;
        }
        Ok(pieces.community)
    }
}

/// The graph of the pieces, and the community that each is in, numbered anew.
fn fold(graph: &Weighted, piece: &[u32], pieces: usize, community: &[u32]) -> (Weighted, Vec<u32>) {
    let mut members_start = vec![0_u32; pieces + 1];
    for &piece in piece {
        members_start[piece as usize + 1] += 1;
    }
    for at in 0..pieces {
        members_start[at + 1] += members_start[at];
    }
    let mut members = vec![0_u32; piece.len()];
    let mut next = members_start.clone();
    for (node, &piece) in (0..).zip(piece) {
        members[next[piece as usize] as usize] = node;
        next[piece as usize] += 1;
    }
    let mut folded = Weighted {
        starts: vec![0],
        targets: Vec::new(),
        weights: Vec::new(),
        strength: vec![0.0; pieces],
    };
    let mut belongs = vec![0; pieces];
    let mut numbers = vec![u32::MAX; community.iter().max().map_or(0, |it| *it as usize + 1)];
    let mut count = 0;
    let (mut weight, mut touched) = (vec![0_u32; pieces], Vec::new());
    for at in 0..pieces {
        let range = members_start[at] as usize..members_start[at + 1] as usize;
        for &node in &members[range] {
            folded.strength[at] += graph.strength[node as usize];
            belongs[at] = community[node as usize];
            graph.each_step(node, |to, step| {
                let to = piece[to as usize];
                if to as usize == at {
                    return;
                }
                if weight[to as usize] == 0 {
                    touched.push(to);
                }
                weight[to as usize] += step;
            });
        }
        for to in touched.drain(..) {
            folded.targets.push(to);
            folded.weights.push(std::mem::take(&mut weight[to as usize]));
        }
        folded.starts.push(folded.targets.len() as u32);
        let number = &mut numbers[belongs[at] as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        belongs[at] = *number;
    }
    (folded, belongs)
}
