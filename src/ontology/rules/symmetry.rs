//! A symmetric relationship is symmetric everywhere and leads back wherever it leads.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    ontology::{
        draft::Draft,
        types::Direction,
        uses::{self, Use},
    },
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    for uses in uses::by_relation(draft).values() {
        mixed(uses, problems);
        one_sided(uses, problems);
    }
}

fn mixed(uses: &[Use<'_>], problems: &mut Diagnostics) {
    let Some(first) = uses.first() else { return };
    let symmetric = |it: &Use<'_>| it.direction() == Direction::Both;
    for other in uses.iter().filter(|it| symmetric(it) != symmetric(first)) {
        let word = |it: &Use<'_>| if symmetric(it) { "symmetric" } else { "directed" };
        let message = format!(
            "{} makes {} {}, but {} makes it {}",
            other.title(),
            other.relationship.relation,
            word(other),
            first.title(),
            word(first),
        );
        problems.push(
            Diagnostic::new(Code::SymmetricMismatch, other.relationship.span, message)
                .label(first.relationship.span, "the first field of this relationship type")
                .help("use BOTH in all of its fields or in none"),
        );
    }
}

fn one_sided(uses: &[Use<'_>], problems: &mut Diagnostics) {
    let symmetric = || uses.iter().filter(|it| it.direction() == Direction::Both);
    for here in symmetric() {
        let others = symmetric().filter(|it| here.leads_to(it.kind) && !it.leads_to(here.kind));
        for there in others {
            let message = format!(
                "{} does not lead to \"{}\", but {} leads to \"{}\"",
                there.title(),
                here.kind.name,
                here.title(),
                there.kind.name,
            );
            problems.push(
                Diagnostic::new(Code::SymmetricMismatch, there.field.ty.name.span, message)
                    .label(here.field.ty.name.span, "the other side")
                    .help(format!("{} is symmetric", there.relationship.relation)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::harness::{accepts, rejects};
    use expect_test::expect;

    #[test]
    fn a_symmetric_relation_holds_both_ways() {
        let ontology = accepts(
            r#"
type Person @node { met: [Someone!]! @relationship(type: "MET", direction: BOTH) }
type Group @node { met: [Person!]! @relationship(type: "MET", direction: BOTH) }
union Someone = Person | Group
"#,
        );
        let met = ontology.relation(ontology.relation_by_name("MET").unwrap());
        let kind = |name| ontology.kind_by_name(name).unwrap();
        assert!(met.symmetric);
        assert!(
            met.allows(kind("Person"), kind("Group")) && met.allows(kind("Group"), kind("Person"))
        );
        assert!(met.allows(kind("Person"), kind("Person")));
        assert!(!met.allows(kind("Group"), kind("Group")));
        assert_eq!(met.pairs.len(), 2);
    }

    #[test]
    fn both_does_not_mix_with_a_direction() {
        rejects(
            r#"
type Person @node {
  met: [Person!]! @relationship(type: "MET", direction: BOTH)
  visitors: [Person!]! @relationship(type: "MET", direction: IN)
}
"#,
            expect![[r#"
                a.graphql:3:24: error[symmetric-mismatch]: "Person.visitors" makes MET directed, but "Person.met" makes it symmetric
                  |
                3 |   visitors: [Person!]! @relationship(type: "MET", direction: IN)
                  |                        ^^^^^^^^^^^^^
                  a.graphql:2:19: the first field of this relationship type
                  |
                2 |   met: [Person!]! @relationship(type: "MET", direction: BOTH)
                  |                   -------------
                  help: use BOTH in all of its fields or in none
            "#]],
        );
    }

    #[test]
    fn both_leads_back() {
        rejects(
            r#"
type Person @node { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
type Group @node { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
"#,
            expect![[r#"
                a.graphql:2:26: error[symmetric-mismatch]: "Group.met" does not lead to "Person", but "Person.met" leads to "Group"
                  |
                2 | type Group @node { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
                  |                          ^^^^^
                  a.graphql:1:27: the other side
                  |
                1 | type Person @node { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
                  |                           -----
                  help: MET is symmetric
            "#]],
        );
    }
}
