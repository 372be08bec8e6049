//! Operators and fields that other APIs write into the name of a field: `name_contains`, `bornGt`,
//! `countryId`.

use super::{inputs::Inputs, ways::inside_of, words};

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
        // Neo4j GraphQL: `postsConnection_SOME`.
        let of_links = word.strip_prefix("Connection").map(|it| it.to_lowercase());
        let of_links = of_links.map(|it| if it.is_empty() { "some".to_owned() } else { it });
        let of_links = names.iter().copied().find(|it| of_links.as_deref() == Some(*it));
        let operator = same.or(of_links).or_else(|| words::input_name(&word, &names));
        let way = match operator {
            Some(operator) => format!("{operator}: ..."),
            None => inside_of(ty, &starting_small(&word), inputs)?,
        };
        Some(format!("; write `{field}: {{{way}}}`"))
    });
    // Of `name` and `names` the longer one is meant.
    written.max_by_key(String::len)
}

/// `Id` as the name of a field: `id`.
fn starting_small(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|it| it.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
