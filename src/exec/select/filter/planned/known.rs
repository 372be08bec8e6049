//! The truth of a condition on the entities at the far end of links.
//!
//! Many links lead to the same entity, so the truth is kept for each entity that was asked for,
//! in two bits. Where it is cheaper, all entities that fulfil the condition are found at once,
//! and from then on being one of them is the truth.

use super::{
    Held, Run,
    cost::KEPT,
    describe::Description,
    estimate::{Estimate, Followed},
    node_test::{Condition, NodeTest},
    set::{Bits, Gathered, NodeSet},
    spent::TakeSpent,
};
use crate::{
    exec::store::Store, graph::NodeId, limits::Exhausted, ontology::Ontology, plan::Predicate,
};

/// A condition on entities at the far end of links, and what is known of it.
pub(super) struct Known<'p> {
    condition: Condition<'p>,
    /// The truth for each entity that was asked for.
    memo: Memo,
    /// All entities that fulfil it.
    set: Option<NodeSet>,
    /// The share of the entities at the far end that fulfils it, as far as is known.
    share: Option<f64>,
}

/// The truth for some entities.
enum Memo {
    /// Nothing is kept, after so many tests.
    After(u32),
    /// The entities that were tested, and those that fulfil the condition.
    Bits { tested: Bits, held: Bits },
    /// Nothing is kept, since there is no memory for it or testing anew is cheaper.
    Never,
}

/// The number of tests before truths are kept: most lists are short.
const TESTS_BEFORE_MEMO: u32 = 64;

/// The number of entities, about, that are tested to estimate how many fulfil a condition.
const SAMPLED: f64 = 64.0;

/// The number of entities from which on some are tested for an estimate.
const SAMPLED_FROM: f64 = 1_024.0;

impl<'p> Known<'p> {
    pub(super) fn new(condition: Condition<'p>) -> Self {
        let memo = if condition.test.is_worth_keeping() {
            Memo::After(TESTS_BEFORE_MEMO)
        } else {
            Memo::Never
        };
        Self { condition, memo, set: None, share: None }
    }

    /// Its condition.
    pub(super) fn into_test(self) -> NodeTest<'p> {
        self.condition.test
    }

    /// The cost of a test.
    pub(super) fn cost(&self) -> f64 {
        if self.set.is_some() { KEPT } else { self.condition.cost() }
    }

    /// All visits that the condition took.
    pub(super) fn visits(&self) -> u64 {
        self.condition.visits()
    }

    /// Hands over the visits of each condition in it.
    pub(super) fn spent_by(&self, ontology: &Ontology, above: &str, take: &mut TakeSpent<'_>) {
        self.condition.spent_by(ontology, above, take);
    }

    /// Returns true if it is one condition on the links of the entities.
    pub(super) fn is_of_links(&self) -> bool {
        let is_plain = |it: &Predicate| matches!(it, Predicate::Links { .. });
        match &self.condition.test {
            NodeTest::Links(_) => true,
            NodeTest::Plain { predicate, .. } => is_plain(predicate),
            NodeTest::Group(_) | NodeTest::Fields { .. } => false,
        }
    }

    /// Describes how the condition was run.
    pub(super) fn describe(&self, to: &mut Description<'_>) {
        self.condition.describe(to);
    }

    /// Takes the entities that fulfil the condition, if they are known, until they are put back.
    pub(super) fn take_set(&mut self) -> Option<NodeSet> {
        self.set.take()
    }

    /// Puts back what was taken.
    pub(super) fn put_set(&mut self, set: NodeSet) {
        self.set = Some(set);
    }

    /// All entities that fulfil the condition, if they are known.
    pub(super) fn set(&self) -> Option<&NodeSet> {
        self.set.as_ref()
    }

    /// Returns whether an entity fulfils the condition.
    pub(super) fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        if let Some(set) = &self.set {
            run.work += KEPT;
            return Ok(set.has(node));
        }
        match &mut self.memo {
            Memo::Never => return self.condition.holds(run, node),
            Memo::After(0) => self.start_memo(run),
            Memo::After(tests) => *tests -= 1,
            Memo::Bits { tested, held } if tested.has(node) => {
                run.work += KEPT;
                return Ok(held.has(node));
            }
            Memo::Bits { .. } => {}
        }
        let held = self.condition.holds(run, node)?;
        if let Memo::Bits { tested, held: all } = &mut self.memo {
            tested.set(node);
            if held {
                all.set(node);
            }
        }
        Ok(held)
    }

    fn start_memo<S: Store>(&mut self, run: &mut Run<'_, '_, S>) {
        let count = run.seen.store.graph().node_count();
        self.memo = if run.reserve(2 * Bits::bytes(count)) {
            Memo::Bits { tested: Bits::new(count), held: Bits::new(count) }
        } else {
            Memo::Never
        };
    }

    /// Estimates what it takes to find all entities that fulfil the condition.
    pub(super) fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        followed: &Followed,
    ) -> Result<Estimate, Exhausted> {
        if let Some(set) = &self.set {
            return Ok(Estimate::of_known(set.len()));
        }
        let driven = self.condition.estimate(run)?;
        if driven.is_none_or(|driven| driven.cost > followed.count_there) {
            self.sample(run, followed)?;
        }
        let scan = self.scan(followed);
        Ok(driven.map_or(scan, |driven| driven.or(scan)))
    }

    /// Estimates what it takes to find them by testing each entity at the far end.
    fn scan(&self, followed: &Followed) -> Estimate {
        followed.scan(self.condition.cost().max(1.0), self.share)
    }

    /// Tests some of the entities at the far end, if there are many, to know how many of them
    /// fulfil the condition.
    fn sample<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        followed: &Followed,
    ) -> Result<(), Exhausted> {
        let is_wanted = run.samples && self.share.is_none() && !self.condition.test.follows_links();
        if !is_wanted || followed.count_there < SAMPLED_FROM {
            return Ok(());
        }
        let (mut tested, mut held) = (0.0, 0.0);
        for kind in &followed.far {
            let list = run.seen.store.nodes_of_kind(*kind);
            let step = (followed.count_there / SAMPLED) as usize;
            for node in (step / 2..list.len()).step_by(step).filter_map(|at| list.get(at)) {
                run.budget.visit(1)?;
                tested += 1.0;
                held += f64::from(self.condition.holds(run, node)?);
            }
        }
        // None of them is not nothing.
        self.share = Some((held + 0.5) / (tested + 1.0));
        Ok(())
    }

    /// Finds all entities that fulfil the condition. Returns false if there is no memory for
    /// them.
    pub(super) fn complete<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        followed: &Followed,
    ) -> Result<bool, Exhausted> {
        if self.set.is_some() {
            return Ok(true);
        }
        let store = run.seen.store;
        let scan = self.scan(followed);
        let is_driven = self.condition.estimate(run)?.is_some_and(|it| it.cost < scan.cost);
        let candidates = if is_driven { self.condition.candidates(run)? } else { None };
        let lists: Vec<_> = followed.far.iter().map(|kind| store.nodes_of_kind(*kind)).collect();
        let count = store.graph().node_count();
        let most = candidates.as_ref().map_or(count, Vec::len);
        if !run.reserve(Gathered::bytes(count, most, false)) {
            return Ok(false);
        }
        let mut gathered = Gathered::new(count, most, false);
        let mut test = |node: NodeId| -> Result<(), Exhausted> {
            run.budget.visit(1)?;
            if self.holds(run, node)? {
                gathered.push(node);
            }
            Ok(())
        };
        match candidates {
            Some(candidates) => candidates.into_iter().try_for_each(&mut test)?,
            None => lists.iter().flat_map(|list| list.iter()).try_for_each(&mut test)?,
        }
        self.set = Some(gathered.all());
        // Two bits for each entity are of no more use.
        self.memo = Memo::Never;
        Ok(true)
    }
}
