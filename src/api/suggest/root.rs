//! Suggestions for root fields: fields of entities that were asked for at the root, and names that
//! other APIs would make of a list's name.

use super::{members, near::any_of, words};
use apollo_compiler::{
    Name, Schema,
    collections::IndexMap,
    schema::{Component, FieldDefinition},
};

/// The most fields that are named.
const MOST_NAMED: usize = 3;

/// Words that other APIs add to the name of a kind or of its list.
const ADDED: [&str; 17] = [
    "all",
    "get",
    "find",
    "list",
    "query",
    "fetch",
    "by",
    "pk",
    "id",
    "one",
    "many",
    "unique",
    "first",
    "aggregate",
    "connection",
    "collection",
    "count",
];

/// Those of them that stand for one entity.
const ONE: [&str; 4] = ["pk", "id", "one", "unique"];

type Fields = IndexMap<Name, Component<FieldDefinition>>;

/// The field of which a name was made: `people` of `people_aggregate`, and at the root `person` of
/// `person_by_pk`.
pub(super) fn by_added_words(schema: &Schema, ty: &str, name: &str) -> Option<String> {
    let fields = &schema.get_object(ty)?.fields;
    let is_root = schema.schema_definition.query.as_ref().is_some_and(|it| it.name == ty);
    made_of(schema, fields, name, is_root)
}

/// The root fields that lead to a field of another name: `entity(id: ...) { links }`.
pub(super) fn of_what_is_found(schema: &Schema, ty: &str, name: &str) -> Option<String> {
    let query = schema.schema_definition.query.as_ref().filter(|it| it.name == ty)?;
    let fields = &schema.get_object(&query.name)?.fields;
    let mut seen: Vec<&str> = Vec::new();
    let mut ways = fields.values().filter_map(|field| {
        let found = field.ty.inner_named_type().as_str();
        schema.type_field(found, name).ok()?;
        // What holds of an interface holds of its kinds.
        let object = schema.get_object(found);
        let interfaces = object.iter().flat_map(|it| &it.implements_interfaces);
        if interfaces.into_iter().any(|it| seen.contains(&it.as_str())) || seen.contains(&found) {
            return None;
        }
        seen.push(found);
        Some(format!("`{} {{ {name} }}`", written(field)))
    });
    let mut named: Vec<_> = ways.by_ref().take(MOST_NAMED).collect();
    if ways.next().is_some() {
        named.push("others".to_owned());
    }
    (!named.is_empty()).then(|| format!("; write {}", any_of(&named)))
}

/// A field with the arguments that it needs: `subgraph(roots: ...)`.
fn written(field: &FieldDefinition) -> String {
    let needed = field.arguments.iter().filter(|it| it.is_required());
    let mut needed: Vec<_> = needed.map(|it| format!("{}: ...", it.name)).collect();
    if needed.is_empty() && field.argument_by_name("id").is_some() {
        needed.push("id: ...".to_owned());
    }
    match needed.is_empty() {
        true => field.name.to_string(),
        false => format!("{}({})", field.name, needed.join(", ")),
    }
}

/// The root field that lists the entities of a type.
pub(super) fn list_of<'s>(schema: &'s Schema, ty: &str) -> Option<&'s FieldDefinition> {
    let query = schema.schema_definition.query.as_ref()?;
    let fields = &schema.get_object(&query.name)?.fields;
    let is_list = |field: &FieldDefinition| {
        let nodes = schema.type_field(field.ty.inner_named_type(), "nodes");
        nodes.is_ok_and(|it| it.ty.inner_named_type() == ty)
            && field.argument_by_name("where").is_some()
            && field.arguments.iter().all(|it| !it.is_required())
    };
    fields.values().map(|it| &***it).find(|it| is_list(it))
}

fn made_of(schema: &Schema, fields: &Fields, name: &str, is_root: bool) -> Option<String> {
    let wanted = words_of(name);
    let added_to = |field: &FieldDefinition| {
        let own = words_of(&field.name);
        let at = wanted.windows(own.len().max(1)).position(|it| it == own)?;
        let rest = [&wanted[..at], &wanted[at + own.len()..]].concat();
        let are_added = !rest.is_empty() && rest.iter().all(|it| ADDED.contains(&it.as_str()));
        are_added.then_some(rest)
    };
    let (field, rest) = fields.values().find_map(|it| Some((&***it, added_to(it)?)))?;
    let found = field.ty.inner_named_type();
    if is_root && rest.iter().any(|it| ONE.contains(&it.as_str())) {
        let nodes = schema.type_field(found, "nodes");
        let ty = nodes.map_or(found, |it| it.ty.inner_named_type());
        let is_one = |it: &FieldDefinition| {
            !it.ty.is_list()
                && it.ty.inner_named_type() == ty
                && it.argument_by_name("id").is_some()
        };
        let one = fields.values().find(|it| is_one(it))?;
        return Some(format!("; write `{}(id: ...)`", one.name));
    }
    let known = members(schema, found);
    let inner = rest.last().map(|it| it.as_str()).and_then(|it| match known.contains(&it) {
        true => Some(it),
        false => words::field_name(it, &known),
    });
    Some(match inner {
        Some(inner) => format!("; write `{} {{ {inner} }}`", field.name),
        None => format!("; write `{}`", field.name),
    })
}

/// The words of a name, in lower case: `people`, `by`, `pk`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        let ends = letter == '_' || letter.is_uppercase();
        if ends && words.last().is_some_and(|it| !it.is_empty()) {
            words.push(String::new());
        }
        if let (Some(word), true) = (words.last_mut(), letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|it| !it.is_empty());
    words
}
