//! Many names at once: each distinct word is spelled once.
//!
//! To read a word by the tables of every language that fits takes far longer than to look it
//! up, and names share most of their words. A [`Speller`] keeps what it spelled, and puts the
//! keys of a whole name together from those of its words, where that gives the same. It grows
//! with the distinct words that it meets, so it lives for as long as an index is built.

use super::{
    Language, Word, add, homoglyphs, language::Fit, languages, languages_of_word, sound, spelled,
    split, western, written_words,
};
use hashbrown::HashMap;

/// The [`keys`](super::keys) and [`words`](super::words) of many names.
#[derive(Debug, Default)]
pub struct Speller {
    /// The languages that the letters of a word allow.
    fits: HashMap<Box<str>, Fit>,
    /// By languages, a bit each, then by the word as written: its position in `words`.
    known: HashMap<u16, HashMap<Box<str>, u32>>,
    words: Vec<Word>,
    /// The parts of a word by every table, for keys of whole names.
    parts: HashMap<u16, HashMap<Box<str>, Vec<SpelledWord>>>,
}

/// A word by one table.
#[derive(Debug)]
struct SpelledWord {
    spelling: String,
    sound: String,
}

impl Speller {
    /// One that knows no word yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// All keys of a name, as [`keys`](super::keys) makes them.
    pub fn keys(&mut self, text: &str, lang: Option<&str>) -> Vec<String> {
        if !text.chars().all(is_plain) {
            return super::keys(text, lang);
        }
        let languages = self.languages(text, lang);
        let set = set_of(&languages);
        let parts = self.parts.entry(set).or_default();
        let words: Vec<&str> = split(text).collect();
        for &word in &words {
            if !parts.contains_key(word) {
                let part = |spelling: String| SpelledWord { sound: sound(&spelling), spelling };
                let all = spelled(&homoglyphs::settled(word), &languages).map(part).collect();
                parts.insert(word.into(), all);
            }
        }
        let words: Vec<&Vec<SpelledWord>> = words.iter().map(|&word| &parts[word]).collect();
        joined(&words)
    }

    /// The words of a name, as [`words`](super::words) makes them, by number; words that are
    /// written alike and read by the same tables have one number.
    pub fn words(&mut self, text: &str, lang: Option<&str>) -> Vec<u32> {
        let languages = self.languages(text, lang);
        let mut numbers = Vec::new();
        written_words(text, |written| {
            let languages = languages_of_word(written, text, lang, &languages);
            let known = self.known.entry(set_of(&languages)).or_default();
            let number = known.get(written).copied().unwrap_or_else(|| {
                let number = self.words.len() as u32;
                self.words.push(Word::new(written, &languages));
                known.insert(written.into(), number);
                number
            });
            if !self.words[number as usize].is_empty() {
                numbers.push(number);
            }
        });
        numbers
    }

    /// The number of words that have a number.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns whether no word has a number.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A word by its number.
    pub fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    fn languages(&mut self, text: &str, lang: Option<&str>) -> Vec<Language> {
        if text.is_ascii()
            || lang.and_then(Language::of_tag).is_some()
            || !text.chars().all(is_plain)
        {
            return languages(text, lang);
        }
        let mut fit = Fit::default();
        for word in split(text) {
            let of_word = match self.fits.get(word) {
                Some(known) => *known,
                None => {
                    let made = Fit::of(word);
                    self.fits.insert(word.into(), made);
                    made
                }
            };
            fit = fit.and(of_word);
        }
        let mut languages = fit.languages();
        languages.extend(western::telling(text));
        languages
    }
}

/// The keys of a name whose words are these: for each table all words by it, then the sounds,
/// without repetition.
fn joined(words: &[&Vec<SpelledWord>]) -> Vec<String> {
    let tables = words.first().map_or(1, |word| word.len());
    let by_table = |table: usize, form: fn(&SpelledWord) -> &String| {
        let mut key =
            String::with_capacity(words.iter().map(|it| form(&it[table]).len() + 1).sum());
        for form in words.iter().map(|word| form(&word[table])).filter(|it| !it.is_empty()) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(form);
        }
        key
    };
    let mut keys = Vec::new();
    (0..tables).for_each(|table| add(&mut keys, by_table(table, |part| &part.spelling)));
    (0..tables).for_each(|table| add(&mut keys, by_table(table, |part| &part.sound)));
    keys
}

/// Languages as bits.
fn set_of(languages: &[Language]) -> u16 {
    languages.iter().fold(0, |set, &language| set | 1 << language as u8)
}

/// Returns whether a character stands for itself whatever is beside it. Such a character composes
/// with nothing, so a name of such characters can be read word by word.
fn is_plain(c: char) -> bool {
    match c {
        '\0'..='\x7f' | '«' | '»' | '–' | '—' | '“' | '”' | '„' => true,
        'ʼ' | 'ʻ' | '’' | '‘' | 'ʹ' => true,
        '\u{c0}'..='\u{24f}' => {
            c.is_alphabetic() && !matches!(c, 'ŀ' | 'Ŀ' | 'ŉ' | 'ſ' | 'Ǆ'..='ǌ' | 'Ǳ'..='ǳ')
        }
        'ə' | 'ɵ' => true,
        '\u{400}'..='\u{52f}' => c.is_alphabetic(),
        _ => false,
    }
}
