//! All names of a graph by their words: what a query's words may mean, and which names have
//! them.
//!
//! Words are kept once (the vocabulary). A word of a query finds those that share a key or a
//! concept with it directly, and those that are merely alike by groups of three letters, in
//! which all vowels count as one, since vowels are what spellings differ in most. Work is
//! bounded whatever the size of the graph: rare groups and rare words are looked at first, and
//! no more than a fixed multiple of the names that will be compared.

use super::{
    compare::{MatchedBy, compare},
    score::Weighed,
    token::{Part, Token, tokens},
    vocabulary,
};
use crate::value::names::{fold, keys};
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
    /// The names that have it, in order.
    names: Vec<u32>,
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
#[derive(Debug, Default)]
pub(super) struct Names {
    entries: Vec<Entry>,
    /// Of all names, one after the other: position in the vocabulary and part in the name.
    words: Vec<(u32, Part)>,
    vocabulary: Vec<Lexeme>,
    by_key: HashMap<Box<str>, Vec<u32>>,
    by_concept: HashMap<usize, Vec<u32>>,
    by_group: HashMap<[u8; 3], Vec<u32>>,
    /// Names by their letters without blanks.
    by_whole: HashMap<Box<str>, Vec<u32>>,
    /// Names by the first letters of their words.
    by_initials: HashMap<Box<str>, Vec<u32>>,
}

impl Names {
    /// The index of names: whose each is, the name and its language; those of an owner stand
    /// together.
    pub(super) fn new<'a>(names: impl Iterator<Item = (u32, &'a str, Option<&'a str>)>) -> Self {
        let mut index = Self::default();
        let mut numbers: HashMap<Vec<String>, u32> = HashMap::new();
        let mut owners = 0;
        let mut place = 0;
        let mut last = None;
        for (owner, text, lang) in names {
            if last != Some(owner) {
                (owners, place, last) = (owners + 1, 0, Some(owner));
            }
            index.add(
                &mut numbers,
                Entry { owner, place, start: index.words.len() as u32 },
                text,
                lang,
            );
            place += 1;
        }
        index.weigh(owners);
        index
    }

    fn add(
        &mut self,
        numbers: &mut HashMap<Vec<String>, u32>,
        entry: Entry,
        text: &str,
        lang: Option<&str>,
    ) {
        let name = self.entries.len() as u32;
        self.entries.push(entry);
        let tokens = tokens(text, lang, MOST_WORDS);
        for initials in initials(&tokens) {
            push(&mut self.by_initials, initials, name);
        }
        for whole in wholes(text, lang) {
            push(&mut self.by_whole, whole, name);
        }
        for token in tokens {
            let part = token.part;
            let number = match numbers.get(&token.word.spellings) {
                Some(&number) => number,
                None => {
                    let number = self.vocabulary.len() as u32;
                    numbers.insert(token.word.spellings.clone(), number);
                    self.add_lexeme(number, token);
                    number
                }
            };
            let names = &mut self.vocabulary[number as usize].names;
            if names.last() != Some(&name) {
                names.push(name);
            }
            self.words.push((number, part));
        }
    }

    fn add_lexeme(&mut self, number: u32, token: Token) {
        for key in token.word.spellings.iter().chain(&token.word.sounds) {
            push(&mut self.by_key, key.clone(), number);
        }
        if let Some(concept) = vocabulary::concept(&token.word) {
            self.by_concept.entry(concept).or_default().push(number);
        }
        for group in groups(&token) {
            self.by_group.entry(group).or_default().push(number);
        }
        self.vocabulary.push(Lexeme { token, rarity: 1.0, names: Vec::new() });
    }

    /// Sets how rare words are: by how many entities have one that shares a key.
    fn weigh(&mut self, owners: usize) {
        for number in 0..self.vocabulary.len() {
            let word = &self.vocabulary[number].token.word;
            let mut of: Vec<u32> = word
                .sounds
                .iter()
                .flat_map(|key| self.by_key.get(key.as_str()).into_iter().flatten())
                .flat_map(|&other| &self.vocabulary[other as usize].names)
                .map(|&name| self.entries[name as usize].owner)
                .collect();
            of.sort_unstable();
            of.dedup();
            self.vocabulary[number].rarity = rarity(of.len(), owners);
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// A name.
    pub(super) fn entry(&self, name: u32) -> Entry {
        self.entries[name as usize]
    }

    /// The words of a name, weighed.
    pub(super) fn weighed(&self, name: u32) -> impl Iterator<Item = (u32, Weighed)> {
        let start = self.entries[name as usize].start as usize;
        let end =
            self.entries.get(name as usize + 1).map_or(self.words.len(), |it| it.start as usize);
        self.words[start..end].iter().map(|&(lexeme, part)| {
            let weight = self.vocabulary[lexeme as usize].rarity * part.share();
            (lexeme, Weighed { part, weight })
        })
    }

    /// The weight of a word of a query: that of the commonest word that it can be, or of a rare
    /// one where there is none.
    pub(super) fn weigh_query(&self, token: &Token) -> Weighed {
        let same =
            token.word.sounds.iter().filter_map(|key| self.by_key.get(key.as_str())).flatten();
        let rarity = same.map(|&it| self.vocabulary[it as usize].rarity).fold(1.0, f64::min);
        Weighed { part: token.part, weight: rarity * token.part.share() }
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
            self.vocabulary[lexeme as usize].names.iter().map(move |&name| (gain, name))
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
        let mut same: Vec<u32> =
            keys.filter_map(|key| self.by_key.get(key.as_str())).flatten().copied().collect();
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
        let mut lists: Vec<&Vec<u32>> =
            groups.iter().filter_map(|group| self.by_group.get(group)).collect();
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
        let found = found.iter().filter_map(|whole| self.by_whole.get(whole.as_str())).flatten();
        found.take(most).copied().collect()
    }

    /// Names that a query abbreviates, and names that abbreviate it; at most so many.
    pub(super) fn abbreviated(&self, query: &[Token], most: usize) -> Vec<u32> {
        let letters: String = query.iter().map(|token| token.word.spellings[0].as_str()).collect();
        let longer = (query.len() <= 2).then(|| self.by_initials.get(letters.as_str())).flatten();
        let initials = initials(query);
        let words = initials.iter().filter_map(|it| self.by_key.get(it.as_str())).flatten();
        let names = words.flat_map(|&word| &self.vocabulary[word as usize].names);
        let shorter = names.filter(|&&name| self.weighed(name).count() == 1);
        longer.into_iter().flatten().chain(shorter).take(most).copied().collect()
    }
}

/// Whether two names are the same but for blanks.
pub(super) fn share_whole(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> bool {
    let theirs = wholes(other.0, other.1);
    wholes(one.0, one.1).iter().any(|whole| theirs.contains(whole))
}

/// Whether one name is the first letters of the words of the other.
pub(super) fn abbreviates(short: &[Token], long: &[Token]) -> bool {
    let letters: String = short.iter().map(|token| token.word.spellings[0].as_str()).collect();
    short.len() <= 2 && initials(long).contains(&letters)
}

fn push(map: &mut HashMap<Box<str>, Vec<u32>>, key: String, number: u32) {
    let numbers = map.entry(key.into_boxed_str()).or_default();
    if numbers.last() != Some(&number) {
        numbers.push(number);
    }
}

/// From 1 for what one entity has to 0.1 for what all have: the square of how much of the
/// choice among all entities the word takes away.
fn rarity(having: usize, all: usize) -> f64 {
    let (having, all) = (having.max(1) as f64, all as f64 + 1.0);
    ((all / having).ln() / all.ln()).powi(2).max(0.1)
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

/// The keys of a name of several words without the blanks.
fn wholes(text: &str, lang: Option<&str>) -> Vec<String> {
    let mut wholes: Vec<String> = keys(text, lang).iter().map(|key| key.replace(' ', "")).collect();
    wholes.retain(|whole| !whole.is_empty());
    wholes.sort_unstable();
    wholes.dedup();
    wholes
}

/// The first letters of a name of three words or more: of all, and of all but particles and
/// legal forms.
fn initials(tokens: &[Token]) -> Vec<String> {
    let first = |token: &Token| {
        let first = token.word.written.chars().next();
        first.map_or_else(String::new, |first| fold(first.encode_utf8(&mut [0; 4])))
    };
    let telling = |token: &&Token| matches!(token.part, Part::Plain | Part::Patronymic);
    if tokens.iter().filter(telling).count() < 3 {
        return Vec::new();
    }
    let mut initials: Vec<String> = vec![
        tokens.iter().map(first).collect(),
        tokens.iter().filter(telling).map(first).collect(),
    ];
    initials.dedup();
    initials
}
