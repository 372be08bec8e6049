//! Types, fields and input values of the API as data.

use super::FieldKind;
use crate::ontology::Deprecation;
use std::fmt;

/// A type of the API.
#[derive(Debug)]
pub struct TypeDefinition {
    /// Its description.
    pub description: String,
    /// The form, with what belongs to it.
    pub form: TypeForm,
}

/// The form of a type.
#[derive(Debug)]
pub enum TypeForm {
    /// An object.
    Object(Fields),
    /// An interface.
    Interface(Fields),
    /// A union of kinds.
    Union(Vec<String>),
    /// An enum.
    Enum(Vec<EnumValue>),
    /// An input object.
    Input(Vec<InputValue>),
    /// A scalar with the address of its specification.
    Scalar(String),
}

/// The fields of an object or interface.
#[derive(Debug, Default)]
pub struct Fields {
    /// The interfaces that it implements.
    pub implements: Vec<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
}

/// A field of an object or interface.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// `@deprecated`.
    pub deprecation: Option<Deprecation>,
    /// The type that it returns.
    pub ty: TypeRef,
    /// Its arguments.
    pub arguments: Vec<InputValue>,
    /// The kind of the field.
    pub kind: FieldKind,
}

/// An argument, or a field of an input object.
#[derive(Clone, Debug)]
pub struct InputValue {
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// The type that it takes.
    pub ty: TypeRef,
    /// The name of the enum value that it has where it is absent.
    pub default: Option<String>,
}

/// A reference to a type: `T`, `T!`, `[T]!`, `[T!]` or `[T!]!`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The type.
    pub name: String,
    /// True if it is a list.
    pub list: bool,
    /// True if the field itself cannot be null.
    pub required: bool,
    /// True if the items of the list cannot be null.
    pub items_required: bool,
}

impl TypeDefinition {
    /// The fields of an object or interface; none of other types.
    pub fn fields(&self) -> &[Field] {
        match &self.form {
            TypeForm::Object(it) | TypeForm::Interface(it) => &it.fields,
            TypeForm::Union(_) | TypeForm::Enum(_) | TypeForm::Input(_) | TypeForm::Scalar(_) => {
                &[]
            }
        }
    }
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let required = if self.required { "!" } else { "" };
        match (self.list, self.items_required) {
            (false, _) => write!(f, "{}{required}", self.name),
            (true, false) => write!(f, "[{}]{required}", self.name),
            (true, true) => write!(f, "[{}!]{required}", self.name),
        }
    }
}

impl TypeRef {
    /// `T`
    pub fn optional(name: impl Into<String>) -> Self {
        Self { name: name.into(), list: false, required: false, items_required: false }
    }

    /// `T!`
    pub fn required(name: impl Into<String>) -> Self {
        Self { required: true, ..Self::optional(name) }
    }

    /// Returns the reference with another type.
    pub(super) fn to(&self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self.clone() }
    }
}
