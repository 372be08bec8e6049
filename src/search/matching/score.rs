//! The score of one name as the match of another, unit by unit.
//!
//! Every unit of the query takes the unit of the candidate that is most similar, in any order.
//! Units that are left over on both sides are compared with each other: there the names differ.
//! Units that are left over on one side are missing from the other. The score is the weight of the
//! units that agree, each times its likeness, by the weight of all:
//!
//! ```text
//! sum(weight * likeness)
//!     / (sum(weight of pairs) + sum(weight that differs) + sum(share * weight that is missing))
//! ```
//!
//! A unit that is missing from the name of a body makes another body of it (`SOCAR Trading`); one
//! that is missing from the name of a person counts little.

use super::{
    compare::MatchedBy,
    concepts::{Class, Concepts},
    token::TokenRole,
};

/// Weight of a missing name of a person.
const MISSING_NAME: f64 = 0.15;

/// Weight of a missing word in the name of a body; of a missing place, a share of its weight.
const MISSING_WORD: f64 = 0.5;

/// Share of the weight of a missing father's name, which most names leave out.
const MISSING_PATRONYMIC: f64 = 0.05;

/// Share of the weight of a missing topic: a body that deals with more is another one.
const MISSING_TOPIC: f64 = 0.6;

/// Share of the weight of a missing head noun (ministry, court).
const MISSING_HEAD: f64 = 0.6;

/// Share of the weight of any other missing unit.
const MISSING: f64 = 0.2;

/// Share of the weight of a missing unit that the other name has in other words.
const REPEATED: f64 = 0.1;

/// Least weight of two units that differ: agreement in a common word counts little, but a
/// difference counts.
const DIFFERENCE: f64 = 0.4;

/// Least weight of two units whose meanings are known and differ: one country is not another, a
/// court is no bank.
const CONTRADICTION: f64 = 0.8;

/// Weight of two different legal forms, as a multiple of a legal form's share.
const OTHER_FORM: f64 = 2.5;

/// Factor if only one name has the sort of the body: a port is not its city, a foundation is not
/// the person.
const OTHER_SORT: f64 = 0.8;

/// The share of what is in the name of the body above.
const ABOVE: f64 = 0.3;

/// A unit as the score sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) part: TokenRole,
    pub(super) class: Option<Class>,
    pub(super) concepts: Concepts,
    /// The weight: rarity times the share of its role, or the weight of its class.
    pub(super) weight: f64,
    pub(super) is_above: bool,
}

/// The result for a unit of either name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Met {
    /// Position in the query.
    pub(super) query: Option<usize>,
    /// Position in the candidate.
    pub(super) candidate: Option<usize>,
    pub(super) by: MatchedBy,
    /// The likeness, from 0 to 1.
    pub(super) likeness: f64,
    pub(super) weight: f64,
}

/// The score of a candidate for a query, from 0 to 1, with its reasons: the units in the order of
/// the query, then those that only the candidate has.
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
    let is_body = [query, candidate].into_iter().any(is_body);
    met.extend(leftovers(query, candidate, ours, theirs, is_body));
    met.sort_by_key(|it| (it.query.is_none(), it.query, it.candidate));
    let agree: f64 = met.iter().map(|it| it.weight * it.likeness).sum();
    let all: f64 = met.iter().map(|it| it.weight).sum();
    let share = if all > 0.0 { agree / all } else { 0.0 };
    (share * sort_and_order(query, candidate), met)
}

fn is_body(units: &[Weighed]) -> bool {
    units.iter().any(|it| {
        matches!(it.class, Some(Class::Head | Class::Topic | Class::Generic | Class::LegalForm(_)))
    })
}

/// The factor for the sorts of the bodies and the order of their countries: the embassy of one
/// country in another is not that of the other in the one.
fn sort_and_order(query: &[Weighed], candidate: &[Weighed]) -> f64 {
    let has = |units: &[Weighed], class: Class| {
        units.iter().any(|it| it.class == Some(class) && !it.is_above)
    };
    let says = |units: &[Weighed]| has(units, Class::Head);
    let is_vague = |units: &[Weighed]| !says(units) && !has(units, Class::Generic);
    if (says(query) && is_vague(candidate)) || (says(candidate) && is_vague(query)) {
        return OTHER_SORT;
    }
    let countries = |units: &[Weighed]| -> Vec<u16> {
        let all = units.iter().map(|it| it.concepts.countries());
        all.filter(|it| *it != 0).collect()
    };
    let is_turned = match (&countries(query)[..], &countries(candidate)[..]) {
        ([a, b], [c, d]) => a & b == 0 && a & d != 0 && b & c != 0,
        _ => false,
    };
    let is_other = is_turned && says(query) && is_sent(query);
    if is_other { OTHER_SORT * OTHER_SORT } else { 1.0 }
}

/// Returns whether a body is one that a country has in another: its name has nothing else.
fn is_sent(units: &[Weighed]) -> bool {
    units.iter().all(|it| {
        matches!(it.class, Some(Class::Head | Class::Country | Class::Generic))
            || it.part == TokenRole::Particle
    })
}

/// The units that meet, the best pairs first.
fn pairs(
    query: &[Weighed],
    candidate: &[Weighed],
    mut likeness: impl FnMut(usize, usize) -> Option<(MatchedBy, f64)>,
) -> Vec<Met> {
    let has_father = |units: &[Weighed]| units.iter().any(|it| it.part.is_fathers());
    let both_have_fathers = has_father(query) && has_father(candidate);
    let names = |units: &[Weighed]| {
        units
            .iter()
            .filter(|it| matches!(it.part, TokenRole::Plain | TokenRole::Patronymic))
            .count()
    };
    let (our_names, their_names) = (names(query), names(candidate));
    let can_meet = |ours: &Weighed, theirs: &Weighed| {
        let is_name = |it: &Weighed| it.part == TokenRole::Plain;
        // Where both say whose children they are, a father is no son.
        let crosses = (is_name(ours) && theirs.part.is_fathers())
            || (ours.part.is_fathers() && is_name(theirs));
        // The second of two letters is a given name only beside another one.
        let letter = |letter: &Weighed, word: &Weighed, names: usize| {
            letter.part == TokenRole::SecondInitial && is_name(word) && names < 3
        };
        let stands_apart = (both_have_fathers && crosses)
            || letter(ours, theirs, their_names)
            || letter(theirs, ours, our_names);
        ours.is_above == theirs.is_above && !stands_apart
    };
    let mut possible = Vec::new();
    for (i, ours) in query.iter().enumerate() {
        for (j, theirs) in candidate.iter().enumerate() {
            if !can_meet(ours, theirs) {
                continue;
            }
            if let Some((by, likeness)) = likeness(i, j) {
                let weight = match by {
                    // What is known of both is known of the rarer as they are the same word.
                    MatchedBy::Similar
                    | MatchedBy::Translated
                    | MatchedBy::Gender
                    | MatchedBy::Ending => f64::midpoint(ours.weight, theirs.weight),
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
        (0..words.len()).any(|at| {
            words[at].part == TokenRole::Plain && !met.iter().any(|it| place(it) == Some(at))
        })
    };
    let ours = alone(query, met, |it| it.query);
    let theirs = alone(candidate, met, |it| it.candidate);
    met.retain(|it| {
        let (Some(i), Some(j)) = (it.query, it.candidate) else { return true };
        match (query[i].part, candidate[j].part) {
            (TokenRole::Patronymic, TokenRole::Plain) => !ours,
            (TokenRole::Plain, TokenRole::Patronymic) => !theirs,
            _ => true,
        }
    });
}

/// The pairs of units that are compared as different, in this order: both are of one sort.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Against {
    Country,
    Place,
    Head,
    Topic,
    LegalForm,
    Father,
    Name,
}

impl Against {
    const ALL: [Self; 7] = [
        Self::Country,
        Self::Place,
        Self::Head,
        Self::Topic,
        Self::LegalForm,
        Self::Father,
        Self::Name,
    ];

    fn takes(self, unit: &Weighed) -> bool {
        match self {
            Self::Country => unit.class == Some(Class::Country),
            Self::Place => unit.class == Some(Class::Place),
            Self::LegalForm => matches!(unit.part, TokenRole::LegalForm(_)),
            Self::Head => unit.class == Some(Class::Head),
            Self::Topic => unit.class == Some(Class::Topic),
            Self::Father => unit.part.is_fathers(),
            Self::Name => match unit.part {
                TokenRole::Plain => {
                    matches!(unit.class, None | Some(Class::Head | Class::Topic | Class::Place))
                }
                TokenRole::Surname | TokenRole::Initial | TokenRole::SecondInitial => true,
                TokenRole::Particle
                | TokenRole::LegalForm(_)
                | TokenRole::Patronymic
                | TokenRole::PatronymicMark => false,
            },
        }
    }
}

/// The units that meet none: those of one sort against each other, the heaviest first, then what
/// is missing. Particles, marks and what is generic are against nothing.
fn leftovers(
    query: &[Weighed],
    candidate: &[Weighed],
    mut ours: Vec<usize>,
    mut theirs: Vec<usize>,
    is_body: bool,
) -> Vec<Met> {
    let heaviest = |left: &mut Vec<usize>, of: &[Weighed]| {
        left.sort_by(|&a, &b| of[b].weight.total_cmp(&of[a].weight).then(a.cmp(&b)));
    };
    heaviest(&mut ours, query);
    heaviest(&mut theirs, candidate);
    let mut met = Vec::new();
    for sort in Against::ALL {
        while let (Some(i), Some(j)) = (
            ours.iter().position(|&i| sort.takes(&query[i])),
            theirs.iter().position(|&j| sort.takes(&candidate[j])),
        ) {
            let (i, j) = (ours.remove(i), theirs.remove(j));
            met.push(different(i, j, query[i], candidate[j]));
        }
    }
    let missed = |place: (Option<usize>, Option<usize>), of: &[Weighed], other: &[Weighed]| {
        let unit = of[place.0.or(place.1).unwrap_or_default()];
        let mut missing = missing(place, unit, is_body);
        if other.iter().any(|it| it.concepts.meet(unit.concepts)) {
            // The other name has said it.
            missing.weight *= REPEATED;
        } else if unit.class == Some(Class::Country) && !says_what(of) {
            missing.weight = unit.weight;
        }
        missing
    };
    met.extend(ours.into_iter().map(|i| missed((Some(i), None), query, candidate)));
    met.extend(theirs.into_iter().map(|j| missed((None, Some(j)), candidate, query)));
    met
}

/// Returns whether a name has the sort of the body or the topic that it deals with. A name without
/// either is a brand in its country: `SOCAR Ukraine` is not SOCAR.
fn says_what(units: &[Weighed]) -> bool {
    units.iter().any(|it| matches!(it.class, Some(Class::Head | Class::Topic)))
}

fn different(i: usize, j: usize, ours: Weighed, theirs: Weighed) -> Met {
    let known = |it: Weighed| !it.concepts.is_empty() || it.part.is_fathers();
    let least = match (ours.part, theirs.part) {
        // Of a tenth, by their share.
        (TokenRole::LegalForm(_), TokenRole::LegalForm(_)) => OTHER_FORM,
        _ if known(ours) && known(theirs) => CONTRADICTION,
        _ => DIFFERENCE,
    };
    let share = ours.part.share().min(theirs.part.share());
    let above = if ours.is_above && theirs.is_above { ABOVE } else { 1.0 };
    let weight = f64::midpoint(ours.weight, theirs.weight).max(least * share * above);
    let by = MatchedBy::Different;
    Met { query: Some(i), candidate: Some(j), by, likeness: 0.0, weight }
}

fn missing(
    (query, candidate): (Option<usize>, Option<usize>),
    unit: Weighed,
    is_body: bool,
) -> Met {
    let weight = match (unit.part, unit.class) {
        (TokenRole::Patronymic, _) => MISSING_PATRONYMIC * unit.weight,
        (TokenRole::Plain, Some(Class::Place)) => MISSING_WORD * unit.weight,
        (TokenRole::Plain, Some(Class::Topic)) => MISSING_TOPIC * unit.weight,
        (TokenRole::Plain, Some(Class::Head)) => MISSING_HEAD * unit.weight,
        // Names are missed alike, however rare they are.
        (TokenRole::Plain | TokenRole::Surname, None) if is_body => MISSING_WORD,
        (TokenRole::Plain | TokenRole::Surname, None) => MISSING_NAME,
        _ => MISSING * unit.weight,
    };
    let weight = if unit.is_above { weight * ABOVE } else { weight };
    Met { query, candidate, by: MatchedBy::Missing, likeness: 0.0, weight }
}

/// The weight of a term by its class.
pub(super) fn weight_of(class: Class) -> f64 {
    match class {
        Class::Country => 0.3,
        Class::Place => 0.8,
        Class::Generic | Class::LegalForm(_) => 0.1,
        Class::Head => 0.5,
        Class::Topic => 0.8,
    }
}
