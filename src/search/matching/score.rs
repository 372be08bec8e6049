//! How well one name answers to another, word by word.
//!
//! Every word of the query takes the word of the candidate that it is most like, in any order.
//! Words left over on both sides stand against each other: there the names differ. Words left
//! over on one side alone are missing from the other, which says little. The score is the
//! weight of what agrees, each part times how well it agrees, by the weight of all:
//!
//! ```text
//! sum(weight * likeness) / (sum(weight of pairs) + sum(weight that differs) + MISSING * sum(weight that is missing))
//! ```

use super::{compare::MatchedBy, token::Part};

/// What a missing word counts, by its weight.
const MISSING: f64 = 0.2;

/// What a word weighs at most where it is missing: which of two given names is the rarer says
/// nothing about whose surname was asked for.
const MOST_MISSED: f64 = 0.75;

/// [`MISSING`] of a father's name, which most names leave out.
const MISSING_PATRONYMIC: f64 = 0.05;

/// What a difference counts at least: that a word is common makes agreeing on it say little,
/// but not differing.
const DIFFERENCE: f64 = 0.4;

/// The same where both words are known for what they mean, and it is not the same: one country
/// is not another.
const CONTRADICTION: f64 = 0.8;

/// A word as the score sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) part: Part,
    /// How much it says about who is meant: rarity times share of its part.
    pub(super) weight: f64,
    /// Whether it stands for a concept that names of institutions share.
    pub(super) is_concept: bool,
}

/// What became of a word of either name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Met {
    /// Position in the query.
    pub(super) query: Option<usize>,
    /// Position in the candidate.
    pub(super) candidate: Option<usize>,
    pub(super) by: MatchedBy,
    /// How well, from 0 to 1.
    pub(super) likeness: f64,
    pub(super) weight: f64,
}

/// How well a candidate answers to a query, from 0 to 1, and why: what was met in the order of
/// the query, then what only the candidate has.
pub(super) fn score(
    query: &[Weighed],
    candidate: &[Weighed],
    likeness: impl FnMut(usize, usize) -> Option<(MatchedBy, f64)>,
) -> (f64, Vec<Met>) {
    let mut met = pairs(query, candidate, likeness);
    part_fathers(query, candidate, &mut met);
    let left = |count: usize, taken: &dyn Fn(&Met) -> Option<usize>| -> Vec<usize> {
        (0..count).filter(|index| !met.iter().any(|it| taken(it) == Some(*index))).collect()
    };
    let ours = left(query.len(), &|it| it.query);
    let theirs = left(candidate.len(), &|it| it.candidate);
    met.extend(leftovers(query, candidate, ours, theirs));
    met.sort_by_key(|it| (it.query.is_none(), it.query, it.candidate));
    let agree: f64 = met.iter().map(|it| it.weight * it.likeness).sum();
    let all: f64 = met.iter().map(|it| it.weight).sum();
    (if all > 0.0 { agree / all } else { 0.0 }, met)
}

/// The words that meet, the best pairs first.
fn pairs(
    query: &[Weighed],
    candidate: &[Weighed],
    mut likeness: impl FnMut(usize, usize) -> Option<(MatchedBy, f64)>,
) -> Vec<Met> {
    let mut possible = Vec::new();
    for (i, ours) in query.iter().enumerate() {
        for (j, theirs) in candidate.iter().enumerate() {
            if let Some((by, likeness)) = likeness(i, j) {
                let weight = match by {
                    // What is known of both is known of the rarer as they are the same word.
                    MatchedBy::Similar | MatchedBy::Translated | MatchedBy::Gender => {
                        (ours.weight + theirs.weight) / 2.0
                    }
                    _ => ours.weight.min(theirs.weight),
                };
                possible.push(Met { query: Some(i), candidate: Some(j), by, likeness, weight });
            }
        }
    }
    possible.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(b.weight.total_cmp(&a.weight)));
    let mut met: Vec<Met> = Vec::new();
    for pair in possible {
        if !met.iter().any(|it| it.query == pair.query || it.candidate == pair.candidate) {
            met.push(pair);
        }
    }
    met
}

/// Parts a father's name from the given name that it met, where that leaves a name of its own
/// side alone: Vaqif, the son of Heydar, is not Heydar.
fn part_fathers(query: &[Weighed], candidate: &[Weighed], met: &mut Vec<Met>) {
    let alone = |words: &[Weighed], met: &[Met], place: fn(&Met) -> Option<usize>| {
        (0..words.len())
            .any(|at| words[at].part == Part::Plain && !met.iter().any(|it| place(it) == Some(at)))
    };
    let ours = alone(query, met, |it| it.query);
    let theirs = alone(candidate, met, |it| it.candidate);
    met.retain(|it| {
        let (Some(i), Some(j)) = (it.query, it.candidate) else { return true };
        match (query[i].part, candidate[j].part) {
            (Part::Patronymic, Part::Plain) => !ours,
            (Part::Plain, Part::Patronymic) => !theirs,
            _ => true,
        }
    });
}

/// The words that meet none: the heaviest of one side against the heaviest of the other, then
/// what is missing. Particles, marks and fathers' names stand against nothing.
fn leftovers(
    query: &[Weighed],
    candidate: &[Weighed],
    mut ours: Vec<usize>,
    mut theirs: Vec<usize>,
) -> Vec<Met> {
    let heaviest = |left: &mut Vec<usize>, of: &[Weighed]| {
        left.sort_by(|&a, &b| of[b].weight.total_cmp(&of[a].weight).then(a.cmp(&b)));
    };
    heaviest(&mut ours, query);
    heaviest(&mut theirs, candidate);
    let stands = |part: Part| matches!(part, Part::Plain | Part::Initial);
    let mut met = Vec::new();
    let mut against = theirs.iter().copied().filter(|&j| stands(candidate[j].part));
    let mut taken = Vec::new();
    for &i in &ours {
        match stands(query[i].part).then(|| against.next()).flatten() {
            Some(j) => {
                let (ours, theirs) = (query[i], candidate[j]);
                let both = ours.is_concept && theirs.is_concept;
                let least = if both { CONTRADICTION } else { DIFFERENCE };
                let share = ours.part.share().min(theirs.part.share());
                let weight = f64::midpoint(ours.weight, theirs.weight).max(least * share);
                let by = MatchedBy::Different;
                met.push(Met { query: Some(i), candidate: Some(j), by, likeness: 0.0, weight });
                taken.push(j);
            }
            None => met.push(missing(Some(i), None, query[i])),
        }
    }
    let alone = theirs.into_iter().filter(|j| !taken.contains(j));
    met.extend(alone.map(|j| missing(None, Some(j), candidate[j])));
    met
}

fn missing(query: Option<usize>, candidate: Option<usize>, word: Weighed) -> Met {
    let share = if word.part == Part::Patronymic { MISSING_PATRONYMIC } else { MISSING };
    let weight = match word.part {
        // Names are missed alike, however rare they are.
        Part::Plain if !word.is_concept => MOST_MISSED,
        _ => word.weight.min(MOST_MISSED),
    } * share;
    Met { query, candidate, by: MatchedBy::Missing, likeness: 0.0, weight }
}
