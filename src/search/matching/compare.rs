//! How alike two words are.

use super::{
    token::{Part, Token},
    vocabulary,
};

/// How two words meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchedBy {
    /// The same word: case, marks and script aside.
    Exact,
    /// The same word in another script or by another table of transliteration.
    Transliterated,
    /// The same sound, written by another habit: `Zhaparov` and `Japarov`.
    Sound,
    /// The same legal form in another language.
    LegalForm,
    /// The same concept of institutions in another language: `Nazirlik` and `Ministry`.
    Translated,
    /// The same surname for a man and for a woman: `Aliyev` and `Aliyeva`.
    Gender,
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
    pub const ALL: [Self; 12] = [
        Self::Exact,
        Self::Transliterated,
        Self::Sound,
        Self::LegalForm,
        Self::Translated,
        Self::Gender,
        Self::Similar,
        Self::Initial,
        Self::Joined,
        Self::Acronym,
        Self::Different,
        Self::Missing,
    ];

    /// As the API names it.
    pub fn as_str(self) -> &'static str {
        self.described().0
    }

    /// What it says, for people.
    pub fn meaning(self) -> &'static str {
        self.described().1
    }

    /// Whether two words that meet like this are one.
    pub(super) fn is_same(self) -> bool {
        match self {
            Self::Exact
            | Self::Transliterated
            | Self::Sound
            | Self::LegalForm
            | Self::Translated
            | Self::Joined => true,
            Self::Gender
            | Self::Similar
            | Self::Initial
            | Self::Acronym
            | Self::Different
            | Self::Missing => false,
        }
    }

    fn described(self) -> (&'static str, &'static str) {
        match self {
            Self::Exact => ("EXACT", "The same word; case, marks and script aside."),
            Self::Transliterated => {
                ("TRANSLITERATED", "The same word by the letters of a language.")
            }
            Self::Sound => ("SOUND", "The same sound, written by another habit."),
            Self::LegalForm => ("LEGAL_FORM", "The same legal form in another language."),
            Self::Translated => ("TRANSLATED", "The same common word in another language."),
            Self::Gender => ("GENDER", "The same surname for a man and for a woman."),
            Self::Similar => ("SIMILAR", "A few letters differ."),
            Self::Initial => ("INITIAL", "One letter stands for the other word."),
            Self::Joined => ("JOINED", "The names as a whole, which differ by blanks alone."),
            Self::Acronym => ("ACRONYM", "One name is the first letters of the other."),
            Self::Different => ("DIFFERENT", "Another word stands in its place."),
            Self::Missing => ("MISSING", "Nothing stands in its place: one name has less words."),
        }
    }
}

/// Below this, letters are as much alike as those of any two words.
const LEAST: f64 = 0.5;

/// What likeness falls by for each letter changed, in shares of the word.
const STEEPNESS: f64 = 2.5;

/// How two words meet and how well, from 0.5 to 1; `None` if they do not.
pub(super) fn compare(one: &Token, other: &Token) -> Option<(MatchedBy, f64)> {
    let (a, b) = (&one.word, &other.word);
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
        (Part::LegalForm(form), Part::LegalForm(same)) if form == same => {
            return Some((MatchedBy::LegalForm, 1.0));
        }
        (Part::Initial, Part::Initial) => return None,
        (Part::Initial, _) => return initial(one, other),
        (_, Part::Initial) => return initial(other, one),
        (Part::Particle | Part::LegalForm(_) | Part::PatronymicMark, _)
        | (_, Part::Particle | Part::LegalForm(_) | Part::PatronymicMark) => return None,
        _ => {}
    }
    let pairs =
        || a.sounds.iter().flat_map(|x| b.sounds.iter().map(move |y| (x.as_str(), y.as_str())));
    if pairs().any(|(x, y)| differ_by_gender(x, y)) {
        return Some((MatchedBy::Gender, 0.9));
    }
    let concept = vocabulary::concept(a);
    if concept.is_some() && concept == vocabulary::concept(b) {
        return Some((MatchedBy::Translated, 0.95));
    }
    let alike = pairs().map(|(x, y)| likeness(x, y)).fold(0.0, f64::max);
    (alike >= LEAST).then_some((MatchedBy::Similar, alike))
}

fn initial(letter: &Token, word: &Token) -> Option<(MatchedBy, f64)> {
    let starts =
        |letter: &String| word.word.spellings.iter().any(|it| it.starts_with(letter.as_str()));
    letter.word.spellings.iter().any(starts).then_some((MatchedBy::Initial, 0.9))
}

/// `aliev` and `alieva`, `belski` and `belskaia`.
fn differ_by_gender(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let feminine = |ending| short.ends_with(ending) && long.strip_suffix('a') == Some(short);
    ["ov", "ev", "in"].into_iter().any(feminine)
        || matches!(
            (short.strip_suffix("ski"), long.strip_suffix("skaia")),
            (Some(man), Some(woman)) if man == woman
        )
}

/// How alike two sounds are: 1 less a multiple of the cost of what differs, for
/// each letter.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let letters = (a.len() + b.len()) as f64 / 2.0;
    // What the difference in length alone costs at least.
    if letters == 0.0 || a.len().abs_diff(b.len()) as f64 * 0.5 * STEEPNESS / letters > 1.0 - LEAST
    {
        return 0.0;
    }
    (1.0 - STEEPNESS * cost(a, b) / letters).max(0.0)
}

/// The longest words that are compared letter by letter.
const LONGEST: usize = 32;

/// The least cost of the changes that make one of the other, letters next to each other swapped
/// counted as one change (optimal string alignment).
fn cost(a: &[u8], b: &[u8]) -> f64 {
    if a.len() > LONGEST || b.len() > LONGEST {
        return f64::INFINITY;
    }
    let mut rows = [[0.0_f64; LONGEST + 1]; 3];
    for j in 0..b.len() {
        rows[0][j + 1] = rows[0][j] + at(j) * gap(b[j]);
    }
    for i in 0..a.len() {
        let (before, last, now) = ((i + 2) % 3, i % 3, (i + 1) % 3);
        rows[now][0] = rows[last][0] + at(i) * gap(a[i]);
        for j in 0..b.len() {
            let swap = at(i.min(j)) * change(a[i], b[j]);
            let mut least = (rows[last][j] + swap)
                .min(rows[last][j + 1] + at(i.min(j)) * gap(a[i]))
                .min(rows[now][j] + at(i.min(j)) * gap(b[j]));
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(rows[before][j - 1] + 1.0);
            }
            rows[now][j + 1] = least;
        }
    }
    rows[a.len() % 3][b.len()]
}

/// A first letter is rarely wrong, and names that differ in it alone are many.
fn at(index: usize) -> f64 {
    if index == 0 { 1.5 } else { 1.0 }
}

/// The cost of a letter that only one has.
fn gap(letter: u8) -> f64 {
    match letter {
        b'h' | b'i' => 0.5,
        b'a' | b'e' | b'o' | b'u' => 0.75,
        _ => 1.0,
    }
}

/// The cost of a letter for another.
fn change(a: u8, b: u8) -> f64 {
    let vowel = |letter: u8| b"aeiou".contains(&letter);
    match (a.min(b), a.max(b)) {
        (a, b) if a == b => 0.0,
        (a, b) if vowel(a) && vowel(b) => 0.5,
        (b'd', b't') | (b'b', b'p') | (b's', b'z') | (b'f', b'v') | (b'g', b'k') | (b'h', b'k') => {
            0.75
        }
        // Digits are no letters: 6 is not 7.
        (a, _) if a.is_ascii_digit() => 9.0,
        _ => 1.0,
    }
}
