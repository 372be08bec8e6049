//! Projections: a view as plain arrays, for measures that read every step many times.
//!
//! A projection is a simple graph: two entities are adjacent or not, however many links tie
//! them, and a link from an entity to itself does not count. Its nodes are the entities in view,
//! numbered densely in their order.
//!
//! Three ways to read it, each in compressed sparse rows with sorted targets: along the view's
//! direction, against it, and either way. In a view of both directions the three are one.
//!
//! Cost: O(links in view · log of a row) to build; 4 bytes a step and 4 a node for each way, and
//! 4 bytes for each entity of the graph.

use super::{Meter, Truncation};
use crate::graph::{
    NodeId, Visited,
    view::{ElementFilter, View, Way},
};
use crate::ontology::Direction;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, NodeIndexable,
    Visitable,
};
use std::sync::Arc;

/// Adjacency in compressed sparse rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Csr {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Csr {
    /// Rows of lists of steps, by where they start.
    pub fn new(nodes: usize, steps: &[(u32, u32)]) -> Self {
        let mut steps = steps.to_vec();
        steps.retain(|(from, to)| from != to);
        steps.sort_unstable();
        steps.dedup();
        let mut starts = vec![0; nodes + 1];
        for (from, _) in &steps {
            starts[*from as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        Self { starts, targets: steps.into_iter().map(|step| step.1).collect() }
    }

    /// How many nodes it has.
    #[inline]
    pub fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many steps it has.
    #[inline]
    pub fn steps(&self) -> usize {
        self.targets.len()
    }

    /// The nodes one step from a node, in order.
    #[inline(always)]
    pub fn row(&self, node: u32) -> &[u32] {
        &self.targets[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    /// How many they are.
    #[inline(always)]
    pub fn degree(&self, node: u32) -> u32 {
        self.starts[node as usize + 1] - self.starts[node as usize]
    }

    /// Where the row of each node starts, and where the last ends.
    #[inline(always)]
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// All rows.
    #[inline(always)]
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// Two sets of rows as one.
    fn union(&self, other: &Self) -> Self {
        let mut union = Self { starts: vec![0], targets: Vec::new() };
        let mut row = Vec::new();
        for node in 0..self.nodes() as u32 {
            row.clear();
            row.extend_from_slice(self.row(node));
            row.extend_from_slice(other.row(node));
            row.sort_unstable();
            row.dedup();
            union.targets.extend_from_slice(&row);
            union.starts.push(union.targets.len() as u32);
        }
        union
    }

    fn size(&self) -> usize {
        4 * (self.starts.len() + self.targets.len())
    }
}

const ABSENT: u32 = u32::MAX;

/// A view as plain arrays.
#[derive(Clone, Debug)]
pub struct Projection {
    nodes: Vec<NodeId>,
    numbers: Vec<u32>,
    /// Along the view's direction.
    pub forward: Arc<Csr>,
    /// Against it.
    pub backward: Arc<Csr>,
    /// Either way.
    pub either: Arc<Csr>,
}

impl Projection {
    /// The projection of a view.
    ///
    /// # Errors
    /// If the meter ends it.
    pub fn new<F: ElementFilter>(
        view: &View<'_, F>,
        meter: &mut Meter,
    ) -> Result<Self, Truncation> {
        let nodes: Vec<NodeId> = view.nodes().collect();
        let mut numbers = vec![ABSENT; view.graph().node_count()];
        for (number, node) in (0..).zip(&nodes) {
            numbers[node.index()] = number;
        }
        let mut rows = |way| rows(view, way, &nodes, &numbers, meter).map(Arc::new);
        let forward = rows(Way::Forward)?;
        let (backward, either) = if view.direction() == Direction::Both {
            (Arc::clone(&forward), Arc::clone(&forward))
        } else {
            let backward = rows(Way::Backward)?;
            let either = Arc::new(forward.union(&backward));
            (backward, either)
        };
        Ok(Self { nodes, numbers, forward, backward, either })
    }

    /// A projection of an undirected graph of plain numbers.
    pub fn undirected(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let steps: Vec<_> = edges.iter().flat_map(|&(a, b)| [(a, b), (b, a)]).collect();
        let csr = Arc::new(Csr::new(nodes, &steps));
        Self::of_numbers(nodes, [Arc::clone(&csr), Arc::clone(&csr), csr])
    }

    /// A projection of a directed graph of plain numbers.
    pub fn directed(nodes: usize, steps: &[(u32, u32)]) -> Self {
        let back: Vec<_> = steps.iter().map(|&(from, to)| (to, from)).collect();
        let (forward, backward) = (Csr::new(nodes, steps), Csr::new(nodes, &back));
        let either = forward.union(&backward);
        Self::of_numbers(nodes, [forward, backward, either].map(Arc::new))
    }

    fn of_numbers(nodes: usize, [forward, backward, either]: [Arc<Csr>; 3]) -> Self {
        let numbers: Vec<u32> = (0..nodes as u32).collect();
        let nodes = numbers.iter().map(|&number| NodeId(number)).collect();
        Self { nodes, numbers, forward, backward, either }
    }

    /// The entities, by number.
    pub fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The number of an entity, if it is in view.
    pub fn number(&self, node: NodeId) -> Option<u32> {
        self.numbers.get(node.index()).copied().filter(|number| *number != ABSENT)
    }

    /// Returns true if steps have a direction.
    pub fn is_directed(&self) -> bool {
        !Arc::ptr_eq(&self.forward, &self.backward)
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        let csrs = if self.is_directed() {
            self.forward.size() + self.backward.size() + self.either.size()
        } else {
            self.forward.size()
        };
        4 * (self.nodes.len() + self.numbers.len()) + csrs
    }
}

/// The rows of one way.
fn rows<F: ElementFilter>(
    view: &View<'_, F>,
    way: Way,
    nodes: &[NodeId],
    numbers: &[u32],
    meter: &mut Meter,
) -> Result<Csr, Truncation> {
    let mut csr = Csr { starts: Vec::with_capacity(nodes.len() + 1), targets: Vec::new() };
    csr.starts.push(0);
    for (number, &node) in (0..).zip(nodes) {
        let start = csr.targets.len();
        let targets = view.incident(node, way).map(|it| numbers[it.node.index()]);
        csr.targets.extend(targets.filter(|&target| target != ABSENT && target != number));
        csr.targets[start..].sort_unstable();
        // Parallel links are one step.
        let mut kept = start;
        for at in start..csr.targets.len() {
            if at == start || csr.targets[at] != csr.targets[kept - 1] {
                csr.targets[kept] = csr.targets[at];
                kept += 1;
            }
        }
        csr.targets.truncate(kept);
        csr.starts.push(kept as u32);
        meter.links(view.row_len(node, way))?;
    }
    csr.targets.shrink_to_fit();
    Ok(csr)
}

impl GraphBase for Projection {
    type NodeId = NodeId;
    type EdgeId = (NodeId, NodeId);
}

impl NodeCount for Projection {
    fn node_count(&self) -> usize {
        self.len()
    }
}

/// Nodes of a projection are [`NodeId`]s that hold its own dense numbers.
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
