//! Brokers: entities and ties without which a part of the graph falls apart.
//!
//! [Hopcroft and Tarjan, *Efficient Algorithms for Graph Manipulation*, 1973][tarjan]: one
//! depth-first search, O(nodes + steps), with the sizes of subtrees summed up on the way back.
//! petgraph finds articulation points and bridges too, but not what is left without them.
//!
//! [tarjan]: https://doi.org/10.1145/362248.362272

use crate::{
    algo::{Meter, Projection, Truncation},
    graph::NodeId,
};
use std::cmp::Reverse;

/// An entity whose removal parts its component (an articulation point).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutPoint {
    /// The entity.
    pub node: NodeId,
    /// The number of entities in each part that is left, the largest first.
    pub parts: Vec<u32>,
    /// The number of pairs of other entities that lose every path to each other.
    pub pairs: u64,
}

/// Two adjacent entities whose tie is the only one between two parts (a bridge). It may be made
/// of several parallel links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// Its ends, the smaller first.
    pub ends: [NodeId; 2],
    /// The number of entities on the side of each end.
    pub sides: [u32; 2],
    /// The number of pairs of entities that lose every path to each other.
    pub pairs: u64,
}

/// The entities and ties that hold a graph together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brokers {
    /// The entities, those that part most pairs first.
    pub points: Vec<CutPoint>,
    /// The ties, those that part most pairs first.
    pub bridges: Vec<Bridge>,
}

struct Search<'p> {
    graph: &'p Projection,
    /// The step at which each node was reached; 0 is not yet.
    time: Vec<u32>,
    /// The earliest time that a node and what is below it lead back to.
    low: Vec<u32>,
    size: Vec<u32>,
    /// The sizes of what only this node holds, in order of its children.
    parts: Vec<(u32, u32)>,
    bridges: Vec<(u32, u32, u32)>,
}

/// Finds articulation points and bridges. Directions do not count.
///
/// # Errors
/// If the meter ends it.
pub fn brokers(graph: &Projection, meter: &mut Meter) -> Result<Brokers, Truncation> {
    let nodes = graph.len();
    let mut search = Search {
        graph,
        time: vec![0; nodes],
        low: vec![0; nodes],
        size: vec![1; nodes],
        parts: Vec::new(),
        bridges: Vec::new(),
    };
    let mut found = Brokers::default();
    let mut clock = 0;
    for root in 0..nodes as u32 {
        if search.time[root as usize] == 0 {
            search.parts.clear();
            search.bridges.clear();
            search.run(root, &mut clock, meter)?;
            search.collect(root, &mut found);
        }
    }
    found.points.sort_by_key(|point| (Reverse(point.pairs), point.node));
    found.bridges.sort_by_key(|bridge| (Reverse(bridge.pairs), bridge.ends));
    Ok(found)
}

impl Search<'_> {
    fn run(&mut self, root: u32, clock: &mut u32, meter: &mut Meter) -> Result<(), Truncation> {
        let csr = &*self.graph.either;
        // A node, the one before it, and how much of its row was read.
        let mut stack = vec![(root, u32::MAX, 0_usize)];
        *clock += 1;
        (self.time[root as usize], self.low[root as usize]) = (*clock, *clock);
        while let Some((node, before, at)) = stack.last_mut() {
            let (node, before) = (*node, *before);
            if let Some(&to) = csr.row(node).get(*at) {
                *at += 1;
                if to == before {
                    continue;
                }
                let time = self.time[to as usize];
                if time == 0 {
                    *clock += 1;
                    (self.time[to as usize], self.low[to as usize]) = (*clock, *clock);
                    stack.push((to, node, 0));
                } else {
                    self.low[node as usize] = self.low[node as usize].min(time);
                }
                continue;
            }
            stack.pop();
            meter.links(csr.row(node).len())?;
            if before == u32::MAX {
                break;
            }
            let (low, size) = (self.low[node as usize], self.size[node as usize]);
            self.low[before as usize] = self.low[before as usize].min(low);
            self.size[before as usize] += size;
            if low >= self.time[before as usize] {
                self.parts.push((before, size));
            }
            if low > self.time[before as usize] {
                self.bridges.push((before, node, size));
            }
        }
        Ok(())
    }

    /// Sums up a component.
    fn collect(&mut self, root: u32, found: &mut Brokers) {
        let whole = self.size[root as usize];
        self.parts.sort_unstable();
        for parts in self.parts.chunk_by(|a, b| a.0 == b.0) {
            let node = parts[0].0;
            let mut parts: Vec<u32> = parts.iter().map(|part| part.1).collect();
            let rest = whole - 1 - parts.iter().sum::<u32>();
            parts.extend((rest > 0).then_some(rest));
            if parts.len() > 1 {
                parts.sort_unstable_by_key(|&size| Reverse(size));
                let all: u64 = parts.iter().map(|&size| u64::from(size)).sum();
                let kept: u64 = parts.iter().map(|&size| u64::from(size) * u64::from(size)).sum();
                let node = self.graph.nodes()[node as usize];
                found.points.push(CutPoint { node, parts, pairs: (all * all - kept) / 2 });
            }
        }
        for &(above, below, size) in &self.bridges {
            let ends = [above, below].map(|node| self.graph.nodes()[node as usize]);
            let sides = [whole - size, size];
            let (ends, sides) = match ends[0] < ends[1] {
                true => (ends, sides),
                false => ([ends[1], ends[0]], [sides[1], sides[0]]),
            };
            let pairs = u64::from(sides[0]) * u64::from(sides[1]);
            found.bridges.push(Bridge { ends, sides, pairs });
        }
    }
}
