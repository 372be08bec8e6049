//! The compiler of documents: the schema of the API in all its forms.

use super::{
    RequestError,
    document::{self, Document},
    introspection, lower, one_of,
    schema::ApiSchema,
    sdl,
};
use crate::{limits::Limits, ontology::Ontology, plan::Plan};
use apollo_compiler::{
    ExecutableDocument, Name, Schema, collections::HashMap, executable::Operation,
    response::JsonMap, schema::Implementers, validation::Valid,
};
use std::sync::Arc;

/// Compiles documents against the API of one ontology.
pub(super) struct Compiler {
    pub(super) ontology: Arc<Ontology>,
    pub(super) schema: ApiSchema,
    pub(super) sdl: String,
    validator: Valid<Schema>,
    implementers: HashMap<Name, Implementers>,
}

impl Compiler {
    /// A compiler for the API of an ontology.
    ///
    /// # Errors
    /// If apollo-compiler finds the schema wrong: a fault of ours, since the ontology was
    /// checked.
    pub(super) fn new(ontology: Arc<Ontology>) -> Result<Self, String> {
        let schema = ApiSchema::new(&ontology)?;
        let sdl = sdl::print(&schema);
        let mut validator =
            Schema::parse(&sdl, "api.graphql").map_err(|failed| failed.errors.to_string())?;
        one_of::add(&mut validator);
        let validator = validator.validate().map_err(|failed| failed.errors.to_string())?;
        let implementers = validator.implementers_map();
        Ok(Self { ontology, schema, sdl, validator, implementers })
    }

    /// Parses and validates a document.
    pub(super) fn document(
        &self,
        text: &str,
        limits: &Limits,
    ) -> Result<Document, Vec<RequestError>> {
        document::parse(text, &self.validator, limits)
    }

    /// Makes the plan of an operation for certain values of the variables that decide `@skip`
    /// and `@include`.
    pub(super) fn lower(&self, selected: lower::Selected<'_>, limits: &Limits) -> Plan {
        lower::lower(lower::Source {
            ontology: &self.ontology,
            api: &self.schema,
            schema: &self.validator,
            selected,
            limits,
        })
    }

    /// The answers to the introspection fields of an operation, as JSON, by response key.
    pub(super) fn introspect(
        &self,
        document: &Valid<ExecutableDocument>,
        operation: &Operation,
        variables: &JsonMap,
        keys: &[String],
    ) -> Vec<String> {
        let schema =
            introspection::Schema { valid: &self.validator, implementers: &self.implementers };
        introspection::answer(schema, document, operation, variables, keys)
    }
}
