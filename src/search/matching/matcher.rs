//! The matcher: finds likely names, compares them, and ranks the entities that have them.

use super::{
    Candidate, Everything, MatchLimits, MatchedBy, Query, TIE, Visible,
    abbreviation::abbreviates,
    country::{Countries, Country},
    explain::explained,
    index::{Likenesses, NameEntry, Names, share_bare, share_whole},
    reading::{Read, readings, unit_likeness},
    score::{Met, score},
    token::{TokenRole, Unit, by_words},
};
use crate::graph::{Graph, NodeId};

/// Factor for a candidate of none of the kinds in the query.
const OTHER_KIND: f64 = 0.8;

/// Factor for a candidate of another country.
const OTHER_COUNTRY: f64 = 0.85;

/// Factor for a candidate that is known to be of other countries than the one named in the query.
const OTHER_COUNTRY_IN_NAME: f64 = 0.7;

/// The score of a name that differs by blanks alone: `Jalalabad`, `Jalal-Abad`.
const JOINED: f64 = 0.98;

/// The score of a name that is the first letters of the other.
const ACRONYM: f64 = 0.8;

/// The names of a graph, indexed.
#[derive(Debug)]
pub struct Matcher {
    names: Names,
    countries: Countries,
}

/// A query, and what is known of the country that it asks for.
struct PreparedQuery<'a> {
    query: &'a Query,
    country: Option<Country>,
    name: &'a Read,
}

impl PreparedQuery<'_> {
    /// The countries that a unit of the query stands for, a bit for each.
    fn countries_at(&self, best: &Compared, at: usize) -> u16 {
        self.name.reading(best.reading).get(at).map_or(0, |unit| unit.concepts.countries())
    }

    /// Returns whether a name agrees in countries only, and two units or more of the query are
    /// missing from it, particles and legal forms aside: a ministry of a country is not the
    /// country, whose `Republic` may be missing.
    fn only_country_agrees(&self, best: &Compared) -> bool {
        let is_country = |met: &Met| met.query.is_some_and(|at| self.countries_at(best, at) != 0);
        let mut agreeing = best.met.iter().filter(|it| it.likeness > 0.0).peekable();
        let says_who = |at: usize| {
            let unit = &self.name.reading(best.reading)[at];
            !matches!(unit.part, TokenRole::Particle | TokenRole::LegalForm(_))
        };
        let missing = best.met.iter().filter(|it| it.by == MatchedBy::Missing);
        agreeing.peek().is_some()
            && agreeing.all(is_country)
            && missing.filter(|it| it.query.is_some_and(says_who)).count() >= 2
    }
}

/// A name that was compared.
pub(super) struct Compared {
    pub(super) name: u32,
    score: f64,
    pub(super) met: Vec<Met>,
    /// The reading of the names.
    pub(super) reading: usize,
}

impl Matcher {
    /// The matcher of a graph; linear in the number of names.
    pub fn new(graph: &Graph) -> Self {
        let arena = graph.arena();
        let nodes = graph.nodes();
        let names = (0..nodes.len() as u32)
            .flat_map(|node| nodes.names(NodeId(node)).iter().map(move |name| (node, name)));
        let given = names.map(|(owner, name)| NameEntry {
            owner,
            text: arena.text(name.value),
            lang: (!name.lang.is_null()).then(|| arena.text(name.lang)),
            keys: arena.text(name.keys),
        });
        let names = Names::new(given);
        let countries = Countries::new(graph, names.countries(nodes.len()));
        Self { names, countries }
    }

    /// Bytes on the heap.
    pub fn size(&self) -> usize {
        self.names.size() + self.countries.size()
    }

    /// The number of names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entities that a name may mean: the best first, those of one score by kind and id.
    /// `graph` is the one that the matcher was made for.
    pub fn candidates(&self, graph: &Graph, query: &Query, wanted: MatchLimits) -> Vec<Candidate> {
        self.candidates_among(graph, query, wanted, &Everything)
    }

    /// The candidates among the entities that a caller may see: all others are left out before
    /// ties are told and candidates are cut off.
    pub fn candidates_among(
        &self,
        graph: &Graph,
        query: &Query,
        wanted: MatchLimits,
        visible: &impl Visible,
    ) -> Vec<Candidate> {
        let name = Read::new(&query.name, query.lang.as_deref());
        let explained = |(mut candidate, best): (Candidate, Compared)| {
            candidate.tokens = explained(graph, &candidate, &name, &best);
            candidate
        };
        self.ranked(graph, query, &name, wanted, visible).into_iter().map(explained).collect()
    }

    /// [`Self::candidates_among`] without [`Candidate::tokens`], for which each name is read once
    /// more.
    pub fn unexplained(
        &self,
        graph: &Graph,
        query: &Query,
        wanted: MatchLimits,
        visible: &impl Visible,
    ) -> Vec<Candidate> {
        let name = Read::new(&query.name, query.lang.as_deref());
        let ranked = self.ranked(graph, query, &name, wanted, visible);
        ranked.into_iter().map(|(candidate, _)| candidate).collect()
    }

    /// The candidates in their order, each with how the words met.
    fn ranked(
        &self,
        graph: &Graph,
        query: &Query,
        name: &Read,
        wanted: MatchLimits,
        visible: &impl Visible,
    ) -> Vec<(Candidate, Compared)> {
        let asked = PreparedQuery {
            query,
            country: query.country.as_deref().map(|it| self.countries.asked(graph, visible, it)),
            name,
        };
        let all = self.best_of_each(query, name, wanted.names).into_iter();
        let all = all.filter(|best| visible.has_node(NodeId(self.names.entry(best.name).owner)));
        let judged = all.map(|best| (self.judged(graph, visible, &asked, &best), best));
        let mut candidates: Vec<(Candidate, Compared)> =
            judged.filter(|(it, _)| it.score >= wanted.threshold && it.score > 0.0).collect();
        candidates.sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then(a.node.cmp(&b.node)));
        let best = candidates.first().map_or(0.0, |(it, _)| it.score);
        let tied = candidates.iter().take_while(|(it, _)| is_tie(best, it.score)).count();
        if tied > 1 {
            candidates[..tied].iter_mut().for_each(|(it, _)| it.tie = true);
        }
        candidates.truncate(wanted.limit);
        candidates
    }

    /// An entity by its best name, held against what else was asked for.
    fn judged(
        &self,
        graph: &Graph,
        visible: &impl Visible,
        asked: &PreparedQuery<'_>,
        best: &Compared,
    ) -> Candidate {
        let entry = self.names.entry(best.name);
        let node = NodeId(entry.owner);
        let kind = graph.nodes().kind(node);
        let kinds = &asked.query.kinds;
        let kind_agrees = (!kinds.is_empty()).then(|| kinds.contains(&kind));
        let country = asked.country.as_ref();
        let country_agrees = country.and_then(|it| self.countries.agrees(graph, visible, node, it));
        let mut score = best.score;
        if kind_agrees == Some(false) {
            score *= OTHER_KIND;
        }
        if asked.only_country_agrees(best) || self.is_elsewhere(graph, visible, asked, node, best) {
            score *= OTHER_COUNTRY_IN_NAME;
        } else if country_agrees == Some(false) {
            score *= OTHER_COUNTRY;
        }
        Candidate {
            node,
            score: rounded(score),
            tie: false,
            name: entry.place as usize,
            whole: self.is_whole(best),
            tokens: Vec::new(),
            kind_agrees,
            country_agrees,
        }
    }

    /// Returns whether the name in the query has countries and the entity belongs to none of them.
    /// If one of them was compared with another word, the difference has been counted already.
    fn is_elsewhere(
        &self,
        graph: &Graph,
        visible: &impl Visible,
        asked: &PreparedQuery<'_>,
        node: NodeId,
        best: &Compared,
    ) -> bool {
        let named = asked.name.units().iter().map(|unit| unit.concepts.countries());
        let named = named.fold(0, |all, one| all | one);
        let counted = |met: &Met| {
            met.by == MatchedBy::Different
                && met.query.is_some_and(|at| asked.countries_at(best, at) != 0)
        };
        let known = if named == 0 { 0 } else { self.countries.of(graph, visible, node) };
        known != 0 && known & named == 0 && !best.met.iter().any(counted)
    }

    /// Returns whether all words agree. Translations alone are not enough: two names with a bank
    /// and a state need not mean the same bank.
    fn is_whole(&self, best: &Compared) -> bool {
        let is_translated = best.met.iter().any(|it| it.by == MatchedBy::Translated);
        let units = self.readings(best.name);
        let names_it = |met: &Met| {
            let units = &units[best.reading.min(units.len() - 1)];
            let unit = met.candidate.and_then(|at| units.get(at));
            unit.is_some_and(|it| it.part == TokenRole::Plain && it.class.is_none())
        };
        let all_same = best.met.iter().all(|it| it.by.is_same());
        all_same && (!is_translated || best.met.iter().any(names_it))
    }

    /// The score of one name as the match of another, from 0 to 1 and to four places; words are as
    /// rare as they are in this graph. Each name comes with its language, if it is known.
    pub fn compare(&self, query: (&str, Option<&str>), candidate: (&str, Option<&str>)) -> f64 {
        let [ours, theirs] = [query, candidate].map(|(text, lang)| Read::new(text, lang));
        let by_reading = |ours_by: &[Unit], theirs_by: &[Unit]| {
            let likeness =
                |i: usize, j: usize| unit_likeness(&ours, &ours_by[i], &theirs, &theirs_by[j]);
            let weigh = |units, read: &Read| self.names.weigh_query(units, &read.tokens);
            score(&weigh(ours_by, &ours), &weigh(theirs_by, &theirs), likeness).0
        };
        let by_words = readings(&ours.readings, &theirs.readings)
            .map(|(ours_by, theirs_by, _)| by_reading(ours_by, theirs_by))
            .fold(0.0, f64::max);
        let [a, b] = [&ours, &theirs].map(|it| (&it.tokens[..], it.units()));
        let joined =
            share_whole(query, candidate) || share_bare(query, b) || share_bare(candidate, a);
        let short = abbreviates(a, b) || abbreviates(b, a);
        let joined = if joined { JOINED } else { 0.0 };
        rounded(by_words.max(joined).max(if short { ACRONYM } else { 0.0 }))
    }

    /// The best name of each entity that has a likely one.
    fn best_of_each(&self, query: &Query, read: &Read, most: usize) -> Vec<Compared> {
        let mut all = self.compared(query, read, most);
        let entry = |it: &Compared| self.names.entry(it.name);
        all.sort_by(|a, b| {
            let (x, y) = (entry(a), entry(b));
            x.owner.cmp(&y.owner).then(b.score.total_cmp(&a.score)).then(x.place.cmp(&y.place))
        });
        all.dedup_by_key(|it| entry(it).owner);
        all
    }

    /// The readings of a name of the graph, as [`Read::readings`].
    fn readings(&self, name: u32) -> Vec<Vec<Unit>> {
        let units = self.names.units(name).to_vec();
        let by_words = by_words(&units);
        std::iter::once(units).chain(by_words).collect()
    }

    fn compared(&self, query: &Query, read: &Read, most: usize) -> Vec<Compared> {
        let tokens = &read.tokens[..];
        let ours = |units: &Vec<Unit>| self.names.weigh_query(units, tokens);
        let weighed: Vec<_> = read.readings.iter().map(ours).collect();
        let mut kept = Likenesses::new();
        let likely = self.names.likely(tokens, read.units(), &mut kept, most);
        let mut compared: Vec<Compared> = Vec::new();
        for name in likely {
            let words = self.names.words(name);
            let theirs = self.readings(name);
            let mut best = Compared { name, score: -1.0, met: Vec::new(), reading: 0 };
            for (ours_by, theirs_by, reading) in readings(&read.readings, &theirs) {
                let likeness = |i: usize, j: usize| {
                    let (ours, theirs) = ((&ours_by[i], tokens), (&theirs_by[j], words));
                    self.names.unit_likeness(&mut kept, ours, theirs)
                };
                let ours = &weighed[reading.min(weighed.len() - 1)];
                let (score, met) = score(ours, &self.names.weighed(theirs_by, words), likeness);
                if score > best.score {
                    best = Compared { name, score, met, reading };
                }
            }
            compared.push(best);
        }
        let whole = |score: f64, by: MatchedBy| {
            move |name: u32| Compared {
                name,
                score,
                met: vec![Met { query: None, candidate: None, by, likeness: score, weight: 1.0 }],
                reading: 0,
            }
        };
        let asked = (query.name.as_str(), query.lang.as_deref());
        let joined = self.names.joined(asked, tokens, read.units(), most);
        compared.extend(joined.into_iter().map(whole(JOINED, MatchedBy::Joined)));
        let short = self.names.abbreviated(tokens, read.units(), most);
        compared.extend(short.into_iter().map(whole(ACRONYM, MatchedBy::Acronym)));
        compared
    }
}

/// Returns whether a score is as good as the best. The difference of two numbers of four places has
/// more than four.
pub(super) fn is_tie(best: f64, score: f64) -> bool {
    rounded(best - score) <= TIE
}

pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}
