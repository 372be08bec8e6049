//! Files out of answers: what `Graph.export` returns, and what a graph field or a document shows.

use super::{Snapshot, question};
use crate::{
    algo::{
        Completeness,
        cache::{Computation, Ticket, Unavailable},
    },
    api::{Data, Measures, Outcome, Request, ServerAddress},
    exec::{self, ExportedMeasure, ShownPart, store::Store},
    format::{
        Choice, Content, Document, Export, ExportError, Format, GraphField, Info, Measure, Options,
    },
    graph::{LinkId, NodeId, view::ViewOptions},
    limits::{Cancel, Limits},
    plan::{FieldError, graph::Origin},
    value::Metric,
};
use std::{
    cell::RefCell,
    time::{Duration, Instant},
};

/// Writes parts of a store in the formats of `format`.
#[derive(Debug)]
pub(super) struct Exporter<'a> {
    pub(super) limits: &'a Limits,
    pub(super) server: ServerAddress<'a>,
}

impl exec::Exporter for Exporter<'_> {
    fn export(
        &self,
        store: &dyn Store,
        format: &str,
        shown: ShownPart<'_>,
        measures: &[ExportedMeasure],
    ) -> Result<String, FieldError> {
        let mut content = Content::new(store, shown.nodes.to_vec(), shown.links.to_vec());
        content.completeness = shown.completeness;
        content.title =
            shown.origin.map(|it| question::title(&content, store, it)).unwrap_or_default();
        let entities = store.graph().node_count();
        let measures = measures.iter();
        content.measures =
            measures.map(|(metric, it)| Measure::of(*metric, it, entities)).collect();
        let base = self.server.public_url.map(str::to_owned);
        let options = Options { base, ..Options::default() };
        let export = Export { format: named(format)?.format, options, limits: self.limits };
        let mut bytes = Vec::new();
        export.write(&content, &mut bytes).map_err(|problem| match problem {
            ExportError::TooLarge { limit, .. } => {
                FieldError::over_limit(limit, problem.to_string())
            }
            ExportError::Io(_)
            | ExportError::Measure { .. }
            | ExportError::UnknownEntity(_)
            | ExportError::Document(_)
            | ExportError::Option(_) => FieldError::bad_input(problem.to_string()),
        })?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn url(&self, format: &str, origin: &Origin, metrics: &[Metric]) -> Result<String, FieldError> {
        let path = question::path(origin, named(format)?.ending, metrics);
        Ok(match (self.server.public_url, self.server.host) {
            (Some(url), _) => format!("{url}{path}"),
            (None, Some(host)) => format!("http://{host}{path}"),
            (None, None) => path,
        })
    }
}

/// The format with a name of the API.
fn named(format: &str) -> Result<&'static Info, FieldError> {
    let known = Format::ALL.iter().find(|it| it.enum_value == format);
    known.ok_or_else(|| FieldError::bad_input(format!("there is no format {format}")))
}

impl Snapshot {
    /// Returns the content to export. Where a limit ends a search, the content is what was found,
    /// and it says so.
    ///
    /// # Errors
    /// If there is no such entity, or the document does not run.
    pub fn content(&self, choice: &Choice, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        match choice {
            Choice::Whole => Ok(Content::whole(self.graph())),
            Choice::Field(field) => self.answer(field, cancel),
            Choice::Document(document) => self.shown(document, &self.limits, cancel),
        }
    }

    /// Measures of the whole graph in all of history, for a file. The thread waits for them as
    /// long as it may.
    ///
    /// # Errors
    /// If one takes more time or memory than it may.
    pub fn measures(
        &self,
        metrics: &[Metric],
        time: Duration,
        cancel: &Cancel,
    ) -> Result<Vec<Measure<'static>>, ExportError> {
        let deadline = Instant::now() + time;
        let ticket = |metric: &Metric| {
            let computation = Computation::of(*metric);
            (*metric, self.measures.request(&self.graph, ViewOptions::default(), computation))
        };
        // All are asked for before the first is waited for.
        let tickets: Vec<_> = metrics.iter().map(ticket).collect();
        let measure =
            |(metric, ticket): (Metric, Ticket)| match ticket.wait_unless(deadline, cancel) {
                Ok(measured) => Ok(Measure::of(metric, &measured, self.graph.node_count())),
                Err(unavailable) => {
                    if unavailable == Unavailable::NotReady && !cancel.is_cancelled() {
                        ticket.leave();
                    }
                    let error: FieldError = exec::unavailable(&unavailable);
                    Err(ExportError::Measure { message: error.to_string(), limit: error.limit })
                }
            };
        tickets.into_iter().map(measure).collect()
    }

    /// The answer to a graph field. A file has no pages, so that a search for one has the limits
    /// of searches alone.
    fn answer(&self, field: &GraphField, cancel: &Cancel) -> Result<Content<'_>, ExportError> {
        let document = question::document(field, self.api.schema(), &*self.graph, &self.limits)?;
        let limits = Limits { page_size: self.limits.graph_nodes, ..self.limits.clone() };
        self.shown(&document, &limits, cancel)
    }

    /// Returns the part of the graph that a document shows.
    fn shown(
        &self,
        document: &Document,
        limits: &Limits,
        cancel: &Cancel,
    ) -> Result<Content<'_>, ExportError> {
        let request = Request {
            query: (&*document.text).into(),
            operation_name: document.operation.as_deref().map(Into::into),
            variables: document.variables.as_deref(),
            read_only: true,
            cancel: Some(cancel.clone()),
            ..Request::default()
        };
        let mut measures = Measures::new(limits);
        let (reply, gathered) = loop {
            let gathered = Gathered::default();
            // The fast ways of writing do not make pages that could be gathered.
            let data = Data {
                exporter: Some(&Unwritten),
                gatherer: Some(&gathered),
                fast: false,
                ..self.data(limits)
            };
            match self.api.attempt(&request, data, &measures) {
                Some(reply) => break (reply, gathered),
                None => measures.wait(Some(cancel)),
            }
        };
        if let Some(message) = first_error(&reply.body, reply.outcome) {
            return Err(ExportError::Document(message));
        }
        let Parts { nodes, links, completeness, origins, shown } = gathered.0.into_inner();
        if shown == 0 {
            let message = "the document shows no graph, no path and no page of entities or links";
            return Err(ExportError::Document(message.to_owned()));
        }
        let mut content = Content::new(self.graph(), nodes, links);
        content.title = match origins.as_slice() {
            [origin] if shown == 1 => question::title(&content, self.graph(), origin),
            _ => document.operation.clone().unwrap_or_default(),
        };
        content.completeness = completeness.unwrap_or(Completeness::COMPLETE);
        Ok(content)
    }
}

/// Writes nothing: what a document shows leaves as one file, and not in files in an answer that
/// nobody reads.
#[derive(Debug)]
struct Unwritten;

impl exec::Exporter for Unwritten {
    fn export(
        &self,
        _: &dyn Store,
        _: &str,
        _: ShownPart<'_>,
        _: &[ExportedMeasure],
    ) -> Result<String, FieldError> {
        Ok(String::new())
    }

    fn url(&self, _: &str, _: &Origin, _: &[Metric]) -> Result<String, FieldError> {
        Ok(String::new())
    }
}

/// The first error of a response, if it has any.
fn first_error(body: &[u8], outcome: Outcome) -> Option<String> {
    let response: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let error = response.get("errors").and_then(|errors| errors.get(0)?.get("message")?.as_str());
    match (error, outcome) {
        (Some(message), _) => Some(message.to_owned()),
        (None, Outcome::Executed) => None,
        (None, Outcome::Refused | Outcome::BadVariables | Outcome::NotReadOnly) => {
            Some("the document cannot be run".to_owned())
        }
    }
}

/// The elements that were shown while a document ran.
#[derive(Debug, Default)]
struct Gathered(RefCell<Parts>);

#[derive(Debug, Default)]
struct Parts {
    nodes: Vec<NodeId>,
    links: Vec<LinkId>,
    /// Of the first part that is not complete.
    completeness: Option<Completeness>,
    /// Of the parts that have one.
    origins: Vec<Origin>,
    /// The number of parts.
    shown: usize,
}

impl exec::Gatherer for Gathered {
    fn take(&self, shown: ShownPart<'_>) {
        let mut parts = self.0.borrow_mut();
        parts.shown += 1;
        parts.nodes.extend_from_slice(shown.nodes);
        parts.links.extend_from_slice(shown.links);
        parts.origins.extend(shown.origin.cloned());
        if !shown.completeness.is_complete() {
            parts.completeness.get_or_insert(shown.completeness);
        }
    }
}
