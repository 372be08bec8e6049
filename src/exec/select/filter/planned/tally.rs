//! The record of what a test has cost and how often it held.

/// The number of times that a test was run and held, and what it cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    estimated: f64,
    tests: f64,
    held: f64,
    cost: f64,
    /// The counts of all runs, whatever way the test was run.
    ran: Ran,
}

/// Counts of what a test did.
#[derive(Clone, Copy, Debug, Default)]
struct Ran {
    tests: u64,
    held: u64,
    visits: u64,
}

impl Tally {
    /// The tally of a test that has not run: one run as estimated.
    pub(super) fn estimated(cost: f64) -> Self {
        Self { estimated: cost, tests: 1.0, held: 0.5, cost, ran: Ran::default() }
    }

    /// Forgets what was measured: from now on the test is run in another way, which is estimated
    /// to cost this.
    pub(super) fn restart(&mut self, cost: f64) {
        (self.tests, self.held, self.cost) = (1.0, 0.5, cost);
    }

    /// Counts a run that took so many visits, and so much work beside them.
    #[inline]
    pub(super) fn note(&mut self, held: bool, visits: u64, work: f64) {
        self.tests += 1.0;
        self.held += f64::from(held);
        self.cost += work + visits as f64;
        self.ran.tests += 1;
        self.ran.held += u64::from(held);
        self.ran.visits += visits;
    }

    /// Counts visits that no test of one element took.
    pub(super) fn spend(&mut self, visits: u64) {
        self.ran.visits += visits;
    }

    /// All visits that it took.
    pub(super) fn visits(self) -> u64 {
        self.ran.visits
    }

    /// The cost of a run.
    pub(super) fn cost(self) -> f64 {
        self.cost / self.tests
    }

    /// The cost until the test decides once: an `AND` by not holding, an `OR` by holding. Tests in
    /// this order cost least together.
    pub(super) fn rank(self, decides_by: bool) -> f64 {
        let decided = if decides_by { self.held } else { self.tests - self.held };
        self.cost / decided.max(0.5)
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Ran { tests, held, visits } = self.ran;
        write!(
            f,
            "estimated {:.1} a test, tests {tests}, held {held}, visits {visits}",
            self.estimated
        )
    }
}
