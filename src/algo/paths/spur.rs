//! The best path that begins as given, by hops.
//!
//! A breadth-first search from the last entity of the given beginning that leaves out what is
//! too far from the end for a path of the length in question. The queue stands in the order
//! of paths, as in `hops.rs`, so the first path found is the first in order. Where there is no
//! path of that length, the search says what the next length can be ([Korf, *Depth-First
//! Iterative-Deepening*, 1985](https://doi.org/10.1016/0004-3702(85)90084-0)).

use super::{Meter, PathProblem, Truncation, ball::Levels};
use crate::graph::{
    NodeId, Visited,
    view::{ElementFilter, Way},
};
use petgraph::visit::{VisitMap, Visitable};

/// A part of all paths: those that begin with `prefix` and do not go on with any of `banned`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Branch {
    pub(super) prefix: Vec<NodeId>,
    pub(super) banned: Vec<NodeId>,
}

impl Branch {
    /// All paths.
    pub(super) const ALL: Self = Self { prefix: Vec::new(), banned: Vec::new() };

    /// The starts that it leaves, where nothing of the path is given.
    pub(super) fn roots<'a>(&'a self, from: &'a [NodeId]) -> impl Iterator<Item = NodeId> + 'a {
        from.iter().copied().filter(|node| !self.banned.contains(node))
    }
}

/// The result of a search over a branch.
pub(super) enum Found {
    /// The first path of the length in question.
    Path(Vec<NodeId>),
    /// None of that length; the next one has at least so many steps.
    Longer(u32),
    /// None of any length.
    Nothing,
}

/// Memory of the search, kept from one to the next.
pub(super) struct Spur {
    seen: Visited,
    queue: Vec<(NodeId, u32)>,
    /// The number of entities of the queue with which the search began.
    roots: usize,
}

impl Spur {
    pub(super) fn new<F: ElementFilter>(problem: &PathProblem<'_, '_, F>) -> Self {
        Self { seen: problem.view.visit_map(), queue: Vec::new(), roots: 0 }
    }

    /// The first path of a branch that has at most `length` steps, if no path of the branch is
    /// known to have fewer.
    pub(super) fn search<F: ElementFilter>(
        &mut self,
        problem: &PathProblem<'_, '_, F>,
        levels: &Levels,
        branch: &Branch,
        length: u32,
        meter: &mut Meter,
    ) -> Result<Found, Truncation> {
        for node in &branch.prefix {
            self.seen.visit(*node);
        }
        let found = self.levels(problem, levels, branch, length, meter);
        for node in branch.prefix.iter().chain(self.queue.iter().map(|(node, _)| node)) {
            self.seen.unvisit(*node);
        }
        found
    }

    fn levels<F: ElementFilter>(
        &mut self,
        problem: &PathProblem<'_, '_, F>,
        levels: &Levels,
        branch: &Branch,
        length: u32,
        meter: &mut Meter,
    ) -> Result<Found, Truncation> {
        let mut next_length = u32::MAX;
        self.queue.clear();
        let mut steps = branch.prefix.len() as u32;
        match branch.prefix.last() {
            Some(&node) => {
                self.queue.push((node, 0));
                steps -= 1;
            }
            None => {
                for node in branch.roots(&problem.ends.from) {
                    match levels.bound(node) {
                        Some(0) => return Ok(Found::Path(vec![node])),
                        Some(bound) if bound <= length => {
                            self.seen.visit(node);
                            self.queue.push((node, 0));
                        }
                        Some(bound) => next_length = next_length.min(bound),
                        None => {}
                    }
                }
            }
        }
        self.roots = self.queue.len();
        let mut level = 0;
        while level < self.queue.len() && steps < length {
            let end = self.queue.len();
            for at in level..end {
                let banned: &[NodeId] =
                    if at == 0 && !branch.prefix.is_empty() { &branch.banned } else { &[] };
                let reach = Reach { problem, levels, banned, steps: steps + 1, length };
                if let Some(last) = self.open(&reach, at, &mut next_length, meter)? {
                    return Ok(Found::Path(self.path(branch, at, last)));
                }
            }
            (level, steps) = (end, steps + 1);
        }
        Ok(if next_length == u32::MAX { Found::Nothing } else { Found::Longer(next_length) })
    }

    /// Opens one entity: its smallest neighbour that ends a path, if there is one.
    fn open<F: ElementFilter>(
        &mut self,
        reach: &Reach<'_, '_, '_, F>,
        at: usize,
        next_length: &mut u32,
        meter: &mut Meter,
    ) -> Result<Option<NodeId>, Truncation> {
        let (problem, row) = (reach.problem, self.queue.len());
        let (node, mut last) = (self.queue[at].0, None::<NodeId>);
        for incident in problem.view.incident(node, Way::Forward) {
            let next = incident.node;
            if self.seen.is_visited(&next)
                || reach.banned.contains(&next)
                || problem.ends.starts(next)
            {
                continue;
            }
            if problem.ends.ends(next) {
                last = Some(last.map_or(next, |last| last.min(next)));
                continue;
            }
            let Some(bound) = reach.levels.bound(next) else { continue };
            if !problem.view.admits(next) {
                continue;
            }
            if reach.steps + bound > reach.length {
                *next_length = (*next_length).min(reach.steps + bound);
                continue;
            }
            self.seen.visit(next);
            self.queue.push((next, at as u32));
        }
        meter.links(problem.view.row_len(node, Way::Forward))?;
        meter.nodes(self.queue.len() - row)?;
        self.queue[row..].sort_unstable();
        Ok(last)
    }

    fn path(&self, branch: &Branch, mut at: usize, last: NodeId) -> Vec<NodeId> {
        let mut behind = vec![last];
        while at >= self.roots {
            behind.push(self.queue[at].0);
            at = self.queue[at].1 as usize;
        }
        if branch.prefix.is_empty() {
            behind.push(self.queue[at].0);
        }
        behind.reverse();
        branch.prefix.iter().copied().chain(behind).collect()
    }
}

/// The state of the search in which it can be continued.
struct Reach<'p, 'v, 'g, F> {
    problem: &'p PathProblem<'v, 'g, F>,
    levels: &'p Levels,
    banned: &'p [NodeId],
    /// Steps to the neighbours of the entity that is opened.
    steps: u32,
    length: u32,
}
