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
    compare::{MatchedBy, compare},
    lists::{Lists, Rows},
    score::Weighed,
    token::{Part, Token},
    vocabulary,
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

/// Likenesses kept from one name to the next: a word of the query, a word of the vocabulary.
pub(super) type Likenesses = HashMap<(usize, u32), Option<(MatchedBy, f64)>>;

/// A word of the vocabulary.
#[derive(Debug)]
struct Lexeme {
    token: Token,
    /// From 0.1 where every entity has it to 1 where one has.
    rarity: f64,
    is_concept: bool,
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
}

/// The index.
#[derive(Debug)]
pub(super) struct Names {
    entries: Vec<Entry>,
    /// Of all names, one after the other: position in the vocabulary and part in the name.
    words: Vec<(u32, Part)>,
    vocabulary: Vec<Lexeme>,
    /// The names that have each word of the vocabulary.
    names: Rows,
    /// Words of the vocabulary by their keys.
    by_key: Lists,
    by_concept: HashMap<usize, Vec<u32>>,
    by_group: Lists,
    /// Names by their sound without blanks.
    by_whole: Lists,
    /// Names by the first letters of their words.
    by_initials: Lists,
}

impl Names {
    /// Bytes on the heap, but for what the allocator adds to each allocation.
    pub(super) fn size(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + self.words.capacity() * size_of::<(u32, Part)>()
            + self.vocabulary.capacity() * size_of::<Lexeme>()
            + self.vocabulary.iter().map(Lexeme::size).sum::<usize>()
            + self.names.size()
            + self.by_key.size()
            + self.by_concept.allocation_size()
            + self.by_concept.values().map(|it| it.capacity() * size_of::<u32>()).sum::<usize>()
            + self.by_group.size()
            + self.by_whole.size()
            + self.by_initials.size()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A name.
    pub(super) fn entry(&self, name: u32) -> Entry {
        self.entries[name as usize]
    }

    /// The countries that stand in the names of each of so many owners, as sets of concepts.
    pub(super) fn countries(&self, owners: usize) -> Vec<u16> {
        let mut all = vec![0; owners];
        for (&concept, lexemes) in &self.by_concept {
            let country = vocabulary::countries(Some(concept));
            let lexemes = lexemes.iter().filter(|_| country != 0);
            for &name in lexemes.flat_map(|&lexeme| self.names.of(lexeme)) {
                all[self.entries[name as usize].owner as usize] |= country;
            }
        }
        all
    }

    /// The words of a name, weighed.
    pub(super) fn weighed(&self, name: u32) -> impl Iterator<Item = (u32, Weighed)> {
        let start = self.entries[name as usize].start as usize;
        let end =
            self.entries.get(name as usize + 1).map_or(self.words.len(), |it| it.start as usize);
        self.words[start..end].iter().map(|&(lexeme, part)| {
            let Lexeme { rarity, is_concept, .. } = self.vocabulary[lexeme as usize];
            (lexeme, Weighed { part, weight: weight(rarity, part), is_concept })
        })
    }

    /// The weight of a word of a query: that of the commonest word that it can be, or of a rare
    /// one where there is none.
    pub(super) fn weigh_query(&self, token: &Token) -> Weighed {
        let same = token.word.sounds.iter().flat_map(|key| self.by_key.of(key));
        let rarity = same.map(|&it| self.vocabulary[it as usize].rarity).fold(1.0, f64::min);
        let is_concept = vocabulary::concept(&token.word).is_some();
        Weighed { part: token.part, weight: weight(rarity, token.part), is_concept }
    }

    /// How a word of the query meets one of the vocabulary, as it stands in a name.
    pub(super) fn likeness(&self, query: &Token, lexeme: u32) -> Option<(MatchedBy, f64)> {
        compare(query, &self.vocabulary[lexeme as usize].token)
    }

    /// The names that a query most likely means, at most so many, the likeliest first.
    pub(super) fn likely(&self, query: &[Token], kept: &mut Likenesses, most: usize) -> Vec<u32> {
        let mut words: Vec<(f64, u32)> = Vec::new();
        for (position, token) in query.iter().enumerate() {
            for lexeme in self.alike(token, most) {
                let likeness =
                    *kept.entry((position, lexeme)).or_insert_with(|| self.likeness(token, lexeme));
                if let Some((_, likeness)) = likeness {
                    let share = token.part.share();
                    words
                        .push((self.vocabulary[lexeme as usize].rarity * likeness * share, lexeme));
                }
            }
        }
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let occurrences = words.iter().flat_map(|&(gain, lexeme)| {
            self.names.of(lexeme).iter().map(move |&name| (gain, name))
        });
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
        let concept = vocabulary::concept(&token.word).and_then(|it| self.by_concept.get(&it));
        same.extend(concept.into_iter().flatten());
        if token.part == Part::Plain || token.part == Part::Patronymic {
            same.extend(self.sharing_groups(token, most));
        }
        same.sort_unstable();
        same.dedup();
        same
    }

    /// Those that share most groups of letters with a word, and at least two of five.
    fn sharing_groups(&self, token: &Token, most: usize) -> Vec<u32> {
        let groups = groups(token);
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
    pub(super) fn abbreviated(&self, query: &[Token], most: usize) -> Vec<u32> {
        let letters: String = query.iter().map(|token| token.word.spellings[0].as_str()).collect();
        let longer = if query.len() <= 2 { self.by_initials.of(letters) } else { &[] };
        let initials = initials(read(query));
        let words = initials.iter().flat_map(|it| self.by_key.of(it));
        let names = words.flat_map(|&word| self.names.of(word));
        let looked_at = names.take(most.saturating_mul(OCCURRENCES_PER_NAME));
        let shorter = looked_at.filter(|&&name| self.weighed(name).count() == 1);
        longer.iter().chain(shorter).take(most).copied().collect()
    }
}

/// How much a word says: its rarity times the share of its part. An initial may be any name's, so
/// it is as rare as any.
fn weight(rarity: f64, part: Part) -> f64 {
    let rarity = if part == Part::Initial { 1.0 } else { rarity };
    rarity * part.share()
}

/// Whether two names are the same but for blanks.
pub(super) fn share_whole(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> bool {
    let theirs = wholes(other.0, other.1);
    wholes(one.0, one.1).iter().any(|whole| theirs.contains(whole))
}

/// Whether one name is the first letters of the words of the other.
pub(super) fn abbreviates(short: &[Token], long: &[Token]) -> bool {
    let letters: String = short.iter().map(|token| token.word.spellings[0].as_str()).collect();
    short.len() <= 2 && initials(read(long)).contains(&letters)
}

impl Lexeme {
    /// What it has on the heap.
    fn size(&self) -> usize {
        let texts = |texts: &Vec<String>| {
            let each = texts.iter().map(String::capacity).sum::<usize>();
            texts.capacity() * size_of::<String>() + each
        };
        let word = &self.token.word;
        word.written.capacity() + texts(&word.spellings) + texts(&word.sounds)
    }
}

/// Groups of three letters of the sounds of a word, its ends marked, vowels all alike.
fn groups(token: &Token) -> Vec<[u8; 3]> {
    let mut groups = Vec::new();
    for sound in &token.word.sounds {
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

/// Words with their parts.
fn read(tokens: &[Token]) -> impl Iterator<Item = (&Word, Part)> + Clone {
    tokens.iter().map(|token| (&token.word, token.part))
}

/// The first letters of a name of three words or more: of all, and of all but particles and
/// legal forms.
fn initials<'w>(words: impl Iterator<Item = (&'w Word, Part)> + Clone) -> Vec<String> {
    let first = |(word, _): (&Word, Part)| {
        let first = word.written.chars().next();
        first.map_or_else(String::new, |first| fold(first.encode_utf8(&mut [0; 4])))
    };
    let telling = |(_, part): &(&Word, Part)| matches!(part, Part::Plain | Part::Patronymic);
    if words.clone().filter(telling).count() < 3 {
        return Vec::new();
    }
    let mut initials: Vec<String> =
        vec![words.clone().map(first).collect(), words.filter(telling).map(first).collect()];
    initials.dedup();
    initials
}
