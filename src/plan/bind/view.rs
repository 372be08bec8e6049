//! `asOf`, `during` and `certain`: what a field changes of the view.

use super::Values;
use crate::{
    plan::{FieldError, Input, ViewChange},
    value::{Day, Interval, PartialDate, Precision, Qualifier},
};

impl Values<'_> {
    /// What the arguments change. One that is null resets; of one that is null and one that
    /// has a value, the value counts.
    pub(super) fn view(self) -> Result<ViewChange, FieldError> {
        let (as_of, during) = (self.get("asOf"), self.get("during"));
        let days = match (as_of, during) {
            (Some(_), Some(_)) => {
                return Err(FieldError::bad_input(
                    "`asOf` and `during` cannot stand together; ask of a day or of a range of days",
                ));
            }
            (Some(day), None) => {
                let day = Some(full_date(day, "asOf")?);
                Some(Some(Interval::asked(day, day)))
            }
            (None, Some(range)) => Some(Some(days(range)?)),
            (None, None) if self.is_given("asOf") || self.is_given("during") => Some(None),
            (None, None) => None,
        };
        let certain = self
            .is_given("certain")
            .then(|| self.get("certain").is_some_and(|certain| *certain == Input::Boolean(true)));
        Ok(ViewChange { days, certain })
    }
}

/// `DateRange`
fn days(range: &Input) -> Result<Interval, FieldError> {
    let Input::Object(fields) = range else { return Ok(Interval::asked(None, None)) };
    let bound = |name: &str, what: &str| {
        Values(fields).get(name).map(|date| full_date(date, what)).transpose()
    };
    let (from, to) = (bound("from", "during.from")?, bound("to", "during.to")?);
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            Err(FieldError::bad_input("`during` ends before it starts; exchange `from` and `to`"))
        }
        _ => Ok(Interval::asked(from, to)),
    }
}

/// A day that is asked of: neither a part of a date nor one that nobody is sure of.
fn full_date(input: &Input, name: &str) -> Result<Day, FieldError> {
    let refused = |reason: String| FieldError::bad_input(format!("`{name}`: {reason}"));
    let text = input.text().unwrap_or_default();
    let date: PartialDate = text.parse().map_err(refused)?;
    if date.precision() != Precision::Day || date.qualifier() != Qualifier::Exact {
        return Err(refused(format!("\"{text}\" is not a full date; write 2025-12-08")));
    }
    Ok(date.earliest())
}
