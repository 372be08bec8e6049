//! Conditions on the links of an entity: on each of them, and on how many fulfil it.

use super::{Comparison, EdgePredicate, Predicate};
use crate::ontology::Direction;

/// The number of links, citations or external ids that must fulfil a condition.
#[derive(Clone, Debug)]
pub enum Quantifier {
    /// At least one of them.
    Some,
    /// Every one of them; holds where there is none.
    All,
    /// None of them.
    None,
    /// Exactly one of them.
    Single,
    /// Their number passes a test.
    Count(CountTest),
}

/// A condition on a number of links, citations or external ids.
#[derive(Clone, Debug, Default)]
pub struct CountTest {
    /// Comparisons with the number, all of which hold.
    pub tests: Vec<Comparison<i32>>,
    /// True if links to one entity count once.
    pub distinct: bool,
}

impl Quantifier {
    /// Returns whether it is fulfilled where so many fulfil the condition. `None` if that is not
    /// told by them, but by those that do not.
    pub fn holds(&self, count: usize) -> Option<bool> {
        match self {
            Self::Some => Some(count > 0),
            Self::None => Some(count == 0),
            Self::Single => Some(count == 1),
            Self::Count(test) => Some(test.holds(count)),
            Self::All => None,
        }
    }

    /// A number from which on it makes no difference how many fulfil the condition.
    pub fn same_from(&self) -> usize {
        match self {
            Self::Some | Self::None | Self::All => 1,
            Self::Single => 2,
            Self::Count(test) => test.same_from(),
        }
    }

    /// The name of its field.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::All => "all",
            Self::None => "none",
            Self::Single => "single",
            Self::Count(_) => "count",
        }
    }

    /// Returns true if links to one entity count once.
    pub fn is_distinct(&self) -> bool {
        matches!(self, Self::Count(test) if test.distinct)
    }
}

impl CountTest {
    /// Returns whether a number passes.
    pub fn holds(&self, count: usize) -> bool {
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        self.tests.iter().all(|test| test.holds(&count))
    }

    fn same_from(&self) -> usize {
        let same_from = |test: &Comparison<i32>| match test {
            Comparison::In(values) | Comparison::NotIn(values) => {
                values.iter().max().map_or(0, |most| most.saturating_add(1))
            }
            Comparison::Less(bound) | Comparison::AtLeast(bound) => *bound,
            Comparison::Greater(bound) | Comparison::AtMost(bound) => bound.saturating_add(1),
            Comparison::IsNull(_) => 0,
        };
        let most = self.tests.iter().map(same_from).max();
        most.and_then(|most| usize::try_from(most).ok()).unwrap_or(0)
    }
}

/// A condition on a link and the entity that it leads to. All of its parts hold.
#[derive(Clone, Debug, Default)]
pub struct LinkPredicate {
    /// The condition on the entity at the other end.
    pub node: Option<Box<Predicate>>,
    /// The condition on the link.
    pub edge: Option<EdgePredicate>,
    /// Conditions in which both are mixed.
    pub mixed: Vec<MixedPredicate>,
}

/// A condition in which a link and the entity that it leads to are mixed.
#[derive(Clone, Debug)]
pub enum MixedPredicate {
    /// At least one of these conditions holds. An empty list does not hold.
    Any(Vec<LinkPredicate>),
    /// This condition does not hold.
    Not(Box<LinkPredicate>),
    /// The direction of the link, seen from the entity that it was followed from.
    Direction(Comparison<Direction>),
}

/// The most alternatives that are told apart. The links of an entity are followed once for each.
const MOST_ALTERNATIVES: usize = 4;

/// A condition by what it is about: one end alone, or both.
enum Side {
    Node(Predicate),
    Edge(EdgePredicate),
    Both(LinkPredicate),
}

impl LinkPredicate {
    /// A condition on the entity at the other end.
    pub fn of_node(node: Predicate) -> Self {
        Self { node: Some(Box::new(node)), ..Self::default() }
    }

    /// A condition on the link.
    pub fn of_edge(edge: EdgePredicate) -> Self {
        Self { edge: Some(edge), ..Self::default() }
    }

    /// A condition on the direction of the link.
    pub fn of_direction(test: Comparison<Direction>) -> Self {
        Self { mixed: vec![MixedPredicate::Direction(test)], ..Self::default() }
    }

    /// Returns true if every link fulfils it, since it asks for nothing.
    pub fn is_open(&self) -> bool {
        self.node.is_none() && self.edge.is_none() && self.mixed.is_empty()
    }

    /// Returns true if no condition on links stands in it: a copy of it is small.
    pub fn is_shallow(&self) -> bool {
        !self.any_node(&mut Predicate::has_links)
    }

    /// Adds a condition that must hold too.
    pub fn and(&mut self, other: Self) {
        self.node = match (self.node.take(), other.node) {
            (Some(one), Some(other)) => Some(Box::new(Predicate::All(vec![*one, *other]))),
            (one, other) => one.or(other),
        };
        self.edge = match (self.edge.take(), other.edge) {
            (Some(EdgePredicate::All(mut all)), Some(other)) => {
                all.push(other);
                Some(EdgePredicate::All(all))
            }
            (Some(one), Some(other)) => Some(EdgePredicate::All(vec![one, other])),
            (one, other) => one.or(other),
        };
        self.mixed.extend(other.mixed);
    }

    /// The condition that at least one of these holds. Where all are about the same end, so is it.
    pub fn any(mut all: Vec<Self>) -> Self {
        if all.len() == 1 {
            return all.remove(0);
        }
        let (mut nodes, mut edges, mut mixed) = (Vec::new(), Vec::new(), Vec::new());
        for one in all {
            match one.side() {
                Side::Node(node) => nodes.push(node),
                Side::Edge(edge) => edges.push(edge),
                Side::Both(both) => mixed.push(both),
            }
        }
        match (nodes.is_empty(), edges.is_empty(), mixed.is_empty()) {
            (false, true, true) => Self::of_node(Predicate::Any(nodes)),
            (true, false, true) => Self::of_edge(EdgePredicate::Any(edges)),
            _ => {
                mixed.extend(nodes.into_iter().map(Self::of_node));
                mixed.extend(edges.into_iter().map(Self::of_edge));
                Self { mixed: vec![MixedPredicate::Any(mixed)], ..Self::default() }
            }
        }
    }

    /// The conditions of which at least one holds where this one does, if it is made of a few in
    /// which both ends are mixed; else itself. What must hold beside them is copied into each, so
    /// it must be [shallow](Self::is_shallow): copies in copies would be too many.
    pub(super) fn alternatives(mut self) -> Vec<Self> {
        match self.mixed.pop() {
            Some(MixedPredicate::Any(any))
                if (2..=MOST_ALTERNATIVES).contains(&any.len()) && self.is_shallow() =>
            {
                let with_rest = |mut one: Self| {
                    one.and(self.clone());
                    one
                };
                any.into_iter().map(with_rest).collect()
            }
            last => {
                self.mixed.extend(last);
                vec![self]
            }
        }
    }

    /// The condition that this one does not hold.
    pub fn negated(self) -> Self {
        match self.side() {
            Side::Node(node) => Self::of_node(Predicate::Not(Box::new(node))),
            Side::Edge(edge) => Self::of_edge(EdgePredicate::Not(Box::new(edge))),
            Side::Both(both) => {
                Self { mixed: vec![MixedPredicate::Not(Box::new(both))], ..Self::default() }
            }
        }
    }

    fn side(self) -> Side {
        match self {
            Self { node: Some(node), edge: None, mixed } if mixed.is_empty() => Side::Node(*node),
            Self { node: None, edge: Some(edge), mixed } if mixed.is_empty() => Side::Edge(edge),
            both => Side::Both(both),
        }
    }

    /// Returns true if one of the conditions on entities, wherever it stands, is as asked: a
    /// condition on the entity at the other end, or on one that the link refers to. Those behind
    /// the first one are not looked at.
    pub fn any_node<'p>(&'p self, is_so: &mut dyn FnMut(&'p Predicate) -> bool) -> bool {
        self.node.as_deref().is_some_and(&mut *is_so)
            || self.edge.as_ref().is_some_and(|edge| edge.any_node(is_so))
            || self.mixed.iter().any(|mixed| match mixed {
                MixedPredicate::Not(one) => one.any_node(is_so),
                MixedPredicate::Any(any) => any.iter().any(|one| one.any_node(is_so)),
                MixedPredicate::Direction(_) => false,
            })
    }

    /// All conditions on entities, those at the other end and those that the link refers to.
    pub fn nodes(&self) -> Vec<&Predicate> {
        let mut all = Vec::new();
        self.any_node(&mut |node| {
            all.push(node);
            false
        });
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node() -> LinkPredicate {
        LinkPredicate::of_node(Predicate::All(Vec::new()))
    }

    fn edge() -> LinkPredicate {
        LinkPredicate::of_edge(EdgePredicate::All(Vec::new()))
    }

    #[test]
    fn conditions_on_one_end_stay_conditions_on_it() {
        let any = LinkPredicate::any(vec![node(), node().negated()]);
        assert!(matches!(any.node.as_deref(), Some(Predicate::Any(any)) if any.len() == 2));
        assert!(any.edge.is_none() && any.mixed.is_empty());
        let any = LinkPredicate::any(vec![edge().negated(), edge()]);
        assert!(matches!(any.edge, Some(EdgePredicate::Any(any)) if any.len() == 2));
    }

    #[test]
    fn conditions_on_both_are_mixed() {
        let mut all = node();
        all.and(edge());
        all.and(node());
        assert!(all.mixed.is_empty() && all.node.is_some() && all.edge.is_some());
        assert_eq!(all.nodes().len(), 1);
        let not = all.negated();
        assert!(not.node.is_none() && matches!(&not.mixed[..], [MixedPredicate::Not(_)]));
        let any = LinkPredicate::any(vec![node(), edge(), not]);
        assert!(matches!(&any.mixed[..], [MixedPredicate::Any(any)] if any.len() == 3));
        assert_eq!(any.nodes().len(), 2);
        // None of no conditions holds, whatever end they would be about.
        let none = LinkPredicate::any(Vec::new());
        assert!(matches!(&none.mixed[..], [MixedPredicate::Any(any)] if any.is_empty()));
        assert!(!none.is_open() && LinkPredicate::default().is_open());
    }

    #[test]
    fn alternatives_about_both_ends_are_told_apart() {
        let mut one = LinkPredicate::any(vec![node(), edge()]);
        one.and(edge());
        let each = one.alternatives();
        let has = |one: &LinkPredicate| (one.node.is_some(), one.edge.is_some());
        assert!(each.iter().map(has).eq([(false, true), (true, true)].into_iter().rev()));
        assert!(each.iter().all(|one| one.mixed.is_empty()));
        let many = LinkPredicate::any((0..5).flat_map(|_| [node(), edge()]).collect());
        for one in [many, node(), node().negated(), LinkPredicate::any(Vec::new())] {
            let mixed = one.mixed.len();
            let each = one.alternatives();
            assert!(each.len() == 1 && each[0].mixed.len() == mixed);
        }
    }

    #[test]
    fn a_count_passes_all_tests() {
        let test =
            CountTest { tests: vec![Comparison::AtLeast(2), Comparison::Less(4)], distinct: false };
        assert_eq!([1, 2, 3, 4].map(|count| test.holds(count)), [false, true, true, false]);
        assert_eq!(Quantifier::Count(test).same_from(), 4);
        for (test, from) in [
            (Comparison::In(vec![2, 5, 3]), 6),
            (Comparison::NotIn(vec![0]), 1),
            (Comparison::Less(3), 3),
            (Comparison::AtLeast(3), 3),
            (Comparison::Greater(3), 4),
            (Comparison::AtMost(3), 4),
            (Comparison::Greater(i32::MAX), i32::MAX as usize),
        ] {
            let test = CountTest { tests: vec![test], distinct: false };
            assert_eq!(test.same_from(), from);
            assert_eq!(test.holds(from), test.holds(from + 9));
        }
        for test in [Comparison::NotIn(vec![-3]), Comparison::IsNull(false)] {
            let test = CountTest { tests: vec![test], distinct: true };
            assert!([0, 1, 9].iter().all(|count| test.holds(*count)));
            assert_eq!(test.same_from(), 0);
        }
    }
}
