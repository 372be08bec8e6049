//! The names of generated types, and of the types of properties.

use crate::ontology::{Ontology, PropertiesId, PropertyType, RelationField, Scalar, Target};

/// The name of the type of a value in the API.
pub fn scalar_name(ontology: &Ontology, scalar: Scalar) -> &str {
    match scalar {
        Scalar::String => "String",
        Scalar::Id => "ID",
        Scalar::Int => "Int",
        Scalar::Float => "Float",
        Scalar::BigInt => "BigInt",
        Scalar::Decimal => "Decimal",
        Scalar::Boolean => "Boolean",
        Scalar::PartialDate => "PartialDate",
        Scalar::Date => "Date",
        Scalar::DateTime => "DateTime",
        Scalar::Url => "URL",
        Scalar::Json => "JSON",
        Scalar::Enum(id) => &ontology.enum_type(id).name,
        Scalar::Structured(id) => &ontology.value_type(id).name,
    }
}

/// The filter on a property of a type.
pub(super) fn filter_name(ontology: &Ontology, ty: PropertyType) -> String {
    let scalar = scalar_name(ontology, ty.scalar);
    if let (Scalar::Structured(_), false) = (ty.scalar, ty.list) {
        return format!("{scalar}Where");
    }
    let list = if ty.list { "List" } else { "" };
    format!("{scalar}{list}Filter")
}

/// `PostTenure`: what inputs for links to a target with such properties start with.
pub(super) fn link_inputs(
    ontology: &Ontology,
    target: Target,
    properties: Option<PropertiesId>,
) -> String {
    let properties = properties.map_or("", |id| ontology.link_properties(id).name.as_str());
    format!("{}{properties}", ontology.target_name(target))
}

/// `TenureWhere`, or `LinkWhere` where links have no properties of their own.
pub(super) fn edge_where(ontology: &Ontology, properties: Option<PropertiesId>) -> String {
    format!("{}Where", edge(ontology, properties))
}

/// `TenureOrder`, or `LinkOrder`.
pub(super) fn edge_order(ontology: &Ontology, properties: Option<PropertiesId>) -> String {
    format!("{}Order", edge(ontology, properties))
}

/// `Tenure`, or `Link` where links have no properties of their own.
pub(super) fn edge(ontology: &Ontology, properties: Option<PropertiesId>) -> &str {
    properties.map_or("Link", |id| ontology.link_properties(id).name.as_str())
}

/// `PostTenure`, or `PostLink` where links have no properties of their own: what the connection
/// and edge of a relation field start with. All fields that list such links share them.
pub(in crate::api) fn connection(ontology: &Ontology, field: &RelationField) -> String {
    let target = ontology.target_name(field.target);
    format!("{target}{}", edge(ontology, ontology.relation(field.relation).properties))
}
