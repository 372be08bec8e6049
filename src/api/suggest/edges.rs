//! Suggestions of what stands on links and not on entities: `by` reads entities and `byEdge` their
//! links; `nodes` are entities, and `edges` have what holds of the links to them.

use super::{inputs::Inputs, places::Selected};
use apollo_compiler::{
    Schema,
    schema::{ExtendedType, FieldDefinition},
};

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

/// The way to a field that a selection of `nodes`, or of the `node` of an edge, lacks and that the
/// edges of the list have.
pub(super) fn on_edge(schema: &Schema, selected: &Selected<'_, '_>, name: &str) -> Option<String> {
    let ExtendedType::Object(owner) = selected.owner else { return None };
    match selected.field.name.as_str() {
        "nodes" => {
            let edges = owner.fields.get("edges")?.ty.inner_named_type();
            schema.type_field(edges, name).ok()?;
            Some(format!(
                "; it is a field of the edge: write `edges {{ {name} node {{ ... }} }}` instead \
                 of `nodes {{ ... }}`"
            ))
        }
        "node" => {
            owner.fields.get(name)?;
            Some(format!("; it is a field of the edge: write `{name}` beside `node`"))
        }
        _ => None,
    }
}
