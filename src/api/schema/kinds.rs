//! The types of the type definitions: kinds, interfaces, unions, structured values and enums.

use super::{
    ApiSchema, EntityField, EnumValue, Field, Fields, TypeDefinition, TypeForm, TypeRef,
    ValueField,
    build::property_field,
    names,
    root::{list_arguments, view_arguments},
};
use crate::ontology::{
    Abstract, AbstractForm, Cardinality, Kind, Ontology, Property, RelationField,
};

pub(super) fn add(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    for (_, it) in ontology.abstracts() {
        add_abstract(schema, ontology, it)?;
    }
    for (_, kind) in ontology.kinds() {
        add_kind(schema, ontology, kind)?;
    }
    for (_, it) in ontology.value_types() {
        let field = |(at, field): (usize, &Property)| {
            property_field(ontology, field, ValueField(at).into())
        };
        let fields = it.fields.iter().enumerate().map(field).collect();
        let form = TypeForm::Object(Fields { implements: Vec::new(), fields });
        schema.add(&it.name, &it.description, form);
    }
    for (_, it) in ontology.enums() {
        let values = it.values.iter().map(|value| EnumValue {
            name: value.name.clone(),
            description: value.description.clone(),
            deprecation: value.deprecation.clone(),
        });
        schema.add(&it.name, &it.description, TypeForm::Enum(values.collect()));
    }
    Ok(())
}

fn add_abstract(schema: &mut ApiSchema, ontology: &Ontology, it: &Abstract) -> Result<(), String> {
    if it.form == AbstractForm::Union {
        let members = it.members.iter().map(|&kind| ontology.kind(kind).name.clone()).collect();
        schema.add(&it.name, &it.description, TypeForm::Union(members));
        return Ok(());
    }
    let mut implements = vec!["Node".to_owned(), "Entity".to_owned()];
    implements.extend(it.parents.iter().map(|&parent| ontology.abstract_type(parent).name.clone()));
    let fields = entity_fields(schema, ontology, &it.properties, &it.relations)?;
    schema.add(&it.name, &it.description, TypeForm::Interface(Fields { implements, fields }));
    Ok(())
}

fn add_kind(schema: &mut ApiSchema, ontology: &Ontology, kind: &Kind) -> Result<(), String> {
    let mut implements = vec!["Node".to_owned(), "Entity".to_owned()];
    for &id in &kind.abstracts {
        let it = ontology.abstract_type(id);
        if it.form == AbstractForm::Interface {
            implements.push(it.name.clone());
        }
    }
    let mut fields = entity_fields(schema, ontology, &kind.properties, &kind.relations)?;
    // What the API alone gives a built-in kind, in full: it is no copy.
    let more = schema.get(&kind.name).map(TypeDefinition::fields).unwrap_or_default();
    fields.extend(more.iter().cloned());
    schema.add(&kind.name, &kind.description, TypeForm::Object(Fields { implements, fields }));
    Ok(())
}

/// The fields of `Entity`, then properties, then relation fields.
fn entity_fields(
    schema: &ApiSchema,
    ontology: &Ontology,
    properties: &[Property],
    relations: &[RelationField],
) -> Result<Vec<Field>, String> {
    let mut fields = schema.copied_fields("Entity")?;
    for (index, property) in properties.iter().enumerate() {
        fields.push(property_field(ontology, property, EntityField::Property(index).into()));
    }
    for (index, field) in relations.iter().enumerate() {
        fields.push(relation_field(schema, ontology, field, index)?);
    }
    Ok(fields)
}

fn relation_field(
    schema: &ApiSchema,
    ontology: &Ontology,
    field: &RelationField,
    index: usize,
) -> Result<Field, String> {
    let target = ontology.target_name(field.target);
    let (ty, arguments) = match field.cardinality {
        Cardinality::Many => {
            let properties = ontology.relation(field.relation).properties;
            let name = names::link_inputs(ontology, field.target, properties);
            let arguments =
                list_arguments(schema, &format!("{name}LinkWhere"), &format!("{name}LinkOrder"))?;
            let connection = names::connection(ontology, field);
            (TypeRef::required(format!("{connection}Connection")), arguments)
        }
        // Also where every record has it: it need not hold on the day that is asked of.
        Cardinality::AtMostOne | Cardinality::ExactlyOne => {
            (TypeRef::optional(target), view_arguments(schema)?)
        }
    };
    let kind = EntityField::Relation(index).into();
    let made = Field::new(&field.name, ty, kind, &field.description);
    Ok(Field { deprecation: field.deprecation.clone(), ..made.with(arguments) })
}
