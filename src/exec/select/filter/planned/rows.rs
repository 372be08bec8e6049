//! The filter of the links of entities, planned: what one row found out is used by the next.

use super::{
    Held, Run,
    describe::Description,
    link_test::{LinkCondition, end_of},
    lookup,
    spent::TakeSpent,
};
use crate::{
    exec::{
        select::{spending::Spender, view::StoreView},
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::Budget,
    ontology::{Ontology, RelationId},
    plan::{LinkPredicate, Predicate},
};

/// A condition on the links of entities, and what is known of it so far.
pub(in crate::exec::select) struct PlannedLinks<'p> {
    condition: LinkCondition<'p>,
    /// The relation of the links; `None` if they may be of any.
    relation: Option<RelationId>,
    /// The field whose filter it is.
    spender: Spender<'p>,
    /// The words for how the links were read, if they were told.
    note: Option<String>,
}

/// The most entities that are looked up in each row of an entity.
const MOST_NAMED: usize = 64;

/// The entities, in order, among which are all at the other ends of links that can fulfil a
/// condition, if it names few.
pub(in crate::exec::select) fn named_ends<S: Store>(
    store: &S,
    one: &LinkPredicate,
) -> Option<Vec<NodeId>> {
    let node = one.node.as_deref()?;
    lookup::count(store, node).filter(|count| *count <= MOST_NAMED)?;
    lookup::nodes(store, node)
}

impl<'p> PlannedLinks<'p> {
    /// Plans a condition.
    pub(in crate::exec::select) fn new<S: Store>(
        seen: &StoreView<'_, S>,
        (one, relation): (&'p LinkPredicate, Option<RelationId>),
        spender: Spender<'p>,
    ) -> Self {
        Self { condition: LinkCondition::of(seen.store, one), relation, spender, note: None }
    }

    /// Notes how the links were read, to describe it.
    pub(in crate::exec::select) fn note(&mut self, words: String) {
        self.note = Some(words);
    }

    /// Returns whether a link and the entity that it leads to fulfil the condition.
    pub(in crate::exec::select) fn holds<S: Store>(
        &mut self,
        seen: &StoreView<'_, S>,
        budget: &mut Budget,
        bytes_left: &mut usize,
        (node, link): (NodeId, LinkId),
    ) -> Held {
        let mut run = Run::new(seen, budget, bytes_left);
        self.condition.holds(&mut run, (node, link))
    }

    /// Describes how the conditions were run.
    pub(in crate::exec::select) fn describe<S: Store>(&self, store: &S) -> String {
        let indexes = |predicate: &Predicate| lookup::indexes(store, predicate);
        Description::of(store.ontology(), &indexes, |to| {
            self.note.iter().for_each(|note| to.line(note));
            self.condition.describe(self.relation, to);
        })
    }

    /// The field whose filter it is, and the part of the field's arguments.
    pub(in crate::exec::select) fn spender(&self) -> Spender<'p> {
        self.spender
    }

    /// All visits that conditions on entities took.
    pub(in crate::exec::select) fn visits(&self) -> u64 {
        self.condition.test.visits()
    }

    /// Hands over the visits of each condition in it; it stands at a place.
    pub(in crate::exec::select) fn spent(
        &self,
        ontology: &Ontology,
        place: &str,
        take: &mut TakeSpent<'_>,
    ) {
        self.condition.spent_by(ontology, (place, end_of(self.relation)), take);
    }
}
