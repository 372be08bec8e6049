//! Letters that look alike in two scripts.
//!
//! `Ә` is Latin in one keyboard layout and Cyrillic in the next, and a `с` typed for a `c` is
//! found by no search. Within one word all letters are of one script: those that have a twin
//! follow those that have none.

use super::invisible::visible;
use std::borrow::Cow;

/// Latin letters and their Cyrillic twins.
const TWINS: [(char, char); 34] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'һ'),
    ('i', 'і'),
    ('j', 'ј'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('ə', 'ә'),
    ('ɵ', 'ө'),
    ('ö', 'ӧ'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('Ə', 'Ә'),
    ('Ɵ', 'Ө'),
    ('Y', 'Ү'),
    ('ǝ', 'ә'),
    ('Ǝ', 'Ә'),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Other,
}

fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | 'ə' | 'ɵ' => Script::Latin,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        _ => Script::Other,
    }
}

fn twin(c: char) -> Option<char> {
    TWINS.iter().find_map(|&(latin, cyrillic)| match c {
        _ if c == latin => Some(cyrillic),
        _ if c == cyrillic => Some(latin),
        _ => None,
    })
}

/// The text without what nobody sees, and with every word in one script, where the words'
/// letters allow it.
pub(super) fn settled(text: &str) -> Cow<'_, str> {
    let text = visible(text);
    let has = |wanted| text.chars().any(|c| script(c) == wanted);
    if text.is_ascii() || !has(Script::Latin) || !has(Script::Cyrillic) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut word = Vec::new();
    for c in text.chars() {
        if script(c) == Script::Other {
            settle(&mut out, &mut word);
            out.push(c);
        } else {
            word.push(c);
        }
    }
    settle(&mut out, &mut word);
    Cow::Owned(out)
}

/// Writes a word: in the script of more letters without a twin; of more letters at all where
/// that is even; in Latin where that is even too.
fn settle(out: &mut String, word: &mut Vec<char>) {
    let weight = |wanted| {
        let letters = word.iter().filter(|&&c| script(c) == wanted);
        letters.fold((0, 0), |(sure, all), &c| (sure + u32::from(twin(c).is_none()), all + 1))
    };
    let (latin, cyrillic) = (weight(Script::Latin), weight(Script::Cyrillic));
    let other = if cyrillic > latin { Script::Latin } else { Script::Cyrillic };
    for c in word.drain(..) {
        out.push(if script(c) == other { twin(c).unwrap_or(c) } else { c });
    }
}
