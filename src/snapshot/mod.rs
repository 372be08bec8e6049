//! A snapshot: the ontology, the graph and the API that are served together, which never change.
//!
//! A request takes one snapshot and keeps it; a reload builds another beside it.

mod description;
mod documents;
mod export;
mod load;
mod question;

use crate::{
    algo::cache::{Bounds, MeasureCache},
    api::{Api, Data, Measures, Reply, Request},
    diagnostics::{Code, Diagnostic, Diagnostics, FileId, SourceMap},
    exec::{Aside, store::Store},
    graph::Graph,
    limits::Limits,
    ontology::{self, Ontology},
    page, reconcile,
    search::{Fault, Index},
    seed,
    value::{Period, fingerprint},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

pub use documents::Documents;
pub use load::DataSet;
pub use seed::Progress;

/// The result of reading a data set.
#[derive(Debug)]
pub struct Loaded {
    /// The snapshot, where there was no error.
    pub snapshot: Option<Snapshot>,
    /// All problems found.
    pub diagnostics: Diagnostics,
    /// The files they are in.
    pub sources: SourceMap,
}

/// The facts about a snapshot that operators of a server watch.
#[derive(Clone, Debug, PartialEq)]
pub struct SnapshotInfo {
    /// A hash of the files it was made from.
    pub hash: String,
    /// The number of entities.
    pub entities: usize,
    /// The number of links.
    pub links: usize,
    /// The time that loading took.
    pub load_time: Duration,
}

/// One immutable state of all that is served.
#[derive(Debug)]
pub struct Snapshot {
    ontology: Arc<Ontology>,
    graph: Arc<Graph>,
    index: Index,
    measures: MeasureCache,
    api: Api,
    limits: Limits,
    /// The answers to `ontology` and `service`.
    description: serde_json::Value,
    load_time: Duration,
    hash: String,
    documents: Documents,
}

impl Snapshot {
    /// Reads, checks and indexes a data set.
    pub fn load(data: &DataSet, limits: &Limits, progress: &(dyn Fn(Progress) + Sync)) -> Loaded {
        Self::load_with(data, limits, None, progress)
    }

    /// Reads, checks and indexes a data set in which open links fade after a period, if no type
    /// definition says one.
    pub fn load_with(
        data: &DataSet,
        limits: &Limits,
        fades: Option<Period>,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Loaded {
        Self::load_files(data, load::add_facts, limits, fades, progress)
    }

    /// Reads the type definitions of a data set, and makes their API: without facts, however many
    /// there are, and whatever is wrong with them.
    pub fn load_definitions(data: &DataSet, limits: &Limits) -> Loaded {
        Self::load_files(data, |_, _, _| Vec::new(), limits, None, &|_| {})
    }

    fn load_files(
        data: &DataSet,
        add_facts: impl Fn(&DataSet, &mut SourceMap, &mut Diagnostics) -> Vec<FileId>,
        limits: &Limits,
        fades: Option<Period>,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Loaded {
        let start = Instant::now();
        let mut loaded =
            Loaded { snapshot: None, diagnostics: Diagnostics::new(), sources: SourceMap::new() };
        let Loaded { diagnostics, sources, .. } = &mut loaded;
        let schema = load::add_definitions(data, sources, diagnostics);
        let seed = add_facts(data, sources, diagnostics);
        let ontology = ontology::parse(sources, &schema, diagnostics);
        let ontology = ontology.map(|ontology| ontology.fading_by_default(fades));
        let Some(ontology) = ontology.map(Arc::new) else {
            seed::check_syntax(sources, &seed, diagnostics, progress);
            return loaded;
        };
        let facts = seed::load(sources, &seed, &ontology, diagnostics, progress);
        let Some(facts) = facts.filter(|_| !diagnostics.has_errors()) else { return loaded };
        progress(Progress { done: 0, total: 1, stage: "building the graph" });
        let graph = Graph::new(Arc::clone(&ontology), facts);
        let hash = hash(sources, fades);
        match Self::new(ontology, graph, limits, hash, start) {
            Ok(snapshot) => {
                let documents = Documents::read(data, limits);
                loaded.snapshot = Some(Self { documents, ..snapshot });
            }
            Err(fault) => loaded.diagnostics.push(
                Diagnostic::without_place(
                    Code::InvalidSchema,
                    format!("no API can be made of these type definitions: {fault}"),
                )
                .help("this is a fault of Corridor; please report it with the type definitions"),
            ),
        }
        loaded
    }

    fn new(
        ontology: Arc<Ontology>,
        graph: Graph,
        limits: &Limits,
        hash: String,
        start: Instant,
    ) -> Result<Self, String> {
        let api = Api::new(Arc::clone(&ontology), limits)?;
        let load_time = start.elapsed();
        let description = description::describe(&graph, limits, &hash, load_time);
        Ok(Self {
            ontology,
            graph: Arc::new(graph),
            index: Index::default(),
            measures: MeasureCache::new(bounds(limits)),
            api,
            limits: limits.clone(),
            description,
            load_time,
            hash,
            documents: Documents::default(),
        })
    }

    /// Builds the indexes, so that the first search does not wait for them, and says so in
    /// `service`. Without this each is built on its first use.
    ///
    /// # Errors
    /// Why there is no index; searches will answer the same.
    pub fn build_index(&mut self) -> Result<(), Fault> {
        let cost = self.index.build(&self.graph)?;
        description::add_index(&mut self.description, cost, &self.graph);
        Ok(())
    }

    /// Runs a request. Where it needs measures that are not there yet, the thread waits.
    pub fn execute(&self, request: &Request<'_>) -> Reply {
        let exporter = export::Exporter { limits: &self.limits, server: request.server };
        self.api.execute(request, Data { exporter: Some(&exporter), ..self.data(&self.limits) })
    }

    /// Runs a request once. There is no reply where it needs measures that are not there yet:
    /// they were asked for, and after waiting for them the request is run once more.
    pub fn attempt(&self, request: &Request<'_>, measures: &Measures) -> Option<Reply> {
        let exporter = export::Exporter { limits: &self.limits, server: request.server };
        let data = Data { exporter: Some(&exporter), ..self.data(&self.limits) };
        self.api.attempt(request, data, measures)
    }

    /// The data on which requests run.
    fn data<'a>(&'a self, limits: &'a Limits) -> Data<'a> {
        Data {
            aside: Some(Aside { cache: &self.measures, graph: &self.graph }),
            ..Data::new(&self.graph, &self.index, &self.description, limits)
        }
    }

    /// The response to a request of the Entity Reconciliation API, as JSON.
    ///
    /// # Errors
    /// If the request is malformed or passes a limit.
    pub fn reconcile(&self, request: &reconcile::Request<'_>) -> Result<String, reconcile::Error> {
        let Self { index, limits, .. } = self;
        let graph = self.graph();
        let matcher = index.matching(graph);
        reconcile::Service { store: graph, graph, matcher, limits }.respond(request)
    }

    /// The page of an entity, as HTML.
    ///
    /// # Errors
    /// If there is no entity of this id, or if its page passes a limit.
    pub fn page(&self, id: &str) -> Result<String, page::Error> {
        page::entity(self.graph(), id, &self.limits)
    }

    /// The facts that operators of a server watch.
    pub fn info(&self) -> SnapshotInfo {
        SnapshotInfo {
            hash: self.hash.clone(),
            entities: self.graph.node_count(),
            links: self.graph.link_count(),
            load_time: self.load_time,
        }
    }

    /// The answers of `ontology` and `service` over another store of the same type definitions:
    /// its own counts, and what this snapshot says of itself.
    pub fn describe(&self, store: &impl Store) -> serde_json::Value {
        description::of_store(&self.description, store)
    }

    /// The SDL of the API.
    pub fn sdl(&self) -> &str {
        self.api.sdl()
    }

    /// The API.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The type definitions.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The graph, shared: for measures that are computed aside.
    pub fn shared_graph(&self) -> &Arc<Graph> {
        &self.graph
    }

    /// The indexes of the graph.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The documents that can be asked for by name.
    pub fn documents(&self) -> &Documents {
        &self.documents
    }

    /// The bounds in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The time that loading took.
    pub fn load_time(&self) -> Duration {
        self.load_time
    }

    /// A hash of the files it was made from.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// The bounds of the measures of a snapshot.
fn bounds(limits: &Limits) -> Bounds {
    let number = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    Bounds {
        threads: number(limits.measure_threads),
        bytes: number(limits.measure_bytes),
        time: Duration::from_millis(limits.measure_ms),
    }
}

/// A hash of all files, with their names, and of the setting that changes what they say, to tell
/// snapshots apart.
fn hash(sources: &SourceMap, fades: Option<Period>) -> String {
    let files = sources.files();
    let parts =
        files.flat_map(|(_, file)| [file.path().as_bytes(), &[0], file.text().as_bytes(), &[0]]);
    let fades = fades.map(|period| period.to_string()).unwrap_or_default();
    format!("{:016x}", fingerprint::of(parts.chain([fades.as_bytes()])))
}
