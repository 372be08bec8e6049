//! Reads what people type: words, "phrases" and -exclusions. Any text means something.
//!
//! | typed | means |
//! |---|---|
//! | `oil company` | both words, in any order; of four words or more, most of them |
//! | `bakyt tor` | the last word may be the beginning of one |
//! | `"oil company"` | these words in this order; so do “ ”, „ “ and « »; of one that is not closed yet, the last word may be the beginning of one |
//! | `-baku`, `-"oil company"` | without it |
//!
//! Everything else parts words, as it does in names.

use super::words::{QueryWord, keys_of, telling};
use crate::{names, search::matching::legal_forms};

/// A query text, parsed into keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedQuery {
    /// Words outside of quotation marks, in order.
    pub(super) words: Vec<QueryWord>,
    /// The phrases in quotation marks.
    pub(super) phrases: Vec<Phrase>,
    /// The phrases that must not be there.
    pub(super) excluded: Vec<Phrase>,
    /// All that must be there as one text: it may be a whole name.
    pub(super) whole: Vec<String>,
    /// The whole query without blanks.
    pub(super) joined: Vec<String>,
    /// The part before the first comma, if something is behind it: `Baku, Azerbaijan` asks for
    /// Baku.
    pub(super) head: Vec<String>,
}

/// Words in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// By each spelling of the whole.
    pub(super) spellings: Vec<Vec<String>>,
    /// True if the last word may be the beginning of one: the phrase is still being typed.
    pub(super) open: bool,
}

/// A query has more words than it may: so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany(pub usize);

impl ParsedQuery {
    /// Reads a query that may have so many words.
    ///
    /// # Errors
    /// If it has more.
    pub fn read(text: &str, most_words: usize) -> Result<Self, TooMany> {
        let mut asked = Self::default();
        // What stands outside of quotation marks is one text, so that its language is one.
        let (mut loose, mut wanted, mut count) = (String::new(), String::new(), 0);
        for piece in Pieces(text) {
            count += names::words(piece.text, None).len();
            if count > most_words {
                return Err(TooMany(count));
            }
            if !piece.excluded {
                wanted.push_str(piece.text);
                wanted.push(' ');
            }
            match (piece.quoted, piece.excluded) {
                (_, true) => asked.excluded.extend(Phrase::read(piece.text, false)),
                (true, false) => asked.phrases.extend(Phrase::read(piece.text, piece.unclosed)),
                (false, false) => {
                    loose.push_str(piece.text);
                    loose.push(' ');
                }
            }
        }
        let words = names::words(&loose, None);
        let forms = legal_forms(&loose);
        let word = |(at, word): (usize, &names::Word)| QueryWord {
            written: word.written.to_lowercase(),
            keys: keys_of(word),
            open: false,
            is_form: forms.contains(&at),
        };
        asked.words = words.iter().enumerate().map(word).collect();
        // Also with a phrase or an exclusion behind it: to add one finds less, not something else.
        if let Some(last) = asked.words.last_mut() {
            last.open = true;
        }
        asked.whole = telling(names::keys(&wanted, None));
        if let Some((head, rest)) = wanted.split_once(',')
            && !names::words(rest, None).is_empty()
        {
            asked.head = telling(names::keys(head, None));
        }
        asked.joined = asked.whole.iter().map(|whole| whole.replace(' ', "")).collect();
        Ok(asked)
    }

    /// Returns whether the query asks for nothing; a query that only excludes asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    /// The number of words that there must be.
    pub(super) fn length(&self) -> usize {
        self.words.len() + self.phrases.iter().map(Phrase::length).sum::<usize>()
    }

    /// All words that must be there, inside of quotation marks and outside.
    pub(super) fn all_words(&self) -> Vec<QueryWord> {
        let quoted = self.phrases.iter().flat_map(Phrase::words);
        self.words.iter().cloned().chain(quoted).collect()
    }
}

impl Phrase {
    /// A phrase in all its keys; `None` if there is no word in it.
    fn read(text: &str, open: bool) -> Option<Self> {
        let words = |key: &String| key.split(' ').map(str::to_owned).collect();
        let spellings: Vec<Vec<String>> =
            telling(names::keys(text, None)).iter().map(words).collect();
        (!spellings.is_empty()).then_some(Self { spellings, open })
    }

    /// The number of words.
    fn length(&self) -> usize {
        self.spellings.first().map_or(0, Vec::len)
    }

    /// The words, each in all those spellings of the whole that split it alike.
    fn words(&self) -> impl Iterator<Item = QueryWord> {
        (0..self.length()).map(|at| {
            let alike = self.spellings.iter().filter(|it| it.len() == self.length());
            let mut keys: Vec<String> = Vec::new();
            for key in alike.map(|words| &words[at]) {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
            let open = self.open && at + 1 == self.length();
            QueryWord { written: String::new(), keys, open, is_form: false }
        })
    }
}

/// A piece of a query.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'t> {
    text: &'t str,
    quoted: bool,
    /// True if its closing mark is still to come.
    unclosed: bool,
    excluded: bool,
}

/// The pieces of a query: what stands between blanks or quotation marks.
struct Pieces<'t>(&'t str);

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        self.0 = self.0.trim_start();
        // A hyphen before a blank is a dash.
        let rest = self.0.strip_prefix('-');
        let begins = |c: char| c.is_alphanumeric() || closing(c).is_some();
        let excluded = rest.is_some_and(|rest| rest.starts_with(begins));
        let text = rest.filter(|_| excluded).unwrap_or(self.0);
        let first = text.chars().next()?;
        if let Some(closes) = closing(first) {
            let inner = &text[first.len_utf8()..];
            // A phrase that is still being typed goes to the end.
            let closed = inner.find(closes);
            let end = closed.unwrap_or(inner.len());
            // One mark alone: a second one may open the next phrase.
            let rest = &inner[end..];
            self.0 = rest.strip_prefix(closes).unwrap_or(rest);
            let unclosed = closed.is_none();
            return Some(Piece { text: &inner[..end], quoted: true, unclosed, excluded });
        }
        let end = text.find(|c: char| c.is_whitespace() || closing(c).is_some());
        let (piece, rest) = text.split_at(end.unwrap_or(text.len()));
        self.0 = rest;
        Some(Piece { text: piece, quoted: false, unclosed: false, excluded })
    }
}

/// The marks that close what a quotation mark opens.
fn closing(c: char) -> Option<&'static [char]> {
    match c {
        '"' => Some(&['"']),
        '“' | '„' | '”' => Some(&['”', '“', '"']),
        '«' => Some(&['»']),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query as `word word| "a phrase" -"without"`, the bar behind an open word.
    fn read(text: &str) -> String {
        let asked = ParsedQuery::read(text, 100).unwrap();
        let word = |word: &QueryWord| word.keys[0].clone() + if word.open { "|" } else { "" };
        let phrase = |sign: &str, phrase: &Phrase| {
            let bar = if phrase.open { "|" } else { "" };
            format!("{sign}\"{}{bar}\"", phrase.spellings[0].join(" "))
        };
        let mut parts: Vec<String> = asked.words.iter().map(word).collect();
        parts.extend(asked.phrases.iter().map(|it| phrase("", it)));
        parts.extend(asked.excluded.iter().map(|it| phrase("-", it)));
        parts.join(" ")
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        for (typed, means) in [
            ("Oil  company", "oil company|"),
            ("«Кыргыз-нефтегаз» ОАО", "oao| \"kirgiz neftegaz\""),
            ("Кыргыз-нефтегаз", "kirgiz neftegaz|"),
            ("\"oil company\" baku", "baku| \"oil company\""),
            ("baku \"oil company\"", "baku| \"oil company\""),
            ("\"oil company\"\"baku port\"", "\"oil company\" \"baku port\""),
            ("oil\"gas\"", "oil| \"gas\""),
            ("“oil gas” „a b“ c", "c| \"oil gas\" \"a b\""),
            ("oil -gas", "oil| -\"gas\""),
            ("oil -\"gas field\" -x", "oil| -\"gas field\" -\"x\""),
            ("oil - gas", "oil gas|"),
            ("oil --gas", "oil gas|"),
            ("\"still being ty", "\"still being ty|\""),
            ("-", ""),
            ("", ""),
            (" \t\"\" «» -\"\" ", ""),
            ("name:socar AND (x OR y)^2 [a TO b] *~", "name socar and x or y 2 a to b|"),
            ("a\u{0}b\u{fffd}\"", "a b|"),
        ] {
            let means = means.to_owned();
            assert_eq!(read(typed), means, "{typed:?}");
        }
    }

    #[test]
    fn to_exclude_asks_for_nothing() {
        assert!(ParsedQuery::read("-socar -\"oil company\"", 10).unwrap().is_empty());
        assert!(ParsedQuery::read(" — ", 10).unwrap().is_empty());
        assert!(!ParsedQuery::read("\"socar\"", 10).unwrap().is_empty());
    }

    #[test]
    fn all_words_are_counted() {
        let text = "one \"two three\" -four five-six";
        assert_eq!(ParsedQuery::read(text, 6).unwrap().length(), 5);
        assert_eq!(ParsedQuery::read(text, 5), Err(TooMany(6)));
    }
}
