//! The spellings that German, French and Polish give to names written in Cyrillic at home.
//!
//! `Жапаров` is `Dschaparow` in Berlin and `Dżaparow` in Warsaw, `Токаев` is `Tokaïev` in Paris.
//! Their spellings go by groups of letters, so each is read back into the spelling of the
//! These spellings go by groups of letters, so each group is read back into the spelling of the
//! international press. All texts here are composed and in small letters.
use super::Language;

/// Groups of letters and what they become, the longest first where one begins another.
type Groups = &'static [(&'static str, &'static str)];

const GERMAN: Groups = &[
    ("schtsch", "shch"),
    ("dsch", "j"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("ch", "kh"),
    ("ss", "s"),
    ("ß", "s"),
    ("j", "y"),
    ("w", "v"),
    ("ä", "e"),
];

const FRENCH: Groups = &[
    ("tch", "ch"),
    ("sch", "sh"),
    ("dj", "j"),
    ("ch", "sh"),
    ("ou", "u"),
    ("ss", "s"),
    ("j", "zh"),
    ("ï", "y"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("guy", "gy"),
];

const POLISH: Groups = &[
    ("szcz", "shch"),
    ("dż", "j"),
    ("cz", "ch"),
    ("sz", "sh"),
    ("ch", "kh"),
    ("ż", "zh"),
    ("ó", "u"),
    ("ł", "l"),
    ("c", "ts"),
    ("j", "y"),
    ("w", "v"),
];

/// The languages by whose habits a text may be spelled: what their letters and endings tell.
pub(super) fn telling(text: &str) -> Vec<Language> {
    let (mut german, mut french, mut polish) = (false, false, false);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        let ends = word.len() > 4
            && ["ow", "ew", "owa", "ewa"].iter().any(|ending| word.ends_with(ending));
        german |= ends || word.contains("tsch") || word.contains("dsch");
        polish |= ends || word.contains(['ł', 'ż', 'ź', 'ś', 'ć', 'ń', 'ą', 'ę']);
        french |= word.contains("tch") && !word.contains("tsch") || word.contains('ï');
    }
    let told = [(german, Language::German), (french, Language::French), (polish, Language::Polish)];
    told.into_iter().filter(|(is_told, _)| *is_told).map(|(_, language)| language).collect()
}

/// German has one letter for `z` and `s`, and one group for `zh` and `sh`: each may be either.
pub(super) fn german(text: &str) -> Vec<String> {
    let base = grouped(text, GERMAN);
    let voiced = voiced(&base);
    let soft =
        |text: &str| text.replace("shch", "\u{1}").replace("sh", "zh").replace('\u{1}', "shch");
    vec![soft(&base), soft(&voiced), voiced, base]
}

/// With `z` for `s` between a voiced letter and a vowel or a voiced letter.
fn voiced(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
    let is_vowel = |c: char| "aeiouyäöü".contains(c);
    let is_voiced = |c: char| is_vowel(c) || "rlmn".contains(c);
    let sound = |(place, &c): (usize, &char)| {
        let between = place > 0
            && is_voiced(at(place - 1))
            && (is_vowel(at(place + 1)) || "bdg".contains(at(place + 1)));
        if c == 's' && between { 'z' } else { c }
    };
    letters.iter().enumerate().map(sound).collect()
}

pub(super) fn french(text: &str) -> String {
    let mut out = grouped(text, FRENCH);
    // `Poutine`, `Michoustine`.
    out = ended(&out, "ine", "in");
    out
}

pub(super) fn polish(text: &str) -> String {
    // `Pieskow`, `Siergiej`: `i` only softens what is before it.
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let letters = grouped(text, POLISH);
    let mut letters = letters.chars().peekable();
    while let Some(letter) = letters.next() {
        let softens = letter == 'i'
            && letters.peek() == Some(&'e')
            && before.is_alphabetic()
            && !"aeiouy".contains(before);
        if !softens {
            out.push(letter);
        }
        before = letter;
    }
    out
}

/// Each word with one ending for another.
fn ended(text: &str, from: &str, to: &str) -> String {
    let word = |part: &str| match part.strip_suffix(from) {
        Some(stem) if stem.len() > 2 => format!("{stem}{to}"),
        _ => part.to_owned(),
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !c.is_alphabetic()) {
        let length = rest[at..].chars().next().map_or(1, char::len_utf8);
        out.push_str(&word(&rest[..at]));
        out.push_str(&rest[at..at + length]);
        rest = &rest[at + length..];
    }
    out + &word(rest)
}

fn grouped(text: &str, groups: Groups) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match groups.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}
