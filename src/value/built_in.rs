//! The structured types that Corridor brings: what their values mean.

use super::{Point, Value};

/// A structured type that no file defines, with a meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltInType {
    /// `Money`: an amount in a currency.
    Money,
    /// `Point`: a place on the earth.
    Point,
}

impl BuiltInType {
    /// The type of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "Money" => Some(Self::Money),
            "Point" => Some(Self::Point),
            _ => None,
        }
    }

    /// Checks the value of a field, by what the type means.
    ///
    /// # Errors
    /// The fault of the value, in words.
    pub fn check(self, field: &str, value: &Value) -> Result<(), String> {
        match (self, field, value) {
            (Self::Money, "currency", Value::Text(code)) => check_currency(code),
            (Self::Point, "latitude", Value::Float(degrees)) => {
                check_degrees("latitude", *degrees, Point::MOST_LATITUDE)
            }
            (Self::Point, "longitude", Value::Float(degrees)) => {
                check_degrees("longitude", *degrees, Point::MOST_LONGITUDE)
            }
            (Self::Money | Self::Point, ..) => Ok(()),
        }
    }
}

/// Checks a code of a currency by its form alone
/// ([ISO 4217](https://www.iso.org/iso-4217-currency-codes.html)): the list of currencies changes.
fn check_currency(code: &str) -> Result<(), String> {
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    Err(format!("\"{code}\" is not a currency; write its three capital letters, such as AZN"))
}

pub(super) fn check_degrees(what: &str, degrees: f64, most: f64) -> Result<(), String> {
    if (-most..=most).contains(&degrees) {
        return Ok(());
    }
    Err(format!("{degrees} is not a {what}, which is from -{most} to {most} degrees"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_three_capital_letters() {
        let check = |code: &str| BuiltInType::Money.check("currency", &Value::Text(code.into()));
        assert_eq!(check("AZN"), Ok(()));
        for wrong in ["azn", "AZ", "AZNM", "A N", "ÄZN", ""] {
            assert!(check(wrong).unwrap_err().contains("three capital letters"), "{wrong}");
        }
    }

    #[test]
    fn degrees_have_ranges() {
        let check = |field: &str, degrees| BuiltInType::Point.check(field, &Value::Float(degrees));
        for good in [-90.0, 0.0, 90.0] {
            assert_eq!(check("latitude", good), Ok(()));
        }
        assert_eq!(check("longitude", -180.0), Ok(()));
        assert_eq!(
            check("latitude", 90.1),
            Err("90.1 is not a latitude, which is from -90 to 90 degrees".to_owned())
        );
        assert!(check("longitude", -180.5).is_err());
    }
}
