//! Reads the JSON of requests, with messages that say where in it something is wrong.

use super::Error;
use crate::json::unique_keys::UniqueKeys;
use serde_json::{Map, Value};

/// A JSON text that must be an object.
pub(super) fn object(name: &str, text: &str) -> Result<Map<String, Value>, Error> {
    match serde_json::from_str(text) {
        Ok(UniqueKeys(Value::Object(members))) => Ok(members),
        Ok(UniqueKeys(other)) => Err(wrong(name, "an object", &other)),
        Err(error) if error.is_data() => Err(Error::malformed(format!("`{name}`: {error}"))),
        Err(error) => Err(Error::malformed(format!("`{name}` is not JSON: {error}"))),
    }
}

/// Returns the error for a value of the wrong type.
pub(super) fn wrong(place: &str, wanted: &str, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Error::malformed(format!("`{place}` must be {wanted}, not {found}"))
}

/// A member that must be a string.
pub(super) fn string<'v>(place: &str, value: &'v Value) -> Result<&'v str, Error> {
    value.as_str().ok_or_else(|| wrong(place, "a string", value))
}

/// A member that must be a list.
pub(super) fn list<'v>(place: &str, value: &'v Value) -> Result<&'v [Value], Error> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| wrong(place, "a list", value))
}

/// A whole number from a least one up, also where it is written as a text, since forms send
/// nothing else.
pub(super) fn whole_number(place: &str, value: &Value, least: u64) -> Result<u64, Error> {
    let wanted = format!("a whole number from {least} up");
    let number = match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            let float = number.as_f64()?;
            (float >= 0.0 && float.fract() == 0.0 && float < 1e15).then_some(float as u64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => return Err(wrong(place, &wanted, value)),
    };
    number
        .filter(|number| *number >= least)
        .ok_or_else(|| Error::malformed(format!("`{place}` must be {wanted}")))
}
