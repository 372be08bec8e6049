//! Suggestions for selected fields that a type does not have: the word that is used here, or the
//! field inside of which they stand.

use super::{
    edges::on_edge,
    fragments::inline_fragment,
    members,
    near::{near_or_all, quoted},
    places::field_at,
    root, words,
};
use crate::diagnostics::did_you_mean;
use apollo_compiler::{
    Schema, ast,
    parser::SourceSpan,
    schema::{ExtendedType, FieldDefinition},
    validation::Valid,
};

/// A field that stands inside of more fields than these is probably none of them.
const MOST_AROUND: usize = 3;

/// The suggestion for a field that a type does not have.
pub(super) fn field(
    schema: &Valid<Schema>,
    document: &ast::Document,
    (ty, name): (&str, &str),
    place: Option<SourceSpan>,
) -> String {
    let known = members(schema, ty);
    let selected = || field_at(schema, document, place?.offset());
    selected()
        .and_then(|it| on_edge(schema, &it, name))
        .or_else(|| inline_fragment(schema, ty, name))
        .or_else(|| words::field(name, &known))
        .or_else(|| root::by_added_words(schema, ty, name))
        .or_else(|| near(name, &known))
        .or_else(|| root::of_what_is_found(schema, ty, name))
        .or_else(|| of_another_place(&known, name))
        .or_else(|| inside(schema, ty, name))
        .unwrap_or_else(|| near_or_all(name, &known))
}

fn near(name: &str, known: &[&str]) -> Option<String> {
    let known = known.iter().copied().chain(["__typename"]);
    Some(did_you_mean(name, known)).filter(|it| !it.is_empty())
}

/// The words for what a list has, where one entity is, and for properties around those of a link.
fn of_another_place(known: &[&str], name: &str) -> Option<String> {
    if name == "properties" && known.contains(&"cursor") && known.contains(&"node") {
        return Some("; the properties of the link stand here, beside `node`".to_owned());
    }
    let is_one = known.contains(&"id") && !known.contains(&"cursor");
    let is_of_list = ["nodes", "node", "edges", "totalCount", "pageInfo"].contains(&name);
    (is_one && is_of_list)
        .then(|| format!("; here is one entity: select its fields without `{name}`"))
}

/// The fields of a type inside of which a field of another name stands: `values { sum }`.
fn inside(schema: &Schema, ty: &str, name: &str) -> Option<String> {
    let fields = match schema.types.get(ty)? {
        ExtendedType::Object(it) => &it.fields,
        ExtendedType::Interface(it) => &it.fields,
        ExtendedType::Union(_)
        | ExtendedType::Scalar(_)
        | ExtendedType::Enum(_)
        | ExtendedType::InputObject(_) => return None,
    };
    let written = |field: &FieldDefinition| {
        let inner = field.ty.inner_named_type();
        let known = members(schema, inner);
        let here = if known.contains(&name) { Some(name) } else { words::field_name(name, &known) };
        if let Some(here) = here {
            return Some(format!("{} {{ {here} }}", field.name));
        }
        // The items of a union, such as those of a relation to several kinds.
        let is_union = schema.types.get(inner).is_some_and(|it| it.is_union());
        let fragment = is_union.then(|| inline_fragment(schema, inner, name)).flatten()?;
        let fragment = fragment.split('`').nth(1)?.to_owned();
        Some(format!("{} {{ {fragment} }}", field.name))
    };
    let mut around: Vec<_> = fields.values().filter_map(|it| written(it)).collect();
    // The items of a list come before the edges around them, and the entity of an edge before
    // those to which its link refers.
    let is_first = |it: &String| it.starts_with("nodes ") || it.starts_with("node ");
    if around.first().is_some_and(is_first) {
        around.truncate(1);
    }
    (1..=MOST_AROUND).contains(&around.len()).then(|| {
        let around: Vec<&str> = around.iter().map(String::as_str).collect();
        format!("; write {}", quoted(around.iter().copied()).replace("`, `", "`, or `"))
    })
}
