//! Filters of kinds, interfaces and relations: `where`. Orders are in `orders`.
//!
//! A target has a `Where` and an `Order`; links to a target with certain properties have a
//! filter of their whole set (`some`, `all`, `none`, `single`, `count`), a condition on one of
//! them (`node`, `edge`) and orders. A relation to one entity takes the condition as it is.
//! Each starts as a copy of a fixed type.

use super::{
    ApiSchema, InputValue, TypeForm,
    build::{brief, only, property_filter, retyped, without},
    connections, names, orders,
};
use crate::ontology::{
    BuiltInType, Cardinality, LinkProperties, Ontology, PropertiesId, Reference, RelationField,
    Target, ValueType,
};

pub(super) fn add(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    for name in ["Relation", "Direction", "LinkStatus", "Evidence", "Certainty"] {
        of_enum(schema, name)?;
    }
    for (_, it) in ontology.enums() {
        of_enum(schema, &it.name)?;
    }
    for (_, it) in ontology.value_types() {
        of_values(schema, ontology, it)?;
    }
    of_citations(schema, ontology)?;
    for (id, _) in ontology.link_property_types() {
        of_links(schema, ontology, id)?;
    }
    extend(schema, "LinkWhere", direction_filter(ontology, None))?;
    of_kinds(schema, ontology, Target::Entity, "EntityKindWhere");
    let kinds = ontology.kinds().map(|(id, _)| Target::Kind(id));
    for target in kinds.chain(ontology.abstracts().map(|(id, _)| Target::Abstract(id))) {
        of_target(schema, ontology, target)?;
    }
    let of_kinds = ontology.kinds().flat_map(|(_, kind)| &kind.relations);
    for field in of_kinds.chain(ontology.abstracts().flat_map(|(_, it)| &it.relations)) {
        of_relation(schema, ontology, field)?;
    }
    Ok(())
}

pub(super) fn input(
    schema: &mut ApiSchema,
    name: &str,
    description: &str,
    values: Vec<InputValue>,
) {
    schema.add(name, description, TypeForm::Input(values));
}

/// A fixed input type under another name, with the references to one type replaced.
fn copy(
    schema: &mut ApiSchema,
    template: &str,
    name: &str,
    (from, to): (&str, &str),
) -> Result<(), String> {
    let values = retyped(schema.copied_inputs(template)?, from, to);
    let description = schema.get(template).map(|it| it.description.clone()).unwrap_or_default();
    input(schema, name, &description, values);
    Ok(())
}

/// `StageFilter` and `StageListFilter`.
fn of_enum(schema: &mut ApiSchema, name: &str) -> Result<(), String> {
    copy(schema, "KindFilter", &format!("{name}Filter"), ("Kind", name))?;
    copy(schema, "KindListFilter", &format!("{name}ListFilter"), ("Kind", name))
}

/// `AddressWhere` and `AddressListFilter`, and the order.
fn of_values(schema: &mut ApiSchema, ontology: &Ontology, it: &ValueType) -> Result<(), String> {
    let name = format!("{}Where", it.name);
    let groups = only(schema.copied_inputs("ExternalIdWhere")?, &["AND", "OR", "NOT"]);
    let mut values = retyped(groups, "ExternalIdWhere", &name);
    let description = "There is no value (`true`), or there is one (`false`).";
    values.push(InputValue::new("isNull", "Boolean", description));
    values.extend(it.fields.iter().map(|field| property_filter(ontology, field)));
    if it.built_in == Some(BuiltInType::Point) {
        values.push(InputValue::new("within", "PointWithin", "The point lies in an area."));
    }
    let description = format!("Conditions on the fields of {}; all of them must hold.", it.name);
    input(schema, &name, &description, values);
    let set = retyped(schema.copied_inputs("ExternalIdsFilter")?, "ExternalIdWhere", &name);
    let description = format!("Conditions on a list of {}; all of them must hold.", it.name);
    input(schema, &format!("{}ListFilter", it.name), &description, set);
    orders::of_values(schema, ontology, it);
    Ok(())
}

/// The properties of sources, as conditions on what is cited.
fn of_citations(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    let source = ontology.source_kind().map(|id| ontology.kind(id));
    let properties = source.iter().flat_map(|source| &source.properties);
    let more = properties.map(|property| property_filter(ontology, property));
    extend(schema, "CitationWhere", more)
}

/// Adds fields to a fixed input type.
fn extend(
    schema: &mut ApiSchema,
    name: &str,
    more: impl IntoIterator<Item = InputValue>,
) -> Result<(), String> {
    match schema.types.get_mut(name).map(|definition| &mut definition.form) {
        Some(TypeForm::Input(values)) => {
            values.extend(more);
            Ok(())
        }
        _ => Err(format!("fixed.graphql has no input type `{name}`")),
    }
}

/// The condition on the direction of links with certain properties, if a field lists those in both.
fn direction_filter(ontology: &Ontology, id: Option<PropertiesId>) -> Option<InputValue> {
    let description = "Conditions on the direction of the link, seen from the entity that has it.";
    let is_listed = connections::are_listed_either_way(ontology, id);
    is_listed.then(|| InputValue::new("direction", "DirectionFilter", description))
}

/// `TenureWhere`, and the order.
fn of_links(schema: &mut ApiSchema, ontology: &Ontology, id: PropertiesId) -> Result<(), String> {
    let LinkProperties { properties, references, .. } = ontology.link_properties(id);
    let name = names::edge_where(ontology, Some(id));
    let mut values = retyped(schema.copied_inputs("LinkWhere")?, "LinkWhere", &name);
    values.extend(direction_filter(ontology, Some(id)));
    values.extend(properties.iter().map(|property| property_filter(ontology, property)));
    values.extend(references.iter().map(|reference| reference_filter(ontology, reference)));
    input(schema, &name, "Conditions on a link; all of them must hold.", values);
    references.iter().for_each(|reference| of_reference(schema, ontology, reference));
    orders::of_edges(schema, ontology, id)
}

/// The filter that a property of links takes which refers to an entity.
fn reference_filter(ontology: &Ontology, reference: &Reference) -> InputValue {
    let description = match reference.description.as_str() {
        "" => format!("Conditions on the entity that `{}` refers to.", reference.name),
        description => brief(description).to_owned(),
    };
    let target = ontology.target_name(reference.target);
    InputValue::new(&reference.name, format!("{target}Filter"), description)
}

/// `ActorFilter`, shared by all properties of links that refer to an actor.
fn of_reference(schema: &mut ApiSchema, ontology: &Ontology, reference: &Reference) {
    let target = ontology.target_name(reference.target);
    let value = InputValue::new;
    let values = vec![
        value("node", format!("{target}Where"), "Conditions on the entity."),
        value(
            "isNull",
            "Boolean".to_owned(),
            "There is no entity in view (`true`), or there is one (`false`).",
        ),
    ];
    let description =
        "Conditions on the entity that a property of a link refers to; all of them must hold.";
    input(schema, &format!("{target}Filter"), description, values);
}

/// `PersonWhere`, and the order.
fn of_target(schema: &mut ApiSchema, ontology: &Ontology, target: Target) -> Result<(), String> {
    let (properties, relations) = ontology.fields_of(target);
    let of = target;
    let target = ontology.target_name(target);
    let (name, by_kind) = (format!("{target}Where"), format!("{target}KindWhere"));
    let values = retyped(schema.copied_inputs("EntityWhere")?, "EntityWhere", &name);
    let mut values = retyped(values, "EntityKindWhere", &by_kind);
    match of {
        // An entity of one kind is not asked for its kind.
        Target::Kind(_) => values = without(values, &["kind", "on"]),
        Target::Abstract(_) => of_kinds(schema, ontology, of, &by_kind),
        Target::Entity => {}
    }
    values.extend(properties.iter().map(|property| property_filter(ontology, property)));
    values.extend(relations.iter().map(|field| relation_filter(ontology, field)));
    let description = format!("Conditions on {target}; all of them must hold.");
    input(schema, &name, &description, values);
    orders::of_target(schema, ontology, target, properties, relations)
}

/// `BodyKindWhere`: conditions for each kind that a target can be.
fn of_kinds(schema: &mut ApiSchema, ontology: &Ontology, target: Target, name: &str) {
    let kinds = ontology.kinds_of(target).into_iter().map(|id| &ontology.kind(id).name);
    let values = kinds.map(|kind| {
        let description = format!("The entity is one of {kind} that meets these conditions.");
        InputValue::new(kind, format!("{kind}Where"), description)
    });
    let description = "Conditions by kind; those of one of them must hold. An entity of a kind that is not named meets none.";
    let values = values.collect();
    input(schema, name, description, values);
}

fn relation_filter(ontology: &Ontology, field: &RelationField) -> InputValue {
    let properties = ontology.relation(field.relation).properties;
    let links = names::link_inputs(ontology, field.target, properties);
    let description = match field.description.as_str() {
        "" => format!("Conditions on the links of `{}`.", field.name),
        description => brief(description).to_owned(),
    };
    let suffix = if field.cardinality == Cardinality::Many { "LinksFilter" } else { "LinkFilter" };
    InputValue::new(&field.name, format!("{links}{suffix}"), description)
}

/// The filters and the order of the links of a relation field; shared by fields of one target
/// and one type of properties.
fn of_relation(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
) -> Result<(), String> {
    let properties = ontology.relation(field.relation).properties;
    let name = names::link_inputs(ontology, field.target, properties);
    let one = format!("{name}LinkWhere");
    if schema.get(&one).is_none() {
        let values = link_conditions(schema, ontology, field, &one)?;
        let description =
            "Conditions on a link and the entity that it leads to; all of them must hold.";
        input(schema, &one, description, values);
    }
    if field.cardinality == Cardinality::Many {
        of_many(schema, ontology, field, &name)
    } else {
        of_one(schema, ontology, field, &name)
    }
}

/// `AND`, `OR`, `NOT`, `node` and `edge`: the conditions on a link and the entity at its end.
fn link_conditions(
    schema: &ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
    one: &str,
) -> Result<Vec<InputValue>, String> {
    let target = ontology.target_name(field.target);
    let edge = names::edge_where(ontology, ontology.relation(field.relation).properties);
    let groups = only(schema.copied_inputs("LinkWhere")?, &["AND", "OR", "NOT"]);
    let mut values = retyped(groups, "LinkWhere", one);
    let value = InputValue::new;
    values.push(value(
        "node",
        format!("{target}Where"),
        "Conditions on the entity that the link leads to.",
    ));
    values.push(value("edge", edge, "Conditions on the link."));
    Ok(values)
}

/// `PostTenureLinksFilter` and `PostTenureLinksCount`, and the orders.
fn of_many(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
    name: &str,
) -> Result<(), String> {
    let (set, one) = (format!("{name}LinksFilter"), format!("{name}LinkWhere"));
    if schema.get(&set).is_some() {
        return Ok(());
    }
    let count = format!("{name}LinksCount");
    let values = retyped(schema.copied_inputs("CitationsFilter")?, "CitationWhere", &one);
    let values = retyped(values, "IntFilter", &count);
    let description = "Conditions on all links of a relation field; all of them must hold.";
    input(schema, &set, description, values);
    let value = InputValue::new;
    let mut values = vec![
        value("where", one, "Counts only links that meet these conditions."),
        value("distinct", "Boolean".to_owned(), "Counts links to the same entity as one."),
    ];
    values.extend(without(schema.copied_inputs("IntFilter")?, &["isNull"]));
    let description = "Conditions on a number of links; all of them must hold.";
    input(schema, &count, description, values);
    orders::of_relation(schema, ontology, field, name);
    Ok(())
}

/// `CountryLinkFilter`
fn of_one(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
    name: &str,
) -> Result<(), String> {
    let mut values = link_conditions(schema, ontology, field, &format!("{name}LinkWhere"))?;
    let description = "There is no link (`true`), or there is one (`false`).";
    values.push(InputValue::new("isNull", "Boolean", description));
    let description = "Conditions on the link of a relation to one entity; all of them must hold.";
    input(schema, &format!("{name}LinkFilter"), description, values);
    Ok(())
}
