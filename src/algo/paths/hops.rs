//! The shortest path by hops: breadth-first search from both sides, which meets in the middle
//! (two-sided search: Pohl, *Bi-directional Search*, Machine Intelligence 6, 1971).
//!
//! Both sides grow level by level; the one whose next level has fewer links to look at grows.
//! So a hub is opened only if the other side has nothing cheaper. As soon as the sides meet
//! the distance is known. Of all shortest paths the first in the order of their entities is
//! returned: the forward queue stands in the order of the smallest paths to its entities, since
//! each entity's new neighbours are sorted, so the first entity of the last forward level that
//! touches the backward side begins that path.
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
    seen: Visited,
}

impl Side {
    fn new(seen: Visited, roots: &[NodeId]) -> Self {
        let mut side =
            Self { queue: roots.to_vec(), parents: vec![0; roots.len()], levels: vec![0], seen };
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

    fn memory(&self) -> usize {
        self.queue.len() * (size_of::<NodeId>() + size_of::<u32>())
    }
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
    /// Entities that the view does not admit, so that each is asked once.
    refused: Visited,
}

impl<'v, 'g, F: ElementFilter> Bidirectional<'v, 'g, F> {
    pub(super) fn new(view: &'v View<'g, F>, ends: &Ends) -> Self {
        let map = || view.visit_map();
        Self {
            view,
            forward: Side::new(map(), &ends.from),
            backward: Side::new(map(), &ends.to),
            refused: map(),
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
            let (ahead, behind) =
                (self.work(&self.forward, Way::Forward), self.work(&self.backward, Way::Backward));
            // Where one side has nothing left to open, no path was missed.
            let (Some(ahead), Some(behind)) = (ahead, behind) else { return Ok(Met::Never) };
            let way = if ahead <= behind { Way::Forward } else { Way::Backward };
            if self.open(way, meter)? {
                return Ok(Met::Touch);
            }
        }
        let left = |side: &Side| !side.last().is_empty();
        Ok(if left(&self.forward) && left(&self.backward) { Met::TooFar } else { Met::Never })
    }

    /// The number of links in the next level of a side; `None` if it has no entity.
    fn work(&self, side: &Side, way: Way) -> Option<usize> {
        let last = &side.queue[side.last()];
        (!last.is_empty()).then(|| last.iter().map(|&node| self.view.row_len(node, way)).sum())
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
        for at in level {
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
                if side.seen.is_visited(&next) || self.refused.is_visited(&next) {
                    continue;
                }
                if view.admits(next) {
                    side.seen.visit(next);
                    side.queue.push(next);
                } else {
                    self.refused.visit(next);
                }
            }
            if way == Way::Forward {
                side.queue[row..].sort_unstable();
            }
            side.parents.resize(side.queue.len(), at as u32);
            meter.links(view.row_len(node, way))?;
            meter.nodes(side.queue.len() - row)?;
        }
        side.levels.push(begun);
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
        for at in self.forward.last() {
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
