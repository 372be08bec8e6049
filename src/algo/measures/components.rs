//! Components: which entities are connected at all.

use crate::algo::{Meter, Projection, Truncation, projection::Csr};

/// The parts of a graph, the largest first; of the same size that with the smaller entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The part of each node.
    pub part: Vec<u32>,
    /// The number of nodes in each part.
    pub sizes: Vec<u32>,
}

impl Partition {
    /// A partition of labels, which are numbered anew.
    pub(crate) fn new(labels: &[u32]) -> Self {
        let largest = labels.iter().copied().max().map_or(0, |label| label as usize + 1);
        let mut first = vec![u32::MAX; largest];
        let mut size = vec![0_u32; largest];
        for (node, &label) in (0..).zip(labels) {
            first[label as usize] = first[label as usize].min(node);
            size[label as usize] += 1;
        }
        let mut order: Vec<usize> = (0..largest).filter(|&label| size[label] > 0).collect();
        order.sort_unstable_by_key(|&label| (std::cmp::Reverse(size[label]), first[label]));
        let mut number = vec![0; largest];
        for (new, &label) in (0..).zip(&order) {
            number[label] = new;
        }
        Self {
            part: labels.iter().map(|&label| number[label as usize]).collect(),
            sizes: order.iter().map(|&label| size[label]).collect(),
        }
    }

    /// The number of parts.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }
}

/// Weak components: entities between which there is a path, whatever the directions.
///
/// Afforest ([Sutton, Ben-Nun and Barak, *Optimizing Parallel Graph Connectivity Computation via
/// Subgraph Sampling*, 2018](https://doi.org/10.1109/IPDPS.2018.00012)): two steps of every node
/// join most of the graph; the other steps of what is then the largest part are not looked at.
///
/// # Errors
/// If the meter ends it.
pub fn weak_components(graph: &Projection, meter: &mut Meter) -> Result<Partition, Truncation> {
    let csr: &Csr = &graph.either;
    let nodes = csr.nodes() as u32;
    let mut parents: Vec<u32> = (0..nodes).collect();
    const SAMPLED: usize = 2;
    for node in 0..nodes {
        for &other in csr.row(node).iter().take(SAMPLED) {
            join(&mut parents, node, other);
        }
    }
    (0..nodes).for_each(|node| {
        find(&mut parents, node);
    });
    let giant = most_frequent(&parents);
    for node in 0..nodes {
        if parents[node as usize] == giant {
            continue;
        }
        let row = csr.row(node);
        row.iter().skip(SAMPLED).for_each(|&other| join(&mut parents, node, other));
        meter.links(row.len())?;
    }
    let labels: Vec<u32> = (0..nodes).map(|node| find(&mut parents, node)).collect();
    Ok(Partition::new(&labels))
}

/// The root of a node; halves the way to it.
#[inline]
fn find(parents: &mut [u32], mut node: u32) -> u32 {
    while parents[node as usize] != node {
        parents[node as usize] = parents[parents[node as usize] as usize];
        node = parents[node as usize];
    }
    node
}

/// Joins the trees of two nodes under the smaller root.
#[inline]
fn join(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parents, a), find(parents, b));
    let (small, large) = (a.min(b), a.max(b));
    parents[large as usize] = small;
}

/// The root that most of some nodes have, spread over the graph.
fn most_frequent(parents: &[u32]) -> u32 {
    let step = (parents.len() / 1_024).max(1);
    let mut sample: Vec<u32> = parents.iter().copied().step_by(step).collect();
    sample.sort_unstable();
    let runs = sample.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| run.len()).map_or(0, |run| run[0])
}

/// Strong components: entities between which there is a path each way, along the view's
/// direction. petgraph's Kosaraju-Sharir algorithm, O(nodes + steps).
///
/// # Errors
/// If the meter ends it.
pub fn strong_components(graph: &Projection, meter: &mut Meter) -> Result<Partition, Truncation> {
    meter.links(graph.forward.steps())?;
    if !graph.is_directed() {
        return weak_components(graph, meter);
    }
    let mut labels = vec![0; graph.len()];
    for (label, members) in (0..).zip(petgraph::algo::kosaraju_scc(graph)) {
        for node in members {
            labels[node.index()] = label;
        }
    }
    Ok(Partition::new(&labels))
}
