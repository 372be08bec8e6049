//! `asOf`, `during` and `certain`: the change of the time view under a field.

use super::{
    Values,
    dates::{date_range, full_date},
};
use crate::{
    plan::{FieldError, Input, TimeViewChange},
    value::Interval,
};

impl Values<'_> {
    /// What the arguments change. One that is null resets; of one that is null and one that
    /// has a value, the value counts.
    pub(in crate::plan) fn view(self) -> Result<TimeViewChange, FieldError> {
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
            (None, Some(range)) => Some(Some(date_range(range)?)),
            (None, None) if self.is_given("asOf") || self.is_given("during") => Some(None),
            (None, None) => None,
        };
        let certain = self
            .is_given("certain")
            .then(|| self.get("certain").is_some_and(|certain| *certain == Input::Boolean(true)));
        Ok(TimeViewChange { days, certain })
    }
}
