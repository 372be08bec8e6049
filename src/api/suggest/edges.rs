//! Suggestions of the other argument: `by` reads entities and `byEdge` reads their links.

use super::inputs::Inputs;
use apollo_compiler::{
    Schema, ast,
    ast::{Definition, Selection},
    parser::SourceSpan,
    schema::FieldDefinition,
    validation::Valid,
};

/// The arguments that read entities and links in the same way.
const PAIRS: [[&str; 2]; 2] = [["by", "byEdge"], ["of", "ofEdge"]];

/// An argument in a document, and the field that has it.
pub(super) struct Argument<'s> {
    field: &'s FieldDefinition,
    name: String,
}

/// The other argument of a pair, if its values have a field that those of an argument do not have.
pub(super) fn other_argument(
    schema: &Schema,
    argument: &Argument<'_>,
    ty: &str,
    name: &str,
) -> Option<String> {
    let type_of = |name: &str| {
        let found = argument.field.arguments.iter().find(|it| it.name == name)?;
        Some(found.ty.inner_named_type().as_str())
    };
    // A field of a field is no matter of the other argument.
    if type_of(&argument.name)? != ty {
        return None;
    }
    let other = PAIRS.iter().find_map(|[node, edge]| match argument.name.as_str() {
        it if it == *node => Some(*edge),
        it if it == *edge => Some(*node),
        _ => None,
    })?;
    let fields = schema.fields(type_of(other)?);
    let is_there = fields.iter().any(|(it, _)| *it == name);
    is_there.then(|| format!("; did you mean `{other}: [{{{name}: ...}}]`?"))
}

/// The argument in whose value a place of the document is.
pub(super) fn argument_at<'s>(
    schema: &'s Valid<Schema>,
    document: &ast::Document,
    offset: usize,
) -> Option<Argument<'s>> {
    document.definitions.iter().find_map(|definition| match definition {
        Definition::OperationDefinition(it) => {
            let ty = schema.root_operation(it.operation_type)?;
            argument_within(schema, &it.selection_set, ty, offset)
        }
        Definition::FragmentDefinition(it) => {
            argument_within(schema, &it.selection_set, &it.type_condition, offset)
        }
        // An executable document has no other definitions.
        _ => None,
    })
}

fn argument_within<'s>(
    schema: &'s Valid<Schema>,
    selections: &[Selection],
    ty: &str,
    offset: usize,
) -> Option<Argument<'s>> {
    selections.iter().find_map(|selection| match selection {
        Selection::Field(it) if has(it.location(), offset) => {
            let field = schema.type_field(ty, &it.name).ok()?;
            let argument = it.arguments.iter().find(|it| has(it.location(), offset));
            match argument {
                Some(argument) => Some(Argument { field, name: argument.name.to_string() }),
                None => {
                    let inner = field.ty.inner_named_type();
                    argument_within(schema, &it.selection_set, inner, offset)
                }
            }
        }
        Selection::InlineFragment(it) => {
            let ty = it.type_condition.as_ref().map_or(ty, |it| it.as_str());
            argument_within(schema, &it.selection_set, ty, offset)
        }
        Selection::Field(_) | Selection::FragmentSpread(_) => None,
    })
}

fn has(place: Option<SourceSpan>, offset: usize) -> bool {
    place.is_some_and(|it| (it.offset()..it.end_offset()).contains(&offset))
}
