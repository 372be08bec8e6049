//! Files out of answers: what `Graph.export` returns, and what a document shows.

use super::Snapshot;
use crate::{
    algo::{Completeness, Meter},
    api::{Data, Outcome, Request},
    exec::{self, store::Store},
    format::{Choice, Content, Document, Export, Format, Options, Problem},
    graph::{LinkId, NodeId},
    limits::Limits,
    plan::FieldError,
};
use std::cell::RefCell;

/// Writes parts of a store in the formats of `format`.
#[derive(Debug)]
pub(super) struct Exporter<'a> {
    pub(super) limits: &'a Limits,
}

impl exec::Exporter for Exporter<'_> {
    fn export(
        &self,
        store: &dyn Store,
        format: &str,
        nodes: &[NodeId],
        links: &[LinkId],
        completeness: Completeness,
    ) -> Result<String, FieldError> {
        let known = Format::ALL.iter().find(|it| it.enum_value == format);
        let info =
            known.ok_or_else(|| FieldError::bad_input(format!("there is no format {format}")))?;
        let mut content = Content::new(store, nodes.to_vec(), links.to_vec());
        content.completeness = completeness;
        let export =
            Export { format: info.format, options: Options::default(), limits: self.limits };
        let mut bytes = Vec::new();
        export.write(&content, &mut bytes).map_err(|problem| match problem {
            Problem::TooLarge { limit, .. } => FieldError::over_limit(limit, problem.to_string()),
            Problem::Io(_)
            | Problem::UnknownEntity(_)
            | Problem::Document(_)
            | Problem::Option(_) => FieldError::bad_input(problem.to_string()),
        })?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Snapshot {
    /// What is to be exported. Where the meter ends a search, what was found is the content, and
    /// it says so.
    ///
    /// # Errors
    /// If there is no such entity, or the document does not run.
    pub fn content(&self, choice: &Choice, meter: &mut Meter) -> Result<Content<'_>, Problem> {
        match choice {
            Choice::Whole => Ok(Content::whole(&self.graph)),
            Choice::Around(around) => around.of(&self.graph, meter),
            Choice::Document(document) => self.shown(document),
        }
    }

    /// What a document shows of the graph.
    fn shown(&self, document: &Document) -> Result<Content<'_>, Problem> {
        let gathered = Gathered::default();
        // The fast ways of writing do not make pages that could be gathered.
        let data = Data {
            gatherer: Some(&gathered),
            fast: false,
            ..Data::new(&self.graph, &self.index, &self.description, &self.limits)
        };
        let request = Request {
            query: (&*document.text).into(),
            operation_name: document.operation.as_deref().map(Into::into),
            variables: document.variables.as_deref(),
            explain: false,
            read_only: true,
        };
        let reply = self.api.execute(&request, data);
        if let Some(message) = first_error(&reply.body, reply.outcome) {
            return Err(Problem::Document(message));
        }
        let Parts { nodes, links, completeness } = gathered.0.into_inner();
        if nodes.is_empty() && links.is_empty() {
            let message = "the document shows no graph, no path and no page of entities or links";
            return Err(Problem::Document(message.to_owned()));
        }
        let mut content = Content::new(&self.graph, nodes, links);
        content.title = document.operation.clone().unwrap_or_default();
        content.completeness = completeness.unwrap_or(Completeness::COMPLETE);
        Ok(content)
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

/// What was shown while a document ran.
#[derive(Debug, Default)]
struct Gathered(RefCell<Parts>);

#[derive(Debug, Default)]
struct Parts {
    nodes: Vec<NodeId>,
    links: Vec<LinkId>,
    /// Of the first part that is not complete.
    completeness: Option<Completeness>,
}

impl exec::Gatherer for Gathered {
    fn take(&self, nodes: &[NodeId], links: &[LinkId], completeness: Completeness) {
        let mut parts = self.0.borrow_mut();
        parts.nodes.extend_from_slice(nodes);
        parts.links.extend_from_slice(links);
        if !completeness.is_complete() {
            parts.completeness.get_or_insert(completeness);
        }
    }
}
