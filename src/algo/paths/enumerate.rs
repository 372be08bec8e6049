//! The first `k` simple paths in order.
//!
//! All paths are one branch. The best path of a branch is found; then the other paths of the
//! branch are parted by where they leave it, into branches of their own: [Yen, *Finding the K
//! Shortest Loopless Paths in a Network*, 1971](https://doi.org/10.1287/mnsc.17.11.712), with the
//! partition of [Lawler, 1972](https://doi.org/10.1287/mnsc.18.7.401), so that no
//! path is found twice. Branches wait in one heap with the least that their paths can cost and
//! are searched only when that is next.
//!
//! At most `k` times the length of a path searches are made; each sees only what is near enough
//! to the end ([`Ball`]).

use super::{
    Completeness, Meter, PathProblem, PathSet, Truncation, assemble,
    ball::{Ball, Levels, Settled},
    hops::{Bidirectional, Met},
    labels::{Key, Labels},
    spur::{Branch, Found, Spur},
};
use crate::graph::{NodeId, view::ElementFilter};
use std::{cmp::Reverse, collections::BinaryHeap};

/// A branch with the least that its paths can cost, or with its best path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: Key,
    /// Branches come before paths of the same cost, since they may have a smaller one.
    path: Option<Vec<NodeId>>,
    branch: Branch,
}

impl Entry {
    fn memory(&self) -> usize {
        let path = self.path.as_ref().map_or(0, Vec::len);
        size_of::<Self>()
            + size_of::<NodeId>() * (path + self.branch.prefix.len() + self.branch.banned.len())
    }
}

/// The first `k` paths; with `and_more` also whether there are others.
pub(super) fn first_paths<F: ElementFilter>(
    problem: &PathProblem<'_, '_, F>,
    k: usize,
    and_more: bool,
    meter: &mut Meter,
) -> PathSet {
    let nothing = |completeness| PathSet { paths: Vec::new(), completeness };
    match Enumeration::new(problem, meter) {
        Ok(Some(enumeration)) => enumeration.run(k, and_more, meter),
        Ok(None) => nothing(Completeness::COMPLETE),
        Err((reason, depth)) => nothing(Completeness::truncated(reason, depth)),
    }
}

struct Enumeration<'p, 'v, 'g, F> {
    problem: &'p PathProblem<'v, 'g, F>,
    ball: Ball,
    spur: Spur,
    heap: BinaryHeap<Reverse<Entry>>,
    /// Bytes that the entries of the heap have.
    memory: usize,
}

impl<'p, 'v, 'g, F: ElementFilter> Enumeration<'p, 'v, 'g, F> {
    /// Ready to begin; `None` if there is no path.
    fn new(
        problem: &'p PathProblem<'v, 'g, F>,
        meter: &mut Meter,
    ) -> Result<Option<Self>, (Truncation, Option<u32>)> {
        let (ball, key) = if problem.costs.is_hops() {
            let mut search = Bidirectional::new(problem.view, &problem.ends);
            let distance = match search.run(problem.longest, meter) {
                Ok(Met::Here(_)) => 0,
                Ok(Met::Touch) => search.distance(),
                Ok(Met::Never | Met::TooFar) => return Ok(None),
                Err(reason) => return Err((reason, Some(search.complete_depth()))),
            };
            let nodes = problem.view.graph().node_count();
            (Ball::Hops(Levels::new(&search.backward, nodes)), Key::hops(distance))
        } else {
            let mut settled = Settled::new(problem);
            settled.grow(problem, meter).map_err(|reason| (reason, None))?;
            (Ball::Costs(settled), Key::ZERO)
        };
        let mut enumeration =
            Self { problem, ball, spur: Spur::new(problem), heap: BinaryHeap::new(), memory: 0 };
        enumeration.push(Entry { key, path: None, branch: Branch::ALL });
        Ok(Some(enumeration))
    }

    fn run(mut self, k: usize, and_more: bool, meter: &mut Meter) -> PathSet {
        let mut paths = Vec::new();
        let is_hops = self.problem.costs.is_hops();
        while paths.len() < k || and_more {
            let Some(Reverse(entry)) = self.heap.pop() else { break };
            self.memory -= entry.memory();
            let depth = is_hops.then(|| entry.key.length.saturating_sub(1));
            let result = match entry.path {
                Some(_) if paths.len() == k => Err(Truncation::Results),
                Some(nodes) => self.take(entry.key, nodes, &entry.branch, meter).map(Some),
                None => self.search(entry, meter).map(|()| None),
            };
            match result {
                Ok(path) => paths.extend(path),
                Err(reason) => {
                    let reason = if paths.len() == k { Truncation::Results } else { reason };
                    return PathSet { paths, completeness: Completeness::truncated(reason, depth) };
                }
            }
        }
        PathSet { paths, completeness: Completeness::COMPLETE }
    }

    /// Takes the best path of a branch and parts the others.
    fn take(
        &mut self,
        key: Key,
        nodes: Vec<NodeId>,
        branch: &Branch,
        meter: &mut Meter,
    ) -> Result<super::Path, Truncation> {
        for at in branch.prefix.len()..nodes.len() {
            let mut banned = if at == branch.prefix.len() { branch.banned.clone() } else { vec![] };
            banned.push(nodes[at]);
            let branch = Branch { prefix: nodes[..at].to_vec(), banned };
            self.push(Entry { key, path: None, branch });
        }
        meter.holds(self.memory + self.ball.memory())?;
        assemble::path(self.problem, nodes, key.cost, meter)
    }

    /// Looks for the best path of a branch.
    fn search(&mut self, entry: Entry, meter: &mut Meter) -> Result<(), Truncation> {
        let Entry { key, branch, .. } = entry;
        if let (Ball::Hops(levels), false) = (&mut self.ball, self.problem.chronological) {
            // Half of the way, so that the search from the start has the other half.
            levels.grow(self.problem, key.length / 2, meter)?;
            match self.spur.search(self.problem, levels, &branch, key.length, meter)? {
                Found::Path(nodes) => {
                    let key = Key::hops(nodes.len() as u32 - 1);
                    self.push(Entry { key, path: Some(nodes), branch });
                }
                Found::Longer(length) if length <= self.problem.longest => {
                    self.push(Entry { key: Key::hops(length), path: None, branch });
                }
                Found::Longer(_) | Found::Nothing => {}
            }
        } else {
            let labels = Labels::new(self.problem, &self.ball, &branch);
            if let Some((key, nodes)) = labels.search(meter)? {
                self.push(Entry { key, path: Some(nodes), branch });
            }
        }
        Ok(())
    }

    fn push(&mut self, entry: Entry) {
        self.memory += entry.memory();
        self.heap.push(Reverse(entry));
    }
}
