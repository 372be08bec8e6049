//! Arguments of graph questions: ends of paths, lists of ids, numbers with a bound.

use super::{Binder, Values, must_not_be_null};
use crate::plan::{FieldError, Input};

impl Values<'_> {
    /// Returns whether a Boolean argument is true.
    pub(in crate::plan) fn flag(self, name: &str) -> bool {
        self.get(name) == Some(&Input::Boolean(true))
    }
}

impl Binder<'_> {
    /// `from` and `to`.
    pub(in crate::plan) fn ends(&self, values: Values<'_>) -> Result<[String; 2], FieldError> {
        let end = |name| values.text(name).ok_or_else(|| must_not_be_null(name, "ID!"));
        Ok([end("from")?, end("to")?])
    }

    /// A list of ids that may be absent; each once.
    pub(in crate::plan) fn id_list(
        &self,
        values: Values<'_>,
        name: &'static str,
    ) -> Result<Vec<String>, FieldError> {
        let mut ids = values.texts(name);
        ids.sort_unstable();
        ids.dedup();
        let most = self.limits.page_size;
        if ids.len() as u64 > most {
            let message =
                format!("`{name}` has {} ids, and at most {most} are taken; name fewer", ids.len());
            return Err(FieldError::out_of_bounds("page_size", message).at(name));
        }
        Ok(ids)
    }

    /// A list of ids that must name at least one entity; each once.
    pub(in crate::plan) fn required_ids(
        &self,
        values: Values<'_>,
        name: &'static str,
    ) -> Result<Vec<String>, FieldError> {
        let given = values.get(name).ok_or_else(|| must_not_be_null(name, "[ID!]!"))?.items();
        if given.contains(&Input::Null) {
            return Err(must_not_be_null(name, "[ID!]!"));
        }
        let ids = self.id_list(values, name)?;
        if ids.is_empty() {
            let message = format!("`{name}` is an empty list; name at least one entity");
            return Err(FieldError::bad_input(message).at(name));
        }
        Ok(ids)
    }

    /// A number that is not negative.
    pub(in crate::plan) fn number(
        &self,
        values: Values<'_>,
        name: &'static str,
    ) -> Result<Option<u32>, FieldError> {
        let Some(number) = values.get(name).and_then(Input::integer) else { return Ok(None) };
        let number = u32::try_from(number).map_err(|_| {
            let message = format!("`{name}` is {number}; it cannot be negative");
            FieldError::bad_input(message).at(name)
        })?;
        Ok(Some(number))
    }

    /// A number that is not negative, up to a limit.
    pub(in crate::plan) fn count_up_to(
        &self,
        values: Values<'_>,
        name: &'static str,
        limit: &'static str,
        most: u64,
    ) -> Result<Option<u32>, FieldError> {
        let number = self.number(values, name)?;
        match number {
            Some(number) if u64::from(number) > most => {
                let message = format!("`{name}` is {number}, and it can be at most {most}");
                Err(FieldError::out_of_bounds(limit, message).at(name))
            }
            number => Ok(number),
        }
    }
}
