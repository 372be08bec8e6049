//! Relay connections: `PersonConnection` and `PersonEdge` of root fields, `PersonTenureConnection`
//! and `PersonTenureEdge` of the relation fields that list people by links with the properties
//! `Tenure`, `PersonLinkConnection` and `PersonLinkEdge` of those whose links have none.
//!
//! Each is a copy of `EntityConnection` and `EntityEdge`. Edges have a `direction` if a field
//! that lists them follows its relation either way. See the
//! [Relay specification](https://relay.dev/graphql/connections.htm).

use super::{
    ApiSchema, EdgeField, Field, FieldKind, FieldOwner as _, Fields, LinkField, TypeForm, TypeRef,
    aggregates, build::property_field, names, root::view_arguments,
};
use crate::ontology::{Cardinality, Ontology, PropertiesId, Reference, RelationField, Target};

pub(super) fn add(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    let kinds = ontology.kinds().map(|(id, _)| Target::Kind(id));
    let interfaces = ontology.abstracts().filter(|(_, it)| it.plural.is_some());
    for target in kinds.chain(interfaces.map(|(id, _)| Target::Abstract(id))) {
        let name = ontology.target_name(target);
        connection(schema, ontology, name, (target, None), Vec::new())?;
    }
    for field in relation_fields(ontology) {
        of_relation(schema, ontology, field)?;
    }
    Ok(())
}

/// The types of a relation field, if no other field has made them: they depend on what it lists
/// and on what its links carry.
fn of_relation(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
) -> Result<(), String> {
    let name = names::connection(ontology, field);
    if field.cardinality != Cardinality::Many || schema.get(&format!("{name}Connection")).is_some()
    {
        return Ok(());
    }
    let mut link = link_fields(schema)?;
    if is_listed_either_way(ontology, &name) {
        let ty = TypeRef::required("Direction");
        link.push(Field::new("direction", ty, EdgeField::Direction.into(), DIRECTION));
    }
    for (index, property) in ontology.properties_of(field.relation).iter().enumerate() {
        let kind = EdgeField::Link(LinkField::Property(index));
        link.push(property_field(ontology, property, kind.into()));
    }
    for (index, reference) in ontology.references_of(field.relation).iter().enumerate() {
        link.push(reference_field(schema, ontology, reference, index)?);
    }
    let edge = names::edge(ontology, ontology.relation(field.relation).properties);
    connection(schema, ontology, &name, (field.target, Some(edge)), link)
}

/// The description of `direction` on edges.
const DIRECTION: &str = "The direction of the link, seen from the entity that has the list: `OUT` if the link starts from it, `IN` if it leads to it, `BOTH` if the relation has no direction. In a list of both directions, a link from the entity to itself is `OUT`.";

/// Returns whether a field whose connection has such a name lists links in both directions.
fn is_listed_either_way(ontology: &Ontology, name: &str) -> bool {
    listed_either_way(ontology).any(|field| names::connection(ontology, field) == name)
}

/// Returns whether a field that lists links with such properties lists those in both directions.
pub(super) fn are_listed_either_way(ontology: &Ontology, of: Option<PropertiesId>) -> bool {
    listed_either_way(ontology).any(|field| ontology.relation(field.relation).properties == of)
}

/// The fields that list links in both directions.
fn listed_either_way(ontology: &Ontology) -> impl Iterator<Item = &RelationField> {
    relation_fields(ontology).filter(|field| {
        ontology.follows_either_way(field) && field.cardinality == Cardinality::Many
    })
}

/// The relation fields of kinds and interfaces.
fn relation_fields(ontology: &Ontology) -> impl Iterator<Item = &RelationField> {
    let of_kinds = ontology.kinds().flat_map(|(_, kind)| &kind.relations);
    of_kinds.chain(ontology.abstracts().flat_map(|(_, it)| &it.relations))
}

/// A property of links that refers to an entity as a field of edges.
fn reference_field(
    schema: &ApiSchema,
    ontology: &Ontology,
    reference: &Reference,
    index: usize,
) -> Result<Field, String> {
    let kind = EdgeField::Link(LinkField::Reference(index)).into();
    let ty = TypeRef::optional(ontology.target_name(reference.target));
    let field = Field::new(&reference.name, ty, kind, &reference.description);
    let field = Field { deprecation: reference.deprecation.clone(), ..field };
    Ok(field.with(view_arguments(schema)?))
}

/// The fields of links that the edges of a relation field have.
fn link_fields(schema: &ApiSchema) -> Result<Vec<Field>, String> {
    let on_edge = |field: Field| {
        let link = LinkField::of(field.kind).filter(|link| link.is_on_edges())?;
        Some(Field { kind: EdgeField::Link(link).into(), ..field })
    };
    Ok(schema.copied_fields("Link")?.into_iter().filter_map(on_edge).collect())
}

/// `<name>Connection` and `<name>Edge` of a list of entities or of links to them; the edges of the
/// latter have fields of links too. `edge` is what the names of inputs for the links start with.
fn connection(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    name: &str,
    (target, edge): (Target, Option<&str>),
    link: Vec<Field>,
) -> Result<(), String> {
    let node = ontology.target_name(target);
    let items = if edge.is_some() { "links to entities" } else { "entities" };
    let edge_name = format!("{name}Edge");
    let mut of_edge = schema.copied_fields("EntityEdge")?;
    for field in of_edge.iter_mut().filter(|it| it.kind == FieldKind::Edge(EdgeField::Node)) {
        field.ty = field.ty.to(node);
    }
    of_edge.extend(link);
    let fields = Fields { implements: Vec::new(), fields: of_edge };
    let description = format!("An item of a list of {items} of the type {node}, with its cursor.");
    schema.add(&edge_name, description, TypeForm::Object(fields));
    let to = |field: Field| match field.ty.name.as_str() {
        "Entity" => field.returning(node),
        "EntityEdge" => field.returning(&edge_name),
        _ => field,
    };
    let mut fields: Vec<Field> =
        schema.copied_fields("EntityConnection")?.into_iter().map(to).collect();
    aggregates::with_inputs(&mut fields, ontology, target, edge);
    let fields = Fields { implements: Vec::new(), fields };
    let description = format!("A page of {items} of the type {node}.");
    schema.add(format!("{name}Connection"), description, TypeForm::Object(fields));
    Ok(())
}
