//! Signs that belong to words: `C++` is not `C`, `A+` not `A`, `-5` not `5`.
//!
//! The [`fold`] parts words at every sign, which is right for search. Two texts are equal only
//! if their signs are: filters and orders compare by the [`comparison_key`], which keeps a sign
//! that touches a letter or digit, and is all signs where there is neither. Punctuation that
//! only parts words (`,`, `(`, `«`, a dash) says nothing, and neither does a hyphen between two
//! words.

use super::{
    fold::{fold, fold_char, is_inside_word, letter},
    homoglyphs,
};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The key by which texts are equal and in order: the [`fold`] with the signs that belong to
/// words; of a text without letters and digits, all that is written.
pub fn comparison_key(text: &str) -> String {
    let composed = composed(text);
    if !composed.contains(is_sign) {
        let folded = fold(&composed);
        return if folded.is_empty() {
            fold_with_signs(&composed).trim().to_owned()
        } else {
            folded
        };
    }
    let mut key = String::with_capacity(composed.len());
    for (part, is_of_word) in parts(&composed) {
        if is_of_word {
            key.extend(part.chars().map(|c| if c == '\u{2212}' { '-' } else { c }));
            continue;
        }
        if part.starts_with(|c| !is_inside_word(c)) {
            blank(&mut key);
        }
        key.push_str(&fold(part));
        if part.ends_with(|c| !is_inside_word(c)) {
            blank(&mut key);
        }
    }
    if key.trim().is_empty() { fold_with_signs(&composed) } else { key }.trim().to_owned()
}

/// Returns whether the [`comparison_key`] of a text tells more than its [`fold`], or the fold is
/// empty. In that case a part of a text is sought with its signs ([`fold_with_signs`]).
pub fn has_signs(text: &str) -> bool {
    let folded = fold(text);
    folded.is_empty() || comparison_key(text) != folded
}

/// The [`fold`] of letters and digits with all that stands between them; white space is one
/// blank.
pub fn fold_with_signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in composed(&homoglyphs::settled(text)).chars().flat_map(char::to_lowercase) {
        match c {
            _ if c.is_whitespace() => blank_or_first(&mut out),
            // Apostrophes vanish inside of words; here they are what is written.
            _ if c.is_alphanumeric() && (c.is_lowercase() || letter(c) != Some("")) => {
                fold_char(&mut out, c);
            }
            '\u{2212}' => out.push('-'),
            _ if unicode_normalization::char::is_combining_mark(c) => {}
            _ => out.push(c),
        }
    }
    out
}

fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfkc().collect()) }
}

fn blank(key: &mut String) {
    if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}

fn blank_or_first(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Returns whether a character may belong to a word though it is neither letter nor digit. Other
/// such characters are punctuation, which separates words.
fn is_sign(c: char) -> bool {
    match c {
        '#' | '$' | '%' | '&' | '*' | '+' | '-' | '<' | '=' | '>' | '@' | '^' | '~' => true,
        '¢'..='¥' | '°' | '±' | '×' | '÷' => true,
        // Currencies; arrows to dingbats, minus among them; pictographs.
        '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => true,
        _ => false,
    }
}

/// A text in parts: runs of signs that belong to a word, and all else.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let (mut from, mut rest) = (0, 0);
    while let Some(found) = text[rest..].find(is_sign) {
        let start = rest + found;
        let length = text[start..].find(|c| !is_sign(c)).unwrap_or(text.len() - start);
        let end = start + length;
        if belongs(&text[..start], &text[start..end], &text[end..]) {
            parts.push((&text[from..start], false));
            parts.push((&text[start..end], true));
            from = end;
        }
        rest = end;
    }
    parts.push((&text[from..], false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// Returns whether signs belong to a word beside them: they touch one; hyphens on one side only.
fn belongs(before: &str, signs: &str, behind: &str) -> bool {
    let left = before.ends_with(is_inside_word);
    let right = behind.starts_with(is_inside_word);
    if signs.chars().all(|c| matches!(c, '-' | '\u{2212}')) { left != right } else { left || right }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_beside_letters_count_and_those_between_words_do_not() {
        for (text, key) in [
            ("C++", "c++"),
            ("C++ and C#, R&D", "c++ and c# r&d"),
            ("A+", "a+"),
            ("BB-", "bb-"),
            ("−5 °C", "-5 °c"),
            ("-5", "-5"),
            ("100 %", "100"),
            ("Джалал-Абад — город", "dzhalal abad gorod"),
            ("Johnson & Johnson, (Ltd.)", "johnson johnson ltd"),
            ("+", "+"),
            ("😀", "😀"),
            ("—", "—"),
            (" ... ", "..."),
            ("", ""),
            (" \t", ""),
            ("＋", "+"),
            ("Төрөбаев", "torobaev"),
        ] {
            assert_eq!(comparison_key(text), key, "{text:?}");
        }
    }

    #[test]
    fn parts_are_sought_with_their_signs() {
        for text in ["C++", "-5", "Kara-", "&", " ", "", "😀"] {
            assert!(has_signs(text), "{text:?}");
        }
        for text in ["Kara-Balta", "U.S.", "Баку, Азербайджан", "O'zbek"] {
            assert!(!has_signs(text), "{text:?}");
        }
        assert_eq!(fold_with_signs("Кара-Балта,  C++ & «Ә’»"), "kara-balta, c++ & «a’»");
    }
}
