//! Reads the names of a graph for the index: each distinct word is spelled, and told from
//! particles and legal forms, once.

use super::{
    index::MOST_WORDS,
    token::{Traits, Unit, units},
    vocabulary::is_zade,
};
use crate::names::Speller;
use hashbrown::HashMap;

/// The state of the reading of names, with all that is known of their words.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) speller: Speller,
    /// Of the speller's words, by its numbers.
    traits: Vec<Traits>,
    /// The positions in the vocabulary of the speller's words.
    pub(super) places: HashMap<u32, u32>,
    /// Words that are spelled alike are one in the vocabulary.
    pub(super) by_spellings: HashMap<Vec<String>, u32>,
}

impl Reader {
    /// The words of a name, by the speller's numbers, and its units.
    pub(super) fn read(&mut self, text: &str, lang: Option<&str>) -> (Vec<u32>, Vec<Unit>) {
        let mut words = self.speller.words(text, lang);
        self.join_zade(&mut words, lang);
        words.truncate(MOST_WORDS);
        for number in self.traits.len() as u32..self.speller.len() as u32 {
            self.traits.push(Traits::of(self.speller.word(number)));
        }
        let traits: Vec<&Traits> = words.iter().map(|&it| &self.traits[it as usize]).collect();
        (words, units(&traits))
    }

    /// Joins words as [`super::token::tokens`] does.
    fn join_zade(&mut self, words: &mut Vec<u32>, lang: Option<&str>) {
        let mut at = 1;
        while at < words.len() {
            if is_zade(self.speller.word(words[at])) {
                let [name, ending] = [at - 1, at].map(|it| &self.speller.word(words[it]).written);
                let joined = self.speller.words(&format!("{name}{ending}"), lang);
                if let [joined] = joined[..] {
                    words[at - 1] = joined;
                    words.remove(at);
                    continue;
                }
            }
            at += 1;
        }
    }
}
