//! Runs plans: chooses the items of each field and writes the JSON of the response.
//!
//! There are three rooms. [`store`] is the one way to read facts. `select` chooses which items a
//! field returns and never writes. `write` writes bytes and never chooses. Both are generic over
//! the store; for the graph in memory all calls are static. [`Measures`] are computed aside, so a
//! plan may have to be run once more.

mod measures;
mod select;
pub mod store;
mod visible;
mod write;

pub use measures::{Aside, Measures, unavailable};
pub use select::known_count;
pub use visible::StoreVisibility;
pub use write::run;

use store::Store;

use crate::{
    algo::{Completeness, cache::Measured},
    graph::{Graph, LinkId, NodeId},
    json::fragment::Output,
    limits::{Cancel, Limits},
    plan::{Arguments, FieldError, graph::Origin},
    search::Index,
    value::Metric,
};
use std::{sync::Arc, time::Instant};

/// The indexes, and the graph that they are of.
#[derive(Clone, Copy, Debug)]
pub struct Indexed<'a> {
    /// The graph, with the numbers of the store. Only `search` reads it, and shows of it only
    /// what the store has.
    pub graph: &'a Graph,
    /// Its indexes.
    pub index: &'a Index,
}

/// A part of the graph that an answer shows.
#[derive(Clone, Copy, Debug)]
pub struct ShownPart<'a> {
    /// Its entities.
    pub nodes: &'a [NodeId],
    /// Its links.
    pub links: &'a [LinkId],
    /// The completeness of the part.
    pub completeness: Completeness,
    /// The field that it answers; `None` of a page.
    pub origin: Option<&'a Origin>,
}

/// A measure that a file has of each entity.
pub type ExportedMeasure = (Metric, Arc<Measured>);

/// Writes a part of the graph as the text of a file, or its address. What the formats are is not
/// known here: they are named as in the enum `ExportFormat`.
pub trait Exporter: std::fmt::Debug {
    /// The text of a file.
    ///
    /// # Errors
    /// If the graph is too large for the format.
    fn export(
        &self,
        store: &dyn Store,
        format: &str,
        shown: ShownPart<'_>,
        measures: &[ExportedMeasure],
    ) -> Result<String, FieldError>;

    /// The address of the same file.
    ///
    /// # Errors
    /// If there is no such format.
    fn url(&self, format: &str, origin: &Origin, metrics: &[Metric]) -> Result<String, FieldError>;
}

/// Takes what an answer shows of the graph, so that it can leave as a file: graphs, paths, and
/// pages of entities and links.
pub trait Gatherer: std::fmt::Debug {
    /// Takes entities and links, and how much of what was asked for they cover.
    fn take(&self, shown: ShownPart<'_>);
}

/// The inputs of a run beside the plan.
#[derive(Debug)]
pub struct Inputs<'a, S> {
    /// The place that facts are read from.
    pub store: &'a S,
    /// The indexes of the facts.
    pub indexed: Indexed<'a>,
    /// The arguments of the plan's fields, bound.
    pub arguments: &'a [Result<&'a Arguments, &'a FieldError>],
    /// The answers to the plan's introspection fields, as JSON.
    pub introspection: &'a [String],
    /// The answers to `ontology` and `service`.
    pub description: &'a serde_json::Value,
    /// Writes files; `None` where nothing may leave as a file.
    pub exporter: Option<&'a dyn Exporter>,
    /// Takes what the answer shows; `None` where only the answer is wanted.
    pub gatherer: Option<&'a dyn Gatherer>,
    /// The measures that the request needs, and its deadline.
    pub measures: &'a Measures,
    /// Computes measures aside; `None` computes them in the run.
    pub aside: Option<Aside<'a>>,
    /// The bounds of the request.
    pub limits: &'a Limits,
    /// Ends the run where nobody waits for it any more.
    pub cancel: Option<&'a Cancel>,
    /// The time at which the run ends, if that is before the limit on its time.
    pub until: Option<Instant>,
    /// True if the fast paths of `write/fast` are taken. Without them the bytes are the same; a
    /// test compares both.
    pub fast: bool,
    /// True if filters are planned. Without it they are run as they are written, and the answers
    /// are the same; a test compares both.
    pub plans_filters: bool,
    /// True if the outcome tells how filters were run.
    pub explains: bool,
}

// Derived ones would ask the same of `S`.
impl<S> Clone for Inputs<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Inputs<'_, S> {}

/// The result of a run.
#[derive(Debug)]
pub struct Outcome {
    /// `{"data":...,"errors":[...]` without the closing brace, so that extensions can follow.
    pub response: Output,
    /// The number of fields that failed.
    pub failed: usize,
    /// The entities and links that were looked at.
    pub visits: u64,
    /// The way each planned filter was run, in lines; empty if it was not asked for.
    pub filters: String,
}
