//! The values that operators compare with, each read as its scalar has it.

use super::terms::{OR_IS_NULL, null_value};
use crate::{
    names::comparison_key,
    ontology::Scalar,
    plan::{FieldError, Input},
    value::{DateTime, Decimal, PartialDate, Value, url},
};

pub(super) fn int(value: &Input) -> Result<i32, FieldError> {
    match value {
        Input::Int(number) => Ok(i32::try_from(*number).unwrap_or_default()),
        _ => Err(not_null()),
    }
}

pub(super) fn float(value: &Input) -> Result<f64, FieldError> {
    match value {
        Input::Int(number) => Ok(*number as f64),
        Input::Float(number) => Ok(*number),
        // An integer of the document that 64 bits do not hold is kept as it is written.
        Input::Text(digits) => digits.parse().map_err(|_| not_null()),
        _ => Err(not_null()),
    }
}

pub(super) fn date(value: &Input) -> Result<PartialDate, FieldError> {
    let text = value.text().ok_or_else(|| match value {
        Input::Null => not_null(),
        _ => FieldError::of_value(" takes a date as a text: \"2019-05\""),
    })?;
    text.parse().map_err(wrong)
}

pub(super) fn big_int(value: &Input) -> Result<i64, FieldError> {
    match read(Scalar::BigInt, value)? {
        Value::BigInt(number) => Ok(number),
        other => unreachable!("a BigInt is read as {other:?}"),
    }
}

pub(super) fn decimal(value: &Input) -> Result<Decimal, FieldError> {
    match read(Scalar::Decimal, value)? {
        Value::Decimal(number) => Ok(number),
        other => unreachable!("a Decimal is read as {other:?}"),
    }
}

pub(super) fn instant(value: &Input) -> Result<DateTime, FieldError> {
    match read(Scalar::DateTime, value)? {
        Value::DateTime(instant) => Ok(instant),
        other => unreachable!("a DateTime is read as {other:?}"),
    }
}

/// Reads a value as files have it. A whole number is read by its digits; one with a fraction may
/// have been rounded on its way.
fn read(scalar: Scalar, value: &Input) -> Result<Value, FieldError> {
    let text = value.text().ok_or_else(|| match value {
        Input::Null => not_null(),
        _ => FieldError::of_value(format_args!(" takes {}, in double quotes", scalar.describe())),
    })?;
    scalar.parse(&text).map_err(wrong)
}

/// The JSON of a cell of a type that has only equality.
pub(super) fn cell(scalar: Scalar, value: &Input) -> Result<String, FieldError> {
    match (scalar, value) {
        (Scalar::Boolean, Input::Boolean(boolean)) => Ok(boolean.to_string()),
        (Scalar::Boolean | Scalar::Id | Scalar::Json | Scalar::Enum(_), _) => {
            let text = value.text().ok_or_else(not_null)?;
            Ok(Value::Text(text.into()).to_json())
        }
        (
            Scalar::String
            | Scalar::Url
            | Scalar::Int
            | Scalar::Float
            | Scalar::BigInt
            | Scalar::Decimal
            | Scalar::PartialDate
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Structured(_),
            _,
        ) => unreachable!("{scalar:?} has keys of its own"),
    }
}

/// The key by which an item of a list compares: a text by its comparison key, a number of 64 bits,
/// a decimal fraction and an instant by their numbers, all else by its JSON.
pub(super) fn item_key(scalar: Scalar, value: &Input) -> Result<String, FieldError> {
    match scalar {
        Scalar::String => Ok(comparison_key(&value.text().ok_or_else(not_null)?)),
        Scalar::Url => {
            let text = value.text().ok_or_else(not_null)?;
            url::check(&text).map_err(wrong)?;
            Ok(comparison_key(&text))
        }
        Scalar::Int => value.text().ok_or_else(not_null),
        Scalar::Float => Ok(Value::Float(float(value)?).to_json()),
        Scalar::BigInt => Ok(big_int(value)?.to_string()),
        Scalar::Decimal => Ok(decimal(value)?.to_string()),
        Scalar::DateTime => Ok(instant(value)?.microseconds().to_string()),
        Scalar::PartialDate | Scalar::Date => Ok(Value::Date(date(value)?).to_json()),
        Scalar::Id | Scalar::Boolean | Scalar::Json | Scalar::Enum(_) => cell(scalar, value),
        Scalar::Structured(_) => {
            unreachable!("a list of structured values is not searched for one")
        }
    }
}

pub(super) fn not_null() -> FieldError {
    null_value(OR_IS_NULL)
}

/// The error of a value that its type does not have, by the words that files get.
pub(super) fn wrong(fault: impl std::fmt::Display) -> FieldError {
    FieldError::of_value(format_args!(": {fault}"))
}
