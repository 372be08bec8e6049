//! The Entity Reconciliation API of the W3C community group, version 0.2, over a graph.
//!
//! OpenRefine and other tools for tables are its clients. They send a column of names, get the
//! entities that may be meant, and then fetch more of their properties. `http` takes a
//! [`Request`] out of a request of HTTP, and sends the JSON text that [`Service::respond`]
//! returns; nothing here knows of methods or headers. The kinds of the ontology are the types
//! of that API, and their [fields](crate::fields) are its properties, under the names that the
//! GraphQL API has for them.
//!
//! Specification: <https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>

mod error;
mod extend;
mod json;
mod lookup;
mod manifest;
mod query;
mod suggest;

pub use error::{Error, ErrorKind};

use crate::{
    exec::store::Store,
    fields::Reader,
    graph::Graph,
    limits::{Budget, Limits},
    ontology::Ontology,
    search::matching::Matcher,
    value::number::json_text,
};

/// A request of a client.
#[derive(Clone, Copy, Debug)]
pub enum Request<'a> {
    /// The manifest of the service; the addresses in it begin with `base`.
    Manifest {
        /// The address of the server, without a slash at its end.
        base: &'a str,
    },
    /// Candidates for a batch of queries, in JSON.
    Queries(&'a str),
    /// Values of properties of entities, in JSON.
    Extend(&'a str),
    /// Suggestions for a text that is being typed.
    Suggest {
        /// The sort of thing that is suggested.
        what: Suggested,
        /// The text so far.
        prefix: &'a str,
        /// Only entities or properties of this type.
        of_type: Option<&'a str>,
        /// The number of suggestions that are left out at the beginning.
        skip: usize,
    },
    /// Properties that entities of a type have, or entities of any type.
    Propose {
        /// The type.
        of_type: Option<&'a str>,
        /// The most properties.
        limit: Option<usize>,
    },
}

/// The sorts of things that are suggested while someone types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggested {
    /// Entities, by any of their names or their id.
    Entities,
    /// Properties and relation fields.
    Properties,
    /// Kinds, interfaces and unions.
    Types,
}

/// Answers requests about a store.
#[derive(Clone, Copy, Debug)]
pub struct Service<'g, S> {
    /// The entities and links.
    pub store: &'g S,
    /// The graph that the matcher is of. Nothing is shown of it that the store does not have.
    pub graph: &'g Graph,
    /// The matcher of names.
    pub matcher: &'g Matcher,
    /// The bounds in force.
    pub limits: &'g Limits,
}

impl<'g, S: Store> Service<'g, S> {
    /// The response to a request, as JSON text.
    ///
    /// # Errors
    /// If the request is malformed or passes a limit.
    pub fn respond(&self, request: &Request<'_>) -> Result<String, Error> {
        let mut budget = Budget::new(self.limits);
        let json = match *request {
            Request::Manifest { base } => self.manifest(base),
            Request::Queries(batch) => return self.queries(batch, &mut budget),
            Request::Extend(query) => self.extend(query, &mut budget)?,
            Request::Suggest { what: Suggested::Entities, prefix, of_type, skip } => {
                self.suggest_entities(prefix, of_type, skip, &mut budget)?
            }
            Request::Suggest { what: Suggested::Properties, prefix, of_type, skip } => {
                self.suggest_properties(prefix, of_type, skip)?
            }
            Request::Suggest { what: Suggested::Types, prefix, skip, .. } => {
                self.suggest_types(prefix, skip)
            }
            Request::Propose { of_type, limit } => self.propose(of_type, limit)?,
        };
        let json = json_text(&json);
        budget.written(json.len())?;
        Ok(json)
    }

    fn reader(&self) -> Reader<'g, S> {
        Reader::new(self.store)
    }

    fn ontology(&self) -> &'g Ontology {
        self.store.ontology()
    }
}
