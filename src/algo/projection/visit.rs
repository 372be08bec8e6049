//! petgraph's visit traits on a projection. Its nodes are [`NodeId`]s that hold the projection's
//! own dense numbers, not those of the graph.

use super::Projection;
use crate::graph::{NodeId, Visited};
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, NodeIndexable,
    Visitable,
};

impl GraphBase for Projection {
    type NodeId = NodeId;
    type EdgeId = (NodeId, NodeId);
}

impl NodeCount for Projection {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl NodeIndexable for Projection {
    fn node_bound(&self) -> usize {
        self.len()
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId(index as u32)
    }
}

/// The neighbours of a node of a projection.
#[derive(Clone, Debug)]
pub struct Row<'p>(std::slice::Iter<'p, u32>);

impl Iterator for Row<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.0.next().map(|&number| NodeId(number))
    }
}

impl<'p> IntoNeighbors for &'p Projection {
    type Neighbors = Row<'p>;

    fn neighbors(self, node: NodeId) -> Row<'p> {
        Row(self.forward.row(node.0).iter())
    }
}

impl<'p> IntoNeighborsDirected for &'p Projection {
    type NeighborsDirected = Row<'p>;

    fn neighbors_directed(self, node: NodeId, arrow: petgraph::Direction) -> Row<'p> {
        let csr = match arrow {
            petgraph::Direction::Outgoing => &self.forward,
            petgraph::Direction::Incoming => &self.backward,
        };
        Row(csr.row(node.0).iter())
    }
}

impl IntoNodeIdentifiers for &Projection {
    type NodeIdentifiers = std::iter::Map<std::ops::Range<u32>, fn(u32) -> NodeId>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        (0..self.len() as u32).map(NodeId as fn(u32) -> NodeId)
    }
}

impl Visitable for Projection {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited::of(self.len())
    }

    fn reset_map(&self, map: &mut Visited) {
        map.reset(self.len());
    }
}
