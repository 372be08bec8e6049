//! Closeness and harmonic centrality: how near all others are to an entity.
//!
//! Distances are those of paths that lead to the entity along the view's direction, as in
//! NetworkX. 64 breadth-first searches run at once, one bit each ([Then et al., *The More the
//! Merrier: Efficient Multi-Source Graph Traversal*,
//! 2014](https://doi.org/10.14778/2735496.2735507)), so that a step is looked at once for all that
//! pass it together.

use super::random::Random;
use crate::algo::{Meter, Projection, Truncation};

/// The closeness of each node to the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Closeness {
    /// Closeness of each node: (r / (n - 1)) · (r / sum of distances), where r others reach it
    /// ([Wasserman and Faust, *Social Network Analysis*,
    /// 1994](https://doi.org/10.1017/CBO9780511815478)).
    pub closeness: Vec<f64>,
    /// The sum of 1 / distance over all others that reach it ([Marchiori and Latora, *Harmony in
    /// the Small-World*, 2000](https://doi.org/10.1016/S0378-4371(00)00311-3)).
    pub harmonic: Vec<f64>,
    /// `None` for exact values.
    pub sampled: Option<Sampled>,
}

/// The accuracy of an estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampled {
    /// No value is further from the exact one than this, ...
    pub error: f64,
    /// ... with at least this probability, for all values together.
    pub probability: f64,
    /// The number of samples.
    pub samples: u64,
}

/// The most work for exact values: nodes times steps. 40,000 entities with 350,000 ties, which take
/// some seconds, as long as a request may wait.
pub const EXACT_WORK: u64 = 30_000_000_000;
/// The error of estimates: of `harmonic / (n - 1)`.
pub(super) const ERROR: f64 = 0.03;
/// The probability of estimates.
pub(super) const PROBABILITY: f64 = 0.9;

/// Closeness and harmonic centrality; exact where nodes times steps are at most `exact_work`.
///
/// Beyond that the searches start from random nodes, so many that by Hoeffding's inequality no
/// `harmonic / (n - 1)` is off by more than 0.03 with the probability 0.9
/// ([Eppstein and Wang, *Fast Approximation of Centrality*,
/// 2004](https://arxiv.org/abs/cs/0009005)). Closeness is then worked out from the same searches;
/// its error is that of the mean distance, 0.03 of the diameter.
///
/// # Errors
/// If the meter ends it.
pub fn closeness(
    graph: &Projection,
    exact_work: u64,
    meter: &mut Meter,
) -> Result<Closeness, Truncation> {
    let nodes = graph.len();
    let work = nodes as u64 * graph.forward.steps().max(1) as u64;
    let wanted = ((2.0 * nodes as f64 / (1.0 - PROBABILITY)).ln() / (2.0 * ERROR * ERROR)).ceil();
    let exact = work <= exact_work || wanted >= nodes as f64;
    let mut random = Random::new(nodes as u64);
    let sources: Vec<u32> = if exact {
        (0..nodes as u32).collect()
    } else {
        (0..wanted as usize).map(|_| random.below(nodes) as u32).collect()
    };
    let mut sums =
        Sums { reached: vec![0; nodes], distance: vec![0; nodes], inverse: vec![0.0; nodes] };
    let mut masks = Masks::new(nodes);
    for batch in sources.chunks(64) {
        masks.search(graph, batch, &mut sums, meter)?;
    }
    let others = (nodes.max(2) - 1) as f64;
    // An estimate stands for all others.
    let share = if exact { 1.0 } else { others / sources.len() as f64 };
    let closeness = |node: usize| {
        let (reached, distance) = (f64::from(sums.reached[node]), sums.distance[node] as f64);
        if distance == 0.0 {
            0.0
        } else {
            (reached * share / others).min(1.0) * (reached / distance)
        }
    };
    let sampled = (!exact).then_some(Sampled {
        error: ERROR,
        probability: PROBABILITY,
        samples: sources.len() as u64,
    });
    Ok(Closeness {
        closeness: (0..nodes).map(closeness).collect(),
        harmonic: sums.inverse.iter().map(|sum| sum * share).collect(),
        sampled,
    })
}

/// The sums of each node.
struct Sums {
    reached: Vec<u32>,
    distance: Vec<u64>,
    inverse: Vec<f64>,
}

/// A bit for each of 64 searches, for every node.
struct Masks {
    seen: Vec<u64>,
    now: Vec<u64>,
    next: Vec<u64>,
    level: Vec<u32>,
    touched: Vec<u32>,
}

impl Masks {
    fn new(nodes: usize) -> Self {
        Self {
            seen: vec![0; nodes],
            now: vec![0; nodes],
            next: vec![0; nodes],
            level: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// Searches from up to 64 nodes, which may repeat.
    fn search(
        &mut self,
        graph: &Projection,
        sources: &[u32],
        sums: &mut Sums,
        meter: &mut Meter,
    ) -> Result<(), Truncation> {
        self.seen.fill(0);
        self.level.clear();
        for (bit, &source) in sources.iter().enumerate() {
            if self.now[source as usize] == 0 {
                self.level.push(source);
            }
            self.now[source as usize] |= 1 << bit;
            self.seen[source as usize] |= 1 << bit;
        }
        for distance in 1_u64.. {
            if self.level.is_empty() {
                break;
            }
            for &node in &self.level {
                let mask = std::mem::take(&mut self.now[node as usize]);
                let row = graph.forward.row(node);
                for &to in row {
                    let new = mask & !self.seen[to as usize];
                    if new != 0 {
                        if self.next[to as usize] == 0 {
                            self.touched.push(to);
                        }
                        self.next[to as usize] |= new;
                    }
                }
                meter.links(row.len())?;
            }
            let inverse = 1.0 / distance as f64;
            for &node in &self.touched {
                let new = std::mem::take(&mut self.next[node as usize]);
                self.seen[node as usize] |= new;
                self.now[node as usize] = new;
                let count = new.count_ones();
                sums.reached[node as usize] += count;
                sums.distance[node as usize] += u64::from(count) * distance;
                sums.inverse[node as usize] += f64::from(count) * inverse;
            }
            std::mem::swap(&mut self.level, &mut self.touched);
            self.touched.clear();
        }
        Ok(())
    }
}
