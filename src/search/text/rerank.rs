//! Reranking: the likeliest hits are scored again by their names and texts.
//!
//! The index ranks hits by the inverse document frequency of their words ([Spärck Jones,
//! 1972](https://doi.org/10.1108/eb026526)): it knows the entities of each word. It does not know
//! whether two words are in one name, nor how much of that name they are. So its best hits are
//! read in the graph, word by word, and ordered anew; all others stay behind them, in the order
//! of the index. The work is bounded, whatever the size of the graph.
//!
//! For every name there are `agreement`, the share of the query that the name has (a rare word
//! weighs more), and `covered`, the share of the name's letters that are in the query. The score
//! of a name is `agreement⁴ × (2 + covered)`: a name that lacks a word falls behind one that has
//! all, and of the names that have all words the shortest comes first. Typing errors are forgiven
//! only in names. The name of a source is a headline, which says what the source is about and so
//! names many entities: it counts as a text, unless the query is the whole of it.

use super::{
    rank::Hit,
    read::ParsedQuery,
    texts::{Text, TextField, texts},
    words::{
        Likeness, QueryWord, SAME, SPELLED, alike, begins, errors_without_blanks, initial, same,
    },
};
use crate::{
    graph::{Graph, Name},
    names::{self, fold},
    ontology::SearchBy,
    search::matching::Visible,
};
use hashbrown::HashMap;

/// The number of hits that are reranked.
pub(super) const RERANKED: usize = 128;

/// Score of a name that equals the query letter by letter, apart from case and marks; it is added
/// to the score of its words.
const WHOLE: f32 = 1.0;
/// Score of a name that equals the query in another spelling; it is added likewise.
const SPELLED_WHOLE: f32 = 0.9;
/// Score of a name that begins with the query; it is added likewise.
const BEGINS_WHOLE: f32 = 0.5;
/// Score of a name that equals the query apart from blanks.
const JOINED: f32 = 2.5;
/// Score of a name with a word that equals the query without blanks; the share of that word in the
/// letters of the name is added.
const JOINED_WORD: f32 = 2.0;
/// Score of a name that equals the query apart from blanks and typing errors.
const NEARLY_JOINED: f32 = 0.65;
/// Score of a name that equals the part of the query before the first comma.
const HEAD: f32 = 3.5;
/// Score of a code that equals the query.
const CODE: f32 = 4.0;
/// Score of a text that has all words and no others.
const TEXT: f32 = 1.75;
/// The part of it that does not depend on how many other words there are.
const ANY_LENGTH: f32 = 0.75;
/// Factor for a property. A summary, which describes the entity, has none.
const REMARK: f32 = 0.8;
/// Factor for the headline of a source, which is about several entities.
const HEADLINE: f32 = 0.5;
/// Factor for a word of a text that no name of the entity has.
const BESIDE_NAME: f32 = 0.75;

/// The agreement of a name that has all words as they were asked for, but for rounding.
const ALL: f32 = 0.999;

/// The query, with the weight of each word.
pub(super) struct Reranker<'a> {
    asked: &'a ParsedQuery,
    words: &'a [QueryWord],
    /// The inverse document frequency of each word; all together come to 1.
    shares: &'a [f32],
    looked_at: usize,
    /// The likeness of words of names to each word: likely hits have most of them in common.
    likenesses: HashMap<String, Vec<[Likeness; 2]>>,
}

/// The agreement of a name or text with the query.
struct Met {
    /// The quality with which each word is found.
    each: Vec<f32>,
    /// The share of what is asked that is met.
    agreement: f32,
    /// The share of the name or text that was asked for.
    covered: f32,
}

impl<'a> Reranker<'a> {
    pub(super) fn new(asked: &'a ParsedQuery, words: &'a [QueryWord], shares: &'a [f32]) -> Self {
        Self { asked, words, shares, looked_at: 0, likenesses: HashMap::new() }
    }

    /// The number of names and texts that were read.
    pub(super) fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// The score of an entity, by its visible names and texts.
    pub(super) fn score(&mut self, graph: &Graph, visible: &impl Visible, hit: Hit) -> f32 {
        let all = texts(graph, visible, hit.node);
        let (prose, names): (Vec<&Text<'_>>, Vec<&Text<'_>>) =
            all.iter().partition(|it| it.by == SearchBy::Fulltext);
        let is_source = graph.ontology().source_kind() == Some(graph.nodes().kind(hit.node));
        let mut met = vec![0.0; self.words.len()];
        let mut worth = 0.0_f32;
        for text in &names {
            worth = worth.max(match text.place {
                TextField::Name(_) if is_source && !self.is_whole(text) => {
                    self.prose(text, &mut met)
                }
                TextField::Name(_)
                | TextField::Summary
                | TextField::Property(_)
                | TextField::Field(..) => self.name_or_code(graph, hit, text, &mut met),
            });
        }
        let is_head = |name: &&Text<'_>| self.is_head(graph, hit, name);
        let is_head = !self.asked.head.is_empty() && names.iter().any(is_head);
        // What names have answered needs no text.
        let open = (1.0 - self.share(&met)).max(0.0);
        let mut in_text = 0.0_f32;
        if open > 1.0 - ALL {
            for text in prose {
                in_text = in_text.max(self.prose(text, &mut met));
            }
        }
        // `Baku, Azerbaijan` is Baku; what is behind the comma says which one.
        let worth = if is_head { worth.max(HEAD) } else { worth };
        worth + self.share(&met) + in_text * open
    }

    /// Returns whether a name equals the part of the query before the comma.
    fn is_head(&self, graph: &Graph, hit: Hit, text: &Text<'_>) -> bool {
        let TextField::Name(index) = text.place else { return false };
        let keys = graph.arena().text(graph.nodes().names(hit.node)[index].keys);
        keys.split(Name::BETWEEN).any(|key| self.asked.head.iter().any(|head| head == key))
    }

    /// The score of a name or a code; the words that it has are added to those that others have.
    fn name_or_code(&mut self, graph: &Graph, hit: Hit, text: &Text<'_>, met: &mut [f32]) -> f32 {
        self.looked_at += 1;
        match (text.place, text.by) {
            // The graph has the keys of names.
            (TextField::Name(index), _) => {
                let keys = graph.arena().text(graph.nodes().names(hit.node)[index].keys);
                self.name(keys.split(Name::BETWEEN), met)
            }
            (_, SearchBy::Name) => {
                let keys = names::keys(&text.text, None);
                self.name(keys.iter().map(String::as_str), met)
            }
            _ => self.code(&fold(&text.text), text.by == SearchBy::Prefix, met),
        }
    }

    /// The score of a name, given all its keys, the fold first.
    fn name<'k>(&mut self, keys: impl Iterator<Item = &'k str>, met: &mut [f32]) -> f32 {
        let mut worth = 0.0_f32;
        let mut best: Option<Met> = None;
        for (number, key) in keys.enumerate() {
            let now = self.words_of(key);
            let by_words = now.agreement.powi(4) * (2.0 + now.covered) + self.whole(key, number);
            worth = worth.max(by_words).max(self.without_blanks(key, &now));
            if best.as_ref().is_none_or(|best| now.agreement > best.agreement) {
                best = Some(now);
            }
            // No other spelling answers better.
            if best.as_ref().is_some_and(|best| best.agreement >= ALL) {
                break;
            }
        }
        add(met, best.map(|best| best.each).unwrap_or_default());
        worth
    }

    /// The score of a name that equals the query or begins with it.
    fn whole(&self, key: &str, number: usize) -> f32 {
        let whole = &self.asked.whole;
        if number == 0 && whole.first().is_some_and(|folded| folded == key) {
            WHOLE
        } else if whole.iter().any(|whole| whole == key) {
            SPELLED_WHOLE
        } else if whole.iter().any(|whole| key.starts_with(whole.as_str())) {
            BEGINS_WHOLE
        } else {
            0.0
        }
    }

    /// The score of a name that is written with other blanks.
    fn without_blanks(&self, key: &str, met: &Met) -> f32 {
        let has_blanks = || key.contains(' ') || self.asked.whole.iter().any(|it| it.contains(' '));
        if met.agreement >= SPELLED || !has_blanks() {
            return 0.0;
        }
        let word = key.split(' ').find(|word| self.asked.joined.iter().any(|it| it == word));
        match (errors_without_blanks(&self.asked.joined, key), word) {
            (Some(0), _) => JOINED,
            (_, Some(word)) => JOINED_WORD + (JOINED - JOINED_WORD) * covered(word, key),
            (Some(_), None) => NEARLY_JOINED,
            (None, None) => 0.0,
        }
    }

    /// Assigns the words of a name to those of the query, each to one at most: first the equal
    /// ones, then the similar ones.
    fn words_of(&mut self, key: &str) -> Met {
        let names: Vec<&str> = key.split(' ').collect();
        let likenesses: Vec<Vec<[Likeness; 2]>> =
            names.iter().map(|name| self.likenesses(name)).collect();
        let mut covered = vec![0.0_f32; names.len()];
        let mut each = vec![0.0_f32; self.words.len()];
        for forgiving in [0, 1] {
            for (word, each) in each.iter_mut().enumerate().filter(|(_, each)| **each == 0.0) {
                let free = (0..names.len()).filter(|at| covered[*at] == 0.0);
                let met = free.map(|at| (at, likenesses[at][word][forgiving]));
                let best = met.max_by(|(a, one), (b, other)| {
                    one.quality.total_cmp(&other.quality).then(b.cmp(a))
                });
                if let Some((at, best)) = best.filter(|(_, best)| best.quality > 0.0) {
                    *each = best.quality;
                    covered[at] = best.covered;
                }
            }
        }
        let letters: usize = names.iter().map(|name| name.len()).sum();
        let covered = names.iter().zip(&covered).map(|(name, share)| name.len() as f32 * share);
        let covered = covered.sum::<f32>() / letters.max(1) as f32;
        Met { agreement: self.share(&each), each, covered }
    }

    /// The likeness of a word of a name to each word of the query: exact, and with forgiveness.
    fn likenesses(&mut self, name: &str) -> Vec<[Likeness; 2]> {
        if let Some(known) = self.likenesses.get(name) {
            return known.clone();
        }
        let of = |word: &QueryWord| [same(word, name), alike(word, name).or(initial(word, name))];
        let all: Vec<[Likeness; 2]> = self.words.iter().map(of).collect();
        self.likenesses.insert(name.to_owned(), all.clone());
        all
    }

    /// The score of a code that equals the query or begins with it. Then all words count as found.
    fn code(&self, code: &str, may_begin: bool, met: &mut [f32]) -> f32 {
        let Some(asked) = self.asked.whole.first() else { return 0.0 };
        let worth = match code.strip_prefix(asked.as_str()) {
            Some("") => CODE,
            Some(_) if may_begin => {
                let begun = Likeness::of_beginning(asked, code);
                begun.quality.powi(4) * (2.0 + begun.covered) + BEGINS_WHOLE
            }
            _ => return 0.0,
        };
        met.fill(SAME);
        worth
    }

    /// Returns whether a name equals the query.
    fn is_whole(&self, text: &Text<'_>) -> bool {
        self.asked.whole.first() == Some(&fold(&text.text))
    }

    /// The score of a text; its words are added, at less, to those that names have.
    fn prose(&mut self, text: &Text<'_>, met: &mut [f32]) -> f32 {
        self.looked_at += 1;
        let now = self.words_of_text(&text.text, text.lang.as_deref());
        let length = ANY_LENGTH + (1.0 - ANY_LENGTH) * now.covered;
        let worth = TEXT * now.agreement.powi(2) * length;
        add(met, now.each.into_iter().map(|quality| BESIDE_NAME * quality));
        match text.place {
            TextField::Name(_) => HEADLINE * worth,
            TextField::Summary => worth,
            TextField::Property(_) | TextField::Field(..) => REMARK * worth,
        }
    }

    /// Assigns the words of a text to those of the query, by the spellings by which texts are
    /// indexed.
    fn words_of_text(&self, text: &str, lang: Option<&str>) -> Met {
        let mut each = vec![0.0_f32; self.words.len()];
        let (mut met, mut count) = (0, 0);
        let mut word = |spellings: &[&str]| {
            let mut is_met = false;
            for (word, each) in self.words.iter().zip(&mut each) {
                let likeness = |key: &&str| same(word, key).or(begins(word, key)).quality;
                let quality = spellings.iter().map(likeness).fold(0.0, f32::max);
                *each = each.max(quality);
                is_met |= quality > 0.0;
            }
            met += usize::from(is_met);
            count += 1;
        };
        if text.is_ascii() && names::languages(text, lang).is_empty() {
            // Then the fold is the only spelling, and quickly made.
            fold(text).split(' ').for_each(|key| word(&[key]));
        } else {
            for spelled in names::words(text, lang) {
                word(&spelled.spellings.iter().map(String::as_str).collect::<Vec<_>>());
            }
        }
        let covered = met as f32 / count.max(1) as f32;
        Met { agreement: self.share(&each), each, covered }
    }

    /// The share of what is asked that is met, given how well each word is.
    fn share(&self, met: &[f32]) -> f32 {
        met.iter().zip(self.shares).map(|(met, share)| met * share).sum()
    }
}

/// The share of the letters of a name that a part of it has.
fn covered(part: &str, name: &str) -> f32 {
    part.len() as f32 / name.len().max(1) as f32
}

/// Keeps the better of each.
fn add(best: &mut [f32], now: impl IntoIterator<Item = f32>) {
    best.iter_mut().zip(now).for_each(|(best, now)| *best = best.max(now));
}
