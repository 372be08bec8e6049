//! The fields of `Query` for each kind and interface, and the enums that list kinds, relations
//! and rules of matching.

use super::{
    ApiSchema, Field, InputValue, QueryField, TypeForm, TypeRef,
    build::{enumeration, only, retyped, without},
    names::scalar_name,
};
use crate::{
    format::Format,
    ontology::{KindId, Ontology, RelationField, RelationId, Target},
    search::matching::MatchedBy,
};

pub(super) fn add(schema: &mut ApiSchema, ontology: &Ontology) -> Result<(), String> {
    let generated = generated(schema, ontology)?;
    let Some(TypeForm::Object(query)) = schema.types.get_mut("Query").map(|it| &mut it.form) else {
        return Err("fixed.graphql has no type `Query`".to_owned());
    };
    // Behind the lookups and `entities`, which are the same for all kinds.
    let of_all = |field: &Field| field.name == "entities";
    let at = query.fields.iter().position(of_all).map_or(0, |at| at + 1);
    query.fields.splice(at..at, generated);
    let kinds = ontology.kinds().map(|(_, kind)| (kind.name.clone(), kind.description.clone()));
    schema.add("Kind", "A kind of entity.", enumeration(kinds));
    schema.add("Relation", "A relation: the type of a link.", relations(ontology));
    let formats = Format::ALL.iter();
    let formats =
        formats.map(|it| (it.enum_value.to_owned(), format!("{}, for {}.", it.title, it.readers)));
    schema.add("ExportFormat", "A format of files for graphs.", enumeration(formats));
    let rules = MatchedBy::ALL.into_iter();
    let rules = rules.map(|it| (it.as_str().to_owned(), it.meaning().to_owned()));
    schema.add(
        "MatchedBy",
        "The rule by which two words of names were paired.",
        enumeration(rules),
    );
    Ok(())
}

fn generated(schema: &ApiSchema, ontology: &Ontology) -> Result<Vec<Field>, String> {
    let mut fields = Vec::new();
    for (kind_id, kind) in ontology.kinds() {
        fields.push(lookup(schema, ontology, kind_id)?);
        fields.push(list(schema, ontology, &kind.plural, Target::Kind(kind_id))?);
    }
    for (id, it) in ontology.abstracts() {
        if let Some(plural) = &it.plural {
            fields.push(list(schema, ontology, plural, Target::Abstract(id))?);
        }
    }
    Ok(fields)
}

/// The field that finds one entity of a kind by its id or another of its keys.
fn lookup(schema: &ApiSchema, ontology: &Ontology, id: KindId) -> Result<Field, String> {
    let kind = ontology.kind(id);
    let names = kind.key_names();
    let description = match names.as_slice() {
        [] => format!("Returns the {} with this id, or null.", kind.name),
        keys => format!(
            "Returns the {} with this `id`, or with this {}, or null. Exactly one of these must be given.",
            kind.name,
            keys.join(", or with this ")
        ),
    };
    let mut arguments = without(schema.copied_arguments("Query", "entity")?, &["externalId"]);
    let at = arguments.iter().position(|it| it.name == "id").map_or(0, |at| at + 1);
    let keys = kind.keys.iter().zip(&names);
    let of_keys = keys.flat_map(|(key, names)| key.iter().map(move |property| (property, names)));
    let argument = |(property, names): (&usize, &String)| {
        let property = &kind.properties[*property];
        let description = format!("The value of {names}.");
        InputValue::new(&property.name, scalar_name(ontology, property.ty.scalar), description)
    };
    let of_keys: Vec<InputValue> = of_keys.map(argument).collect();
    if of_keys.is_empty() {
        arguments.iter_mut().filter(|it| it.name == "id").for_each(|it| it.ty.required = true);
    }
    arguments.splice(at..at, of_keys);
    let ty = TypeRef::optional(&kind.name);
    Ok(Field::new(&kind.singular, ty, QueryField::Lookup(Some(id)).into(), description)
        .with(arguments))
}

fn list(
    schema: &ApiSchema,
    ontology: &Ontology,
    plural: &str,
    target: Target,
) -> Result<Field, String> {
    let name = ontology.target_name(target);
    let ty = TypeRef::required(format!("{name}Connection"));
    let description =
        format!("Lists all entities of the type {name}, by id unless they are ordered otherwise.");
    let arguments = list_arguments(schema, &format!("{name}Where"), &format!("{name}Order"))?;
    Ok(Field::new(plural, ty, QueryField::All(target).into(), description).with(arguments))
}

/// The arguments of a field that lists what a filter and an order are for.
pub(super) fn list_arguments(
    schema: &ApiSchema,
    filter: &str,
    order: &str,
) -> Result<Vec<InputValue>, String> {
    let arguments = without(schema.copied_arguments("Query", "entities")?, &["kinds"]);
    Ok(retyped(retyped(arguments, "EntityWhere", filter), "EntityOrder", order))
}

/// The arguments that choose a view.
const VIEW: [&str; 4] = ["asOf", "during", "certain", "status"];

/// The arguments of a field that leads to one entity in view.
pub(super) fn view_arguments(schema: &ApiSchema) -> Result<Vec<InputValue>, String> {
    Ok(only(schema.copied_arguments("Query", "entities")?, &VIEW))
}

fn relations(ontology: &Ontology) -> TypeForm {
    let mut relations: Vec<_> = ontology
        .relations()
        .map(|(id, relation)| (relation.name.clone(), relation_description(ontology, id)))
        .collect();
    if relations.is_empty() {
        // An enum must have a value, and the first steps of a project have no relation.
        let what = "There is no relation: no field of the type definitions has `@relationship`.";
        relations.push(("NONE".to_owned(), what.to_owned()));
    }
    enumeration(relations.into_iter())
}

/// The fields that follow a relation, with their descriptions: type definitions describe no
/// relation otherwise.
fn relation_description(ontology: &Ontology, id: RelationId) -> String {
    let mut fields: Vec<(&str, &RelationField)> = Vec::new();
    for (_, it) in ontology.abstracts() {
        for field in it.relations.iter().filter(|field| field.relation == id) {
            if field.declared_by.is_none_or(|by| ontology.abstract_type(by).name == it.name) {
                fields.push((&it.name, field));
            }
        }
    }
    for (_, kind) in ontology.kinds() {
        let own = |field: &&RelationField| field.relation == id && field.declared_by.is_none();
        fields.extend(kind.relations.iter().filter(own).map(|field| (&*kind.name, field)));
    }
    let field = |(owner, field): (&str, &RelationField)| {
        let description = field.description.trim_end_matches('.');
        let description =
            if description.is_empty() { String::new() } else { format!(": {description}") };
        format!("`{owner}.{}`{description}.", field.name)
    };
    let texts: Vec<_> = fields.into_iter().map(field).collect();
    format!("Links of the fields {}", texts.join(" "))
}
