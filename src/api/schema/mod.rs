//! The schema of the API, derived from the type definitions.
//!
//! The part that every data set has is SDL (`fixed`); the part of each kind and relation is
//! made here (`kinds`, `connections`, `filters`, `aggregates`, `root`) as copies of fixed types with
//! more fields. Every field has a [`FieldKind`], which says what it does. The SDL that
//! `corridor schema` prints and the lowering of queries to plans both read this one list, so
//! they cannot differ.

mod aggregates;
mod build;
mod connections;
mod field_kind;
mod fields;
mod filters;
mod fixed;
mod kinds;
pub(in crate::api) mod names;
mod orders;
mod reachable;
mod root;
mod table;
mod types;

pub use field_kind::{FieldKind, FieldOwner};
pub use fields::{
    AggregateField, AggregateGroupField, AggregateGroupKeyField, AggregateGroupSetField,
    AggregateValueField, ArticulationPointField, BridgeField, BrokerSetField, CitationField,
    ClaimField, ClaimSetField, CommonField, CommonSetField, CommunityField, CommunitySetField,
    CompletenessField, ComponentField, ComponentSetField, ConflictField, ConnectednessField,
    ConnectionField, EdgeField, EntityField, ExternalIdField, FacetField, GraphField, LinkField,
    LinkReferenceField, ListConnectionField, MatchField, MatchResultField, MatchTokenField,
    MetricsField, MomentField, NameField, OmittedLinksField, PageInfoField, PathField,
    PathSetField, QueryField, RankConnectionField, RankEdgeField, ReachableConnectionField,
    ReachableEdgeField, RecordEdgeField, SamplingField, SearchConnectionField, SearchEdgeField,
    SearchHitField, SimilarField, SimilarSetField, SupportCitationField, TieField, ValueField,
};
pub use names::scalar_name;
pub use types::{EnumValue, Field, Fields, InputValue, TypeDefinition, TypeForm, TypeRef};

use crate::ontology::Ontology;
use hashbrown::HashSet;
use indexmap::IndexMap;

/// The types of the API by name, fixed ones first.
#[derive(Debug)]
pub struct ApiSchema {
    types: IndexMap<String, TypeDefinition>,
}

impl ApiSchema {
    /// The API of an ontology.
    ///
    /// # Errors
    /// If the fixed SDL and its table do not fit together: a fault of ours.
    pub fn new(ontology: &Ontology) -> Result<Self, String> {
        let mut schema = Self { types: fixed::types()? };
        root::add(&mut schema, ontology)?;
        kinds::add(&mut schema, ontology)?;
        connections::add(&mut schema, ontology)?;
        filters::add(&mut schema, ontology)?;
        aggregates::add(&mut schema, ontology)?;
        Ok(schema)
    }

    /// All types, fixed ones first.
    pub fn types(&self) -> impl Iterator<Item = (&str, &TypeDefinition)> {
        self.types.iter().map(|(name, definition)| (name.as_str(), definition))
    }

    /// A type by its name.
    pub fn get(&self, name: &str) -> Option<&TypeDefinition> {
        self.types.get(name)
    }

    /// A field of an object or interface.
    pub fn field(&self, of: &str, name: &str) -> Option<&Field> {
        self.types.get(of)?.fields().iter().find(|field| field.name == name)
    }

    /// The names of the types that can be reached from `Query`: an operator that no property
    /// needs is not in the API.
    pub fn reachable(&self) -> HashSet<&str> {
        reachable::from_query(self)
    }

    fn add(&mut self, name: impl Into<String>, description: impl Into<String>, form: TypeForm) {
        self.types.insert(name.into(), TypeDefinition { description: description.into(), form });
    }

    /// Copies of the fields of a fixed object or interface, to start a generated one with.
    fn copied_fields(&self, name: &str) -> Result<Vec<Field>, String> {
        match self.types.get(name).map(|definition| &definition.form) {
            Some(TypeForm::Object(it) | TypeForm::Interface(it)) => {
                Ok(it.fields.iter().map(Field::copy).collect())
            }
            _ => Err(format!("fixed.graphql has no type `{name}` with fields")),
        }
    }

    /// Copies of the fields of a fixed input object, to start a generated one with.
    fn copied_inputs(&self, name: &str) -> Result<Vec<InputValue>, String> {
        match self.types.get(name).map(|definition| &definition.form) {
            Some(TypeForm::Input(values)) => Ok(values.iter().map(InputValue::copy).collect()),
            _ => Err(format!("fixed.graphql has no input type `{name}`")),
        }
    }

    /// Copies of the arguments of a fixed field, to give a generated one.
    fn copied_arguments(&self, ty: &str, field: &str) -> Result<Vec<InputValue>, String> {
        let field = self.field(ty, field);
        let field = field.ok_or_else(|| format!("fixed.graphql has no such field of `{ty}`"))?;
        Ok(field.arguments.iter().map(InputValue::copy).collect())
    }
}
