//! Exact sums and means of whole numbers and decimal fractions.
//!
//! A `Decimal` has 28 digits, and the sum of some of them may need more. Here a sum is kept as two
//! integers, so that no digit of it is lost, and two sums compare as the numbers that they are.

use super::Decimal;
use std::{fmt, str::FromStr};

/// The digits behind the point that a number has at most; those that a `Decimal` can have.
const DIGITS: usize = 28;

/// The powers of ten, from 1 to that with as many zeros as a number has digits behind the point.
const POWERS_OF_TEN: [i128; DIGITS + 1] = {
    let mut powers = [1; DIGITS + 1];
    let mut at = 1;
    while at <= DIGITS {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// One, counted in units of the last digit.
const ONE: i128 = POWERS_OF_TEN[DIGITS];

/// A number with up to 28 digits behind the point and 38 before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact {
    /// The largest whole number that is not above it.
    whole: i128,
    /// The rest, in units of the last digit: from 0 to 1.
    rest: i128,
}

/// Numbers that are added up: so many of them as there are links, fewer than 2^32.
///
/// There is one for each of a million groups, so it is packed: an `i128` is aligned to 16 bytes.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, packed(8))]
pub struct ExactSum {
    whole: i128,
    /// In units of the last digit; each number adds less than one.
    rest: i128,
    count: u32,
    /// The digits behind the point of the number that is written with the most.
    scale: u8,
}

impl ExactSum {
    /// Adds a whole number.
    pub fn add_whole(&mut self, number: i128) {
        self.add(number, 0);
    }

    /// Adds a decimal fraction.
    pub fn add_decimal(&mut self, number: Decimal) {
        let (digits, scale) = (number.mantissa(), number.scale());
        // A `Decimal` has a scale of 28 at most.
        let (scale, one) = (scale as usize, POWERS_OF_TEN[scale as usize]);
        // Most amounts have few digits, and a division of 64 bits is much faster.
        let whole = match (i64::try_from(digits), i64::try_from(one)) {
            (Ok(digits), Ok(one)) => i128::from(digits / one),
            (Ok(_) | Err(_), _) => digits / one,
        };
        self.add(whole, (digits - whole * one) * POWERS_OF_TEN[DIGITS - scale]);
        self.scale = self.scale.max(scale as u8);
    }

    /// Adds a sum or a mean of others.
    pub fn add_exact(&mut self, number: Exact) {
        self.add(number.whole, number.rest);
    }

    fn add(&mut self, whole: i128, rest: i128) {
        self.count += 1;
        // All links together have fewer digits before the point. Only sums of sums that count a link
        // many times could have more, and those must not panic.
        self.whole = self.whole.saturating_add(whole);
        self.rest += rest;
    }

    /// The number of numbers.
    pub fn count(self) -> u32 {
        self.count
    }

    /// The sum; `None` of no numbers.
    pub fn sum(self) -> Option<Exact> {
        let whole = self.whole.saturating_add(self.rest.div_euclid(ONE));
        (self.count > 0).then_some(Exact { whole, rest: self.rest.rem_euclid(ONE) })
    }

    /// The digits of the sum, with as many behind the point as decimal fractions of it have: of
    /// `12.50` and `0.1` they are `12.60`.
    pub fn digits(self) -> Option<String> {
        self.sum().map(|sum| sum.digits(usize::from(self.scale)))
    }

    /// The mean with 28 digits behind the point, rounded down; `None` of no numbers.
    pub fn mean(self) -> Option<Exact> {
        let Exact { whole, rest } = self.sum()?;
        let count = i128::from(self.count);
        let rest = (whole.rem_euclid(count) * ONE + rest) / count;
        Some(Exact { whole: whole.div_euclid(count), rest })
    }
}

impl Exact {
    /// The largest whole number that is not above it.
    pub fn floor(self) -> i128 {
        self.whole
    }

    /// The nearest floating-point number.
    pub fn nearest_float(self) -> f64 {
        // The text is a number: it has digits alone.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Its digits, with zeros up to some digits behind the point.
    fn digits(self, least: usize) -> String {
        let Self { whole, rest } = self;
        let is_negative = whole < 0;
        // -1.25 is -2 and 0.75.
        let (whole, rest) = match (is_negative, rest) {
            (false, rest) => (whole, rest),
            (true, 0) => (whole, 0),
            (true, rest) => (whole + 1, ONE - rest),
        };
        let sign = if is_negative { "-" } else { "" };
        let digits = format!("{rest:0>DIGITS$}");
        let shown = digits.trim_end_matches('0').len().max(least);
        let point = if shown > 0 { "." } else { "" };
        format!("{sign}{}{point}{}", whole.unsigned_abs(), &digits[..shown])
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits(0))
    }
}

/// A text that is no such number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotExact;

impl FromStr for Exact {
    type Err = NotExact;

    fn from_str(text: &str) -> Result<Self, NotExact> {
        let (is_negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if !is_number(whole) || !is_number(rest) || rest.len() > DIGITS {
            return Err(NotExact);
        }
        let whole: i128 = whole.parse().map_err(|_| NotExact)?;
        let rest: i128 = format!("{rest:0<DIGITS$}").parse().map_err(|_| NotExact)?;
        Ok(match (is_negative, rest) {
            (false, rest) => Self { whole, rest },
            (true, 0) => Self { whole: -whole, rest: 0 },
            (true, rest) => Self { whole: -whole - 1, rest: ONE - rest },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Exact, ExactSum, NotExact};

    fn added(numbers: &[&str]) -> ExactSum {
        let mut sum = ExactSum::default();
        numbers.iter().for_each(|it| sum.add_decimal(it.parse().unwrap()));
        sum
    }

    fn sum(numbers: &[&str]) -> String {
        added(numbers).sum().unwrap().to_string()
    }

    fn mean(numbers: &[&str]) -> String {
        added(numbers).mean().unwrap().to_string()
    }

    #[test]
    fn no_digit_of_a_sum_is_lost() {
        assert_eq!(sum(&["0.1", "0.2"]), "0.3");
        assert_eq!(sum(&["1.50", "-2.75"]), "-1.25");
        assert_eq!(sum(&["-0.5", "0.5"]), "0");
        assert_eq!(sum(&["-0.5", "-0.5"]), "-1");
        // A Decimal has room for neither.
        let (large, small) = ("79228162514264337593543950335", "0.0000000000000000000000000001");
        assert_eq!(
            sum(&[large, large, small]),
            "158456325028528675187087900670.0000000000000000000000000001"
        );
        assert_eq!(sum(&[large, small, "-79228162514264337593543950335"]), small);
        assert_eq!(added(&[]).sum(), None);
    }

    #[test]
    fn the_digits_of_a_sum_have_the_zeros_of_its_numbers() {
        let digits = |numbers: &[&str]| added(numbers).digits().unwrap();
        assert_eq!(digits(&["12.50", "0.1"]), "12.60");
        assert_eq!(digits(&["1.50", "-1.5"]), "0.00");
        assert_eq!(digits(&["-0.75", "0.50", "-1"]), "-1.25");
        assert_eq!(digits(&["3", "4"]), "7");
        assert_eq!(digits(&["-0.10", "-0.90"]), "-1.00");
        // With and without 64 bits.
        assert_eq!(digits(&["9223372036854775807", "0.5"]), "9223372036854775807.5");
        assert_eq!(digits(&["-92233720368547758.08", "-0.5"]), "-92233720368547758.58");
        assert_eq!(digits(&["-922337203685477580.9", "0"]), "-922337203685477580.9");
        assert_eq!(
            digits(&["0.0000000000000000000000000001"; 2]),
            "0.0000000000000000000000000002"
        );
        assert_eq!(added(&[]).digits(), None);
        assert_eq!(added(&["1", "2.5", "-3"]).count(), 3);
        assert_eq!(digits(&["0.00", "-7", "1"]), "-6.00");
    }

    #[test]
    fn sums_have_a_nearest_floating_point_number() {
        let nearest = |numbers: &[&str]| added(numbers).sum().unwrap().nearest_float();
        assert_eq!(nearest(&["0.1", "0.2"]), 0.3);
        assert_eq!(
            nearest(&["-12345678901234567890", "0.22345678"]),
            -12_345_678_901_234_567_890.0
        );
        assert_eq!(added(&["0.1", "0.1", "0.1"]).mean().unwrap().nearest_float(), 0.1);
    }

    #[test]
    fn a_mean_has_all_digits_that_there_is_room_for() {
        assert_eq!(mean(&["1", "2"]), "1.5");
        assert_eq!(mean(&["1", "0", "0"]), "0.3333333333333333333333333333");
        assert_eq!(mean(&["-1", "0", "0"]), "-0.3333333333333333333333333334");
        assert_eq!(mean(&["9007199254740993", "9007199254740992"]), "9007199254740992.5");
        assert_eq!(added(&[]).mean(), None);
    }

    #[test]
    fn a_text_is_read_as_it_is_written() {
        for text in ["0", "-1", "-1.25", "12345678901234567890123456789012345678.5", "-0.5"] {
            assert_eq!(text.parse::<Exact>().unwrap().to_string(), text);
        }
        for text in ["", "-", ".5", "1.", "+1", "1e3", "0.00000000000000000000000000001", "--1"] {
            assert_eq!(text.parse::<Exact>(), Err(NotExact), "{text}");
        }
    }

    #[test]
    fn numbers_compare_as_numbers() {
        let numbers = ["-2", "-1.75", "-1.7", "-1", "-0.5", "0", "0.25", "1", "9", "10"];
        let read: Vec<Exact> = numbers.iter().map(|it| it.parse().unwrap()).collect();
        assert!(read.is_sorted());
    }
}
