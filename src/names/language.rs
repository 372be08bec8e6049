//! Languages that have a table, and how a text shows which of them it can be in.

use super::western;
use unicode_normalization::UnicodeNormalization;

/// A language whose letters are read by its own rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `az`, Latin and Cyrillic.
    Azerbaijani,
    /// `fr`, for names that are written in Cyrillic at home.
    French,
    /// `de`, for the same names.
    German,
    /// `kk`, Cyrillic and the Latin of 2021.
    Kazakh,
    /// `ky`
    Kyrgyz,
    /// `pl`, for names that are written in Cyrillic at home.
    Polish,
    /// `ru`
    Russian,
    /// `tr`
    Turkish,
    /// `uz`, Latin and Cyrillic.
    Uzbek,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Azerbaijani,
        Self::French,
        Self::German,
        Self::Kazakh,
        Self::Kyrgyz,
        Self::Polish,
        Self::Russian,
        Self::Turkish,
        Self::Uzbek,
    ];

    /// The language of a BCP 47 tag: `az`, `az-Cyrl`, `AZ-Latn-AZ`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|it| language.eq_ignore_ascii_case(it.tag()))
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Azerbaijani => "az",
            Self::French => "fr",
            Self::German => "de",
            Self::Kazakh => "kk",
            Self::Kyrgyz => "ky",
            Self::Polish => "pl",
            Self::Russian => "ru",
            Self::Turkish => "tr",
            Self::Uzbek => "uz",
        }
    }

    /// Returns whether `I` is the capital of `ı` when the language is written in Latin.
    fn has_dotless_i(self) -> bool {
        matches!(self, Self::Azerbaijani | Self::Kazakh | Self::Turkish)
    }

    /// The letters of its Cyrillic alphabet beside the 33 of Russian, and those of the 33 that
    /// it does without; `None` where it has no Cyrillic.
    fn cyrillic(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Azerbaijani => Some(("ғәјҝөүһҹ", "ёцщъь")),
            Self::Kazakh => Some(("әғқңөұүһі", "")),
            Self::Kyrgyz => Some(("ңөү", "")),
            Self::Russian => Some(("", "")),
            Self::Uzbek => Some(("ўқғҳ", "щы")),
            Self::French | Self::German | Self::Polish | Self::Turkish => None,
        }
    }

    /// The letters beyond ASCII by which its Latin alphabet is known; those of languages that are
    /// known by groups of letters are in `western`.
    fn latin(self) -> &'static str {
        match self {
            Self::Azerbaijani => "əçşğıöüǝ",
            Self::Turkish => "çşğıöüâîû",
            Self::Uzbek => "ʻʼ‘’",
            Self::French
            | Self::German
            | Self::Kazakh
            | Self::Kyrgyz
            | Self::Polish
            | Self::Russian => "",
        }
    }
}

/// The languages that have all the letters of a text. Only the letters of the script count of
/// which the text has more.
pub(super) fn fitting(text: &str) -> Vec<Language> {
    let mut languages = if text.is_ascii() { telling(text) } else { Fit::of(text).languages() };
    languages.extend(western::telling(text));
    languages
}

/// The languages that letters of plain ASCII tell of: those in which a letter stands for what
/// the press writes otherwise. Most texts have no such letter, and could be anything.
fn telling(text: &str) -> Vec<Language> {
    let letters = text.as_bytes();
    let small = |at: usize| letters.get(at).map_or(b' ', u8::to_ascii_lowercase);
    let told: Vec<&[Language]> =
        (0..letters.len()).filter_map(|at| told(small(at), small(at + 1))).collect();
    // None of the three has a `w`.
    if told.is_empty() || text.contains(['w', 'W']) {
        return Vec::new();
    }
    Language::ALL.into_iter().filter(|it| told.iter().all(|all| all.contains(it))).collect()
}

/// The languages that a plain letter tells of, by the one behind it: English has most of its `c`
/// in `ch`, `ck`, `cc` and before `t`, `r` and `l`.
fn told(letter: u8, next: u8) -> Option<&'static [Language]> {
    match (letter, next) {
        (b'x' | b'q', _) => Some(&[Language::Azerbaijani, Language::Uzbek]),
        (b'c', b'h' | b'k' | b'c' | b't' | b'r' | b'l') => None,
        (b'c', _) => Some(&[Language::Azerbaijani, Language::Turkish]),
        (b'o' | b'g', b'\'' | b'`') => Some(&[Language::Uzbek]),
        _ => None,
    }
}

/// The languages that the letters of a word allow, a bit for each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    has_cyrillic: bool,
    /// Those that have all the Cyrillic letters.
    by_cyrillic: u16,
    has_marked: bool,
    /// Those that have all the letters beyond ASCII, if none is Cyrillic.
    by_latin: u16,
}

impl Default for Fit {
    /// Of no letters.
    fn default() -> Self {
        Self { has_cyrillic: false, by_cyrillic: u16::MAX, has_marked: false, by_latin: u16::MAX }
    }
}

impl Fit {
    /// Of the letters of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut fit = Self::default();
        if !text.is_ascii() {
            text.nfkc().flat_map(small).for_each(|letter| fit.take(letter));
        }
        fit
    }

    fn take(&mut self, letter: char) {
        let having = |has: &dyn Fn(Language) -> bool| {
            let bits = Language::ALL.into_iter().filter(|&it| has(it));
            bits.fold(0_u16, |set, language| set | 1 << language as u8)
        };
        if ('\u{400}'..='\u{52f}').contains(&letter) {
            self.has_cyrillic = true;
            self.by_cyrillic &= having(&|language| {
                let Some((more, less)) = language.cyrillic() else { return false };
                match letter {
                    'а'..='я' | 'ё' => !less.contains(letter),
                    _ => more.contains(letter),
                }
            });
        } else if !letter.is_ascii() && (letter.is_alphabetic() || "‘’".contains(letter)) {
            self.has_marked = true;
            self.by_latin &= having(&|language| language.latin().contains(letter));
        }
    }

    /// Of the letters of two texts.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            has_cyrillic: self.has_cyrillic || other.has_cyrillic,
            by_cyrillic: self.by_cyrillic & other.by_cyrillic,
            has_marked: self.has_marked || other.has_marked,
            by_latin: self.by_latin & other.by_latin,
        }
    }

    /// The languages that fit: by Cyrillic letters where there is one.
    pub(super) fn languages(self) -> Vec<Language> {
        let set = match self {
            Self { has_cyrillic: true, by_cyrillic, .. } => by_cyrillic,
            Self { has_marked: true, by_latin, .. } => by_latin,
            _ => 0,
        };
        Language::ALL.into_iter().filter(|&language| set & 1 << language as u8 != 0).collect()
    }
}

/// A text composed and in small letters, as the language has them: for most, `I` is the capital
/// of `i`; where there is a dotless one, of that. `İ` is always the capital of `i`, and never
/// falls into `i` and a dot, as it does by the general rule.
pub(super) fn lower(text: &str, language: Language) -> String {
    let dotless = language.has_dotless_i();
    let one = |c| if c == 'I' && dotless { Small::One('ı') } else { small(c) };
    text.nfkc().flat_map(one).collect()
}

/// A letter or the letters that a capital falls into.
enum Small {
    One(char),
    Many(std::char::ToLowercase),
    None,
}

impl Iterator for Small {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(c) => {
                let c = *c;
                *self = Self::None;
                Some(c)
            }
            Self::Many(several) => several.next(),
            Self::None => None,
        }
    }
}

fn small(c: char) -> Small {
    if c == 'İ' { Small::One('i') } else { Small::Many(c.to_lowercase()) }
}
