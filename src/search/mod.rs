//! The search index of a graph: built once, in memory, beside the graph that it is of.
//!
//! It holds numbers of entities and what they are found by; all texts that are shown come
//! from the graph. Like the graph it cannot change after it is built.

pub mod matching;
pub mod text;

use crate::graph::Graph;
use matching::Matcher;
use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};
use text::TextIndex;

/// All indexes of one graph.
#[derive(Debug)]
pub struct Index {
    text: TextIndex,
    matching: Matcher,
    build_time: Duration,
}

impl Index {
    /// Builds the indexes of a graph.
    ///
    /// # Errors
    /// What the index's library says: a fault of ours, since it is given memory only.
    pub fn new(graph: &Graph) -> Result<Self, Fault> {
        let start = Instant::now();
        let text = TextIndex::new(graph)?;
        let matching = Matcher::new(graph);
        Ok(Self { text, matching, build_time: start.elapsed() })
    }

    /// Finds entities by words.
    pub fn text(&self) -> &TextIndex {
        &self.text
    }

    /// Says who is meant by a name.
    pub fn matching(&self) -> &Matcher {
        &self.matching
    }

    /// How long building took.
    pub fn build_time(&self) -> Duration {
        self.build_time
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        self.text.size()
    }
}

/// A place for the index of one graph, filled on its first use.
///
/// A command that only checks files or runs a query without `search` does not pay for it; a
/// server fills it before it says that it is ready.
#[derive(Debug, Default)]
pub struct LazyIndex(OnceLock<Result<Index, Fault>>);

impl LazyIndex {
    /// The index of a graph: always the same graph.
    ///
    /// # Errors
    /// Why it could not be built.
    pub fn of(&self, graph: &Graph) -> Result<&Index, &Fault> {
        self.0.get_or_init(|| Index::new(graph)).as_ref()
    }
}

/// Why there is no index, or no answer from it: a fault of ours, in the library's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub String);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the search index failed: {}; please report it", self.0)
    }
}

impl std::error::Error for Fault {}
