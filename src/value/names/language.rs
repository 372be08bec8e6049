//! Languages that have a table, and how a text shows which of them it can be in.

use unicode_normalization::UnicodeNormalization;

/// A language whose letters are read by its own rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `az`, Latin and Cyrillic.
    Azerbaijani,
    /// `kk`, Cyrillic and the Latin of 2021.
    Kazakh,
    /// `ky`
    Kyrgyz,
    /// `ru`
    Russian,
    /// `tr`
    Turkish,
    /// `uz`, Latin and Cyrillic.
    Uzbek,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Azerbaijani, Self::Kazakh, Self::Kyrgyz, Self::Russian, Self::Turkish, Self::Uzbek];

    /// The language of a BCP 47 tag: `az`, `az-Cyrl`, `AZ-Latn-AZ`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|it| language.eq_ignore_ascii_case(it.tag()))
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Azerbaijani => "az",
            Self::Kazakh => "kk",
            Self::Kyrgyz => "ky",
            Self::Russian => "ru",
            Self::Turkish => "tr",
            Self::Uzbek => "uz",
        }
    }

    /// Whether `I` is the capital of `ı` when it is written in Latin.
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
            Self::Turkish => None,
        }
    }

    /// The letters beyond ASCII by which its Latin alphabet is known.
    fn latin(self) -> &'static str {
        match self {
            Self::Azerbaijani => "əçşğıöüǝ",
            Self::Turkish => "çşğıöüâîû",
            Self::Uzbek => "ʻʼ‘’",
            Self::Kazakh | Self::Kyrgyz | Self::Russian => "",
        }
    }
}

/// The languages that have all the letters of a text; none for plain ASCII, which could be
/// anything. Which letters count is decided by the script that more letters are of.
pub(super) fn fitting(text: &str) -> Vec<Language> {
    if text.is_ascii() {
        return Vec::new();
    }
    let letters: Vec<char> = text.nfkc().flat_map(small).collect();
    let is_cyrillic = |c: &&char| ('\u{400}'..='\u{52f}').contains(*c);
    let cyrillic: Vec<char> = letters.iter().filter(is_cyrillic).copied().collect();
    if !cyrillic.is_empty() {
        let fits = |language: &Language| {
            let Some((more, less)) = language.cyrillic() else { return false };
            let has = |c: &char| match c {
                'а'..='я' | 'ё' => !less.contains(*c),
                _ => more.contains(*c),
            };
            cyrillic.iter().all(has)
        };
        return Language::ALL.into_iter().filter(fits).collect();
    }
    let marked: Vec<char> = letters
        .into_iter()
        .filter(|c| !c.is_ascii() && (c.is_alphabetic() || "‘’".contains(*c)))
        .collect();
    let fits = |language: &Language| {
        !marked.is_empty() && marked.iter().all(|c| language.latin().contains(*c))
    };
    Language::ALL.into_iter().filter(fits).collect()
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
