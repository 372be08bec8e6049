//! petgraph's visit traits on a view, so that its algorithms run over what is in view.
//!
//! The graph that petgraph sees is directed: its nodes are the entities in view, its edges are
//! the steps that the view allows. With [`Direction::Both`](crate::ontology::Direction) every
//! link is an edge either way, as in petgraph's undirected graphs.
//! `examples/petgraph_on_a_view.rs` runs some of its algorithms.

use super::{ElementFilter, Incidents, View, Way};
use crate::graph::{LinkId, NodeId, visit::Visited};
use petgraph::{
    Directed, Direction as Arrow,
    visit::{
        Data, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected,
        IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences, NodeCount,
        NodeIndexable, Visitable,
    },
};

impl<F> GraphBase for View<'_, F> {
    type NodeId = NodeId;
    type EdgeId = LinkId;
}

impl<F> Data for View<'_, F> {
    type NodeWeight = ();
    type EdgeWeight = f64;
}

impl<F> GraphProp for View<'_, F> {
    type EdgeType = Directed;
}

/// Counts the entities in view, one by one.
impl<F: ElementFilter> NodeCount for View<'_, F> {
    fn node_count(&self) -> usize {
        self.nodes().count()
    }
}

/// Indices are positions in the whole graph, so they have gaps.
impl<F> NodeIndexable for View<'_, F> {
    fn node_bound(&self) -> usize {
        self.graph.node_count()
    }

    fn to_index(&self, node: NodeId) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeId {
        NodeId(index as u32)
    }
}

impl<F> Visitable for View<'_, F> {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        self.graph.visit_map()
    }

    fn reset_map(&self, map: &mut Visited) {
        self.graph.reset_map(map);
    }
}

/// The entities in view, in the order of the graph.
#[derive(Debug)]
pub struct ViewNodes<'v, 'g, F> {
    view: &'v View<'g, F>,
    numbers: std::ops::Range<u32>,
}

impl<F: ElementFilter> Iterator for ViewNodes<'_, '_, F> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.numbers.by_ref().map(NodeId).find(|node| self.view.has_node(*node))
    }
}

impl<'g, F: ElementFilter> View<'g, F> {
    /// The entities in view, in the order of the graph.
    pub fn nodes(&self) -> ViewNodes<'_, 'g, F> {
        ViewNodes { view: self, numbers: 0..self.graph.node_count() as u32 }
    }
}

impl<'v, 'g, F: ElementFilter> IntoNodeIdentifiers for &'v View<'g, F> {
    type NodeIdentifiers = ViewNodes<'v, 'g, F>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        self.nodes()
    }
}

/// Entities as petgraph's references: without a weight.
impl<'v, 'g, F: ElementFilter> IntoNodeReferences for &'v View<'g, F> {
    type NodeRef = (NodeId, &'v ());
    type NodeReferences = std::iter::Map<ViewNodes<'v, 'g, F>, fn(NodeId) -> (NodeId, &'v ())>;

    fn node_references(self) -> Self::NodeReferences {
        self.nodes().map(|node| (node, &()))
    }
}

/// A step that a view allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewEdge {
    source: NodeId,
    target: NodeId,
    link: LinkId,
    weight: f64,
}

impl EdgeRef for ViewEdge {
    type NodeId = NodeId;
    type EdgeId = LinkId;
    type Weight = f64;

    fn source(&self) -> NodeId {
        self.source
    }

    fn target(&self) -> NodeId {
        self.target
    }

    /// The cost of the step by [`View::with_costs`], 1 without.
    fn weight(&self) -> &f64 {
        &self.weight
    }

    fn id(&self) -> LinkId {
        self.link
    }
}

/// The steps from an entity, or to it.
#[derive(Debug)]
pub struct ViewEdges<'v, 'g, F> {
    view: &'v View<'g, F>,
    node: NodeId,
    arrow: Arrow,
    incidents: Incidents<'v, 'g, F>,
}

impl<'v, 'g, F: ElementFilter> ViewEdges<'v, 'g, F> {
    fn new(view: &'v View<'g, F>, node: NodeId, arrow: Arrow) -> Self {
        let way = if arrow == Arrow::Outgoing { Way::Forward } else { Way::Backward };
        Self { view, node, arrow, incidents: view.incident(node, way) }
    }
}

impl<F: ElementFilter> Iterator for ViewEdges<'_, '_, F> {
    type Item = ViewEdge;

    fn next(&mut self) -> Option<ViewEdge> {
        loop {
            let incident = self.incidents.next()?;
            if !self.view.has_node(incident.node) {
                continue;
            }
            let link = incident.link(self.view.graph);
            let (source, target) = match self.arrow {
                Arrow::Outgoing => (self.node, incident.node),
                Arrow::Incoming => (incident.node, self.node),
            };
            if let Some(weight) = self.view.weight(link, target) {
                return Some(ViewEdge { source, target, link, weight });
            }
        }
    }
}

/// The entities that are one step away; one that several links lead to comes several times.
#[derive(Debug)]
pub struct ViewNeighbors<'v, 'g, F>(ViewEdges<'v, 'g, F>);

impl<F: ElementFilter> Iterator for ViewNeighbors<'_, '_, F> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        self.0.next().map(|edge| match self.0.arrow {
            Arrow::Outgoing => edge.target,
            Arrow::Incoming => edge.source,
        })
    }
}

impl<'v, 'g, F: ElementFilter> IntoNeighbors for &'v View<'g, F> {
    type Neighbors = ViewNeighbors<'v, 'g, F>;

    fn neighbors(self, node: NodeId) -> Self::Neighbors {
        ViewNeighbors(ViewEdges::new(self, node, Arrow::Outgoing))
    }
}

impl<'v, 'g, F: ElementFilter> IntoNeighborsDirected for &'v View<'g, F> {
    type NeighborsDirected = ViewNeighbors<'v, 'g, F>;

    fn neighbors_directed(self, node: NodeId, arrow: Arrow) -> Self::NeighborsDirected {
        ViewNeighbors(ViewEdges::new(self, node, arrow))
    }
}

impl<'v, 'g, F: ElementFilter> IntoEdges for &'v View<'g, F> {
    type Edges = ViewEdges<'v, 'g, F>;

    fn edges(self, node: NodeId) -> Self::Edges {
        ViewEdges::new(self, node, Arrow::Outgoing)
    }
}

impl<'v, 'g, F: ElementFilter> IntoEdgesDirected for &'v View<'g, F> {
    type EdgesDirected = ViewEdges<'v, 'g, F>;

    fn edges_directed(self, node: NodeId, arrow: Arrow) -> Self::EdgesDirected {
        ViewEdges::new(self, node, arrow)
    }
}

/// Every step of the view, by where it starts: a link that can be followed either way comes
/// twice.
impl<'v, 'g, F: ElementFilter> IntoEdgeReferences for &'v View<'g, F> {
    type EdgeRef = ViewEdge;
    type EdgeReferences = AllEdges<'v, 'g, F>;

    fn edge_references(self) -> Self::EdgeReferences {
        AllEdges { nodes: self.nodes(), edges: None }
    }
}

/// Every step of a view.
#[derive(Debug)]
pub struct AllEdges<'v, 'g, F> {
    nodes: ViewNodes<'v, 'g, F>,
    edges: Option<ViewEdges<'v, 'g, F>>,
}

impl<F: ElementFilter> Iterator for AllEdges<'_, '_, F> {
    type Item = ViewEdge;

    fn next(&mut self) -> Option<ViewEdge> {
        loop {
            if let Some(edge) = self.edges.as_mut().and_then(Iterator::next) {
                return Some(edge);
            }
            let node = self.nodes.next()?;
            self.edges = Some(ViewEdges::new(self.nodes.view, node, Arrow::Outgoing));
        }
    }
}
