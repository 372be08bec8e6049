//! Messages of apollo-compiler in the words of somebody who writes a query.
//!
//! A message of another form is shown as it is, and the tests fail.

/// A message in plain words.
pub(super) fn reworded(message: String) -> String {
    let parts: Vec<_> = message.split('`').collect();
    match parts[..] {
        ["operation must not provide conflicting field arguments for the same name ", name, _] => {
            format!("{message}; give one of them another name: `other: {name}(...)`")
        }
        ["field selection of scalar type " | "field selection of enum type ", ty, _] => {
            format!("a `{ty}` has no fields; leave out the `{{ ... }}` behind it")
        }
        ["", _, " root operation type is not defined"] => {
            format!("{message}; this API has queries alone")
        }
        _ => message,
    }
}

/// The message of a syntax error, with signs as they are written and not by the parser's names.
pub(super) fn syntax(message: String) -> String {
    match message.strip_prefix("syntax error: ") {
        Some("Unexpected <EOF>.") => {
            "syntax error: the document is empty; write a query: `{ service { version } }`".into()
        }
        Some("Unexpected character \"'\"") => {
            "syntax error: a text stands in double quotes, and this is `'`".into()
        }
        Some("expected at least one Selection in Selection Set") => {
            "syntax error: expected a field between `{` and `}`".into()
        }
        Some("expected an Argument") => {
            "syntax error: expected an argument: its name, a colon and its value, as in \
             `(first: 3)`"
                .into()
        }
        Some("expected definition") => {
            "syntax error: expected an operation or a fragment; a query begins with `{` or `query`"
                .into()
        }
        Some(rest) => expected_sign(rest).unwrap_or(message),
        None => message,
    }
}

/// `expected R_CURLY, got EOF`, in signs.
fn expected_sign(message: &str) -> Option<String> {
    let (kind, found) = message.strip_prefix("expected ")?.split_once(", got ")?;
    let sign = match kind {
        "L_CURLY" => "{",
        "R_CURLY" => "}",
        "L_PAREN" => "(",
        "R_PAREN" => ")",
        "L_BRACK" => "[",
        "R_BRACK" => "]",
        "COLON" => ":",
        "EQ" => "=",
        "DOLLAR" => "$",
        "AT" => "@",
        _ => return None,
    };
    let found = if found == "EOF" { "the end of the document" } else { &format!("`{found}`") };
    let hint = match found.trim_matches('`') {
        "=" => "; a value follows a colon, as in `(first: 3)`",
        text if text.starts_with('"') && sign == "}" => "; names of fields stand without quotes",
        _ => "",
    };
    Some(format!("syntax error: expected `{sign}`, found {found}{hint}"))
}

#[cfg(test)]
mod tests {
    use crate::{api::document, limits::Limits};
    use apollo_compiler::Schema;

    const SDL: &str = "type Query { people(first: Int): [Person!]! service: Service } \
                       type Service { version: String } type Person { name: String }";

    fn messages(query: &str) -> Vec<String> {
        let schema = Schema::parse_and_validate(SDL, "test").unwrap();
        let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
        errors.into_iter().map(|it| it.message).collect()
    }

    #[test]
    fn signs_are_shown_as_they_are_written() {
        for (query, expected) in [
            ("", "the document is empty; write a query: `{ service { version } }`"),
            ("{ people { } }", "expected a field between `{` and `}`"),
            ("{ people { name } ", "expected `}`, found the end of the document"),
            ("{ people(first 1) { name } }", "expected `)`, found `1`"),
            ("{ people(first: 'a') { name } }", "a text stands in double quotes, and this is `'`"),
        ] {
            assert_eq!(messages(query), [format!("syntax error: {expected}")], "{query}");
        }
    }

    #[test]
    fn what_to_write_follows() {
        for (query, end) in [
            ("mutation { people { name } }", "; this API has queries alone"),
            (
                "{ people { name { value } } }",
                "a `String` has no fields; leave out the `{ ... }` behind it",
            ),
            (
                "{ people(first: 1) { name } people(first: 2) { name } }",
                "; give one of them another name: `other: people(...)`",
            ),
        ] {
            let found = messages(query);
            assert!(found.iter().any(|it| it.ends_with(end)), "{query}\n{found:?}");
        }
    }
}
