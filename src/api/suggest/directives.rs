//! Suggestions for directives: those that a document may use.

use super::near::{near_or, quoted};
use apollo_compiler::Schema;

/// The suggestion for a directive that does not exist.
pub(super) fn directive(schema: &Schema, name: &str) -> String {
    let known = usable(schema);
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    near_or(name, &known, "there are")
}

/// The suggestion for a directive that stands where it cannot, or nothing for another message.
pub(super) fn of_location(schema: &Schema, message: &str) -> Option<String> {
    let (name, _) = message.split_once(" directive is not supported for ")?;
    let known = usable(schema);
    if known.iter().any(|it| it.trim_start_matches('@') == name) {
        return Some("; it belongs to a field or a fragment".to_owned());
    }
    Some(format!("; a document may use {}", quoted(known.iter().map(String::as_str))))
}

/// The directives that a field of a document may have.
fn usable(schema: &Schema) -> Vec<String> {
    let all = schema.directive_definitions.values();
    let usable =
        all.filter(|it| it.locations.contains(&apollo_compiler::ast::DirectiveLocation::Field));
    usable.map(|it| format!("@{}", it.name)).collect()
}
