//! Words of a name and the part that each plays in it.

use super::vocabulary::{self, Generic};
use crate::names::{Word, words};

/// A word and its part.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) part: Part,
}

/// What a word is in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A name as such: given name, surname, what a body is called.
    Plain,
    /// One letter for a name.
    Initial,
    /// `of`, `и`, `və`.
    Particle,
    /// `LLC`, `ОсОО`, `MMC`, by its number in the vocabulary.
    LegalForm(u8),
    /// The father's name, in a name that has two others.
    Patronymic,
    /// `oğlu`, `uulu`, `kyzy`: says that a patronymic stands before it.
    PatronymicMark,
}

impl Part {
    /// How much a word counts by its part alone.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Plain | Self::Patronymic => 1.0,
            Self::Initial => 0.5,
            Self::Particle => 0.05,
            Self::LegalForm(_) | Self::PatronymicMark => 0.1,
        }
    }
}

/// What of a word its part depends on, beside the words around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// Its only letter.
    letter: Option<char>,
    generic: Option<Generic>,
    ends_as_patronymic: bool,
}

impl Traits {
    /// Those of a word.
    pub(super) fn of(word: &Word) -> Self {
        let mut letters = word.written.chars();
        Self {
            letter: letters.next().filter(|c| c.is_alphabetic() && letters.next().is_none()),
            generic: vocabulary::generic(word),
            ends_as_patronymic: vocabulary::ends_as_patronymic(word),
        }
    }
}

/// The words of a name with their parts; at most so many, the first ones.
pub(super) fn tokens(text: &str, lang: Option<&str>, most: usize) -> Vec<Token> {
    let mut words = words(text, lang);
    words.truncate(most);
    let traits: Vec<Traits> = words.iter().map(Traits::of).collect();
    let token = |(word, part)| Token { word, part };
    words.into_iter().zip(parts(&traits)).map(token).collect()
}

/// The parts of the words of a name.
pub(super) fn parts(words: &[Traits]) -> Vec<Part> {
    let mut parts: Vec<Part> = words.iter().map(|word| part(word, words.len())).collect();
    mark_patronymics(words, &mut parts);
    parts
}

fn part(word: &Traits, count: usize) -> Part {
    if count == 1 {
        return Part::Plain;
    }
    match (word.letter, word.generic) {
        // A capital is a name's; of small letters some are words.
        (Some(letter), None) => initial_or_plain(letter),
        (Some(letter), Some(_)) if letter.is_uppercase() => Part::Initial,
        (_, Some(Generic::Particle)) => Part::Particle,
        (_, Some(Generic::LegalForm(form))) => Part::LegalForm(form),
        (_, Some(Generic::PatronymicMark)) => Part::PatronymicMark,
        (None, None) => Part::Plain,
    }
}

/// One letter stands for a name in scripts that have letters; elsewhere it can be one.
fn initial_or_plain(letter: char) -> Part {
    let has_case = letter.is_uppercase() || letter.is_lowercase();
    if has_case { Part::Initial } else { Part::Plain }
}

/// A father's name is told by the mark behind it or by its ending; it is one only beside a given
/// name and a surname, since `Turgunbek uulu` alone is used as a surname.
fn mark_patronymics(words: &[Traits], parts: &mut [Part]) {
    for index in 0..parts.len() {
        let marked = parts.get(index + 1) == Some(&Part::PatronymicMark);
        let plain = || parts.iter().filter(|&&part| part == Part::Plain).count();
        if parts[index] == Part::Plain
            && (marked || words[index].ends_as_patronymic)
            && plain() >= 3
        {
            parts[index] = Part::Patronymic;
        }
    }
}
