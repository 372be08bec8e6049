//! The conditions on the days of a date: `before`, `after` and `during`, possibly or certainly.
//!
//! All three are one test, whether a date lies in some days in a row: before 2019 is in the
//! days up to 2018-12-31. Several in one filter are one test too, of the days that they share.

use super::{
    Binder, Values,
    operators::{OR_IS_NULL, comparison, date},
};
use crate::{
    plan::{Certainty, Comparison, FieldError, Input, ValueComparison},
    value::{Day, Interval, PartialDate, Precision},
};

impl Binder<'_> {
    /// `PartialDateFilter`
    pub(super) fn date_tests(&mut self, input: &Input) -> Result<Vec<ValueComparison>, FieldError> {
        let (mut tests, mut days) = (Vec::new(), Vec::new());
        for (name, value) in self.terms_or(input, OR_IS_NULL)? {
            match name.as_str() {
                "before" | "after" | "during" => days.push(self.when(name, value)?),
                "possibly" => tests.extend(self.when_test(Certainty::Possibly, value)?),
                "certainly" => tests.extend(self.when_test(Certainty::Certainly, value)?),
                _ => tests.push(ValueComparison::Date(comparison(name, value, date)?)),
            }
        }
        tests.extend(lies(Certainty::Possibly, &days));
        Ok(tests)
    }

    /// `WhenFilter`
    fn when_test(
        &mut self,
        certainty: Certainty,
        input: &Input,
    ) -> Result<Option<ValueComparison>, FieldError> {
        let operators = self.terms(input)?.iter();
        let days: Result<Vec<_>, _> =
            operators.map(|(name, value)| self.when(name, value)).collect();
        Ok(lies(certainty, &days?))
    }

    fn when(&mut self, name: &str, value: &Input) -> Result<Interval, FieldError> {
        let known = || match date(value, name)? {
            date if date.precision() == Precision::Unknown => Err(FieldError::bad_input(format!(
                "`{name}` takes a date that is known, and \"?\" is none"
            ))),
            date => Ok(date),
        };
        match name {
            "before" => Ok(Interval::asked(None, Some(known()?.earliest() - 1))),
            "after" => Ok(Interval::asked(Some(known()?.latest() + 1), None)),
            "during" => {
                // An end that is null is open.
                if let Input::Object(ends) = value {
                    self.count(ends)?;
                }
                date_range(value)
            }
            other => Err(FieldError::unknown("operator", other)),
        }
    }
}

/// Joins the operators of one filter: one day that is in all their ranges. If the ranges have no
/// day in common, no date has such a day, not even a date that can mean any day.
fn lies(certainty: Certainty, ranges: &[Interval]) -> Option<ValueComparison> {
    let start = ranges.iter().map(|range| range.start).max()?;
    let end = ranges.iter().map(|range| range.end).min()?;
    Some(if start > end {
        ValueComparison::Date(Comparison::In(Vec::new()))
    } else {
        ValueComparison::Lies(certainty, Interval { start, end })
    })
}

/// `DateRange`
pub(super) fn date_range(range: &Input) -> Result<Interval, FieldError> {
    let Input::Object(fields) = range else { return Ok(Interval::asked(None, None)) };
    let bound = |name| Values(fields).get(name).map(|date| full_date(date, name)).transpose();
    days(bound("from")?, bound("to")?)
}

/// The days of a question.
pub(in crate::plan) fn days(from: Option<Day>, to: Option<Day>) -> Result<Interval, FieldError> {
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(FieldError::bad_input(
            "the range of days ends before it starts; `from` is its first day, `to` its last",
        ));
    }
    Ok(Interval::asked(from, to))
}

/// The day of a `Date`.
pub(in crate::plan) fn full_date(value: &Input, name: &str) -> Result<Day, FieldError> {
    let text = value.text().unwrap_or_default();
    let date = PartialDate::parse_full(&text);
    date.map(PartialDate::earliest).map_err(|_| {
        FieldError::bad_input(format!(
            "`{name}` takes a full date such as \"2019-05-03\", and \"{text}\" is none"
        ))
    })
}
