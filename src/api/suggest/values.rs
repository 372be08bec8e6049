//! Operators on structured values, which are compared by their fields.

use super::inputs::Inputs;

/// Fields of filters that are no fields of the value.
const NO_FIELDS: [&str; 3] = ["AND", "OR", "NOT"];

/// The most fields of a value that a suggestion shows.
const MOST_FIELDS: usize = 3;

/// The suggestion for an operator on a structured value: `cost: {gt: 1000}`.
pub(super) fn field_of_value(ty: &str, operator: &str, inputs: &dyn Inputs) -> Option<String> {
    let written = compared(ty, operator, inputs)?;
    Some(format!("; it has fields, which are compared: write {}", written.join(", or ")))
}

/// The suggestion for an operator on a list of structured values: `rents: {gt: 1000}`.
pub(super) fn field_of_list(ty: &str, operator: &str, inputs: &dyn Inputs) -> Option<String> {
    let known = inputs.fields(ty);
    let (_, item) = known.iter().find(|(name, _)| *name == "some")?;
    let written = compared(item, operator, inputs)?;
    let written: Vec<String> =
        written.iter().map(|it| format!("`some: {{{}}}`", it.trim_matches('`'))).collect();
    Some(format!("; its items have fields, which are compared: write {}", written.join(", or ")))
}

/// `` `amount: {gt: ...}` ``: the fields of a structured value that an operator compares.
fn compared(ty: &str, operator: &str, inputs: &dyn Inputs) -> Option<Vec<String>> {
    let known = inputs.fields(ty);
    let has = |field: &str| known.iter().any(|(it, _)| *it == field);
    // The filter of an entity has an id, that of the links to one a node, that of a scalar `eq`.
    if has("id") || has("node") || has("some") || !has("isNull") {
        return None;
    }
    let fields = known.iter().filter(|(name, _)| !NO_FIELDS.contains(name));
    let takes = |ty: &str| inputs.fields(ty).iter().any(|(it, _)| *it == operator);
    let fields = fields.filter(|(_, ty)| takes(ty)).take(MOST_FIELDS);
    let written: Vec<String> =
        fields.map(|(name, _)| format!("`{name}: {{{operator}: ...}}`")).collect();
    (!written.is_empty()).then_some(written)
}
