//! Views: what of the graph a search sees, decided link by link during the search.
//!
//! `View::new(&graph, &ViewOptions { direction: Direction::Out, ..Default::default() })` sees
//! all entities and follows links from their source to their target. Time, status, relations,
//! kinds, entities to avoid, the largest degree and a caller's own [`ElementFilter`] all act
//! while a search runs, so that a path through what is not in view is never found.
//!
//! A view is made in O(relations + kinds) and keeps nothing of what it has seen. The links at
//! an entity are read from one slice; each costs one comparison more for each test that
//! applies to its relation.

mod cost;
mod filter;
mod incident;
mod options;
mod time;
mod visit;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use crate::ontology::StatusSet;
pub use cost::{Cost, CostError, Costs};
pub use filter::{ElementFilter, Everything, Where};
pub use incident::{Incident, Incidents};
pub use options::ViewOptions;
pub use time::ViewFilter;
pub use visit::{ViewEdge, ViewEdges, ViewNeighbors, ViewNodes};

use super::{Graph, LinkId, NodeId};
use crate::{
    ontology::{Direction, KindId, RelationId},
    value::TimeView,
};
use incident::{LinkRule, Pass};

/// Along the direction of a view, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In the direction of paths.
    Forward,
    /// From where a path ends towards where it starts.
    Backward,
}

/// A graph and what of it is in view.
#[derive(Clone, Debug)]
pub struct View<'g, F = Everything> {
    graph: &'g Graph,
    filter: F,
    time: TimeView,
    direction: Direction,
    /// One rule for each relation, by the numbers of its links.
    rules: Vec<LinkRule<'g>>,
    /// For each kind, by number: true if it is in the view.
    kinds: Vec<bool>,
    /// Sorted.
    avoid: Vec<NodeId>,
    max_degree: u32,
    costs: Option<Costs<'g>>,
    all_links: bool,
    all_nodes: bool,
}

impl<'g> View<'g> {
    /// A view without predicates.
    pub fn new(graph: &'g Graph, options: &ViewOptions) -> Self {
        Self::filtered(graph, options, Everything)
    }

    /// The whole graph, followed both ways.
    pub fn whole(graph: &'g Graph) -> Self {
        Self::new(graph, &ViewOptions::default())
    }
}

impl<'g, F> View<'g, F> {
    /// The graph.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// The direction in which links are followed.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The days that it is about.
    pub fn time(&self) -> TimeView {
        self.time
    }
}

impl<'g, F: ElementFilter> View<'g, F> {
    /// A view with the predicates of a caller.
    pub fn filtered(graph: &'g Graph, options: &ViewOptions, filter: F) -> Self {
        let wanted = |relation: RelationId| {
            options.relations.as_ref().is_none_or(|only| only.contains(&relation))
                && !options.exclude_relations.contains(&relation)
        };
        let relations = graph.ontology().relations().map(|(relation, _)| relation);
        let rules: Vec<LinkRule<'g>> = relations
            .map(|relation| LinkRule::new(graph, options, relation, wanted(relation)))
            .collect();
        let kinds: Vec<bool> = graph
            .ontology()
            .kinds()
            .map(|(kind, _)| {
                options.kinds.as_ref().is_none_or(|only| only.contains(&kind))
                    && !options.exclude_kinds.contains(&kind)
            })
            .collect();
        let mut avoid = options.avoid.clone();
        avoid.sort_unstable();
        avoid.dedup();
        Self {
            graph,
            time: options.time,
            direction: options.direction,
            all_links: !F::TESTS_LINKS && rules.iter().all(LinkRule::passes_all),
            all_nodes: !F::TESTS_NODES
                && kinds.iter().all(|wanted| *wanted)
                && avoid.is_empty()
                && options.max_degree.is_none(),
            rules,
            kinds,
            avoid,
            max_degree: options.max_degree.unwrap_or(u32::MAX),
            costs: None,
            filter,
        }
    }

    /// Returns the view with costs, by which petgraph's algorithms weigh its steps.
    ///
    /// # Errors
    /// See [`Costs::new`].
    pub fn with_costs(mut self, cost: &Cost) -> Result<Self, CostError> {
        self.costs = Some(self.costs(cost)?);
        Ok(self)
    }

    /// A cost, looked up for the relations of this view.
    ///
    /// # Errors
    /// See [`Costs::new`].
    pub fn costs(&self, cost: &Cost) -> Result<Costs<'g>, CostError> {
        let exists = |link| self.filter.exists(link);
        Costs::new(self.graph, cost, |relation| self.wants(relation), exists)
    }

    /// The cost of a step; `None` if its link has no value. The penalty of a hub counts for every
    /// entity that a step leads to, also for the last.
    fn weight(&self, link: LinkId, target: NodeId) -> Option<f64> {
        let Some(costs) = &self.costs else { return Some(1.0) };
        self.step(costs, link, target, false).map(|units| costs.value(units))
    }

    /// The cost of a step, in units of `costs`; `None` if its link has no value. `is_end` says that
    /// the entity that the step leads to ends the path.
    #[inline]
    pub fn step(&self, costs: &Costs<'_>, link: LinkId, head: NodeId, is_end: bool) -> Option<u64> {
        costs.step(link, || (!is_end).then(|| self.degree(head)))
    }

    /// The number of links of an entity in the whole graph, as [`ElementFilter::degree`] counts.
    #[inline]
    pub fn degree(&self, node: NodeId) -> u32 {
        self.filter.degree(self.graph, node)
    }

    /// Returns true if no link and no entity is left out.
    pub fn is_whole(&self) -> bool {
        self.all_links && self.all_nodes && self.time.days.is_none()
    }

    /// Returns true if a search may pass through every entity.
    #[inline(always)]
    pub fn admits_all(&self) -> bool {
        self.all_nodes
    }

    /// Returns true if a search may pass through an entity that it has reached: its kind, its
    /// degree, `avoid` and the caller's predicate allow it. Time is not asked, since a link in
    /// view leads to what is there then.
    #[inline(always)]
    pub fn admits(&self, node: NodeId) -> bool {
        self.all_nodes || self.tests_node(node)
    }

    fn tests_node(&self, node: NodeId) -> bool {
        self.kinds[self.graph.nodes().kind(node).index()]
            && self.avoid.binary_search(&node).is_err()
            && (self.max_degree == u32::MAX || self.degree(node) <= self.max_degree)
            && (!F::TESTS_NODES || self.filter.node(node))
    }

    /// Returns true if an entity is in view by itself: it is admitted, and it is there on the
    /// days of the view.
    pub fn has_node(&self, node: NodeId) -> bool {
        let kind: KindId = self.graph.nodes().kind(node);
        ViewFilter::of_entities(self.graph, self.time, kind).has(node.0) && self.admits(node)
    }

    /// Returns true if a link is in view; its ends are not asked.
    pub fn has_link(&self, link: LinkId) -> bool {
        self.all_links || (self.rule(link).passes(link) && self.filter_link(link))
    }

    #[inline(always)]
    fn filter_link(&self, link: LinkId) -> bool {
        !F::TESTS_LINKS || self.filter.link(link)
    }

    /// Returns true if links of a relation can be in view.
    pub fn wants(&self, relation: RelationId) -> bool {
        !matches!(self.rules[relation.index()].pass, Pass::Nothing)
    }

    /// The rule of a link's relation.
    #[inline]
    fn rule(&self, link: LinkId) -> &LinkRule<'g> {
        let after = self.rules.partition_point(|rule| rule.start <= link.0);
        &self.rules[after - 1]
    }

    /// The direction in which the rows of the graph are read to go some way.
    #[inline]
    pub fn rows_direction(&self, way: Way) -> Direction {
        match (self.direction, way) {
            (Direction::Both, _) => Direction::Both,
            (Direction::Out, Way::Forward) | (Direction::In, Way::Backward) => Direction::Out,
            (Direction::In, Way::Forward) | (Direction::Out, Way::Backward) => Direction::In,
        }
    }

    /// The links in view at an entity that can be followed some way, each with the entity at
    /// its other end, which need not be in view.
    #[inline]
    pub fn incident(&self, node: NodeId, way: Way) -> Incidents<'_, 'g, F> {
        Incidents::new(self, node, self.rows_direction(way))
    }

    /// Like [`Self::incident`], in a direction of the caller's in place of the view's.
    #[inline]
    pub fn incident_in(&self, node: NodeId, direction: Direction) -> Incidents<'_, 'g, F> {
        Incidents::new(self, node, direction)
    }

    /// The number of links that [`Self::incident`] has to look at.
    #[inline]
    pub fn row_len(&self, node: NodeId, way: Way) -> usize {
        self.graph.incidence.row(node, self.rows_direction(way)).len()
    }
}
