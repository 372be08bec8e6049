//! Constructors of fields and input values, and copies of them for generated types.

use super::{
    EnumValue, Field, FieldKind, InputValue, TypeForm, TypeRef,
    names::{filter_name, scalar_name},
};
use crate::ontology::{Ontology, Property, Scalar};

impl Field {
    pub(super) fn new(
        name: impl Into<String>,
        ty: TypeRef,
        kind: FieldKind,
        description: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            deprecation: None,
            ty,
            arguments: Vec::new(),
            kind,
        }
    }

    pub(super) fn with(self, arguments: Vec<InputValue>) -> Self {
        Self { arguments, ..self }
    }

    /// A copy for a generated type, whose descriptions say the most important alone.
    pub(super) fn copy(&self) -> Self {
        Self {
            description: brief(&self.description).to_owned(),
            arguments: self.arguments.iter().map(InputValue::copy).collect(),
            ..self.clone()
        }
    }

    /// The field with another type of the same shape.
    pub(super) fn returning(self, ty: &str) -> Self {
        Self { ty: self.ty.to(ty), ..self }
    }
}

impl InputValue {
    /// A value that may be absent.
    pub(super) fn new(
        name: impl Into<String>,
        ty: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            description: description.into(),
            ty: TypeRef::optional(ty),
            default: None,
        }
    }

    /// A copy for a generated type, whose description says the most important alone.
    pub(super) fn copy(&self) -> Self {
        Self { description: brief(&self.description).to_owned(), ..self.clone() }
    }

    /// The value with another type of the same shape.
    pub(super) fn taking(self, ty: &str) -> Self {
        Self { ty: self.ty.to(ty), ..self }
    }
}

/// The first sentence of a description. A generated type repeats the descriptions of the fixed
/// type that it is a copy of, and introspection would be twice as long with all of each.
pub(super) fn brief(description: &str) -> &str {
    description.find(". ").map_or(description, |end| &description[..=end])
}

/// Input values with one type replaced by another.
pub(super) fn retyped(values: Vec<InputValue>, from: &str, to: &str) -> Vec<InputValue> {
    let retype = |value: InputValue| if value.ty.name == from { value.taking(to) } else { value };
    values.into_iter().map(retype).collect()
}

/// The values with these names.
pub(super) fn only(values: Vec<InputValue>, names: &[&str]) -> Vec<InputValue> {
    values.into_iter().filter(|value| names.contains(&value.name.as_str())).collect()
}

/// The values but those with these names.
pub(super) fn without(values: Vec<InputValue>, names: &[&str]) -> Vec<InputValue> {
    values.into_iter().filter(|value| !names.contains(&value.name.as_str())).collect()
}

/// An enum of names and descriptions.
pub(super) fn enumeration(values: impl Iterator<Item = (String, String)>) -> TypeForm {
    let value = |(name, description)| EnumValue { name, description, deprecation: None };
    TypeForm::Enum(values.map(value).collect())
}

/// A property as a field.
pub(super) fn property_field(ontology: &Ontology, property: &Property, kind: FieldKind) -> Field {
    let ty = TypeRef {
        name: scalar_name(ontology, property.ty.scalar).to_owned(),
        list: property.ty.list,
        required: property.ty.required,
        items_required: property.ty.items_required,
    };
    Field {
        deprecation: property.deprecation.clone(),
        ..Field::new(&property.name, ty, kind, &property.description)
    }
}

/// The filter that a property takes.
pub(super) fn property_filter(ontology: &Ontology, property: &Property) -> InputValue {
    let description = match property.description.as_str() {
        "" => format!("Conditions on `{}`.", property.name),
        description => brief(description).to_owned(),
    };
    InputValue::new(&property.name, filter_name(ontology, property.ty), description)
}

/// The key of an order for each property that has one.
pub(super) fn property_orders(
    ontology: &Ontology,
    properties: &[Property],
) -> impl Iterator<Item = InputValue> {
    let key = |it: &Property| {
        if let Scalar::Structured(id) = it.ty.scalar {
            let ty = format!("{}Order", ontology.value_type(id).name);
            InputValue::new(&it.name, ty, format!("Orders by a key of `{}`.", it.name))
        } else {
            InputValue::new(&it.name, "SortDirection", format!("Orders by `{}`.", it.name))
        }
    };
    properties.iter().filter(|it| has_order(ontology, it)).map(key)
}

/// Returns whether a property has a key of an order: a structured one has it if one of its fields
/// has.
fn has_order(ontology: &Ontology, property: &Property) -> bool {
    !property.ty.list && has_key(ontology, property, has_order)
}

/// Returns whether a property has values that compare: a structured one has them if one of its
/// fields has.
pub(super) fn is_key(ontology: &Ontology, property: &Property) -> bool {
    has_key(ontology, property, is_key)
}

fn has_key(
    ontology: &Ontology,
    property: &Property,
    of_field: fn(&Ontology, &Property) -> bool,
) -> bool {
    match property.ty.scalar {
        Scalar::Json => false,
        Scalar::Structured(id) => {
            ontology.value_type(id).fields.iter().any(|field| of_field(ontology, field))
        }
        Scalar::String
        | Scalar::Id
        | Scalar::Int
        | Scalar::Float
        | Scalar::BigInt
        | Scalar::Decimal
        | Scalar::Boolean
        | Scalar::PartialDate
        | Scalar::Date
        | Scalar::DateTime
        | Scalar::Url
        | Scalar::Enum(_) => true,
    }
}
