//! Answers graph questions: makes the view that a field asks for, finds the entities that it
//! names, and runs the search.

use super::{
    Reader, Refusal,
    filter::{PlannedFilter, edge_holds, holds},
    view::StoreView,
};
use crate::{
    algo::{Completeness, Meter, Truncation},
    exec::store::Store,
    graph::{
        Graph, LinkId, NodeId,
        view::{Cost, ElementFilter, View, ViewOptions},
    },
    limits::{Budget, Exhausted},
    ontology::Direction,
    plan::{
        EdgePredicate, FieldError, Predicate,
        graph::{GraphOptions, PathCost},
    },
};
use std::cell::{Cell, RefCell};

/// A question about a view, whatever the filter of the view is.
pub(super) trait Question {
    type Answer;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer;
}

/// The conditions of a request on what a search may see.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Conditions<'r> {
    pub(super) nodes: Option<&'r Predicate>,
    pub(super) links: Option<&'r EdgePredicate>,
}

impl<'r> From<&'r GraphOptions> for Conditions<'r> {
    fn from(options: &'r GraphOptions) -> Self {
        Self { nodes: options.filter.as_ref(), links: options.edge_filter.as_ref() }
    }
}

impl Conditions<'_> {
    pub(super) fn are_open(self) -> bool {
        self.nodes.is_none() && self.links.is_none()
    }
}

/// The conditions of a request, and what of a graph a store has, as the filter of a view.
pub(super) struct StoreFilter<'r, 'b, S> {
    seen: StoreView<'r, S>,
    conditions: Conditions<'r>,
    budget: RefCell<&'b mut Budget>,
    /// The condition on entities, where it is planned, and the bytes that its sets may take.
    planned: Option<RefCell<(PlannedFilter<'r>, usize)>>,
    /// The limit that ended the conditions: from then on nothing fulfils them.
    exhausted: Cell<Option<Exhausted>>,
}

impl<'r, 'b, S: Store> StoreFilter<'r, 'b, S> {
    pub(super) fn new(
        seen: StoreView<'r, S>,
        conditions: Conditions<'r>,
        budget: &'b mut Budget,
    ) -> Self {
        let budget = RefCell::new(budget);
        Self { seen, conditions, budget, planned: None, exhausted: Cell::new(None) }
    }

    /// Returns the same filter. A condition on what links lead to is planned, and its sets may take
    /// so many bytes.
    pub(super) fn planned(mut self, bytes: usize) -> Self {
        let condition = self.conditions.nodes.filter(|condition| condition.follows_links());
        let planned = condition.map(|condition| PlannedFilter::new(&self.seen, condition));
        self.planned = planned.map(|planned| RefCell::new((planned, bytes)));
        self
    }

    /// The reason why the conditions ended before the search did, as the search would name it.
    pub(super) fn ended(&self) -> Option<Truncation> {
        self.exhausted.get().map(|exhausted| match exhausted {
            Exhausted::Visits => Truncation::Links,
            Exhausted::Deadline => Truncation::Time,
            Exhausted::ResponseBytes | Exhausted::ListBytes => Truncation::Memory,
            Exhausted::Cancelled => Truncation::Cancelled,
        })
    }

    fn node_holds(
        &self,
        budget: &mut Budget,
        predicate: &Predicate,
        node: NodeId,
    ) -> Result<bool, Exhausted> {
        let Some(planned) = &self.planned else {
            return holds(&self.seen, budget, predicate, node);
        };
        let (planned, bytes) = &mut *planned.borrow_mut();
        planned.holds(&self.seen, budget, bytes, node)
    }

    fn ask(&self, holds: impl FnOnce(&mut Budget) -> Result<bool, Exhausted>) -> bool {
        if self.exhausted.get().is_some() {
            return false;
        }
        holds(&mut self.budget.borrow_mut()).unwrap_or_else(|exhausted| {
            self.exhausted.set(Some(exhausted));
            false
        })
    }
}

impl<S: Store> ElementFilter for StoreFilter<'_, '_, S> {
    fn node(&self, node: NodeId) -> bool {
        (!self.seen.store.hides() || self.seen.store.has_node(node))
            && self.conditions.nodes.is_none_or(|one| self.ask(|it| self.node_holds(it, one, node)))
    }

    fn degree(&self, graph: &Graph, node: NodeId) -> u32 {
        if !self.seen.store.hides() {
            return graph.degree(node);
        }
        // A view asks for the degree before it asks if the entity is there.
        if !self.seen.store.has_node(node) {
            return 0;
        }
        let rows = self.seen.store.rows_of(node, Direction::Both);
        rows.map(|(.., row)| row.len() as u32).sum()
    }

    fn exists(&self, link: LinkId) -> bool {
        !self.seen.store.hides() || self.seen.store.has_link(link)
    }

    fn link(&self, link: LinkId) -> bool {
        self.exists(link)
            && self
                .conditions
                .links
                .is_none_or(|one| self.ask(|it| edge_holds(&self.seen, it, one, link)))
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// Asks a question about the view of a field. The time view of the field is already that of
    /// the reader.
    ///
    /// The conditions of the view spend visits of the request. Where they run out, the search
    /// ends as one that looked at too many links, or took too long.
    pub(super) fn ask<Q: Question>(
        &mut self,
        options: &GraphOptions,
        question: Q,
    ) -> Result<(Q::Answer, Option<Truncation>), Refusal> {
        self.prepare(&options.metrics)?;
        let view = self.view_options(options)?;
        let mut meter = self.meter();
        Ok(self.ask_of(&view, options.into(), &mut meter, question))
    }

    /// The meter of one search over the graph.
    pub(super) fn meter(&self) -> Meter {
        Meter::new(self.limits, self.budget.deadline(), self.budget.cancel())
    }

    /// The view of a field without its conditions.
    pub(super) fn view_options(&mut self, options: &GraphOptions) -> Result<ViewOptions, Refusal> {
        Ok(ViewOptions {
            time: self.view.time,
            status: self.view.status,
            direction: options.scope.direction,
            relations: options.scope.relations.clone(),
            exclude_relations: options.exclude_relations.clone(),
            kinds: options.kinds.clone(),
            exclude_kinds: options.exclude_kinds.clone(),
            avoid: self.known(&options.avoid, "avoid")?,
            max_degree: options.max_degree,
        })
    }

    /// Asks a question about a view; says why its conditions ended, if they did.
    pub(super) fn ask_of<Q: Question>(
        &mut self,
        view: &ViewOptions,
        conditions: Conditions<'_>,
        meter: &mut Meter,
        question: Q,
    ) -> (Q::Answer, Option<Truncation>) {
        let graph = self.store.graph();
        if !self.store.hides() && conditions.are_open() {
            return (question.ask(&View::new(graph, view), meter), None);
        }
        let bytes = if self.plans_filters { Some(self.filter_bytes) } else { None };
        let filter = StoreFilter::new(self.seen(), conditions, &mut self.budget);
        let filter = match bytes {
            Some(bytes) => filter.planned(bytes),
            None => filter,
        };
        let answer = question.ask(&View::filtered(graph, view, &filter), meter);
        (answer, filter.ended())
    }

    /// The entities with some ids.
    ///
    /// # Errors
    /// If there is no entity with one of them.
    pub(in crate::exec) fn known(
        &mut self,
        ids: &[String],
        argument: &'static str,
    ) -> Result<Vec<NodeId>, Refusal> {
        self.budget.visit(ids.len())?;
        let node = |id: &String| {
            self.store.node_by_id(id).ok_or_else(|| {
                let message = format!("`{argument}`: there is no entity with the id \"{id}\"");
                FieldError { argument: Some(argument), ..FieldError::bad_input(message) }
            })
        };
        Ok(ids.iter().map(node).collect::<Result<_, FieldError>>()?)
    }

    /// One such entity.
    pub(in crate::exec) fn known_one(
        &mut self,
        id: &String,
        argument: &'static str,
    ) -> Result<NodeId, Refusal> {
        Ok(self.known(std::slice::from_ref(id), argument)?[0])
    }
}

/// The cost of paths, as the graph knows it.
pub(super) fn cost(cost: &PathCost) -> Cost {
    match cost {
        PathCost::Hops => Cost::Hops,
        PathCost::HubPenalty => Cost::HubPenalty,
        PathCost::Property(property) => Cost::Property(property.clone()),
    }
}

/// The completeness of an answer whose conditions may have ended before the search did.
pub(super) fn covered(completeness: Completeness, ended: Option<Truncation>) -> Completeness {
    match ended {
        Some(reason) => Completeness::truncated(reason, None),
        None => completeness,
    }
}
