//! The GraphQL API: its types, and the way from a document to a plan.
//!
//! apollo-compiler validates documents against the SDL of the API and answers introspection;
//! `lower` compiles them. A compiled document is kept in a bounded cache, so that a repeated one
//! is only looked up.

mod arguments;
mod cache;
mod compiler;
mod document;
mod error;
mod introspection;
mod location;
mod lower;
mod one_of;
mod prepared;
mod request;
mod rules;
pub mod schema;
mod sdl;
mod size;
mod suggest;
mod syntax;
mod variables;
mod wording;

pub use crate::{exec::Measures, plan::ErrorCode};
pub use document::operation_names;
pub use error::RequestError;
pub use request::{Outcome, Reply, Request, ServerAddress};

use crate::{
    exec::{self, Indexed, store::Store},
    graph::Graph,
    json::buffers::{Buffers, Bytes},
    limits::Limits,
    ontology::Ontology,
    plan::{BoundArguments, CostAnalysis, Plan, Predicate, Variables, cost},
    search::Index,
};
use compiler::Compiler;
use prepared::{Planned, Prepared};
use schema::ApiSchema;
use std::sync::Arc;

/// The API of one ontology.
pub struct Api {
    compiler: Compiler,
    cache: cache::Cache,
    buffers: Arc<Buffers>,
}

/// The data on which a request runs.
#[derive(Debug)]
pub struct Data<'a, S = Graph> {
    /// The place that facts are read from.
    pub store: &'a S,
    /// The indexes of the facts.
    pub indexed: Indexed<'a>,
    /// The answers to `ontology` and `service`.
    pub description: &'a serde_json::Value,
    /// The bounds in force.
    pub limits: &'a Limits,
    /// Writes files; `None` where nothing may leave as a file.
    pub exporter: Option<&'a dyn exec::Exporter>,
    /// Computes measures aside; `None` computes them in the request.
    pub aside: Option<exec::Aside<'a>>,
    /// Takes what answers show; `None` where only the answers are wanted.
    pub gatherer: Option<&'a dyn exec::Gatherer>,
    /// True if the fast ways of writing are taken: see [`exec::Inputs`].
    pub fast: bool,
    /// True if filters are planned: see [`exec::Inputs`].
    pub plans_filters: bool,
}

// Derived ones would ask the same of `S`.
impl<S> Clone for Data<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Data<'_, S> {}

impl<'a> Data<'a> {
    /// Requests that run on a graph in memory.
    pub fn new(
        graph: &'a Graph,
        index: &'a Index,
        description: &'a serde_json::Value,
        limits: &'a Limits,
    ) -> Self {
        Self {
            store: graph,
            indexed: Indexed { graph, index },
            description,
            limits,
            exporter: None,
            aside: None,
            gatherer: None,
            fast: true,
            plans_filters: true,
        }
    }
}

impl Api {
    /// The API of an ontology.
    ///
    /// # Errors
    /// If apollo-compiler finds the schema wrong: a fault of ours, since the ontology was
    /// checked.
    pub fn new(ontology: Arc<Ontology>, limits: &Limits) -> Result<Self, String> {
        let compiler = Compiler::new(ontology)?;
        Ok(Self {
            compiler,
            cache: cache::Cache::new(limits.plan_cache_bytes),
            buffers: Arc::default(),
        })
    }

    /// The SDL of the API.
    pub fn sdl(&self) -> &str {
        &self.compiler.sdl
    }

    /// The types of the API.
    pub fn schema(&self) -> &ApiSchema {
        &self.compiler.schema
    }

    /// Runs a request. Where it needs measures that are not there yet, the thread waits.
    pub fn execute(&self, request: &Request<'_>, data: Data<'_, impl Store>) -> Reply {
        let mut measures = Measures::new(data.limits);
        loop {
            if let Some(reply) = self.attempt(request, data, &measures) {
                return reply;
            }
            measures.wait(request.cancel.as_ref());
        }
    }

    /// Runs a request once. There is no reply where it needs measures that are not there yet:
    /// they were asked for, and after waiting for them the request is run once more.
    pub fn attempt(
        &self,
        request: &Request<'_>,
        data: Data<'_, impl Store>,
        measures: &Measures,
    ) -> Option<Reply> {
        let reply = self.reply(request, data, measures);
        (!measures.is_lacking()).then_some(reply)
    }

    fn reply(
        &self,
        request: &Request<'_>,
        data: Data<'_, impl Store>,
        measures: &Measures,
    ) -> Reply {
        let refused = |errors: &[RequestError], outcome| Reply {
            body: RequestError::response(errors).into(),
            outcome,
        };
        let prepared = match self.prepare(request, data.limits) {
            Ok(prepared) => prepared,
            Err(_) if request.read_only && document::is_mutation(request, data.limits) => {
                let message = "a mutation cannot be sent by GET; send it by POST";
                let error = RequestError::new(ErrorCode::ReadOnly, message);
                return refused(&[error], Outcome::NotReadOnly);
            }
            Err(errors) => return refused(&errors, Outcome::Refused),
        };
        let variables =
            variables::coerce(&prepared.variables, request.variables, self.schema(), data.limits);
        let variables = match variables {
            Ok(variables) => variables,
            Err(errors) => return refused(&errors, Outcome::BadVariables),
        };
        let planned = prepared.plan(&self.compiler, &variables, data.limits);
        match self.run(&prepared, &planned, &variables, request, data, measures) {
            Ok(body) => Reply { body, outcome: Outcome::Executed },
            Err(errors) => refused(&errors, Outcome::Refused),
        }
    }

    fn prepare(
        &self,
        request: &Request<'_>,
        limits: &Limits,
    ) -> Result<Arc<Prepared>, Vec<RequestError>> {
        let name = request.operation_name.as_deref();
        if let Some(prepared) = self.cache.get(&request.query, name) {
            return Ok(prepared);
        }
        let document = self.compiler.document(&request.query, limits)?;
        let prepared = Arc::new(Prepared::new(document, name, limits)?);
        self.cache.insert(&request.query, name, Arc::clone(&prepared));
        Ok(prepared)
    }

    fn run(
        &self,
        prepared: &Prepared,
        planned: &Planned,
        variables: &Variables,
        request: &Request<'_>,
        data: Data<'_, impl Store>,
        measures: &Measures,
    ) -> Result<Bytes, Vec<RequestError>> {
        let plan = &planned.plan;
        let bound = arguments::bound(plan, variables, &self.compiler.ontology, data.limits);
        let mut out_of_bounds = arguments::out_of_bounds(plan, &bound).peekable();
        if out_of_bounds.peek().is_some() {
            return Err(RequestError::out_of_bounds(out_of_bounds, data.limits.errors));
        }
        let arguments = arguments::references(plan, &bound);
        let mut cost = planned.cost.unwrap_or_else(|| cost(plan, &arguments));
        if cost > data.limits.cost || request.explain {
            cost = affordable(plan, &arguments, data)?;
        }
        let introspection = prepared.introspection(&self.compiler, planned, variables);
        let inputs = exec::Inputs {
            store: data.store,
            indexed: data.indexed,
            arguments: &arguments,
            introspection: &introspection,
            description: data.description,
            exporter: data.exporter,
            gatherer: data.gatherer,
            measures,
            aside: data.aside,
            limits: data.limits,
            cancel: request.cancel.as_ref(),
            until: request.until,
            fast: data.fast,
            plans_filters: data.plans_filters,
            explains: request.explain,
        };
        let outcome = exec::run(plan, inputs, self.buffers.take(planned.capacity()));
        let mut response = outcome.response;
        planned.remember_size(response.len());
        if request.explain {
            response.bytes(b",\"extensions\":{\"explain\":");
            response.string(&plan.explain(&self.compiler.ontology));
            response.bytes(b",\"cost\":");
            response.integer(cost);
            response.bytes(b",\"visits\":");
            response.integer(outcome.visits);
            if !outcome.filters.is_empty() {
                response.bytes(b",\"filters\":");
                response.string(&outcome.filters);
            }
            response.byte(b'}');
        }
        response.byte(b'}');
        Ok(Bytes::new(response.into_bytes(), &self.buffers))
    }
}

/// The cost of a request by what the indexes know too, or why it is refused.
fn affordable(
    plan: &Plan,
    arguments: &BoundArguments<'_>,
    data: Data<'_, impl Store>,
) -> Result<u64, Vec<RequestError>> {
    let known = |condition: &Predicate| exec::known_count(data.store, condition);
    let analysis = CostAnalysis { plan, arguments, known: &known };
    let (cost, most) = (analysis.cost(), data.limits.cost);
    if cost > most {
        return Err(vec![RequestError::over_limit("cost", analysis.refusal(most))]);
    }
    Ok(cost)
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}
