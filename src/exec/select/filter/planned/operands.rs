//! The texts and the days that a test names: what an index is asked for.
//!
//! `{startsWith: "min"}` names all texts that begin with `min`, and `{gte: "2024"}` all days from
//! 2024-01-01 on. A test that names none, such as `{contains: "in"}`, is run for each entity.

use crate::{
    graph::Wanted,
    names::comparison_key,
    plan::{Certainty, Comparison, DateComparison, TextComparison, TextOperator, ValueComparison},
    value::{Day, PartialDate, Value},
};
use std::{borrow::Cow, ops::RangeInclusive};

/// A text that is looked up.
pub(super) struct Text<'p> {
    text: Cow<'p, str>,
    is_start: bool,
}

impl<'p> Text<'p> {
    fn equal(text: impl Into<Cow<'p, str>>) -> Self {
        Self { text: text.into(), is_start: false }
    }

    /// The text as an index takes it.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        if self.is_start { Wanted::Starting(&self.text) } else { Wanted::Equal(&self.text) }
    }
}

/// The texts of which an entity has one if its text passes a test; `None` if all sorts of texts
/// pass.
pub(super) fn texts_of(test: &TextComparison) -> Option<Vec<Text<'_>>> {
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
        | TextComparison::Signs(..)
        | TextComparison::Matches(_)
        | TextComparison::IsNull(_) => None,
    }
}

/// The texts that an operator names, of which a text that passes is one or begins with one.
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
pub(super) fn values_of(test: &ValueComparison) -> Option<Vec<Text<'_>>> {
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
