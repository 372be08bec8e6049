//! Betweenness, exact: how many shortest paths pass through an entity.
//!
//! [Brandes, *A Faster Algorithm for Betweenness Centrality*, 2001][brandes]: one breadth-first
//! search from every node, then the shares are summed backwards. O(nodes · steps). Larger graphs
//! are sampled, see `kadabra.rs`.
//!
//! [brandes]: https://doi.org/10.1080/0022250X.2001.9990249

use super::{distances::Sampled, kadabra};
use crate::algo::{Meter, Projection, Truncation};

/// Betweenness of all nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Betweenness {
    /// For each node the share of pairs of others whose shortest paths pass through it, a pair
    /// with several counting by their share; from 0 to 1, as NetworkX normalizes it.
    pub values: Vec<f64>,
    /// `None` for exact values.
    pub sampled: Option<Sampled>,
}

/// The most work for exact betweenness: nodes times steps. 20,000 entities with 100,000 ties.
pub const EXACT_WORK: u64 = 4_000_000_000;

/// Betweenness; exact where nodes times steps are at most `exact_work`, else sampled so that no
/// value is off by more than `error`, with a probability of at least `probability`.
///
/// # Errors
/// If the meter ends it.
pub fn betweenness(
    graph: &Projection,
    exact_work: u64,
    error: f64,
    probability: f64,
    meter: &mut Meter,
) -> Result<Betweenness, Truncation> {
    if graph.len() as u64 * graph.forward.steps() as u64 <= exact_work {
        return Ok(Betweenness { values: exact(graph, meter)?, sampled: None });
    }
    kadabra::sampled(graph, error, probability, meter)
}

/// The state of one search.
struct Search {
    /// Nodes in the order in which they were reached.
    order: Vec<u32>,
    distance: Vec<u32>,
    /// The number of shortest paths to each node.
    paths: Vec<f64>,
    dependency: Vec<f64>,
}

const FAR: u32 = u32::MAX;

fn exact(graph: &Projection, meter: &mut Meter) -> Result<Vec<f64>, Truncation> {
    let nodes = graph.len();
    let mut values = vec![0.0; nodes];
    let mut search = Search {
        order: Vec::with_capacity(nodes),
        distance: vec![FAR; nodes],
        paths: vec![0.0; nodes],
        dependency: vec![0.0; nodes],
    };
    for source in 0..nodes as u32 {
        search.run(graph, source, &mut values, meter)?;
    }
    let pairs = (nodes as f64 - 1.0) * (nodes as f64 - 2.0);
    if pairs > 0.0 {
        values.iter_mut().for_each(|value| *value /= pairs);
    }
    Ok(values)
}

impl Search {
    fn run(
        &mut self,
        graph: &Projection,
        source: u32,
        values: &mut [f64],
        meter: &mut Meter,
    ) -> Result<(), Truncation> {
        let csr = &*graph.forward;
        self.order.clear();
        self.order.push(source);
        (self.distance[source as usize], self.paths[source as usize]) = (0, 1.0);
        let (mut at, mut links) = (0, 0);
        while at < self.order.len() {
            let node = self.order[at];
            at += 1;
            let (next, paths) = (self.distance[node as usize] + 1, self.paths[node as usize]);
            let row = csr.row(node);
            links += row.len();
            for &to in row {
                let distance = &mut self.distance[to as usize];
                if *distance == FAR {
                    *distance = next;
                    self.paths[to as usize] = paths;
                    self.order.push(to);
                } else if *distance == next {
                    self.paths[to as usize] += paths;
                }
            }
        }
        // From the furthest back; a node's shares are known when all behind it are done.
        for &node in self.order.iter().rev() {
            let next = self.distance[node as usize] + 1;
            let mut share = 0.0;
            for &to in csr.row(node) {
                if self.distance[to as usize] == next {
                    share += self.dependency[to as usize];
                }
            }
            let paths = self.paths[node as usize];
            if node != source {
                values[node as usize] += share * paths;
            }
            // What one path to this node passes on to what is before it.
            self.dependency[node as usize] = share + 1.0 / paths;
        }
        for &node in &self.order {
            self.distance[node as usize] = FAR;
        }
        meter.links(2 * links)
    }
}
