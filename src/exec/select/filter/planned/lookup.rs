//! Entities that a condition names: by an id, by a name or how it begins, by a unique value, by
//! a date.
//!
//! They are found without looking at any other entity. All that are found are tested as others
//! are: an index says who may fulfil the condition, and the condition says who does.

use super::AT_ONCE;
use crate::{
    exec::store::Store,
    graph::{NodeId, Wanted},
    names::comparison_key,
    ontology::KindId,
    plan::{
        Certainty, Comparison, DateComparison, Predicate, TextComparison, TextOperator,
        ValueComparison,
    },
    value::{Day, PartialDate, Value},
};
use std::{borrow::Cow, ops::RangeInclusive};

/// Entities that may fulfil a condition.
#[derive(Clone, Copy, Debug)]
enum Found<'g> {
    One(NodeId),
    /// In no order, and perhaps several times. The index knows hidden entities too.
    Indexed(&'g [NodeId]),
}

/// The number of entities that may fulfil a condition at most, if an index tells it.
pub fn known_count<S: Store>(store: &S, predicate: &Predicate) -> Option<usize> {
    let count = count(store, predicate)?;
    // Several names of one entity may begin alike; of so many entities nobody asks for a page.
    if count > AT_ONCE { Some(count) } else { nodes(store, predicate).map(|nodes| nodes.len()) }
}

/// The number of places where indexes have entities that may fulfil a condition; `None` if it
/// names none.
pub(super) fn count<S: Store>(store: &S, predicate: &Predicate) -> Option<usize> {
    find(store, predicate).map(|each| places(&each))
}

fn places(each: &[Found<'_>]) -> usize {
    let len = |it: &Found<'_>| match it {
        Found::One(_) => 1,
        Found::Indexed(nodes) => nodes.len(),
    };
    each.iter().map(len).sum()
}

/// The names of the indexes that have all entities which may fulfil a condition, and the number of
/// places there; `None` if it names none.
pub(super) fn indexes<S: Store>(store: &S, predicate: &Predicate) -> Option<(String, usize)> {
    let places = count(store, predicate)?;
    let mut names = Vec::new();
    add_indexes(store, predicate, &mut names);
    names.dedup();
    Some((names.join(" and "), places))
}

fn add_indexes<'s, S: Store>(store: &'s S, predicate: &Predicate, names: &mut Vec<&'s str>) {
    match predicate {
        Predicate::Id(_) | Predicate::Not(_) => names.push("id"),
        Predicate::Name(_) => names.push("name"),
        Predicate::Names(_) => names.push("names"),
        Predicate::Property(columns, _) => names.extend(
            columns
                .first()
                .map(|&(kind, at)| store.ontology().kind(kind).properties[at].name.as_str()),
        ),
        Predicate::All(all) => {
            let best = all.iter().filter(|it| find(store, it).is_some());
            let best = best.min_by_key(|it| count(store, it));
            best.into_iter().for_each(|it| add_indexes(store, it, names));
        }
        Predicate::Any(any) => any.iter().for_each(|it| add_indexes(store, it, names)),
        Predicate::Kind(_)
        | Predicate::Degree(_)
        | Predicate::Metric(..)
        | Predicate::Fields(_)
        | Predicate::Links { .. }
        | Predicate::Citations(..)
        | Predicate::Summary(_)
        | Predicate::ExternalIds(..) => {}
    }
}

/// The entities that may fulfil a condition, in order; `None` if it names none.
pub(super) fn nodes<S: Store>(store: &S, predicate: &Predicate) -> Option<Vec<NodeId>> {
    let mut all = Vec::new();
    for found in find(store, predicate)? {
        match found {
            Found::One(node) => all.push(node),
            Found::Indexed(nodes) => {
                all.extend(nodes.iter().copied().filter(|node| store.has_node(*node)));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// The ids that a condition names, in one way or the other; `None` if it is another one.
pub(super) fn ids_of(predicate: &Predicate) -> Option<&[String]> {
    if let Predicate::Id(Comparison::In(ids)) = predicate {
        return Some(ids);
    }
    // Whoever is none of those who are not these ones.
    let Predicate::Not(not) = predicate else { return None };
    let Predicate::Id(Comparison::NotIn(ids)) = only(not) else { return None };
    Some(ids)
}

/// The condition in a group of one.
fn only(predicate: &Predicate) -> &Predicate {
    match predicate {
        Predicate::All(all) | Predicate::Any(all) if let [one] = &all[..] => only(one),
        one => one,
    }
}

fn find<'g, S: Store>(store: &'g S, predicate: &Predicate) -> Option<Vec<Found<'g>>> {
    if let Some(ids) = ids_of(predicate) {
        let nodes = ids.iter().filter_map(|id| store.node_by_id(id));
        return Some(nodes.map(Found::One).collect());
    }
    match predicate {
        Predicate::Name(test) => named(store, test),
        Predicate::Names(tests) => {
            tests.iter().filter_map(|it| named(store, it)).min_by_key(|it| places(it))
        }
        Predicate::Property(columns, test) => {
            let each: Option<Vec<_>> = columns.iter().map(|it| valued(store, *it, test)).collect();
            each.map(|each| each.concat())
        }
        Predicate::All(all) => {
            all.iter().filter_map(|it| find(store, it)).min_by_key(|it| places(it))
        }
        Predicate::Any(any) => {
            let each: Option<Vec<_>> = any.iter().map(|it| find(store, it)).collect();
            each.map(|each| each.concat())
        }
        Predicate::Id(_)
        | Predicate::Not(_)
        | Predicate::Kind(_)
        | Predicate::Degree(_)
        | Predicate::Metric(..)
        | Predicate::Fields(_)
        | Predicate::Links { .. }
        | Predicate::Citations(..)
        | Predicate::Summary(_)
        | Predicate::ExternalIds(..) => None,
    }
}

/// The entities that have a name that may pass a test.
fn named<'g, S: Store>(store: &'g S, test: &TextComparison) -> Option<Vec<Found<'g>>> {
    let graph = store.graph();
    let one = |it: &Text<'_>| graph.named(it.wanted()).map(Found::Indexed);
    texts_of(test)?.iter().map(one).collect()
}

/// The entities whose value of a property may pass a test.
fn valued<'g, S: Store>(
    store: &'g S,
    column: (KindId, usize),
    test: &ValueComparison,
) -> Option<Vec<Found<'g>>> {
    let graph = store.graph();
    if let Some(days) = days_of(test) {
        let each = days.iter().map(|days| graph.with_date(column, days).map(Found::Indexed));
        return each.collect();
    }
    let one = |it: &Text<'_>| graph.with_value(column, it.wanted()).map(Found::Indexed);
    values_of(test)?.iter().map(one).collect()
}

/// A text that is looked up.
struct Text<'p> {
    text: Cow<'p, str>,
    is_start: bool,
}

impl<'p> Text<'p> {
    fn equal(text: impl Into<Cow<'p, str>>) -> Self {
        Self { text: text.into(), is_start: false }
    }

    fn wanted(&self) -> Wanted<'_> {
        if self.is_start { Wanted::Starting(&self.text) } else { Wanted::Equal(&self.text) }
    }
}

/// The texts of which an entity has one if its text passes a test; `None` if all sorts of texts
/// pass.
fn texts_of(test: &TextComparison) -> Option<Vec<Text<'_>>> {
    match test {
        TextComparison::Folded(operator) => operands(operator),
        // It is enough that one of them holds.
        TextComparison::Keys(operators) => {
            let each: Option<Vec<_>> = operators.iter().map(operands).collect();
            each.map(|each| each.into_iter().flatten().collect())
        }
        TextComparison::Exact(TextOperator::In(values)) => {
            Some(values.iter().map(|it| Text::equal(comparison_key(it))).collect())
        }
        TextComparison::Exact(_)
        | TextComparison::Signs(_)
        | TextComparison::Matches(_)
        | TextComparison::IsNull(_) => None,
    }
}

fn operands(operator: &TextOperator) -> Option<Vec<Text<'_>>> {
    match operator {
        TextOperator::In(values) => {
            Some(values.iter().map(|it| Text::equal(it.as_str())).collect())
        }
        TextOperator::StartsWith(start) => {
            Some(vec![Text { text: start.as_str().into(), is_start: true }])
        }
        TextOperator::NotIn(_)
        | TextOperator::Less(_)
        | TextOperator::Greater(_)
        | TextOperator::AtMost(_)
        | TextOperator::AtLeast(_)
        | TextOperator::Contains(_)
        | TextOperator::EndsWith(_) => None,
    }
}

/// The texts of which an entity has one if its value passes a test.
fn values_of(test: &ValueComparison) -> Option<Vec<Text<'_>>> {
    match test {
        ValueComparison::Text(test) => texts_of(test),
        // The JSON of ids and of enum values is a text in quotes.
        ValueComparison::Cell(Comparison::In(values)) => {
            let text = |value: &String| serde_json::from_str::<String>(value).ok();
            values.iter().map(|value| text(value).map(Text::equal)).collect()
        }
        ValueComparison::Int(Comparison::In(values)) => {
            Some(values.iter().map(|value| Text::equal(value.to_string())).collect())
        }
        ValueComparison::BigInt(Comparison::In(values)) => {
            Some(values.iter().map(|value| Text::equal(value.to_string())).collect())
        }
        ValueComparison::Float(Comparison::In(values)) => {
            // 0 has a sign, which is written and is not compared.
            let both = values.iter().flat_map(|value| [*value, -value].map(Value::Float));
            Some(both.map(|value| Text::equal(value.to_json())).collect())
        }
        ValueComparison::All(tests) => tests.iter().find_map(values_of),
        ValueComparison::Cell(_)
        | ValueComparison::Int(_)
        | ValueComparison::Float(_)
        | ValueComparison::BigInt(_)
        | ValueComparison::Decimal(_)
        | ValueComparison::DateTime(_)
        | ValueComparison::Date(_)
        | ValueComparison::Lies(..)
        | ValueComparison::Has(..)
        | ValueComparison::IsEmpty(_)
        | ValueComparison::Any(_)
        | ValueComparison::Not(_)
        | ValueComparison::Field(..)
        | ValueComparison::Items(..)
        | ValueComparison::Within(_) => None,
    }
}

/// Days on one of which a date begins if it passes a test; `None` if dates on all sorts of days
/// pass.
pub(super) fn days_of(test: &ValueComparison) -> Option<Vec<RangeInclusive<Day>>> {
    match test.of_dates() {
        DateComparison::Compared(test) => days_compared(test),
        DateComparison::Lies(Certainty::Certainly, days) => Some(vec![days.start..=days.end]),
        // A date that nobody knows may be any day; of all others, none is longer than a year.
        DateComparison::Lies(Certainty::Possibly, days) => {
            let first = days.start.saturating_sub(DAYS_OF_A_YEAR).max(Day::MIN + 1);
            Some(vec![Day::MIN..=Day::MIN, first..=days.end])
        }
        DateComparison::All(tests) => {
            tests.iter().filter_map(days_of).reduce(|one, other| common_days(&one, &other))
        }
        DateComparison::None => None,
    }
}

/// Returns true if a date that nobody knows passes a test of dates.
pub(super) fn unknown_holds(test: &ValueComparison) -> bool {
    let unknown = PartialDate::UNKNOWN;
    match test.of_dates() {
        DateComparison::Compared(test) => test.holds_of_date(unknown),
        DateComparison::Lies(certainty, days) => certainty.lies(unknown, days),
        DateComparison::All(tests) => tests.iter().all(unknown_holds),
        DateComparison::None => false,
    }
}

const DAYS_OF_A_YEAR: Day = 366;

fn days_compared(test: &Comparison<PartialDate>) -> Option<Vec<RangeInclusive<Day>>> {
    Some(match test {
        Comparison::In(dates) => {
            dates.iter().map(|date| date.earliest()..=date.earliest()).collect()
        }
        Comparison::Less(bound) => vec![Day::MIN..=bound.earliest()],
        Comparison::AtMost(bound) => vec![Day::MIN..=bound.latest()],
        Comparison::Greater(bound) => vec![bound.latest()..=Day::MAX],
        Comparison::AtLeast(bound) => vec![bound.earliest()..=Day::MAX],
        Comparison::NotIn(_) | Comparison::IsNull(_) => return None,
    })
}

/// The days that are in both of two lists.
fn common_days(
    one: &[RangeInclusive<Day>],
    other: &[RangeInclusive<Day>],
) -> Vec<RangeInclusive<Day>> {
    let both = |a: &RangeInclusive<Day>, b: &RangeInclusive<Day>| {
        *a.start().max(b.start())..=*a.end().min(b.end())
    };
    let all = one.iter().flat_map(|a| other.iter().map(move |b| both(a, b)));
    all.filter(|days| !days.is_empty()).collect()
}
