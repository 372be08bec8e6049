//! The text by which an entity was found, and what to mark in it.
//!
//! Of all its names, summaries and searched properties the one is shown that has most of what
//! was asked; names come before texts. A word of the text is marked if one of its keys is a
//! word that was asked for, begins with the last one, or is one but for a typing error: the
//! same conditions by which the index finds it, and the same likeness by which hits are ordered.

use super::{
    read::ParsedQuery,
    texts::{Text, TextField, texts},
    words::{self, NEARLY, Placed, QueryWord, SAME, alike, errors_without_blanks, initial, same},
};
use crate::{
    graph::{Graph, NodeId},
    names::{self, fold},
    ontology::SearchBy,
    search::matching::Visible,
};
use std::ops::Range;

/// A text and what to mark in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The field of the text.
    pub place: TextField,
    /// The text, or the part of a long one that matches best.
    pub fragment: String,
    /// The matches, as ranges in the fragment, in order.
    pub marks: Vec<Range<usize>>,
    /// The number of texts of the entity that were read.
    pub looked_at: usize,
}

/// The number of characters of a long text that are shown before the first match.
const BEFORE: usize = 40;
/// The number of characters that are shown in all.
const LENGTH: usize = 200;
/// The sign for a part that is left out.
const LEFT_OUT: &str = "…";

/// The bonus for a word that equals one of the query letter by letter, apart from case.
const AS_WRITTEN: f32 = 0.05;

/// A text that may be shown.
struct ScoredText {
    place: TextField,
    text: String,
    marks: Vec<Range<usize>>,
    worth: f32,
}

/// The visible text by which an entity was found; its primary name, if none can be told.
pub fn show(graph: &Graph, visible: &impl Visible, node: NodeId, asked: &ParsedQuery) -> Snippet {
    let matcher = Matcher::new(asked);
    let mut best: Option<ScoredText> = None;
    let mut looked_at = 0;
    for Text { place, text, lang, by } in texts(graph, visible, node) {
        looked_at += 1;
        let lang = lang.as_deref();
        let (marks, worth) = match by {
            SearchBy::Name => matcher.words(&text, lang, true),
            SearchBy::Fulltext => matcher.words(&text, lang, false),
            SearchBy::Prefix | SearchBy::Exact => matcher.whole(&text),
        };
        if best.as_ref().is_none_or(|best| worth > best.worth) {
            best = Some(ScoredText { place, text: text.into_owned(), marks, worth });
        }
    }
    let Some(best) = best else {
        return Snippet {
            place: TextField::Name(0),
            fragment: String::new(),
            marks: Vec::new(),
            looked_at,
        };
    };
    let (fragment, marks) = cut(&best.text, best.marks);
    Snippet { place: best.place, fragment, marks, looked_at }
}

/// Holds texts against what was asked.
struct Matcher<'a> {
    asked: &'a ParsedQuery,
    /// The words outside and inside of quotation marks.
    words: Vec<QueryWord>,
}

impl<'a> Matcher<'a> {
    fn new(asked: &'a ParsedQuery) -> Self {
        Self { asked, words: asked.all_words() }
    }

    /// The matches of words in a text, and their score.
    fn words(&self, text: &str, lang: Option<&str>, is_name: bool) -> (Vec<Range<usize>>, f32) {
        let words = words::placed(text, lang);
        let count = words.len();
        let mut best = vec![0.0_f32; self.words.len()];
        let mut found = Vec::new();
        for Placed { place, keys } in words {
            for (number, word) in self.words.iter().enumerate() {
                let likeness = |key: &String| match same(word, key) {
                    same if same.quality > 0.0 => same.quality,
                    _ if is_name => alike(word, key).or(initial(word, key)).quality,
                    _ => alike(word, key).quality,
                };
                let mut quality = keys.iter().map(likeness).fold(0.0, f32::max);
                if quality == SAME && text[place.clone()].to_lowercase() == word.written {
                    quality += AS_WRITTEN;
                }
                best[number] = best[number].max(quality);
                if quality > 0.0 {
                    found.push((place.clone(), number, quality));
                }
            }
        }
        // What is there as it was asked for leaves nothing to forgive.
        found.retain(|(_, number, quality)| *quality > NEARLY || best[*number] <= NEARLY);
        let mut marks: Vec<Range<usize>> = found.into_iter().map(|(place, ..)| place).collect();
        marks.dedup();
        let mut worth: f32 = best.iter().sum();
        if is_name && worth > 0.0 {
            // A name before a text with the same words, a short one before a long one.
            worth += 0.25 + 0.25 * marks.len() as f32 / count.max(1) as f32;
        }
        if is_name && self.is_asked(text, lang) {
            worth += 1.0;
            // Its words may be those that were asked for with other blanks between them.
            if marks.is_empty() {
                marks.push(0..text.len());
                worth += self.words.len() as f32 * NEARLY;
            }
        }
        (marks, worth)
    }

    /// The match of a text that is searched as a whole: it equals the query, or begins with it.
    fn whole(&self, text: &str) -> (Vec<Range<usize>>, f32) {
        let folded = fold(text);
        let asked = self.asked.whole.first();
        let Some(rest) = asked.and_then(|asked| folded.strip_prefix(asked.as_str())) else {
            return (Vec::new(), 0.0);
        };
        let words = self.words.len() as f32;
        let whole = std::iter::once(0..text.len()).collect();
        (whole, if rest.is_empty() { words + 1.5 } else { words * 0.5 })
    }

    /// Returns whether a name equals the query, apart from blanks and typing errors.
    fn is_asked(&self, text: &str, lang: Option<&str>) -> bool {
        let is = |key: &String| errors_without_blanks(&self.asked.joined, key).is_some();
        names::keys(text, lang).iter().any(is)
    }
}

/// The part of a text around what is marked first, and the marks in it.
fn cut(text: &str, marks: Vec<Range<usize>>) -> (String, Vec<Range<usize>>) {
    if text.chars().count() <= LENGTH {
        return (text.to_owned(), marks);
    }
    let first = marks.first().map_or(0, |mark| mark.start);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let position = starts.partition_point(|&at| at < first);
    let from = position.saturating_sub(BEFORE).min(starts.len() - 1 - LENGTH);
    let start = word_start(text, starts[from], first);
    let end = word_end(text, start, starts[(from + LENGTH).min(starts.len() - 1)]);
    let mut fragment = String::new();
    if start > 0 {
        fragment.push_str(LEFT_OUT);
    }
    let shift = |at: usize, fragment: &str| at - start + fragment.len();
    let within = marks.into_iter().filter(|mark| start <= mark.start && mark.end <= end);
    let marks = within.map(|mark| shift(mark.start, &fragment)..shift(mark.end, &fragment));
    let marks = marks.collect();
    fragment.push_str(&text[start..end]);
    if end < text.len() {
        fragment.push_str(LEFT_OUT);
    }
    (fragment, marks)
}

/// The start of the first whole word from a place on, before another place.
fn word_start(text: &str, from: usize, before: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let mut starts = words::places(text).into_iter().map(|word| word.start);
    starts.find(|&start| start >= from).filter(|&start| start <= before).unwrap_or(from)
}

/// The end of the last whole word up to a place, behind another place.
fn word_end(text: &str, behind: usize, to: usize) -> usize {
    if to == text.len() {
        return to;
    }
    let ends = words::places(text).into_iter().map(|word| word.end);
    ends.rev().find(|&end| end <= to).filter(|&end| end > behind).unwrap_or(to)
}
