//! petgraph's visit traits on `&Graph`, so that its algorithms run as they are.
//!
//! A symmetric link can be followed from both its ends, like an edge of an undirected graph;
//! all others only from source to target.

use super::{Graph, LinkId, NodeId};
use crate::ontology::Direction;
use petgraph::{
    Directed, Direction as Way,
    visit::{
        Data, EdgeRef, GraphBase, GraphProp, IntoEdges, IntoEdgesDirected, IntoNeighbors,
        IntoNeighborsDirected, IntoNodeIdentifiers, NodeCompactIndexable, NodeCount, NodeIndexable,
        VisitMap, Visitable,
    },
};

impl GraphBase for Graph {
    type NodeId = NodeId;
    type EdgeId = LinkId;
}

impl Data for Graph {
    type NodeWeight = ();
    type EdgeWeight = ();
}

impl GraphProp for Graph {
    type EdgeType = Directed;
}

impl NodeCount for Graph {
    fn node_count(&self) -> usize {
        Self::node_count(self)
    }
}

impl NodeIndexable for Graph {
    fn node_bound(&self) -> usize {
        Self::node_count(self)
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId(index as u32)
    }
}

impl NodeCompactIndexable for Graph {}

/// The entities that were visited: one bit each.
#[derive(Clone, Debug, Default)]
pub struct Visited(Vec<u64>);

impl Visited {
    /// A set of none of so many.
    pub fn of(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(64)])
    }

    /// Takes all out, and makes room for so many.
    pub fn reset(&mut self, nodes: usize) {
        self.0.clear();
        self.0.resize(nodes.div_ceil(64), 0);
    }
}

impl VisitMap<NodeId> for Visited {
    #[inline]
    fn visit(&mut self, node: NodeId) -> bool {
        let (word, bit) = (node.index() / 64, 1 << (node.index() % 64));
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    #[inline]
    fn is_visited(&self, node: &NodeId) -> bool {
        self.0[node.index() / 64] & 1 << (node.index() % 64) != 0
    }

    fn unvisit(&mut self, node: NodeId) -> bool {
        let was = self.is_visited(&node);
        self.0[node.index() / 64] &= !(1 << (node.index() % 64));
        was
    }
}

impl Visitable for Graph {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited::of(Self::node_count(self))
    }

    fn reset_map(&self, map: &mut Visited) {
        map.reset(Self::node_count(self));
    }
}

/// A link as petgraph's algorithms see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    source: NodeId,
    target: NodeId,
    link: LinkId,
}

impl EdgeRef for Edge {
    type NodeId = NodeId;
    type EdgeId = LinkId;
    type Weight = ();

    fn source(&self) -> NodeId {
        self.source
    }

    fn target(&self) -> NodeId {
        self.target
    }

    fn weight(&self) -> &() {
        &()
    }

    fn id(&self) -> LinkId {
        self.link
    }
}

/// The edges at a node: those in one direction alone, then those of symmetric relations or,
/// against the direction, the other way round.
#[derive(Debug)]
pub struct Edges<'g> {
    graph: &'g Graph,
    node: NodeId,
    way: Way,
    positions: std::ops::Range<usize>,
}

impl<'g> Edges<'g> {
    fn new(graph: &'g Graph, node: NodeId, way: Way) -> Self {
        let direction = if way == Way::Outgoing { Direction::Out } else { Direction::In };
        Self { graph, node, way, positions: graph.incidence.row(node, direction) }
    }

    fn next_end(&mut self) -> Option<(NodeId, LinkId)> {
        let at = self.positions.next()?;
        Some((self.graph.incidence.nodes()[at], self.graph.incidence.links()[at]))
    }
}

impl Iterator for Edges<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        let (other, link) = self.next_end()?;
        let (source, target) = match self.way {
            Way::Outgoing => (self.node, other),
            Way::Incoming => (other, self.node),
        };
        Some(Edge { source, target, link })
    }
}

/// The neighbors of a node; one that several links lead to comes several times.
#[derive(Debug)]
pub struct Neighbors<'g>(Edges<'g>);

impl Iterator for Neighbors<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.0.next_end().map(|(node, _)| node)
    }
}

impl<'g> IntoNeighbors for &'g Graph {
    type Neighbors = Neighbors<'g>;

    fn neighbors(self, node: NodeId) -> Neighbors<'g> {
        Neighbors(Edges::new(self, node, Way::Outgoing))
    }
}

impl<'g> IntoNeighborsDirected for &'g Graph {
    type NeighborsDirected = Neighbors<'g>;

    fn neighbors_directed(self, node: NodeId, way: Way) -> Neighbors<'g> {
        Neighbors(Edges::new(self, node, way))
    }
}

impl petgraph::visit::IntoEdgeReferences for &Graph {
    type EdgeRef = Edge;
    type EdgeReferences = std::vec::IntoIter<Edge>;

    fn edge_references(self) -> Self::EdgeReferences {
        let links = &self.links;
        let edge = |(link, (&source, &target))| Edge { source, target, link: LinkId(link as u32) };
        let all: Vec<Edge> = links.from.iter().zip(&links.to).enumerate().map(edge).collect();
        all.into_iter()
    }
}

impl<'g> IntoEdges for &'g Graph {
    type Edges = Edges<'g>;

    fn edges(self, node: NodeId) -> Edges<'g> {
        Edges::new(self, node, Way::Outgoing)
    }
}

impl<'g> IntoEdgesDirected for &'g Graph {
    type EdgesDirected = Edges<'g>;

    fn edges_directed(self, node: NodeId, way: Way) -> Edges<'g> {
        Edges::new(self, node, way)
    }
}

impl IntoNodeIdentifiers for &Graph {
    type NodeIdentifiers = std::iter::Map<std::ops::Range<u32>, fn(u32) -> NodeId>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        (0..self.nodes.len() as u32).map(NodeId as fn(u32) -> NodeId)
    }
}
