//! Chooses what rests on a source: the entities and links that cite it.

use super::{
    Reader, Record, Records, Refusal,
    items::Wants,
    records::{ElementPosition, element_cursor},
};
use crate::{
    exec::store::Store,
    graph::{Citation, Element, ElementId, NodeId},
    limits::Exhausted,
    plan::{Cursor, FieldError, fields::supports::SupportPage},
};
use std::cmp::Ordering;

impl Record for ElementId {
    type Position = ElementPosition;

    fn position(store: &impl Store, cursor: &Cursor) -> Result<ElementPosition, FieldError> {
        ElementPosition::find(store, cursor)
    }

    fn compare(self, store: &impl Store, position: &ElementPosition) -> Ordering {
        position.compare(store, self)
    }

    fn cursor(self, store: &impl Store) -> Cursor {
        element_cursor(store, self, Vec::new())
    }
}

/// A citation of a source, and the property whose claim cites it, if it is one.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct Support<'s> {
    pub(in crate::exec) citation: &'s Citation,
    pub(in crate::exec) field: Option<&'s str>,
}

impl<'a, S: Store> Reader<'a, S> {
    /// The page of what rests on a source.
    pub(in crate::exec) fn choose_supports(
        &mut self,
        source: NodeId,
        arguments: &SupportPage,
        wants: Wants,
    ) -> Result<Records<ElementId>, Refusal> {
        let seen = self.seen();
        let is_meant = |id| seen.in_scope(&arguments.scope, id) && seen.has_element(id);
        self.choose_records(self.store.citing(source), is_meant, &arguments.slice, wants)
    }

    /// The citations by which an element rests on a source, those of its claims behind its own.
    pub(in crate::exec) fn supports(
        &mut self,
        source: NodeId,
        id: ElementId,
    ) -> Result<Vec<Support<'a>>, Exhausted> {
        let mut all = citations(self.store, id);
        self.budget.visit(all.len())?;
        all.retain(|support| support.citation.source == source);
        Ok(all)
    }
}

/// All that an entity or a link cites.
fn citations<S: Store>(store: &S, id: ElementId) -> Vec<Support<'_>> {
    let own = |citation| Support { citation, field: None };
    let node = match store.element(id) {
        Element::Link(link) => return store.link_citations(link).iter().map(own).collect(),
        Element::Node(node) => node,
    };
    let properties = &store.ontology().kind(store.kind(node)).properties;
    let claimed = store.claims(node).iter().flat_map(|set| {
        let field = Some(properties[set.property].name.as_str());
        let citations = set.claims.iter().flat_map(|claim| &claim.citations);
        citations.map(move |citation| Support { citation, field })
    });
    store.citations(node).iter().map(own).chain(claimed).collect()
}
