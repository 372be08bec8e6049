//! The sum of some values: of whole numbers and decimal fractions exactly, of others as
//! floating-point numbers. Dates and instants have no sum, only a first and a last one.

use super::range::{DateRange, DecimalRange, Instant, InstantRange};
use crate::{
    graph::{Column, Keys},
    json::fragment::{Arena, Fragment},
    plan::AggregateType,
    value::{Decimal, ExactSum, PartialDate, Precision},
};

/// The number of some values, the smallest and the largest of them, and their sum.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) enum Sum {
    /// A sum of whole numbers.
    Int { count: u64, min: i64, max: i64, sum: i128 },
    /// A sum of floating-point numbers; `lost` is what the sum lacks by rounding.
    Float { count: u64, min: f64, max: f64, sum: f64, lost: f64 },
    /// A sum of decimal fractions.
    Decimal { range: Option<DecimalRange>, sum: ExactSum },
    /// A range of dates that are known, at least in part.
    Date { count: u64, range: Option<DateRange> },
    /// A range of instants.
    DateTime { count: u64, range: Option<InstantRange> },
}

/// A sum is small: there can be one for each of a million groups.
const _: () = assert!(size_of::<Sum>() <= 80);

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
            AggregateType::Decimal => Self::Decimal { range: None, sum: ExactSum::default() },
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
        if let Self::Decimal { range, sum } = self {
            sum.add_decimal(value);
            match range {
                Some(range) => range.add(value),
                None => *range = Some(DecimalRange::of(value)),
            }
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
