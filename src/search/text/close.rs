//! A close look at the likeliest hits: how well the names and texts of an entity answer to what
//! is asked.
//!
//! The index knows of each word in which entities it is. It does not know whether two words are
//! of one name, nor how much of that name they are. So the hits that it holds for likeliest are
//! read in the graph, word by word, and ordered by what is found there; all others stay behind
//! them, in the order of the index. What is looked at is bounded, whatever the size of the graph.
//!
//! For every name: `agreement`, the share of what is asked that it answers (rare words are more
//! of it), and `covered`, the share of its letters that were asked for. A name is worth
//! `agreement⁴ × (2 + covered)`: one that lacks a word falls behind one that has all, and of
//! those that have all the shortest comes first.

use super::{
    build::values,
    rank::Hit,
    read::{Asked, Word},
    words::errors,
};
use crate::{
    graph::{Graph, Name, NodeId},
    ontology::SearchBy,
    value::{fold, names},
};

/// How many hits are looked at closely.
pub(super) const LIKELIEST: usize = 128;

/// What a name is worth beside its words that is what was asked for, letter by letter but for
/// case and marks.
const WHOLE: f32 = 1.0;
/// The same in another spelling.
const SPELLED_WHOLE: f32 = 0.9;
/// It begins so.
const BEGINS_WHOLE: f32 = 0.5;
/// What a name is worth that differs by blanks alone.
const JOINED: f32 = 2.5;
/// The same with typing errors.
const NEARLY_JOINED: f32 = 0.65;
/// What a code is worth that is what was asked for.
const CODE: f32 = 4.0;
/// What a text is worth that has all the words and no others.
const TEXT: f32 = 1.75;
/// The part of it that does not depend on how many other words there are.
const ANY_LENGTH: f32 = 0.75;
/// What a property is worth, beside a summary, which says what the entity is.
const REMARK: f32 = 0.8;
/// What a word of a text counts where no name of the entity has it.
const BESIDE_NAME: f32 = 0.75;

/// How well a word is met by the same one.
const SAME: f32 = 1.0;
/// By another spelling of it.
const SPELLED: f32 = 0.95;
/// By one that it is the beginning of, however much of it is still to come, and what a whole one
/// would add.
const BEGINS: (f32, f32) = (0.75, 0.2);
/// By one that differs by a typing error, and by each further one.
const NEARLY: f32 = 0.5;
const FURTHER: f32 = 0.3;
/// By one whose beginning it is but for an error.
const NEARLY_BEGINS: f32 = 0.4;
/// By one of which it is the first letter.
const INITIAL: f32 = 0.5;

/// The agreement of a name that has all words as they were asked for, but for rounding.
const ALL: f32 = 0.999;

/// What is asked, with what each word counts.
pub(super) struct Closely<'a> {
    asked: &'a Asked,
    words: &'a [Word],
    /// Of each word; all together come to 1.
    shares: &'a [f32],
    /// The whole without blanks.
    joined: Option<String>,
    /// What the names of the entity that were looked at have of each word.
    in_names: Vec<f32>,
    /// What its texts have.
    in_texts: Vec<f32>,
    /// What the name or text has that is looked at; kept to be used again.
    now: Vec<f32>,
    looked_at: usize,
}

/// How a name or text meets what is asked.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    agreement: f32,
    covered: f32,
}

impl<'a> Closely<'a> {
    pub(super) fn new(asked: &'a Asked, words: &'a [Word], shares: &'a [f32]) -> Self {
        let joined = asked.whole.first().map(|whole| whole.replace(' ', ""));
        let none = vec![0.0; words.len()];
        Self {
            asked,
            words,
            shares,
            joined,
            in_names: none.clone(),
            in_texts: none.clone(),
            now: none,
            looked_at: 0,
        }
    }

    /// How many names and texts were looked at.
    pub(super) fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// How well an entity answers.
    pub(super) fn worth(&mut self, graph: &Graph, hit: Hit) -> f32 {
        self.in_names.fill(0.0);
        self.in_texts.fill(0.0);
        let mut worth = 0.0_f32;
        for name in graph.nodes().names(hit.node) {
            let keys = graph.arena().text(name.keys);
            worth = worth.max(self.name(keys.split(Name::BETWEEN)));
        }
        worth = worth.max(self.properties(graph, hit.node));
        let mut in_text = 0.0;
        if worth < CODE && self.in_names.iter().any(|&met| met < SPELLED) {
            in_text = self.texts(graph, hit.node);
        }
        let both = self.in_names.iter().zip(&self.in_texts);
        let together = self.share(both.map(|(&name, &text)| name.max(BESIDE_NAME * text)));
        // What a name has answered needs no text.
        let open = 1.0 - self.share(self.in_names.iter().copied());
        worth + together + in_text * open.max(0.0)
    }

    /// The share of what is asked that is met, given how well each word is.
    fn share(&self, met: impl Iterator<Item = f32>) -> f32 {
        met.zip(self.shares).map(|(met, share)| met * share).sum()
    }

    /// What a name is worth, given all its keys, the fold first.
    fn name<'k>(&mut self, keys: impl Iterator<Item = &'k str>) -> f32 {
        self.looked_at += 1;
        let mut best = 0.0_f32;
        let mut agreement = 0.0_f32;
        let mut now = std::mem::take(&mut self.now);
        for (number, key) in keys.enumerate() {
            let met = self.words_of(key, &mut now);
            let worth = met.agreement.powi(4) * (2.0 + met.covered) + self.as_whole(key, number);
            let worth = worth.max(self.without_blanks(key, met));
            if met.agreement > agreement {
                agreement = met.agreement;
                self.in_names.iter_mut().zip(&now).for_each(|(best, &met)| *best = best.max(met));
            }
            best = best.max(worth);
            // No other spelling answers better.
            if met.agreement >= ALL {
                break;
            }
        }
        self.now = now;
        best
    }

    /// What a name is worth for being what was asked for, or beginning so.
    fn as_whole(&self, key: &str, number: usize) -> f32 {
        let Some(folded) = self.asked.whole.first() else { return 0.0 };
        if number == 0 && key == folded {
            WHOLE
        } else if self.asked.whole.iter().any(|whole| whole == key) {
            SPELLED_WHOLE
        } else if self.asked.whole.iter().any(|whole| key.starts_with(whole.as_str())) {
            BEGINS_WHOLE
        } else {
            0.0
        }
    }

    /// What a name is worth that was written with other blanks.
    fn without_blanks(&self, key: &str, met: Met) -> f32 {
        let Some(joined) = self.joined.as_deref().filter(|_| met.agreement < SPELLED) else {
            return 0.0;
        };
        if !key.contains(' ') && !self.asked.whole.iter().any(|it| it.contains(' ')) {
            return 0.0;
        }
        let key = key.replace(' ', "");
        match key == joined {
            true => JOINED,
            false if errors(joined, &key, false).is_some() => NEARLY_JOINED,
            false => 0.0,
        }
    }

    /// How the words of a name meet those that were asked for, each at most one: first those
    /// that are the same, then those that are like each other.
    fn words_of(&self, key: &str, now: &mut [f32]) -> Met {
        let names: Vec<&str> = key.split(' ').collect();
        let mut taken = vec![0.0_f32; names.len()];
        now.fill(0.0);
        for like in [false, true] {
            for (number, word) in self.words.iter().enumerate() {
                if now[number] > 0.0 {
                    continue;
                }
                let free = names.iter().enumerate().filter(|(at, _)| taken[*at] == 0.0);
                let quality = |name: &str| if like { alike(word, name) } else { same(word, name) };
                let met = free.map(|(at, name)| (at, quality(name)));
                let best = met.max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.0.cmp(&a.0)));
                if let Some((at, (quality, covered))) = best.filter(|it| it.1.0 > 0.0) {
                    now[number] = quality;
                    taken[at] = covered;
                }
            }
        }
        let letters: usize = names.iter().map(|name| name.len()).sum();
        let covered = names.iter().zip(&taken).map(|(name, taken)| name.len() as f32 * taken);
        Met {
            agreement: self.share(now.iter().copied()),
            covered: covered.sum::<f32>() / letters.max(1) as f32,
        }
    }

    /// What properties are worth that are searched as names or as a whole.
    fn properties(&mut self, graph: &Graph, node: NodeId) -> f32 {
        let mut best = 0.0_f32;
        let kind = graph.ontology().kind(graph.nodes().kind(node));
        for (index, property) in kind.properties.iter().enumerate() {
            for by in property.search.iter().filter(|by| **by != SearchBy::Fulltext) {
                for value in values(graph, node, index) {
                    let value = graph.arena().text(value);
                    best = best.max(match by {
                        SearchBy::Name => {
                            self.name(names::keys(&value, None).iter().map(String::as_str))
                        }
                        _ => self.code(&fold(&value), *by == SearchBy::Prefix),
                    });
                }
            }
        }
        best
    }

    /// What a code is worth: it is what was asked for, or begins so.
    fn code(&mut self, code: &str, may_begin: bool) -> f32 {
        self.looked_at += 1;
        let Some(asked) = self.asked.whole.first() else { return 0.0 };
        let worth = match code.strip_prefix(asked.as_str()) {
            Some("") => CODE,
            Some(_) if may_begin => {
                let typed = asked.len() as f32 / code.len() as f32;
                (BEGINS.0 + BEGINS.1 * typed).powi(4) * (2.0 + typed) + BEGINS_WHOLE
            }
            _ => return 0.0,
        };
        self.in_names.fill(SAME);
        worth
    }

    /// What the best text is worth.
    fn texts(&mut self, graph: &Graph, node: NodeId) -> f32 {
        let mut best = 0.0_f32;
        for summary in graph.nodes().summaries(node) {
            best = best.max(self.text(&graph.arena().text(summary.text)));
        }
        let kind = graph.ontology().kind(graph.nodes().kind(node));
        for (index, property) in kind.properties.iter().enumerate() {
            if property.search.contains(&SearchBy::Fulltext) {
                for value in values(graph, node, index) {
                    best = best.max(REMARK * self.text(&graph.arena().text(value)));
                }
            }
        }
        best
    }

    fn text(&mut self, text: &str) -> f32 {
        self.looked_at += 1;
        let folded = fold(text);
        let mut now = std::mem::take(&mut self.now);
        now.fill(0.0);
        let (mut met, mut count) = (0, 0);
        for part in folded.split(' ') {
            count += 1;
            let mut is_met = false;
            for (word, now) in self.words.iter().zip(&mut now) {
                let quality = same(word, part).0.max(begins(word, part).0);
                *now = now.max(quality);
                is_met |= quality > 0.0;
            }
            met += usize::from(is_met);
        }
        self.in_texts.iter_mut().zip(&now).for_each(|(best, &met)| *best = best.max(met));
        let agreement = self.share(now.iter().copied());
        self.now = now;
        let covered = met as f32 / count.max(1) as f32;
        TEXT * agreement.powi(2) * (ANY_LENGTH + (1.0 - ANY_LENGTH) * covered)
    }
}

/// How well a word is met by another one that is the same, and how much of the other it is.
fn same(word: &Word, other: &str) -> (f32, f32) {
    match word.keys.iter().position(|key| key == other) {
        Some(0) => (SAME, 1.0),
        Some(_) => (SPELLED, 1.0),
        None => (0.0, 0.0),
    }
}

/// How well a word is met by one that it is the beginning of.
fn begins(word: &Word, other: &str) -> (f32, f32) {
    let begin = word.keys.iter().filter(|key| word.open && other.starts_with(key.as_str()));
    begin.map(String::len).max().map_or((0.0, 0.0), |length| {
        let typed = length as f32 / other.len() as f32;
        (BEGINS.0 + BEGINS.1 * typed, typed)
    })
}

/// How well a word is met by one that is like it, and how much of the other it is.
fn alike(word: &Word, other: &str) -> (f32, f32) {
    let begun = begins(word, other);
    if begun.0 > 0.0 {
        return begun;
    }
    let initial = |key: &String| key.len() == 1 && other.starts_with(key.as_str());
    if word.keys.iter().any(initial) {
        return (INITIAL, 1.0 / other.len() as f32);
    }
    let fewest = |prefix| word.keys.iter().filter_map(|key| errors(key, other, prefix)).min();
    let quality = |best: f32, count: u8| best - FURTHER * f32::from(count.saturating_sub(1));
    match fewest(false) {
        Some(count) => (quality(NEARLY, count), quality(NEARLY, count)),
        None if !word.open => (0.0, 0.0),
        None => fewest(true).map_or((0.0, 0.0), |count| {
            let quality = quality(NEARLY_BEGINS, count);
            (quality, quality)
        }),
    }
}
