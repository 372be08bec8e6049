//! A name taken apart for comparison: its words, and its units by terms and by words.

use super::{
    compare::{MatchedBy, Side, compare},
    index::{MOST_WORDS, meet},
    token::{Token, Unit, by_words, tokens},
};

/// A name in words and units.
pub(super) struct Read {
    pub(super) tokens: Vec<Token>,
    /// The units by terms, and, if a term has several words, by words.
    pub(super) readings: Vec<Vec<Unit>>,
}

impl Read {
    pub(super) fn new(text: &str, lang: Option<&str>) -> Self {
        let (tokens, units) = tokens(text, lang, MOST_WORDS);
        let by_words = by_words(&units);
        Self { tokens, readings: std::iter::once(units).chain(by_words).collect() }
    }

    /// A reading; there is no other than by words where no term has several.
    pub(super) fn reading(&self, reading: usize) -> &[Unit] {
        &self.readings[reading.min(self.readings.len() - 1)]
    }

    /// The units by terms.
    pub(super) fn units(&self) -> &[Unit] {
        &self.readings[0]
    }
}

/// The readings of two names side by side: by terms, then by words where one has terms of several.
pub(super) fn readings<'r>(
    ours: &'r [Vec<Unit>],
    theirs: &'r [Vec<Unit>],
) -> impl Iterator<Item = (&'r [Unit], &'r [Unit], usize)> {
    (0..ours.len().max(theirs.len())).map(move |reading| {
        let of = |all: &'r [Vec<Unit>]| &all[reading.min(all.len() - 1)][..];
        (of(ours), of(theirs), reading)
    })
}

/// Compares two units of names that were read.
pub(super) fn unit_likeness(
    ours: &Read,
    our_unit: &Unit,
    theirs: &Read,
    their_unit: &Unit,
) -> Option<(MatchedBy, f64)> {
    let (a, b) = (&ours.tokens[our_unit.words()], &theirs.tokens[their_unit.words()]);
    let spelled = |tokens: &[Token]| -> Vec<String> {
        tokens.iter().map(|it| it.word.spellings[0].clone()).collect()
    };
    meet(
        our_unit,
        their_unit,
        || spelled(a) == spelled(b),
        || {
            let [one, other] = [(&a[0], our_unit), (&b[0], their_unit)]
                .map(|(token, unit)| Side { word: &token.word, part: unit.part });
            compare(one, other)
        },
    )
}
