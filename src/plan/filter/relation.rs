//! Conditions on a link that its relation tells.
//!
//! `{relation: {eq: OWNS}, other: {name: {startsWith: "B"}}}` holds of no link of `HOLDS_OFFICE`,
//! so that none of those is looked at.

use super::{EdgePredicate, LinkPredicate, MixedPredicate};
use crate::ontology::RelationId;

impl LinkPredicate {
    /// Returns false if no link of a relation can fulfil it.
    pub fn can_hold_of(&self, relation: RelationId) -> bool {
        self.told_by(relation) != Some(false)
    }

    /// Returns whether links of a relation fulfil it; `None` if some may and others may not.
    fn told_by(&self, relation: RelationId) -> Option<bool> {
        let node = self.node.as_ref().map(|_| None);
        let edge = self.edge.as_ref().map(|edge| edge.told_by(relation));
        let mixed = self.mixed.iter().map(|mixed| mixed.told_by(relation));
        told_by_all(node.into_iter().chain(edge).chain(mixed))
    }
}

impl MixedPredicate {
    fn told_by(&self, relation: RelationId) -> Option<bool> {
        match self {
            Self::Any(any) => told_by_any(any.iter().map(|one| one.told_by(relation))),
            Self::Not(one) => one.told_by(relation).map(|held| !held),
            Self::Direction(_) => None,
        }
    }
}

impl EdgePredicate {
    fn told_by(&self, relation: RelationId) -> Option<bool> {
        match self {
            Self::All(all) => told_by_all(all.iter().map(|one| one.told_by(relation))),
            Self::Any(any) => told_by_any(any.iter().map(|one| one.told_by(relation))),
            Self::Not(one) => one.told_by(relation).map(|held| !held),
            Self::Relation(test) => Some(test.holds(&relation)),
            Self::From(_)
            | Self::To(_)
            | Self::Time(..)
            | Self::Status(_)
            | Self::Evidence(_)
            | Self::IsCertain(_)
            | Self::LastAttested(_)
            | Self::Note(_)
            | Self::Property(..)
            | Self::Reference(..)
            | Self::Fields(_)
            | Self::Citations(..) => None,
        }
    }
}

/// Returns whether all conditions hold, of which some are told.
fn told_by_all(each: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for one in each {
        match one {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

/// Returns whether one of the conditions holds, of which some are told.
fn told_by_any(each: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    told_by_all(each.map(|one| one.map(|held| !held))).map(|none| !none)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Comparison, Predicate};

    fn relation(number: u16) -> LinkPredicate {
        let test = Comparison::In(vec![RelationId(number)]);
        LinkPredicate::of_edge(EdgePredicate::Relation(test))
    }

    fn other() -> LinkPredicate {
        LinkPredicate::of_node(Predicate::All(Vec::new()))
    }

    fn both(mut one: LinkPredicate, other: LinkPredicate) -> LinkPredicate {
        one.and(other);
        one
    }

    #[test]
    fn a_relation_tells_of_conditions_that_name_it() {
        let told = |one: LinkPredicate| [0, 1].map(|number| one.told_by(RelationId(number)));
        assert_eq!(told(relation(0)), [Some(true), Some(false)]);
        assert_eq!(told(relation(0).negated()), [Some(false), Some(true)]);
        assert_eq!(told(both(relation(0), other())), [None, Some(false)]);
        assert_eq!(told(both(relation(0), other()).negated()), [None, Some(true)]);
        assert_eq!(told(LinkPredicate::any(vec![relation(0), other()])), [Some(true), None]);
        let one_of = LinkPredicate::any(vec![relation(0), relation(1)]);
        assert_eq!(told(one_of.clone()), [Some(true), Some(true)]);
        assert_eq!(one_of.told_by(RelationId(2)), Some(false));
        assert_eq!(told(LinkPredicate::any(Vec::new())), [Some(false), Some(false)]);
        assert_eq!(told(LinkPredicate::default()), [Some(true), Some(true)]);
        assert_eq!(told(other()), [None, None]);
    }
}
