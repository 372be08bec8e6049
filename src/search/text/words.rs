//! Words: the keys by which texts and queries meet, and how like two words are.

use crate::names::{self, LONGEST_WORD, MOST_ERRORS, Word, fold, optimal_string_alignment};
use std::ops::Range;

/// A word of a text: where it stands, and all its keys.
pub(super) struct Placed {
    pub(super) place: Range<usize>,
    pub(super) keys: Vec<String>,
}

/// The words of a text with their keys.
pub(super) fn placed(text: &str, lang: Option<&str>) -> Vec<Placed> {
    let (places, words) = (places(text), names::words(text, lang));
    // Both part a text alike but for rare signs; then each word is read by itself.
    let together = places.len() == words.len();
    let keys = |(index, place): (usize, &Range<usize>)| {
        if together { keys_of(&words[index]) } else { names::keys(&text[place.clone()], lang) }
    };
    let keys: Vec<_> = places.iter().enumerate().map(keys).collect();
    places.into_iter().zip(keys).map(|(place, keys)| Placed { place, keys }).collect()
}

/// All keys of a word: its spellings, the fold first, then its sounds.
pub(super) fn keys_of(word: &Word) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in word.spellings.iter().chain(&word.sounds) {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    telling(keys)
}

/// The keys that say something, the first being the fold. A sound that has hardly anything left
/// of it (no letter is doubled in a sound) would match nearly everything.
pub(super) fn telling(mut keys: Vec<String>) -> Vec<String> {
    let least = keys.first().map_or(0, String::len).div_ceil(2);
    keys.retain(|key| !key.is_empty() && key.len() >= least);
    keys
}

/// The words of a text, as places in it. What stands inside of a word but is no letter (an
/// apostrophe, a mark of its own) belongs to it, as it does in the keys.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_alphanumeric() || (open && is_inner(c)) {
            match places.last_mut().filter(|_| open) {
                Some(word) => word.end = end,
                None => places.push(at..end),
            }
            open = true;
        } else {
            open = false;
        }
    }
    places
}

/// Returns whether a character that is no letter stands inside of a word: folding drops it and
/// leaves no blank.
fn is_inner(c: char) -> bool {
    if c.is_ascii() { matches!(c, '\'' | '`') } else { fold(&format!("a{c}a")) == "aa" }
}

/// A word of a query in all its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryWord {
    /// The word as it was typed, in small letters.
    pub(super) written: String,
    pub(super) keys: Vec<String>,
    /// True if it may be the beginning of a word.
    pub(super) open: bool,
    /// True if it is a legal form, or a part of one: `LLC`, `A.Ş.`
    pub(super) is_form: bool,
}

/// The likeness of a word of a text to one of the query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// From 0, not at all, to 1, the same.
    pub(super) quality: f32,
    /// The share of the word of the text that was typed.
    pub(super) covered: f32,
}

/// The quality of the same word.
pub(super) const SAME: f32 = 1.0;
/// Of another spelling of it.
pub(super) const SPELLED: f32 = 0.95;
/// Of one that begins so, however much of it is still to come, and what a whole one would add.
const BEGINS: (f32, f32) = (0.75, 0.2);
/// Of one that differs by a typing error, and what each further one takes away. What is met no
/// better than this is forgiven.
pub(super) const NEARLY: f32 = 0.5;
const FURTHER: f32 = 0.3;
/// Of one whose beginning it is but for an error.
const NEARLY_BEGINS: f32 = 0.4;
/// Of one of which it is the first letter.
const INITIAL: f32 = 0.5;

impl Likeness {
    /// Of words that are not like each other.
    const NONE: Self = Self { quality: 0.0, covered: 0.0 };

    /// Of a word that was typed in part.
    pub(super) fn of_beginning(asked: &str, whole: &str) -> Self {
        let covered = asked.len() as f32 / whole.len().max(1) as f32;
        Self { quality: BEGINS.0 + BEGINS.1 * covered, covered }
    }

    /// The better one.
    pub(super) fn or(self, other: Self) -> Self {
        if other.quality > self.quality { other } else { self }
    }
}

/// The likeness of a word to a key that is one of its own.
pub(super) fn same(word: &QueryWord, key: &str) -> Likeness {
    match word.keys.iter().position(|asked| asked == key) {
        Some(0) => Likeness { quality: SAME, covered: 1.0 },
        Some(_) => Likeness { quality: SPELLED, covered: 1.0 },
        None => Likeness::NONE,
    }
}

/// The likeness of a word that may be a beginning to a key that begins with it.
pub(super) fn begins(word: &QueryWord, key: &str) -> Likeness {
    let begins = word.keys.iter().filter(|asked| word.open && key.starts_with(asked.as_str()));
    let longest = begins.max_by_key(|asked| asked.len());
    longest.map_or(Likeness::NONE, |asked| Likeness::of_beginning(asked, key))
}

/// The likeness of a word to a key that begins with it, or equals it apart from typing errors.
pub(super) fn alike(word: &QueryWord, key: &str) -> Likeness {
    let begun = begins(word, key);
    if begun.quality > 0.0 {
        return begun;
    }
    let fewest = |prefix| word.keys.iter().filter_map(|asked| errors(asked, key, prefix)).min();
    let forgiven = |best: f32, errors: u8| {
        let quality = best - FURTHER * f32::from(errors.saturating_sub(1));
        Likeness { quality, covered: quality }
    };
    match fewest(false) {
        Some(errors) => forgiven(NEARLY, errors),
        None if !word.open => Likeness::NONE,
        None => fewest(true).map_or(Likeness::NONE, |errors| forgiven(NEARLY_BEGINS, errors)),
    }
}

/// The likeness of a letter to a word of a name for which it may stand.
pub(super) fn initial(word: &QueryWord, key: &str) -> Likeness {
    let begins = |asked: &String| asked.len() == 1 && key.starts_with(asked.as_str());
    if word.keys.iter().any(begins) {
        Likeness { quality: INITIAL, covered: 1.0 / key.len() as f32 }
    } else {
        Likeness::NONE
    }
}

/// The number of typing errors between the query and a key, blanks aside in both.
pub(super) fn errors_without_blanks(joined: &[String], key: &str) -> Option<u8> {
    let key = key.replace(' ', "");
    let count = |asked: &String| if *asked == key { Some(0) } else { errors(asked, &key, false) };
    joined.iter().filter_map(count).min()
}

/// The number of typing errors that are forgiven in a key.
pub(super) fn errors_forgiven(key: &str) -> u8 {
    match key.len() {
        // A year or a number with another digit is another one.
        _ if key.bytes().any(|letter| letter.is_ascii_digit()) => 0,
        // A word of three letters with an error is another word.
        0..4 => 0,
        4..8 => 1,
        8..=LONGEST_WORD => MOST_ERRORS,
        _ => 0,
    }
}

/// The number of typing errors between two keys, if they are few enough for the shorter one; with
/// `prefix`, between one key and the beginning of the other.
fn errors(asked: &str, key: &str, prefix: bool) -> Option<u8> {
    let short = if prefix || asked.len() < key.len() { asked } else { key };
    match errors_forgiven(short).min(errors_forgiven(asked)) {
        0 => None,
        most => optimal_string_alignment(asked, key, most, prefix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_where_they_stand() {
        let words = |text: &'static str| {
            places(text).into_iter().map(|place| &text[place]).collect::<Vec<_>>()
        };
        assert_eq!(words("ОАО «Кыргыз-нефтегаз», No5"), ["ОАО", "Кыргыз", "нефтегаз", "No5"]);
        assert_eq!(words("'O'zbekiston' O‘sh’"), ["O'zbekiston'", "O‘sh’"]);
        assert_eq!(words("e\u{301}a -- "), ["e\u{301}a"]);
        assert!(words(" – ").is_empty());
    }
}
