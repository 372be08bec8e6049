//! Suggestions for arguments that a field does not have: the word that is used here, the field
//! that takes them, or where their condition stands.

use super::{
    near::{any_of, near_or},
    places::{Selected, path_at},
    root::list_of,
    words,
};
use crate::diagnostics::did_you_mean;
use apollo_compiler::{
    Node, Schema, ast, ast::InputValueDefinition, parser::SourceSpan, schema::ExtendedType,
    schema::FieldDefinition, validation::Valid,
};

/// Arguments that `groups` and `aggregate` take and lists do not.
const OF_GROUPS: [&str; 4] = ["by", "byEdge", "of", "ofEdge"];

/// The suggestion for an argument of `Query.people` or `@skip`.
pub(super) fn argument(
    schema: &Valid<Schema>,
    document: &ast::Document,
    (coordinate, name): (&str, &str),
    place: Option<SourceSpan>,
) -> String {
    if let Some(directive) = coordinate.strip_prefix('@') {
        let directive = schema.directive_definitions.get(directive);
        let known: Vec<_> =
            directive.iter().flat_map(|it| &it.arguments).map(|it| it.name.as_str()).collect();
        return near_or(name, &known, "it takes");
    }
    let mut path = place.map_or_else(Vec::new, |it| path_at(schema, document, it.offset()));
    let Some(field) = path.pop() else { return String::new() };
    let known = names(&field.definition.arguments);
    words::argument(name, &known)
        .or_else(|| Some(did_you_mean(name, known.iter().copied())).filter(|it| !it.is_empty()))
        .or_else(|| condition(schema, field.definition, name))
        .or_else(|| by_a_property(schema, field.definition, name))
        .or_else(|| of_field_around(&path, name))
        .or_else(|| of_field_inside(schema, field.definition, name))
        .unwrap_or_else(|| match known.is_empty() {
            true => "; it takes no arguments".to_owned(),
            false => near_or(name, &known, "it takes"),
        })
}

fn names(arguments: &[Node<InputValueDefinition>]) -> Vec<&str> {
    arguments.iter().map(|it| it.name.as_str()).collect()
}

/// The condition that an argument of a list stands for: `people(where: {name: {eq: ...}})`.
fn condition(schema: &Schema, field: &FieldDefinition, name: &str) -> Option<String> {
    let conditions = field.argument_by_name("where")?.ty.inner_named_type();
    let written = written_condition(schema, conditions, name)?;
    Some(format!("; conditions stand in `where`: `{}(where: {written})`", field.name))
}

/// `{name: {eq: ...}}`
fn written_condition(schema: &Schema, conditions: &str, name: &str) -> Option<String> {
    let condition = schema.get_input_object(conditions)?.fields.get(name)?;
    let filter = schema.get_input_object(condition.ty.inner_named_type())?;
    let compared = if filter.fields.contains_key("eq") { "{eq: ...}" } else { "{...}" };
    Some(format!("{{{name}: {compared}}}"))
}

/// The list in which an entity is found by what its lookup does not take.
fn by_a_property(schema: &Schema, field: &FieldDefinition, name: &str) -> Option<String> {
    if field.ty.is_list() || field.argument_by_name("id").is_none() {
        return None;
    }
    let list = list_of(schema, field.ty.inner_named_type())?;
    let conditions = list.argument_by_name("where")?.ty.inner_named_type();
    let (written, of_name) = match written_condition(schema, conditions, name) {
        Some(written) => (format!("where: {written}, first: ..."), name == "name"),
        None => (list.argument_by_name(name).map(|_| format!("{name}: ..."))?, false),
    };
    let keys: Vec<_> = names(&field.arguments);
    let view = ["asOf", "during", "certain", "status"];
    let keys = keys.into_iter().filter(|it| !view.contains(it)).map(|it| format!("`{it}`"));
    let also = match is_match(schema).filter(|()| of_name) {
        Some(()) => ", or, for names in any spelling, `match(queries: [{name: ...}])`",
        None => "",
    };
    Some(format!(
        "; it finds one entity by {}; write `{}({written})`{also}",
        any_of(&keys.collect::<Vec<_>>()),
        list.name,
    ))
}

/// Returns something if the API finds entities by names that are given.
fn is_match(schema: &Schema) -> Option<()> {
    let query = schema.schema_definition.query.as_ref()?;
    let field = schema.type_field(query, "match").ok()?;
    let queries = field.argument_by_name("queries")?.ty.inner_named_type();
    schema.get_input_object(queries)?.fields.get("name").map(|_| ())
}

/// The field around it that takes the argument: `people(first: ...) { nodes { ... } }`.
fn of_field_around(path: &[Selected<'_, '_>], name: &str) -> Option<String> {
    let field = path.last()?.definition;
    let written = written(name, &names(&field.arguments))?;
    Some(format!("; `{}` takes it: write `{}({written}: ...)`", field.name, field.name))
}

/// The field inside of it that takes the argument: `people { groups(by: ...) { ... } }`.
fn of_field_inside(schema: &Schema, field: &FieldDefinition, name: &str) -> Option<String> {
    let fields = match schema.types.get(field.ty.inner_named_type())? {
        ExtendedType::Object(it) => &it.fields,
        ExtendedType::Interface(it) => &it.fields,
        ExtendedType::Union(_)
        | ExtendedType::Scalar(_)
        | ExtendedType::Enum(_)
        | ExtendedType::InputObject(_) => return None,
    };
    // What groups take as well does not say that groups were meant.
    let mut inner = fields.values().filter_map(|inner| {
        let written = written(name, &names(&inner.arguments))?;
        OF_GROUPS
            .contains(&written)
            .then(|| format!("; write `{} {{ {}({written}: ...) }}`", field.name, inner.name))
    });
    inner.next()
}

/// The name of an argument here, if it is known by this or by a word of another API.
fn written<'n>(name: &'n str, known: &[&str]) -> Option<&'n str> {
    if known.contains(&name) { Some(name) } else { words::argument_name(name, known) }
}
