//! The conditions on the days of a date: `before`, `after` and `during`, possibly or certainly.
//!
//! All three are one test, whether a date lies in some days in a row: before 2019 is in the
//! days up to 2018-12-31. Several in one filter are one test too, of the days that they share.

use super::{Binder, Values, operands::date, operators::comparison, terms::OR_IS_NULL};
use crate::{
    plan::{Certainty, Comparison, FieldError, Input, ValueComparison},
    value::{Day, Interval, PartialDate, Precision},
};

impl Binder<'_> {
    /// `PartialDateFilter`
    pub(super) fn date_tests(&mut self, input: &Input) -> Result<Vec<ValueComparison>, FieldError> {
        let mut days = Vec::new();
        let tests = self.each_or(input, OR_IS_NULL, |it, name, value| {
            Ok(match name {
                "before" | "after" | "during" => {
                    days.push(it.when(name, value)?);
                    None
                }
                "possibly" => it.when_test(Certainty::Possibly, value)?,
                "certainly" => it.when_test(Certainty::Certainly, value)?,
                _ => Some(ValueComparison::Date(comparison(name, value, date)?)),
            })
        });
        let tests = tests?.into_iter().flatten();
        Ok(tests.chain(lies(Certainty::Possibly, &days)).collect())
    }

    /// `WhenFilter`
    fn when_test(
        &mut self,
        certainty: Certainty,
        input: &Input,
    ) -> Result<Option<ValueComparison>, FieldError> {
        let days = self.each(input, Self::when)?;
        Ok(lies(certainty, &days))
    }

    fn when(&mut self, name: &str, value: &Input) -> Result<Interval, FieldError> {
        match name {
            "before" => Ok(Interval::asked(None, Some(known_date(value)?.earliest() - 1))),
            "after" => Ok(Interval::asked(Some(known_date(value)?.latest() + 1), None)),
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

fn known_date(value: &Input) -> Result<PartialDate, FieldError> {
    let date = date(value)?;
    if date.precision() == Precision::Unknown {
        return Err(FieldError::of_value(" takes a date that is known, and \"?\" is none"));
    }
    Ok(date)
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
    let (from, to) = (full_date(Values(fields), "from")?, full_date(Values(fields), "to")?);
    let ends_first =
        || FieldError::of_value(" ends before it starts; `from` is its first day, `to` its last");
    days(from, to).ok_or_else(ends_first)
}

/// The days of a question; `None` if they end before they start.
fn days(from: Option<Day>, to: Option<Day>) -> Option<Interval> {
    let is_range = from.zip(to).is_none_or(|(from, to)| from <= to);
    is_range.then(|| Interval::asked(from, to))
}

/// The days of a question that has their ends as arguments, `from` and `to`.
pub(in crate::plan) fn days_asked(values: Values<'_>) -> Result<Interval, FieldError> {
    let (from, to) = (full_date(values, "from")?, full_date(values, "to")?);
    days(from, to).ok_or_else(|| {
        FieldError::bad_input(
            "the range of days ends before it starts; `from` is its first day, `to` its last",
        )
    })
}

/// The day of a `Date` that may be absent.
pub(super) fn full_date(values: Values<'_>, name: &str) -> Result<Option<Day>, FieldError> {
    let read = |value: &Input| {
        let text = value.text().ok_or_else(|| {
            let message = " takes a full date such as \"2019-05-03\", in double quotes";
            FieldError::of_value(message).within(name)
        })?;
        let date = PartialDate::parse_full(&text).map(PartialDate::earliest);
        date.map_err(|_| {
            let message =
                format_args!(" takes a full date such as \"2019-05-03\", and \"{text}\" is none");
            FieldError::of_value(message).within(name)
        })
    };
    values.get(name).map(read).transpose()
}
