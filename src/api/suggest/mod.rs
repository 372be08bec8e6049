//! Suggestions for names and values in a document that the schema does not have.
//!
//! apollo-compiler's errors are texts: the names are taken out of them. A text of another form
//! gets no suggestion, and the tests fail.

mod edges;
mod fragments;
mod inputs;
mod places;
mod values;
mod ways;

#[cfg(test)]
mod tests;

pub(super) use self::inputs::{form_of_object, input_field};
use crate::diagnostics::did_you_mean;
use apollo_compiler::{Schema, ast, parser::SourceSpan, schema::ExtendedType, validation::Valid};

/// A type with more members than this is not listed in a message.
const MOST_LISTED: usize = 10;

/// The error of a field that is no leaf and selects nothing. The validator also gives it where
/// nothing exists of what a field selects.
pub(super) const WITHOUT_SELECTION: &str =
    "interface, union and object types must have a subselection set";

/// The message of a field that is no leaf and [selects nothing](WITHOUT_SELECTION), or nothing if
/// it selects something: other errors tell what is wrong with that.
pub(super) fn missing_selection(
    schema: &Valid<Schema>,
    document: &ast::Document,
    place: Option<SourceSpan>,
) -> Option<String> {
    let selected = place.and_then(|it| places::field_at(schema, document, it.offset()));
    selected.map_or(Some(WITHOUT_SELECTION.to_owned()), |it| it.missing_selection(schema))
}

/// A suggestion to add to the message of an error, or nothing.
pub(super) fn suggestion(
    schema: &Valid<Schema>,
    document: &ast::Document,
    message: &str,
    place: Option<SourceSpan>,
) -> String {
    // The words in backticks are at the odd positions.
    let parts: Vec<_> = message.split('`').collect();
    let selected = || places::field_at(schema, document, place?.offset());
    match parts[..] {
        [text] => value_of_type(schema, text),
        ["field ", name, " does not exist on ", ty, ""] => {
            let other = || {
                let selected = selected()?;
                let argument = selected.argument(place?.offset())?;
                edges::other_argument(schema, selected.definition, argument, (ty, name))
            };
            other().unwrap_or_else(|| input_field(ty, name, &**schema))
        }
        ["type ", ty, " does not have a field ", name, ""] => {
            let on_edge = || edges::on_edge(schema, &selected()?, name);
            on_edge()
                .or_else(|| fragments::inline_fragment(schema, ty, name))
                .unwrap_or_else(|| near_or_all(name, &members(schema, ty)))
        }
        ["value ", name, " does not exist on ", ty, ""] => near_or_all(name, &members(schema, ty)),
        ["the argument ", name, " is not supported by ", coordinate, ""] => {
            did_you_mean(name, arguments(schema, coordinate))
        }
        ["cannot find type " | "type condition ", name, ..] => {
            did_you_mean(name, schema.types.keys().map(|it| it.as_str()))
        }
        ["cannot find directive ", name, ..] => {
            let known = schema.directive_definitions.keys().map(|it| it.as_str());
            did_you_mean(name.trim_start_matches('@'), known)
        }
        _ => String::new(),
    }
}

/// The name that was probably meant; if none is like it, all that there are, unless these are
/// many.
fn near_or_all(name: &str, known: &[&str]) -> String {
    let near = did_you_mean(name, known.iter().copied());
    if !near.is_empty() || known.is_empty() || known.len() > MOST_LISTED {
        return near;
    }
    let listed: Vec<_> = known.iter().map(|it| format!("`{it}`")).collect();
    format!("; it has {}", listed.join(", "))
}

/// The form of a value that is an input object or an enum, where something else was written.
fn value_of_type(schema: &Schema, message: &str) -> String {
    let named = message.strip_prefix("expected value of type ");
    let Some((ty, found)) = named.and_then(|it| it.split_once(", found ")) else {
        return String::new();
    };
    let ty = ty.trim_matches(['[', ']', '!']);
    match schema.types.get(ty) {
        Some(ExtendedType::InputObject(_)) if found != "null" => form_of_object(ty, schema),
        Some(ExtendedType::Enum(it)) if found != "null" => {
            let first = it.values.keys().next();
            first.map_or_else(String::new, |it| {
                format!("; write one of its values without quotes, such as `{it}`")
            })
        }
        Some(
            ExtendedType::InputObject(_)
            | ExtendedType::Enum(_)
            | ExtendedType::Scalar(_)
            | ExtendedType::Object(_)
            | ExtendedType::Interface(_)
            | ExtendedType::Union(_),
        )
        | None => String::new(),
    }
}

/// The names of the fields of an object or interface, or of the values of an enum.
fn members<'s>(schema: &'s Schema, ty: &str) -> Vec<&'s str> {
    match schema.types.get(ty) {
        Some(ExtendedType::Object(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Interface(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Enum(it)) => it.values.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::InputObject(_) | ExtendedType::Union(_) | ExtendedType::Scalar(_))
        | None => Vec::new(),
    }
}

/// The names of the arguments of `Query.people` or `@skip`.
fn arguments<'s>(schema: &'s Schema, coordinate: &str) -> Vec<&'s str> {
    let name = |it: &'s apollo_compiler::Node<ast::InputValueDefinition>| it.name.as_str();
    if let Some(directive) = coordinate.strip_prefix('@') {
        let directive = schema.directive_definitions.get(directive);
        return directive.map_or_else(Vec::new, |it| it.arguments.iter().map(name).collect());
    }
    let field =
        coordinate.split_once('.').and_then(|(ty, field)| schema.type_field(ty, field).ok());
    field.map_or_else(Vec::new, |it| it.arguments.iter().map(name).collect())
}
