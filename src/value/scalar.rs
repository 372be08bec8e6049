//! The scalar types: one table with their names, how they are read and what a value is.
//!
//! Files, defaults of definitions and lists of the API all read a value by
//! [`Scalar::parse`], and [`Value::to_json`] is the only way back. Everything that depends on
//! the type elsewhere (the column of the graph, the filter of the API) matches [`Scalar`]
//! without a fallback, so that a new row here does not compile until it is complete.

use super::{PartialDate, Value, number, url};
use crate::json;

/// An enum of the type definitions: its position in their list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub u16);

impl EnumId {
    /// The position.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A type of structured values, with `@value`: its position in the list of the type definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueTypeId(pub u16);

impl ValueTypeId {
    /// The position.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The type of a value: a scalar, an enum, or a type of structured values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// `String`
    String,
    /// `ID`
    Id,
    /// `Int`
    Int,
    /// `Float`
    Float,
    /// `BigInt`: a whole number of 64 bits, a text in JSON.
    BigInt,
    /// `Decimal`: a decimal fraction that is kept exactly, a text in JSON.
    Decimal,
    /// `Boolean`
    Boolean,
    /// `PartialDate`
    PartialDate,
    /// `Date`: a full date.
    Date,
    /// `DateTime`: an instant.
    DateTime,
    /// `URL`
    Url,
    /// `JSON`
    Json,
    /// An enum of the definitions.
    Enum(EnumId),
    /// A type of structured values.
    Structured(ValueTypeId),
}

/// The name of each scalar that definitions can use, and a value of it in words.
const TABLE: [(Scalar, &str, &str); 12] = [
    (Scalar::String, "String", "a text in double quotes"),
    (Scalar::Id, "ID", "an id: a text in double quotes, or a whole number"),
    (Scalar::Int, "Int", "a whole number of 32 bits"),
    (Scalar::Float, "Float", "a number"),
    (Scalar::BigInt, "BigInt", "a whole number of 64 bits"),
    (Scalar::Decimal, "Decimal", "a decimal fraction such as 12.50"),
    (Scalar::Boolean, "Boolean", "true or false"),
    (Scalar::PartialDate, "PartialDate", "a date such as \"2019\", \"2019-05\" or \"2019-05-03\""),
    (Scalar::Date, "Date", "a full date such as \"2019-05-03\""),
    (Scalar::DateTime, "DateTime", "a date with a time such as \"2024-05-01T12:30:00+06:00\""),
    (Scalar::Url, "URL", "an absolute URL in double quotes"),
    (Scalar::Json, "JSON", "JSON"),
];

impl Scalar {
    /// The scalars that definitions can use, in the order in which they are listed.
    pub fn names<'n>() -> impl Iterator<Item = &'n str> {
        TABLE.iter().map(|&(_, name, _)| name)
    }

    /// The scalar of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        TABLE.iter().find(|(_, word, _)| *word == name).map(|&(scalar, ..)| scalar)
    }

    /// A value of the type in words: `a whole number of 32 bits`.
    pub fn describe(self) -> &'static str {
        let row = TABLE.iter().find(|(scalar, ..)| *scalar == self);
        let other = match self {
            Self::Structured(_) => "an object with the fields of its type",
            Self::Enum(_)
            | Self::String
            | Self::Id
            | Self::Int
            | Self::Float
            | Self::BigInt
            | Self::Decimal
            | Self::Boolean
            | Self::PartialDate
            | Self::Date
            | Self::DateTime
            | Self::Url
            | Self::Json => "a value of the enum",
        };
        row.map_or(other, |&(.., words)| words)
    }

    /// Returns whether its values are dates.
    pub fn is_date(self) -> bool {
        matches!(self, Self::PartialDate | Self::Date)
    }

    /// Reads a value from its text. For `JSON` the text is a JSON string; for an enum the
    /// caller has checked that the enum has a value of this name. A structured value has no text.
    ///
    /// # Errors
    /// The fault of the text, in words.
    pub fn parse(self, text: &str) -> Result<Value, String> {
        match self {
            Self::String | Self::Id | Self::Enum(_) => Ok(Value::Text(text.into())),
            Self::Int => number::parse_int(text).map(Value::Int),
            Self::Float => number::parse_float(text).map(Value::Float),
            Self::BigInt => number::parse_big_int(text).map(Value::BigInt),
            Self::Decimal => number::parse_decimal(text).map(Value::Decimal),
            Self::Boolean => match text {
                "true" => Ok(Value::Boolean(true)),
                "false" => Ok(Value::Boolean(false)),
                _ => Err(format!("\"{text}\" is not a Boolean; write true or false")),
            },
            Self::PartialDate => text.parse().map(Value::Date),
            Self::Date => PartialDate::parse_full(text).map(Value::Date),
            Self::DateTime => text.parse().map(Value::DateTime),
            Self::Url => url::check(text).map(|()| Value::Text(text.into())),
            Self::Json => Ok(Value::Json(json::quote(text).into())),
            Self::Structured(_) => {
                Err(format!("\"{text}\" is a text, and this is a value with fields"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_has_a_row_and_reads_its_own_values() {
        for (name, text, printed) in [
            ("String", "a", "\"a\""),
            ("ID", "7", "\"7\""),
            ("Int", "-3", "-3"),
            ("Float", "2.50", "2.5"),
            ("BigInt", "-9223372036854775808", "\"-9223372036854775808\""),
            ("Decimal", "12.50", "\"12.50\""),
            ("Boolean", "true", "true"),
            ("PartialDate", "2019-05~", "\"2019-05~\""),
            ("Date", "2019-05-03", "\"2019-05-03\""),
            ("DateTime", "2024-05-01T06:30:00Z", "\"2024-05-01T06:30:00Z\""),
            ("URL", "HTTP://a.b", "\"HTTP://a.b\""),
            ("JSON", "1", "\"1\""),
        ] {
            let scalar = Scalar::from_name(name).unwrap();
            assert_eq!(scalar.parse(text).unwrap().to_json(), printed);
        }
        assert_eq!(Scalar::names().count(), 12);
        assert_eq!(Scalar::from_name("Long"), None);
    }

    #[test]
    fn what_is_no_value_is_refused_with_a_reason() {
        for (scalar, text, reason) in [
            (Scalar::Int, "x", "\"x\" is not an Int; write a whole number"),
            (Scalar::Boolean, "no", "\"no\" is not a Boolean; write true or false"),
            (Scalar::Date, "2019-05", "\"2019-05\" is not a full date; write it as 2019-05-03"),
            (
                Scalar::Date,
                "2019-05-03?",
                "\"2019-05-03?\" is not a full date; write it as 2019-05-03",
            ),
            (Scalar::Url, "a.b", "\"a.b\" is not a URL; write it with http:// or https://"),
        ] {
            assert_eq!(scalar.parse(text), Err(reason.to_owned()));
        }
    }
}
