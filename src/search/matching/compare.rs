//! The likeness of two words.

use super::{token::TokenRole, vocabulary};
use crate::names::{LetterCosts, Word, weighted_optimal_string_alignment};

/// The way in which two words agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchedBy {
    /// One word, apart from case, marks and script.
    Exact,
    /// One word in two scripts, or by two tables of transliteration.
    Transliterated,
    /// One sound, written by two habits: `Zhaparov` and `Japarov`.
    Sound,
    /// One legal form in two languages.
    LegalForm,
    /// One concept of institutions in two languages: `Nazirlik` and `Ministry`.
    Translated,
    /// One surname for a man and for a woman: `Aliyev` and `Aliyeva`.
    Gender,
    /// One name with the endings of two languages: `Hacıbəyli` and `Гаджибеков`.
    Ending,
    /// A few letters differ.
    Similar,
    /// One letter stands for the other word.
    Initial,
    /// Both names as a whole: they differ by blanks alone.
    Joined,
    /// The first letters of all words of the other name.
    Acronym,
    /// Another word stands in its place.
    Different,
    /// Nothing stands in its place: the other name is shorter.
    Missing,
}

impl MatchedBy {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Exact,
        Self::Transliterated,
        Self::Sound,
        Self::LegalForm,
        Self::Translated,
        Self::Gender,
        Self::Ending,
        Self::Similar,
        Self::Initial,
        Self::Joined,
        Self::Acronym,
        Self::Different,
        Self::Missing,
    ];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        self.described().0
    }

    /// The meaning, for people.
    pub fn meaning(self) -> &'static str {
        self.described().1
    }

    /// Returns whether two words that agree in this way are one word.
    pub(super) fn is_same(self) -> bool {
        match self {
            Self::Exact
            | Self::Transliterated
            | Self::Sound
            | Self::LegalForm
            | Self::Translated
            | Self::Joined => true,
            Self::Gender
            | Self::Ending
            | Self::Similar
            | Self::Initial
            | Self::Acronym
            | Self::Different
            | Self::Missing => false,
        }
    }

    fn described(self) -> (&'static str, &'static str) {
        match self {
            Self::Exact => ("EXACT", "The words are the same but for case, diacritics and script."),
            Self::Transliterated => (
                "TRANSLITERATED",
                "The words are spellings of one word by the transliteration of a language.",
            ),
            Self::Sound => ("SOUND", "The words sound alike and are spelled differently."),
            Self::LegalForm => {
                ("LEGAL_FORM", "The words are the same legal form, possibly in two languages.")
            }
            Self::Translated => (
                "TRANSLATED",
                "The words are the same common word of institutions in two languages.",
            ),
            Self::Gender => {
                ("GENDER", "The words are the forms of one surname for a man and for a woman.")
            }
            Self::Ending => (
                "ENDING",
                "The words are one name with the endings of two languages, such as `-bəyli` and `-беков`.",
            ),
            Self::Similar => ("SIMILAR", "The words differ by a few letters."),
            Self::Initial => ("INITIAL", "One of the words is the first letter of the other."),
            Self::Joined => ("JOINED", "The two names as a whole differ by blanks alone."),
            Self::Acronym => ("ACRONYM", "One name consists of the first letters of the other."),
            Self::Different => ("DIFFERENT", "Another word is in its place in the other name."),
            Self::Missing => ("MISSING", "The other name has no word in its place."),
        }
    }
}

/// Below this, letters are as much alike as those of any two words.
const LEAST: f64 = 0.55;

/// The loss of likeness for each changed letter, in shares of the word.
const STEEPNESS: f64 = 3.0;

/// A word and its part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'w> {
    pub(super) word: &'w Word,
    pub(super) part: TokenRole,
}

/// Compares two words: the way in which they agree and their likeness, up to 1; `None` if they do
/// not agree. Concepts are not compared here.
pub(super) fn compare(one: Side<'_>, other: Side<'_>) -> Option<(MatchedBy, f64)> {
    let (a, b) = (one.word, other.word);
    // A second letter is that of a father's name.
    match (one.part, other.part) {
        (TokenRole::SecondInitial, TokenRole::SecondInitial)
        | (TokenRole::Initial, TokenRole::Initial) => {}
        (TokenRole::SecondInitial, TokenRole::Initial)
        | (TokenRole::Initial, TokenRole::SecondInitial) => return None,
        (TokenRole::SecondInitial | TokenRole::Initial, _) => return initial(one, other),
        (_, TokenRole::SecondInitial | TokenRole::Initial) => return initial(other, one),
        _ => {}
    }
    if a.spellings[0] == b.spellings[0] {
        return Some((MatchedBy::Exact, 1.0));
    }
    if a.spellings.iter().any(|it| b.spellings.contains(it)) {
        return Some((MatchedBy::Transliterated, 1.0));
    }
    if a.sounds.iter().any(|it| b.sounds.contains(it)) {
        return Some((MatchedBy::Sound, 0.98));
    }
    match (one.part, other.part) {
        (TokenRole::LegalForm(form), TokenRole::LegalForm(same)) if form == same => {
            return Some((MatchedBy::LegalForm, 1.0));
        }
        (TokenRole::Initial | TokenRole::SecondInitial, _) => return None,
        (TokenRole::Particle | TokenRole::LegalForm(_) | TokenRole::PatronymicMark, _)
        | (_, TokenRole::Particle | TokenRole::LegalForm(_) | TokenRole::PatronymicMark) => {
            return None;
        }
        _ => {}
    }
    let pairs =
        || a.sounds.iter().flat_map(|x| b.sounds.iter().map(move |y| (x.as_str(), y.as_str())));
    if pairs().any(|(x, y)| differ_by_gender(x, y)) {
        return Some((MatchedBy::Gender, 0.9));
    }
    if pairs().any(|(x, y)| differ_by_ending(one.part, other.part, x, y)) {
        return Some((MatchedBy::Ending, 0.9));
    }
    let is_given = is_given(a) && is_given(b);
    let alike = pairs().map(|(x, y)| by_stems(x, y, is_given)).fold(0.0, f64::max);
    (alike >= LEAST).then_some((MatchedBy::Similar, alike))
}

/// Returns whether a word has no ending of surnames.
fn is_given(word: &Word) -> bool {
    !word.sounds.iter().any(|sound| vocabulary::ends_as_surname(sound))
}

fn initial(letter: Side<'_>, word: Side<'_>) -> Option<(MatchedBy, f64)> {
    let starts =
        |letter: &String| word.word.spellings.iter().any(|it| it.starts_with(letter.as_str()));
    letter.word.spellings.iter().any(starts).then_some((MatchedBy::Initial, 0.9))
}

/// `aliev` and `alieva`, `belski` and `belskaia`.
fn differ_by_gender(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let feminine = |ending| short.ends_with(ending) && long.strip_suffix('a') == Some(short);
    ["ov", "ev"].into_iter().any(feminine)
        || (feminine("in") && short.len() > 5)
        || matches!(
            (short.strip_suffix("ski"), long.strip_suffix("skaia")),
            (Some(man), Some(woman)) if man == woman
        )
}

/// Endings of one name in two languages: of a surname, of a surname made of a father's name, of a
/// father's name.
fn differ_by_ending(one: TokenRole, other: TokenRole, a: &str, b: &str) -> bool {
    let of_father = match (one, other) {
        (TokenRole::Surname, TokenRole::Plain) => vocabulary::is_made_of(b, a),
        (TokenRole::Plain, TokenRole::Surname) => vocabulary::is_made_of(a, b),
        (
            TokenRole::Patronymic | TokenRole::Surname,
            TokenRole::Patronymic | TokenRole::Surname,
        ) => vocabulary::is_patronymic_of(a, b) || vocabulary::is_patronymic_of(b, a),
        _ => false,
    };
    of_father || vocabulary::differ_by_ending(a, b) || is_adjective(a, b) || is_adjective(b, a)
}

/// Returns whether one is the Russian adjective of the other, a place: `bakinski` of `baku`.
fn is_adjective(adjective: &str, place: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ski", "skogo", "skaia", "skoe", "skoi", "skom", "skomu", "skuiu"];
    let Some(stem) = ENDINGS.iter().find_map(|ending| adjective.strip_suffix(ending)) else {
        return false;
    };
    let place = place.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    let stems = [Some(stem), stem.strip_suffix("in"), stem.strip_suffix("en")];
    place.len() > 2
        && stems.into_iter().flatten().any(|stem| {
            let stem = stem.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
            stem == place || (stem.len() > 3 && likeness(stem, place, false) >= 0.8)
        })
}

/// The likeness of two sounds: of surnames with one of the common endings, that of what is before
/// it, since `-ov` is no sign that two are one.
fn by_stems(a: &str, b: &str, is_given: bool) -> f64 {
    let stem = |sound: &'_ str| -> Option<(usize, bool)> {
        let endings = [("ova", true), ("eva", true), ("ov", false), ("ev", false)];
        let ending = endings.iter().find(|(ending, _)| sound.ends_with(ending))?;
        Some((sound.len() - ending.0.len(), ending.1))
    };
    match (stem(a), stem(b)) {
        (Some((x, one)), Some((y, other))) if one == other && x > 2 && y > 2 => {
            SURNAME * likeness(&a[..x], &b[..y], false)
        }
        _ => likeness(a, b, is_given),
    }
}

/// The likeness of surnames of which only the endings differ, `-ov` and `-ev`.
const SURNAME: f64 = 0.97;

/// The likeness of two sounds: 1 less a multiple of the cost of the differences, for each letter. A
/// given name with an `a` or `e` behind it is a woman's.
pub(super) fn likeness(a: &str, b: &str, is_given: bool) -> f64 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if is_given && long.strip_suffix(['a', 'e']) == Some(short) {
        return 0.0;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let letters = (a.len() + b.len()) as f64 / 2.0;
    // What the difference in length alone costs at least.
    if letters == 0.0 || a.len().abs_diff(b.len()) as f64 * 0.4 * STEEPNESS / letters > 1.0 - LEAST
    {
        return 0.0;
    }
    (1.0 - STEEPNESS * weighted_optimal_string_alignment(a, b, &COSTS) / letters).max(0.0)
}

/// The costs of letters of sounds: spellings of one name differ in some more often than in others.
const COSTS: LetterCosts = LetterCosts { gap, change, swap: 1.0 };

/// A consonant that begins a word is rarely wrong, and names that differ in it alone are many.
fn at(index: usize, letter: u8) -> f64 {
    if index == 0 && !b"aeiou".contains(&letter) { 1.5 } else { 1.0 }
}

/// The cost of a letter that only one has, at a place.
fn gap(letter: u8, index: usize) -> f64 {
    at(index, letter)
        * match letter {
            b'h' | b'i' => 0.4,
            b'a' | b'e' | b'o' | b'u' => 0.75,
            _ => 1.0,
        }
}

/// The cost of a letter for another at a place, which may be the last of both.
fn change(a: u8, b: u8, index: usize, is_last: bool) -> f64 {
    let cost = match (a.min(b), a.max(b)) {
        (a, b) if a == b => 0.0,
        // `Əhməd`, `Ahmet`: `ə` has no letter elsewhere, and Turkish hardens what ends a word.
        (b'a', b'e') => 0.2,
        (b'd', b't') | (b'b', b'p') | (b'g', b'k') if is_last => 0.15,
        (b'a' | b'u', b'o') | (b'o', b'u') => 0.5,
        (b'e' | b'i', b'i' | b'u') => 0.6,
        (b'd', b't') | (b'b', b'p') | (b's', b'z') | (b'f', b'v') | (b'g', b'k') => 0.6,
        (b'h', b'k') => 0.75,
        // Digits are no letters: 6 is not 7.
        (a, _) if a.is_ascii_digit() => 9.0,
        _ => 1.0,
    };
    at(index, a).max(at(index, b)) * cost
}
