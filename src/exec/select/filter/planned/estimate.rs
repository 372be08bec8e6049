//! Estimates of what conditions cost, from the counts of the store.
//!
//! The unit of cost is a visit: looking at one entity or link. Estimates decide what is tried
//! first; what conditions really cost is measured while they run.

use crate::{
    exec::store::Store,
    ontology::{Direction, KindId, RelationId},
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

    /// The cost of finding the entities of both, and their number together.
    pub(super) fn and(self, other: Self) -> Self {
        Self { cost: self.cost + other.cost, size: self.size + other.size }
    }

    /// The cheaper of two.
    pub(super) fn or(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

/// The number of entities of which one is taken to fulfil a condition that nothing is known of.
const ONE_OF: f64 = 10.0;

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

    /// Estimates what it takes to find the entities at the other end that fulfil a condition, by
    /// testing each at some cost. Such a share of them fulfils it, if that is known.
    pub(super) fn scan(&self, cost: f64, share: Option<f64>) -> Estimate {
        let share = share.unwrap_or(1.0 / ONE_OF);
        Estimate { cost: self.count_there * cost, size: self.count_there * share }
    }

    /// The cost of testing an entity by its links, each of which costs so much.
    pub(super) fn row_cost(&self, one: f64) -> f64 {
        // A deep condition must not be infinitely expensive.
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
