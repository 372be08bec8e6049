//! Concepts: the words that names of institutions share, in the languages of the tables.
//!
//! Transliteration never takes `Nazirliyi` to `Министерство`: they are translations. The
//! vocabulary (`concepts.txt`) has the words for a concept by language, as stems; names are read
//! by it word by word, so a name that nobody ever wrote down is understood as long as its words
//! are known. A term may have several words (`сельское хозяйство`), and a word may stand for
//! several concepts (`коргоо` is protection and defence): names agree in a term if they share one.

mod endings;
mod parse;

use crate::names::Word;
use endings::is_ending;
use hashbrown::HashMap;
use std::sync::LazyLock;

/// The most concepts that a term may stand for.
const MOST: usize = 3;

/// The longest term, in words.
const LONGEST_TERM: usize = 4;

/// Stems that are considered for one word; the longest are.
const MOST_STEMS: usize = 12;

/// The class of a concept: what it tells about the body in whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// A country.
    Country,
    /// A city or a part of a country.
    Place,
    /// `state`, `republic`, `district`: hardly anything.
    Generic,
    /// The sort of the body: a ministry, a court, a bank.
    Head,
    /// The field in which the body works.
    Topic,
    /// A legal form, by its number.
    LegalForm(u8),
}

/// The concepts that a term stands for; a few at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Concepts([u16; MOST]);

impl Concepts {
    /// Of a word that stands for none.
    pub(super) const NONE: Self = Self([0; MOST]);

    /// The numbers of the concepts.
    pub(super) fn iter(self) -> impl Iterator<Item = u16> {
        self.0.into_iter().filter_map(|it| it.checked_sub(1))
    }

    /// Returns whether there is no concept.
    pub(super) fn is_empty(self) -> bool {
        self.0[0] == 0
    }

    /// Returns whether two terms can mean the same.
    pub(super) fn meet(self, other: Self) -> bool {
        self.iter().any(|it| other.iter().any(|its| its == it))
    }

    /// The countries among them, a bit for each.
    pub(super) fn countries(self) -> u16 {
        self.iter().filter(|&it| it < u16::BITS as u16).fold(0, |set, it| {
            let is_country = vocabulary().concepts[usize::from(it)].class == Class::Country;
            if is_country { set | 1 << it } else { set }
        })
    }

    fn of(concept: u16) -> Self {
        let mut one = Self::NONE;
        one.add(concept);
        one
    }

    fn add(&mut self, concept: u16) {
        if !self.iter().any(|it| it == concept)
            && let Some(free) = self.0.iter_mut().find(|it| **it == 0)
        {
            *free = concept + 1;
        }
    }
}

/// A concept of the vocabulary.
#[derive(Debug)]
struct Concept {
    class: Class,
    /// The first letters of the words for it, folded, of each language that has one.
    initials: Vec<(u8, String)>,
}

/// A stem of the vocabulary, and what begins with it.
#[derive(Debug, Default)]
struct Stem {
    /// True if an ending may follow.
    takes_endings: bool,
    /// The word that it must be letter by letter.
    capitals: Option<String>,
    /// True if it is a name of people too.
    is_weak: bool,
    concepts: Vec<u16>,
    /// The stems behind it in terms of several words, and what those stand for.
    terms: Vec<(Vec<u16>, u16)>,
    /// Concepts that the word stands for together: `Минфин` is a ministry, and finance.
    compound: Vec<u16>,
}

/// The vocabulary.
#[derive(Debug, Default)]
struct Vocabulary {
    concepts: Vec<Concept>,
    stems: Vec<Stem>,
    /// The first letter of the word for a republic in each language.
    republic: Vec<String>,
    /// Stems by their sounds.
    by_sound: HashMap<String, Vec<u16>>,
}

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| parse::vocabulary(include_str!("concepts.txt")));
    &VOCABULARY
}

/// The stems that a word has: number, and length of what is the stem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stems(Vec<(u16, u8)>);

impl Stems {
    /// Those of a word.
    pub(super) fn of(word: &Word) -> Self {
        let vocabulary = vocabulary();
        let mut stems: Vec<(u16, u8)> = Vec::new();
        for sound in &word.sounds {
            for length in (1..=sound.len()).rev() {
                let Some(known) = sound.get(..length).and_then(|it| vocabulary.by_sound.get(it))
                else {
                    continue;
                };
                let rest = &sound[length..];
                for &number in known {
                    let stem = &vocabulary.stems[usize::from(number)];
                    let fits = rest.is_empty()
                        || (stem.takes_endings && is_ending(&sound[..length], rest));
                    let as_written =
                        stem.capitals.as_ref().is_none_or(|capitals| *capitals == word.written);
                    let is_new = || stems.iter().all(|(it, _)| *it != number);
                    if fits && as_written && stems.len() < MOST_STEMS && is_new() {
                        stems.push((number, u8::try_from(length).unwrap_or(u8::MAX)));
                    }
                }
            }
        }
        Self(stems)
    }

    fn has(&self, stem: u16) -> bool {
        self.0.iter().any(|(it, _)| *it == stem)
    }
}

/// A term in a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// The position of the first word.
    pub(super) start: usize,
    /// The number of words.
    pub(super) length: usize,
    pub(super) concepts: Concepts,
    /// The class of the first of them.
    pub(super) class: Class,
    /// True if it is a term whatever is beside it.
    pub(super) is_strong: bool,
}

/// The terms in a name, the longest at each place. A compound has one for each of its concepts.
pub(super) fn terms(words: &[&Stems]) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let Some(found) = Longest::at(&words[start..]) else {
            start += 1;
            continue;
        };
        let alone = [found.concepts];
        let of_compound: Vec<Concepts> =
            found.compound.iter().map(|&it| Concepts::of(it)).collect();
        let all = if of_compound.is_empty() { &alone[..] } else { &of_compound };
        for &concepts in all {
            let first = concepts.iter().next().unwrap_or_default();
            let class = vocabulary().concepts[usize::from(first)].class;
            let (length, is_strong) = (found.size.0, found.is_strong);
            terms.push(Term { start, length, concepts, class, is_strong });
        }
        start += found.size.0;
    }
    terms
}

/// The longest term at the start of some words: of several the one with the longest first stem.
#[derive(Default)]
struct Longest {
    /// In words, then the letters of the first stem.
    size: (usize, u8),
    concepts: Concepts,
    compound: &'static [u16],
    is_strong: bool,
}

impl Longest {
    fn at(words: &[&Stems]) -> Option<Self> {
        let mut best = Self::default();
        for &(number, letters) in &words[0].0 {
            let stem = &vocabulary().stems[usize::from(number)];
            for &concept in &stem.concepts {
                best.take((1, letters), concept, !stem.is_weak);
            }
            if !stem.compound.is_empty() && (1, letters) >= best.size {
                best = Self {
                    size: (1, letters),
                    concepts: Concepts::NONE,
                    compound: &stem.compound,
                    is_strong: true,
                };
            }
            for (behind, concept) in &stem.terms {
                let follows = |(at, stem): (usize, &u16)| {
                    words.get(at + 1).is_some_and(|word| word.has(*stem))
                };
                if behind.len() < LONGEST_TERM && behind.iter().enumerate().all(follows) {
                    best.take((behind.len() + 1, letters), *concept, true);
                }
            }
        }
        (best.size.0 > 0).then_some(best)
    }

    fn take(&mut self, size: (usize, u8), concept: u16, is_strong: bool) {
        if size > self.size {
            *self = Self { size, ..Self::default() };
        }
        if size == self.size && self.compound.is_empty() {
            self.concepts.add(concept);
            self.is_strong |= is_strong;
        }
    }
}

/// A part of an abbreviation.
pub(super) enum Piece<'w> {
    /// A term, by what it stands for.
    Term(Concepts, Class),
    /// Another word, by its first letter, folded.
    Word(&'w str),
}

/// The letters of the abbreviations of a name in each language, in order of the alphabet: `dim`
/// of the Ministry of Foreign Affairs for `МИД`, and `inx` for `XİN`. Countries, and what is
/// generic, may be left out. The order in which a language puts its words is not known here.
pub(super) fn abbreviations(pieces: &[Piece<'_>]) -> Vec<String> {
    let languages = 0..parse::LANGUAGES.len() as u8;
    let mut all: Vec<String> =
        languages.flat_map(|language| abbreviations_in(language, pieces)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn abbreviations_in(language: u8, pieces: &[Piece<'_>]) -> Vec<String> {
    let (mut needed, mut countries, mut generic) = (String::new(), String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Word(first) => needed.push_str(first),
            Piece::Term(concepts, class) => {
                let initials = concepts.iter().find_map(|it| {
                    let all = &vocabulary().concepts[usize::from(it)].initials;
                    all.iter().find(|(of, _)| *of == language)
                });
                let Some((_, initials)) = initials else { return Vec::new() };
                match class {
                    Class::Country => countries.push_str(initials),
                    Class::Generic => generic.push_str(initials),
                    Class::LegalForm(_) => {}
                    Class::Head | Class::Topic | Class::Place => needed.push_str(initials),
                }
            }
        }
    }
    // Of a name with a country the republic may be left out too, and come back.
    let republic = vocabulary().republic.get(usize::from(language)).map_or("", String::as_str);
    let with_republic = format!("{countries}{republic}{generic}");
    let mut ways = vec![String::new(), countries.clone(), generic.clone()];
    ways.push(format!("{countries}{generic}"));
    if !countries.is_empty() {
        ways.push(with_republic);
    }
    ways.iter().map(|more| in_order(&format!("{needed}{more}"))).collect()
}

/// Letters in the order of the alphabet.
pub(super) fn in_order(letters: &str) -> String {
    let mut letters: Vec<char> = letters.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[cfg(test)]
pub(super) fn concepts_of(word: &Word) -> Concepts {
    terms(&[&Stems::of(word)]).first().map_or(Concepts::NONE, |term| term.concepts)
}

/// The countries that a word stands for, a bit for each.
pub(super) fn countries_of(word: &Word) -> u16 {
    terms(&[&Stems::of(word)]).iter().fold(0, |all, term| all | term.concepts.countries())
}
