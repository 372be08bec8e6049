//! `metrics` of an entity: its measures in a view of the graph.

use super::ArgumentBinder;
use crate::{
    plan::{
        FieldError, Object, SiteId,
        bind::{Binder, Values},
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        graph::GraphOptions,
        ids::Id,
        view::in_parentheses,
    },
    value::Metric,
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MetricsForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct MetricsView {
    /// The view that the measures are of.
    pub graph: GraphOptions,
}

/// A field of `Metrics`.
#[derive(Clone, Copy, Debug)]
pub enum MetricOp {
    /// The value of a measure.
    Value(Metric),
    /// The accuracy of a measure.
    Sampling(Metric, Id<Object<SamplingOp>>, SiteId),
}

/// A field of `Sampling`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum SamplingOp {
    Error,
    Probability,
    Samples,
}

impl ArgumentBinder for MetricsForm {
    type Bound = MetricsView;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<MetricsView, FieldError> {
        Ok(MetricsView { graph: GraphOptions::bind(binder, values)? })
    }
}

impl MetricsView {
    pub(super) fn explain(&self) -> String {
        in_parentheses(&self.graph.explain())
    }
}

impl Costs for MetricOp {
    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        match self {
            Self::Value(_) | Self::Sampling(..) => Counted::ZERO,
        }
    }
}

impl Explain for MetricOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Value(metric) if metric.is_local() => to.line(&format!("{key}: count of links")),
            Self::Value(metric) => to.line(&format!("{key}: measure {}", metric.as_str())),
            Self::Sampling(metric, object, _) => {
                to.embedded(key, &format!("sampling of {}", metric.as_str()), *object);
            }
        }
    }
}

impl Explain for SamplingOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Error | Self::Probability | Self::Samples => to.line(key),
        }
    }
}
