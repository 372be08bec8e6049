//! Words: the keys by which texts and queries meet, and how like two words are.

use crate::value::{
    fold,
    names::{self, Word},
};
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

/// Whether a character that is no letter stands inside of a word: folding drops it and leaves
/// no blank.
fn is_inner(c: char) -> bool {
    if c.is_ascii() { matches!(c, '\'' | '`') } else { fold(&format!("a{c}a")) == "aa" }
}

/// How many typing errors are forgiven in a key.
pub(super) fn errors_forgiven(key: &str) -> u8 {
    match key.len() {
        // A year or a number with another digit is another one.
        _ if key.bytes().any(|letter| letter.is_ascii_digit()) => 0,
        // A word of three letters with an error is another word, and a very long one is no word.
        0..4 | 41.. => 0,
        4..8 => 1,
        8..=40 => 2,
    }
}

/// How many typing errors make one key of another, if they are few enough for the shorter one;
/// with `prefix`, to make the beginning of it.
pub(super) fn errors(asked: &str, key: &str, prefix: bool) -> Option<u8> {
    let short = if prefix || asked.len() < key.len() { asked } else { key };
    match errors_forgiven(short).min(errors_forgiven(asked)) {
        0 => None,
        most => distance(asked, key, most, prefix),
    }
}

/// How many letters must be changed, added, left out or exchanged with their neighbor to make
/// one word of another; `None` if more than `most`. With `prefix`, to make the beginning of it.
pub(super) fn distance(from: &str, to: &str, most: u8, prefix: bool) -> Option<u8> {
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let most = usize::from(most);
    if from.len() > to.len() + most || (!prefix && to.len() > from.len() + most) {
        return None;
    }
    // What lies behind the beginning that could still match does not count.
    let to = &to[..to.len().min(from.len() + most)];
    let width = to.len() + 1;
    let mut rows = vec![(0..width).collect::<Vec<_>>()];
    for (i, letter) in from.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, other) in to.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(letter != other);
            row[j + 1] = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *letter == to[j - 1] && from[i - 1] == *other;
            if swapped {
                row[j + 1] = row[j + 1].min(rows[i - 1][j - 1] + 1);
            }
        }
        if row.iter().all(|&least| least > most) {
            return None;
        }
        rows.push(row);
    }
    let last = rows.last()?;
    let least = if prefix { *last.iter().min()? } else { *last.last()? };
    u8::try_from(least).ok().filter(|&least| usize::from(least) <= most)
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

    #[test]
    fn words_differ_by_so_many_typing_errors() {
        for (from, to, whole, start) in [
            ("socar", "socar", Some(0), Some(0)),
            ("socar", "sokar", Some(1), Some(1)),
            ("socar", "scoar", Some(1), Some(1)),
            ("socar", "soccar", Some(1), Some(1)),
            ("socar", "skoar", Some(2), Some(2)),
            ("torob", "torobaev", None, Some(0)),
            ("torab", "torobaev", None, Some(1)),
            ("abcd", "wxyz", None, None),
            ("abcdef", "abc", None, None),
        ] {
            assert_eq!(distance(from, to, 2, false), whole, "{from} {to}");
            assert_eq!(distance(from, to, 2, true), start, "{from} {to}...");
        }
    }
}
