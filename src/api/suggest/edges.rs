//! Suggestions of what stands on links and not on entities, and of values to sum up: `by` reads
//! entities and `byEdge` their links; `nodes` are entities, and `edges` have what holds of the
//! links to them.

use super::{
    near::{near_or_all, quoted},
    places::Selected,
};
use apollo_compiler::{Schema, schema::ExtendedType};

/// The arguments that read entities and links in the same way.
const PAIRS: [[&str; 2]; 2] = [["by", "byEdge"], ["of", "ofEdge"]];

/// The most values that are named.
const MOST_NAMED: usize = 10;

/// The fields of every link and of every entity that can be summed up.
const SUMMED: [&str; 5] = ["at", "since", "until", "lastAttested", "degree"];

/// Types of values that can be summed up.
const SUMMED_TYPES: [&str; 7] =
    ["Int", "Float", "BigInt", "Decimal", "Date", "DateTime", "PartialDate"];

/// The suggestion for a field that the values of `by` or `of` do not have: the same in the other
/// argument of its pair, or a value that can be summed up. The field of which an error tells is
/// the last of a path.
pub(super) fn value(
    schema: &Schema,
    path: &[Selected<'_, '_>],
    argument: &str,
    (ty, name): (&str, &str),
) -> Option<String> {
    let (selected, around) = path.split_last()?;
    // A field of a field is no matter of the other argument.
    if type_of(selected, argument)? != ty {
        return None;
    }
    let pair = PAIRS.iter().find(|pair| pair.contains(&argument))?;
    let other = *pair.iter().find(|it| **it != argument)?;
    let known = |argument: &str| -> Vec<&str> {
        let values = type_of(selected, argument).and_then(|it| schema.get_input_object(it));
        let names = values.into_iter().flat_map(|it| it.fields.keys()).map(|it| it.as_str());
        let items = item(schema, around, argument);
        // Whatever can be named can be grouped by.
        let fits = |name: &&str| !argument.starts_with("of") || is_summed(schema, items, name);
        names.filter(fits).collect()
    };
    if known(other).contains(&name) {
        return Some(format!("; did you mean `{other}: [{{{name}: ...}}]`?"));
    }
    let summed = argument.starts_with("of").then(|| known(argument))?;
    Some(match near_or_all(name, &summed) {
        near if near.starts_with("; did you mean") => near,
        _ => format!("; what can be summed up is {}", quoted(summed.into_iter().take(MOST_NAMED))),
    })
}

/// The type of the values of an argument.
fn type_of<'s>(selected: &Selected<'s, '_>, argument: &str) -> Option<&'s str> {
    Some(selected.definition.argument_by_name(argument)?.ty.inner_named_type().as_str())
}

/// The type of the items of a list that an argument reads: its entities, or the edges to them.
fn item<'s>(schema: &'s Schema, around: &[Selected<'s, '_>], argument: &str) -> Option<&'s str> {
    let list = around.last()?.definition.ty.inner_named_type();
    let items = if argument.ends_with("Edge") { "edges" } else { "nodes" };
    Some(schema.type_field(list, items).ok()?.ty.inner_named_type().as_str())
}

/// Returns whether the values of a field of an item can be summed up: a number or a date, or a
/// value that has them inside. What every link or entity has is summed up only in part.
fn is_summed(schema: &Schema, item: Option<&str>, name: &str) -> bool {
    let is_fixed = ["LinkValue", "EntityValue"]
        .iter()
        .any(|it| schema.get_input_object(it).is_some_and(|it| it.fields.contains_key(name)));
    if is_fixed {
        return SUMMED.contains(&name);
    }
    let field = item.and_then(|it| schema.type_field(it, name).ok());
    let Some(field) = field else { return false };
    let ty = field.ty.inner_named_type();
    match schema.types.get(ty) {
        // An entity has an id and a list has nodes; a structured value has neither.
        Some(ExtendedType::Object(it)) => {
            !it.fields.contains_key("id") && !it.fields.contains_key("nodes")
        }
        Some(ExtendedType::Scalar(_)) => SUMMED_TYPES.contains(&ty.as_str()),
        Some(
            ExtendedType::Interface(_)
            | ExtendedType::Union(_)
            | ExtendedType::Enum(_)
            | ExtendedType::InputObject(_),
        )
        | None => false,
    }
}

/// The way to a field that a selection of `nodes`, or of the `node` of an edge, lacks and that the
/// edges of the list have.
pub(super) fn on_edge(schema: &Schema, selected: &Selected<'_, '_>, name: &str) -> Option<String> {
    let ExtendedType::Object(owner) = selected.owner else { return None };
    match selected.field.name.as_str() {
        "nodes" => {
            let edges = owner.fields.get("edges")?.ty.inner_named_type();
            schema.type_field(edges, name).ok()?;
            let written = if name == "node" { String::new() } else { format!("{name} ") };
            Some(format!(
                "; it is a field of the edge: write `edges {{ {written}node {{ ... }} }}` instead \
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
