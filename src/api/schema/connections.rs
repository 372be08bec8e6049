//! Relay connections: `PersonConnection` and `PersonEdge` of root fields, `PersonPostsConnection`
//! and `PersonPostsEdge` of relation fields.
//!
//! Each is a copy of `EntityConnection` and `EntityEdge`. See the
//! [Relay specification](https://relay.dev/graphql/connections.htm).

use super::{
    ApiSchema, EdgeField, Field, FieldKind, FieldOwner as _, Fields, LinkField, TypeForm,
    build::property_field, names,
};
use crate::ontology::{AbstractForm, Cardinality, Ontology, RelationField, Target};

pub(super) fn add(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    let kinds = ontology.kinds().map(|(id, _)| Target::Kind(id));
    let interfaces = ontology.abstracts().filter(|(_, it)| it.plural.is_some());
    for target in kinds.chain(interfaces.map(|(id, _)| Target::Abstract(id))) {
        let name = ontology.target_name(target);
        connection(schema, name, name, name, Vec::new())?;
    }
    for (_, it) in ontology.abstracts().filter(|(_, it)| it.form == AbstractForm::Interface) {
        of_relations(schema, ontology, &it.name, &it.relations)?;
    }
    for (_, kind) in ontology.kinds() {
        of_relations(schema, ontology, &kind.name, &kind.relations)?;
    }
    Ok(())
}

fn of_relations(
    schema: &mut ApiSchema,
    ontology: &Ontology,
    owner: &str,
    fields: &[RelationField],
) -> Result<(), String> {
    for field in fields.iter().filter(|field| field.cardinality == Cardinality::Many) {
        let name = names::connection(ontology, owner, field);
        if schema.get(&format!("{name}Connection")).is_some() {
            continue;
        }
        let mut link = link_fields(schema)?;
        for (index, property) in ontology.properties_of(field.relation).iter().enumerate() {
            let kind = EdgeField::Link(LinkField::Property(index));
            link.push(property_field(ontology, property, kind.into()));
        }
        let list = format!("{owner}.{}", field.name);
        connection(schema, &name, ontology.target_name(field.target), &list, link)?;
    }
    Ok(())
}

/// The fields of links that the edges of a relation field have.
fn link_fields(schema: &ApiSchema) -> Result<Vec<Field>, String> {
    let on_edge = |field: Field| {
        let link = LinkField::of(field.kind).filter(|link| link.is_on_edges())?;
        Some(Field { kind: EdgeField::Link(link).into(), ..field })
    };
    Ok(schema.fixed_fields("Link")?.into_iter().filter_map(on_edge).collect())
}

/// `<name>Connection` and `<name>Edge` of a list, whose edges have fields of links too.
fn connection(
    schema: &mut ApiSchema,
    name: &str,
    node: &str,
    list: &str,
    link: Vec<Field>,
) -> Result<(), String> {
    let edge_name = format!("{name}Edge");
    let mut edge = schema.fixed_fields("EntityEdge")?;
    for field in edge.iter_mut().filter(|it| it.kind == FieldKind::Edge(EdgeField::Node)) {
        field.ty = field.ty.to(node);
    }
    edge.extend(link);
    let fields = Fields { implements: Vec::new(), fields: edge };
    let description = format!("An item of {list}, with its cursor.");
    schema.add(&edge_name, description, TypeForm::Object(fields));
    let to = |field: Field| match field.ty.name.as_str() {
        "Entity" => field.returning(node),
        "EntityEdge" => field.returning(&edge_name),
        _ => field,
    };
    let fields = schema.fixed_fields("EntityConnection")?.into_iter().map(to).collect();
    let fields = Fields { implements: Vec::new(), fields };
    schema.add(format!("{name}Connection"), format!("A page of {list}."), TypeForm::Object(fields));
    Ok(())
}
