//! The way to a field that belongs further inside: `some: {edge: {title: ...}}`.

use super::{inputs::Inputs, near::first_of};

/// The fields of filters, orders and counts that lead on to what is asked.
const STEPS: [&str; 7] = ["some", "node", "edge", "max", "where", "other", "distanceFrom"];

/// The most of them that a suggestion goes through: `some: {node: {on: {Person: {born: ...}}}}`.
const MOST_STEPS: usize = 3;

/// The most kinds that are named.
const MOST_KINDS: usize = 3;

/// Ways from an input object to fields of one name.
struct Ways<'i> {
    /// One, or one to the entity and one to the link.
    paths: Vec<String>,
    /// The kinds that have the field, if only some have it.
    kinds: Vec<&'i str>,
}

/// The suggestion of the way to a field that an input object has further inside.
pub(super) fn way_to(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<String> {
    let ways = further_inside(ty, name, inputs, MOST_STEPS);
    let Ways { paths, kinds } = ways.or_else(|| in_distance(ty, name, inputs))?;
    let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    let mut text = format!("; did you mean {}?", paths.join(", or "));
    if kinds.len() > 1 {
        text.push_str(&format!(" {} have it", first_of(&kinds, MOST_KINDS)));
    }
    Some(text)
}

/// The way to a field of a name from the filter or the order of links: `some: {node: ...}`.
pub(super) fn inside_of(ty: &str, name: &str, inputs: &dyn Inputs) -> Option<String> {
    if inputs.fields(ty).iter().any(|(it, _)| *it == name) {
        return Some(format!("{name}: ..."));
    }
    let way = further_inside(ty, name, inputs, MOST_STEPS)?.paths;
    let of_link = way.iter().find(|it| it.contains("edge: "));
    of_link.or(way.first()).cloned()
}

fn further_inside<'i>(
    ty: &str,
    name: &str,
    inputs: &'i dyn Inputs,
    steps: usize,
) -> Option<Ways<'i>> {
    let known = inputs.fields(ty);
    let inside = |step: &str| known.iter().find(|(it, _)| *it == step).map(|(_, ty)| *ty);
    let has = |ty: &str| inputs.fields(ty).iter().any(|(it, _)| *it == name);
    let here =
        |step: &str| inside(step).is_some_and(has).then(|| format!("{step}: {{{name}: ...}}"));
    // A link and the entity that it leads to may both have it.
    if let (Some(node), Some(edge)) = (here("node"), here("edge")) {
        return Some(Ways { paths: vec![node, edge], kinds: Vec::new() });
    }
    let within = |step: &str| {
        if let Some(path) = here(step) {
            return Some(Ways { paths: vec![path], kinds: Vec::new() });
        }
        let Ways { paths, kinds } =
            further_inside(inside(step)?, name, inputs, steps.checked_sub(1)?)?;
        let paths = paths.iter().map(|path| format!("{step}: {{{path}}}")).collect();
        Some(Ways { paths, kinds })
    };
    let of_a_kind = || {
        let kinds = inputs.fields(inside("on")?).into_iter();
        let kinds: Vec<&str> = kinds.filter(|(_, ty)| has(ty)).map(|(kind, _)| kind).collect();
        let path = format!("on: {{{}: {{{name}: ...}}}}", kinds.first()?);
        Some(Ways { paths: vec![path], kinds })
    };
    STEPS.iter().find_map(|step| within(step)).or_else(of_a_kind)
}

/// The way to the direction of a distance, which stands inside of it.
fn in_distance<'i>(ty: &str, name: &str, inputs: &'i dyn Inputs) -> Option<Ways<'i>> {
    if name != "direction" {
        return None;
    }
    let (field, point) = inputs
        .fields(ty)
        .into_iter()
        .find(|(_, ty)| inputs.fields(ty).iter().any(|(it, _)| *it == "distanceFrom"))?;
    let Ways { paths, kinds } = further_inside(point, name, inputs, 0)?;
    let paths = paths.iter().map(|path| format!("{field}: {{{path}}}")).collect();
    Some(Ways { paths, kinds })
}
