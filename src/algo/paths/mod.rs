//! Paths: are two sets of entities connected, by what, and by what else.
//!
//! A path from `from` to `to` starts at an entity of `from`, ends at one of `to`, has no entity
//! twice, and touches neither set in between (Diestel, *Graph Theory*, section 1.3: an A-B
//! path). An entity of both sets is a path of length 0. The ends were named by the request:
//! the view's tests of entities are for those in between.
//!
//! Paths are ordered by cost, then length, then the numbers of their entities, which are
//! ordered by kind and id. Two paths differ if their entities do: a step carries all links in
//! view between its two entities, and costs what the cheapest of them costs.
//!
//! *Chronological* paths are those along which something could have been handed on: there are
//! days, none before the one of the step before, on which a link of each step holds (a
//! time-respecting path: [Kempe, Kleinberg and Kumar, *Connectivity and Inference Problems for
//! Temporal Networks*, 2002](https://doi.org/10.1006/jcss.2002.1829)). Links that hold together and
//! links that follow each other make one; a link that ended before the one before it began does
//! not. A day that is not known could be any.

mod assemble;
mod ball;
mod enumerate;
mod hops;
mod labels;
mod spur;
#[cfg(test)]
mod tests;

use super::{Completeness, Meter, Truncation};
use crate::graph::{
    LinkId, NodeId,
    view::{Cost, CostError, Costs, ElementFilter, View},
};
use hops::{Bidirectional, Met};

/// A path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its entities, from the start to the end.
    pub nodes: Vec<NodeId>,
    /// For each step the links in view between its two entities, in the order of their
    /// numbers; of a chronological path those that can be part of it.
    pub steps: Vec<Vec<LinkId>>,
    /// The cost.
    pub cost: f64,
}

impl Path {
    /// The number of steps.
    pub fn length(&self) -> usize {
        self.steps.len()
    }
}

/// The options of paths, beside the view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathOptions {
    /// The most steps that a path may have; `None` is any number.
    pub max_length: Option<u32>,
    /// By what they are compared.
    pub cost: Cost,
    /// Only chronological ones.
    pub chronological: bool,
}

/// Paths, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct PathSet {
    /// The paths.
    pub paths: Vec<Path>,
    /// [`Truncation::Results`] says that there are more. Whatever was truncated, the paths that
    /// are listed are the first ones in order.
    pub completeness: Completeness,
}

/// An answer about two sets of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connectedness {
    /// `None` is unknown: the search was truncated before it found an answer.
    pub connected: Option<bool>,
    /// The number of steps of the shortest path.
    pub distance: Option<u32>,
    /// The completeness of the search.
    pub completeness: Completeness,
}

/// The two sets of entities, each sorted and without doubles.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    from: Vec<NodeId>,
    to: Vec<NodeId>,
}

impl Ends {
    fn new(from: &[NodeId], to: &[NodeId]) -> Self {
        let sorted = |nodes: &[NodeId]| {
            let mut nodes = nodes.to_vec();
            nodes.sort_unstable();
            nodes.dedup();
            nodes
        };
        Self { from: sorted(from), to: sorted(to) }
    }

    fn starts(&self, node: NodeId) -> bool {
        self.from.binary_search(&node).is_ok()
    }

    fn ends(&self, node: NodeId) -> bool {
        self.to.binary_search(&node).is_ok()
    }
}

/// Says if there is a path of at most `max_length` steps, and how short one can be.
///
/// Time O(links of the two balls that meet), see `hops.rs`.
pub fn connected<F: ElementFilter>(
    view: &View<'_, F>,
    from: &[NodeId],
    to: &[NodeId],
    max_length: Option<u32>,
    meter: &mut Meter,
) -> Connectedness {
    let ends = Ends::new(from, to);
    let mut search = Bidirectional::new(view, &ends);
    let answer = |connected, distance| Connectedness {
        connected: Some(connected),
        distance,
        completeness: Completeness::COMPLETE,
    };
    match search.run(max_length.unwrap_or(u32::MAX), meter) {
        Ok(Met::Here(_)) => answer(true, Some(0)),
        Ok(Met::Touch) => answer(true, Some(search.distance())),
        Ok(Met::Never | Met::TooFar) => answer(false, None),
        Err(reason) => Connectedness {
            connected: None,
            distance: None,
            completeness: Completeness::truncated(reason, Some(search.complete_depth())),
        },
    }
}

/// The best path, or none.
///
/// # Errors
/// If the links have no such cost, see [`Costs::new`].
pub fn shortest_path<F: ElementFilter>(
    view: &View<'_, F>,
    from: &[NodeId],
    to: &[NodeId],
    options: &PathOptions,
    meter: &mut Meter,
) -> Result<(Option<Path>, Completeness), CostError> {
    let costs = view.costs(&options.cost)?;
    let problem = PathProblem::new(view, costs, Ends::new(from, to), options);
    if problem.is_plain() {
        return Ok(match problem.shortest(meter) {
            (Ok(path), _) => (path, Completeness::COMPLETE),
            (Err(reason), depth) => (None, Completeness::truncated(reason, Some(depth))),
        });
    }
    let mut set = enumerate::first_paths(&problem, 1, false, meter);
    Ok((set.paths.pop(), set.completeness))
}

/// The first `k` paths in order.
///
/// Yen's algorithm with Lawler's partition, over searches that are led by exact distances to
/// the end: see `enumerate.rs`.
///
/// # Errors
/// If the links have no such cost, see [`Costs::new`].
pub fn k_shortest_paths<F: ElementFilter>(
    view: &View<'_, F>,
    from: &[NodeId],
    to: &[NodeId],
    k: usize,
    options: &PathOptions,
    meter: &mut Meter,
) -> Result<PathSet, CostError> {
    let costs = view.costs(&options.cost)?;
    let problem = PathProblem::new(view, costs, Ends::new(from, to), options);
    Ok(enumerate::first_paths(&problem, k.min(meter.most_paths()), true, meter))
}

/// A question about paths.
struct PathProblem<'v, 'g, F> {
    view: &'v View<'g, F>,
    costs: Costs<'g>,
    ends: Ends,
    longest: u32,
    chronological: bool,
}

impl<'v, 'g, F: ElementFilter> PathProblem<'v, 'g, F> {
    fn new(view: &'v View<'g, F>, costs: Costs<'g>, ends: Ends, options: &PathOptions) -> Self {
        let longest = options.max_length.unwrap_or(u32::MAX);
        Self { view, costs, ends, longest, chronological: options.chronological }
    }

    /// Returns true if only hops count.
    fn is_plain(&self) -> bool {
        self.costs.is_hops() && !self.chronological
    }

    /// The shortest path by hops, and how deep it was looked for.
    fn shortest(&self, meter: &mut Meter) -> (Result<Option<Path>, Truncation>, u32) {
        let mut search = Bidirectional::new(self.view, &self.ends);
        let met = search.run(self.longest, meter);
        let depth = search.complete_depth();
        let nodes = match met {
            Ok(Met::Here(node)) => Ok(Some(vec![node])),
            Ok(Met::Touch) => search.path(meter).map(Some),
            Ok(Met::Never | Met::TooFar) => Ok(None),
            Err(reason) => Err(reason),
        };
        let path = nodes.and_then(|nodes| {
            let path = |nodes: Vec<NodeId>| {
                let hops = nodes.len() as u64 - 1;
                assemble::path(self, nodes, hops, meter)
            };
            nodes.map(path).transpose()
        });
        (path, depth)
    }
}
