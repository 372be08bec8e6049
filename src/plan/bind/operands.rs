//! The values that operators compare with, each read as its scalar has it.

use super::terms::{OR_IS_NULL, null_value};
use crate::{
    names::comparison_key,
    ontology::Scalar,
    plan::{FieldError, Input},
    value::{DateTime, Decimal, PartialDate, Value, number::write_float, url},
};

pub(super) fn int(value: &Input) -> Result<i32, FieldError> {
    match read(Scalar::Int, value)? {
        Value::Int(number) => Ok(number),
        other => unreachable!("an Int is read as {other:?}"),
    }
}

pub(super) fn float(value: &Input) -> Result<f64, FieldError> {
    value.float().ok_or_else(|| wrong_form(Scalar::Float, value))
}

pub(super) fn date(value: &Input) -> Result<PartialDate, FieldError> {
    let text = value.text().ok_or_else(|| match value {
        Input::Null => not_null(),
        _ => FieldError::of_value(" takes a date as a text: \"2019-05\""),
    })?;
    text.parse().map_err(wrong)
}

/// A text. A scalar that is none of GraphQL's own, such as `URL`, may be given anything.
pub(super) fn text(value: &Input) -> Result<String, FieldError> {
    value.text().ok_or_else(|| match value {
        Input::Null => not_null(),
        _ => FieldError::of_value(" takes a text, in double quotes"),
    })
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

/// Reads a value as files have it. A number of a document is read by its digits. One with a fraction
/// in variables may have been rounded on its way, so it is no `Decimal`.
pub(in crate::plan) fn read(scalar: Scalar, value: &Input) -> Result<Value, FieldError> {
    let text = match value {
        Input::Fraction(digits) => digits.clone(),
        Input::Float(number) if scalar == Scalar::Float => write_float(*number),
        Input::Float(number) if scalar == Scalar::Decimal => {
            let digits = write_float(*number);
            return Err(wrong(format_args!(
                "{digits} in variables may have been rounded; write it as a text: \"{digits}\""
            )));
        }
        Input::Boolean(boolean) if scalar == Scalar::Boolean => boolean.to_string(),
        other => other.text().ok_or_else(|| wrong_form(scalar, value))?,
    };
    scalar.parse(&text).map_err(wrong)
}

/// The error of a value of another form than those of a scalar have.
fn wrong_form(scalar: Scalar, value: &Input) -> FieldError {
    match (scalar, value) {
        (_, Input::Null) => not_null(),
        (Scalar::Int | Scalar::Float, _) => {
            FieldError::of_value(format_args!(" takes {}", scalar.describe()))
        }
        _ => FieldError::of_value(format_args!(" takes {}, in double quotes", scalar.describe())),
    }
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
        Scalar::String => Ok(comparison_key(&text(value)?)),
        Scalar::Url => {
            let text = text(value)?;
            url::check(&text).map_err(wrong)?;
            Ok(comparison_key(&text))
        }
        Scalar::Int => Ok(int(value)?.to_string()),
        Scalar::Float => Ok(Value::Float(float(value)?).to_json()),
        Scalar::BigInt => Ok(big_int(value)?.to_string()),
        Scalar::Decimal => Ok(decimal(value)?.to_string()),
        Scalar::DateTime => Ok(instant(value)?.microseconds().to_string()),
        Scalar::PartialDate | Scalar::Date => Ok(date(value)?.to_string()),
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
