//! A condition on a link, in which those on the entities that it connects or refers to are planned.

use super::{
    Held, Run, condition::Condition, describe::Description, estimate::Tally, known::Known,
    spent::TakeSpent,
};
use crate::{
    exec::{select::filter::Edge, store::Store},
    graph::{LinkId, NodeId},
    ontology::{Ontology, RelationId},
    plan::{EdgePredicate, Predicate, Referred},
};

/// A condition on a link.
pub(super) enum EdgeTest<'p> {
    /// A condition that is told from what stands at the link.
    Plain(&'p EdgePredicate, Tally),
    /// All of them hold, or at least one of them.
    Group { decides_by: bool, tests: Vec<EdgeTest<'p>> },
    /// It does not hold.
    Not(Box<EdgeTest<'p>>),
    /// A condition on an entity that the link connects or refers to.
    Entity(At, Box<Known<'p>>),
}

/// The place at which a link has an entity.
#[derive(Clone, Copy)]
pub(super) enum At {
    From,
    To,
    Referred(Referred),
}

impl<'p> EdgeTest<'p> {
    pub(super) fn new<S: Store>(store: &S, predicate: &'p EdgePredicate) -> Self {
        if !predicate.any_node(&mut |_| true) {
            return Self::plain(predicate);
        }
        let each = |all: &'p [EdgePredicate]| all.iter().map(|it| Self::new(store, it)).collect();
        match predicate {
            EdgePredicate::All(all) => Self::Group { decides_by: false, tests: each(all) },
            EdgePredicate::Any(any) => Self::Group { decides_by: true, tests: each(any) },
            EdgePredicate::Not(one) => Self::Not(Box::new(Self::new(store, one))),
            EdgePredicate::From(node) => Self::entity(store, At::From, node),
            EdgePredicate::To(node) => Self::entity(store, At::To, node),
            EdgePredicate::Reference(referred, Some(node)) => {
                Self::entity(store, At::Referred(*referred), node)
            }
            EdgePredicate::Reference(_, None)
            | EdgePredicate::Relation(_)
            | EdgePredicate::Time(..)
            | EdgePredicate::Status(_)
            | EdgePredicate::Evidence(_)
            | EdgePredicate::IsCertain(_)
            | EdgePredicate::LastAttested(_)
            | EdgePredicate::Note(_)
            | EdgePredicate::Property(..)
            | EdgePredicate::Fields(_)
            | EdgePredicate::Citations(..) => Self::plain(predicate),
        }
    }

    fn entity<S: Store>(store: &S, at: At, node: &'p Predicate) -> Self {
        Self::Entity(at, Box::new(Known::new(Condition::new(store, node, false))))
    }

    fn plain(predicate: &'p EdgePredicate) -> Self {
        Self::Plain(predicate, Tally::estimated(1.0, 1.0))
    }

    /// The cost of a test beside looking at the link.
    pub(super) fn cost(&self) -> f64 {
        match self {
            Self::Plain(..) => 0.0,
            Self::Group { tests, .. } => tests.iter().map(Self::cost).sum(),
            Self::Not(one) => one.cost(),
            Self::Entity(_, known) => 1.0 + known.cost(),
        }
    }

    /// Returns whether a link fulfils the condition.
    pub(super) fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, link: LinkId) -> Held {
        match self {
            Self::Plain(predicate, tally) => {
                let before = run.budget.visits_left();
                let held = Edge::new(run.seen, link).holds(run.budget, predicate);
                tally.note(held == Ok(true), before - run.budget.visits_left());
                held
            }
            Self::Group { decides_by, tests } => {
                for test in tests {
                    if test.holds(run, link)? == *decides_by {
                        return Ok(*decides_by);
                    }
                }
                Ok(!*decides_by)
            }
            Self::Not(one) => Ok(!one.holds(run, link)?),
            Self::Entity(at, known) => {
                run.budget.visit(1)?;
                match at.of(run, link) {
                    Some(node) => known.holds(run, node),
                    None => Ok(false),
                }
            }
        }
    }

    /// The cost of tests of entities so far beside their visits.
    pub(super) fn spent(&self) -> f64 {
        match self {
            Self::Plain(..) => 0.0,
            Self::Group { tests, .. } => tests.iter().map(Self::spent).sum(),
            Self::Not(one) => one.spent(),
            Self::Entity(_, known) => known.spent(),
        }
    }

    /// All visits that conditions on entities took.
    pub(super) fn visits(&self) -> u64 {
        match self {
            Self::Plain(..) => 0,
            Self::Group { tests, .. } => tests.iter().map(Self::visits).sum(),
            Self::Not(one) => one.visits(),
            Self::Entity(_, known) => known.visits(),
        }
    }

    /// Hands over the visits of each condition on entities in it; it stands below a place.
    pub(super) fn spent_by(&self, ontology: &Ontology, above: &str, take: &mut TakeSpent<'_>) {
        match self {
            Self::Plain(..) => {}
            Self::Group { tests, .. } => {
                tests.iter().for_each(|it| it.spent_by(ontology, above, take));
            }
            Self::Not(one) => one.spent_by(ontology, above, take),
            Self::Entity(at, known) => {
                known.spent_by(ontology, &at.place(ontology, above), take);
            }
        }
    }

    /// Describes how the condition on links of a relation, if it is known, was run.
    pub(super) fn describe(&self, relation: Option<RelationId>, to: &mut Description<'_>) {
        match self {
            Self::Plain(predicate, tally) => {
                let words = to.edge_condition(relation, predicate);
                to.line(&format!("of the link: {words}; {tally}"));
            }
            Self::Group { decides_by, tests } => {
                to.line(if *decides_by { "any of these" } else { "all of these" });
                to.indented(|to| tests.iter().for_each(|it| it.describe(relation, to)));
            }
            Self::Not(one) => {
                to.line("not");
                to.indented(|to| one.describe(relation, to));
            }
            Self::Entity(at, known) => {
                to.entity(*at);
                to.indented(|to| known.describe(to));
            }
        }
    }
}

impl At {
    /// The entity; `None` if the link refers to none in view.
    fn of<S: Store>(self, run: &Run<'_, '_, S>, link: LinkId) -> Option<NodeId> {
        match self {
            Self::From => Some(run.seen.store.from(link)),
            Self::To => Some(run.seen.store.to(link)),
            Self::Referred(referred) => run.seen.referred(referred, link),
        }
    }

    /// The place of a condition on the entity, below that of one on the link.
    fn place(self, ontology: &Ontology, above: &str) -> String {
        match self {
            Self::From => format!("{above}.from"),
            Self::To => format!("{above}.to"),
            Self::Referred(referred) => {
                format!("{above}.edge.{}.node", referred.of(ontology).name)
            }
        }
    }
}
