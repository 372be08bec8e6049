//! Elements: an entity or a link, as one number.

use super::{Graph, LinkId, NodeId};

/// An entity or a link, as one number: the entities in their order, then the links in theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(u32);

/// An element as an entity or as a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// An entity.
    Node(NodeId),
    /// A link.
    Link(LinkId),
}

impl ElementId {
    /// The number of an entity.
    pub fn of_node(node: NodeId) -> Self {
        Self(node.0)
    }

    /// The number of a link in a graph of so many entities.
    pub(super) fn of_link(link: LinkId, nodes: usize) -> Self {
        Self(nodes as u32 + link.0)
    }

    /// Returns the element of this number in a graph of `nodes` entities.
    fn element(self, nodes: usize) -> Element {
        match self.0.checked_sub(nodes as u32) {
            None => Element::Node(NodeId(self.0)),
            Some(link) => Element::Link(LinkId(link)),
        }
    }
}

impl Graph {
    /// Returns the element of a number.
    #[inline]
    pub fn element(&self, id: ElementId) -> Element {
        id.element(self.nodes.len())
    }

    /// The number of a link among entities and links.
    pub fn link_element(&self, link: LinkId) -> ElementId {
        ElementId::of_link(link, self.nodes.len())
    }
}
