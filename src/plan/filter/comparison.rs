//! Comparisons of numbers, dates, ids and enum values, and of values of any type.

use super::{Quantifier, TextComparison};
use crate::value::{Decimal, GeoBox, Interval, PartialDate, Point};
use std::ops::RangeInclusive;

/// A comparison with values that have an order, or only equality.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison<T> {
    /// The value is one of these.
    In(Vec<T>),
    /// The value is none of these.
    NotIn(Vec<T>),
    /// The value is less than this.
    Less(T),
    /// The value is greater than this.
    Greater(T),
    /// The value is at most this.
    AtMost(T),
    /// The value is at least this.
    AtLeast(T),
    /// The value is absent (true) or present (false).
    IsNull(bool),
}

/// The reading of a date that can mean several days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It is enough that one of the days fulfils the condition.
    Possibly,
    /// All of the days fulfil the condition, and the date is not marked as uncertain.
    Certainly,
}

/// A comparison with a value of some type.
#[derive(Clone, Debug)]
pub enum ValueComparison {
    /// `String`, `URL`.
    Text(TextComparison),
    /// `ID`, enums, `Boolean`: with the JSON of the cell.
    Cell(Comparison<String>),
    /// `Int`
    Int(Comparison<i32>),
    /// `Float`
    Float(Comparison<f64>),
    /// `BigInt`
    BigInt(Comparison<i64>),
    /// `Decimal`
    Decimal(Comparison<Decimal>),
    /// `DateTime`, in microseconds
    DateTime(Comparison<i64>),
    /// `PartialDate`, `Date`
    Date(Comparison<PartialDate>),
    /// `PartialDate`: the date lies in these days.
    Lies(Certainty, Interval),
    /// A list: the number of these items that are in it is in the range. Texts are given as
    /// comparison keys, `BigInt`, `Decimal` and `DateTime` as the numbers by which they compare, all
    /// else as JSON.
    Has(Vec<String>, RangeInclusive<usize>),
    /// A list: it is empty (true) or not (false).
    IsEmpty(bool),
    /// All of these comparisons hold.
    All(Vec<ValueComparison>),
    /// At least one of these comparisons holds. An empty list does not hold.
    Any(Vec<ValueComparison>),
    /// This comparison does not hold.
    Not(Box<ValueComparison>),
    /// A structured value: a comparison with the field at a position. The fields of an absent value
    /// are absent.
    Field(usize, Box<ValueComparison>),
    /// A list of structured values: as many of them pass as the quantifier asks.
    Items(Quantifier, Box<ValueComparison>),
    /// A `Point`: it lies in the area.
    Within(GeoArea),
}

/// A comparison, seen as one with dates.
#[derive(Clone, Copy, Debug)]
pub enum DateComparison<'c> {
    /// The date compares with others.
    Compared(&'c Comparison<PartialDate>),
    /// The date lies in these days.
    Lies(Certainty, Interval),
    /// All of these comparisons hold.
    All(&'c [ValueComparison]),
    /// It names no days.
    None,
}

impl ValueComparison {
    /// The comparison as one with dates.
    pub fn of_dates(&self) -> DateComparison<'_> {
        match self {
            Self::Date(test) => DateComparison::Compared(test),
            Self::Lies(certainty, days) => DateComparison::Lies(*certainty, *days),
            Self::All(tests) => DateComparison::All(tests),
            Self::Text(_)
            | Self::Cell(_)
            | Self::Int(_)
            | Self::Float(_)
            | Self::BigInt(_)
            | Self::Decimal(_)
            | Self::DateTime(_)
            | Self::Has(..)
            | Self::IsEmpty(_)
            | Self::Any(_)
            | Self::Not(_)
            | Self::Field(..)
            | Self::Items(..)
            | Self::Within(_) => DateComparison::None,
        }
    }
}

impl ValueComparison {
    /// Returns true if the comparison, which is one with dates, holds of a date.
    ///
    /// # Panics
    /// Panics if it is one with values of another type.
    pub fn holds_of_date(&self, date: Option<PartialDate>) -> bool {
        match self {
            Self::Date(test) => date.map_or(test.holds_of_absent(), |it| test.holds_of_date(it)),
            Self::Lies(certainty, days) => date.is_some_and(|it| certainty.lies(it, *days)),
            Self::All(tests) => tests.iter().all(|test| test.holds_of_date(date)),
            Self::Any(tests) => tests.iter().any(|test| test.holds_of_date(date)),
            Self::Not(test) => !test.holds_of_date(date),
            Self::Text(_)
            | Self::Cell(_)
            | Self::Int(_)
            | Self::Float(_)
            | Self::BigInt(_)
            | Self::Decimal(_)
            | Self::DateTime(_)
            | Self::Has(..)
            | Self::IsEmpty(_)
            | Self::Field(..)
            | Self::Items(..)
            | Self::Within(_) => panic!("a condition of another type is put to a date"),
        }
    }
}

/// An area on the earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GeoArea {
    /// The points that are at most so many kilometres away from one.
    Circle(Point, f64),
    /// The points between two parallels and two meridians.
    Box(GeoBox),
}

impl GeoArea {
    /// Returns whether a point lies in the area. Its edge belongs to it.
    pub fn contains(&self, point: Point) -> bool {
        match self {
            Self::Circle(of, km) => of.distance_km(point) <= *km,
            Self::Box(bounds) => bounds.contains(point),
        }
    }
}

impl Certainty {
    /// Returns true if a date lies in these days in this reading.
    pub fn lies(self, date: PartialDate, days: Interval) -> bool {
        match self {
            Self::Possibly => date.can_be_in(days),
            Self::Certainly => date.must_be_in(days),
        }
    }
}

impl<T: PartialOrd> Comparison<T> {
    /// Returns true if the comparison holds of a value.
    pub fn holds(&self, value: &T) -> bool {
        match self {
            Self::In(values) => values.contains(value),
            Self::NotIn(values) => !values.contains(value),
            Self::Less(bound) => value < bound,
            Self::Greater(bound) => value > bound,
            Self::AtMost(bound) => value <= bound,
            Self::AtLeast(bound) => value >= bound,
            Self::IsNull(absent) => !absent,
        }
    }

    /// Returns true if the comparison holds of an absent value.
    pub fn holds_of_absent(&self) -> bool {
        matches!(self, Self::NotIn(_) | Self::IsNull(true))
    }
}

impl Comparison<PartialDate> {
    /// Returns true if the comparison holds of a date. Equal dates mean the same days; less and
    /// greater must hold of all the days that both dates can mean.
    pub fn holds_of_date(&self, date: PartialDate) -> bool {
        let same = |other: &PartialDate| same_days(date, *other);
        match self {
            Self::In(values) => values.iter().any(same),
            Self::NotIn(values) => !values.iter().any(same),
            Self::Less(bound) => date.latest() < bound.earliest(),
            Self::Greater(bound) => date.earliest() > bound.latest(),
            Self::AtMost(bound) => date.latest() <= bound.latest(),
            Self::AtLeast(bound) => date.earliest() >= bound.earliest(),
            Self::IsNull(absent) => !absent,
        }
    }
}

/// Returns true if two dates can mean the same days, whatever their marks are.
pub fn same_days(one: PartialDate, other: PartialDate) -> bool {
    (one.earliest(), one.latest()) == (other.earliest(), other.latest())
}

#[cfg(test)]
mod tests {
    use super::{super::TextOperator, *};

    /// The operators that hold for a date, against 2019-05.
    fn holding(date: &str) -> Vec<&'static str> {
        let date: PartialDate = date.parse().unwrap();
        let may: PartialDate = "2019-05".parse().unwrap();
        let tests = [
            ("eq", Comparison::In(vec![may])),
            ("ne", Comparison::NotIn(vec![may])),
            ("lt", Comparison::Less(may)),
            ("lte", Comparison::AtMost(may)),
            ("gt", Comparison::Greater(may)),
            ("gte", Comparison::AtLeast(may)),
        ];
        let hold = tests.into_iter().filter(|(_, test)| test.holds_of_date(date));
        hold.map(|(name, _)| name).collect()
    }

    #[test]
    fn dates_compare_by_all_the_days_that_they_can_be() {
        assert_eq!(holding("2019-05"), ["eq", "lte", "gte"]);
        assert_eq!(holding("2019-05~"), ["eq", "lte", "gte"], "marks do not count");
        assert_eq!(holding("2019-05-01"), ["ne", "lte", "gte"]);
        assert_eq!(holding("2019-04-30"), ["ne", "lt", "lte"]);
        assert_eq!(holding("2019-06"), ["ne", "gt", "gte"]);
        assert_eq!(holding("2019"), ["ne"], "from before it to behind it");
        assert_eq!(holding("?"), ["ne"], "any day at all");
    }

    #[test]
    fn absent_values_are_unequal_and_null() {
        let holds = |test: Comparison<i32>| test.holds_of_absent();
        assert!(holds(Comparison::NotIn(vec![1])) && holds(Comparison::NotIn(vec![])));
        assert!(holds(Comparison::IsNull(true)) && !holds(Comparison::IsNull(false)));
        assert!(
            !holds(Comparison::In(vec![0]))
                && !holds(Comparison::AtMost(0))
                && !holds(Comparison::AtLeast(0))
        );
        assert!(!holds(Comparison::Less(1)) && !holds(Comparison::Greater(-1)));
        assert!(TextOperator::NotIn(vec![]).holds_of_absent());
        assert!(!TextOperator::Contains(String::new()).holds_of_absent());
    }
}
