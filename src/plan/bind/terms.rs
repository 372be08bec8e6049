//! The conditions of a filter, one by one: counted, none of them null, their errors with a path.

use super::Binder;
use crate::plan::{CountTest, FieldError, Input, Quantifier};

/// The hint on how to find absent values, in errors of filters on one value.
pub(super) const OR_IS_NULL: &str = ", or ask with `isNull: true`";

impl Binder<'_> {
    /// Reads each condition of a filter.
    pub(super) fn each<T>(
        &mut self,
        input: &Input,
        read: impl FnMut(&mut Self, &str, &Input) -> Result<T, FieldError>,
    ) -> Result<Vec<T>, FieldError> {
        self.each_or(input, "", read)
    }

    /// Reads each condition of a filter. One that is null is refused: a variable that was
    /// forgotten must not turn a condition off. `instead` says how else absent values are found.
    pub(super) fn each_or<T>(
        &mut self,
        input: &Input,
        instead: &str,
        mut read: impl FnMut(&mut Self, &str, &Input) -> Result<T, FieldError>,
    ) -> Result<Vec<T>, FieldError> {
        let fields = self.terms(input, instead)?.iter();
        let read = |(name, value): &(String, Input)| {
            self.at(name, |it| read(it, name, value)).map_err(|error| error.within(name))
        };
        fields.map(read).collect()
    }

    /// Reads each item of a list, with its place.
    pub(super) fn each_item<T>(
        &mut self,
        input: &Input,
        mut read: impl FnMut(&mut Self, &Input) -> Result<T, FieldError>,
    ) -> Result<Vec<T>, FieldError> {
        let items = input.items().iter().enumerate();
        let read = |(index, item)| {
            let item = self.at(&format!("[{index}]"), |it| read(it, item));
            item.map_err(|error| error.within_item(index))
        };
        items.map(read).collect()
    }

    /// Reads a value at a field of the one that is read, or at an item `[0]` of it.
    pub(super) fn at<T>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.place.len();
        self.place.push_str(if outer == 0 || step.starts_with('[') { "" } else { "." });
        self.place.push_str(step);
        let value = read(self);
        self.place.truncate(outer);
        value
    }

    /// The conditions of a filter, each counted, and none of them null.
    pub(super) fn terms<'i>(
        &mut self,
        input: &'i Input,
        instead: &str,
    ) -> Result<&'i [(String, Input)], FieldError> {
        let Input::Object(fields) = input else { return Ok(&[]) };
        if let Some((name, _)) = fields.iter().find(|(_, value)| *value == Input::Null) {
            let is_itself = instead.contains(&format!("`{name}:"));
            return Err(null_condition(name, if is_itself { "" } else { instead }));
        }
        self.count(fields)?;
        Ok(fields)
    }

    /// Counts conditions, and so each further value of a list: an entity is held against all
    /// of them.
    pub(super) fn count(&mut self, fields: &[(String, Input)]) -> Result<(), FieldError> {
        let values = fields.iter().map(|(_, value)| value.items().len().max(1));
        self.terms += values.sum::<usize>() as u64;
        let most = self.limits.filter_terms;
        if self.terms > most {
            let argument = self.place.split(['.', '[']).next().unwrap_or_default();
            let message = format!("`{argument}` has more than {most} conditions");
            return Err(FieldError::out_of_bounds("filter_terms", message));
        }
        Ok(())
    }

    /// The number of elements that must fulfil a condition: `some`, `all`, `none`, `single`,
    /// `count`.
    pub(super) fn quantified<T>(
        &mut self,
        input: &Input,
        mut one: impl FnMut(&mut Self, &Input) -> Result<T, FieldError>,
        mut count: impl FnMut(&mut Self, &Input) -> Result<(CountTest, T), FieldError>,
    ) -> Result<Vec<(Quantifier, T)>, FieldError> {
        self.each(input, |it, name, value| {
            let quantifier = match name {
                "some" => Quantifier::Some,
                "all" => Quantifier::All,
                "none" => Quantifier::None,
                "single" => Quantifier::Single,
                "count" => {
                    let (test, counted) = count(it, value)?;
                    return Ok((Quantifier::Count(test), counted));
                }
                _ => return Err(FieldError::unknown("condition", name)),
            };
            Ok((quantifier, one(it, value)?))
        })
    }
}

/// Reads each item of a list.
pub(in crate::plan) fn each_item<T>(
    input: &Input,
    mut read: impl FnMut(&Input) -> Result<T, FieldError>,
) -> Result<Vec<T>, FieldError> {
    let items = input.items().iter().enumerate();
    items.map(|(index, item)| read(item).map_err(|error| error.within_item(index))).collect()
}

/// The error of a condition that is null.
pub(super) fn null_condition(name: &str, instead: &str) -> FieldError {
    null_value(instead).within(name)
}

/// The error of a value that is null in a condition.
pub(super) fn null_value(instead: &str) -> FieldError {
    FieldError::of_value(format_args!(
        " cannot be null: a condition that is null would let everything pass; leave it out{instead}"
    ))
}
