//! Numbers: the one place that reads them from text and writes them as text.
//!
//! `91.08963123300745` in a file, in a filter, in a cursor and in an answer is the same
//! number. Reading and writing are exact: the shortest text that names a double is written,
//! and it is read back as that double ([Number::toString of
//! ECMAScript](https://tc39.es/ecma262/#sec-numeric-types-number-tostring)). Negative zero is read as zero, which it equals.

use rust_decimal::Decimal;
use serde::Serialize;
use std::io;

/// Below this, 2^53, a double holds every whole number.
const EXACT_BELOW: f64 = 9_007_199_254_740_992.0;

/// Reads an `Int`.
///
/// # Errors
/// The fault of the text, in words.
pub(super) fn parse_int(text: &str) -> Result<i32, String> {
    text.parse().map_err(|_| match is_whole(text) {
        true => format!("{text} is not an Int, which has 32 bits; use Float for larger numbers"),
        false => format!("\"{text}\" is not an Int; write a whole number"),
    })
}

/// Reads a `BigInt`.
///
/// # Errors
/// The fault of the text, in words.
pub(super) fn parse_big_int(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| match is_whole(text) {
        true => {
            format!("{text} is not a BigInt, which has 64 bits; use Decimal for larger numbers")
        }
        false => format!("\"{text}\" is not a BigInt; write a whole number"),
    })
}

/// Returns whether a text is a whole number, however many digits it has.
fn is_whole(text: &str) -> bool {
    is_digits(text.strip_prefix(['-', '+']).unwrap_or(text))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads a `Decimal`: digits with a point among them, without an exponent. Zeros at the end are
/// kept, so that `12.50` stays an amount with cents.
///
/// # Errors
/// The fault of the text, in words.
pub(super) fn parse_decimal(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(format!(
            "\"{text}\" is not a Decimal; write digits, with a point if there is a fraction: 12.50"
        ));
    }
    let number = Decimal::from_str_exact(text)
        .map_err(|_| format!("{text} has more digits than a Decimal, which has 28; use String"))?;
    // There is one zero.
    Ok(if number.is_zero() { number.abs() } else { number })
}

/// Reads a `Float`: a number without units, blanks and signs of thousands.
///
/// A fraction becomes the nearest double, as everywhere. A number that is too large or too
/// small for a double is refused, and so is a whole number that a double would change:
/// `9007199254740993` would become `9007199254740992`.
///
/// # Errors
/// The fault of the text, in words.
pub(super) fn parse_float(text: &str) -> Result<f64, String> {
    let begins_as_number = text.bytes().any(|byte| byte.is_ascii_digit());
    let number = text.parse::<f64>().ok().filter(|_| begins_as_number);
    let Some(number) = number else { return Err(format!("\"{text}\" is not a number")) };
    if number.is_infinite() {
        return Err(format!("{text} is too large for a Float; use String"));
    }
    if number == 0.0 && has_digit_other_than_zero(text) {
        return Err(format!("{text} is too small for a Float; use String"));
    }
    if let Some(kept) = changed_whole_number(text, number) {
        return Err(format!(
            "a Float cannot hold {text} exactly, it would become {kept}; use String"
        ));
    }
    // The sum of both zeros is the positive one.
    Ok(number + 0.0)
}

/// Returns whether a number that was read as zero is not zero as it is written.
fn has_digit_other_than_zero(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// Returns the nearest double of a whole number that no double holds.
fn changed_whole_number(text: &str, number: f64) -> Option<String> {
    let digits = text.trim_start_matches(['+', '-']);
    if number.abs() < EXACT_BELOW || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The double itself, and the shortest number that is read as it, name it exactly.
    let (exact, shortest) = (format!("{:.0}", number.abs()), number.abs().to_string());
    let digits = digits.trim_start_matches('0');
    (digits != exact && digits != shortest).then(|| number.to_string())
}

/// The double that is nearest to a decimal fraction.
pub fn nearest_float(number: Decimal) -> f64 {
    let (digits, scale) = (number.mantissa() as f64, number.scale() as usize);
    match POWERS_OF_TEN.get(scale) {
        // Both are exact, so the quotient is rounded once.
        Some(power) if digits.abs() < EXACT_BELOW => digits / power,
        // `Decimal::to_f64` rounds several times. The text is a number: it has digits alone.
        Some(_) | None => number.to_string().parse().unwrap_or(f64::NAN),
    }
}

/// The digits that a `Float` is shown with; `None` if a `Decimal` has no room for them.
pub fn shown_digits(number: f64) -> Option<Decimal> {
    Decimal::from_str_exact(&number.to_string()).ok()
}

/// The powers of ten that doubles hold exactly.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Writes a `Float` as ECMAScript does, and so every JSON of a browser: `91`, `0.5`,
/// `1e+21`. RFC 8785, JSON Canonicalization Scheme, section 3.2.2.3, asks for the same.
///
/// A number that is not finite, which no reader lets through, is `null`.
pub fn write_float(number: f64) -> String {
    if number.is_finite() {
        ryu_js::Buffer::new().format_finite(number).to_owned()
    } else {
        "null".to_owned()
    }
}

/// A JSON value as text, its floats written by [`write_float`]: `serde_json` would write `91.0`
/// and `1e21`.
pub fn json_text(value: &serde_json::Value) -> String {
    let mut text = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(&mut text, Floats);
    // Neither a value nor a vector of bytes can fail.
    let written = value.serialize(&mut writer);
    written.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

/// Compact JSON but for its floats.
struct Floats;

impl serde_json::ser::Formatter for Floats {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, number: f64) -> io::Result<()> {
        writer.write_all(write_float(number).as_bytes())
    }
}

/// Returns whether a text is a number as JSON writes them (RFC 8259, section 6).
pub fn is_json_number(text: &str) -> bool {
    let starts = text.bytes().next().is_some_and(|byte| byte == b'-' || byte.is_ascii_digit());
    starts
        && serde_json::from_str::<&serde_json::value::RawValue>(text)
            .is_ok_and(|raw| raw.get() == text)
}

/// Checks a number of a `JSON` value, which is kept as it is written.
///
/// # Errors
/// If it is beyond every double: most readers of JSON would refuse the whole response.
pub fn check_json_number(text: &str) -> Result<(), String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(()),
        _ => Err(format!("{text} is too large for a number in JSON; put it in quotes")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_double_comes_back_as_itself() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..100_000 {
            // Xorshift: every bit pattern may come, those that are not finite are passed over.
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            let number = f64::from_bits(bits);
            if !number.is_finite() {
                continue;
            }
            let text = write_float(number);
            assert_eq!(parse_float(&text).map(f64::to_bits), Ok(bits), "{text}");
            let json: f64 = serde_json::from_str(&text).unwrap();
            assert_eq!(json.to_bits(), bits, "{text}");
        }
    }

    #[test]
    fn floats_are_written_as_ecmascript_does() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (91.0, "91"),
            (-2.5, "-2.5"),
            (91.08963123300745, "91.08963123300745"),
            (1e15, "1000000000000000"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (0.000001, "0.000001"),
            (1e-7, "1e-7"),
            (5e-324, "5e-324"),
            (f64::NAN, "null"),
        ] {
            assert_eq!(write_float(number), text);
        }
    }

    #[test]
    fn json_has_the_same_floats() {
        let value = serde_json::json!({"a": [91.0, 1e21, 1e20, 0.5, -0.0, 7], "b": {"c": "1.0"}});
        let text = r#"{"a":[91,1e+21,100000000000000000000,0.5,0,7],"b":{"c":"1.0"}}"#;
        assert_eq!(json_text(&value), text);
    }

    #[test]
    fn floats_that_cannot_be_held_say_so() {
        for (text, number) in [
            ("2.5e3", 2500.0),
            ("-0", 0.0),
            ("0e9", 0.0),
            ("9007199254740992", 9_007_199_254_740_992.0),
            ("9007199254740994", 9_007_199_254_740_994.0),
            ("10000000000000000000000", 1e22),
            ("16103276411517024000", 16_103_276_411_517_024_000.0),
            ("16103276411517024256", 16_103_276_411_517_024_000.0),
            ("0.1000000000000000055511151231257827", 0.1),
            ("1.2345678901234567e22", 1.234_567_890_123_456_7e22),
        ] {
            assert_eq!(parse_float(text), Ok(number), "{text}");
            assert!(parse_float(text).unwrap().is_sign_positive());
        }
        for (text, what) in [
            ("nan", "\"nan\" is not a number"),
            ("inf", "\"inf\" is not a number"),
            ("1 000", "\"1 000\" is not a number"),
            ("", "\"\" is not a number"),
            ("12 km", "\"12 km\" is not a number"),
            ("1e999", "1e999 is too large for a Float; use String"),
            ("-1e999", "-1e999 is too large for a Float; use String"),
            ("1e-999", "1e-999 is too small for a Float; use String"),
            (
                "9007199254740993",
                "a Float cannot hold 9007199254740993 exactly, it would become \
                 9007199254740992; use String",
            ),
            (
                "-123456789012345678901234",
                "a Float cannot hold -123456789012345678901234 exactly, it would become \
                 -123456789012345690000000; use String",
            ),
        ] {
            assert_eq!(parse_float(text), Err(what.to_owned()));
        }
    }

    #[test]
    fn ints_have_32_bits() {
        assert_eq!(parse_int("-2147483648"), Ok(i32::MIN));
        assert!(parse_int("2147483648").unwrap_err().contains("which has 32 bits"));
        assert!(parse_int(&"9".repeat(40)).unwrap_err().contains("which has 32 bits"));
        for text in ["1.5", "", "-", "+-1", "1_0"] {
            assert_eq!(
                parse_int(text).unwrap_err(),
                format!("\"{text}\" is not an Int; write a whole number")
            );
        }
    }

    #[test]
    fn big_ints_have_64_bits() {
        assert_eq!(parse_big_int("9223372036854775807"), Ok(i64::MAX));
        for text in ["9223372036854775808", &"9".repeat(40)] {
            assert!(parse_big_int(text).unwrap_err().contains("which has 64 bits"), "{text}");
        }
        assert_eq!(
            parse_big_int("1e3").unwrap_err(),
            "\"1e3\" is not a BigInt; write a whole number"
        );
    }

    #[test]
    fn decimals_are_exact() {
        let read = |text| parse_decimal(text).unwrap();
        assert_eq!(read("0.1") + read("0.2"), read("0.3"));
        assert_eq!(read("12.50"), read("12.5"));
        for text in ["12.50", "-0.10", "0", "7922816251426433759354395033.5"] {
            assert_eq!(read(text).to_string(), text);
        }
        assert_eq!(read("-0.0").to_string(), "0.0");
        for text in ["", ".", "1.", ".5", "1e3", "1_000", "1,5", "--1", "٣"] {
            assert!(
                parse_decimal(text)
                    .unwrap_err()
                    .contains("write digits, with a point if there is a fraction: 12.50"),
                "{text}"
            );
        }
        let long = "0.00000000000000000000000000001";
        assert!(parse_decimal(long).unwrap_err().contains("more digits than a Decimal"));
        assert!(parse_decimal(&"9".repeat(40)).is_err());
    }

    #[test]
    fn the_nearest_double_of_a_decimal_is_that_of_its_text() {
        assert_eq!(
            nearest_float(parse_decimal("482.92516304422379920602194285").unwrap()),
            482.9251630442238
        );
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            // Xorshift.
            bits ^= bits << 13;
            bits ^= bits >> 7;
            bits ^= bits << 17;
            bits
        };
        for round in 0..100_000 {
            let (low, high) = (next(), next() as u32);
            let [low, middle, high] = match round % 3 {
                0 => [low as u32, 0, 0],
                1 => [low as u32, (low >> 32) as u32, 0],
                _ => [low as u32, (low >> 32) as u32, high],
            };
            let (negative, scale) = (next() % 2 == 0, next() as u32 % 29);
            let number = Decimal::from_parts(low, middle, high, negative, scale);
            let text = number.to_string();
            assert_eq!(Ok(nearest_float(number)), text.parse(), "{text}");
        }
    }

    #[test]
    fn numbers_of_json() {
        for text in ["0", "-0", "1.50", "1E5", "123456789012345678901234567890"] {
            assert!(is_json_number(text), "{text}");
            assert_eq!(check_json_number(text), Ok(()));
        }
        for text in ["", "+1", "01", ".5", "5.", "0x1F", "1_000", " 1", "1 ", "null", "-"] {
            assert!(!is_json_number(text), "{text}");
        }
        assert!(check_json_number("1e400").is_err());
    }
}
