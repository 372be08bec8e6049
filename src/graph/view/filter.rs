//! Predicates of a view: conditions on entities and links that a caller brings along.

use crate::graph::{Graph, LinkId, NodeId};

/// Conditions on entities and links, asked during a search and never after it.
///
/// A view calls them for a link only after its cheaper tests (relation, status, time) let it
/// pass. An implementation must give the same answer for the same item as long as the view
/// lives; one that ends early (a budget is spent) answers `false` from then on and keeps the
/// reason for its owner.
pub trait ElementFilter {
    /// Returns true if an entity is wanted.
    fn node(&self, node: NodeId) -> bool;

    /// Returns true if a link is wanted.
    fn link(&self, link: LinkId) -> bool;

    /// The number of links of an entity, whatever the view: for `maxDegree`, for penalties and
    /// for orders. Whoever hides links from a caller leaves them out here too.
    #[inline]
    fn degree(&self, graph: &Graph, node: NodeId) -> u32 {
        graph.degree(node)
    }

    /// Returns false if a link is hidden from the caller, in every view: no error may name it.
    #[inline]
    fn exists(&self, link: LinkId) -> bool {
        let _ = link;
        true
    }

    /// True if [`Self::node`] can refuse an entity; if not, it is never called.
    const TESTS_NODES: bool = true;

    /// True if [`Self::link`] can refuse a link; if not, it is never called.
    const TESTS_LINKS: bool = true;
}

/// No condition.
#[derive(Clone, Copy, Debug, Default)]
pub struct Everything;

impl ElementFilter for Everything {
    fn node(&self, _: NodeId) -> bool {
        true
    }

    fn link(&self, _: LinkId) -> bool {
        true
    }

    const TESTS_NODES: bool = false;
    const TESTS_LINKS: bool = false;
}

/// One closure for entities and one for links.
#[derive(Clone, Copy, Debug)]
pub struct Where<N, L> {
    /// The condition on entities.
    pub nodes: N,
    /// The condition on links.
    pub links: L,
}

impl<N: Fn(NodeId) -> bool, L: Fn(LinkId) -> bool> ElementFilter for Where<N, L> {
    fn node(&self, node: NodeId) -> bool {
        (self.nodes)(node)
    }

    fn link(&self, link: LinkId) -> bool {
        (self.links)(link)
    }
}

impl<F: ElementFilter> ElementFilter for &F {
    fn node(&self, node: NodeId) -> bool {
        (**self).node(node)
    }

    fn link(&self, link: LinkId) -> bool {
        (**self).link(link)
    }

    fn degree(&self, graph: &Graph, node: NodeId) -> u32 {
        (**self).degree(graph, node)
    }

    fn exists(&self, link: LinkId) -> bool {
        (**self).exists(link)
    }

    const TESTS_NODES: bool = F::TESTS_NODES;
    const TESTS_LINKS: bool = F::TESTS_LINKS;
}
