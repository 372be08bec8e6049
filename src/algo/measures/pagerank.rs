//! PageRank: [Brin and Page, *The Anatomy of a Large-Scale Hypertextual Web Search Engine*,
//! 1998](https://doi.org/10.1016/S0169-7552(98)00110-X).
//!
//! The rank of an entity is the share of time that a walker spends at it who follows a random
//! step with the probability `damping` and else starts anew anywhere; from an entity without
//! steps the walker starts anew always. It is the definition of NetworkX and igraph.
//!
//! petgraph's `page_rank` is not this one: it looks at every pair of nodes and divides
//! otherwise.

use crate::algo::{Meter, Projection, Truncation};

/// The options of PageRank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageRankOptions {
    /// The probability that a walker goes on.
    pub damping: f64,
    /// The sum of all changes of the last round at most.
    pub tolerance: f64,
    /// Rounds at most.
    pub rounds: usize,
}

impl Default for PageRankOptions {
    fn default() -> Self {
        Self { damping: 0.85, tolerance: 1e-11, rounds: 500 }
    }
}

/// The ranks of all nodes; their sum is 1.
///
/// Gauss-Seidel: each node takes the newest values of its neighbours (Arasu, Novak, Tomkins and
/// Tomlin, *PageRank Computation and the Structure of the Web: Experiments and Algorithms*, 2002), which needs about half of the rounds of
/// the power method. A round costs O(steps).
///
/// # Errors
/// If the meter ends it.
pub fn pagerank(
    graph: &Projection,
    options: PageRankOptions,
    meter: &mut Meter,
) -> Result<Vec<f64>, Truncation> {
    let (nodes, damping) = (graph.len(), options.damping);
    if nodes == 0 {
        return Ok(Vec::new());
    }
    let (forward, backward) = (&*graph.forward, &*graph.backward);
    let even = 1.0 / nodes as f64;
    // What a node gives to each of its neighbours, and for nodes without any their whole rank.
    let degree = |node: usize| f64::from(forward.degree(node as u32));
    let inverse: Vec<f64> =
        (0..nodes).map(|node| if degree(node) == 0.0 { 1.0 } else { 1.0 / degree(node) }).collect();
    let mut given: Vec<f64> = inverse.iter().map(|inverse| even * inverse).collect();
    let is_dangling = |node: usize| forward.degree(node as u32) == 0;
    let mut dangling: f64 = (0..nodes).filter(|&node| is_dangling(node)).map(|_| even).sum();
    for _ in 0..options.rounds {
        let mut change = 0.0;
        for node in 0..nodes {
            let mut sum = 0.0;
            for &from in backward.row(node as u32) {
                sum += given[from as usize];
            }
            let rank = (1.0 - damping) * even + damping * (sum + dangling * even);
            let new = rank * inverse[node];
            let old = given[node];
            given[node] = new;
            change += ((new - old) / inverse[node]).abs();
            if is_dangling(node) {
                dangling += new - old;
            }
        }
        meter.links(backward.steps())?;
        if change < options.tolerance {
            break;
        }
    }
    let mut ranks: Vec<f64> =
        given.iter().zip(&inverse).map(|(it, inverse)| it / inverse).collect();
    let sum: f64 = ranks.iter().sum();
    ranks.iter_mut().for_each(|rank| *rank /= sum);
    Ok(ranks)
}
