//! The arguments of `changes` and `timeline`.

use super::{
    Binder, Values,
    dates::{days, full_date},
    must_not_be_null,
};
use crate::{
    ontology::Limit,
    plan::{Certainty, Cursor, FieldError, Input, MomentPage},
};

impl Binder<'_> {
    pub(super) fn changes(&mut self, values: Values<'_>) -> Result<MomentPage, FieldError> {
        for name in ["from", "to"] {
            values.get(name).ok_or_else(|| must_not_be_null(name, "Date!"))?;
        }
        self.moments(values, Vec::new())
    }

    pub(super) fn timeline(&mut self, values: Values<'_>) -> Result<MomentPage, FieldError> {
        let mut ids = self.ids(values)?;
        ids.sort_unstable();
        ids.dedup();
        self.moments(values, ids)
    }

    fn moments(&self, values: Values<'_>, ids: Vec<String>) -> Result<MomentPage, FieldError> {
        let day = |name| values.get(name).map(|value| full_date(value, name)).transpose();
        let days = days(day("from")?, day("to")?)?;
        let certain = values.get("certain") == Some(&Input::Boolean(true));
        Ok(MomentPage {
            ids,
            days,
            certainty: if certain { Certainty::Certainly } else { Certainty::Possibly },
            scope: self.element_scope(values),
            slice: self.slice(Limit::default(), Cursor::MOMENT_KEYS, values)?,
        })
    }
}
