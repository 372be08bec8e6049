//! Distances to the end of paths: the lower bounds that lead the search for them.
//!
//! The ball holds, around the entities of `to`, the exact distance of everything nearer than
//! its radius; what is further has at least the radius. Both bounds are consistent, so a search
//! led by them (A*: [Hart, Nilsson and Raphael, 1968](https://doi.org/10.1109/TSSC.1968.300136))
//! opens an entity at its true distance. A ball that has grown half the length of the paths in
//! question lets the other half of the search be small as well: that is what two-sided search
//! gains, kept for many searches.

use super::{Meter, PathProblem, Truncation, hops::Side, labels::Key};
use crate::graph::{
    NodeId,
    view::{ElementFilter, Way},
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// Distances to the end.
pub(super) enum Ball {
    Hops(Levels),
    Costs(Settled),
}

impl Ball {
    /// A lower bound of what is still to come; `None` if the end cannot be reached.
    #[inline(always)]
    pub(super) fn bound(&self, node: NodeId) -> Option<Key> {
        match self {
            Self::Hops(levels) => levels.bound(node).map(Key::hops),
            Self::Costs(settled) => settled.bound(node),
        }
    }

    pub(super) fn memory(&self) -> usize {
        match self {
            Self::Hops(levels) => 4 * (levels.level.len() + levels.queue.len()),
            Self::Costs(settled) => {
                settled.key.len() * size_of::<Key>() + settled.heap.len() * 2 * size_of::<Key>()
            }
        }
    }
}

/// Distances in hops.
pub(super) struct Levels {
    /// One more than the distance; 0 is not reached.
    level: Vec<u32>,
    queue: Vec<NodeId>,
    /// The start of the last level.
    last: usize,
    depth: u32,
}

impl Levels {
    /// The ball that a search from both sides has made.
    pub(super) fn new(side: &Side, nodes: usize) -> Self {
        let mut level = vec![0; nodes];
        for (depth, &start) in side.levels.iter().enumerate() {
            let end = side.levels.get(depth + 1).copied().unwrap_or(side.queue.len());
            for node in &side.queue[start..end] {
                level[node.index()] = depth as u32 + 1;
            }
        }
        let last = side.levels[side.levels.len() - 1];
        Self { level, queue: side.queue.clone(), last, depth: side.depth() }
    }

    /// Grows it until it reaches a depth.
    pub(super) fn grow<F: ElementFilter>(
        &mut self,
        problem: &PathProblem<'_, '_, F>,
        depth: u32,
        meter: &mut Meter,
    ) -> Result<(), Truncation> {
        while self.depth < depth && self.last < self.queue.len() {
            let level = self.last..self.queue.len();
            self.depth += 1;
            self.last = self.queue.len();
            for at in level {
                let node = self.queue[at];
                if problem.ends.starts(node) {
                    continue;
                }
                for incident in problem.view.incident(node, Way::Backward) {
                    let next = incident.node;
                    if self.level[next.index()] == 0
                        && (problem.ends.starts(next) || problem.view.admits(next))
                    {
                        self.level[next.index()] = self.depth + 1;
                        self.queue.push(next);
                    }
                }
                meter.links(problem.view.row_len(node, Way::Backward))?;
            }
            meter.nodes(self.queue.len() - self.last)?;
        }
        Ok(())
    }

    /// A lower bound of the distance to the end; `None` if it cannot be reached.
    #[inline(always)]
    pub(super) fn bound(&self, node: NodeId) -> Option<u32> {
        match self.level[node.index()] {
            0 if self.last == self.queue.len() => None,
            0 => Some(self.depth + 1),
            level => Some(level - 1),
        }
    }
}

/// Distances by cost, then length.
pub(super) struct Settled {
    /// The distance where it is known, [`Key::MAX`] elsewhere.
    key: Vec<Key>,
    heap: BinaryHeap<Reverse<(Key, NodeId)>>,
    radius: Key,
}

impl Settled {
    pub(super) fn new<F: ElementFilter>(problem: &PathProblem<'_, '_, F>) -> Self {
        let ends = problem.ends.to.iter().map(|&node| Reverse((Key::ZERO, node)));
        Self {
            key: vec![Key::MAX; problem.view.graph().node_count()],
            heap: ends.collect(),
            radius: Key::ZERO,
        }
    }

    /// Grows it until one of the starts is inside, or nothing is left
    /// ([Dijkstra, 1959](https://doi.org/10.1007/BF01386390)).
    pub(super) fn grow<F: ElementFilter>(
        &mut self,
        problem: &PathProblem<'_, '_, F>,
        meter: &mut Meter,
    ) -> Result<(), Truncation> {
        let (view, ends) = (problem.view, &problem.ends);
        while let Some(Reverse((key, node))) = self.heap.pop() {
            if self.key[node.index()] != Key::MAX {
                continue;
            }
            self.key[node.index()] = key;
            self.radius = key;
            meter.nodes(1)?;
            if ends.starts(node) {
                break;
            }
            for incident in view.incident(node, Way::Backward) {
                let next = incident.node;
                if self.key[next.index()] != Key::MAX || !(ends.starts(next) || view.admits(next)) {
                    continue;
                }
                let link = incident.link(view.graph());
                let Some(cost) = view.step(&problem.costs, link, node, ends.ends(node)) else {
                    continue;
                };
                self.heap.push(Reverse((key + Key { cost, length: 1 }, next)));
            }
            meter.links(view.row_len(node, Way::Backward))?;
            meter.holds(self.heap.len() * size_of::<(Key, NodeId)>())?;
        }
        Ok(())
    }

    fn bound(&self, node: NodeId) -> Option<Key> {
        match self.key[node.index()] {
            Key::MAX if self.heap.is_empty() => None,
            Key::MAX => Some(self.radius),
            key => Some(key),
        }
    }
}
