//! Messages of apollo-compiler in the words of somebody who writes a query.
//!
//! A message of another form is shown as it is, and the tests fail.

use apollo_compiler::{
    ast::{self, Definition, Selection},
    parser::SourceSpan,
};

/// A message about a selection that is missing, and one that the validator also gives where no
/// field of a selection exists.
const NO_SELECTION: &str = "interface, union and object types must have a subselection set";

/// A message in plain words, or nothing if the error is none: what is wrong is told by another.
pub(super) fn reworded(
    message: String,
    document: &ast::Document,
    place: Option<SourceSpan>,
) -> Option<String> {
    if message == NO_SELECTION {
        let Some(field) = place.and_then(|it| field_at(document, it.offset())) else {
            return Some(message);
        };
        let name = &field.name;
        let is_missing = field.selection_set.is_empty();
        return is_missing.then(|| format!("`{name}` is an object: say which of its fields"));
    }
    let parts: Vec<_> = message.split('`').collect();
    Some(match parts[..] {
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
    })
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
    Some(format!("syntax error: expected `{sign}`, found {found}"))
}

/// The field that begins at a place of the document.
fn field_at(document: &ast::Document, offset: usize) -> Option<&ast::Field> {
    document.definitions.iter().find_map(|definition| match definition {
        Definition::OperationDefinition(it) => field_within(&it.selection_set, offset),
        Definition::FragmentDefinition(it) => field_within(&it.selection_set, offset),
        // An executable document has no other definitions.
        _ => None,
    })
}

fn field_within(selections: &[Selection], offset: usize) -> Option<&ast::Field> {
    selections.iter().find_map(|selection| match selection {
        Selection::Field(field) => {
            let begins = field.location().is_some_and(|it| it.offset() == offset);
            if begins { Some(&**field) } else { field_within(&field.selection_set, offset) }
        }
        Selection::InlineFragment(it) => field_within(&it.selection_set, offset),
        Selection::FragmentSpread(_) => None,
    })
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
    fn a_selection_is_missing_only_where_there_is_none() {
        assert_eq!(
            messages("{ people { nam } }"),
            ["type `Person` does not have a field `nam`; did you mean \"name\"?"]
        );
        assert_eq!(
            messages("{ all: people }"),
            ["`people` is an object: say which of its fields, for example `people { name }`"]
        );
        assert_eq!(
            messages("query Q { ...F } fragment F on Query { service }"),
            ["`service` is an object: say which of its fields, for example `service { version }`"]
        );
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
