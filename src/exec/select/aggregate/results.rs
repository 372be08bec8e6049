//! The results of a sum: its digits, its nearest floating-point number, its mean, and its ends.

use super::{
    range::{DateRange, DecimalRange, InstantRange},
    sum::Sum,
};
use crate::{
    json::fragment::Fragment,
    value::{Exact, PartialDate, number},
};

impl Sum {
    /// The number of values.
    pub(in crate::exec) fn count(&self) -> u64 {
        match self {
            Self::Int { count, .. }
            | Self::Float { count, .. }
            | Self::Date { count, .. }
            | Self::DateTime { count, .. } => *count,
            Self::Decimal { sum, .. } => u64::from(sum.count()),
        }
    }

    /// The smallest and the largest number.
    pub(in crate::exec) fn range(&self) -> Option<(f64, f64)> {
        match *self {
            Self::Int { count, min, max, .. } => (count > 0).then_some((min as f64, max as f64)),
            Self::Float { count, min, max, .. } => (count > 0).then_some((min, max)),
            Self::Decimal { range, .. } => range
                .map(DecimalRange::ends)
                .map(|(min, max)| (number::nearest_float(min), number::nearest_float(max))),
            Self::Date { .. } | Self::DateTime { .. } => None,
        }
    }

    /// The digits of the smallest and the largest whole number, or decimal fraction.
    pub(in crate::exec) fn exact_range(&self) -> Option<(String, String)> {
        match *self {
            Self::Int { count, min, max, .. } => {
                (count > 0).then(|| (min.to_string(), max.to_string()))
            }
            Self::Decimal { range, .. } => {
                range.map(DecimalRange::ends).map(|(min, max)| (min.to_string(), max.to_string()))
            }
            Self::Float { .. } | Self::Date { .. } | Self::DateTime { .. } => None,
        }
    }

    /// The earliest and the latest date.
    pub(in crate::exec) fn dates(&self) -> Option<(PartialDate, PartialDate)> {
        match *self {
            Self::Date { range, .. } => range.map(DateRange::ends),
            Self::Int { .. }
            | Self::Float { .. }
            | Self::Decimal { .. }
            | Self::DateTime { .. } => None,
        }
    }

    /// The earliest and the latest instant, as the facts have them.
    pub(in crate::exec) fn instants(&self) -> Option<(Fragment, Fragment)> {
        match *self {
            Self::DateTime { range, .. } => {
                range.map(InstantRange::ends).map(|(first, last)| (first.text, last.text))
            }
            Self::Int { .. } | Self::Float { .. } | Self::Decimal { .. } | Self::Date { .. } => {
                None
            }
        }
    }

    /// The sum as a floating-point number; `None` if it is too large for one.
    pub(in crate::exec) fn sum(&self) -> Option<f64> {
        let sum = match *self {
            Self::Int { sum, .. } => sum as f64,
            Self::Float { sum, lost, .. } => sum + lost,
            Self::Decimal { sum, .. } => sum.sum()?.nearest_float(),
            Self::Date { .. } | Self::DateTime { .. } => return None,
        };
        (self.count() > 0 && sum.is_finite()).then_some(sum)
    }

    /// The digits of the exact sum of whole numbers, or of decimal fractions.
    pub(in crate::exec) fn exact_sum(&self) -> Option<String> {
        match *self {
            Self::Int { count, sum, .. } => (count > 0).then(|| sum.to_string()),
            Self::Decimal { sum, .. } => sum.digits(),
            Self::Float { .. } | Self::Date { .. } | Self::DateTime { .. } => None,
        }
    }

    /// The mean.
    pub(in crate::exec) fn mean(&self) -> Option<f64> {
        match *self {
            Self::Decimal { sum, .. } => sum.mean().map(Exact::nearest_float),
            Self::Int { .. } | Self::Float { .. } | Self::Date { .. } | Self::DateTime { .. } => {
                self.sum().map(|sum| sum / self.count() as f64)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;
    use crate::plan::AggregateType;

    #[test]
    fn a_sum_of_decimals_has_every_digit() {
        let mut sum = Sum::nothing(AggregateType::Decimal);
        assert_eq!((sum.exact_sum(), sum.sum(), sum.mean()), (None, None, None));
        let mut add = |text: &str| {
            sum.add_decimal(text.parse().unwrap());
            (sum.exact_sum().unwrap(), sum.sum().unwrap())
        };
        let large = 12_345_678_901_234_567_890.0;
        assert_eq!(
            add("12345678901234567890.12345678"),
            ("12345678901234567890.12345678".to_owned(), large)
        );
        assert_eq!(add("0.10"), ("12345678901234567890.22345678".to_owned(), large));
        // A `Decimal` has 28 digits.
        assert_eq!(
            add("0.000000000000000000000001"),
            ("12345678901234567890.223456780000000000000001".to_owned(), large)
        );
        assert_eq!(
            add("-12345678901234567890"),
            ("0.223456780000000000000001".to_owned(), 0.22345678)
        );
        assert_eq!(sum.count(), 4);
        assert_eq!(sum.mean(), Some(0.055864195));
        let range = ("-12345678901234567890", "12345678901234567890.12345678");
        assert_eq!(sum.exact_range(), Some((range.0.to_owned(), range.1.to_owned())));
    }

    #[test]
    fn a_mean_of_decimals_is_rounded_once() {
        let mut sum = Sum::nothing(AggregateType::Decimal);
        ["0.1", "0.1", "0.1"].iter().for_each(|value| sum.add_decimal(value.parse().unwrap()));
        // As a floating-point number, 0.3 / 3 is 0.09999999999999999.
        assert_eq!((sum.sum(), sum.mean()), (Some(0.3), Some(0.1)));
    }

    #[test]
    fn the_ends_of_a_range_have_all_digits_in_any_order() {
        for values in [["1.5", "1.50", "1.500"], ["1.500", "1.5", "1.50"]] {
            let mut sum = Sum::nothing(AggregateType::Decimal);
            values.iter().for_each(|value| sum.add_decimal(value.parse().unwrap()));
            assert_eq!(sum.exact_range(), Some(("1.500".to_owned(), "1.500".to_owned())));
        }
        let mut sum = Sum::nothing(AggregateType::Int);
        assert_eq!(sum.exact_range(), None);
        [9_007_199_254_740_993, i64::MIN].into_iter().for_each(|value| sum.add_int(value));
        let range = ("-9223372036854775808".to_owned(), "9007199254740993".to_owned());
        assert_eq!(sum.exact_range(), Some(range));
        let mut sum = Sum::nothing(AggregateType::Float);
        sum.add_float(1.5);
        assert_eq!(sum.exact_range(), None);
    }
}
