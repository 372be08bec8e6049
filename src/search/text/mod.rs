//! Search by words: names in all their keys, summaries, and properties with `@search`.
//!
//! One document of the index is one entity, and its number there is its number in the graph.
//! The index says which entities match and how well by each word alone (`query`); rank adds
//! what the graph knows (`rank`); the likeliest hits are read in the graph and ordered by how
//! well their names and texts answer (`rerank`); which text it was and what to show of it is
//! found out for the few hits that are shown ([`show()`]).
//!
//! Texts and queries pass through the same keys (`words`), so case, marks, script and the
//! usual ways of transliteration do not matter. Nothing of the query language of the library
//! is open to users: [`ParsedQuery`] reads what they type, and any text means something.

mod build;
mod clause;
mod query;
mod rank;
mod read;
mod rerank;
mod schema;
mod show;
mod texts;
mod words;

#[cfg(test)]
mod tests;

pub use rank::Hit;
pub use read::{ParsedQuery, TooMany};
pub use show::{Snippet, show};
pub use texts::TextField;

use crate::graph::Graph;
use crate::search::{Fault, matching::Visible};
use rank::Ranking;
use schema::Fields;
use tantivy::{Searcher, TantivyError, directory::RamDirectory};

/// Finds entities by words.
pub struct TextIndex {
    /// `None` where there is no entity: the library makes no index of nothing.
    searcher: Option<Searcher>,
    directory: RamDirectory,
    fields: Fields,
    ranking: Ranking,
}

impl TextIndex {
    /// Indexes the entities of a graph.
    ///
    /// # Errors
    /// What the library says.
    pub fn new(graph: &Graph) -> Result<Self, Fault> {
        let (schema, fields) = schema::schema();
        let directory = RamDirectory::create();
        let searcher = match graph.node_count() {
            0 => None,
            _ => Some(build::build(graph, schema, fields, &directory)?),
        };
        let ranking = Ranking::new(graph);
        Ok(Self { searcher, directory, fields, ranking })
    }

    /// All entities that match, by number. The same query gives the same hits with the same
    /// scores as long as the index lives.
    ///
    /// Typing errors are forgiven once in a word; where that finds nothing, twice in a long
    /// word and also in the words of texts; where that finds nothing either, one of two or three
    /// words may be missing. O(entities) at most, for each of the query's words.
    ///
    /// # Errors
    /// What the library says.
    pub fn search(&self, asked: &ParsedQuery) -> Result<Vec<Hit>, Fault> {
        let Some(searcher) = self.searcher.as_ref().filter(|_| !asked.is_empty()) else {
            return Ok(Vec::new());
        };
        let all = |query: clause::Clause| searcher.search(&*query, &rank::Everything);
        let excluded = query::excluded(asked, searcher, self.fields);
        let excluded = excluded.map(all).transpose()?.unwrap_or_default();
        for fuzziness in query::Fuzziness::ALL {
            let mut found = all(query::query(asked, searcher, self.fields, fuzziness)?)?;
            // Both are in order.
            found.retain(|(document, _)| {
                excluded.binary_search_by_key(document, |excluded| excluded.0).is_err()
            });
            if !found.is_empty() {
                return Ok(self.ranking.hits(found, asked));
            }
        }
        Ok(Vec::new())
    }

    /// Reranks the likeliest of some hits: scores them anew, above all others, which keep their
    /// scores. Says how many names and texts it looked at.
    ///
    /// O(hits), and the names and texts of the likeliest 128.
    ///
    /// # Errors
    /// What the library says.
    pub fn rerank(
        &self,
        graph: &Graph,
        visible: &impl Visible,
        asked: &ParsedQuery,
        hits: &mut [Hit],
    ) -> Result<usize, Fault> {
        let Some(searcher) = self.searcher.as_ref().filter(|_| !hits.is_empty()) else {
            return Ok(0);
        };
        let words = asked.all_words();
        let shares = query::shares(&words, searcher, self.fields)?;
        let mut reranker = rerank::Reranker::new(asked, &words, &shares);
        self.ranking.again(hits, rerank::RERANKED, |hit| reranker.score(graph, visible, hit));
        Ok(reranker.looked_at())
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        self.directory.total_mem_usage() + self.ranking.size()
    }
}

impl std::fmt::Debug for TextIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextIndex").finish_non_exhaustive()
    }
}

impl From<TantivyError> for Fault {
    fn from(error: TantivyError) -> Self {
        Self(error.to_string())
    }
}
