//! The types that the API generates have names of their own.
//!
//! One function here lists them, so that a clash is a problem of the
//! definitions with a place, not one of the API at start.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, FieldDraft, Shape, TypeDraft, TypeKind},
        places::Word,
        reserved,
    },
};
use std::collections::{HashMap, HashSet};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let defined: HashMap<&str, &Word> = names(draft).map(|word| (&**word, word)).collect();
    let mut taken: HashMap<String, Generated> = HashMap::new();
    // One problem for two definitions, however many names they share.
    let mut told: HashSet<(Span, Span)> = HashSet::new();
    for generated in generated(draft) {
        if reserved::TYPES.contains(&&*generated.name) {
            if told.insert((generated.span, generated.span)) {
                problems.push(built_in(&generated));
            }
        } else if let Some(word) = defined.get(&*generated.name) {
            if told.insert((word.span, word.span)) {
                problems.push(defined_too(&generated, word));
            }
        } else if let Some(first) = taken.get(&generated.name) {
            if first.origin != generated.origin && told.insert((first.span, generated.span)) {
                problems.push(generated_twice(&generated, first));
            }
        } else {
            taken.insert(generated.name.clone(), generated);
        }
    }
}

/// A type of the API and the definition that leads to it.
struct Generated {
    name: String,
    /// `Person` or `Person.posts`.
    origin: String,
    span: Span,
}

fn built_in(generated: &Generated) -> Diagnostic {
    let Generated { name, origin, span } = generated;
    let message = format!("\"{origin}\" leads to the type \"{name}\", which is built in");
    Diagnostic::new(Code::ReservedName, *span, message).help("choose another name")
}

fn defined_too(generated: &Generated, word: &Word) -> Diagnostic {
    let message =
        format!("\"{word}\" is the name of a type generated for \"{}\"", generated.origin);
    Diagnostic::new(Code::NameClash, word.span, message)
        .label(generated.span, "generated for this")
        .help("rename one of them")
}

fn generated_twice(generated: &Generated, first: &Generated) -> Diagnostic {
    let Generated { name, origin, span } = generated;
    let message = format!("\"{}\" and \"{origin}\" both lead to the type \"{name}\"", first.origin);
    Diagnostic::new(Code::NameClash, *span, message)
        .label(first.span, "the first of them")
        .help("rename one of them")
}

fn names(draft: &Draft) -> impl Iterator<Item = &Word> {
    let types = draft.types.iter().filter(|ty| !ty.built_in).map(|ty| &ty.name);
    types.chain(draft.unions.iter().map(|it| &it.name)).chain(draft.enums.iter().map(|it| &it.name))
}

/// Every type that the API makes of the definitions.
fn generated(draft: &Draft) -> impl Iterator<Item = Generated> {
    let properties = draft.types.iter().filter(|ty| ty.form() == TypeKind::LinkProperties);
    let targets =
        draft.types.iter().filter(|ty| ty.form() != TypeKind::LinkProperties && !ty.built_in);
    let targets = targets.map(|ty| &ty.name).chain(draft.unions.iter().map(|union| &union.name));
    let of_targets = targets.flat_map(|word| {
        ["Connection", "Edge", "Where", "Order", "LinkWhere"].map(|suffix| suffixed(word, suffix))
    });
    let of_properties = properties.map(|ty| suffixed(&ty.name, "Where"));
    let of_enums = draft
        .enums
        .iter()
        .flat_map(|it| ["Filter", "ListFilter"].map(|suffix| suffixed(&it.name, suffix)));
    let of_relations = of_relations(draft).chain(of_filters(draft));
    of_targets.chain(of_properties).chain(of_enums).chain(of_relations)
}

fn suffixed(word: &Word, suffix: &str) -> Generated {
    let name = format!("{word}{suffix}");
    Generated { name, origin: word.text.clone(), span: word.span }
}

fn of_relations(draft: &Draft) -> impl Iterator<Item = Generated> {
    let fields = draft.types.iter().flat_map(|ty| ty.fields.iter().map(move |field| (ty, field)));
    fields
        .filter(|(_, field)| field.relationship.is_some() && field.declared_by.is_none())
        .filter(|(_, field)| matches!(field.ty.shape, Shape::List { .. }))
        .flat_map(|(ty, field)| ["Connection", "Edge"].map(|suffix| of_relation(ty, field, suffix)))
}

/// The filter of relations with a target and properties, one for all that share both.
fn of_filters(draft: &Draft) -> impl Iterator<Item = Generated> {
    let fields = draft.types.iter().flat_map(|ty| &ty.fields);
    fields.filter_map(|field| {
        let (target, properties) =
            (&field.ty.name, field.relationship.as_ref()?.properties.as_ref()?);
        let name = format!("{target}{properties}LinkWhere");
        let origin = format!("{target} by {properties}");
        Some(Generated { name, origin, span: properties.span })
    })
}

fn of_relation(ty: &TypeDraft, field: &FieldDraft, suffix: &str) -> Generated {
    let mut letters = field.name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let name = format!("{}{first}{}{suffix}", ty.name, letters.as_str());
    let origin = format!("{}.{}", ty.name, field.name);
    Generated { name, origin, span: field.name.span }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn names_may_be_alike() {
        accepts(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
type Post @node { a: Int }
type PersonPost @node { a: Int }
"#,
        );
    }

    #[test]
    fn a_definition_and_a_generated_type() {
        rejects(
            r#"
type Person @node { a: Int }
enum PersonEdge { A }
type PersonOrder @node { a: Int }
"#,
            expect![[r#"
                a.graphql:2:6: error[name-clash]: "PersonEdge" is the name of a type generated for "Person"
                  |
                2 | enum PersonEdge { A }
                  |      ^^^^^^^^^^
                  a.graphql:1:6: generated for this
                  |
                1 | type Person @node { a: Int }
                  |      ------
                  help: rename one of them
                a.graphql:3:6: error[name-clash]: "PersonOrder" is the name of a type generated for "Person"
                  |
                3 | type PersonOrder @node { a: Int }
                  |      ^^^^^^^^^^^
                  a.graphql:1:6: generated for this
                  |
                1 | type Person @node { a: Int }
                  |      ------
                  help: rename one of them
            "#]],
        );
    }

    #[test]
    fn two_generated_types() {
        rejects(
            r#"
type Person @node { posts: [Person!]! @relationship(type: "HOLDS", direction: OUT) }
type PersonPosts @node { a: Int }
"#,
            expect![[r#"
                a.graphql:1:21: error[name-clash]: "PersonPosts" and "Person.posts" both lead to the type "PersonPostsConnection"
                  |
                1 | type Person @node { posts: [Person!]! @relationship(type: "HOLDS", direction: OUT) }
                  |                     ^^^^^
                  a.graphql:2:6: the first of them
                  |
                2 | type PersonPosts @node { a: Int }
                  |      -----------
                  help: rename one of them
            "#]],
        );
    }
}
