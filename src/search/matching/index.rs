//! All names of a graph by their words: what a query's words may mean, and which names have
//! them.
//!
//! Words are kept once (the vocabulary). A word of a query finds those that share a key or a
//! concept with it directly, and those that are merely alike by groups of three letters, in
//! which all vowels count as one, since vowels are what spellings differ in most. Work is
//! bounded whatever the size of the graph: rare groups and rare words are looked at first, and
//! no more than a fixed multiple of the names that will be compared.

mod build;

pub(super) use build::Given;

use super::{
    compare::{MatchedBy, Side, compare},
    concepts::{Class, Piece, abbreviations, in_order},
    lists::{Lists, Rows},
    score::{Weighed, weight_of},
    token::{Part, Token, Unit},
};
use crate::names::{Word, fold, keys, sound};
use hashbrown::HashMap;
use std::cmp::Reverse;

/// Words of a name beyond which the rest is not compared.
pub(super) const MOST_WORDS: usize = 40;

/// Groups of letters looked at for a word of the query, for each name to be compared.
const GROUPS_PER_NAME: usize = 16;

/// Occurrences of words looked at for a query, for each name to be compared.
const OCCURRENCES_PER_NAME: usize = 8;

/// Words of the vocabulary that a word of the query may be meant for.
const MOST_ALIKE: usize = 100;

/// Likenesses kept from one name to the next: a word of the query, a word of the vocabulary and
/// its part.
pub(super) type Likenesses = HashMap<(usize, u32, Part), Option<(MatchedBy, f64)>>;

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
    /// Whose it is.
    pub(super) owner: u32,
    /// Which of the owner's.
    pub(super) place: u32,
    /// Where its words start.
    start: u32,
    /// Where its units start.
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
            + self.by_initials.size()
            + self.by_abbreviation.size()
    }

    /// How many there are.
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

    /// How a word of the query meets one of the vocabulary, in the part that it has in a name.
    fn likeness(&self, query: Side<'_>, lexeme: u32, part: Part) -> Option<(MatchedBy, f64)> {
        compare(query, Side { word: &self.vocabulary[lexeme as usize].word, part })
    }

    /// How a unit of the query meets one of a name with these words.
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

    /// The names that a query most likely means, at most so many, the likeliest first.
    pub(super) fn likely(
        &self,
        query: &[Token],
        units: &[Unit],
        kept: &mut Likenesses,
        most: usize,
    ) -> Vec<u32> {
        let mut lists: Vec<(f64, &[u32])> = Vec::new();
        for (position, token) in query.iter().enumerate() {
            let side = Side { word: &token.word, part: token.part };
            for lexeme in self.alike(token, most) {
                let likeness = *kept
                    .entry((position, lexeme, Part::Plain))
                    .or_insert_with(|| self.likeness(side, lexeme, Part::Plain));
                if let Some((_, likeness)) = likeness {
                    let rarity = self.vocabulary[lexeme as usize].rarity;
                    let gain = rarity * likeness * token.part.share();
                    lists.push((gain, self.names.of(lexeme)));
                }
            }
        }
        for unit in units {
            let weight = unit.class.map_or(0.0, weight_of);
            let named = unit.concepts.iter().filter_map(|it| self.by_concept.get(&it));
            // What few names have tells more of them.
            lists.extend(
                named.map(|names| (weight / (1.0 + (names.len() as f64).ln()), names.as_slice())),
            );
        }
        lists.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let occurrences =
            lists.iter().flat_map(|&(gain, names)| names.iter().map(move |&name| (gain, name)));
        let mut gains: HashMap<u32, f64> = HashMap::new();
        for (gain, name) in occurrences.take(most.saturating_mul(OCCURRENCES_PER_NAME)) {
            *gains.entry(name).or_default() += gain;
        }
        let mut likely: Vec<(u32, f64)> = gains.into_iter().collect();
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        likely.truncate(most);
        likely.into_iter().map(|(name, _)| name).collect()
    }

    /// Words of the vocabulary that a word may be meant for.
    fn alike(&self, token: &Token, most: usize) -> Vec<u32> {
        let keys = token.word.spellings.iter().chain(&token.word.sounds);
        let mut same: Vec<u32> = keys.flat_map(|key| self.by_key.of(key)).copied().collect();
        if token.part == Part::Plain || token.part.is_fathers() {
            same.extend(self.sharing_groups(token, most));
        }
        same.sort_unstable();
        same.dedup();
        same
    }

    /// Those that share most groups of letters with a word, and at least two of five.
    fn sharing_groups(&self, token: &Token, most: usize) -> Vec<u32> {
        let groups = groups(&token.word);
        let mut lists: Vec<&[u32]> = groups.iter().map(|group| self.by_group.of(group)).collect();
        lists.sort_by_key(|list| list.len());
        let mut shared: HashMap<u32, usize> = HashMap::new();
        let all = lists.into_iter().flatten().take(most.saturating_mul(GROUPS_PER_NAME));
        all.for_each(|&lexeme| *shared.entry(lexeme).or_default() += 1);
        // A word with several sounds has groups of each.
        let sounds = token.word.sounds.len().max(1);
        let enough = (groups.len() * 2).div_ceil(5 * sounds).max(1);
        let mut shared: Vec<(u32, usize)> =
            shared.into_iter().filter(|(_, count)| *count >= enough).collect();
        shared.sort_by_key(|&(lexeme, count)| (Reverse(count), lexeme));
        shared.truncate(MOST_ALIKE);
        shared.into_iter().map(|(lexeme, _)| lexeme).collect()
    }

    /// Names that are written like a query if the blanks are left out; at most so many.
    pub(super) fn joined(&self, text: &str, lang: Option<&str>, most: usize) -> Vec<u32> {
        let found = wholes(text, lang);
        found.iter().flat_map(|whole| self.by_whole.of(whole)).take(most).copied().collect()
    }

    /// Names that a query abbreviates, and names that abbreviate it; at most so many.
    pub(super) fn abbreviated(&self, query: &[Token], units: &[Unit], most: usize) -> Vec<u32> {
        let words: Vec<&Word> = query.iter().map(|it| &it.word).collect();
        let mut found = Vec::new();
        if let Some(short) = Short::of(&words, units) {
            // In its own language, by the first letters; in others by what the words stand for.
            let whole: String = words.iter().map(|it| it.spellings[0].as_str()).collect();
            found.extend(
                [&short.letters, &whole].into_iter().flat_map(|it| self.by_initials.of(it)),
            );
            let looked_at = self.by_abbreviation.of(in_order(&short.letters));
            let looked_at = looked_at.iter().take(most.saturating_mul(OCCURRENCES_PER_NAME));
            found.extend(looked_at.filter(|&&name| self.is_short_for(&short, name)));
        }
        let initials = initials(&words, units);
        let keys = initials.iter().flat_map(|it| self.by_key.of(it));
        let looked_at = keys.flat_map(|&word| self.names.of(word));
        let looked_at = looked_at.take(most.saturating_mul(OCCURRENCES_PER_NAME));
        found.extend(looked_at.filter(|&&name| {
            let short = Short::of(&self.spelled(name), self.units(name));
            short.is_some_and(|it| it.agrees(units))
        }));
        found.sort_unstable();
        found.dedup();
        found.truncate(most);
        found.into_iter().copied().collect()
    }

    fn is_short_for(&self, short: &Short, name: u32) -> bool {
        short.is_of(&self.spelled(name), self.units(name))
    }

    fn spelled(&self, name: u32) -> Vec<&Word> {
        self.words(name).iter().map(|&it| &self.vocabulary[it as usize].word).collect()
    }
}

/// How much a unit says: a term by its class, a word by its rarity times the share of its part.
/// An initial may be any name's, so it is as rare as any.
pub(super) fn weigh(unit: &Unit, rarity: f64) -> Weighed {
    let Unit { part, class, concepts, is_above, .. } = *unit;
    let weight = match (part, class) {
        (Part::Plain, Some(class)) => weight_of(class),
        (Part::Initial | Part::SecondInitial, _) => part.share(),
        _ => rarity * part.share(),
    };
    Weighed { part, class, concepts, weight, is_above }
}

/// How two units meet: terms by what they stand for, words by their letters.
pub(super) fn meet(
    ours: &Unit,
    theirs: &Unit,
    same_words: impl FnOnce() -> bool,
    likeness: impl FnOnce() -> Option<(MatchedBy, f64)>,
) -> Option<(MatchedBy, f64)> {
    let are_words = ours.length == 1 && theirs.length == 1;
    if let (Part::LegalForm(_), Part::LegalForm(_)) = (ours.part, theirs.part) {
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

/// A name that may be an abbreviation: one word of letters, beside which countries may be.
pub(super) struct Short {
    letters: String,
    countries: u16,
}

/// The fewest letters of an abbreviation.
const SHORTEST_ABBREVIATION: usize = 3;

impl Short {
    /// The abbreviation in a name of these words, if it is one: in capitals.
    pub(super) fn of(words: &[&Word], units: &[Unit]) -> Option<Self> {
        let is_country = |unit: &&Unit| unit.class == Some(Class::Country);
        let mut others = units.iter().filter(|unit| !is_country(unit));
        let (unit, None) = (others.next()?, others.next()) else { return None };
        let word = words[usize::from(unit.start)];
        let is_short = unit.length == 1
            && word.written.chars().count() >= SHORTEST_ABBREVIATION - 1
            && !word.written.chars().any(char::is_lowercase);
        let letters = word.spellings[0].clone();
        let countries = units.iter().map(|unit| unit.concepts.countries());
        let countries = countries.fold(0, |all, one| all | one);
        (is_short && letters.len() >= SHORTEST_ABBREVIATION).then_some(Self { letters, countries })
    }

    /// Whether the countries beside it are those of a name of these units, or one has none.
    fn agrees(&self, units: &[Unit]) -> bool {
        let countries = units.iter().map(|unit| unit.concepts.countries());
        let countries = countries.fold(0, |all, one| all | one);
        self.countries == 0 || countries == 0 || self.countries & countries != 0
    }

    /// Whether it is one of a name of these words, in any language.
    pub(super) fn is_of(&self, words: &[&Word], units: &[Unit]) -> bool {
        self.agrees(units) && translated_initials(words, units).contains(&in_order(&self.letters))
    }
}

/// The letters of the abbreviations of the name of a body, in any language; see
/// [`abbreviations`].
fn translated_initials(words: &[&Word], units: &[Unit]) -> Vec<String> {
    let is_telling = |unit: &&Unit| !matches!(unit.part, Part::Particle | Part::LegalForm(_));
    let telling: Vec<&Unit> = units.iter().filter(is_telling).collect();
    let says =
        |unit: &&Unit| matches!(unit.class, Some(Class::Head | Class::Topic | Class::Generic));
    if telling.len() < 2 || !telling.iter().any(says) {
        return Vec::new();
    }
    let firsts: Vec<String> = words.iter().map(|word| first_letter(word)).collect();
    let piece = |unit: &&Unit| match unit.class {
        Some(class) => Piece::Term(unit.concepts, class),
        None => Piece::Word(&firsts[usize::from(unit.start)]),
    };
    let mut all = abbreviations(&telling.iter().map(piece).collect::<Vec<_>>());
    all.retain(|letters| letters.len() >= SHORTEST_ABBREVIATION);
    all
}

/// Whether two names are the same but for blanks.
pub(super) fn share_whole(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> bool {
    let theirs = wholes(other.0, other.1);
    wholes(one.0, one.1).iter().any(|whole| theirs.contains(whole))
}

/// Whether one name is the first letters of the words of the other, as they are or translated.
pub(super) fn abbreviates(
    (short, short_units): (&[Token], &[Unit]),
    (long, long_units): (&[Token], &[Unit]),
) -> bool {
    let words =
        |tokens: &'_ [Token]| -> Vec<Word> { tokens.iter().map(|it| it.word.clone()).collect() };
    let (short, long) = (words(short), words(long));
    let (short, long): (Vec<&Word>, Vec<&Word>) = (short.iter().collect(), long.iter().collect());
    let letters: String = short.iter().map(|word| word.spellings[0].as_str()).collect();
    let initials = initials(&long, long_units);
    if short.len() <= 2 && initials.contains(&letters) {
        return true;
    }
    Short::of(&short, short_units).is_some_and(|it| {
        it.agrees(long_units) && (initials.contains(&it.letters) || it.is_of(&long, long_units))
    })
}

impl Lexeme {
    /// What it has on the heap.
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

/// The first letter of a word, folded.
fn first_letter(word: &Word) -> String {
    let first = word.written.chars().next();
    first.map_or_else(String::new, |first| fold(first.encode_utf8(&mut [0; 4])))
}

/// The first letters of a name of three words or more: of all, of all but particles and legal
/// forms, and of these without countries and what is generic beside them.
fn initials(words: &[&Word], units: &[Unit]) -> Vec<String> {
    let letters = |takes: &dyn Fn(&Unit) -> bool| -> String {
        let taken = units.iter().filter(|unit| takes(unit)).flat_map(|unit| unit.words());
        let mut at: Vec<usize> = taken.collect();
        at.dedup();
        at.into_iter().map(|it| first_letter(words[it])).collect()
    };
    let telling = |unit: &Unit| matches!(unit.part, Part::Plain | Part::Patronymic | Part::Surname);
    let count: usize = units.iter().filter(|it| telling(it)).map(|it| it.words().len()).sum();
    if count < SHORTEST_ABBREVIATION {
        return Vec::new();
    }
    let is_country = |unit: &Unit| unit.class == Some(Class::Country);
    let mut all = vec![letters(&|_| true), letters(&telling)];
    let bare = letters(&|unit| telling(unit) && !is_country(unit));
    let barer =
        letters(&|unit| telling(unit) && !is_country(unit) && unit.class != Some(Class::Generic));
    all.extend([bare, barer].into_iter().filter(|it| it.len() >= SHORTEST_ABBREVIATION));
    all.sort_unstable();
    all.dedup();
    all
}
