//! Answers graph questions: makes the view that a field asks for, finds the entities that it
//! names, and runs the search.

use super::{
    Reader, Refusal,
    filter::{edge_holds, holds},
    view::StoreView,
};
use crate::{
    algo::{Completeness, Meter, Truncation},
    exec::store::Store,
    graph::{
        Graph, LinkId, NodeId,
        view::{Cost, ElementFilter, View, ViewOptions},
    },
    limits::{Budget, Exhausted, Limits},
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

/// The conditions of a request on what a search may see, and what of a graph a store has.
struct StoreFilter<'r, 'b, S> {
    seen: StoreView<'r, S>,
    nodes: Option<&'r Predicate>,
    links: Option<&'r EdgePredicate>,
    budget: RefCell<&'b mut Budget>,
    /// The limit that ended the conditions: from then on nothing fulfils them.
    exhausted: Cell<Option<Exhausted>>,
}

impl<S: Store> StoreFilter<'_, '_, S> {
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
            && self.nodes.is_none_or(|one| self.ask(|it| holds(self.seen, it, one, node)))
    }

    fn degree(&self, graph: &Graph, node: NodeId) -> u32 {
        if !self.seen.store.hides() {
            return graph.degree(node);
        }
        let rows = self.seen.store.rows_of(node, Direction::Both);
        rows.map(|(.., row)| row.len() as u32).sum()
    }

    fn exists(&self, link: LinkId) -> bool {
        !self.seen.store.hides() || self.seen.store.has_link(link)
    }

    fn link(&self, link: LinkId) -> bool {
        self.exists(link)
            && self.links.is_none_or(|one| self.ask(|it| edge_holds(self.seen, it, one, link)))
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
        limits: &Limits,
        question: Q,
    ) -> Result<(Q::Answer, Option<Truncation>), Refusal> {
        let view = ViewOptions {
            time: self.view.time,
            status: self.view.status,
            direction: options.scope.direction,
            relations: options.scope.relations.clone(),
            exclude_relations: options.exclude_relations.clone(),
            kinds: options.kinds.clone(),
            exclude_kinds: options.exclude_kinds.clone(),
            avoid: self.known(&options.avoid, "avoid")?,
            max_degree: options.max_degree,
        };
        let mut meter = Meter::new(limits, self.budget.deadline(), self.budget.cancel());
        let graph = self.store.graph();
        if !self.store.hides() && options.filter.is_none() && options.edge_filter.is_none() {
            let answer = question.ask(&View::new(graph, &view), &mut meter);
            return Ok((answer, None));
        }
        let filter = StoreFilter {
            seen: self.seen(),
            nodes: options.filter.as_ref(),
            links: options.edge_filter.as_ref(),
            budget: RefCell::new(&mut self.budget),
            exhausted: Cell::new(None),
        };
        let answer = question.ask(&View::filtered(graph, &view, &filter), &mut meter);
        let ended = filter.exhausted.get().map(|exhausted| match exhausted {
            Exhausted::Visits => Truncation::Links,
            Exhausted::Deadline => Truncation::Time,
            Exhausted::ResponseBytes => Truncation::Memory,
            Exhausted::Cancelled => Truncation::Cancelled,
        });
        Ok((answer, ended))
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

/// How much an answer covers, if its conditions may have ended before the search did.
pub(super) fn covered(completeness: Completeness, ended: Option<Truncation>) -> Completeness {
    match ended {
        Some(reason) => Completeness::truncated(reason, None),
        None => completeness,
    }
}
