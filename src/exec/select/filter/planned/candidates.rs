//! The entities that can fulfil a condition: found without looking at all others.
//!
//! `AND` is answered from the cheapest of its parts, `OR` from all of them together. Some of the
//! entities may not fulfil the condition, so each is tested as others are.

use super::{
    Run,
    estimate::Estimate,
    group::Group,
    lookup,
    node_test::{Condition, NodeTest},
};
use crate::{exec::store::Store, graph::NodeId, limits::Exhausted};

impl<'p> Condition<'p> {
    /// Estimates what it takes to find all entities that can fulfil the condition; `None` if all
    /// must be looked at.
    pub(super) fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        match &mut self.test {
            NodeTest::Group(group) => group.estimate(run),
            NodeTest::Plain { negated: true, .. } | NodeTest::Fields { .. } => Ok(None),
            NodeTest::Plain { predicate, negated: false, .. } => {
                Ok(lookup::count(run.seen.store, predicate).map(Estimate::of_known))
            }
            NodeTest::Links(links) => links.estimate(run),
        }
    }

    /// The words for what has all entities that can fulfil the condition, and the number of those:
    /// what [narrows](Self::narrowed) a list to most.
    pub(super) fn start<S: Store>(&self, store: &S) -> Option<(String, usize)> {
        match &self.test {
            NodeTest::Group(group) if group.decides_by => {
                let each: Option<Vec<_>> = group.tests.iter().map(|it| it.start(store)).collect();
                let (names, counts): (Vec<_>, Vec<_>) = each?.into_iter().unzip();
                Some((names.join(" and "), counts.iter().sum()))
            }
            NodeTest::Group(group) => {
                let each = group.tests.iter().filter_map(|it| it.start(store));
                each.min_by_key(|(_, count)| *count)
            }
            NodeTest::Plain { negated: true, .. } | NodeTest::Fields { .. } => None,
            NodeTest::Plain { predicate, negated: false, .. } => {
                let (name, count) = lookup::indexes(store, predicate)?;
                Some((format!("the index of {name}"), count))
            }
            NodeTest::Links(links) => links.narrowed_by(store.ontology()),
        }
    }

    /// All entities that can fulfil the condition, in order, if they are known, or if at most
    /// `most` are to be looked up.
    pub(super) fn narrowed<S: Store>(&self, store: &S, most: usize) -> Option<Vec<NodeId>> {
        match &self.test {
            NodeTest::Group(group) if group.decides_by => {
                let each: Option<Vec<_>> =
                    group.tests.iter().map(|it| it.narrowed(store, most)).collect();
                each.map(|each| union(&each))
            }
            NodeTest::Group(group) => {
                let each = group.tests.iter().filter_map(|it| it.narrowed(store, most));
                each.min_by_key(Vec::len)
            }
            NodeTest::Plain { negated: true, .. } | NodeTest::Fields { .. } => None,
            NodeTest::Plain { predicate, negated: false, .. } => {
                lookup::count(store, predicate).filter(|count| *count <= most)?;
                lookup::nodes(store, predicate)
            }
            NodeTest::Links(links) => links.narrowed(),
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
            NodeTest::Group(group) => group.candidates(run),
            NodeTest::Plain { negated: true, .. } | NodeTest::Fields { .. } => Ok(None),
            NodeTest::Plain { predicate, negated: false, .. } => {
                Ok(lookup::nodes(run.seen.store, predicate))
            }
            NodeTest::Links(links) => links.candidates(run),
        };
        self.tally.spend(before - run.budget.visits_left());
        found
    }
}

impl<'p> Group<NodeTest<'p>> {
    fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        let mut best: Option<Estimate> = None;
        for condition in &mut self.tests {
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
            for condition in &mut self.tests {
                let Some(nodes) = condition.candidates(run)? else { return Ok(None) };
                each.push(nodes);
            }
            return Ok(Some(union(&each)));
        }
        let mut best: Option<(f64, &mut Condition<'p>)> = None;
        for condition in &mut self.tests {
            if let Some(Estimate { cost, .. }) = condition.estimate(run)?
                && best.as_ref().is_none_or(|best| cost < best.0)
            {
                best = Some((cost, condition));
            }
        }
        best.map_or(Ok(None), |(_, condition)| condition.candidates(run))
    }
}

/// All entities of some lists, in order, each once.
fn union(lists: &[Vec<NodeId>]) -> Vec<NodeId> {
    let mut all = lists.concat();
    all.sort_unstable();
    all.dedup();
    all
}
