//! "Did you mean" for names in a document that the schema does not have.
//!
//! apollo-compiler's errors are texts: the names are taken out of them. A text of another form
//! gets no suggestion, and the test below fails.

use crate::diagnostics::did_you_mean;
use apollo_compiler::{Schema, schema::ExtendedType, validation::Valid};

/// A suggestion to add to the message of an error, or nothing.
pub(super) fn suggestion(schema: &Valid<Schema>, message: &str) -> String {
    // The words in backticks are at the odd positions.
    let parts: Vec<_> = message.split('`').collect();
    match parts[..] {
        ["type ", ty, " does not have a field ", name, ""]
        | ["field " | "value ", name, " does not exist on ", ty, ""] => {
            did_you_mean(name, members(schema, ty))
        }
        ["the argument ", name, " is not supported by ", coordinate, ""] => {
            did_you_mean(name, arguments(schema, coordinate))
        }
        ["cannot find type " | "type condition ", name, ..] => {
            did_you_mean(name, schema.types.keys().map(|it| it.as_str()))
        }
        ["cannot find directive ", name, ..] => {
            let known = schema.directive_definitions.keys().map(|it| it.as_str());
            did_you_mean(name.trim_start_matches('@'), known)
        }
        _ => String::new(),
    }
}

/// The names of the fields of an object, interface or input object, or of the values of an enum.
fn members<'s>(schema: &'s Schema, ty: &str) -> Vec<&'s str> {
    match schema.types.get(ty) {
        Some(ExtendedType::Object(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Interface(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::InputObject(it)) => it.fields.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Enum(it)) => it.values.keys().map(|it| it.as_str()).collect(),
        Some(ExtendedType::Union(_) | ExtendedType::Scalar(_)) | None => Vec::new(),
    }
}

/// The names of the arguments of `Query.people` or `@skip`.
fn arguments<'s>(schema: &'s Schema, coordinate: &str) -> Vec<&'s str> {
    let name = |it: &'s apollo_compiler::Node<apollo_compiler::ast::InputValueDefinition>| {
        it.name.as_str()
    };
    if let Some(directive) = coordinate.strip_prefix('@') {
        let directive = schema.directive_definitions.get(directive);
        return directive.map_or_else(Vec::new, |it| it.arguments.iter().map(name).collect());
    }
    let field =
        coordinate.split_once('.').and_then(|(ty, field)| schema.type_field(ty, field).ok());
    field.map_or_else(Vec::new, |it| it.arguments.iter().map(name).collect())
}

#[cfg(test)]
mod tests {
    use crate::{api::document, limits::Limits};
    use apollo_compiler::Schema;

    /// Every kind of name, as apollo-compiler tells of it.
    #[test]
    fn names_that_are_near_are_suggested() {
        let sdl = "type Query { people(where: PersonWhere, order: Order): [Person!]! } \
                   type Person { birthday: String } input PersonWhere { birthday: String } \
                   enum Order { NEWEST OLDEST }";
        let schema = Schema::parse_and_validate(sdl, "test").unwrap();
        for (query, expected) in [
            ("{ peple { birthday } }", "people"),
            ("{ people { birtday } }", "birthday"),
            ("{ people(were: null) { birthday } }", "where"),
            ("{ people(order: NEWST) { birthday } }", "NEWEST"),
            ("{ people(where: { birtday: null }) { birthday } }", "birthday"),
            ("query($w: PersonWere) { people(where: $w) { birthday } }", "PersonWhere"),
            ("{ people { ... on Persn { birthday } } }", "Person"),
            ("{ people { birthday @skp(if: true) } }", "skip"),
            ("{ people { birthday @skip(iff: true, if: true) } }", "if"),
        ] {
            let errors = document::parse(query, &schema, &Limits::default()).unwrap_err();
            let end = format!("; did you mean \"{expected}\"?");
            assert!(errors.iter().any(|it| it.message.ends_with(&end)), "{query}\n{errors:?}");
        }
        let errors = document::parse("{ xyz }", &schema, &Limits::default()).unwrap_err();
        assert!(!errors[0].message.contains("did you mean"), "{errors:?}");
    }
}
