//! Suggestions of the other argument: `by` reads entities and `byEdge` reads their links.

use super::inputs::Inputs;
use apollo_compiler::{Schema, schema::FieldDefinition};

/// The arguments that read entities and links in the same way.
const PAIRS: [[&str; 2]; 2] = [["by", "byEdge"], ["of", "ofEdge"]];

/// The other argument of a pair, if its values have a field that those of an argument do not have.
pub(super) fn other_argument(
    schema: &Schema,
    field: &FieldDefinition,
    argument: &str,
    (ty, name): (&str, &str),
) -> Option<String> {
    let type_of = |name: &str| {
        let found = field.arguments.iter().find(|it| it.name == name)?;
        Some(found.ty.inner_named_type().as_str())
    };
    // A field of a field is no matter of the other argument.
    if type_of(argument)? != ty {
        return None;
    }
    let other = PAIRS.iter().find_map(|[node, edge]| match argument {
        it if it == *node => Some(*edge),
        it if it == *edge => Some(*node),
        _ => None,
    })?;
    let fields = schema.fields(type_of(other)?);
    let is_there = fields.iter().any(|(it, _)| *it == name);
    is_there.then(|| format!("; did you mean `{other}: [{{{name}: ...}}]`?"))
}
