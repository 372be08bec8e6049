//! The fields of an entity by name, and their values.
//!
//! `born` of a person is a date, `posts` leads to entities, and `names` is a field that every
//! entity has. Reconciliation, pages and exports name fields at run time, so they read them
//! here. GraphQL queries do not: their fields are resolved once, when a document is compiled.

mod common;
mod display;
mod offered;
mod reader;

pub use common::CommonField;
pub use display::{label, shortened};
pub use offered::{OfferedField, fields_of_kinds};
pub use reader::{FieldValue, Reader};

use crate::ontology::{Kind, Property, RelationField};

/// A field of a kind.
#[derive(Clone, Copy, Debug)]
pub enum Field<'o> {
    /// A field that every entity has.
    Common(CommonField),
    /// A property of the kind, with its position among the kind's properties.
    Property(usize, &'o Property),
    /// A relation field of the kind.
    Relation(&'o RelationField),
}

impl<'o> Field<'o> {
    /// The field of a kind that has this name.
    pub fn by_name(kind: &'o Kind, name: &str) -> Option<Self> {
        if let Some(common) = CommonField::by_name(name) {
            return Some(Self::Common(common));
        }
        if let Some((position, property)) = kind.property(name) {
            return Some(Self::Property(position, property));
        }
        kind.relations.iter().find(|field| field.name == name).map(Self::Relation)
    }

    /// The fields that a kind has of its own: properties, then relation fields, each in the
    /// order of the type definition.
    pub fn of_kind(kind: &'o Kind) -> impl Iterator<Item = Self> {
        let properties = kind.properties.iter().enumerate();
        let properties = properties.map(|(position, it)| Self::Property(position, it));
        properties.chain(kind.relations.iter().map(Self::Relation))
    }

    /// The name of the field in the GraphQL API.
    pub fn name(self) -> &'o str {
        match self {
            Self::Common(common) => common.name(),
            Self::Property(_, property) => &property.name,
            Self::Relation(field) => &field.name,
        }
    }
}
