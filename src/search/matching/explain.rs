//! What became of each word, for people: the words as they are written.

use super::{
    Candidate, MOST_WORDS, MatchedBy, TokenMatch, rounded,
    score::Met,
    token::{Token, tokens},
};
use crate::graph::Graph;

/// The words of both names with what became of them.
pub(super) fn explained(
    graph: &Graph,
    candidate: &Candidate,
    query: &[Token],
    met: &[Met],
) -> Vec<TokenMatch> {
    let arena = graph.arena();
    let name = &graph.nodes().names(candidate.node)[candidate.name];
    let lang = (!name.lang.is_null()).then(|| arena.text(name.lang));
    let theirs = tokens(&arena.text(name.value), lang.as_deref(), MOST_WORDS);
    let written =
        |tokens: &[Token], at: Option<usize>| at.map(|at| tokens[at].word.written.clone());
    let all = |tokens: &[Token]| {
        let words: Vec<&str> = tokens.iter().map(|it| it.word.written.as_str()).collect();
        Some(words.join(" "))
    };
    let explain = |it: &Met| {
        let is_whole = matches!(it.by, MatchedBy::Joined | MatchedBy::Acronym);
        TokenMatch {
            query: if is_whole { all(query) } else { written(query, it.query) },
            candidate: if is_whole { all(&theirs) } else { written(&theirs, it.candidate) },
            by: it.by,
            score: rounded(it.likeness),
            weight: rounded(it.weight),
        }
    };
    met.iter().map(explain).collect()
}
