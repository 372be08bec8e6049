//! The sum of some values: of whole numbers and decimal fractions exactly, of others as
//! floating-point numbers. Dates and instants have no sum, only a first and a last one.

use super::{
    decimals::{DecimalSum, max_of, min_of},
    range::{DateRange, Instant, InstantRange},
};
use crate::{
    exec::select::order::mixed,
    graph::{Column, Keys},
    json::fragment::{Arena, Fragment},
    plan::{AggregateType, GroupOrderBy},
    value::{Decimal, PartialDate, Precision, number},
};
use std::cmp::Ordering;

/// The number of some values, the smallest and the largest of them, and their sum.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) enum Sum {
    /// Of whole numbers.
    Int { count: u64, min: i64, max: i64, sum: i128 },
    /// Of floating-point numbers; `lost` is what the sum lacks by rounding.
    Float { count: u64, min: f64, max: f64, sum: f64, lost: f64 },
    /// Of decimal fractions.
    Decimal { count: u64, range: Option<(Decimal, Decimal)>, sum: DecimalSum },
    /// Of dates that are known, at least in part.
    Date { count: u64, range: Option<DateRange> },
    /// Of instants.
    DateTime { count: u64, range: Option<InstantRange> },
}

/// A value of a sum by which groups are ordered. It has all digits: two `BigInt` can be one
/// floating-point number.
#[derive(Clone, Copy, Debug)]
pub(super) enum OrderValue {
    Whole(i128),
    Float(f64),
    Decimal(Decimal),
    Date(PartialDate),
    /// An instant, in microseconds.
    DateTime(i64),
}

impl OrderValue {
    pub(super) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a.cmp(&b),
            (Self::Float(a), Self::Float(b)) => a.total_cmp(&b),
            (Self::Decimal(a), Self::Decimal(b)) => a.cmp(&b),
            (Self::Date(a), Self::Date(b)) => a.cmp(&b),
            (Self::DateTime(a), Self::DateTime(b)) => a.cmp(&b),
            (
                Self::Whole(_)
                | Self::Float(_)
                | Self::Decimal(_)
                | Self::Date(_)
                | Self::DateTime(_),
                _,
            ) => mixed(),
        }
    }
}

impl Sum {
    pub(in crate::exec::select) fn nothing(ty: AggregateType) -> Self {
        match ty {
            AggregateType::Int => Self::Int { count: 0, min: i64::MAX, max: i64::MIN, sum: 0 },
            AggregateType::Float => Self::Float {
                count: 0,
                min: f64::INFINITY,
                max: f64::NEG_INFINITY,
                sum: 0.0,
                lost: 0.0,
            },
            AggregateType::Decimal => {
                Self::Decimal { count: 0, range: None, sum: DecimalSum::Exact(Decimal::ZERO) }
            }
            AggregateType::Date => Self::Date { count: 0, range: None },
            AggregateType::DateTime => Self::DateTime { count: 0, range: None },
        }
    }

    #[inline]
    pub(super) fn add_int(&mut self, value: i64) {
        if let Self::Int { count, min, max, sum } = self {
            (*count, *sum) = (*count + 1, *sum + i128::from(value));
            (*min, *max) = ((*min).min(value), (*max).max(value));
        }
    }

    /// Adds by the algorithm of
    /// [Neumaier](https://doi.org/10.1002/zamm.19740540106), which keeps what rounding would lose.
    #[inline]
    pub(in crate::exec::select) fn add_float(&mut self, value: f64) {
        if let Self::Float { count, min, max, sum, lost } = self {
            let next = *sum + value;
            let (large, small) =
                if sum.abs() >= value.abs() { (*sum, value) } else { (value, *sum) };
            *lost += (large - next) + small;
            (*count, *sum) = (*count + 1, next);
            (*min, *max) = (min.min(value), max.max(value));
        }
    }

    #[inline]
    pub(super) fn add_decimal(&mut self, value: Decimal) {
        if let Self::Decimal { count, range, sum } = self {
            *count += 1;
            *sum = sum.plus(value);
            let (min, max) = range.unwrap_or((value, value));
            *range = Some((min_of(min, value), max_of(max, value)));
        }
    }

    #[inline]
    pub(super) fn add_date(&mut self, value: PartialDate) {
        if let Self::Date { count, range } = self
            && value.precision() != Precision::Unknown
        {
            *count += 1;
            match range {
                Some(range) => range.add(value),
                None => *range = Some(DateRange::of(value)),
            }
        }
    }

    /// Adds an instant, whose text is in the arena.
    #[inline]
    pub(super) fn add_instant(&mut self, arena: &Arena, microseconds: i64, text: Fragment) {
        if let Self::DateTime { count, range } = self {
            *count += 1;
            let instant = Instant { microseconds, text };
            match range {
                Some(range) => range.add(arena, instant),
                None => *range = Some(InstantRange::of(instant)),
            }
        }
    }

    /// The number of values.
    pub(in crate::exec) fn count(&self) -> u64 {
        match self {
            Self::Int { count, .. }
            | Self::Float { count, .. }
            | Self::Decimal { count, .. }
            | Self::Date { count, .. }
            | Self::DateTime { count, .. } => *count,
        }
    }

    /// The smallest and the largest number.
    pub(in crate::exec) fn range(&self) -> Option<(f64, f64)> {
        match *self {
            Self::Int { count, min, max, .. } => (count > 0).then_some((min as f64, max as f64)),
            Self::Float { count, min, max, .. } => (count > 0).then_some((min, max)),
            Self::Decimal { range, .. } => {
                range.map(|(min, max)| (number::nearest_float(min), number::nearest_float(max)))
            }
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
                range.map(|(min, max)| (min.to_string(), max.to_string()))
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
            Self::Decimal { sum, .. } => sum.nearest_float(),
            Self::Date { .. } | Self::DateTime { .. } => return None,
        };
        (self.count() > 0 && sum.is_finite()).then_some(sum)
    }

    /// The digits of the exact sum of whole numbers, or of decimal fractions.
    pub(in crate::exec) fn exact_sum(&self) -> Option<String> {
        match *self {
            Self::Int { count, sum, .. } => (count > 0).then(|| sum.to_string()),
            Self::Decimal { count, sum: DecimalSum::Exact(sum), .. } => {
                (count > 0).then(|| sum.to_string())
            }
            Self::Decimal { sum: DecimalSum::Rounded { .. }, .. }
            | Self::Float { .. }
            | Self::Date { .. }
            | Self::DateTime { .. } => None,
        }
    }

    /// The mean.
    pub(in crate::exec) fn mean(&self) -> Option<f64> {
        self.sum().map(|sum| sum / self.count() as f64)
    }

    /// The value by which groups are ordered.
    pub(super) fn order(&self, by: GroupOrderBy) -> Option<OrderValue> {
        match by {
            GroupOrderBy::Min => self.ends().map(|(min, _)| min),
            GroupOrderBy::Max => self.ends().map(|(_, max)| max),
            GroupOrderBy::Sum => match *self {
                Self::Int { count, sum, .. } => (count > 0).then_some(OrderValue::Whole(sum)),
                // A sum of decimal fractions may be rounded: all are compared as it is.
                Self::Float { .. }
                | Self::Decimal { .. }
                | Self::Date { .. }
                | Self::DateTime { .. } => self.sum().map(OrderValue::Float),
            },
            GroupOrderBy::Mean => self.mean().map(OrderValue::Float),
            GroupOrderBy::Count | GroupOrderBy::DistinctNodes | GroupOrderBy::Keys => None,
        }
    }

    /// The smallest and the largest value, or the earliest and the latest date or instant.
    fn ends(&self) -> Option<(OrderValue, OrderValue)> {
        use OrderValue::{Date, DateTime, Decimal, Float, Whole};
        match *self {
            Self::Int { count, min, max, .. } => {
                (count > 0).then_some((Whole(min.into()), Whole(max.into())))
            }
            Self::Float { count, min, max, .. } => (count > 0).then_some((Float(min), Float(max))),
            Self::Decimal { range, .. } => range.map(|(min, max)| (Decimal(min), Decimal(max))),
            Self::Date { range, .. } => {
                range.map(DateRange::ends).map(|(first, last)| (Date(first), Date(last)))
            }
            Self::DateTime { range, .. } => range
                .map(InstantRange::ends)
                .map(|(first, last)| (DateTime(first.microseconds), DateTime(last.microseconds))),
        }
    }

    /// Adds a value of a column, by its position.
    pub(super) fn add_from(&mut self, arena: &Arena, column: &Column, at: usize) {
        match column.keys() {
            Keys::Int(keys) => self.add_int(i64::from(keys[at])),
            Keys::Float(keys) => self.add_float(keys[at]),
            Keys::BigInt(keys) => self.add_int(keys[at]),
            Keys::Decimal(keys) => self.add_decimal(keys[at]),
            Keys::Date(keys) => self.add_date(keys[at]),
            Keys::DateTime(keys) => self.add_instant(arena, keys[at], column.cells()[at]),
            // No number and no date is asked for in such a column.
            Keys::Cell | Keys::Text(_) | Keys::List { .. } | Keys::Fields(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;
    use crate::plan::AggregateType;

    #[test]
    fn a_sum_of_decimals_is_exact_as_long_as_it_has_28_digits() {
        let mut sum = Sum::nothing(AggregateType::Decimal);
        let mut add = |text: &str| {
            sum.add_decimal(text.parse().unwrap());
            (sum.exact_sum(), sum.sum())
        };
        assert_eq!(
            add("12345678901234567890.12345678").0.unwrap(),
            "12345678901234567890.12345678"
        );
        assert_eq!(add("0.10").0.unwrap(), "12345678901234567890.22345678");
        // The exact part goes on beside what would be rounded.
        assert_eq!(add("0.000000000000000000000001"), (None, Some(12_345_678_901_234_567_890.0)));
        assert_eq!(add("-12345678901234567890"), (None, Some(0.22345678)));
        assert_eq!(sum.count(), 4);
        let range = ("-12345678901234567890", "12345678901234567890.12345678");
        assert_eq!(sum.exact_range(), Some((range.0.to_owned(), range.1.to_owned())));
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
