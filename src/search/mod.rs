//! What is found by its name: indexes over the graph, built with the snapshot.

pub mod matching;

use crate::graph::Graph;

/// All indexes of one graph.
#[derive(Debug)]
pub struct Index {
    /// Who is meant by a name.
    pub matching: matching::Matcher,
}

impl Index {
    /// The indexes of a graph.
    pub fn new(graph: &Graph) -> Self {
        Self { matching: matching::Matcher::new(graph) }
    }
}
