//! Conditions on an entity, in the order in which they are run.

use super::{
    Held, Run,
    describe::Description,
    estimate::{DEAR, Estimate, Tally, cost_of},
    is_followed,
    links::Links,
    lookup,
    spent::{TakeSpent, place_of},
};
use crate::{
    exec::{select::filter::holds, store::Store},
    graph::NodeId,
    limits::Exhausted,
    ontology::Ontology,
    plan::{Parts, Predicate},
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
        let test = match predicate.parts() {
            Parts::Not(_) if !negated && lookup::ids_of(predicate).is_some() => {
                Test::Plain { predicate, negated }
            }
            Parts::Not(one) => return Self::new(store, one, !negated),
            Parts::All(all) if !negated || is_followed(store, predicate) => {
                Test::Group(Group::new(store, all, negated, negated))
            }
            Parts::Any(any) if is_followed(store, predicate) => {
                Test::Group(Group::new(store, any, !negated, negated))
            }
            Parts::Links(ends, place, quantifier, one) if is_followed(store, predicate) => {
                Test::Links(Box::new(Links::new(store, ends, place, (quantifier, one), negated)))
            }
            Parts::All(_) | Parts::Any(_) | Parts::Links(..) | Parts::None => {
                Test::Plain { predicate, negated }
            }
        };
        let tally = Tally::estimated(test.cost(), test.own_cost());
        Self { test, tally }
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

    /// Returns true if to know the truth for an entity is cheaper than to test it once more.
    pub(super) fn is_worth_keeping(&self) -> bool {
        match &self.test {
            Test::Group(group) => group.conditions.iter().any(Self::is_worth_keeping),
            Test::Plain { predicate, .. } => cost_of(predicate) >= DEAR,
            Test::Links(_) => true,
        }
    }

    /// The cost of its tests so far beside their visits.
    pub(super) fn spent(&self) -> f64 {
        match &self.test {
            Test::Group(group) => group.conditions.iter().map(Self::spent).sum(),
            Test::Plain { .. } | Test::Links(_) => self.tally.spent(),
        }
    }

    /// Returns whether an entity fulfils the condition.
    pub(super) fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        let before = run.budget.visits_left();
        let held = match &mut self.test {
            Test::Group(group) => group.holds(run, node),
            Test::Plain { predicate, negated } => {
                holds(run.seen, run.budget, predicate, node).map(|held| held != *negated)
            }
            Test::Links(links) => links.holds(run, node),
        };
        // One that a limit ended is told by what it took.
        self.tally.note(held == Ok(true), before - run.budget.visits_left());
        held
    }

    /// All visits that it took.
    pub(super) fn visits(&self) -> u64 {
        self.tally.visits()
    }

    /// Hands over the visits of each condition in it; it stands below a place.
    pub(super) fn spent_by(&self, ontology: &Ontology, above: &str, take: &mut TakeSpent<'_>) {
        match &self.test {
            Test::Group(group) => {
                group.conditions.iter().for_each(|it| it.spent_by(ontology, above, take));
            }
            Test::Plain { .. } if self.visits() == 0 => {}
            Test::Plain { predicate, .. } => {
                take(place_of(ontology, predicate, above), self.visits());
            }
            Test::Links(links) => links.spent_by(ontology, self.visits(), take),
        }
    }

    /// Describes how the condition was run.
    pub(super) fn describe(&self, to: &mut Description<'_>) {
        let tally = self.tally;
        match &self.test {
            // One condition alone needs no group around it.
            Test::Group(Group { conditions, .. }) if conditions.len() == 1 => {
                conditions[0].describe(to);
            }
            Test::Group(group) => {
                let word = if group.decides_by { "any" } else { "all" };
                to.line(&format!("{word} of these"));
                to.indented(|to| group.conditions.iter().for_each(|it| it.describe(to)));
            }
            Test::Plain { predicate, negated } => {
                let not = if *negated { "not " } else { "" };
                let index = if *negated { String::new() } else { to.index(predicate) };
                to.line(&format!("{not}{}{index}; {tally}", to.condition(predicate)));
            }
            Test::Links(links) => links.describe(tally, to),
        }
    }

    /// The words for what has all entities that can fulfil the condition, and the number of those:
    /// what [narrows](Self::narrowed) a list to most.
    pub(super) fn start<S: Store>(&self, store: &S) -> Option<(String, usize)> {
        match &self.test {
            Test::Group(group) if group.decides_by => {
                let each: Option<Vec<_>> =
                    group.conditions.iter().map(|it| it.start(store)).collect();
                let (names, counts): (Vec<_>, Vec<_>) = each?.into_iter().unzip();
                Some((names.join(" and "), counts.iter().sum()))
            }
            Test::Group(group) => {
                let each = group.conditions.iter().filter_map(|it| it.start(store));
                each.min_by_key(|(_, count)| *count)
            }
            Test::Plain { negated: true, .. } => None,
            Test::Plain { predicate, negated: false } => {
                let (name, count) = lookup::indexes(store, predicate)?;
                Some((format!("the index of {name}"), count))
            }
            Test::Links(links) => links.narrowed_by(store.ontology()),
        }
    }

    /// Estimates what it takes to find all entities that can fulfil the condition; `None` if all must be
    /// looked at.
    pub(super) fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        match &mut self.test {
            Test::Group(group) => group.estimate(run),
            Test::Plain { negated: true, .. } => Ok(None),
            Test::Plain { predicate, negated: false } => {
                Ok(lookup::count(run.seen.store, predicate).map(Estimate::of_known))
            }
            Test::Links(links) => links.estimate(run),
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
        let before = run.budget.visits_left();
        let found = match &mut self.test {
            Test::Group(group) => group.candidates(run),
            Test::Plain { negated: true, .. } => Ok(None),
            Test::Plain { predicate, negated: false } => {
                Ok(lookup::nodes(run.seen.store, predicate))
            }
            Test::Links(links) => links.candidates(run),
        };
        self.tally.spend(before - run.budget.visits_left());
        found
    }
}

impl<'p> Group<'p> {
    /// The group of some conditions, or of each one's opposite.
    fn new<S: Store>(store: &S, all: &'p [Predicate], decides_by: bool, negated: bool) -> Self {
        let mut conditions = Vec::new();
        for condition in all.iter().map(|it| Condition::new(store, it, negated)) {
            match condition.test {
                // An `AND` in an `AND` is one.
                Test::Group(group) if group.decides_by == decides_by => {
                    conditions.extend(group.conditions);
                }
                test => conditions.push(Condition { test, ..condition }),
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
            let had_reached = run.has_reached;
            let held = condition.holds(run, node)?;
            if run.has_reached && !had_reached {
                condition.tally.restart(condition.test.cost());
                self.next_order = self.runs.saturating_add(1);
            }
            if held == self.decides_by {
                return Ok(held);
            }
        }
        Ok(!self.decides_by)
    }

    fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        let mut best: Option<Estimate> = None;
        for condition in &mut self.conditions {
            let estimate = condition.estimate(run)?;
            best = match (best, estimate) {
                // All that one of them finds are wanted.
                (_, None) if self.decides_by => return Ok(None),
                (Some(best), Some(one)) if self.decides_by => Some(best.and(one)),
                (Some(best), Some(one)) => Some(best.or(one)),
                (best, one) => best.or(one),
            };
        }
        Ok(best)
    }

    fn candidates<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Vec<NodeId>>, Exhausted> {
        if self.decides_by {
            let mut each = Vec::new();
            for condition in &mut self.conditions {
                let Some(nodes) = condition.candidates(run)? else { return Ok(None) };
                each.push(nodes);
            }
            return Ok(Some(union(&each)));
        }
        let mut best: Option<(f64, &mut Condition<'p>)> = None;
        for condition in &mut self.conditions {
            if let Some(Estimate { cost, .. }) = condition.estimate(run)?
                && best.as_ref().is_none_or(|best| cost < best.0)
            {
                best = Some((cost, condition));
            }
        }
        best.map_or(Ok(None), |(_, condition)| condition.candidates(run))
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

    /// The cost of a test beside its visits.
    fn own_cost(&self) -> f64 {
        match self {
            Self::Group(group) => group.conditions.iter().map(|it| it.tally.own()).sum(),
            Self::Plain { predicate, .. } => cost_of(predicate),
            Self::Links(_) => 1.0,
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
