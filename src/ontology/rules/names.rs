//! The types that the API generates have names of their own.
//!
//! Which those are stands in one function here, so that a clash is a problem of the
//! definitions with a place, not one of the API at start.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::{Draft, FieldDraft, Form, Shape, TypeDraft},
        places::Word,
        reserved,
    },
};
use std::collections::HashMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let mut taken: HashMap<String, Generated> = HashMap::new();
    for generated in defined(draft).chain(generated(draft)) {
        if generated.origin.is_some() && reserved::TYPES.contains(&generated.name.as_str()) {
            let message = format!("{} is a type of the API already", generated.title());
            problems.push(Diagnostic::new(Code::ReservedName, generated.span, message));
        } else if let Some(first) = taken.get(&generated.name) {
            // Two definitions of one name are told by another rule.
            if generated.origin.is_some() && first.span != generated.span {
                let message = format!("{} and {} are one name", first.title(), generated.title());
                problems.push(
                    Diagnostic::new(Code::NameClash, generated.span, message)
                        .label(first.span, "the first of them")
                        .help("rename one of them"),
                );
            }
        } else {
            taken.insert(generated.name.clone(), generated);
        }
    }
}

/// The name of a type and the definition that leads to it.
struct Generated {
    name: String,
    /// `None` for a name that stands in the definitions as it is.
    origin: Option<String>,
    span: Span,
}

impl Generated {
    fn title(&self) -> String {
        match &self.origin {
            Some(origin) => format!("\"{}\" (generated for \"{origin}\")", self.name),
            None => format!("\"{}\"", self.name),
        }
    }
}

fn names(draft: &Draft) -> impl Iterator<Item = &Word> {
    let types = draft.types.iter().filter(|ty| !ty.built_in).map(|ty| &ty.name);
    types.chain(draft.unions.iter().map(|it| &it.name)).chain(draft.enums.iter().map(|it| &it.name))
}

fn defined(draft: &Draft) -> impl Iterator<Item = Generated> {
    names(draft).map(|word| Generated { name: word.text.clone(), origin: None, span: word.span })
}

/// Every type that the API makes of the definitions.
fn generated(draft: &Draft) -> impl Iterator<Item = Generated> {
    let properties = draft.types.iter().filter(|ty| ty.form() == Form::LinkProperties);
    let targets = draft.types.iter().filter(|ty| ty.form() != Form::LinkProperties && !ty.built_in);
    let targets = targets.map(|ty| &ty.name).chain(draft.unions.iter().map(|union| &union.name));
    let of_targets = targets.flat_map(|word| {
        ["Connection", "Edge", "Where", "Order", "LinkWhere"].map(|suffix| suffixed(word, suffix))
    });
    let of_properties = properties.map(|ty| suffixed(&ty.name, "Where"));
    let of_enums = draft.enums.iter().map(|it| suffixed(&it.name, "Filter"));
    of_targets.chain(of_properties).chain(of_enums).chain(of_relations(draft))
}

fn suffixed(word: &Word, suffix: &str) -> Generated {
    let name = format!("{word}{suffix}");
    Generated { name, origin: Some(word.text.clone()), span: word.span }
}

fn of_relations(draft: &Draft) -> impl Iterator<Item = Generated> {
    let fields = draft.types.iter().flat_map(|ty| ty.fields.iter().map(move |field| (ty, field)));
    fields
        .filter(|(_, field)| field.relationship.is_some() && field.declared_by.is_none())
        .filter(|(_, field)| matches!(field.ty.shape, Shape::List { .. }))
        .flat_map(|(ty, field)| ["Connection", "Edge"].map(|suffix| of_relation(ty, field, suffix)))
}

fn of_relation(ty: &TypeDraft, field: &FieldDraft, suffix: &str) -> Generated {
    let mut letters = field.name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let name = format!("{}{first}{}{suffix}", ty.name, letters.as_str());
    let origin = Some(format!("{}.{}", ty.name, field.name));
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
                a.graphql:1:6: error[name-clash]: "PersonEdge" and "PersonEdge" (generated for "Person") are one name
                  |
                1 | type Person @node { a: Int }
                  |      ^^^^^^
                  a.graphql:2:6: the first of them
                  |
                2 | enum PersonEdge { A }
                  |      ----------
                  help: rename one of them
                a.graphql:1:6: error[name-clash]: "PersonOrder" and "PersonOrder" (generated for "Person") are one name
                  |
                1 | type Person @node { a: Int }
                  |      ^^^^^^
                  a.graphql:3:6: the first of them
                  |
                3 | type PersonOrder @node { a: Int }
                  |      -----------
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
                a.graphql:1:21: error[name-clash]: "PersonPostsConnection" (generated for "PersonPosts") and "PersonPostsConnection" (generated for "Person.posts") are one name
                  |
                1 | type Person @node { posts: [Person!]! @relationship(type: "HOLDS", direction: OUT) }
                  |                     ^^^^^
                  a.graphql:2:6: the first of them
                  |
                2 | type PersonPosts @node { a: Int }
                  |      -----------
                  help: rename one of them
                a.graphql:1:21: error[name-clash]: "PersonPostsEdge" (generated for "PersonPosts") and "PersonPostsEdge" (generated for "Person.posts") are one name
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
