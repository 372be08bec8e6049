//! Names: the forms in which they are compared.
//!
//! One name is spelled in many ways: `Ҹәлилов`, `Cəlilov`, `Джалилов` and `Jalilov` are the
//! same surname. Script alone does not say how a letter reads (`г` is `q` in
//! Azerbaijani and `g` in Russian), so transliteration goes by language ([`Language`]), and
//! since often nobody says which language it is, a name has several [`keys`]:
//!
//! 1. the [`fold`]: case, marks and script taken away, by the letters alone;
//! 2. for each language that fits, its own Latin spelling without marks (`calilov`), the
//!    spelling of the international press (`jalilov`), and the way over Russian (`dzhalilov`);
//!    in Azerbaijani, that of a keyboard without `ə` (`celilov`); of what German, French and Polish
//!    write (`Dschalilow`), that of the press;
//! 3. the [`sound`] of each of them: where press and officials differ only by habit
//!    (`zh`/`j`, `y`/`i`, `kh`/`h`, `-aev`/`-ayev`, doubled letters), one form for all.
//!
//! Two spellings are of one name if they share a key. Filters on names, the search index and
//! the matcher all use these keys; other strings are compared by their fold alone, with the
//! signs that belong to their words ([`comparison_key`]).

mod distance;
mod fold;
mod homoglyphs;
mod invisible;
mod language;
mod signs;
mod sound;
mod speller;
mod tables;
#[cfg(test)]
mod tests;
mod western;

pub use distance::{
    LONGEST_WORD, LetterCosts, MOST_ERRORS, optimal_string_alignment,
    weighted_optimal_string_alignment,
};
pub use fold::fold;
pub use language::Language;
pub use signs::{comparison_key, fold_with_signs, has_signs};
pub use sound::sound;
pub use speller::Speller;

use language::{fitting, lower};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// All keys of a name: ASCII words with one blank between them, without repetition, the
/// [`fold`] first. `lang` is the BCP 47 tag that the data gives, if any; without one of a
/// language that has a table, the letters decide.
///
/// Every text has at least one key, which is empty if there is no letter or digit in it; a name
/// of a few words has one to twelve. Linear in the length of the text.
pub fn keys(text: &str, lang: Option<&str>) -> Vec<String> {
    let mut keys = spellings(text, &languages(text, lang));
    for sound in sounds(&keys) {
        add(&mut keys, sound);
    }
    keys
}

/// The shortest key, beside the [`fold`], by which a part of a name is told: in shorter ones two
/// letters may have become one that half of all names have.
const SHORTEST_PART: usize = 4;

/// The keys of a part of a name: its beginning, its end or what is inside of it.
pub fn keys_of_part(text: &str) -> Vec<String> {
    let mut keys = keys(text, None);
    let mut is_fold = true;
    keys.retain(|key| std::mem::take(&mut is_fold) || key.len() >= SHORTEST_PART);
    keys
}

/// Returns true if a part of a name is so short that it is sought in the fold of the name alone: a
/// `z` is in the keys of every Azerbaijani `c`, which sounds like `dzh`.
pub fn is_short_part(key: &str) -> bool {
    key.len() < 3
}

/// The languages by whose tables a text is read: the one that its tag names, else all that its
/// letters allow; none where only the general fold is left. Plain ASCII with any tag is what the
/// tag says: an English `c` is no Azerbaijani one.
pub fn languages(text: &str, lang: Option<&str>) -> Vec<Language> {
    match lang.and_then(Language::of_tag) {
        Some(language) => vec![language],
        None if lang.is_some() && text.is_ascii() => Vec::new(),
        None => fitting(text),
    }
}

/// The languages of one word of a text: those of the whole, but for a text in plain ASCII, where
/// `Orxan` is telling and the words beside it are not.
fn languages_of_word<'l>(
    written: &str,
    text: &str,
    lang: Option<&str>,
    whole: &'l [Language],
) -> Cow<'l, [Language]> {
    if lang.is_none() && text.is_ascii() {
        return Cow::Owned(fitting(written));
    }
    Cow::Borrowed(whole)
}

/// The keys without the sounds.
fn spellings(text: &str, languages: &[Language]) -> Vec<String> {
    let mut keys = Vec::new();
    spelled(&homoglyphs::settled(text), languages).for_each(|spelling| add(&mut keys, spelling));
    keys
}

/// The fold of a settled text, then its spelling by each table: as many for any text.
fn spelled(text: &str, languages: &[Language]) -> impl Iterator<Item = String> {
    let by_tables = languages.iter().flat_map(|&language| {
        let spellings = tables::spellings(language, &lower(text, language));
        spellings.into_iter().map(|spelling| fold(&spelling))
    });
    std::iter::once(fold(text)).chain(by_tables)
}

/// The sounds of spellings.
fn sounds(spellings: &[String]) -> Vec<String> {
    let mut sounds = Vec::new();
    spellings.iter().for_each(|spelling| add(&mut sounds, sound(spelling)));
    sounds
}

/// One word of a name with all its keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// The name as written.
    pub written: String,
    /// The spellings in ASCII, the fold first; see [`keys`].
    pub spellings: Vec<String>,
    /// The [`sound`] of each of them, without repetition.
    pub sounds: Vec<String>,
}

/// The words of a name in their order, each with its own keys. The language is one for the
/// whole name: `Елчин` alone could be Russian, beside `Ҹәлилов` it is not. In plain ASCII it is
/// told word by word.
pub fn words(text: &str, lang: Option<&str>) -> Vec<Word> {
    let languages = languages(text, lang);
    let mut words = Vec::new();
    written_words(text, |written| {
        words.push(Word::new(written, &languages_of_word(written, text, lang, &languages)));
    });
    words.retain(|word| !word.is_empty());
    words
}

impl Word {
    fn new(written: &str, languages: &[Language]) -> Self {
        let spellings = spellings(written, languages);
        Self { written: written.to_owned(), sounds: sounds(&spellings), spellings }
    }

    /// Returns whether the name has no letter or digit.
    fn is_empty(&self) -> bool {
        self.spellings[0].is_empty()
    }
}

/// Calls `each` with the texts between blanks and signs: each word in one script and composed.
fn written_words(text: &str, each: impl FnMut(&str)) {
    if text.is_ascii() {
        split(text).for_each(each);
    } else {
        split(&homoglyphs::settled(text).nfkc().collect::<String>()).for_each(each);
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !fold::is_inside_word(c)).filter(|part| !part.is_empty())
}

fn add(keys: &mut Vec<String>, key: String) {
    if !keys.contains(&key) {
        keys.push(key);
    }
}
