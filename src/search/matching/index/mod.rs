//! All names of a graph by their words: the names that the words of a query may mean.
//!
//! The rarity of a word is its inverse document frequency ([Spärck Jones,
//! 1972](https://doi.org/10.1108/eb026526)).
//!
//! Words are kept once (the vocabulary). A word of a query finds those that share a key or a
//! concept with it directly, and those that are merely alike by groups of three letters, in
//! which all vowels count as one, since vowels are what spellings differ in most. Work is
//! bounded whatever the size of the graph: rare groups and rare words are looked at first, and
//! no more than a fixed multiple of the names that will be compared.

mod build;
mod lookup;

pub(super) use build::NameEntry;

use super::{
    compare::{MatchedBy, Side, compare},
    lists::{Lists, Rows},
    score::{Weighed, weight_of},
    token::{Token, TokenRole, Unit},
};
use crate::names::{Word, fold, keys, sound};
use hashbrown::HashMap;

/// Words of a name beyond which the rest is not compared.
pub(super) const MOST_WORDS: usize = 40;

/// Likenesses kept from one name to the next: a word of the query, a word of the vocabulary and
/// its part.
pub(super) type Likenesses = HashMap<(usize, u32, TokenRole), Option<(MatchedBy, f64)>>;

/// A word of the vocabulary.
#[derive(Debug)]
struct Lexeme {
    word: Word,
    /// From 0.1 where every entity has it to 1 where one has (the square of the inverse document
    /// frequency, by the greatest there is).
    rarity: f64,
}

/// A name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The owner of the name.
    pub(super) owner: u32,
    /// The position among the names of the owner.
    pub(super) place: u32,
    /// The start of its words.
    start: u32,
    /// The start of its units.
    units: u32,
}

/// The index.
#[derive(Debug)]
pub(super) struct Names {
    entries: Vec<Entry>,
    /// Of all names, one after the other: positions in the vocabulary.
    words: Vec<u32>,
    /// Of all names, one after the other.
    units: Vec<Unit>,
    vocabulary: Vec<Lexeme>,
    /// The names that have each word of the vocabulary.
    names: Rows,
    /// Words of the vocabulary by their keys.
    by_key: Lists,
    /// Names by what their terms stand for.
    by_concept: HashMap<u16, Vec<u32>>,
    by_group: Lists,
    /// Names by their sound without blanks.
    by_whole: Lists,
    /// Those that have a legal form, without it.
    by_bare: Lists,
    /// Names by the first letters of their words.
    by_initials: Lists,
    /// Names of bodies by the letters of their abbreviations in each language.
    by_abbreviation: Lists,
}

impl Names {
    /// Bytes on the heap, but for what the allocator adds to each allocation.
    pub(super) fn size(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + self.words.capacity() * size_of::<u32>()
            + self.units.capacity() * size_of::<Unit>()
            + self.vocabulary.capacity() * size_of::<Lexeme>()
            + self.vocabulary.iter().map(Lexeme::size).sum::<usize>()
            + self.names.size()
            + self.by_key.size()
            + self.by_concept.allocation_size()
            + self.by_concept.values().map(|it| it.capacity() * size_of::<u32>()).sum::<usize>()
            + self.by_group.size()
            + self.by_whole.size()
            + self.by_bare.size()
            + self.by_initials.size()
            + self.by_abbreviation.size()
    }

    /// The number of names.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A name.
    pub(super) fn entry(&self, name: u32) -> Entry {
        self.entries[name as usize]
    }

    /// The countries in the names of each of so many owners, a bit for each.
    pub(super) fn countries(&self, owners: usize) -> Vec<u16> {
        let mut all = vec![0; owners];
        for (name, entry) in (0..).zip(&self.entries) {
            let countries = self.units(name).iter().map(|unit| unit.concepts.countries());
            all[entry.owner as usize] |= countries.fold(0, |all, one| all | one);
        }
        all
    }

    /// The words of a name, as positions in the vocabulary.
    pub(super) fn words(&self, name: u32) -> &[u32] {
        let next = self.entries.get(name as usize + 1);
        let end = next.map_or(self.words.len(), |it| it.start as usize);
        &self.words[self.entries[name as usize].start as usize..end]
    }

    /// The units of a name.
    pub(super) fn units(&self, name: u32) -> &[Unit] {
        let next = self.entries.get(name as usize + 1);
        let end = next.map_or(self.units.len(), |it| it.units as usize);
        &self.units[self.entries[name as usize].units as usize..end]
    }

    /// Units of a name with these words, weighed.
    pub(super) fn weighed(&self, units: &[Unit], words: &[u32]) -> Vec<Weighed> {
        let rarity = |at: usize| self.vocabulary[words[at] as usize].rarity;
        units.iter().map(|unit| weigh(unit, rarity(usize::from(unit.start)))).collect()
    }

    /// Units of a query, weighed: a word by the commonest word that it can be, or as a rare one
    /// where there is none.
    pub(super) fn weigh_query(&self, units: &[Unit], tokens: &[Token]) -> Vec<Weighed> {
        let rarity = |at: usize| {
            let same = tokens[at].word.sounds.iter().flat_map(|key| self.by_key.of(key));
            same.map(|&it| self.vocabulary[it as usize].rarity).fold(1.0, f64::min)
        };
        units.iter().map(|unit| weigh(unit, rarity(usize::from(unit.start)))).collect()
    }

    /// Compares a word of the query with one of the vocabulary, in the role that it has in a name.
    fn likeness(&self, query: Side<'_>, lexeme: u32, part: TokenRole) -> Option<(MatchedBy, f64)> {
        compare(query, Side { word: &self.vocabulary[lexeme as usize].word, part })
    }

    /// Compares a unit of the query with one of a name with these words.
    pub(super) fn unit_likeness(
        &self,
        kept: &mut Likenesses,
        (ours, tokens): (&Unit, &[Token]),
        (theirs, words): (&Unit, &[u32]),
    ) -> Option<(MatchedBy, f64)> {
        let word = |lexeme: u32| &self.vocabulary[lexeme as usize].word;
        let same_words = || {
            let (a, b) = (&tokens[ours.words()], &words[theirs.words()]);
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, &b)| a.word.spellings[0] == word(b).spellings[0])
        };
        meet(ours, theirs, same_words, || {
            let (i, lexeme) = (usize::from(ours.start), words[usize::from(theirs.start)]);
            let likeness = || {
                let side = Side { word: &tokens[i].word, part: ours.part };
                self.likeness(side, lexeme, theirs.part)
            };
            *kept.entry((i, lexeme, theirs.part)).or_insert_with(likeness)
        })
    }
}

/// The weight of a unit: a term by its class, a word by its rarity times the share of its role. An
/// initial can stand for any name, so it is as rare as any.
pub(super) fn weigh(unit: &Unit, rarity: f64) -> Weighed {
    let Unit { part, class, concepts, is_above, .. } = *unit;
    let weight = match (part, class) {
        (TokenRole::Plain, Some(class)) => weight_of(class),
        (TokenRole::Initial | TokenRole::SecondInitial, _) => part.share(),
        _ => rarity * part.share(),
    };
    Weighed { part, class, concepts, weight, is_above }
}

/// Compares two units: terms by their concepts, words by their letters.
pub(super) fn meet(
    ours: &Unit,
    theirs: &Unit,
    same_words: impl FnOnce() -> bool,
    likeness: impl FnOnce() -> Option<(MatchedBy, f64)>,
) -> Option<(MatchedBy, f64)> {
    let are_words = ours.length == 1 && theirs.length == 1;
    if let (TokenRole::LegalForm(_), TokenRole::LegalForm(_)) = (ours.part, theirs.part) {
        let by = if are_words && same_words() { MatchedBy::Exact } else { MatchedBy::LegalForm };
        return ours.concepts.meet(theirs.concepts).then_some((by, 1.0));
    }
    let is_term = |unit: &Unit| !unit.concepts.is_empty();
    match (is_term(ours), is_term(theirs)) {
        (true, true) => {
            let meet = ours.concepts.meet(theirs.concepts);
            if meet && same_words() {
                return Some((MatchedBy::Exact, 1.0));
            }
            let by_letters = if are_words { likeness() } else { None };
            let same = by_letters.filter(|(by, _)| by.is_same());
            if meet { same.or(Some((MatchedBy::Translated, 0.95))) } else { same }
        }
        _ if are_words => likeness(),
        _ => None,
    }
}

/// Returns whether two names are equal apart from blanks.
pub(super) fn share_whole(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> bool {
    let theirs = wholes(other.0, other.1);
    wholes(one.0, one.1).iter().any(|whole| theirs.contains(whole))
}

/// Returns whether a name is another one without its legal form and with other blanks: `Kyrgyz
/// neftegaz` of `Kyrgyzneftegaz OJSC`.
pub(super) fn share_bare(one: (&str, Option<&str>), other: (&[Token], &[Unit])) -> bool {
    let words: Vec<&Word> = other.0.iter().map(|token| &token.word).collect();
    let count = words_of(one.0);
    let Some(bare) = Bare::of(&words, other.1).filter(|bare| bare.words != count) else {
        return false;
    };
    wholes(one.0, one.1).iter().any(|whole| bare.wholes.contains(whole))
}

/// A name without its legal forms.
struct Bare {
    /// The sounds of the name as one word.
    wholes: Vec<String>,
    /// The number of words.
    words: usize,
}

impl Bare {
    /// `None` if a name has no legal form, or nothing else.
    fn of(words: &[&Word], units: &[Unit]) -> Option<Self> {
        let rest: Vec<&Word> = units
            .iter()
            .filter(|unit| !is_legal_form(unit))
            .flat_map(|unit| unit.words().map(|at| words[at]))
            .collect();
        if rest.is_empty() || !units.iter().any(is_legal_form) {
            return None;
        }
        let most = rest.iter().map(|word| word.sounds.len()).max().unwrap_or_default();
        let spelled = (0..most).map(|at| -> String {
            let sounds = rest.iter().filter_map(|word| word.sounds.get(at).or(word.sounds.last()));
            sounds.map(String::as_str).collect()
        });
        let spelled: Vec<String> = spelled.collect();
        let wholes = joined_sounds(spelled.iter().map(String::as_str));
        Some(Self { wholes, words: rest.len() })
    }
}

fn is_legal_form(unit: &Unit) -> bool {
    matches!(unit.part, TokenRole::LegalForm(_))
}

fn words_of(text: &str) -> usize {
    fold(text).split_whitespace().count()
}

impl Lexeme {
    /// Bytes on the heap.
    fn size(&self) -> usize {
        let texts = |texts: &Vec<String>| {
            let each = texts.iter().map(String::capacity).sum::<usize>();
            texts.capacity() * size_of::<String>() + each
        };
        let word = &self.word;
        word.written.capacity() + texts(&word.spellings) + texts(&word.sounds)
    }
}

/// Groups of three letters of the sounds of a word, its ends marked, vowels all alike.
fn groups(word: &Word) -> Vec<[u8; 3]> {
    let mut groups = Vec::new();
    for sound in &word.sounds {
        let letters = sound.bytes().map(|it| if b"aeiou".contains(&it) { b'*' } else { it });
        let letters: Vec<u8> = [b'^'].into_iter().chain(letters).chain([b'$']).collect();
        groups.extend(letters.windows(3).map(|it| [it[0], it[1], it[2]]));
    }
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The sounds of a name as one word.
fn wholes(text: &str, lang: Option<&str>) -> Vec<String> {
    joined_sounds(keys(text, lang).iter().map(String::as_str))
}

fn joined_sounds<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<String> {
    let mut wholes: Vec<String> = keys.map(|key| sound(&key.replace(' ', ""))).collect();
    wholes.retain(|whole| !whole.is_empty());
    wholes.sort_unstable();
    wholes.dedup();
    wholes
}
