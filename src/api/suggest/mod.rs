//! Suggestions for names and values in a document that the schema does not have.
//!
//! apollo-compiler's errors are texts: the names are taken out of them. A text of another form
//! gets no suggestion, and the tests fail.

mod affixes;
mod arguments;
mod directives;
mod edges;
mod fields;
mod forms;
mod fragments;
mod inputs;
mod literals;
mod near;
mod orders;
mod places;
mod relations;
mod root;
mod values;
mod variables;
mod ways;
mod words;

#[cfg(test)]
mod tests;

pub(super) use self::{
    forms::form_of_object, inputs::input_field, literals::of_scalar, near::near_or_all,
};
use crate::diagnostics::did_you_mean;
use apollo_compiler::{Schema, ast, parser::SourceSpan, schema::ExtendedType, validation::Valid};

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
        [text] => match directives::of_location(schema, text) {
            Some(hint) => hint,
            None => literals::value_of_type(schema, document, text, place),
        },
        ["field ", name, " does not exist on ", ty, ""] => {
            let other = || {
                let path = places::path_at(schema, document, place?.offset());
                let argument = path.last()?.argument(place?.offset())?;
                edges::value(schema, &path, argument, (ty, name))
            };
            other().unwrap_or_else(|| input_field(ty, name, &**schema))
        }
        ["type ", ty, " does not have a field ", name, ""] => {
            fields::field(schema, document, (ty, name), place)
        }
        ["value ", name, " does not exist on ", ty, ""] => near_or_all(name, &members(schema, ty)),
        ["the argument ", name, " is not supported by ", coordinate, ""] => {
            match (coordinate, name) {
                ("AggregateGroup.members" | "AggregateGroup.links", "orderBy") => {
                    "; it is in the order of the list that is grouped: write `orderBy` there"
                        .to_owned()
                }
                _ => arguments::argument(schema, document, (coordinate, name), place),
            }
        }
        ["cannot find type ", name, ..] => {
            let inputs = schema.types.iter().filter(|(_, it)| it.is_input_type());
            did_you_mean(name, inputs.map(|(name, _)| name.as_str()))
        }
        ["type condition ", name, ..] => {
            let around = place.and_then(|it| places::type_around(schema, document, it.offset()));
            fragments::type_condition(schema, name, around.as_deref())
        }
        [_, _, " cannot be applied to ", ty, ""]
        | [_, _, _, _, " cannot be applied to ", ty, ""] => fragments::possible(schema, ty),
        ["cannot find directive ", name, ..] => directives::directive(schema, name),
        ["variable ", name, " of type ", _, _, _, " of type ", ty, ""] => {
            variables::declared_as(name, ty)
        }
        ["the required argument " | "the required field ", coordinate, " is not provided"] => {
            literals::required(schema, coordinate)
        }
        ["cannot find fragment ", name, ..] => fragments::undefined(document, name),
        ["unused variable: ", ..] => "; use it, or leave it out".to_owned(),
        ["variable ", name, " is not defined"] => variables::undefined(name, selected(), place),
        _ => String::new(),
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
