//! The result for each word, for people: the words as they are written.

use super::{
    Candidate, MatchedBy, TokenMatch,
    matcher::{Compared, rounded},
    reading::Read,
    score::Met,
};
use crate::graph::Graph;

/// The words and terms of both names with what became of them.
pub(super) fn explained(
    graph: &Graph,
    candidate: &Candidate,
    query: &Read,
    best: &Compared,
) -> Vec<TokenMatch> {
    let arena = graph.arena();
    let name = &graph.nodes().names(candidate.node)[candidate.name];
    let lang = (!name.lang.is_null()).then(|| arena.text(name.lang));
    let theirs = Read::new(&arena.text(name.value), lang.as_deref());
    let all = |read: &Read| Some(written(read, 0..read.tokens.len()));
    let unit = |read: &Read, at: Option<usize>| {
        at.and_then(|at| read.reading(best.reading).get(at)).map(|it| written(read, it.words()))
    };
    let explain = |it: &Met| {
        let is_whole = matches!(it.by, MatchedBy::Joined | MatchedBy::Acronym);
        TokenMatch {
            query: if is_whole { all(query) } else { unit(query, it.query) },
            candidate: if is_whole { all(&theirs) } else { unit(&theirs, it.candidate) },
            by: it.by,
            score: rounded(it.likeness),
            weight: rounded(it.weight),
        }
    };
    best.met.iter().map(explain).collect()
}

fn written(read: &Read, words: std::ops::Range<usize>) -> String {
    let words: Vec<&str> = read.tokens[words].iter().map(|it| it.word.written.as_str()).collect();
    words.join(" ")
}
