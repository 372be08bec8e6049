//! Operators that other APIs write into the name of a field: `name_contains`, `bornGt`.

use super::{inputs::Inputs, words};

/// The filter with the operator inside: `name: {contains: ...}`.
pub(super) fn with_operator(
    known: &[(&str, &str)],
    name: &str,
    inputs: &dyn Inputs,
) -> Option<String> {
    let written = known.iter().filter_map(|(field, ty)| {
        let rest = name.strip_prefix(field)?;
        if !rest.starts_with(|it: char| it == '_' || it.is_uppercase()) {
            return None;
        }
        let operators = inputs.fields(ty);
        let names: Vec<_> = operators.iter().map(|(it, _)| *it).collect();
        let word = rest.replace('_', "");
        let same = names.iter().copied().find(|it| it.eq_ignore_ascii_case(&word));
        let operator = same.or_else(|| words::input_name(&word, &names))?;
        Some(format!("; write `{field}: {{{operator}: ...}}`"))
    });
    // Of `name` and `names` the longer one is meant.
    written.max_by_key(String::len)
}
