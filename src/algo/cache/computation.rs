//! The computations that the cache runs, and their results.

use super::Unavailable;
use crate::{
    algo::{
        Meter, Projection, Truncation,
        measures::{
            self, Betweenness, Brokers, Closeness, Communities, Degrees, PageRankOptions,
            Partition, Sampled,
        },
    },
    graph::{
        NodeId,
        view::{ElementFilter, View},
    },
    value::Metric,
};
use std::sync::Arc;

/// One computation, of which some give several measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Computation {
    /// Links of each entity.
    Degrees,
    /// PageRank.
    PageRank,
    /// Betweenness.
    Betweenness,
    /// Closeness and harmonic centrality.
    Closeness,
    /// Coreness.
    Coreness,
    /// Clustering coefficients.
    Clustering,
    /// Weak components.
    WeakComponents,
    /// Strong components.
    StrongComponents,
    /// Leiden communities.
    Communities,
    /// Articulation points and bridges.
    Brokers,
}

impl Computation {
    /// The computation of a measure.
    pub fn of(metric: Metric) -> Self {
        match metric {
            Metric::Degree | Metric::InDegree | Metric::OutDegree => Self::Degrees,
            Metric::PageRank => Self::PageRank,
            Metric::Betweenness => Self::Betweenness,
            Metric::Closeness | Metric::Harmonic => Self::Closeness,
            Metric::Coreness => Self::Coreness,
            Metric::Clustering => Self::Clustering,
            Metric::Component => Self::WeakComponents,
            Metric::Community => Self::Communities,
        }
    }
}

/// The values of a computation, by number of the projection.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// [`Computation::Degrees`]
    Degrees(Vec<Degrees>),
    /// [`Computation::PageRank`]
    PageRank(Vec<f64>),
    /// [`Computation::Betweenness`]
    Betweenness(Betweenness),
    /// [`Computation::Closeness`]
    Closeness(Closeness),
    /// [`Computation::Coreness`]
    Coreness(Vec<u32>),
    /// [`Computation::Clustering`]
    Clustering(Vec<f64>),
    /// [`Computation::WeakComponents`], [`Computation::StrongComponents`]
    Components(Partition),
    /// [`Computation::Communities`]
    Communities(Communities),
    /// [`Computation::Brokers`]
    Brokers(Brokers),
}

/// The result of a computation.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The entities in view and how they are tied.
    pub graph: Arc<Projection>,
    /// The values, by number of `graph`.
    pub values: Values,
}

impl Measured {
    /// Computes something over a view on this thread, in at most so many bytes.
    ///
    /// # Errors
    /// If it takes more memory than that, or if the meter ends it.
    pub fn compute<F: ElementFilter>(
        view: &View<'_, F>,
        computation: Computation,
        bytes: usize,
        meter: &mut Meter,
    ) -> Result<Self, Unavailable> {
        let graph = Arc::new(Projection::new(view, meter)?);
        let of_view = |meter: &mut Meter| measures::degrees(view, &graph, meter);
        let values = computation.values(&graph, bytes, meter, of_view)?;
        Ok(Self { graph, values })
    }

    /// The value of an entity; `None` if it is not in view, or if the computation does not give
    /// this measure.
    pub fn value(&self, metric: Metric, node: NodeId) -> Option<f64> {
        let at = self.graph.number(node)? as usize;
        Some(match (&self.values, metric) {
            (Values::Degrees(all), Metric::Degree) => f64::from(all[at].degree),
            (Values::Degrees(all), Metric::InDegree) => f64::from(all[at].into),
            (Values::Degrees(all), Metric::OutDegree) => f64::from(all[at].out),
            (Values::PageRank(all), Metric::PageRank) => all[at],
            (Values::Betweenness(all), Metric::Betweenness) => all.values[at],
            (Values::Closeness(all), Metric::Closeness) => all.closeness[at],
            (Values::Closeness(all), Metric::Harmonic) => all.harmonic[at],
            (Values::Coreness(all), Metric::Coreness) => f64::from(all[at]),
            (Values::Clustering(all), Metric::Clustering) => all[at],
            (Values::Components(all), Metric::Component) => f64::from(all.part[at]),
            (Values::Communities(all), Metric::Community) => f64::from(all.partition.part[at]),
            _ => return None,
        })
    }

    /// Entities by a measure, the largest first, then in the order of the graph.
    pub fn ranked(&self, metric: Metric) -> Vec<(NodeId, f64)> {
        let value = |&node: &NodeId| self.value(metric, node).map(|value| (node, value));
        let mut ranked: Vec<_> = self.graph.nodes().iter().filter_map(value).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked
    }

    /// The accuracy of the values; `None` for exact ones.
    pub fn sampled(&self) -> Option<Sampled> {
        match &self.values {
            Values::Betweenness(all) => all.sampled,
            Values::Closeness(all) => all.sampled,
            Values::Degrees(_)
            | Values::PageRank(_)
            | Values::Coreness(_)
            | Values::Clustering(_)
            | Values::Components(_)
            | Values::Communities(_)
            | Values::Brokers(_) => None,
        }
    }

    /// Bytes of the values on the heap; the projection is counted by itself.
    pub fn size(&self) -> usize {
        match &self.values {
            Values::Degrees(all) => size_of_val(all.as_slice()),
            Values::PageRank(all) | Values::Clustering(all) => size_of_val(all.as_slice()),
            Values::Betweenness(all) => size_of_val(all.values.as_slice()),
            Values::Closeness(all) => 2 * size_of_val(all.closeness.as_slice()),
            Values::Coreness(all) => size_of_val(all.as_slice()),
            Values::Components(all) => 4 * (all.part.len() + all.sizes.len()),
            Values::Communities(all) => 4 * (all.partition.part.len() + all.partition.sizes.len()),
            Values::Brokers(all) => {
                let parts: usize = all.points.iter().map(|point| 4 * point.parts.len()).sum();
                parts + size_of_val(all.points.as_slice()) + size_of_val(all.bridges.as_slice())
            }
        }
    }
}

/// The error of sampled betweenness.
const ERROR: f64 = 0.01;
/// The probability that no sampled value is further off.
const PROBABILITY: f64 = 0.9;

impl Computation {
    /// Bytes that it takes while it runs, the projection not counted.
    pub(super) fn memory(self, graph: &Projection) -> usize {
        let (nodes, steps) = (graph.len(), graph.either.steps());
        match self {
            Self::Degrees | Self::WeakComponents => 12 * nodes,
            Self::StrongComponents => 16 * nodes,
            Self::PageRank => 24 * nodes,
            Self::Betweenness => 40 * nodes,
            Self::Closeness => 60 * nodes,
            Self::Coreness => 16 * nodes,
            Self::Clustering => 24 * nodes + 2 * steps,
            Self::Communities => 100 * nodes + 20 * steps,
            Self::Brokers => 60 * nodes,
        }
    }

    /// Computes the values, unless that takes more than so many bytes. Degrees are not read off
    /// a projection.
    pub(super) fn values(
        self,
        graph: &Projection,
        bytes: usize,
        meter: &mut Meter,
        degrees: impl FnOnce(&mut Meter) -> Result<Vec<Degrees>, Truncation>,
    ) -> Result<Values, Unavailable> {
        let needed = graph.size() + self.memory(graph);
        if needed > bytes {
            return Err(Unavailable::TooLarge { needed, limit: bytes });
        }
        meter.look()?;
        Ok(match self {
            Self::Degrees => Values::Degrees(degrees(meter)?),
            Self::PageRank => {
                Values::PageRank(measures::pagerank(graph, PageRankOptions::default(), meter)?)
            }
            Self::Betweenness => Values::Betweenness(measures::betweenness(
                graph,
                measures::EXACT_BETWEENNESS,
                ERROR,
                PROBABILITY,
                meter,
            )?),
            Self::Closeness => {
                Values::Closeness(measures::closeness(graph, measures::EXACT_CLOSENESS, meter)?)
            }
            Self::Coreness => Values::Coreness(measures::coreness(graph, meter)?),
            Self::Clustering => Values::Clustering(measures::clustering(graph, meter)?),
            Self::WeakComponents => Values::Components(measures::weak_components(graph, meter)?),
            Self::StrongComponents => {
                Values::Components(measures::strong_components(graph, meter)?)
            }
            Self::Communities => Values::Communities(measures::communities(graph, meter)?),
            Self::Brokers => Values::Brokers(measures::brokers(graph, meter)?),
        })
    }
}
