//! `asOf`, `during`, `certain` and `status`: the change of the view under a field.

use super::{
    Values,
    dates::{date_range, full_date},
};
use crate::{
    ontology::{LinkStatus, StatusSet},
    plan::{FieldError, Input, ViewChange},
    value::Interval,
};

impl Values<'_> {
    /// The change of the view. A null argument resets it; if one argument is null and one has a
    /// value, the value counts.
    pub(in crate::plan) fn view(self) -> Result<ViewChange, FieldError> {
        let (as_of, during) = (self.get("asOf"), self.get("during"));
        let days = match (as_of, during) {
            (Some(_), Some(_)) => {
                return Err(FieldError::bad_input(
                    "`asOf` and `during` cannot stand together; ask of a day or of a range of days",
                ));
            }
            (Some(_), None) => {
                let day = full_date(self, "asOf")?;
                Some(Some(Interval::asked(day, day)))
            }
            (None, Some(range)) => {
                let days = date_range(range).map_err(|error| error.within("during"))?;
                Some(Some(days))
            }
            (None, None) if self.is_given("asOf") || self.is_given("during") => Some(None),
            (None, None) => None,
        };
        let certain = self
            .is_given("certain")
            .then(|| self.get("certain").is_some_and(|certain| *certain == Input::Boolean(true)));
        Ok(ViewChange { days, certain, status: self.status()? })
    }

    /// The statuses that `status` leaves in view; all of them if it is null, and `None` if it is
    /// absent.
    pub(in crate::plan) fn status(self) -> Result<Option<StatusSet>, FieldError> {
        let Some(given) = self.get("status") else {
            return Ok(self.is_given("status").then_some(StatusSet::ALL));
        };
        let names = given.items().iter().filter_map(Input::text);
        let status = |name: String| {
            LinkStatus::from_name(&name).ok_or_else(|| FieldError::unknown("status", &name))
        };
        Ok(Some(StatusSet::of(&names.map(status).collect::<Result<Vec<_>, _>>()?)))
    }
}
