//! The two sides of a relationship type agree: on which kinds they tie and on its properties.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, Span},
    ontology::{
        draft::Draft,
        types::Direction,
        uses::{self, Use},
    },
};
use std::collections::BTreeMap;

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for uses in uses::by_relation(draft).values() {
        for sides in [[Direction::Out, Direction::In], [Direction::In, Direction::Out]] {
            leads_back(uses, sides, problems);
        }
        properties(uses, problems);
    }
}

/// Each end that a field of one side leads to and that has a field of the other side must lead
/// back. Both sides of a symmetric relationship are the same.
pub(super) fn leads_back(uses: &[Use<'_>], [from, to]: [Direction; 2], problems: &mut Diagnostics) {
    // By the places of both fields, so that an interface gives one problem for all its kinds.
    let mut missing: BTreeMap<(Span, Span), (&Use<'_>, &Use<'_>, Vec<&str>)> = BTreeMap::new();
    for here in uses.iter().filter(|it| it.direction() == from) {
        let others = uses.iter().filter(|it| it.direction() == to && here.leads_to(it.kind));
        for there in others.filter(|it| !it.leads_to(here.kind)) {
            let key = (there.field.name.span, here.field.name.span);
            let (.., kinds) = missing.entry(key).or_insert((here, there, Vec::new()));
            if !kinds.contains(&&*here.kind.name) {
                kinds.push(&here.kind.name);
            }
        }
    }
    let is_symmetric = from == to;
    let code = if is_symmetric { Code::SymmetricMismatch } else { Code::RelationshipMismatch };
    for (here, there, kinds) in missing.into_values() {
        let kinds: Vec<_> = kinds.iter().map(|kind| format!("\"{kind}\"")).collect();
        let message = format!(
            "{} does not lead to {}, but {} leads to \"{}\"",
            there.title(),
            kinds.join(", "),
            here.title(),
            there.kind.name,
        );
        let relation = &there.relationship.relation;
        problems.push(
            Diagnostic::new(code, there.field.ty.name.span, message)
                .label(here.field.ty.name.span, "the other side")
                .help(match is_symmetric {
                    true => format!("{relation} is symmetric"),
                    false => format!("both are fields of {relation}"),
                }),
        );
    }
}

fn properties(uses: &[Use<'_>], problems: &mut Diagnostics) {
    let Some(first) = uses.first() else { return };
    let name = |it: &Use<'_>| it.properties().map(|word| word.text.clone());
    for other in uses.iter().filter(|it| name(it) != name(first)) {
        let describe = |it: &Use<'_>| {
            name(it)
                .map_or_else(|| "no properties".into(), |name| format!("the properties \"{name}\""))
        };
        let place = |it: &Use<'_>| it.properties().map_or(it.relationship.span, |word| word.span);
        let message = format!(
            "{} gives {} {}, but {} gives it {}",
            other.title(),
            other.relationship.relation,
            describe(other),
            first.title(),
            describe(first),
        );
        problems.push(
            Diagnostic::new(Code::PropertiesMismatch, place(other), message)
                .label(place(first), "the first field of this relationship type"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn pairs_come_from_both_sides() {
        let ontology = accepts(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
type Group @node { a: Int }
union Holder = Person | Group
type Post @node { holders: [Holder!]! @relationship(type: "HOLDS", direction: IN) }
"#,
        );
        let holds = ontology.relation(ontology.relation_by_name("HOLDS").unwrap());
        let pairs: Vec<_> = holds
            .pairs
            .iter()
            .map(|(from, to)| (&*ontology.kind(*from).name, &*ontology.kind(*to).name))
            .collect();
        assert_eq!(pairs, [("Group", "Post"), ("Person", "Post")]);
    }

    #[test]
    fn one_side_may_be_silent() {
        accepts(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
type Post @node { a: Int }
"#,
        );
    }

    #[test]
    fn sides_that_disagree_are_both_named() {
        rejects(
            r#"
type Person @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
type Group @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
type Club @node { a: Int }
union Holder = Person | Club
type Post @node { holders: [Holder!]! @relationship(type: "HOLDS", direction: IN) }
"#,
            expect![[r#"
                a.graphql:5:29: error[relationship-mismatch]: "Post.holders" does not lead to "Group", but "Group.posts" leads to "Post"
                  |
                5 | type Post @node { holders: [Holder!]! @relationship(type: "HOLDS", direction: IN) }
                  |                             ^^^^^^
                  a.graphql:2:28: the other side
                  |
                2 | type Group @node { posts: [Post!]! @relationship(type: "HOLDS", direction: OUT) }
                  |                            ----
                  help: both are fields of HOLDS
            "#]],
        );
    }

    #[test]
    fn an_interface_gives_one_problem_for_all_its_kinds() {
        rejects(
            r#"
interface Paper { signers: [Person!]! @relationship(type: "SIGNED", direction: IN) }
type Treaty implements Paper @node {
  signers: [Person!]! @relationship(type: "SIGNED", direction: IN)
}
type Order implements Paper @node { signers: [Person!]! }
type Bill @node { a: Int }
type Person @node { signed: [Bill!]! @relationship(type: "SIGNED", direction: OUT) }
"#,
            expect![[r#"
                a.graphql:7:30: error[relationship-mismatch]: "Person.signed" does not lead to "Treaty", "Order", but "Paper.signers" leads to "Person"
                  |
                7 | type Person @node { signed: [Bill!]! @relationship(type: "SIGNED", direction: OUT) }
                  |                              ^^^^
                  a.graphql:1:29: the other side
                  |
                1 | interface Paper { signers: [Person!]! @relationship(type: "SIGNED", direction: IN) }
                  |                             ------
                  help: both are fields of SIGNED
            "#]],
        );
    }

    #[test]
    fn properties_are_the_same_everywhere() {
        rejects(
            r#"
type Person @node {
  posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure")
}
type Post @node { holders: [Person!]! @relationship(type: "HOLDS", direction: IN) }
type Tenure @relationshipProperties { title: String }
"#,
            expect![[r#"
                a.graphql:4:39: error[properties-mismatch]: "Post.holders" gives HOLDS no properties, but "Person.posts" gives it the properties "Tenure"
                  |
                4 | type Post @node { holders: [Person!]! @relationship(type: "HOLDS", direction: IN) }
                  |                                       ^^^^^^^^^^^^^
                  a.graphql:2:76: the first field of this relationship type
                  |
                2 |   posts: [Post!]! @relationship(type: "HOLDS", direction: OUT, properties: "Tenure")
                  |                                                                            --------
            "#]],
        );
    }
}
