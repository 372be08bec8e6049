//! The shortest path by hops: breadth-first search from both sides, which meets in the middle
//! (two-sided search: Pohl, *Bi-directional Search*, Machine Intelligence 6, 1971).
//!
//! Both sides grow level by level; the one whose next level has fewer links to look at grows.
//! So a hub is opened only if the other side has nothing cheaper. As soon as the sides meet
//! the distance is known. Of all shortest paths the first in the order of their entities is
//! returned: the forward queue stands in the order of the smallest paths to its entities, since
//! each entity's new neighbours are sorted before the search goes on from them, so the first entity
//! of the last forward level that touches the backward side begins that path.
//!
//! Time O(links of the two balls); memory 3 bits an entity of the graph and 8 bytes an entity
//! reached.

use super::{Ends, Meter, Truncation};
use crate::graph::{
    NodeId, Visited,
    view::{ElementFilter, View, Way},
};
use petgraph::visit::{VisitMap, Visitable};

/// One side of the search.
#[derive(Debug)]
pub(super) struct Side {
    /// All entities reached, level after level.
    pub(super) queue: Vec<NodeId>,
    /// Position in the queue from which each was reached.
    parents: Vec<u32>,
    /// The start of each level.
    pub(super) levels: Vec<usize>,
    /// The number of links to look at in the last level.
    work: usize,
    seen: Visited,
}

impl Side {
    fn new(seen: Visited, roots: &[NodeId], work: usize) -> Self {
        let parents = vec![0; roots.len()];
        let mut side = Self { queue: roots.to_vec(), parents, levels: vec![0], work, seen };
        for &root in roots {
            side.seen.visit(root);
        }
        side
    }

    /// The number of levels that were opened.
    pub(super) fn depth(&self) -> u32 {
        self.levels.len() as u32 - 1
    }

    /// The positions of the last level.
    fn last(&self) -> std::ops::Range<usize> {
        self.levels[self.levels.len() - 1]..self.queue.len()
    }

    /// Sorts what was reached from one entity, which begins at a position of the last level.
    /// Returns the position behind it.
    fn sort_row(&mut self, start: usize) -> usize {
        let parent = self.parents[start];
        let row = self.parents[start..].iter().take_while(|it| **it == parent).count();
        // The links of an entity are a few sorted runs, one for each relation, which a stable sort
        // merges.
        self.queue[start..start + row].sort();
        start + row
    }

    fn memory(&self) -> usize {
        self.queue.len() * (size_of::<NodeId>() + size_of::<u32>())
    }
}

/// The number of links that a search some way has to look at from some entities.
fn work<F: ElementFilter>(view: &View<'_, F>, nodes: &[NodeId], way: Way) -> usize {
    nodes.iter().map(|&node| view.row_len(node, way)).sum()
}

/// The end of a search from both sides.
pub(super) enum Met {
    /// At an entity that is on both sides from the start.
    Here(NodeId),
    /// The last levels touch: [`Bidirectional::distance`] is the length of the shortest path.
    Touch,
    /// There is none.
    Never,
    /// There is none of at most as many steps as were allowed.
    TooFar,
}

/// A search from both sides.
pub(super) struct Bidirectional<'v, 'g, F> {
    view: &'v View<'g, F>,
    pub(super) forward: Side,
    pub(super) backward: Side,
    /// Entities that the view does not admit, so that each is asked once. It has no room where the
    /// view admits all.
    refused: Visited,
}

impl<'v, 'g, F: ElementFilter> Bidirectional<'v, 'g, F> {
    pub(super) fn new(view: &'v View<'g, F>, ends: &Ends) -> Self {
        let side =
            |roots: &[NodeId], way| Side::new(view.visit_map(), roots, work(view, roots, way));
        let refused = if view.admits_all() { Visited::of(0) } else { view.visit_map() };
        Self {
            view,
            forward: side(&ends.from, Way::Forward),
            backward: side(&ends.to, Way::Backward),
            refused,
        }
    }

    /// Steps up to which every path would have been found.
    pub(super) fn complete_depth(&self) -> u32 {
        self.forward.depth() + self.backward.depth()
    }

    /// Searches until the sides meet, or until paths would have more than `longest` steps.
    pub(super) fn run(&mut self, longest: u32, meter: &mut Meter) -> Result<Met, Truncation> {
        meter.nodes(self.forward.queue.len() + self.backward.queue.len())?;
        if let Some(&both) = self.forward.queue.iter().find(|it| self.backward.seen.is_visited(it))
        {
            return Ok(Met::Here(both));
        }
        while self.complete_depth() < longest {
            if self.forward.last().is_empty() || self.backward.last().is_empty() {
                // Where one side has nothing left to open, no path was missed.
                return Ok(Met::Never);
            }
            let is_forward = self.forward.work <= self.backward.work;
            let way = if is_forward { Way::Forward } else { Way::Backward };
            if self.open(way, meter)? {
                return Ok(Met::Touch);
            }
        }
        let left = |side: &Side| !side.last().is_empty();
        Ok(if left(&self.forward) && left(&self.backward) { Met::TooFar } else { Met::Never })
    }

    /// Opens the last level of a side. True if it touches the other side; the level that was
    /// begun is then taken back.
    fn open(&mut self, way: Way, meter: &mut Meter) -> Result<bool, Truncation> {
        let (side, other) = match way {
            Way::Forward => (&mut self.forward, &self.backward),
            Way::Backward => (&mut self.backward, &self.forward),
        };
        let (view, level) = (self.view, side.last());
        let begun = side.queue.len();
        let mut sorted = level.start;
        for at in level {
            if way == Way::Forward && at == sorted {
                sorted = side.sort_row(at);
            }
            let node = side.queue[at];
            let row = side.queue.len();
            for incident in view.incident(node, way) {
                let next = incident.node;
                if other.seen.is_visited(&next) {
                    side.queue.drain(begun..).for_each(|node| {
                        side.seen.unvisit(node);
                    });
                    side.parents.truncate(begun);
                    meter.links(view.row_len(node, way))?;
                    return Ok(true);
                }
                if side.seen.is_visited(&next)
                    || (!view.admits_all() && self.refused.is_visited(&next))
                {
                    continue;
                }
                if view.admits(next) {
                    side.seen.visit(next);
                    side.queue.push(next);
                } else {
                    self.refused.visit(next);
                }
            }
            side.parents.resize(side.queue.len(), at as u32);
            meter.links(view.row_len(node, way))?;
            meter.nodes(side.queue.len() - row)?;
        }
        side.levels.push(begun);
        side.work = work(view, &side.queue[begun..], way);
        meter.holds(self.forward.memory() + self.backward.memory())?;
        Ok(false)
    }

    /// The length of the shortest path, when the last levels touch.
    pub(super) fn distance(&self) -> u32 {
        self.complete_depth() + 1
    }

    /// The first path in order, when the last levels touch. Takes the backward side apart.
    pub(super) fn path(mut self, meter: &mut Meter) -> Result<Vec<NodeId>, Truncation> {
        let mut joint = None;
        let last = self.forward.last();
        let mut sorted = last.start;
        for at in last {
            if at == sorted {
                sorted = self.forward.sort_row(at);
            }
            let node = self.forward.queue[at];
            joint = self.smallest_behind(node).map(|next| (at, next));
            meter.links(self.view.row_len(node, Way::Forward))?;
            if joint.is_some() {
                break;
            }
        }
        let (mut at, mut next) = joint.expect("the last levels touch");
        let mut path = vec![next];
        for depth in (0..=self.forward.depth()).rev() {
            path.push(self.forward.queue[at]);
            if depth > 0 {
                at = self.forward.parents[at] as usize;
            }
        }
        path.reverse();
        // From level to level of the backward side; only levels nearer to the end stay marked.
        for level in (1..=self.backward.depth() as usize).rev() {
            let start = self.backward.levels[level];
            while self.backward.queue.len() > start {
                let node = self.backward.queue.pop().expect("longer than its start");
                self.backward.seen.unvisit(node);
            }
            next = self.smallest_behind(next).expect("a level leads to the one before");
            meter.links(self.view.row_len(next, Way::Forward))?;
            path.push(next);
        }
        Ok(path)
    }

    /// The smallest entity of the backward side that one step leads to.
    fn smallest_behind(&self, node: NodeId) -> Option<NodeId> {
        let steps = self.view.incident(node, Way::Forward).map(|it| it.node);
        steps.filter(|next| self.backward.seen.is_visited(next)).min()
    }
}
