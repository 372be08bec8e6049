//! Matching: which entities a name may mean, how well each fits, and why.
//!
//! This is entity resolution (record linkage) by name. A name is taken apart into words
//! (`token`), each with the keys of [`crate::names`], and into terms that institutions share,
//! in any language (`concepts`). The index (`index`) finds the names that have such words and
//! terms; each is compared unit by unit (`compare`, `score`); an entity counts by the best of its
//! names. `docs/names.md` says what each feature weighs and how well it does on real names.
//!
//! Nothing here knows of GraphQL: the API, the reconciliation service and tests all ask
//! [`Matcher::candidates`].

mod abbreviation;
mod compare;
mod concepts;
mod country;
mod explain;
mod index;
mod lists;
mod matcher;
mod reader;
mod reading;
mod reference;
mod score;
mod token;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use compare::MatchedBy;
pub use matcher::Matcher;
pub use reference::Reference;
pub(in crate::search) use token::legal_forms;

use crate::{
    graph::{LinkId, NodeId},
    ontology::KindId,
};

/// The score that candidates must reach where nobody says otherwise. Lower ones find a little
/// more of the real names in `tests/names`, and several times as many wrong ones.
pub const THRESHOLD: f64 = 0.75;

/// Scores closer than this are a tie.
pub const TIE: f64 = 0.01;

/// A query: the name of an entity, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// A name.
    pub name: String,
    /// The BCP 47 language of the name, if it is known.
    pub lang: Option<String>,
    /// The kinds that the entity should be of; if empty, any.
    pub kinds: Vec<KindId>,
    /// The country that it should belong to: an id, a name or a code.
    pub country: Option<String>,
}

/// The number of candidates, and the least score.
#[derive(Clone, Copy, Debug)]
pub struct MatchLimits {
    /// Candidates listed at most.
    pub limit: usize,
    /// The least score of one that is listed.
    pub threshold: f64,
    /// Names compared at most; the likeliest are.
    pub names: usize,
}

/// The part of the graph that a caller may see. Candidates and their fields come from it alone; the
/// rarity of words is counted over all names.
pub trait Visible {
    /// Returns whether an entity may be seen.
    fn has_node(&self, node: NodeId) -> bool;

    /// Returns whether a link may be seen.
    fn has_link(&self, link: LinkId) -> bool;

    /// Returns whether a property of a kind may be seen.
    fn has_property(&self, kind: KindId, property: usize) -> bool;
}

/// All of the graph.
#[derive(Clone, Copy, Debug)]
pub struct Everything;

impl Visible for Everything {
    fn has_node(&self, _: NodeId) -> bool {
        true
    }

    fn has_link(&self, _: LinkId) -> bool {
        true
    }

    fn has_property(&self, _: KindId, _: usize) -> bool {
        true
    }
}

/// An entity that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub node: NodeId,
    /// The score, from 0 to 1, to four places.
    pub score: f64,
    /// True if it is the best and another is within [`TIE`] of it, or if it is that other.
    pub tie: bool,
    /// The position of the name with the best score.
    pub name: usize,
    /// True if each word of either name is in the other, whatever its spelling: no word is missing,
    /// shortened or merely similar, and if some are translated, others that are no common words are
    /// the same.
    pub whole: bool,
    /// The result for each word; empty unless it was requested.
    pub tokens: Vec<TokenMatch>,
    /// True if it is of a kind in the query; `None` if the query has none.
    pub kind_agrees: Option<bool>,
    /// True if it is of the country in the query; `None` if there is none, or its own is unknown.
    pub country_agrees: Option<bool>,
}

/// The result for a word of either name.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenMatch {
    /// The word of the query.
    pub query: Option<String>,
    /// The word of the candidate.
    pub candidate: Option<String>,
    /// The way in which the words agree.
    pub by: MatchedBy,
    /// The likeness, from 0 to 1, to four places.
    pub score: f64,
    /// The weight among the words, to four places.
    pub weight: f64,
}
