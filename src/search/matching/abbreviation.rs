//! Abbreviations of bodies: the first letters of the words of a name, in its own language
//! (`МИД КР`) and, by what the words stand for, in others (`XİN`).

use super::{
    concepts::{Class, Piece, abbreviations, in_order},
    token::{Token, TokenRole, Unit},
};
use crate::names::{Word, fold};

/// A name that may be an abbreviation: one word of letters, beside which countries may be.
pub(super) struct Short {
    pub(super) letters: String,
    countries: u16,
}

/// The fewest letters of an abbreviation.
const SHORTEST_ABBREVIATION: usize = 3;

impl Short {
    /// The abbreviation in a name of these words, if it is one: in capitals.
    pub(super) fn of(words: &[&Word], units: &[Unit]) -> Option<Self> {
        let is_country = |unit: &&Unit| unit.class == Some(Class::Country);
        let mut others = units.iter().filter(|unit| !is_country(unit));
        let (unit, None) = (others.next()?, others.next()) else { return None };
        let word = words[usize::from(unit.start)];
        let is_short = unit.length == 1
            && word.written.chars().count() >= SHORTEST_ABBREVIATION - 1
            && !word.written.chars().any(char::is_lowercase);
        let letters = word.spellings[0].clone();
        let countries = units.iter().map(|unit| unit.concepts.countries());
        let countries = countries.fold(0, |all, one| all | one);
        (is_short && letters.len() >= SHORTEST_ABBREVIATION).then_some(Self { letters, countries })
    }

    /// Returns whether the countries beside it are those of a name of these units, or one has none.
    pub(super) fn agrees(&self, units: &[Unit]) -> bool {
        let countries = units.iter().map(|unit| unit.concepts.countries());
        let countries = countries.fold(0, |all, one| all | one);
        self.countries == 0 || countries == 0 || self.countries & countries != 0
    }

    /// Returns whether it abbreviates a name of these words, in any language.
    pub(super) fn is_of(&self, words: &[&Word], units: &[Unit]) -> bool {
        self.agrees(units) && translated_initials(words, units).contains(&in_order(&self.letters))
    }
}

/// The letters of the abbreviations of the name of a body, in any language; see
/// [`abbreviations`].
pub(super) fn translated_initials(words: &[&Word], units: &[Unit]) -> Vec<String> {
    let is_telling =
        |unit: &&Unit| !matches!(unit.part, TokenRole::Particle | TokenRole::LegalForm(_));
    let telling: Vec<&Unit> = units.iter().filter(is_telling).collect();
    let says =
        |unit: &&Unit| matches!(unit.class, Some(Class::Head | Class::Topic | Class::Generic));
    if telling.len() < 2 || !telling.iter().any(says) {
        return Vec::new();
    }
    let firsts: Vec<String> = words.iter().map(|word| first_letter(word)).collect();
    let piece = |unit: &&Unit| match unit.class {
        Some(class) => Piece::Term(unit.concepts, class),
        None => Piece::Word(&firsts[usize::from(unit.start)]),
    };
    let mut all = abbreviations(&telling.iter().map(piece).collect::<Vec<_>>());
    all.retain(|letters| letters.len() >= SHORTEST_ABBREVIATION);
    all
}

/// Returns whether one name is the first letters of the words of the other, as they are or
/// translated.
pub(super) fn abbreviates(
    (short, short_units): (&[Token], &[Unit]),
    (long, long_units): (&[Token], &[Unit]),
) -> bool {
    let words =
        |tokens: &'_ [Token]| -> Vec<Word> { tokens.iter().map(|it| it.word.clone()).collect() };
    let (short, long) = (words(short), words(long));
    let (short, long): (Vec<&Word>, Vec<&Word>) = (short.iter().collect(), long.iter().collect());
    let letters: String = short.iter().map(|word| word.spellings[0].as_str()).collect();
    let initials = initials(&long, long_units);
    if short.len() <= 2 && initials.contains(&letters) {
        return true;
    }
    Short::of(&short, short_units).is_some_and(|it| {
        it.agrees(long_units) && (initials.contains(&it.letters) || it.is_of(&long, long_units))
    })
}

/// The first letter of a word, folded.
fn first_letter(word: &Word) -> String {
    let first = word.written.chars().next();
    first.map_or_else(String::new, |first| fold(first.encode_utf8(&mut [0; 4])))
}

/// The first letters of a name of three words or more: of all, of all but particles and legal
/// forms, and of these without countries and what is generic beside them.
pub(super) fn initials(words: &[&Word], units: &[Unit]) -> Vec<String> {
    let letters = |takes: &dyn Fn(&Unit) -> bool| -> String {
        let taken = units.iter().filter(|unit| takes(unit)).flat_map(|unit| unit.words());
        let mut at: Vec<usize> = taken.collect();
        at.dedup();
        at.into_iter().map(|it| first_letter(words[it])).collect()
    };
    let telling = |unit: &Unit| {
        matches!(unit.part, TokenRole::Plain | TokenRole::Patronymic | TokenRole::Surname)
    };
    let count: usize = units.iter().filter(|it| telling(it)).map(|it| it.words().len()).sum();
    if count < SHORTEST_ABBREVIATION {
        return Vec::new();
    }
    let is_country = |unit: &Unit| unit.class == Some(Class::Country);
    let mut all = vec![letters(&|_| true), letters(&telling)];
    let bare = letters(&|unit| telling(unit) && !is_country(unit));
    let barer =
        letters(&|unit| telling(unit) && !is_country(unit) && unit.class != Some(Class::Generic));
    all.extend([bare, barer].into_iter().filter(|it| it.len() >= SHORTEST_ABBREVIATION));
    all.sort_unstable();
    all.dedup();
    all
}
