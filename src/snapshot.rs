//! What is served now: the ontology, the graph, the API and its plans, as one.
use crate::{
    api::{Reply, Request},
    diagnostics::{Diagnostics, SourceMap},
    graph::Graph,
    limits::Limits,
    ontology::Ontology,
};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// Where a data set is read from.
#[derive(Clone, Debug)]
pub enum DataSet {
    /// The one that is compiled into the binary.
    BuiltIn,
    /// Folders on disk.
    Folders {
        /// With the type definitions.
        schema: PathBuf,
        /// With the facts.
        seed: PathBuf,
    },
}

/// What reading a data set came to.
#[derive(Debug)]
pub struct Loaded {
    /// The snapshot, where there was no error.
    pub snapshot: Option<Snapshot>,
    /// All problems found.
    pub diagnostics: Diagnostics,
    /// The files they are in.
    pub sources: SourceMap,
}

/// How far loading is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub total: u64,
    /// What is done now.
    pub stage: &'static str,
}

/// One immutable state of all that is served.
#[derive(Debug)]
pub struct Snapshot {
    ontology: Arc<Ontology>,
    graph: Graph,
    load_time: Duration,
}

impl Snapshot {
    /// Reads, checks and indexes a data set.
    pub fn load(
        _data: &DataSet,
        _limits: &Limits,
        _progress: &(dyn Fn(Progress) + Sync),
    ) -> Loaded {
        unimplemented!()
    }
    /// Runs a request.
    pub fn execute(&self, _request: &Request<'_>) -> Reply {
        unimplemented!()
    }
    /// The SDL of the API.
    pub fn sdl(&self) -> &str {
        unimplemented!()
    }
    /// The type definitions.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }
    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }
    /// How long loading took.
    pub fn load_time(&self) -> Duration {
        self.load_time
    }
}
