//! Operators on values: `{ eq: ..., lt: ... }` to tests.

use super::{
    Binder,
    operands::{big_int, cell, date, decimal, float, instant, int, item_key, not_null},
    terms::{OR_IS_NULL, each_item},
};
use crate::{
    ontology::{PropertyType, Scalar},
    plan::{Comparison, FieldError, Input, ValueComparison},
    value::url,
};

/// The hint on how to find empty lists, in errors of filters on lists.
const OR_IS_EMPTY: &str = ", or ask with `isEmpty: true`";

/// Keeps [`Comparison`] in the signature of [`Binder::equality`] readable.
pub(super) type Tests<T> = Vec<Comparison<T>>;

impl Binder<'_> {
    /// The tests of a filter on a value of a type.
    pub(super) fn value_test(
        &mut self,
        ty: PropertyType,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        if ty.list {
            if let Scalar::Structured(id) = ty.scalar {
                return self.structured_list_test(id, input);
            }
            return self.list_tests(ty, input);
        }
        let tests = match ty.scalar {
            Scalar::String => wrap(self.text_tests(input)?, ValueComparison::Text),
            Scalar::Url => wrap(self.texts_like(input, &url::check)?, ValueComparison::Text),
            Scalar::Int => wrap(self.int_tests(input)?, ValueComparison::Int),
            Scalar::Float => wrap(self.float_tests(input)?, ValueComparison::Float),
            Scalar::BigInt => wrap(self.ordered(input, big_int)?, ValueComparison::BigInt),
            Scalar::Decimal => wrap(self.ordered(input, decimal)?, ValueComparison::Decimal),
            Scalar::DateTime => wrap(
                self.ordered(input, |value| Ok(instant(value)?.microseconds()))?,
                ValueComparison::DateTime,
            ),
            Scalar::PartialDate => self.date_tests(input)?,
            Scalar::Date => wrap(self.ordered(input, date)?, ValueComparison::Date),
            Scalar::Structured(id) => vec![self.structured_test(id, input)?],
            Scalar::Id | Scalar::Boolean | Scalar::Json | Scalar::Enum(_) => {
                wrap(self.ordered(input, |value| cell(ty.scalar, value))?, ValueComparison::Cell)
            }
        };
        Ok(all_of(tests))
    }

    pub(super) fn int_tests(&mut self, input: &Input) -> Result<Tests<i32>, FieldError> {
        self.ordered(input, int)
    }

    pub(super) fn float_tests(&mut self, input: &Input) -> Result<Tests<f64>, FieldError> {
        self.ordered(input, float)
    }

    /// `eq`, `ne`, `in`, `notIn` alone.
    pub(super) fn equality<T>(
        &mut self,
        input: &Input,
        read: impl Fn(&Input) -> Option<T>,
    ) -> Result<Tests<T>, FieldError> {
        self.ordered(input, |value| read(value).ok_or_else(not_null))
    }

    /// Operators on values that have an order, or only equality.
    pub(super) fn ordered<T>(
        &mut self,
        input: &Input,
        read: impl Fn(&Input) -> Result<T, FieldError>,
    ) -> Result<Tests<T>, FieldError> {
        self.each_or(input, OR_IS_NULL, |_, name, value| comparison(name, value, &read))
    }

    fn list_tests(
        &mut self,
        ty: PropertyType,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        let item = |value: &Input| item_key(ty.scalar, value);
        let tests = self.each_or(input, OR_IS_EMPTY, |_, name, value| {
            let mut distinct = match name {
                "isEmpty" => return Ok(ValueComparison::IsEmpty(*value == Input::Boolean(true))),
                "has" => vec![item(value)?],
                "hasAll" | "hasAny" => each_item(value, item)?,
                other => return Err(FieldError::unknown("operator", other)),
            };
            distinct.sort_unstable();
            distinct.dedup();
            let at_least = if name == "hasAll" { distinct.len() } else { 1 };
            Ok(ValueComparison::Has(distinct, at_least..=usize::MAX))
        });
        Ok(ValueComparison::All(tests?))
    }
}

/// One test of several that must all hold.
pub(super) fn all_of(tests: Vec<ValueComparison>) -> ValueComparison {
    match <[ValueComparison; 1]>::try_from(tests) {
        Ok([one]) => one,
        Err(several) => ValueComparison::All(several),
    }
}

/// One operator of `IntFilter`.
pub(super) fn int_test(name: &str, value: &Input) -> Result<Comparison<i32>, FieldError> {
    comparison(name, value, int)
}

/// One operator on values that have an order, or only equality.
pub(super) fn comparison<T>(
    name: &str,
    value: &Input,
    read: impl Fn(&Input) -> Result<T, FieldError>,
) -> Result<Comparison<T>, FieldError> {
    Ok(match name {
        "eq" => Comparison::In(vec![read(value)?]),
        "ne" => Comparison::NotIn(vec![read(value)?]),
        "in" => Comparison::In(each_item(value, read)?),
        "notIn" => Comparison::NotIn(each_item(value, read)?),
        "lt" => Comparison::Less(read(value)?),
        "gt" => Comparison::Greater(read(value)?),
        "lte" => Comparison::AtMost(read(value)?),
        "gte" => Comparison::AtLeast(read(value)?),
        "isNull" => Comparison::IsNull(*value == Input::Boolean(true)),
        other => return Err(FieldError::unknown("operator", other)),
    })
}

pub(super) fn wrap<T>(tests: Vec<T>, make: impl Fn(T) -> ValueComparison) -> Vec<ValueComparison> {
    tests.into_iter().map(make).collect()
}
