//! Finds the names of the graph that a query may mean: by words that share a key, by similar words,
//! by terms, by the name without blanks, by abbreviations.

use super::{
    super::{
        abbreviation::{Short, initials},
        concepts::in_order,
        score::weight_of,
        token::{Token, TokenRole, Unit},
    },
    Bare, Likenesses, Names, Side, groups, is_legal_form, wholes,
};
use crate::names::Word;
use hashbrown::HashMap;
use std::cmp::Reverse;

/// Groups of letters looked at for a word of the query, for each name to be compared.
const GROUPS_PER_NAME: usize = 16;

/// Occurrences of words looked at for a query, for each name to be compared.
const OCCURRENCES_PER_NAME: usize = 8;

/// Words of the vocabulary that a word of the query may be meant for.
const MOST_ALIKE: usize = 100;

impl Names {
    /// The names that a query most likely means, at most so many, the likeliest first.
    pub(in super::super) fn likely(
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
                    .entry((position, lexeme, TokenRole::Plain))
                    .or_insert_with(|| self.likeness(side, lexeme, TokenRole::Plain));
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
        if token.part == TokenRole::Plain || token.part.is_fathers() {
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

    /// Names that are written like a query if the blanks are left out, and a legal form that only
    /// one of them has; at most so many.
    pub(in super::super) fn joined(
        &self,
        (text, lang): (&str, Option<&str>),
        query: &[Token],
        units: &[Unit],
        most: usize,
    ) -> Vec<u32> {
        let wholes = wholes(text, lang);
        let same = wholes.iter().flat_map(|whole| self.by_whole.of(whole)).copied();
        // With the same blanks, words tell more.
        let forms = |name: u32| self.units(name).iter().filter(|unit| is_legal_form(unit)).count();
        let has_other_blanks = |name: &u32, words: usize| self.words(*name).len() != words;
        let bare = wholes.iter().flat_map(|whole| self.by_bare.of(whole)).copied();
        let bare = bare.filter(|&name| has_other_blanks(&name, query.len() + forms(name)));
        let words: Vec<&Word> = query.iter().map(|it| &it.word).collect();
        let asked = Bare::of(&words, units);
        let asked = asked.iter().flat_map(|bare| {
            let names = bare.wholes.iter().flat_map(|whole| self.by_whole.of(whole)).copied();
            names.filter(|name| forms(*name) == 0 && has_other_blanks(name, bare.words))
        });
        same.chain(bare).chain(asked).take(most).collect()
    }

    /// Names that a query abbreviates, and names that abbreviate it; at most so many.
    pub(in super::super) fn abbreviated(
        &self,
        query: &[Token],
        units: &[Unit],
        most: usize,
    ) -> Vec<u32> {
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
