//! Comparisons of one field with another, of one entity or of a link and its ends.

use super::{Comparison, comparison::same_days};
use crate::{plan::OrderBy, value::PartialDate};
use std::cmp::Ordering;

/// A comparison of two fields of one type.
#[derive(Clone, Debug)]
pub struct FieldComparison<F> {
    /// The field that is compared.
    pub left: F,
    /// The comparison that must hold.
    pub operator: FieldOperator,
    /// The field that it is compared with.
    pub right: F,
}

/// A field of a link, or of the entity at one of its ends.
#[derive(Clone, Debug)]
pub enum LinkField {
    /// A time or a property of the link.
    Link(OrderBy),
    /// A field of the entity from which the link goes.
    From(OrderBy),
    /// A field of the entity to which the link goes.
    To(OrderBy),
}

/// The operators that compare two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the operators of the API, which have descriptions")]
pub enum FieldOperator {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl FieldOperator {
    /// The operator of a name in the API.
    pub fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "eq" => Self::Equal,
            "ne" => Self::NotEqual,
            "lt" => Self::Less,
            "lte" => Self::AtMost,
            "gt" => Self::Greater,
            "gte" => Self::AtLeast,
            _ => return None,
        })
    }

    /// Returns true if it asks for an order of the values, and not only whether they are equal.
    pub fn needs_order(self) -> bool {
        match self {
            Self::Equal | Self::NotEqual => false,
            Self::Less | Self::AtMost | Self::Greater | Self::AtLeast => true,
        }
    }

    /// Returns true if it holds of two values that compare like this.
    pub fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }

    /// Returns true if it holds of two dates, which can each mean several days, as the operators
    /// of filters on dates do.
    pub fn holds_of_dates(self, left: PartialDate, right: PartialDate) -> bool {
        match self {
            Self::Equal => same_days(left, right),
            Self::NotEqual => !same_days(left, right),
            Self::Less => Comparison::Less(right).holds_of_date(left),
            Self::AtMost => Comparison::AtMost(right).holds_of_date(left),
            Self::Greater => Comparison::Greater(right).holds_of_date(left),
            Self::AtLeast => Comparison::AtLeast(right).holds_of_date(left),
        }
    }

    /// Returns true if it holds where one of the fields has no value.
    pub fn holds_of_absent(self) -> bool {
        self == Self::NotEqual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_compare_by_all_days_that_they_can_mean() {
        let holding = |left: &str, right: &str| -> Vec<&str> {
            let [left, right] = [left, right].map(|it| it.parse().unwrap());
            let names = ["eq", "ne", "lt", "lte", "gt", "gte"];
            let holds = |name: &&str| {
                FieldOperator::by_name(name).is_some_and(|it| it.holds_of_dates(left, right))
            };
            names.into_iter().filter(holds).collect()
        };
        assert_eq!(holding("2019", "2020-01-01"), ["ne", "lt", "lte"]);
        assert_eq!(holding("2019~", "2019"), ["eq", "lte", "gte"], "marks do not count");
        assert_eq!(holding("2019-05", "2019"), ["ne", "lte", "gte"]);
        assert_eq!(holding("2020", "2019-12"), ["ne", "gt", "gte"]);
        assert_eq!(holding("?", "2019"), ["ne"], "any day at all");
    }
}
