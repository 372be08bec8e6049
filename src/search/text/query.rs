//! From what is asked to a query of the library: which entities match, and how well by words.
//!
//! Every score here is a constant of a clause and a multiple of 1/[`STEPS`], so that sums are
//! exact and do not depend on the order in which clauses are added up. A word scores by the best
//! of the ways in which it matches; a rare word weighs more than a common one; all words
//! together score [`ALL_WORDS`] at most.

use super::{
    Fault,
    read::{Asked, Phrase, Word},
    schema::{EDGE, Fields},
    words::errors_forgiven,
};
use std::ops::Bound;
use tantivy::{
    Searcher, TantivyError, Term,
    query::{
        BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur,
        PhrasePrefixQuery, PhraseQuery, Query, RangeQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

/// Scores are multiples of one by this.
const STEPS: f32 = 1024.0;
/// All words, as words of names.
const ALL_WORDS: f32 = 1.0;
/// The query is a name, or a property that is searched as a whole.
const WHOLE: f32 = 2.0;
/// It sounds like one, or is one in another spelling.
const LIKE_WHOLE: f32 = 1.75;
/// It is one but for typing errors: no more than a word that is right.
const NEARLY_WHOLE: f32 = 0.25;
/// It is the beginning of one.
const BEGINNING: f32 = 0.25;
/// It is the beginning of a property that is searched by its beginning.
const CODE_BEGINS: f32 = 1.0;
/// A phrase.
const PHRASE: f32 = 0.5;

/// In how many ways the last word of a phrase that is still being typed may go on.
const MOST_ENDINGS: u32 = 100;

/// How well a word matches a word of a name.
const IN_NAME: f32 = 1.0;
/// A word of a name begins with it.
const BEGINS_NAME: f32 = 0.75;
/// It is one but for a typing error.
const NEARLY_IN_NAME: f32 = 0.5;
/// One begins with it but for a typing error.
const NEARLY_BEGINS_NAME: f32 = 0.375;
/// It is one but for two.
const FAR_FROM_NAME: f32 = 0.25;
/// It is a word of a text.
pub(super) const IN_TEXT: f32 = 0.3125;
/// A word of a text begins with it.
const BEGINS_TEXT: f32 = 0.1875;
/// It is a word of a text but for a typing error.
const NEARLY_IN_TEXT: f32 = 0.125;

/// How much is forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Patience {
    /// One error in a word of a name.
    Usual,
    /// Two in a long one, and one in a word of a text.
    More,
    /// The same, and one word of two or three may be missing.
    Most,
}

impl Patience {
    pub(super) const ALL: [Self; 3] = [Self::Usual, Self::More, Self::Most];
}

pub(super) type Clause = Box<dyn Query>;

/// The query for all entities that match.
pub(super) fn query(
    asked: &Asked,
    searcher: &Searcher,
    fields: Fields,
    patience: Patience,
) -> Result<Clause, Fault> {
    let builder = Builder { searcher, fields, patience };
    let mut wanted = Vec::new();
    if !asked.words.is_empty() {
        wanted.push((Occur::Must, builder.words(&asked.words)?));
    }
    for phrase in &asked.phrases {
        let found = score(PHRASE, builder.phrase(phrase));
        wanted.push((Occur::Must, found));
    }
    let by_words: Clause = Box::new(BooleanQuery::new(wanted));
    let whole = builder.whole(&asked.whole);
    // A phrase is to be there as it is; without one, what is asked may be a whole name that was
    // mistyped where its words were not.
    let must = if asked.phrases.is_empty() { Occur::Should } else { Occur::Must };
    let mut clauses = vec![(must, by_words)];
    clauses.extend(whole.into_iter().map(|clause| (Occur::Should, clause)));
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// The query for all entities that are not wanted; `None` if nothing is excluded.
///
/// It is one of its own: to leave documents out, the library moves scorers of phrases
/// backwards, which they do not allow (0.27).
pub(super) fn excluded(asked: &Asked, searcher: &Searcher, fields: Fields) -> Option<Clause> {
    let builder = Builder { searcher, fields, patience: Patience::Usual };
    let phrases = asked.excluded.iter().map(|phrase| builder.phrase(phrase));
    let phrases: Vec<Clause> = phrases.collect();
    (!phrases.is_empty()).then(|| best(phrases))
}

/// What share each word has of what all of them say. Rare words say more; one that is in no
/// entity, which may be a typing error, as much as the others do.
pub(super) fn shares(
    words: &[Word],
    searcher: &Searcher,
    fields: Fields,
) -> Result<Vec<f32>, Fault> {
    let weigh = |word| weight(word, searcher, fields);
    let weights = words.iter().map(weigh).collect::<Result<Vec<Option<f32>>, _>>()?;
    let known: Vec<f32> = weights.iter().copied().flatten().collect();
    let usual = match known.len() {
        0 => 1.0,
        count => known.iter().sum::<f32>() / count as f32,
    };
    let weights = weights.into_iter().map(|weight| weight.unwrap_or(usual));
    let sum: f32 = weights.clone().sum();
    Ok(weights.map(|weight| weight / sum).collect())
}

/// How much a word says: nearly 1 if it is in one entity, nearly nothing if it is in all, and
/// `None` if it is in none.
fn weight(word: &Word, searcher: &Searcher, fields: Fields) -> Result<Option<f32>, Fault> {
    let entities = searcher.num_docs() as f32;
    let mut most = 0;
    for key in &word.keys {
        for field in [fields.name_word, fields.text_word] {
            most = most.max(searcher.doc_freq(&Term::from_field_text(field, key))?);
        }
    }
    let weight = (1.0 + entities / (1.0 + most as f32)).ln() / (1.0 + entities).ln();
    Ok((most > 0).then_some(weight))
}

struct Builder<'s> {
    searcher: &'s Searcher,
    fields: Fields,
    patience: Patience,
}

impl Builder<'_> {
    /// Most of the words: all of up to three, and of more all but every fourth; with the most
    /// patience all but one.
    fn words(&self, words: &[Word]) -> Result<Clause, Fault> {
        let shares = shares(words, self.searcher, self.fields)?;
        let clause =
            |(word, share): (&Word, &f32)| Ok((Occur::Should, self.word(word, ALL_WORDS * share)?));
        let clauses = words.iter().zip(&shares).map(clause).collect::<Result<_, Fault>>()?;
        let mut needed = words.len() - words.len() / 4;
        if self.patience == Patience::Most {
            needed = needed.min(words.len().saturating_sub(1)).max(1);
        }
        Ok(Box::new(BooleanQuery::with_minimum_required_clauses(clauses, needed)))
    }

    /// One word, by the best way in which it matches.
    fn word(&self, word: &Word, weight: f32) -> Result<Clause, Fault> {
        let Fields { name_word, name_edge, text_word, text_edge, .. } = self.fields;
        let more = self.patience >= Patience::More;
        let is_beginning = word.open && self.is_beginning(word)?;
        let mut ways = Vec::new();
        for key in &word.keys {
            let forgiven = errors_forgiven(key);
            ways.push((IN_NAME, term(name_word, key)));
            ways.push((IN_TEXT, term(text_word, key)));
            if word.open {
                ways.push((BEGINS_NAME, prefix(name_word, name_edge, key)));
                ways.push((BEGINS_TEXT, prefix(text_word, text_edge, key)));
            }
            if forgiven > 0 {
                ways.push((NEARLY_IN_NAME, nearly(name_word, key, 1)));
                if word.open && !is_beginning {
                    ways.push((NEARLY_BEGINS_NAME, nearly_prefix(name_word, key)));
                }
                if more {
                    ways.push((NEARLY_IN_TEXT, nearly(text_word, key, 1)));
                }
            }
            if forgiven > 1 && more {
                ways.push((FAR_FROM_NAME, nearly(name_word, key, 2)));
            }
        }
        let scored = ways.into_iter().map(|(quality, way)| score(quality * weight, way));
        Ok(best(scored.collect()))
    }

    /// Whether any word begins so. If one does, the beginning is taken as it is: with an error it
    /// would be that of very many others.
    fn is_beginning(&self, word: &Word) -> Result<bool, Fault> {
        let segment = self.searcher.segment_reader(0);
        for field in [self.fields.name_word, self.fields.text_word] {
            let index = segment.inverted_index(field)?;
            for key in &word.keys {
                let terms = index.terms().range().ge(key).lt(behind(key));
                if terms.into_stream().map_err(TantivyError::from)?.advance() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Words in order, in a name or in a text.
    fn phrase(&self, phrase: &Phrase) -> Clause {
        let Fields { name_word, name_edge, text_word, text_edge, .. } = self.fields;
        let in_field = |(field, edges): (Field, Field), words: &[String]| -> Clause {
            let terms = || words.iter().map(|word| Term::from_field_text(field, word)).collect();
            match words {
                [word] if phrase.open => prefix(field, edges, word),
                [word] => term(field, word),
                _ if phrase.open => {
                    let mut query = PhrasePrefixQuery::new(terms());
                    query.set_max_expansions(MOST_ENDINGS);
                    Box::new(query)
                }
                _ => Box::new(PhraseQuery::new(terms())),
            }
        };
        let fields = [(name_word, name_edge), (text_word, text_edge)];
        let spellings = phrase.spellings.iter();
        let ways = spellings.flat_map(|words| fields.map(|field| in_field(field, words)));
        best(ways.collect())
    }

    /// What is asked as a whole name, or as the value of a property.
    fn whole(&self, whole: &[String]) -> Option<Clause> {
        let Fields { written, name, code, start, whole_edge, code_edge, .. } = self.fields;
        let mut ways = Vec::new();
        ways.extend(whole.first().map(|folded| score(WHOLE, term(written, folded))));
        // A code has no other spellings: `C-100` sounds like `K-100` and is another one.
        if let Some(folded) = whole.first() {
            ways.push(score(WHOLE, term(code, folded)));
            ways.push(score(WHOLE, term(start, folded)));
            ways.push(score(CODE_BEGINS, prefix(start, code_edge, folded)));
        }
        for key in whole {
            ways.push(score(LIKE_WHOLE, term(name, key)));
            ways.push(score(BEGINNING, prefix(name, whole_edge, key)));
            let forgiven = errors_forgiven(key);
            if forgiven > 0 {
                ways.push(score(NEARLY_WHOLE, nearly(name, key, forgiven)));
            }
        }
        (!ways.is_empty()).then(|| best(ways))
    }
}

/// A clause with a constant score.
fn score(value: f32, clause: Clause) -> Clause {
    let steps = (value * STEPS).round().max(1.0);
    Box::new(ConstScoreQuery::new(clause, steps / STEPS))
}

/// The best of several clauses.
fn best(mut clauses: Vec<Clause>) -> Clause {
    if clauses.len() == 1 {
        return clauses.remove(0);
    }
    Box::new(DisjunctionMaxQuery::new(clauses))
}

fn term(field: Field, key: &str) -> Clause {
    Box::new(TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::Basic))
}

/// All terms that begin so: a short beginning is a term itself.
fn prefix(field: Field, edges: Field, key: &str) -> Clause {
    if key.len() <= EDGE {
        return term(edges, key);
    }
    let from = Term::from_field_text(field, key);
    let to = Term::from_field_text(field, &behind(key));
    Box::new(RangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}

/// The first text behind all that begin so. Keys are ASCII, so there is a next last letter.
fn behind(key: &str) -> String {
    let mut next = key.to_owned();
    let last = next.pop().map_or('\u{1}', |last| char::from(last as u8 + 1));
    next.push(last);
    next
}

fn nearly(field: Field, key: &str, errors: u8) -> Clause {
    Box::new(FuzzyTermQuery::new(Term::from_field_text(field, key), errors, true))
}

fn nearly_prefix(field: Field, key: &str) -> Clause {
    Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, key), 1, true))
}
