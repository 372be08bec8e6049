//! Betweenness, sampled: KADABRA.
//!
//! [Borassi and Natale, *KADABRA is an ADaptive Algorithm for Betweenness via Random
//! Approximation*, 2016](https://arxiv.org/abs/1604.08553). A random pair is drawn, then one of its
//! shortest paths, found by a breadth-first search from both sides; the share of samples that pass
//! through a node estimates its betweenness. Sampling ends as soon as the bounds of Chernoff's
//! kind, one below and one above each node's estimate, are within the error; their probabilities of
//! failing sum up to what is allowed.

use super::{
    betweenness::Betweenness, components::weak_components, distances::Sampled, random::Random,
};
use crate::algo::{Meter, Projection, Truncation, projection::Csr};

/// The samples, of all pairs: how many there must be at most, and what was seen.
struct Sampling {
    error: f64,
    /// Samples that are enough whatever was seen.
    enough: f64,
    counts: Vec<u32>,
    samples: u64,
    /// ln(1 / probability that the bound fails), below and above, for each node.
    below: Vec<f64>,
    above: Vec<f64>,
}

/// Betweenness within an error, with a probability.
pub(super) fn sampled(
    graph: &Projection,
    error: f64,
    probability: f64,
    meter: &mut Meter,
) -> Result<Betweenness, Truncation> {
    let nodes = graph.len();
    let failure = 1.0 - probability;
    // The number of nodes of the longest shortest path bounds the dimension of the range space.
    let longest = f64::from(longest_path(graph, meter)?);
    let dimension = (longest - 2.0).max(1.0).log2().floor() + 1.0;
    let enough = 0.5 / (error * error) * (dimension + (0.5 / failure).ln());
    let mut sampling = Sampling {
        error,
        enough,
        counts: vec![0; nodes],
        samples: 0,
        below: Vec::new(),
        above: Vec::new(),
    };
    let mut random = Random::new(0xBE73_EE22 ^ nodes as u64);
    let mut pairs = Pairs::new(nodes);
    // A first part that decides only how the probability is shared out.
    for _ in 0..(enough / 100.0).ceil() as u64 {
        pairs.sample(graph, &mut random, &mut sampling.counts, meter)?;
        sampling.samples += 1;
    }
    sampling.share_out(failure);
    sampling.counts.fill(0);
    sampling.samples = 0;
    loop {
        for _ in 0..1_000 {
            pairs.sample(graph, &mut random, &mut sampling.counts, meter)?;
        }
        sampling.samples += 1_000;
        if sampling.samples as f64 >= enough || sampling.is_within() {
            break;
        }
        meter.nodes(nodes)?;
    }
    // Pairs were drawn with ends that the definition leaves out.
    let scale = nodes as f64 / (nodes as f64 - 2.0) / sampling.samples as f64;
    let values = sampling.counts.iter().map(|&count| f64::from(count) * scale).collect();
    let sampled = Some(Sampled { error, probability, samples: sampling.samples });
    Ok(Betweenness { values, sampled })
}

impl Sampling {
    /// Shares the probability of failing out among the nodes: those with a large estimate,
    /// whose bounds close last, get most (section 3.2 of the paper).
    fn share_out(&mut self, failure: f64) {
        const EVEN: f64 = 0.001;
        let nodes = self.counts.len() as f64;
        let squared = self.error * self.error;
        let estimate = |count: u32| (f64::from(count) / self.samples as f64).max(squared / 2.0);
        // Many nodes share one count.
        let mut by_count: Vec<(u32, f64)> = Vec::new();
        let mut counts = self.counts.clone();
        counts.sort_unstable();
        for run in counts.chunk_by(|a, b| a == b) {
            by_count.push((run[0], run.len() as f64));
        }
        let sum = |c: f64| -> f64 {
            let one = |&(count, nodes): &(u32, f64)| nodes * (-c * squared / estimate(count)).exp();
            by_count.iter().map(one).sum()
        };
        let (mut low, mut high) = (0.0, 1.0);
        while sum(high) > failure / 2.0 * (1.0 - EVEN) {
            high *= 2.0;
        }
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if sum(middle) > failure / 2.0 * (1.0 - EVEN) { low = middle } else { high = middle }
        }
        let log = |count: &u32| {
            let share = (-high * squared / estimate(*count)).exp() + failure * EVEN / (4.0 * nodes);
            (1.0 / share).ln()
        };
        self.below = self.counts.iter().map(log).collect();
        self.above = self.below.clone();
    }

    /// Returns true if both bounds of every node are within the error (theorem 9).
    fn is_within(&self) -> bool {
        let (samples, ratio) = (self.samples as f64, self.enough / self.samples as f64);
        let bound = |count: u32, log: f64, side: f64| {
            let estimate = f64::from(count) / samples;
            let part = ratio + side / 3.0;
            log / samples
                * (side * part + (part * part + 2.0 * estimate * self.enough / log).sqrt())
        };
        (0..self.counts.len()).all(|node| {
            let count = self.counts[node];
            let estimate = f64::from(count) / samples;
            bound(count, self.below[node], -1.0).min(estimate) <= self.error
                && bound(count, self.above[node], 1.0).min(1.0 - estimate) <= self.error
        })
    }
}

/// An upper bound of the nodes of a shortest path: twice the largest distance from the node
/// with most neighbours of each component; in a directed graph the largest component.
fn longest_path(graph: &Projection, meter: &mut Meter) -> Result<u32, Truncation> {
    let components = weak_components(graph, meter)?;
    if graph.is_directed() {
        return Ok(components.sizes.first().copied().unwrap_or(0));
    }
    let csr = &*graph.forward;
    let mut hubs = vec![u32::MAX; components.len()];
    for node in 0..graph.len() as u32 {
        let hub = &mut hubs[components.part[node as usize] as usize];
        if *hub == u32::MAX || csr.degree(node) > csr.degree(*hub) {
            *hub = node;
        }
    }
    let mut longest = 0;
    let mut distance = vec![u32::MAX; graph.len()];
    let mut queue = Vec::new();
    for hub in hubs {
        queue.clear();
        queue.push(hub);
        distance[hub as usize] = 0;
        let mut at = 0;
        while at < queue.len() {
            let node = queue[at];
            at += 1;
            for &to in csr.row(node) {
                if distance[to as usize] == u32::MAX {
                    distance[to as usize] = distance[node as usize] + 1;
                    queue.push(to);
                }
            }
        }
        let furthest = queue.last().map_or(0, |&node| distance[node as usize]);
        longest = longest.max(2 * furthest + 1);
    }
    meter.links(csr.steps())?;
    Ok(longest)
}

/// Draws random shortest paths.
struct Pairs {
    /// The sample and side that reached each node: twice the sample, and 1 for the second side.
    mark: Vec<u32>,
    distance: Vec<u32>,
    /// The number of shortest paths from its side to each node.
    paths: Vec<f64>,
    /// The last level of each side.
    level: [Vec<u32>; 2],
    next: Vec<u32>,
    /// Steps between the sides, each as (near the start, near the end).
    bridges: Vec<(u32, u32)>,
    sample: u32,
}

impl Pairs {
    fn new(nodes: usize) -> Self {
        Self {
            mark: vec![0; nodes],
            distance: vec![0; nodes],
            paths: vec![0.0; nodes],
            level: [Vec::new(), Vec::new()],
            next: Vec::new(),
            bridges: Vec::new(),
            sample: 0,
        }
    }

    /// Draws a pair and one of its shortest paths, and counts the nodes in between.
    fn sample(
        &mut self,
        graph: &Projection,
        random: &mut Random,
        counts: &mut [u32],
        meter: &mut Meter,
    ) -> Result<(), Truncation> {
        let nodes = graph.len();
        let start = random.below(nodes) as u32;
        let end = (start + 1 + random.below(nodes - 1) as u32) % nodes as u32;
        self.sample += 1;
        for (side, node) in [start, end].into_iter().enumerate() {
            self.reach(side, node, 0, 1.0);
            self.level[side].clear();
            self.level[side].push(node);
        }
        self.bridges.clear();
        let rows: [&Csr; 2] = [&graph.forward, &graph.backward];
        let work = |csr: &Csr, level: &[u32]| -> u64 {
            level.iter().map(|&node| u64::from(csr.degree(node))).sum()
        };
        while self.bridges.is_empty() {
            let works = [0, 1].map(|side| work(rows[side], &self.level[side]));
            if self.level.iter().any(Vec::is_empty) {
                return Ok(());
            }
            let side = usize::from(works[1] < works[0]);
            self.open(side, rows[side]);
            meter.links(works[side] as usize)?;
        }
        let weight = |(a, b): (u32, u32)| self.paths[a as usize] * self.paths[b as usize];
        let total: f64 = self.bridges.iter().copied().map(weight).sum();
        let mut left = random.unit() * total;
        let mut chosen = self.bridges[self.bridges.len() - 1];
        for &bridge in &self.bridges {
            left -= weight(bridge);
            if left < 0.0 {
                chosen = bridge;
                break;
            }
        }
        self.walk(0, chosen.0, rows[1], random, counts);
        self.walk(1, chosen.1, rows[0], random, counts);
        Ok(())
    }

    fn reach(&mut self, side: usize, node: u32, distance: u32, paths: f64) {
        self.mark[node as usize] = 2 * self.sample + side as u32;
        self.distance[node as usize] = distance;
        self.paths[node as usize] = paths;
    }

    /// Opens the whole last level of a side.
    fn open(&mut self, side: usize, csr: &Csr) {
        let (own, other) = (2 * self.sample + side as u32, 2 * self.sample + 1 - side as u32);
        let level = std::mem::take(&mut self.level[side]);
        self.next.clear();
        for &node in &level {
            let (distance, paths) = (self.distance[node as usize] + 1, self.paths[node as usize]);
            for &to in csr.row(node) {
                let mark = self.mark[to as usize];
                if mark == other {
                    self.bridges.push(if side == 0 { (node, to) } else { (to, node) });
                } else if mark != own {
                    self.reach(side, to, distance, paths);
                    self.next.push(to);
                } else if self.distance[to as usize] == distance {
                    self.paths[to as usize] += paths;
                }
            }
        }
        self.level[side] = std::mem::replace(&mut self.next, level);
    }

    /// Walks from a node back to where its side began, each path with the same probability.
    fn walk(
        &self,
        side: usize,
        mut node: u32,
        back: &Csr,
        random: &mut Random,
        counts: &mut [u32],
    ) {
        let own = 2 * self.sample + side as u32;
        while self.distance[node as usize] > 0 {
            counts[node as usize] += 1;
            let before = |to: &u32| {
                self.mark[*to as usize] == own
                    && self.distance[*to as usize] + 1 == self.distance[node as usize]
            };
            let mut left = random.unit() * self.paths[node as usize];
            let mut chosen = None;
            for &to in back.row(node).iter().filter(|to| before(to)) {
                chosen = Some(to);
                left -= self.paths[to as usize];
                if left < 0.0 {
                    break;
                }
            }
            let Some(to) = chosen else { return };
            node = to;
        }
    }
}
