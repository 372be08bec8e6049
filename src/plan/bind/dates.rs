//! Where in time a date must lie: `before`, `after` and `during`, possibly or certainly.
//!
//! All three are one test, whether a date lies in some days in a row: before 2019 is in the
//! days up to 2018-12-31.

use super::{
    Binder,
    operators::{comparison, date},
};
use crate::{
    plan::{Certainty, FieldError, Input, ValueTest},
    value::{Day, Days, PartialDate, Precision, Qualifier},
};

impl Binder<'_> {
    /// `PartialDateFilter`
    pub(super) fn date_tests(&mut self, input: &Input) -> Result<Vec<ValueTest>, FieldError> {
        let mut tests = Vec::new();
        for (name, value) in self.operators(input)? {
            match name.as_str() {
                "before" | "after" | "during" => {
                    tests.push(ValueTest::Lies(Certainty::Possibly, self.when(name, value)?));
                }
                "possibly" => tests.extend(self.when_tests(Certainty::Possibly, value)?),
                "certainly" => tests.extend(self.when_tests(Certainty::Certainly, value)?),
                _ => tests.push(ValueTest::Date(comparison(name, value, date)?)),
            }
        }
        Ok(tests)
    }

    /// `WhenFilter`
    fn when_tests(
        &mut self,
        certainty: Certainty,
        input: &Input,
    ) -> Result<Vec<ValueTest>, FieldError> {
        let operators = self.operators(input)?;
        let test = |(name, value): &(String, Input)| {
            Ok(ValueTest::Lies(certainty, self.when(name, value)?))
        };
        operators.into_iter().map(test).collect()
    }

    fn when(&mut self, name: &str, value: &Input) -> Result<Days, FieldError> {
        let known = || match date(value, name)? {
            date if date.precision() == Precision::Unknown => Err(FieldError::bad_input(format!(
                "`{name}` takes a date that is known, and \"?\" is none"
            ))),
            date => Ok(date),
        };
        match name {
            "before" => Ok(Days { from: Day::MIN, to: known()?.earliest() - 1 }),
            "after" => Ok(Days { from: known()?.latest() + 1, to: Day::MAX }),
            _ => self.date_range(value),
        }
    }

    /// `DateRange`
    pub(super) fn date_range(&mut self, input: &Input) -> Result<Days, FieldError> {
        let mut days = Days { from: Day::MIN, to: Day::MAX };
        for (name, value) in self.terms(input)? {
            match name.as_str() {
                "from" => days.from = full_date(value, name)?,
                _ => days.to = full_date(value, name)?,
            }
        }
        if days.from > days.to {
            return Err(FieldError::bad_input(
                "the range of days ends before it starts; `from` is its first day, `to` its last",
            ));
        }
        Ok(days)
    }
}

/// The day of a `Date`.
pub(super) fn full_date(value: &Input, name: &str) -> Result<Day, FieldError> {
    let date: PartialDate = date(value, name)?;
    match (date.precision(), date.qualifier()) {
        (Precision::Day, Qualifier::Exact) => Ok(date.earliest()),
        _ => Err(FieldError::bad_input(format!(
            "`{name}` takes a full date such as \"2019-05-03\", and \"{date}\" is none"
        ))),
    }
}
