//! Values: what a property can hold, partial dates, and the time that facts hold.
//!
//! Nothing here knows of types, files or graphs.

mod date;
mod extent;
pub mod fingerprint;
pub mod html;
mod time_view;

pub use date::{Day, PartialDate, Precision, Qualifier};
pub use extent::{BLOCK, Extent, Interval};
pub use time_view::TimeView;

/// A value of a property, after it was checked against its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `String`, `ID`, `URL` or the name of an enum value.
    Text(Box<str>),
    /// `Int`: 32 bits, as GraphQL has it.
    Int(i32),
    /// `Float`: finite.
    Float(f64),
    /// `Boolean`.
    Boolean(bool),
    /// `PartialDate` or `Date`.
    Date(PartialDate),
    /// `JSON`: anything.
    Json(serde_json::Value),
    /// A list.
    List(Vec<Value>),
}

impl Value {
    /// The value as JSON text, as responses show it.
    pub fn to_json(&self) -> String {
        match self {
            Self::Text(text) => crate::json::quote(text),
            Self::Int(number) => number.to_string(),
            // A whole number has no fraction, as JavaScript prints it.
            Self::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                (*number as i64).to_string()
            }
            Self::Float(number) => {
                serde_json::Number::from_f64(*number).map_or("null".into(), |n| n.to_string())
            }
            Self::Boolean(boolean) => boolean.to_string(),
            Self::Date(date) => format!("\"{date}\""),
            Self::Json(json) => json.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::to_json).collect();
                format!("[{}]", items.join(","))
            }
        }
    }
}
