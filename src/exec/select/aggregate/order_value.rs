//! The value of a sum by which groups are ordered.

use super::{
    range::{DateRange, DecimalRange, InstantRange},
    sum::Sum,
};
use crate::{
    exec::select::order::mixed,
    plan::GroupOrderBy,
    value::{Decimal, Exact, PartialDate},
};
use std::cmp::Ordering;

/// A value of a sum by which groups are ordered. It has all digits: two `BigInt` can be one
/// floating-point number.
#[derive(Clone, Copy, Debug)]
pub(super) enum OrderValue {
    Whole(i128),
    Float(f64),
    Decimal(Decimal),
    Exact(Exact),
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
            (Self::Exact(a), Self::Exact(b)) => a.cmp(&b),
            (Self::Date(a), Self::Date(b)) => a.cmp(&b),
            (Self::DateTime(a), Self::DateTime(b)) => a.cmp(&b),
            (
                Self::Whole(_)
                | Self::Float(_)
                | Self::Decimal(_)
                | Self::Exact(_)
                | Self::Date(_)
                | Self::DateTime(_),
                _,
            ) => mixed(),
        }
    }
}

impl Sum {
    /// The value by which groups are ordered.
    pub(super) fn order(&self, by: GroupOrderBy) -> Option<OrderValue> {
        match by {
            GroupOrderBy::Min => self.ends().map(|(min, _)| min),
            GroupOrderBy::Max => self.ends().map(|(_, max)| max),
            GroupOrderBy::Sum => match *self {
                Self::Int { count, sum, .. } => (count > 0).then_some(OrderValue::Whole(sum)),
                Self::Decimal { sum, .. } => sum.sum().map(OrderValue::Exact),
                Self::Float { .. } | Self::Date { .. } | Self::DateTime { .. } => {
                    self.sum().map(OrderValue::Float)
                }
            },
            GroupOrderBy::Mean => match *self {
                Self::Decimal { sum, .. } => sum.mean().map(OrderValue::Exact),
                Self::Int { .. }
                | Self::Float { .. }
                | Self::Date { .. }
                | Self::DateTime { .. } => self.mean().map(OrderValue::Float),
            },
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
            Self::Decimal { range, .. } => {
                range.map(DecimalRange::ends).map(|(min, max)| (Decimal(min), Decimal(max)))
            }
            Self::Date { range, .. } => {
                range.map(DateRange::ends).map(|(first, last)| (Date(first), Date(last)))
            }
            Self::DateTime { range, .. } => range
                .map(InstantRange::ends)
                .map(|(first, last)| (DateTime(first.microseconds), DateTime(last.microseconds))),
        }
    }
}
