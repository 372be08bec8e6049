//! Values: the scalar types and their values, partial dates, and the time that facts hold.
//!
//! Nothing here knows type definitions, files or graphs.

mod bounds;
mod built_in;
mod date;
mod date_time;
mod exact;
mod extent;
pub mod fingerprint;
mod interval;
mod metric;
pub mod number;
mod period;
mod point;
mod scalar;
mod structured;
mod time_view;
pub mod url;

pub use bounds::{check_size, check_text};
pub use built_in::BuiltInType;
pub use date::{PartialDate, Precision, Qualifier};
pub use date_time::{DateTime, year_and_month_in_utc};
pub use exact::{Exact, ExactSum};
pub use extent::{Attesting, Extent};
pub use interval::{BLOCK, Day, Interval};
pub use metric::Metric;
pub use period::Period;
pub use point::{GeoBox, Point};
pub use rust_decimal::Decimal;
pub use scalar::{EnumId, Scalar, ValueTypeId};
pub use structured::Structured;
pub use time_view::TimeView;

/// A value of a property that was checked against its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `String`, `ID`, `URL` or the name of an enum value.
    Text(Box<str>),
    /// `Int`: 32 bits, as GraphQL has it.
    Int(i32),
    /// `Float`: finite.
    Float(f64),
    /// `BigInt`: 64 bits.
    BigInt(i64),
    /// `Decimal`: with the zeros at its end that it was written with.
    Decimal(Decimal),
    /// `Boolean`.
    Boolean(bool),
    /// `PartialDate` or `Date`.
    Date(PartialDate),
    /// `DateTime`.
    DateTime(DateTime),
    /// `JSON`: any value, as its JSON text without blanks between tokens. Numbers are as they
    /// were written: a number type would change those with many digits.
    Json(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// A value of a type with `@value`.
    Structured(Structured),
}

impl Value {
    /// Returns the value as JSON text, as responses show it.
    pub fn to_json(&self) -> String {
        match self {
            Self::Text(text) => crate::json::quote(text),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => number::write_float(*number),
            // A number of JSON would be read as a double, which has 53 bits.
            Self::BigInt(number) => format!("\"{number}\""),
            Self::Decimal(number) => format!("\"{number}\""),
            Self::Boolean(boolean) => boolean.to_string(),
            Self::Date(date) => format!("\"{date}\""),
            Self::DateTime(instant) => format!("\"{instant}\""),
            Self::Json(json) => json.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Structured(value) => value.to_json(),
        }
    }

    /// Returns whether two values of a property cannot both be right: `2010` and `2010-05` can, `1.5`
    /// and `1.50` are the same, and what only one of two structured values has says nothing of the
    /// other. Two lists can if they are as long and each two items can.
    pub fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(one), Self::Date(other)) => !one.can_be(*other),
            (Self::Structured(one), Self::Structured(other)) => {
                let fields = one.values().iter().zip(other.values());
                fields
                    .filter_map(|(one, other)| one.as_ref().zip(other.as_ref()))
                    .any(|(one, other)| one.contradicts(other))
            }
            (Self::List(one), Self::List(other)) => {
                one.len() != other.len()
                    || one.iter().zip(other).any(|(one, other)| one.contradicts(other))
            }
            (one, other) => one.to_key() != other.to_key(),
        }
    }

    /// Returns the value as one text for all of its spellings: `1.5` and `1.50` have the same.
    pub fn to_key(&self) -> String {
        match self {
            Self::Decimal(number) => number.normalize().to_string(),
            Self::DateTime(instant) => instant.microseconds().to_string(),
            Self::Text(_)
            | Self::Int(_)
            | Self::Float(_)
            | Self::BigInt(_)
            | Self::Boolean(_)
            | Self::Date(_)
            | Self::Json(_)
            | Self::List(_)
            | Self::Structured(_) => self.to_json(),
        }
    }
}
