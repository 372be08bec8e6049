//! Finds the measures that fields, filters and orders need, and asks for those that are not
//! there yet.

use super::{
    Reader, Refusal,
    graph::{Conditions, Question},
    owned_view::OwnedView,
};
use crate::{
    algo::{
        Meter, Truncation,
        cache::{Computation, Measured, Unavailable, ViewKey},
        measures::{Degrees, degrees_of},
    },
    exec::{
        ExportedMeasure,
        measures::{Aside, Key, Outcome, too_many, unavailable},
        store::Store,
    },
    graph::{
        NodeId,
        view::{ElementFilter, View, ViewOptions},
    },
    plan::{
        FactView, FieldError, Metric, Object, Step,
        fields::metrics::{MetricOp, MetricsView},
        graph::GraphOptions,
    },
};
use std::{rc::Rc, sync::Arc};

/// The measures of a field in one view.
#[derive(Debug)]
pub(in crate::exec) struct FieldMeasures {
    found: Vec<(Computation, Arc<Measured>)>,
    /// The error, if one of them is not there.
    error: Option<FieldError>,
    /// True if one of them is not there yet.
    is_lacking: bool,
    /// True if links of each entity are counted, or nothing else tells if it is in view.
    counts: bool,
}

impl FieldMeasures {
    /// The result of a computation.
    pub(in crate::exec) fn of(&self, computation: Computation) -> Option<&Measured> {
        let found = self.found.iter().find(|(it, _)| *it == computation);
        found.map(|(_, measured)| measured.as_ref())
    }
}

/// The measures of one entity, ready to be written.
#[derive(Debug)]
pub(in crate::exec) struct EntityMeasures {
    node: NodeId,
    degrees: Degrees,
    measures: Rc<FieldMeasures>,
}

impl EntityMeasures {
    /// The value of a measure that the field shows.
    pub(in crate::exec) fn value(&self, metric: Metric) -> f64 {
        match metric {
            Metric::Degree => f64::from(self.degrees.degree),
            Metric::InDegree => f64::from(self.degrees.into),
            Metric::OutDegree => f64::from(self.degrees.out),
            Metric::PageRank
            | Metric::Betweenness
            | Metric::Closeness
            | Metric::Harmonic
            | Metric::Coreness
            | Metric::Clustering
            | Metric::Component
            | Metric::Community => {
                let measured = self.measures.of(Computation::of(metric));
                measured.and_then(|it| it.value(metric, self.node)).unwrap_or_default()
            }
        }
    }

    /// The measures that the field shows.
    pub(in crate::exec) fn measures(&self) -> &FieldMeasures {
        &self.measures
    }
}

/// A computation over a view.
struct Compute(Computation, usize);

impl Question for Compute {
    type Answer = Result<Measured, Unavailable>;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer {
        Measured::compute(view, self.0, self.1, meter)
    }
}

/// The links in view of one entity; `None` if it is not in view.
struct Count(NodeId);

impl Question for Count {
    type Answer = Result<Option<Degrees>, Truncation>;

    fn ask<F: ElementFilter>(self, view: &View<'_, F>, meter: &mut Meter) -> Self::Answer {
        let in_view = view.has_node(self.0);
        let count = |meter| degrees_of(view, self.0, |node| view.has_node(node), meter);
        in_view.then(|| count(meter)).transpose()
    }
}

impl<S: Store> Reader<'_, S> {
    /// Makes measures known to filters and orders in the view of the reader.
    pub(super) fn prepare(&mut self, metrics: &[Metric]) -> Result<(), Refusal> {
        for &metric in metrics {
            if !self.measures.is_prepared(self.view, metric) {
                let FactView { time, status } = self.view;
                let view = ViewOptions { time, status, ..ViewOptions::default() };
                let measured = self.find(view, Conditions::default(), Computation::of(metric))?;
                self.measures.prepare(self.view, metric, measured);
            }
        }
        Ok(())
    }

    /// The result of a computation over the view of a field.
    pub(in crate::exec) fn computed(
        &mut self,
        options: &GraphOptions,
        computation: Computation,
    ) -> Result<Arc<Measured>, Refusal> {
        self.prepare(&options.metrics)?;
        let view = self.view_options(options)?;
        self.find(view, options.into(), computation)
    }

    /// Measures of the whole graph in all of history, for files.
    pub(in crate::exec) fn exported_measures(
        &mut self,
        metrics: &[Metric],
    ) -> Result<Vec<ExportedMeasure>, Refusal> {
        let mut measures = Vec::with_capacity(metrics.len());
        let mut lacks = false;
        for &metric in metrics {
            let computation = Computation::of(metric);
            match self.find(ViewOptions::default(), Conditions::default(), computation) {
                Ok(measured) => measures.push((metric, measured)),
                // All are asked for, so that the request waits once.
                Err(Refusal::Lacking) => lacks = true,
                Err(other) => return Err(other),
            }
        }
        if lacks { Err(Refusal::Lacking) } else { Ok(measures) }
    }

    /// The measures of an entity that a field shows; `None` if it is not in view. `field` tells
    /// the field from others.
    pub(in crate::exec) fn measures_of(
        &mut self,
        node: NodeId,
        field: usize,
        arguments: &MetricsView,
        steps: &Object<MetricOp>,
    ) -> Result<Option<EntityMeasures>, Refusal> {
        let key = (field, self.view);
        let measures = match self.measured.get(&key) {
            Some(known) => Rc::clone(known),
            None => {
                let found = Rc::new(self.field_measures(&arguments.graph, steps)?);
                self.measured.insert(key, Rc::clone(&found));
                found
            }
        };
        if let Some(error) = &measures.error {
            return Err(Refusal::Field(error.clone()));
        }
        if measures.is_lacking {
            return Err(Refusal::Lacking);
        }
        let in_view = |it: &(Computation, Arc<Measured>)| it.1.graph.number(node).is_some();
        if !measures.found.first().is_none_or(in_view) {
            return Ok(None);
        }
        let degrees = match measures.counts {
            true => self.count(node, &arguments.graph)?,
            false => Some(Degrees::default()),
        };
        Ok(degrees.map(|degrees| EntityMeasures { node, degrees, measures }))
    }

    fn field_measures(
        &mut self,
        options: &GraphOptions,
        steps: &Object<MetricOp>,
    ) -> Result<FieldMeasures, Refusal> {
        let mut needed = Vec::new();
        let mut counts = false;
        for step in steps {
            let (Step::Field { op: MetricOp::Value(metric), .. }
            | Step::Field { op: MetricOp::Sampling(metric, ..), .. }) = step
            else {
                continue;
            };
            counts |= metric.is_local();
            if !metric.is_local() && !needed.contains(&Computation::of(*metric)) {
                needed.push(Computation::of(*metric));
            }
        }
        counts |= needed.is_empty();
        let mut measures =
            FieldMeasures { found: Vec::new(), error: None, is_lacking: false, counts };
        // All are asked for, so that the request waits once.
        for computation in needed {
            match self.computed(options, computation) {
                Ok(measured) => measures.found.push((computation, measured)),
                Err(Refusal::Lacking) => measures.is_lacking = true,
                Err(Refusal::Field(error)) => measures.error = Some(error),
                Err(exhausted @ Refusal::Exhausted(_)) => return Err(exhausted),
            }
        }
        Ok(measures)
    }

    fn count(&mut self, node: NodeId, options: &GraphOptions) -> Result<Option<Degrees>, Refusal> {
        let (counted, ended) = self.ask(options, Count(node))?;
        whole(counted, ended)
    }

    /// A computation over a view: known to the request, kept in the cache, asked for there, or
    /// done here.
    fn find(
        &mut self,
        view: ViewOptions,
        conditions: Conditions<'_>,
        computation: Computation,
    ) -> Result<Arc<Measured>, Refusal> {
        let key = (ViewKey { options: view.normalized(), filter: text(conditions) }, computation);
        let outcome = match self.measures.get(&key) {
            Some(known) => known,
            None if self.measures.count() as u64 >= self.limits.measures => {
                return Err(too_many(self.limits.measures).into());
            }
            None => match self.aside.filter(|_| !self.store.hides()) {
                Some(aside) => self.request(aside, key, conditions),
                None => {
                    let outcome = self.compute(&key.0.options, conditions, computation)?;
                    self.measures.keep(key, outcome.clone());
                    Some(outcome)
                }
            },
        };
        match outcome {
            Some(Ok(measured)) => Ok(measured),
            Some(Err(reason)) => Err(unavailable(&reason).into()),
            None => Err(Refusal::Lacking),
        }
    }

    /// Asks for a computation in the cache; `None` if it is not there yet.
    fn request(
        &self,
        aside: Aside<'_>,
        (view, computation): Key,
        conditions: Conditions<'_>,
    ) -> Option<Outcome> {
        let source = OwnedView {
            graph: Arc::clone(aside.graph),
            options: view.options.clone(),
            nodes: conditions.nodes.cloned(),
            links: conditions.links.cloned(),
            known: self.measures.prepared(),
            limits: self.limits.clone(),
        };
        let ticket = aside.cache.request_from(view.clone(), computation, source);
        self.measures.ask((view, computation), ticket)
    }

    /// A computation in the run, within the request's deadline.
    fn compute(
        &mut self,
        view: &ViewOptions,
        conditions: Conditions<'_>,
        computation: Computation,
    ) -> Result<Result<Arc<Measured>, Unavailable>, Refusal> {
        let bytes = usize::try_from(self.limits.measure_bytes).unwrap_or(usize::MAX);
        let mut meter = Meter::until(self.budget.deadline(), self.budget.cancel());
        let question = Compute(computation, bytes);
        match self.ask_of(view, conditions, &mut meter, question) {
            (_, Some(reason)) => Err(ended_early(reason).into()),
            (Err(Unavailable::TooSlow), None) => Err(ended_early(Truncation::Time).into()),
            (answer, None) => Ok(answer.map(Arc::new)),
        }
    }
}

/// The answer of a search over all of a view; an error if a limit ended it, or its conditions.
pub(super) fn whole<T>(
    answer: Result<T, Truncation>,
    ended: Option<Truncation>,
) -> Result<T, Refusal> {
    let answer = answer.and_then(|answer| ended.map_or(Ok(answer), Err));
    answer.map_err(|reason| ended_early(reason).into())
}

/// The error of a measure that a limit of the request ended.
fn ended_early(reason: Truncation) -> FieldError {
    let limit = match reason {
        Truncation::Time | Truncation::Cancelled => "deadline_ms",
        Truncation::Nodes | Truncation::Results => "graph_nodes",
        Truncation::Links => "visits",
        Truncation::Memory => "graph_bytes",
    };
    let message =
        format!("the measure passes the limit \"{limit}\"; ask for it over a smaller view");
    FieldError::over_limit(limit, message)
}

/// A text that distinguishes conditions: equal texts are equal conditions.
fn text(conditions: Conditions<'_>) -> Box<str> {
    if conditions.are_open() { "".into() } else { format!("{conditions:?}").into() }
}
