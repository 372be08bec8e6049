//! Tests that hold together, or one of which holds, in the order in which they are run.
//!
//! `{born: {gt: 1990}, sources: {some: {...}}}` is a group of two tests of an entity, and
//! `{edge: {since: {...}}, node: {name: {...}}}` one of two tests of a link and the entity that it
//! leads to. A group runs its tests by what they cost and how often they decide: first as
//! estimated, then as measured. The order in which they are written says nothing.

use super::{Held, Run, tally::Tally};
use crate::exec::store::Store;

/// A test of an element, which may be a group of such tests.
pub(super) trait Test: Sized {
    /// The element that is tested.
    type Element: Copy;

    /// The test that all of a group hold, or one of them.
    fn of_group(group: Group<Self>) -> Self;

    /// The group that it is.
    fn into_group(self) -> Result<Group<Self>, Self>;

    /// Makes one test of those of a group that can be one.
    fn joined(_decides_by: bool, tests: Vec<Measured<Self>>) -> Vec<Measured<Self>> {
        tests
    }

    /// The estimated cost of a test.
    fn cost(&self) -> f64;

    /// Returns whether an element passes.
    fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, element: Self::Element) -> Held;
}

/// A test and what running it has cost.
pub(super) struct Measured<T> {
    pub(super) test: T,
    pub(super) tally: Tally,
}

impl<T: Test> Measured<T> {
    pub(super) fn new(test: T) -> Self {
        let tally = Tally::estimated(test.cost());
        Self { test, tally }
    }

    /// The cost of a test, as far as is known.
    pub(super) fn cost(&self) -> f64 {
        self.tally.cost()
    }

    /// Returns whether an element passes, and counts what it took.
    #[inline]
    pub(super) fn holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        element: T::Element,
    ) -> Held {
        let (visits_left, work) = (run.budget.visits_left(), run.work);
        let held = self.test.holds(run, element);
        // One that a limit ended is told by what it took.
        let visits = visits_left - run.budget.visits_left();
        self.tally.note(held == Ok(true), visits, run.work - work);
        held
    }

    /// Forgets what was measured: from now on the test is run in another way.
    fn restart(&mut self) {
        self.tally.restart(self.test.cost());
    }
}

/// Tests of which the first that is `decides_by` decides: an `AND` by false, an `OR` by true.
pub(super) struct Group<T> {
    pub(super) decides_by: bool,
    pub(super) tests: Vec<Measured<T>>,
    runs: u32,
    /// The tests are ordered anew after this many runs.
    next_order: u32,
}

/// The runs after which tests are ordered by what was measured for the first time; then after
/// four times as many, and so on.
const RUNS_BEFORE_ORDER: u32 = 64;

impl<T: Test> Group<T> {
    /// The group of some tests; the only one of them needs no group around it.
    pub(super) fn of(decides_by: bool, tests: impl IntoIterator<Item = T>) -> T {
        let mut all = Vec::new();
        for test in tests {
            match test.into_group() {
                // An `AND` in an `AND` is one.
                Ok(group) if group.decides_by == decides_by => all.extend(group.tests),
                Ok(group) => all.push(Measured::new(T::of_group(group))),
                Err(test) => all.push(Measured::new(test)),
            }
        }
        let mut all = T::joined(decides_by, all);
        match all.pop() {
            Some(only) if all.is_empty() => only.test,
            last => {
                all.extend(last);
                let mut group =
                    Self { decides_by, tests: all, runs: 0, next_order: RUNS_BEFORE_ORDER };
                group.order();
                T::of_group(group)
            }
        }
    }

    fn order(&mut self) {
        let rank = |it: &Measured<T>| it.tally.rank(self.decides_by);
        self.tests.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    }

    /// Orders the tests after the next run, since some are run in another way from now on.
    pub(super) fn restart(&mut self, is_other: impl Fn(&T) -> bool) {
        self.tests.iter_mut().filter(|it| is_other(&it.test)).for_each(Measured::restart);
        self.next_order = self.runs.saturating_add(1);
    }

    /// The cost of all tests.
    pub(super) fn cost(&self) -> f64 {
        self.tests.iter().map(Measured::cost).sum()
    }

    /// Returns whether an element passes.
    #[inline]
    pub(super) fn holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        element: T::Element,
    ) -> Held {
        self.holds_of(run, element, |_| true)
    }

    /// Returns whether an element passes by those of the tests that are wanted.
    #[inline]
    pub(super) fn holds_of<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        element: T::Element,
        is_wanted: impl Fn(&T) -> bool,
    ) -> Held {
        self.runs = self.runs.saturating_add(1);
        if self.runs == self.next_order {
            self.next_order = self.next_order.saturating_mul(4);
            self.order();
        }
        for test in self.tests.iter_mut().filter(|it| is_wanted(&it.test)) {
            let reached = run.reached;
            let held = test.holds(run, element)?;
            if run.reached != reached {
                test.restart();
                self.next_order = self.runs.saturating_add(1);
            }
            if held == self.decides_by {
                return Ok(held);
            }
        }
        Ok(!self.decides_by)
    }
}
