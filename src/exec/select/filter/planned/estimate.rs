//! Estimates of what conditions cost, from the counts of the store.
//!
//! The unit of cost is a visit: looking at one entity or link. Estimates decide what is tried
//! first; what conditions really cost is measured while they run.

use crate::{
    exec::store::Store,
    ontology::{Direction, KindId, RelationId},
    plan::{Predicate, TextComparison, ValueComparison},
};

/// The cost of finding the entities that fulfil a condition, and their number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimate {
    /// The visits.
    pub(super) cost: f64,
    /// The number of entities.
    pub(super) size: f64,
}

impl Estimate {
    pub(super) fn of_known(size: usize) -> Self {
        Self { cost: size as f64, size: size as f64 }
    }

    /// Both.
    pub(super) fn and(self, other: Self) -> Self {
        Self { cost: self.cost + other.cost, size: self.size + other.size }
    }

    /// The cheaper of two.
    pub(super) fn or(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

/// Of so many entities one is taken to fulfil a condition of which nothing is known.
const ONE_OF: f64 = 10.0;

/// The number of times that a condition was run and held, and what it cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    estimated: f64,
    /// The cost of a test beside its visits.
    own: f64,
    tests: f64,
    held: f64,
    cost: f64,
    /// In all, whatever way the condition was run.
    ran: Ran,
}

/// Counts of what a condition did.
#[derive(Clone, Copy, Debug, Default)]
struct Ran {
    tests: u64,
    held: u64,
    visits: u64,
}

impl Tally {
    /// The tally of a condition that has not run: one run as estimated. A test costs `own` beside
    /// its visits.
    pub(super) fn estimated(cost: f64, own: f64) -> Self {
        Self { estimated: cost, own, tests: 1.0, held: 0.5, cost, ran: Ran::default() }
    }

    /// Forgets what was measured: from now on the condition is run in another way, which is
    /// estimated to cost this.
    pub(super) fn restart(&mut self, cost: f64) {
        (self.tests, self.held, self.cost) = (1.0, 0.5, cost);
    }

    #[inline]
    pub(super) fn note(&mut self, held: bool, visits: u64) {
        self.tests += 1.0;
        self.held += f64::from(u8::from(held));
        self.cost += self.own + visits as f64;
        self.ran.tests += 1;
        self.ran.held += u64::from(held);
        self.ran.visits += visits;
    }

    /// Counts visits that no test of one entity took.
    pub(super) fn spend(&mut self, visits: u64) {
        self.ran.visits += visits;
    }

    /// All visits that it took.
    pub(super) fn visits(self) -> u64 {
        self.ran.visits
    }

    /// The cost of its tests beside their visits.
    pub(super) fn spent(self) -> f64 {
        self.ran.tests as f64 * self.own
    }

    /// The cost of a test.
    pub(super) fn cost(self) -> f64 {
        self.cost / self.tests
    }

    /// The cost of a test beside its visits.
    pub(super) fn own(self) -> f64 {
        self.own
    }

    /// The cost until the condition decides once: an `AND` by not holding, an `OR` by
    /// holding. Conditions in this order cost least together.
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

/// A condition that costs as much should run after one that costs little.
pub(super) const DEAR: f64 = 3.0;

/// The cost of a condition that is told from what stands at an entity.
pub(super) fn cost_of(predicate: &Predicate) -> f64 {
    match predicate {
        Predicate::Kind(_) => 0.5,
        Predicate::Id(_) | Predicate::Metric(..) => 1.0,
        Predicate::Property(_, test) => cost_of_value(test),
        Predicate::Name(test) => 1.0 + cost_of_text(test),
        Predicate::Names(tests) => 2.0 + 2.0 * tests.iter().map(cost_of_text).sum::<f64>(),
        Predicate::Degree(_) | Predicate::Fields(_) => 3.0,
        Predicate::All(all) | Predicate::Any(all) => all.iter().map(cost_of).sum(),
        Predicate::Not(one) => cost_of(one),
        // Each text is folded anew.
        Predicate::Summary(tests) => 10.0 + tests.iter().map(cost_of_text).sum::<f64>(),
        Predicate::ExternalIds(..) => 10.0,
        Predicate::Citations(..) | Predicate::Links { .. } => 8.0,
    }
}

fn cost_of_value(test: &ValueComparison) -> f64 {
    match test {
        ValueComparison::Int(_)
        | ValueComparison::Float(_)
        | ValueComparison::BigInt(_)
        | ValueComparison::Decimal(_)
        | ValueComparison::DateTime(_)
        | ValueComparison::Date(_)
        | ValueComparison::Lies(..)
        | ValueComparison::IsEmpty(_)
        | ValueComparison::Cell(_) => 1.0,
        ValueComparison::Text(test) => cost_of_text(test),
        ValueComparison::Has(wanted, _) => 2.0 + wanted.len() as f64,
        ValueComparison::All(all) | ValueComparison::Any(all) => {
            all.iter().map(cost_of_value).sum()
        }
        ValueComparison::Not(test) | ValueComparison::Field(_, test) => cost_of_value(test),
        // A list mostly has few.
        ValueComparison::Items(_, test) => 2.0 + 2.0 * cost_of_value(test),
        ValueComparison::Within(_) => 10.0,
    }
}

fn cost_of_text(test: &TextComparison) -> f64 {
    match test {
        TextComparison::IsNull(_) => 1.0,
        TextComparison::Folded(_) | TextComparison::Exact(_) => 1.5,
        TextComparison::Keys(_) => 2.0,
        TextComparison::Matches(_) => 6.0,
        // Each text is folded anew.
        TextComparison::Signs(_) => 10.0,
    }
}

/// A relation as a condition follows it, in numbers.
#[derive(Clone, Debug)]
pub(super) struct Followed {
    /// The kinds at the other end that have such links.
    pub(super) far: Vec<KindId>,
    /// The mean number of links of an entity at this end, of those kinds that have any.
    pub(super) links_here: f64,
    /// The mean number of links of an entity at the other end.
    pub(super) links_there: f64,
    /// The number of entities at the other end.
    pub(super) count_there: f64,
}

impl Followed {
    pub(super) fn new<S: Store>(store: &S, relation: RelationId, direction: Direction) -> Self {
        let links = store.count_of_relation(relation) as f64;
        let kinds_with = |way: Direction| -> Vec<KindId> {
            let is_it = |&(of, side): &(RelationId, Direction)| {
                of == relation && (way == Direction::Both || side == way)
            };
            let kinds = store.ontology().kinds().map(|(kind, _)| kind);
            kinds.filter(|kind| store.sides(*kind).iter().any(is_it)).collect()
        };
        let count = |kinds: &[KindId]| -> f64 {
            kinds.iter().map(|&kind| store.count_of_kind(kind) as f64).sum()
        };
        let both = if direction == Direction::Both { 2.0 } else { 1.0 };
        let far = kinds_with(reverse(direction));
        let (here, there) = (count(&kinds_with(direction)), count(&far));
        Self {
            links_here: both * links / here.max(1.0),
            links_there: both * links / there.max(1.0),
            count_there: there,
            far,
        }
    }

    /// Estimates what it takes to find the entities at the other end that fulfil a condition, by testing
    /// each at some cost. Such a share of them fulfils it, if that is known.
    pub(super) fn scan(&self, cost: f64, share: Option<f64>) -> Estimate {
        let share = share.unwrap_or(1.0 / ONE_OF);
        Estimate { cost: self.count_there * cost, size: self.count_there * share }
    }

    /// The cost of testing an entity by its links, each of which costs so much.
    pub(super) fn row_cost(&self, one: f64) -> f64 {
        // A deep condition must not be infinitely dear.
        (2.0 + self.links_here * (1.0 + one)).min(1e12)
    }
}

/// The direction in which the links of a condition are read from their other end.
pub(super) fn reverse(direction: Direction) -> Direction {
    match direction {
        Direction::Out => Direction::In,
        Direction::In => Direction::Out,
        Direction::Both => Direction::Both,
    }
}

/// The direction of the rows that a condition reads: those of a symmetric relation have none.
pub(in crate::exec::select) fn side<S: Store>(
    store: &S,
    relation: RelationId,
    direction: Direction,
) -> Direction {
    if store.ontology().relation(relation).symmetric { Direction::Both } else { direction }
}
