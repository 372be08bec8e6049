//! The exact sum of decimal fractions, and which of equal ones stands for both.

use crate::value::{Decimal, number};

/// A sum of decimal fractions.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) enum DecimalSum {
    Exact(Decimal),
    /// It has more digits than a decimal fraction can have: `rest` is the sum of the values that
    /// could not be added to the exact one without rounding.
    Rounded {
        exact: Decimal,
        rest: f64,
    },
}

impl DecimalSum {
    pub(super) fn plus(self, value: Decimal) -> Self {
        let (exact, rest) = match self {
            Self::Exact(exact) => (exact, None),
            Self::Rounded { exact, rest } => (exact, Some(rest)),
        };
        match (exact_sum_of(exact, value), rest) {
            (Some(exact), None) => Self::Exact(exact),
            (Some(exact), Some(rest)) => Self::Rounded { exact, rest },
            (None, rest) => {
                let rest = rest.unwrap_or(0.0) + number::nearest_float(value);
                Self::Rounded { exact, rest }
            }
        }
    }

    pub(super) fn nearest_float(self) -> f64 {
        match self {
            Self::Exact(sum) => number::nearest_float(sum),
            Self::Rounded { exact, rest } => number::nearest_float(exact) + rest,
        }
    }
}

/// The sum, unless it would be rounded.
fn exact_sum_of(sum: Decimal, value: Decimal) -> Option<Decimal> {
    let next = sum.checked_add(value)?;
    (next.scale() >= sum.scale().max(value.scale())).then_some(next)
}

/// The smaller of two decimal fractions. Of `1.5` and `1.50` it is the one with more digits, in
/// whatever order they come.
pub(super) fn min_of(one: Decimal, other: Decimal) -> Decimal {
    let order = one.cmp(&other).then(other.scale().cmp(&one.scale()));
    if order.is_le() { one } else { other }
}

/// The larger of two decimal fractions; of equal ones the one with more digits.
pub(super) fn max_of(one: Decimal, other: Decimal) -> Decimal {
    let order = one.cmp(&other).then(one.scale().cmp(&other.scale()));
    if order.is_ge() { one } else { other }
}
