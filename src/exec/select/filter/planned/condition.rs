//! Conditions on an entity, in the order in which they are run.

use super::{
    Held, Run,
    estimate::{Estimate, Tally, cost_of},
    follows_links,
    links::Links,
    lookup,
};
use crate::{
    exec::{select::filter::holds, store::Store},
    graph::NodeId,
    limits::Exhausted,
    plan::Predicate,
};

/// A condition and what running it has cost.
pub(super) struct Condition<'p> {
    test: Test<'p>,
    tally: Tally,
}

enum Test<'p> {
    /// All of them hold, or at least one of them.
    Group(Group<'p>),
    /// A condition that is told from what stands at the entity.
    Plain { predicate: &'p Predicate, negated: bool },
    /// A condition on what links lead to.
    Links(Box<Links<'p>>),
}

/// Conditions of which the first that is `decides_by` decides: an `AND` by false, an `OR` by true.
struct Group<'p> {
    decides_by: bool,
    conditions: Vec<Condition<'p>>,
    runs: u32,
    /// The conditions are ordered anew after this many runs.
    next_order: u32,
}

/// The runs after which conditions are ordered by what was measured for the first time; then
/// after four times as many, and so on.
const RUNS_BEFORE_ORDER: u32 = 64;

impl<'p> Condition<'p> {
    /// Plans a predicate, or that it does not hold.
    pub(super) fn new<S: Store>(store: &S, predicate: &'p Predicate, negated: bool) -> Self {
        let test = match predicate {
            Predicate::Not(one) => return Self::new(store, one, !negated),
            Predicate::All(_) if !negated => Test::Group(Group::new(store, predicate, negated)),
            Predicate::All(_) | Predicate::Any(_) if follows_links(predicate) => {
                Test::Group(Group::new(store, predicate, negated))
            }
            Predicate::Links { relation, direction, quantifier, one }
                if follows_links(predicate) =>
            {
                let ends = (*relation, *direction);
                match Links::new(store, ends, quantifier, one, negated) {
                    Some(links) => Test::Links(Box::new(links)),
                    None => Test::Plain { predicate, negated },
                }
            }
            Predicate::All(_)
            | Predicate::Any(_)
            | Predicate::Id(_)
            | Predicate::Kind(_)
            | Predicate::Name(_)
            | Predicate::Names(_)
            | Predicate::Degree(_)
            | Predicate::Metric(..)
            | Predicate::Property(..)
            | Predicate::Links { .. }
            | Predicate::Citations(..) => Test::Plain { predicate, negated },
        };
        let cost = match &test {
            Test::Group(group) => group.conditions.iter().map(Self::cost).sum(),
            Test::Plain { predicate, .. } => cost_of(predicate),
            Test::Links(links) => links.cost(),
        };
        Self { test, tally: Tally::estimated(cost) }
    }

    /// The cost of a test, as far as is known.
    pub(super) fn cost(&self) -> f64 {
        self.tally.cost()
    }

    /// Returns true if links are followed to conditions on what they lead to.
    pub(super) fn follows_links(&self) -> bool {
        match &self.test {
            Test::Group(group) => group.conditions.iter().any(Self::follows_links),
            Test::Plain { .. } => false,
            Test::Links(_) => true,
        }
    }

    /// Returns whether an entity fulfils the condition.
    pub(super) fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        match &mut self.test {
            Test::Group(group) => group.holds(run, node),
            Test::Plain { predicate, negated } => {
                Ok(holds(run.seen, run.budget, predicate, node)? != *negated)
            }
            Test::Links(links) => links.holds(run, node),
        }
    }

    /// What it takes to find all entities that can fulfil the condition; `None` if all must be
    /// looked at.
    pub(super) fn estimate<S: Store>(&self, store: &S) -> Option<Estimate> {
        match &self.test {
            Test::Group(group) if group.decides_by => {
                let each = group.conditions.iter().map(|it| it.estimate(store));
                each.reduce(|sum, one| {
                    let (sum, one) = (sum?, one?);
                    Some(Estimate { cost: sum.cost + one.cost, size: sum.size + one.size })
                })?
            }
            Test::Group(group) => {
                let each = group.conditions.iter().filter_map(|it| it.estimate(store));
                each.reduce(Estimate::or)
            }
            Test::Plain { negated: true, .. } => None,
            Test::Plain { predicate, negated: false } => {
                lookup::count(store, predicate).map(Estimate::of_known)
            }
            Test::Links(links) => links.estimate(store),
        }
    }

    /// All entities that can fulfil the condition, in order, if they are known, or if at most
    /// `most` are to be looked up.
    pub(super) fn narrowed<S: Store>(&self, store: &S, most: usize) -> Option<Vec<NodeId>> {
        match &self.test {
            Test::Group(group) if group.decides_by => {
                let each: Option<Vec<_>> =
                    group.conditions.iter().map(|it| it.narrowed(store, most)).collect();
                each.map(|each| union(&each))
            }
            Test::Group(group) => {
                let each = group.conditions.iter().filter_map(|it| it.narrowed(store, most));
                each.min_by_key(Vec::len)
            }
            Test::Plain { negated: true, .. } => None,
            Test::Plain { predicate, negated: false } => {
                lookup::count(store, predicate).filter(|count| *count <= most)?;
                lookup::nodes(store, predicate)
            }
            Test::Links(links) => links.narrowed(),
        }
    }

    /// Finds all entities that can fulfil the condition, in order; `None` if all must be looked
    /// at.
    pub(super) fn candidates<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Vec<NodeId>>, Exhausted> {
        match &mut self.test {
            Test::Group(group) => group.candidates(run),
            Test::Plain { negated: true, .. } => Ok(None),
            Test::Plain { predicate, negated: false } => {
                Ok(lookup::nodes(run.seen.store, predicate))
            }
            Test::Links(links) => links.candidates(run),
        }
    }
}

impl<'p> Group<'p> {
    fn new<S: Store>(store: &S, predicate: &'p Predicate, negated: bool) -> Self {
        let decides_by = matches!(predicate, Predicate::Any(_)) != negated;
        let mut conditions = Vec::new();
        if let Predicate::All(all) | Predicate::Any(all) = predicate {
            for condition in all.iter().map(|it| Condition::new(store, it, negated)) {
                match condition.test {
                    // An `AND` in an `AND` is one.
                    Test::Group(group) if group.decides_by == decides_by => {
                        conditions.extend(group.conditions);
                    }
                    test => conditions.push(Condition { test, ..condition }),
                }
            }
        }
        let mut group = Self { decides_by, conditions, runs: 0, next_order: RUNS_BEFORE_ORDER };
        group.order();
        group
    }

    fn order(&mut self) {
        let rank = |it: &Condition<'_>| it.tally.rank(self.decides_by);
        self.conditions.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    }

    fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        self.runs = self.runs.saturating_add(1);
        if self.runs == self.next_order {
            self.next_order = self.next_order.saturating_mul(4);
            self.order();
        }
        for condition in &mut self.conditions {
            let (before, had_reached) = (run.budget.visits_left(), run.has_reached);
            let held = condition.holds(run, node)?;
            if run.has_reached && !had_reached {
                // What it cost before says nothing of what it costs from now on.
                condition.tally = Tally::estimated(condition.test.cost());
                self.next_order = self.runs.saturating_add(1);
            } else {
                condition.tally.note(held, before - run.budget.visits_left());
            }
            if held == self.decides_by {
                return Ok(held);
            }
        }
        Ok(!self.decides_by)
    }

    fn candidates<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Vec<NodeId>>, Exhausted> {
        let store = run.seen.store;
        if self.decides_by {
            let mut each = Vec::new();
            for condition in &mut self.conditions {
                let Some(nodes) = condition.candidates(run)? else { return Ok(None) };
                each.push(nodes);
            }
            return Ok(Some(union(&each)));
        }
        let estimated = self.conditions.iter_mut().filter_map(|it| {
            let estimate = it.estimate(store)?;
            Some((estimate.cost, it))
        });
        match estimated.min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((_, condition)) => condition.candidates(run),
            None => Ok(None),
        }
    }
}

impl Test<'_> {
    fn cost(&self) -> f64 {
        match self {
            Self::Group(group) => group.conditions.iter().map(Condition::cost).sum(),
            Self::Plain { predicate, .. } => cost_of(predicate),
            Self::Links(links) => links.cost(),
        }
    }
}

/// All entities of some lists, in order, each once.
fn union(lists: &[Vec<NodeId>]) -> Vec<NodeId> {
    let mut all = lists.concat();
    all.sort_unstable();
    all.dedup();
    all
}
