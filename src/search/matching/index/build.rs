//! Builds the index from the names of a graph.
//!
//! Each distinct word is spelled and weighed once; the lists are laid out when all names are
//! read, and only then can be told how rare the words are.

use super::{
    super::abbreviation::{initials, translated_initials},
    Bare, Entry, Lexeme, Names, groups, joined_sounds,
};
use crate::{
    graph::Name,
    names::Word,
    search::matching::{
        lists::{Gathered, Rows},
        reader::Reader,
        token::Unit,
    },
};
use hashbrown::HashMap;
use std::borrow::Cow;

/// A name to be indexed.
#[derive(Debug)]
pub(in super::super) struct NameEntry<'a> {
    /// The owner of the name.
    pub(in super::super) owner: u32,
    pub(in super::super) text: Cow<'a, str>,
    /// The BCP 47 language of the name, if it is known.
    pub(in super::super) lang: Option<Cow<'a, str>>,
    /// The [`keys`] of the name, with [`Name::BETWEEN`] between them.
    pub(in super::super) keys: Cow<'a, str>,
}

/// An index to which names are added.
#[derive(Debug, Default)]
struct Builder {
    reader: Reader,
    entries: Vec<Entry>,
    words: Vec<u32>,
    units: Vec<Unit>,
    vocabulary: Vec<Lexeme>,
    /// A word of the vocabulary and a name that has it.
    names: Vec<(u32, u32)>,
    by_key: Gathered,
    /// A concept and a name that has it.
    by_concept: HashMap<u16, Vec<u32>>,
    by_group: Gathered,
    by_whole: Gathered,
    by_bare: Gathered,
    by_initials: Gathered,
    by_abbreviation: Gathered,
}

impl Names {
    /// The index of names; those of an owner stand together.
    pub(in super::super) fn new<'a>(names: impl Iterator<Item = NameEntry<'a>>) -> Self {
        let mut builder = Builder::default();
        names.for_each(|given| builder.add(&given));
        let mut index = builder.finish();
        index.weigh();
        index
    }

    /// Sets how rare words are: by how many entities have one that shares a key.
    fn weigh(&mut self) {
        let owner = |name: u32| self.entries[name as usize].owner as usize;
        let most = self.entries.iter().map(|entry| entry.owner as usize + 1).max();
        let owners = self.entries.iter().filter(|entry| entry.place == 0).count();
        // The last word, by number from 1 on, that each owner was counted for.
        let mut counted = vec![0; most.unwrap_or_default()];
        for number in 0..self.vocabulary.len() {
            let mut having = 0;
            let sounds = &self.vocabulary[number].word.sounds;
            let same = sounds.iter().flat_map(|key| self.by_key.of(key));
            for &name in same.flat_map(|&other| self.names.of(other)) {
                let last = &mut counted[owner(name)];
                having += usize::from(*last != number + 1);
                *last = number + 1;
            }
            self.vocabulary[number].rarity = rarity(having, owners);
        }
    }
}

impl Builder {
    fn add(&mut self, given: &NameEntry<'_>) {
        let name = self.entries.len() as u32;
        let last = self.entries.last().filter(|last| last.owner == given.owner);
        let place = last.map_or(0, |last| last.place + 1);
        let (start, units_start) = (self.words.len() as u32, self.units.len() as u32);
        self.entries.push(Entry { owner: given.owner, place, start, units: units_start });
        let (words, units) = self.reader.read(&given.text, given.lang.as_deref());
        let spelled: Vec<&Word> = words.iter().map(|&it| self.reader.speller.word(it)).collect();
        for initials in initials(&spelled, &units) {
            self.by_initials.add(&initials, name);
        }
        for letters in translated_initials(&spelled, &units) {
            self.by_abbreviation.add(&letters, name);
        }
        for whole in joined_sounds(given.keys.split(Name::BETWEEN)) {
            self.by_whole.add(&whole, name);
        }
        for whole in Bare::of(&spelled, &units).map_or_else(Vec::new, |bare| bare.wholes) {
            self.by_bare.add(&whole, name);
        }
        for concept in units.iter().flat_map(|unit| unit.concepts.iter()) {
            let names = self.by_concept.entry(concept).or_default();
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
        for &word in &words {
            let number = match self.reader.places.get(&word) {
                Some(&number) => number,
                None => self.place(word),
            };
            self.names.push((number, name));
            self.words.push(number);
        }
        self.units.extend(units);
    }

    /// The position of a word in the vocabulary, to which it is added if it is new.
    fn place(&mut self, word: u32) -> u32 {
        let spelled = self.reader.speller.word(word);
        let number = match self.reader.by_spellings.get(&spelled.spellings) {
            Some(&number) => number,
            None => {
                let number = self.vocabulary.len() as u32;
                let word = spelled.clone();
                self.reader.by_spellings.insert(spelled.spellings.clone(), number);
                self.add_lexeme(number, word);
                number
            }
        };
        self.reader.places.insert(word, number);
        number
    }

    fn add_lexeme(&mut self, number: u32, word: Word) {
        for key in word.spellings.iter().chain(&word.sounds) {
            self.by_key.add(key, number);
        }
        for group in groups(&word) {
            self.by_group.add(group, number);
        }
        self.vocabulary.push(Lexeme { word, rarity: 1.0 });
    }

    /// The index, with no room left to grow. Words are not weighed yet.
    fn finish(mut self) -> Names {
        self.entries.shrink_to_fit();
        self.words.shrink_to_fit();
        self.units.shrink_to_fit();
        self.by_concept.values_mut().for_each(Vec::shrink_to_fit);
        self.vocabulary.shrink_to_fit();
        Names {
            names: Rows::new(self.vocabulary.len(), self.names),
            entries: self.entries,
            words: self.words,
            units: self.units,
            vocabulary: self.vocabulary,
            by_key: self.by_key.finish(),
            by_concept: self.by_concept,
            by_group: self.by_group.finish(),
            by_whole: self.by_whole.finish(),
            by_bare: self.by_bare.finish(),
            by_initials: self.by_initials.finish(),
            by_abbreviation: self.by_abbreviation.finish(),
        }
    }
}

/// From 1 for what one entity has to 0.1 for what all have: the square of how much of the
/// choice among all entities the word takes away.
fn rarity(having: usize, all: usize) -> f64 {
    let (having, all) = (having.max(1) as f64, all as f64 + 1.0);
    ((all / having).ln() / all.ln()).powi(2).max(0.1)
}
