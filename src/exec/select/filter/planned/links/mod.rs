//! A condition on the links of an entity, followed from either end.
//!
//! `met: {some: {node: {country: {eq: "KG"}}}}` can be told by following the links of each
//! person (forwards), or by finding the people of `KG` once and following their links to this
//! end (backwards). Which is cheaper depends on how many entities are asked about, which nobody
//! knows before: a page may be full after ten. So links are followed forwards until that has
//! cost as much as each further step backwards: finding the entities at the other end, then
//! following their links, of which there is a count by then (`backwards.rs`). It is the ski-rental
//! problem, and costs at most about twice the better way.
//!
//! Backwards there are two ways to start: from the entities at the other end that fulfil their
//! condition, and from the links that a condition on them names, by their dates or by an entity to
//! which they refer (`named_links.rs`). The cheaper one is taken, and the links are followed from
//! there (`reach.rs`).
//!
//! `all` with a condition on the links themselves is followed forwards alone: the first link that
//! fails decides, and to start from those that fail would be to look at nearly all links.

mod backwards;
mod reach;

use super::{
    Held, Run,
    cost::KEPT,
    describe::Description,
    entities,
    estimate::{Followed, side},
    link_test::LinkCondition,
    named_links,
    set::{MOST_TIMES, NodeSet},
    spent::TakeSpent,
    tally::Tally,
};
use crate::{
    exec::{select::filter::links::steps_hold, store::Store},
    graph::NodeId,
    ontology::{Direction, Ontology, RelationId},
    plan::{EdgePredicate, LinkPredicate, Quantifier},
};

/// A condition on the links of an entity by one relation.
pub(super) struct Links<'p> {
    relation: RelationId,
    direction: Direction,
    quantifier: &'p Quantifier,
    /// The place of the condition, as it is written.
    place: &'p str,
    /// The quantifier as it is written.
    written: &'p Quantifier,
    /// The condition holds if the links do not fulfil it.
    negated: bool,
    condition: LinkCondition<'p>,
    /// The condition on the link in it, as it is written.
    edge: Option<&'p EdgePredicate>,
    /// The number of places of indexes among which are all links that can fulfil the condition, if
    /// it names links.
    named: Option<u64>,
    followed: Followed,
    /// The cost of following links forwards so far: visits, and the work beside them.
    spent: f64,
    /// True if some entities at the other end were tested for the estimate of its cost.
    has_sampled: bool,
    stage: Stage,
}

/// The steps that were taken to follow the links backwards.
enum Stage {
    /// No step: the links cannot be followed backwards.
    Never,
    /// No step so far. The first one is taken once following forwards has cost so much.
    Unknown(Option<u64>),
    /// The start is known, and to follow links from there takes so many visits.
    Counted(Start, u64),
    /// The links were followed. These are the entities for which the condition is not as it is for
    /// an entity without such links.
    Reached(NodeSet),
}

/// The elements from which links are followed backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// The entities at the other end.
    Nodes,
    /// Links that the condition names.
    Links,
}

impl<'p> Links<'p> {
    /// The condition; the predicate has one on what the links lead to, or names links.
    pub(super) fn new<S: Store>(
        store: &S,
        (relation, direction): (RelationId, Direction),
        place: &'p str,
        (written, one): (&'p Quantifier, &'p LinkPredicate),
        negated: bool,
    ) -> Self {
        let direction = side(store, relation, direction);
        // All are so if none is not so: those that are not can be found from the other end.
        let not = match written {
            Quantifier::All => LinkCondition::not_node(store, one),
            Quantifier::Some | Quantifier::None | Quantifier::Single | Quantifier::Count(_) => None,
        };
        let quantifier = if not.is_some() { &Quantifier::None } else { written };
        let condition = not.unwrap_or_else(|| LinkCondition::of(store, one));
        let is_told = quantifier.holds(0).is_some() && quantifier.same_from() <= MOST_TIMES;
        let edge = one.edge.as_ref().filter(|_| is_told);
        let named = edge.and_then(|edge| named_links::count(store, edge));
        let starts = is_told && (condition.test.node().is_some() || named.is_some());
        let stage = if starts { Stage::Unknown(None) } else { Stage::Never };
        let followed = Followed::new(store, relation, direction);
        Self {
            relation,
            direction,
            quantifier,
            place,
            written,
            negated,
            condition,
            edge: one.edge.as_ref(),
            named,
            followed,
            spent: 0.0,
            has_sampled: false,
            stage,
        }
    }

    /// The estimated cost of a test.
    pub(super) fn cost(&self) -> f64 {
        match self.stage {
            Stage::Reached(_) => KEPT,
            Stage::Never | Stage::Unknown(_) | Stage::Counted(..) => {
                self.followed.row_cost(self.condition.cost())
            }
        }
    }

    /// Hands over its own visits, out of all of these, and those of each condition below it.
    pub(super) fn spent_by(&self, ontology: &Ontology, visits: u64, take: &mut TakeSpent<'_>) {
        take(self.place.to_owned(), visits.saturating_sub(self.condition.test.visits()));
        let within = match self.written {
            Quantifier::Count(_) => ".where",
            Quantifier::Some | Quantifier::All | Quantifier::None | Quantifier::Single => "",
        };
        self.condition.spent_by(ontology, (&format!("{}{within}", self.place), "node"), take);
    }

    /// Describes how the condition was run.
    pub(super) fn describe(&self, tally: Tally, to: &mut Description<'_>) {
        let not = if self.negated { "not " } else { "" };
        let links = to.links(self.relation, self.direction, self.place);
        let as_none = match (self.written, self.quantifier) {
            (Quantifier::All, Quantifier::None) => ", as `none` of the opposite condition",
            _ => "",
        };
        let way = match &self.stage {
            Stage::Never | Stage::Unknown(_) => "followed forwards".to_owned(),
            Stage::Counted(Start::Nodes, links) => {
                format!("followed forwards, {links} links lead back")
            }
            Stage::Counted(Start::Links, links) => {
                format!("followed forwards, {links} links are named")
            }
            Stage::Reached(reached) => format!("followed backwards to {}", entities(reached.len())),
        };
        to.line(&format!("{not}{links}{as_none}, {way}; {tally}"));
        to.indented(|to| self.condition.describe(Some(self.relation), to));
    }

    /// Returns whether an entity fulfils the condition.
    pub(super) fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        self.step_backwards(run)?;
        if let Stage::Reached(reached) = &self.stage {
            run.work += KEPT;
            return Ok(reached.has(node) != self.holds_without_links());
        }
        let (visits_left, work) = (run.budget.visits_left(), run.work);
        run.work += 1.0;
        let held = self.forwards(run, node)?;
        self.spent += (visits_left - run.budget.visits_left()) as f64 + run.work - work;
        Ok(held != self.negated)
    }

    fn forwards<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        let (seen, condition) = (run.seen, &mut self.condition);
        let shown = seen.links(self.relation);
        let row = seen.store.row(node, self.relation, self.direction);
        let row = row.iter().map(|(other, link)| shown.has(link.0).then_some((other, link)));
        steps_hold(run, self.quantifier, row, |run, step| condition.holds(run, step))
    }

    /// Returns whether an entity without links fulfils the condition.
    fn holds_without_links(&self) -> bool {
        self.quantifier.holds(0).unwrap_or(true) != self.negated
    }
}
