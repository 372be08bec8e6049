//! Suggestions inside of `orderBy`.

use super::{inputs::Inputs, near::quoted};

/// The keys of the links of a relation to many.
const OF_LINKS: [&str; 5] = ["count", "min", "max", "sum", "mean"];

/// Words of other APIs for a key and for its direction, which are one field here.
const KEY_WORDS: [&str; 9] =
    ["field", "direction", "key", "by", "property", "order", "sort", "column", "path"];

/// The reason for which values of a property, which `PersonOrder` lacks, have no order.
pub(super) fn without_order(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<String> {
    let (_, filter) = conditions(ty, inputs)?.into_iter().find(|(it, _)| *it == name)?;
    let what = match filter {
        "JSONFilter" => "JSON",
        filter if filter.ends_with("ListFilter") => "a list",
        _ => return None,
    };
    Some(format!("; it is {what}, which has no order: order by another key, or filter by it"))
}

/// The kind that has a property, if the order of entities of several kinds lacks it.
pub(super) fn kind_alone(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<String> {
    let conditions = conditions(ty, inputs)?;
    let (_, kinds) = conditions.into_iter().find(|(it, _)| *it == "on")?;
    let has = |ty: &str| inputs.fields(ty).iter().any(|(it, _)| *it == name);
    let (kind, _) = inputs.fields(kinds).into_iter().find(|(_, ty)| has(ty))?;
    Some(format!(
        "; {kind} has it, and here stand entities of several kinds, which are ordered by what \
         all of them have: {}; a relation field that leads to {kind} takes \
         `node: {{{name}: ...}}`",
        quoted(inputs.fields(ty).into_iter().map(|(it, _)| it))
    ))
}

fn conditions<'i>(ty: &str, inputs: &'i dyn Inputs) -> Option<Vec<(&'i str, &'i str)>> {
    Some(inputs.fields(&format!("{}Where", ty.strip_suffix("Order")?)))
}

/// The form of a key: `{name: ASC}`, and for links `{posts: {count: DESC}}`.
pub(super) fn key_with_direction(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<String> {
    let known = inputs.fields(ty);
    ty.strip_suffix("Order")?;
    let leaf = || {
        let mut leaves = known.iter().filter(|(_, ty)| !inputs.values(ty).is_empty());
        let by_name = known.iter().find(|(it, _)| *it == "name");
        Some(by_name.or_else(|| leaves.next())?.0)
    };
    if OF_LINKS.contains(&name) {
        let is_of_links = |ty: &str| {
            let fields = inputs.fields(ty);
            let has = |name: &str| fields.iter().any(|(it, _)| *it == name);
            has("where") && has(name)
        };
        let many = known.iter().find(|(_, ty)| is_of_links(ty)).map(|(it, _)| *it);
        let value = if name == "count" { "DESC" } else { "..." };
        let such =
            many.map_or_else(String::new, |it| format!(", such as `{it}: {{{name}: {value}}}`"));
        return Some(format!(
            "; only a relation to many is ordered by it{such}; one entity is ordered by a key of \
             its own, such as `{}: ASC`",
            leaf()?
        ));
    }
    KEY_WORDS.contains(&name).then_some(())?;
    Some(format!("; a key is written with its direction: `{{{}: ASC}}`", leaf()?))
}
