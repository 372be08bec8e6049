//! Runs a filter in a good order, whatever order it is written in.
//!
//! `people(where: {met: {some: {node: {id: {eq: "ada"}}}}, born: {isNull: true}})` is answered
//! from `ada`: the people that she met are found by walking the relation backwards, and only
//! they are tested. Three things make this so:
//!
//! - **Order.** The conditions of an `AND` or `OR` are run by what they cost and how often they
//!   decide: first as estimated from the counts of the store, then as measured
//!   (`group.rs`).
//! - **Backwards.** Links are followed from an entity until that has cost as much as the other
//!   way is estimated to cost. Then the entities at the other end that fulfil their condition
//!   are found once, or the links that a condition names, and the links are
//!   followed from them (`links/`). So a bad estimate costs twice the better way,
//!   and never more than that.
//! - **Sets.** The truth of a condition on entities that many links lead to is kept for each of
//!   them, so that each link is visited once a level and not once a path (`known.rs`).
//!
//! The order of conditions changes no answer: a condition has no effect and no error but that
//! the request is over its budget. Sets take memory up to `graph_bytes`; without it the same
//! conditions run without sets.

mod candidates;
mod cost;
mod describe;
mod estimate;
mod fields;
mod group;
mod known;
mod link_test;
mod links;
mod lookup;
mod named_links;
mod node_test;
mod operands;
mod rows;
mod set;
mod spent;
mod tally;

use super::{Held, Spends};
use crate::{
    exec::{select::view::StoreView, store::Store},
    graph::{LinkId, NodeId},
    limits::{Budget, Exhausted},
    ontology::{Ontology, RelationId},
    plan::{EdgePredicate, Parts, Predicate},
};
use describe::Description;
pub(in crate::exec::select) use estimate::side;
use fields::SharedFields;
pub(in crate::exec::select) use link_test::end_of;
pub use lookup::known_count;
pub(in crate::exec::select) use named_links::count as named_count;
use node_test::Condition;
pub(in crate::exec::select) use rows::{PlannedLinks, named_ends};
pub(in crate::exec::select) use spent::{TakeSpent, place_of};

/// A filter that is run for the entities of a list, and what is known of it so far.
pub(in crate::exec::select) struct PlannedFilter<'p> {
    condition: Condition<'p>,
    /// Bytes that its sets took.
    bytes: usize,
    /// True if entities that can fulfil it may have become known since that was last asked.
    is_narrowed: bool,
    /// The number of entities that were asked about in a list.
    asked: usize,
    /// After so many it is looked up again if there are fewer entities that can fulfil it.
    next_look: usize,
    /// The number of entities in the list.
    listed: usize,
    /// The number of entities that were asked about before only some could fulfil it.
    narrowed_after: Option<usize>,
}

/// The most entities that are looked up by an index at once. More are looked up only after as many
/// were tested, since a page may be full before that.
const AT_ONCE: usize = 1_000;

/// The things that conditions read and spend.
struct Run<'r, 'g, S> {
    seen: &'r StoreView<'g, S>,
    budget: &'r mut Budget,
    /// Bytes that sets may still take.
    bytes_left: &'r mut usize,
    /// The work of tests so far beside their visits, in the same unit.
    work: f64,
    /// The number of sets that were made by which a list can be narrowed.
    reached: u32,
    /// True if estimates are worth testing some entities for.
    samples: bool,
}

impl<S> Spends for Run<'_, '_, S> {
    fn budget(&mut self) -> &mut Budget {
        self.budget
    }
}

impl<'r, 'g, S> Run<'r, 'g, S> {
    fn new(seen: &'r StoreView<'g, S>, budget: &'r mut Budget, bytes_left: &'r mut usize) -> Self {
        Self { seen, budget, bytes_left, work: 0.0, reached: 0, samples: false }
    }

    /// Takes memory for a set; false if there is none left.
    fn reserve(&mut self, bytes: usize) -> bool {
        let left = self.bytes_left.checked_sub(bytes);
        *self.bytes_left = left.unwrap_or(*self.bytes_left);
        left.is_some()
    }
}

impl<'p> PlannedFilter<'p> {
    /// Plans a filter.
    pub(in crate::exec::select) fn new<S: Store>(
        seen: &StoreView<'_, S>,
        predicate: &'p Predicate,
    ) -> Self {
        let condition = Condition::of(seen.store, predicate, false);
        Self {
            condition,
            bytes: 0,
            is_narrowed: true,
            asked: 0,
            next_look: AT_ONCE,
            listed: 0,
            narrowed_after: None,
        }
    }

    /// Returns the same filter for a list of so many entities.
    pub(in crate::exec::select) fn of_list(mut self: Box<Self>, listed: usize) -> Box<Self> {
        self.listed = listed;
        self
    }

    /// Returns whether an entity fulfils the filter.
    pub(in crate::exec::select) fn holds<S: Store>(
        &mut self,
        seen: &StoreView<'_, S>,
        budget: &mut Budget,
        bytes_left: &mut usize,
        node: NodeId,
    ) -> Held {
        let before = *bytes_left;
        let mut run = Run::new(seen, budget, bytes_left);
        let held = self.condition.holds(&mut run, node);
        self.is_narrowed |= run.reached > 0;
        self.bytes += before - *bytes_left;
        held
    }

    /// All entities that can fulfil the filter, in order, if they have become known since this
    /// was last asked, before each entity of a list. Some of them may not fulfil it.
    pub(in crate::exec::select) fn narrowed<S: Store>(&mut self, store: &S) -> Option<Vec<NodeId>> {
        self.asked += 1;
        if self.asked > self.next_look {
            self.next_look *= 4;
            self.is_narrowed = true;
        }
        if !std::mem::take(&mut self.is_narrowed) {
            return None;
        }
        let narrowed = self.condition.narrowed(store, self.asked.max(AT_ONCE));
        if narrowed.is_some() {
            self.narrowed_after.get_or_insert(self.asked - 1);
        }
        narrowed
    }

    /// Describes how it was run: from where it started, then a line for each condition, in the
    /// order in which they are run.
    pub(in crate::exec::select) fn describe<S: Store>(&self, store: &S) -> String {
        let indexes = |predicate: &Predicate| lookup::indexes(store, predicate);
        Description::of(store.ontology(), &indexes, |to| {
            to.line(&self.start(store));
            self.condition.describe(to);
        })
    }

    /// The words for where it started, and the number of entities that were expected there.
    fn start<S: Store>(&self, store: &S) -> String {
        let list = format!("start: the list, {}", entities(self.listed));
        let Some((name, count)) = self.condition.start(store) else { return list };
        let about = entities(count);
        match self.narrowed_after {
            Some(0) => format!("start: {name}, about {about}"),
            Some(after) => format!("{list}; after {after} of them {name}, about {about}"),
            None => format!("{list}; {name} has about {about}"),
        }
    }

    /// Hands over the visits of each condition in it.
    pub(in crate::exec::select) fn spent(&self, ontology: &Ontology, take: &mut TakeSpent<'_>) {
        self.condition.spent_by(ontology, "where", take);
    }

    /// All visits that it took.
    pub(in crate::exec::select) fn visits(&self) -> u64 {
        self.condition.visits()
    }

    /// Bytes that its sets took.
    pub(in crate::exec::select) fn bytes(&self) -> usize {
        self.bytes
    }
}

fn entities(count: usize) -> String {
    if count == 1 { "1 entity".to_owned() } else { format!("{count} entities") }
}

/// The links of a relation that can fulfil a condition, in order, if it names them. There must be
/// memory for them, which they give back.
pub(in crate::exec::select) fn named_links<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    mut bytes_left: usize,
    relation: RelationId,
    edge: &EdgePredicate,
) -> Result<Option<Vec<LinkId>>, Exhausted> {
    let mut run = Run::new(seen, budget, &mut bytes_left);
    named_links::links(&mut run, relation, Some(edge))
}

/// Returns true if a filter of a long list can gain by a plan: it follows links, an index has it,
/// or some of its conditions are much more expensive than others.
pub(in crate::exec::select) fn gains<S: Store>(store: &S, predicate: &Predicate) -> bool {
    let is_uneven = match predicate.parts() {
        Parts::All(all) | Parts::Any(all) => {
            all.len() > 1 && all.iter().any(|it| cost::cost_of(it) >= cost::EXPENSIVE)
        }
        Parts::Not(_) | Parts::Links(..) | Parts::None => false,
    };
    is_uneven || is_followed(store, predicate) || lookup::count(store, predicate).is_some()
}

/// Returns true if links are followed to conditions on what they lead to, or a condition
/// names them.
fn is_followed<S: Store>(store: &S, predicate: &Predicate) -> bool {
    match predicate.parts() {
        Parts::All(all) | Parts::Any(all) => all.iter().any(|it| is_followed(store, it)),
        Parts::Not(one) => is_followed(store, one),
        Parts::Links(_, _, quantifier, one) => {
            let is_told = quantifier.holds(0).is_some();
            let edge = one.edge.as_ref().filter(|_| is_told);
            predicate.follows_links() || edge.is_some_and(|it| named_links::are_named(store, it))
        }
        Parts::None => SharedFields::of(predicate).is_some(),
    }
}
