//! The view of a measure that is computed aside: it lives as long as the computation, which may
//! outlive the request that asked for it.

use super::{
    graph::{Conditions, StoreFilter},
    view::StoreView,
};
use crate::{
    algo::{
        Meter, Projection, Truncation,
        cache::ViewSource,
        measures::{Degrees, degrees},
    },
    exec::measures::{InView, Measures},
    graph::{
        Graph,
        view::{View, ViewOptions},
    },
    limits::{Budget, Limits},
    plan::{EdgePredicate, FactView, Predicate},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// A view of a graph that owns what it is made of, so that another thread can read it.
pub(super) struct OwnedView {
    pub(super) graph: Arc<Graph>,
    pub(super) options: ViewOptions,
    /// The condition on entities.
    pub(super) nodes: Option<Predicate>,
    /// The condition on links.
    pub(super) links: Option<EdgePredicate>,
    /// The measures that the conditions read.
    pub(super) known: Vec<InView>,
    pub(super) limits: Limits,
}

impl OwnedView {
    /// Asks a question about the view. The conditions have the time that measures have.
    fn ask<T>(
        &self,
        question: impl for<'v> FnOnce(&View<'v, &StoreFilter<'_, '_, Graph>>) -> Result<T, Truncation>,
    ) -> Result<T, Truncation> {
        let deadline = Instant::now() + Duration::from_millis(self.limits.measure_ms);
        let limits = Limits { visits: u64::MAX, ..self.limits.clone() };
        let measures = Measures::of(deadline, self.known.clone());
        let ViewOptions { time, status, .. } = self.options;
        let view = FactView { time, status };
        let seen = StoreView { store: &*self.graph, view, measures: &measures };
        let conditions = Conditions { nodes: self.nodes.as_ref(), links: self.links.as_ref() };
        let mut budget = Budget::until(deadline, &limits);
        let bytes = usize::try_from(limits.graph_bytes).unwrap_or(usize::MAX);
        let filter = StoreFilter::new(seen, conditions, &mut budget).planned(bytes);
        let answer = question(&View::filtered(&self.graph, &self.options, &filter));
        filter.ended().map_or(answer, Err)
    }

    fn is_open(&self) -> bool {
        self.nodes.is_none() && self.links.is_none()
    }
}

impl ViewSource for OwnedView {
    fn project(&self, meter: &mut Meter) -> Result<Projection, Truncation> {
        match self.is_open() {
            true => Projection::new(&View::new(&self.graph, &self.options), meter),
            false => self.ask(|view| Projection::new(view, meter)),
        }
    }

    fn degrees(&self, graph: &Projection, meter: &mut Meter) -> Result<Vec<Degrees>, Truncation> {
        match self.is_open() {
            true => degrees(&View::new(&self.graph, &self.options), graph, meter),
            false => self.ask(|view| degrees(view, graph, meter)),
        }
    }
}
