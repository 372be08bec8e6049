//! The forms of input objects, where something else was written.

use super::{
    inputs::Inputs,
    near::{MOST_LISTED, quoted},
};

/// The form of an input object, where `written` stands instead: `{eq: ...}`.
pub(in crate::api) fn form_of_object(ty: &str, written: &str, inputs: &dyn Inputs) -> String {
    let known = inputs.fields(ty);
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    if let Some(key) = key_of_word(&known, written.trim_matches('"'), inputs) {
        return format!("; write `{key}`");
    }
    let usual = match ty {
        _ if has("AND") && written.starts_with('[') => return "; write `{AND: [...]}`".to_owned(),
        _ if has("in") && written.starts_with('[') => Some("in"),
        _ if has("eq") => Some("eq"),
        _ if ty.ends_with("LinksOrder") && has("count") => Some("count"),
        _ if has("distanceFrom") => Some("distanceFrom"),
        _ => None,
    };
    if let Some(usual) = usual {
        return format!("; write `{{{usual}: ...}}`");
    }
    if has("node") && has("isNull") {
        return format!("; write `{{{}}}`", of_node(&known, "eq", inputs));
    }
    let names = known.iter().map(|(it, _)| *it).filter(|it| !["AND", "OR", "NOT"].contains(it));
    let names: Vec<&str> = names.collect();
    let of_value = key_of_value(&known, written, inputs);
    let Some(key) = of_value.or(names.first().copied()) else { return String::new() };
    let value = if of_value.is_some() { written } else { "..." };
    let others = names.iter().copied().filter(|it| *it != key);
    if names.len() == 1 || names.len() > MOST_LISTED {
        return format!("; write `{{{key}: {value}}}`");
    }
    format!("; write `{{{key}: {value}}}`, or one of {} there", quoted(others))
}

/// `{name: ASC}`: the key that a word such as `name`, `name_ASC` or `-name` means.
fn key_of_word(known: &[(&str, &str)], word: &str, inputs: &dyn Inputs) -> Option<String> {
    let (descends, word) = match word.strip_prefix('-') {
        Some(word) => (true, word),
        None => (false, word),
    };
    let (name, ty, rest) = known.iter().find_map(|(name, ty)| {
        let start = word.get(..name.len()).filter(|it| it.eq_ignore_ascii_case(name))?;
        let rest = &word[start.len()..];
        let ends = rest.is_empty() || rest.starts_with(['_', ' ', ':']);
        ends.then(|| (name, ty, rest.trim_matches(['_', ' ', ':'])))
    })?;
    let values = inputs.values(ty);
    let Some(first) = values.first() else { return Some(format!("{{{name}: {{...}}}}")) };
    let wanted = if descends { "DESC" } else { rest };
    let value = values.iter().find(|it| it.eq_ignore_ascii_case(wanted)).unwrap_or(first);
    Some(format!("{{{name}: {value}}}"))
}

/// The key that takes a value which stands alone, such as `name` for `ASC`.
fn key_of_value<'i>(
    known: &[(&'i str, &str)],
    value: &str,
    inputs: &dyn Inputs,
) -> Option<&'i str> {
    let mut keys = known.iter().filter(|(_, ty)| inputs.values(ty).contains(&value));
    let by_name = keys.clone().find(|(name, _)| *name == "name");
    by_name.or_else(|| keys.next()).map(|(name, _)| *name)
}

/// `node: {iso2: {eq: ...}}`: the condition on an entity by what it is looked up by.
pub(super) fn of_node(filter: &[(&str, &str)], operator: &str, inputs: &dyn Inputs) -> String {
    let node = filter.iter().find(|(name, _)| *name == "node").map_or("", |(_, ty)| ty);
    let conditions = inputs.fields(node);
    let is_condition = |name: &&str| conditions.iter().any(|(it, _)| it == name);
    let keys = inputs.lookup(node.trim_end_matches("Where"));
    let mut properties = keys.into_iter().filter(|it| !["id", "externalId"].contains(it));
    let key = properties.find(is_condition).unwrap_or("id");
    let operator = if ["eq", "ne", "in", "notIn"].contains(&operator) { operator } else { "eq" };
    format!("node: {{{key}: {{{operator}: ...}}}}")
}
