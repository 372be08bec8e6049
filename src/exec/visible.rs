//! The part of a graph of which an index may tell, if the store hides elements.

use super::store::Store;
use crate::{
    graph::{LinkId, NodeId},
    ontology::KindId,
    search::matching::Visible,
};

/// The entities, links and properties that a store has.
#[derive(Clone, Copy, Debug)]
pub struct StoreVisibility<'s, S>(pub &'s S);

impl<S: Store> Visible for StoreVisibility<'_, S> {
    fn has_node(&self, node: NodeId) -> bool {
        self.0.has_node(node)
    }

    fn has_link(&self, link: LinkId) -> bool {
        self.0.has_link(link)
    }

    fn has_property(&self, kind: KindId, property: usize) -> bool {
        self.0.column(kind, property).is_some()
    }
}
