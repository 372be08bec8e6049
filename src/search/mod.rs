//! The indexes of a graph: in memory, beside the graph that they are of.
//!
//! There are two, because there are two questions. `text` is full-text search: somebody types into
//! a box and wants a ranked list at each letter, over names, summaries and properties, with
//! prefixes, phrases and typing errors; it is an inverted index, with reranking of the likeliest
//! hits. `matching` is entity resolution: a table has a name in each row, often in another
//! language, and asks which one entity is meant, how sure that is and why; it aligns the words of
//! two names and weighs what agrees against what contradicts, which no index of words does. They
//! share the keys of names (`names`), the edit distances and the legal forms, and nothing else: a
//! likeness that is good enough to be listed is not good enough to be the same.
//!
//! The indexes hold numbers of entities and their keys; all texts that are shown come from the
//! graph. Like the graph they never change once they are built.

mod fault;
pub mod matching;
pub mod text;

pub use fault::Fault;

use crate::graph::Graph;
use matching::Matcher;
use std::{
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};
use text::TextIndex;

/// All indexes of one graph, each built on its first use.
///
/// A command that only checks files, or runs a query that needs none, does not pay for them; a
/// server builds them before it says that it is ready ([`Self::build`]).
#[derive(Debug, Default)]
pub struct Index {
    text: OnceLock<Result<TextIndex, Fault>>,
    matching: OnceLock<Matcher>,
    cost: OnceLock<Cost>,
}

/// The size of the indexes of a graph, and the time to build them.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// From the start of the first to the end of the last.
    pub build_time: Duration,
    /// Bytes on the heap of the index of words.
    pub words: usize,
    /// Bytes on the heap of the index of names.
    pub names: usize,
}

impl Index {
    /// Finds entities by words; of always the same graph.
    ///
    /// # Errors
    /// Why it could not be built.
    pub fn text(&self, graph: &Graph) -> Result<&TextIndex, Fault> {
        self.text.get_or_init(|| TextIndex::new(graph)).as_ref().map_err(Fault::clone)
    }

    /// Says who is meant by a name; of always the same graph.
    pub fn matching(&self, graph: &Graph) -> &Matcher {
        self.matching.get_or_init(|| Matcher::new(graph))
    }

    /// Builds both, side by side, and says what they take; the second time just that.
    ///
    /// # Errors
    /// What the text index's library says: a fault of ours, since it is given memory only.
    pub fn build(&self, graph: &Graph) -> Result<Cost, Fault> {
        let start = Instant::now();
        let (text, matching) = thread::scope(|scope| {
            let matching = scope.spawn(|| self.matching(graph));
            let text = self.text(graph);
            // A thread that panicked left no index: then it is built, and panics, here.
            (text, matching.join().unwrap_or_else(|_| self.matching(graph)))
        });
        let (words, names) = (text?.size(), matching.size());
        Ok(*self.cost.get_or_init(|| Cost { build_time: start.elapsed(), words, names }))
    }
}
