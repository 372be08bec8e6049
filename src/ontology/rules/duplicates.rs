//! Within a definition, each field, value, member and interface stands once.
//!
//! GraphQL has this rule too, but says nothing of the first place.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{draft::Draft, places::Word},
};
use std::collections::HashMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for ty in &draft.types {
        let fields = ty.fields.iter().map(|field| &field.name);
        once(&ty.name, fields.map(parts), problems);
        once(&ty.name, ty.implements.iter().map(parts), problems);
    }
    for union in &draft.unions {
        once(&union.name, union.members.iter().map(parts), problems);
    }
    for it in &draft.enums {
        let values = it.values.iter().map(|(span, value)| (value.name.as_str(), *span));
        once(&it.name, values, problems);
    }
}

fn parts(word: &Word) -> (&str, Span) {
    (word, word.span)
}

fn once<'a>(
    whole: &Word,
    parts: impl Iterator<Item = (&'a str, Span)>,
    problems: &mut Diagnostics,
) {
    let mut seen = HashMap::new();
    for (name, span) in parts {
        let first = *seen.entry(name).or_insert(span);
        if first != span {
            let message = format!("\"{name}\" stands twice in \"{whole}\"");
            problems
                .push(Diagnostic::new(Code::NameClash, span, message).label(first, "first here"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn two_definitions_may_have_the_same_parts() {
        accepts(
            r#"
type Person @node { a: Form }
type Post @node { a: Form }
enum Form { A }
enum Shape { A }
union U = Person | Post
union V = Person
"#,
        );
    }

    #[test]
    fn one_definition_has_each_part_once() {
        rejects(
            r#"
interface I { a: Int }
type Person implements I & I @node { a: Int  b: [Person!]! @relationship(type: "B", direction: OUT) }
extend type Person { b: Int }
enum Form { A B A }
union U = Person | Person
"#,
            expect![[r#"
                a.graphql:2:28: error[name-clash]: "I" stands twice in "Person"
                  |
                2 | type Person implements I & I @node { a: Int  b: [Person!]! @relationship(type: "B", direction: OUT) }
                  |                            ^
                  a.graphql:2:24: first here
                  |
                2 | type Person implements I & I @node { a: Int  b: [Person!]! @relationship(type: "B", direction: OUT) }
                  |                        -
                a.graphql:3:22: error[name-clash]: "b" stands twice in "Person"
                  |
                3 | extend type Person { b: Int }
                  |                      ^
                  a.graphql:2:46: first here
                  |
                2 | type Person implements I & I @node { a: Int  b: [Person!]! @relationship(type: "B", direction: OUT) }
                  |                                              -
                a.graphql:4:17: error[name-clash]: "A" stands twice in "Form"
                  |
                4 | enum Form { A B A }
                  |                 ^
                  a.graphql:4:13: first here
                  |
                4 | enum Form { A B A }
                  |             -
                a.graphql:5:20: error[name-clash]: "Person" stands twice in "U"
                  |
                5 | union U = Person | Person
                  |                    ^^^^^^
                  a.graphql:5:11: first here
                  |
                5 | union U = Person | Person
                  |           ------
            "#]],
        );
    }
}
