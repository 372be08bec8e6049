//! `@temporal(fades:)` stands on relation fields, is a period, and is the same on both sides.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    ontology::{
        draft::Draft,
        uses::{self, Use},
    },
    value::Period,
};
use std::collections::BTreeSet;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    // A field that an interface declares has the directive in all types that implement it.
    let mut seen = BTreeSet::new();
    for field in draft.types.iter().flat_map(|ty| &ty.fields) {
        let Some(fades) = field.fades.as_ref().filter(|it| seen.insert(it.span)) else { continue };
        if field.has_relationship.is_none() {
            let message = "\"@temporal\" has no meaning on a property";
            problems.push(Diagnostic::new(Code::MisplacedDirective, fades.span, message));
        } else if let Some(word) = fades.period.as_ref().filter(|it| it.parse::<Period>().is_err())
        {
            let message = format!("\"{}\" is no period", word.text);
            problems.push(
                Diagnostic::new(Code::DirectiveArgument, word.span, message)
                    .help("write P2Y for two years, P18M for 18 months, P90D for 90 days"),
            );
        }
    }
    for uses in uses::by_relation(draft).values() {
        sides(uses, problems);
    }
}

/// Fields of one relationship type that have a period have the same one.
fn sides(uses: &[Use<'_>], problems: &mut Diagnostics) {
    let period = |it: &Use<'_>| {
        let word = it.field.fades.as_ref()?.period.as_ref()?;
        Some((word.parse::<Period>().ok()?, word.span))
    };
    let mut with = uses.iter().filter_map(|it| Some((it, period(it)?)));
    let Some((first, (expected, place))) = with.next() else { return };
    let mut seen = BTreeSet::from([place]);
    for (other, (found, span)) in with.filter(|(_, (found, _))| *found != expected) {
        if !seen.insert(span) {
            continue;
        }
        let (relation, title) = (&other.relationship.relation, other.title());
        let message = format!(
            "{title} lets {relation} fade after {found}, but {} after {expected}",
            first.title()
        );
        problems.push(
            Diagnostic::new(Code::RelationshipMismatch, span, message)
                .label(place, "the first field of this relationship type that says so"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn one_side_says_it_for_both() {
        let ontology = accepts(
            r#"
type Person @node(plural: "people") {
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) @temporal(fades: "P2Y")
  friends: [Person!]! @relationship(type: "KNOWS", direction: BOTH)
}
type Post @node { holders: [Person!]! @relationship(type: "HOLDS", direction: IN) }
"#,
        );
        let fades = |name| ontology.relation(ontology.relation_by_name(name).unwrap()).fades;
        assert_eq!(fades("HOLDS").unwrap().to_string(), "P2Y");
        assert_eq!(fades("KNOWS"), None);
    }

    #[test]
    fn what_is_no_period_or_stands_elsewhere_is_told() {
        rejects(
            r#"
type Person @node(plural: "people") @temporal(fades: "P2Y") {
  born: PartialDate @temporal(fades: "P2Y")
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) @temporal(fades: "2 years")
  seats: [Post!]! @relationship(type: "SITS", direction: OUT) @temporal(start: ["born"])
  chairs: [Post!]! @relationship(type: "CHAIRS", direction: OUT) @temporal(fades: "P2Y")
}
type Post @node {
  chairedBy: [Person!]! @relationship(type: "CHAIRS", direction: IN) @temporal(fades: "P1Y")
}
"#,
            expect![[r#"
                a.graphql:1:37: error[directive-argument]: "@temporal" names no property with a start or an end
                  |
                1 | type Person @node(plural: "people") @temporal(fades: "P2Y") {
                  |                                     ^^^^^^^^^
                  help: write @temporal(start: ...), @temporal(end: ...) or both: lists of texts in double quotes
                a.graphql:1:47: error[directive-argument]: "fades" of "@temporal" has no meaning on a type
                  |
                1 | type Person @node(plural: "people") @temporal(fades: "P2Y") {
                  |                                               ^^^^^
                a.graphql:2:21: error[misplaced-directive]: "@temporal" has no meaning on a property
                  |
                2 |   born: PartialDate @temporal(fades: "P2Y")
                  |                     ^^^^^^^^^
                a.graphql:3:81: error[directive-argument]: "2 years" is no period
                  |
                3 |   posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) @temporal(fades: "2 years")
                  |                                                                                 ^^^^^^^^^
                  help: write P2Y for two years, P18M for 18 months, P90D for 90 days
                a.graphql:4:63: error[directive-argument]: "@temporal" needs the argument "fades"
                  |
                4 |   seats: [Post!]! @relationship(type: "SITS", direction: OUT) @temporal(start: ["born"])
                  |                                                               ^^^^^^^^^
                  help: write @temporal(fades: ...), a text in double quotes
                a.graphql:4:73: error[directive-argument]: "start" of "@temporal" has no meaning on a field
                  |
                4 |   seats: [Post!]! @relationship(type: "SITS", direction: OUT) @temporal(start: ["born"])
                  |                                                                         ^^^^^
                a.graphql:8:87: error[relationship-mismatch]: "Post.chairedBy" lets CHAIRS fade after P1Y, but "Person.chairs" after P2Y
                  |
                8 |   chairedBy: [Person!]! @relationship(type: "CHAIRS", direction: IN) @temporal(fades: "P1Y")
                  |                                                                                       ^^^^^
                  a.graphql:5:83: the first field of this relationship type that says so
                  |
                5 |   chairs: [Post!]! @relationship(type: "CHAIRS", direction: OUT) @temporal(fades: "P2Y")
                  |                                                                                   -----
            "#]],
        );
    }
}
