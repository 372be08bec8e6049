//! A symmetric relationship leads back wherever it leads.

use super::sides::leads_back;
use crate::{
    diagnostics::Diagnostics,
    ontology::{draft::Draft, types::Direction, uses},
};

pub(super) fn check(draft: &Draft, problems: &mut Diagnostics) {
    let relations = uses::by_relation(draft);
    for uses in relations.values().filter(|uses| uses::is_symmetric(uses)) {
        leads_back(uses, [Direction::Both, Direction::Both], problems);
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

    #[test]
    fn an_interface_gives_one_problem_for_all_its_kinds() {
        rejects(
            r#"
interface Party { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
type Person implements Party @node { met: [Group!]! }
type Firm implements Party @node { met: [Group!]! }
type Club implements Party @node { met: [Group!]! }
type Group @node { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
"#,
            expect![[r#"
                a.graphql:5:26: error[symmetric-mismatch]: "Group.met" does not lead to "Person", "Firm", "Club", but "Party.met" leads to "Group"
                  |
                5 | type Group @node { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
                  |                          ^^^^^
                  a.graphql:1:25: the other side
                  |
                1 | interface Party { met: [Group!]! @relationship(type: "MET", direction: BOTH) }
                  |                         -----
                  help: MET is symmetric
            "#]],
        );
    }
}
