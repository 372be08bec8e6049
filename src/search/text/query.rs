//! From what is asked to a query of the library: which entities match, and how well by words.
//!
//! Every score here is a constant of a clause and a multiple of 1/1024, so that sums are
//! exact and do not depend on the order in which clauses are added up. A word scores by the best
//! of the ways in which it matches; a rare word weighs more than a common one; all words
//! together score [`ALL_WORDS`] at most.

use super::{
    Fault,
    clause::{Clause, behind, best, nearly, nearly_prefix, prefix, score, term},
    read::{ParsedQuery, Phrase},
    schema::Fields,
    words::{QueryWord, errors_forgiven},
};
use crate::names::sound;
use tantivy::{
    Searcher, TantivyError, Term,
    query::{BooleanQuery, Occur, PhrasePrefixQuery, PhraseQuery},
    schema::Field,
};

/// Score of all words, if they are words of names.
const ALL_WORDS: f32 = 1.0;
/// Score of a name, or of a property that is searched as a whole, that equals the query.
const WHOLE: f32 = 2.0;
/// Score of a name that sounds like the query, or is another spelling of it.
const LIKE_WHOLE: f32 = 1.75;
/// Score of a name that equals the query apart from typing errors: no more than an exact word.
const NEARLY_WHOLE: f32 = 0.25;
/// Score of a name that equals the query apart from blanks.
const JOINED: f32 = 1.5;
/// Score of a word of a name that equals all words of the query together.
const JOINED_WORD: f32 = 1.25;
/// Score of a name that equals the part before the comma: `Baku, Azerbaijan`.
const HEAD: f32 = 1.0;
/// Score of a name that begins with the query.
const BEGINNING: f32 = 0.25;
/// Score of a property, searched by its beginning, that begins with the query.
const CODE_BEGINS: f32 = 1.0;
/// Score of a phrase.
const PHRASE: f32 = 0.5;

/// The part of its weight that a legal form has: it says hardly anything of who is meant.
const FORM: f32 = 0.1;

/// The number of words up to which all must be there.
const FEW_WORDS: usize = 3;
/// A word is common if more than one in so many entities have it, and at least so many entities.
const COMMON: u64 = 32;
const COMMON_AT_LEAST: u64 = 1000;

/// The most ways in which the last word of a phrase that is still being typed may go on.
const MOST_ENDINGS: u32 = 100;

/// Score of a word that equals a word of a name.
const IN_NAME: f32 = 1.0;
/// Score of a word that begins a word of a name.
const BEGINS_NAME: f32 = 0.75;
/// Score of a word at edit distance 1 from a word of a name.
const NEARLY_IN_NAME: f32 = 0.5;
/// Score of a word at edit distance 1 from the beginning of a word of a name.
const NEARLY_BEGINS_NAME: f32 = 0.375;
/// Score of a word at edit distance 2 from a word of a name.
const FAR_FROM_NAME: f32 = 0.25;
/// Score of a word that equals a word of a text.
pub(super) const IN_TEXT: f32 = 0.3125;
/// Score of a word that begins a word of a text.
const BEGINS_TEXT: f32 = 0.1875;
/// Score of a word at edit distance 1 from a word of a text.
const NEARLY_IN_TEXT: f32 = 0.125;

/// The number of typing errors that a word may have, and whether one word may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fuzziness {
    /// One error in a word of a name.
    One,
    /// Two in a long one, and one in a word of a text.
    Two,
    /// The same, and one word of two or three may be missing.
    MissingWord,
}

impl Fuzziness {
    pub(super) const ALL: [Self; 3] = [Self::One, Self::Two, Self::MissingWord];
}

/// The query for all entities that match.
pub(super) fn query(
    asked: &ParsedQuery,
    searcher: &Searcher,
    fields: Fields,
    fuzziness: Fuzziness,
) -> Result<Clause, Fault> {
    let builder = Builder { searcher, fields, fuzziness };
    let mut wanted = Vec::new();
    if !asked.words.is_empty() {
        wanted.push((Occur::Must, builder.words(&asked.words)?));
    }
    for phrase in &asked.phrases {
        let found = score(PHRASE, builder.phrase(phrase));
        wanted.push((Occur::Must, found));
    }
    let by_words: Clause = Box::new(BooleanQuery::new(wanted));
    let whole = builder.whole(asked)?;
    // A phrase is to be there as it is; without one, what is asked may be a whole name that was
    // mistyped where its words were not.
    let must = if asked.phrases.is_empty() { Occur::Should } else { Occur::Must };
    let mut clauses = vec![(must, by_words)];
    clauses.extend(whole.into_iter().map(|clause| (Occur::Should, clause)));
    Ok(Box::new(BooleanQuery::new(clauses)))
}

/// The query for all entities that are not wanted; `None` if nothing is excluded.
///
/// The excluded documents as a query of its own: to leave documents out, the library moves scorers
/// of phrases backwards, which they do not allow (0.27).
/// backwards, which they do not allow (0.27).
pub(super) fn excluded(asked: &ParsedQuery, searcher: &Searcher, fields: Fields) -> Option<Clause> {
    let builder = Builder { searcher, fields, fuzziness: Fuzziness::One };
    let phrases = asked.excluded.iter().map(|phrase| builder.phrase(phrase));
    let phrases: Vec<Clause> = phrases.collect();
    (!phrases.is_empty()).then(|| best(phrases))
}

/// The share of each word in the weight of all words. Rare words weigh more; one that is in no
/// entity, which may be a typing error, as much as the others do.
/// entity, which may be a typing error, as much as the others do.
pub(super) fn shares(
    words: &[QueryWord],
    searcher: &Searcher,
    fields: Fields,
) -> Result<Vec<f32>, Fault> {
    let weigh = |word: &QueryWord| {
        let part = if word.is_form { FORM } else { 1.0 };
        Ok(weight(word, searcher, fields)?.map(|weight| weight * part))
    };
    let weights = words.iter().map(weigh).collect::<Result<Vec<Option<f32>>, Fault>>()?;
    let known: Vec<f32> = weights.iter().copied().flatten().collect();
    let usual = match known.len() {
        0 => 1.0,
        count => known.iter().sum::<f32>() / count as f32,
    };
    let unknown = |word: &QueryWord| if word.is_form { FORM * usual } else { usual };
    let weights = words.iter().zip(weights);
    let weights = weights.map(|(word, weight)| weight.unwrap_or_else(|| unknown(word)));
    let sum: f32 = weights.clone().sum();
    Ok(weights.map(|weight| weight / sum).collect())
}

/// The weight of a word: nearly 1 if it is in one entity, nearly 0 if it is in all, and `None` if
/// it is in none.
fn weight(word: &QueryWord, searcher: &Searcher, fields: Fields) -> Result<Option<f32>, Fault> {
    let entities = searcher.num_docs() as f32;
    let most = frequency(word, searcher, fields)?;
    let weight = (1.0 + entities / (1.0 + most as f32)).ln() / (1.0 + entities).ln();
    Ok((most > 0).then_some(weight))
}

/// In how many entities a word is, by the key that is in most.
fn frequency(word: &QueryWord, searcher: &Searcher, fields: Fields) -> Result<u64, Fault> {
    let mut most = 0;
    for key in &word.keys {
        for field in [fields.name_word, fields.text_word] {
            most = most.max(searcher.doc_freq(&Term::from_field_text(field, key))?);
        }
    }
    Ok(most)
}

struct Builder<'s> {
    searcher: &'s Searcher,
    fields: Fields,
    fuzziness: Fuzziness,
}

impl Builder<'_> {
    /// Most of the words: all of up to three, and of more all but every fourth; with the most
    /// fuzziness all but one. Legal forms may always be missing.
    ///
    /// Of many words those that very many entities have may be missing too, if others are there:
    /// they tell nothing of them, and to look for entities by how many of some long lists have
    /// them takes longest.
    fn words(&self, words: &[QueryWord]) -> Result<Clause, Fault> {
        let (mut telling, mut others) = (Vec::new(), Vec::new());
        let distinct = self.distinct(words)?;
        let many = distinct.len() > FEW_WORDS;
        for (word, share) in &distinct {
            let clause = (Occur::Should, self.word(word, ALL_WORDS * share)?);
            let is_common = many && self.is_common(word)?;
            if word.is_form || is_common { &mut others } else { &mut telling }.push(clause);
        }
        if telling.is_empty() {
            std::mem::swap(&mut telling, &mut others);
        }
        let mut needed = telling.len() - telling.len() / 4;
        if self.fuzziness == Fuzziness::MissingWord {
            needed = needed.min(telling.len().saturating_sub(1)).max(1);
        }
        let telling = BooleanQuery::with_minimum_required_clauses(telling, needed);
        if others.is_empty() {
            return Ok(Box::new(telling));
        }
        others.push((Occur::Must, Box::new(telling)));
        Ok(Box::new(BooleanQuery::new(others)))
    }

    /// The words, each once, with their shares.
    fn distinct<'w>(&self, words: &'w [QueryWord]) -> Result<Vec<(&'w QueryWord, f32)>, Fault> {
        let mut distinct: Vec<(&QueryWord, f32)> = Vec::with_capacity(words.len());
        for (word, share) in words.iter().zip(shares(words, self.searcher, self.fields)?) {
            match distinct.iter_mut().find(|(known, _)| known.keys == word.keys) {
                // The last one may be the beginning of another.
                Some(known) => *known = (word, known.1 + share),
                None => distinct.push((word, share)),
            }
        }
        Ok(distinct)
    }

    /// Returns whether very many entities have a word.
    fn is_common(&self, word: &QueryWord) -> Result<bool, Fault> {
        let most = frequency(word, self.searcher, self.fields)?;
        Ok(most >= COMMON_AT_LEAST && most * COMMON > self.searcher.num_docs())
    }

    /// One word, by the best way in which it matches.
    fn word(&self, word: &QueryWord, weight: f32) -> Result<Clause, Fault> {
        let Fields { name_word, name_edge, text_word, text_edge, .. } = self.fields;
        let more = self.fuzziness >= Fuzziness::Two;
        let is_beginning = word.open && self.is_beginning(word)?;
        let mut ways = Vec::new();
        for key in &word.keys {
            ways.push((IN_NAME, term(name_word, key)));
            ways.push((IN_TEXT, term(text_word, key)));
            if word.open {
                ways.push((BEGINS_NAME, prefix(name_word, name_edge, key)));
                ways.push((BEGINS_TEXT, prefix(text_word, text_edge, key)));
            }
        }
        // A word that very many have is meant as it is.
        let is_meant = !more && frequency(word, self.searcher, self.fields)? >= COMMON_AT_LEAST;
        for key in fuzzy(&word.keys).filter(|_| !is_meant) {
            let forgiven = errors_forgiven(key);
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

    /// Returns whether any word begins with it. If one does, the beginning is taken as it is: with
    /// an error it would be that of very many others.
    /// would be that of very many others.
    fn is_beginning(&self, word: &QueryWord) -> Result<bool, Fault> {
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

    /// The clause for the query as a whole name, or as the value of a property.
    fn whole(&self, asked: &ParsedQuery) -> Result<Option<Clause>, Fault> {
        let Fields { written, name, name_word, code, start, whole_edge, code_edge, .. } =
            self.fields;
        let mut ways = Vec::new();
        ways.extend(asked.whole.first().map(|folded| score(WHOLE, term(written, folded))));
        // A code has no other spellings: `C-100` sounds like `K-100` and is another one.
        if let Some(folded) = asked.whole.first() {
            ways.push(score(WHOLE, term(code, folded)));
            ways.push(score(WHOLE, term(start, folded)));
            ways.push(score(CODE_BEGINS, prefix(start, code_edge, folded)));
        }
        for key in &asked.whole {
            ways.push(score(LIKE_WHOLE, term(name, key)));
            ways.push(score(BEGINNING, prefix(name, whole_edge, key)));
        }
        // With other blanks: names are terms without blanks too.
        for key in asked.joined.iter().filter(|key| !asked.whole.contains(key)) {
            ways.push(score(JOINED, term(name, key)));
            ways.push(score(JOINED_WORD, term(name_word, key)));
        }
        ways.extend(asked.head.iter().map(|key| score(HEAD, term(name, key))));
        // Where each word is one of a name, a mistyped name has been found by its words. To look
        // for it among all names as a whole is what takes longest.
        if self.fuzziness > Fuzziness::One || !self.are_words_of_names(&asked.words)? {
            for key in fuzzy(&asked.whole) {
                let forgiven = errors_forgiven(key);
                if forgiven > 0 {
                    ways.push(score(NEARLY_WHOLE, nearly(name, key, forgiven)));
                }
            }
        }
        Ok((!ways.is_empty()).then(|| best(ways)))
    }

    /// Returns whether each word is one of a name in some spelling.
    fn are_words_of_names(&self, words: &[QueryWord]) -> Result<bool, Fault> {
        for word in words {
            let mut known = false;
            for key in &word.keys {
                let term = Term::from_field_text(self.fields.name_word, key);
                known = known || self.searcher.doc_freq(&term)? > 0;
            }
            if !known {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The keys by which a word or a name is looked for with typing errors: the fold, and the sounds,
/// in which the spellings of all languages come together. Each key takes an automaton of its own.
fn fuzzy(keys: &[String]) -> impl Iterator<Item = &String> {
    let is_sound = |key: &String| sound(key) == *key;
    keys.iter().enumerate().filter(move |(at, key)| *at == 0 || is_sound(key)).map(|(_, key)| key)
}
