//! A symmetric relationship leads back wherever it leads.

use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    ontology::{
        draft::Draft,
        uses::{self, Use},
    },
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let relations = uses::by_relation(draft);
    for uses in relations.values().filter(|uses| uses::is_symmetric(uses)) {
        one_sided(uses, problems);
    }
}

fn one_sided(uses: &[Use<'_>], problems: &mut Diagnostics) {
    for here in uses {
        let others = uses.iter().filter(|it| here.leads_to(it.kind) && !it.leads_to(here.kind));
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
