//! Conditions on an entity, in parts that are planned.
//!
//! `NOT` is pushed down to the parts: who does not fulfil both of two conditions fails one of
//! them. So only three sorts of tests are left.

use super::{
    Held, Run,
    cost::{EXPENSIVE, cost_of},
    describe::Description,
    fields::SharedFields,
    group::{Group, Measured, Test},
    is_followed,
    links::Links,
    lookup,
    spent::{TakeSpent, place_of},
    tally::Tally,
};
use crate::{
    exec::{select::filter::holds, store::Store},
    graph::NodeId,
    ontology::Ontology,
    plan::{Parts, Predicate},
};

/// A condition on an entity.
pub(super) enum NodeTest<'p> {
    /// All of them hold, or at least one of them.
    Group(Group<NodeTest<'p>>),
    /// A condition that is told from what stands at the entity.
    Plain { predicate: &'p Predicate, negated: bool, cost: f64 },
    /// A comparison of two fields, at least one of which is read at the end of links.
    Fields { predicate: &'p Predicate, negated: bool, fields: Box<SharedFields<'p>> },
    /// A condition on what links lead to.
    Links(Box<Links<'p>>),
}

/// A condition on an entity, and what running it has cost.
pub(super) type Condition<'p> = Measured<NodeTest<'p>>;

impl<'p> Condition<'p> {
    /// Plans a predicate, or that it does not hold.
    pub(super) fn of<S: Store>(store: &S, predicate: &'p Predicate, negated: bool) -> Self {
        Self::new(NodeTest::new(store, predicate, negated))
    }

    /// All visits that it took.
    pub(super) fn visits(&self) -> u64 {
        self.tally.visits()
    }

    /// Hands over the visits of each condition in it; it stands below a place.
    pub(super) fn spent_by(&self, ontology: &Ontology, above: &str, take: &mut TakeSpent<'_>) {
        match &self.test {
            NodeTest::Group(group) => {
                group.tests.iter().for_each(|it| it.spent_by(ontology, above, take));
            }
            NodeTest::Plain { .. } | NodeTest::Fields { .. } if self.visits() == 0 => {}
            NodeTest::Plain { predicate, .. } | NodeTest::Fields { predicate, .. } => {
                take(place_of(ontology, predicate, above), self.visits());
            }
            NodeTest::Links(links) => links.spent_by(ontology, self.visits(), take),
        }
    }

    /// Describes how the condition was run.
    pub(super) fn describe(&self, to: &mut Description<'_>) {
        let tally: Tally = self.tally;
        match &self.test {
            NodeTest::Group(group) => to.group(group, Self::describe),
            NodeTest::Plain { predicate, negated, .. }
            | NodeTest::Fields { predicate, negated, .. } => {
                let not = if *negated { "not " } else { "" };
                let index = if *negated { String::new() } else { to.index(predicate) };
                to.line(&format!("{not}{}{index}; {tally}", to.condition(predicate)));
            }
            NodeTest::Links(links) => links.describe(tally, to),
        }
    }
}

impl<'p> NodeTest<'p> {
    /// Plans a predicate, or that it does not hold.
    fn new<S: Store>(store: &S, predicate: &'p Predicate, negated: bool) -> Self {
        let group = |all: &'p [Predicate], decides_by| {
            Group::of(decides_by, all.iter().map(|it| Self::new(store, it, negated)))
        };
        let plain = || Self::Plain { predicate, negated, cost: cost_of(predicate) };
        match predicate.parts() {
            Parts::Not(_) if !negated && lookup::ids_of(predicate).is_some() => plain(),
            Parts::Not(one) => Self::new(store, one, !negated),
            Parts::All(all) if !negated || is_followed(store, predicate) => group(all, negated),
            Parts::Any(any) if is_followed(store, predicate) => group(any, !negated),
            Parts::Links(ends, place, quantifier, one) if is_followed(store, predicate) => {
                Self::Links(Box::new(Links::new(store, ends, place, (quantifier, one), negated)))
            }
            Parts::All(_) | Parts::Any(_) | Parts::Links(..) | Parts::None => {
                match SharedFields::of(predicate) {
                    Some(fields) => Self::Fields { predicate, negated, fields: Box::new(fields) },
                    None => plain(),
                }
            }
        }
    }

    /// Returns true if links are followed to conditions on what they lead to.
    pub(super) fn follows_links(&self) -> bool {
        match self {
            Self::Group(group) => group.tests.iter().any(|it| it.test.follows_links()),
            Self::Plain { .. } | Self::Fields { .. } => false,
            Self::Links(_) => true,
        }
    }

    /// Returns true if to know the truth for an entity is cheaper than to test it once more.
    pub(super) fn is_worth_keeping(&self) -> bool {
        match self {
            Self::Group(group) => group.tests.iter().any(|it| it.test.is_worth_keeping()),
            Self::Plain { cost, .. } => *cost >= EXPENSIVE,
            Self::Fields { .. } | Self::Links(_) => true,
        }
    }
}

impl Test for NodeTest<'_> {
    type Element = NodeId;

    fn of_group(group: Group<Self>) -> Self {
        Self::Group(group)
    }

    fn into_group(self) -> Result<Group<Self>, Self> {
        match self {
            Self::Group(group) => Ok(group),
            Self::Plain { .. } | Self::Fields { .. } | Self::Links(_) => Err(self),
        }
    }

    fn cost(&self) -> f64 {
        match self {
            Self::Group(group) => group.cost(),
            Self::Plain { cost, .. } => *cost,
            Self::Fields { predicate, .. } => cost_of(predicate),
            Self::Links(links) => links.cost(),
        }
    }

    fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        match self {
            Self::Group(group) => group.holds(run, node),
            Self::Plain { predicate, negated, cost } => {
                run.work += *cost;
                Ok(holds(run.seen, run.budget, predicate, node)? != *negated)
            }
            Self::Fields { predicate, negated, fields } => {
                run.work += cost_of(predicate);
                Ok(fields.hold(run, node)? != *negated)
            }
            Self::Links(links) => links.holds(run, node),
        }
    }
}
