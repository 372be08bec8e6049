//! Writes measures of entities.

use super::{Path, Run, Stop, Written};
use crate::{
    algo::{cache::Computation, measures::Sampled},
    exec::{
        select::{EntityMeasures, Refusal},
        store::Store,
    },
    graph::NodeId,
    plan::{
        ArgumentsId, Id, Object,
        fields::metrics::{MetricOp, MetricsView, SamplingOp},
    },
    value::Metric,
};

impl<'a, S: Store> Run<'a, S> {
    /// Writes `metrics` of an entity.
    pub(super) fn metrics(
        &mut self,
        node: NodeId,
        arguments: ArgumentsId<MetricsView>,
        object: Id<Object<MetricOp>>,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let arguments = self.arguments(arguments, path)?;
        let steps = &self.plan[object];
        self.viewing(arguments.graph.view, |run| {
            let measures = run.reader.measures_of(node, field, arguments, steps);
            // What else the answer needs is asked for too.
            if matches!(measures, Err(Refusal::Lacking)) {
                return Err(Stop::Null);
            }
            match run.chosen(measures, path)? {
                Some(measures) => run.embedded_one(&measures, object, path, Self::metric),
                None => run.null(),
            }
        })
    }

    fn metric(&mut self, it: &EntityMeasures, op: &MetricOp, path: &Path<'_>) -> Written {
        match op {
            MetricOp::Value(metric) => self.metric_value(*metric, it.value(*metric)),
            MetricOp::Sampling(metric, object, site) => {
                let measured = it.measures().of(Computation::of(*metric));
                let sampled = measured.and_then(|it| it.sampled());
                return self.sampling(sampled, *object, &path.field(*site));
            }
        }
        Ok(())
    }

    /// Writes the value of a measure.
    pub(super) fn metric_value(&mut self, metric: Metric, value: f64) {
        if metric.is_integer() { self.out.integer(value as u64) } else { self.number(value) }
    }

    /// Writes how sure a measure is; null for an exact one.
    pub(super) fn sampling(
        &mut self,
        sampled: Option<Sampled>,
        object: Id<Object<SamplingOp>>,
        path: &Path<'_>,
    ) -> Written {
        let Some(sampled) = sampled else { return self.null() };
        self.embedded_one(&sampled, object, path, |run, sampled, op, _| {
            match op {
                SamplingOp::Error => run.number(sampled.error),
                SamplingOp::Probability => run.number(sampled.probability),
                SamplingOp::Samples => run.out.integer(sampled.samples),
            }
            Ok(())
        })
    }
}
