//! The filter of the links of entities, planned: what one row found out is used by the next.

use super::{Held, Run, dearest::Dearest, describe::Description, link_test::LinkTest};
use crate::{
    exec::{select::view::StoreView, store::Store},
    graph::{LinkId, NodeId},
    limits::Budget,
    ontology::Ontology,
    plan::LinkPredicate,
};

/// A condition on the links of entities, and what is known of it so far.
pub(in crate::exec::select) struct PlannedLinks<'p>(LinkTest<'p>);

impl<'p> PlannedLinks<'p> {
    /// Plans a condition.
    pub(in crate::exec::select) fn new<S: Store>(
        seen: &StoreView<'_, S>,
        one: &'p LinkPredicate,
    ) -> Self {
        Self(LinkTest::new(seen.store, one))
    }

    /// Returns whether a link and the entity that it leads to fulfil the condition.
    pub(in crate::exec::select) fn holds<S: Store>(
        &mut self,
        seen: &StoreView<'_, S>,
        budget: &mut Budget,
        bytes_left: &mut usize,
        (node, link): (NodeId, LinkId),
    ) -> Held {
        let mut run = Run { seen, budget, bytes_left, has_reached: false, samples: false };
        self.0.holds(&mut run, node, link)
    }

    /// Describes how the conditions were run.
    pub(in crate::exec::select) fn describe(&self, ontology: &Ontology) -> String {
        Description::of(ontology, |to| self.0.describe(None, to))
    }

    /// The condition in it that took most visits, if it has one on entities.
    pub(in crate::exec::select) fn dearest(&self, ontology: &Ontology) -> Option<Dearest> {
        self.0.dearest(ontology)
    }
}
