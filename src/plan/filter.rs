//! Filters, compiled: what `where` asks, with names resolved and literals prepared.
//!
//! Two-valued: an absent value satisfies `isNull: true`, `ne` and `notIn`, and no other
//! operator; `NOT` is plain negation.

use crate::{
    ontology::{Direction, Evidence, KindId, LinkStatus, RelationId},
    value::{Interval, PartialDate},
};
use regex::Regex;
use std::ops::RangeInclusive;

/// A condition on an entity.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// All hold; true of none.
    All(Vec<Predicate>),
    /// One holds; false of none.
    Any(Vec<Predicate>),
    /// Does not hold.
    Not(Box<Predicate>),
    /// Its id, as text.
    Id(Test<String>),
    /// What it is.
    Kind(Test<KindId>),
    /// Its primary name.
    Name(TextTest),
    /// One of its names.
    Names(TextTest),
    /// How many links it has.
    Degree(Test<i32>),
    /// A property, by its position in each kind that has it.
    Property(Vec<(KindId, usize)>, ValueTest),
    /// The links of a relation.
    Links {
        /// The relation.
        relation: RelationId,
        /// Which way.
        direction: Direction,
        /// How many of them.
        quantifier: Quantifier,
        /// What each must be like.
        one: LinkPredicate,
    },
    /// What it cites itself.
    Citations(Quantifier, CitationPredicate),
}

/// A condition on a citation.
#[derive(Clone, Debug)]
pub enum CitationPredicate {
    /// All hold; true of none.
    All(Vec<CitationPredicate>),
    /// One holds; false of none.
    Any(Vec<CitationPredicate>),
    /// Does not hold.
    Not(Box<CitationPredicate>),
    /// What is cited.
    Source(Box<Predicate>),
    /// Where in it.
    Locator(TextTest),
    /// A remark.
    Note(TextTest),
}

/// How many links or citations must be like something.
#[derive(Clone, Debug)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// Every one.
    All,
    /// Not one.
    None,
    /// Exactly one.
    Single,
    /// As many as the test says.
    Count(Test<i32>),
}

/// A condition on a link and what it leads to.
#[derive(Clone, Debug, Default)]
pub struct LinkPredicate {
    /// On what it leads to.
    pub node: Option<Box<Predicate>>,
    /// On the link.
    pub edge: Option<EdgePredicate>,
}

/// A condition on a link.
#[derive(Clone, Debug)]
pub enum EdgePredicate {
    /// All hold.
    All(Vec<EdgePredicate>),
    /// One holds.
    Any(Vec<EdgePredicate>),
    /// Does not hold.
    Not(Box<EdgePredicate>),
    /// One of its times.
    Time(LinkTime, ValueTest),
    /// True if it is so yet.
    Status(Test<LinkStatus>),
    /// How sure it is.
    Evidence(Test<Evidence>),
    /// A remark.
    Note(ValueTest),
    /// One of its own properties.
    Property(usize, ValueTest),
    /// What it cites.
    Citations(Quantifier, CitationPredicate),
}

/// Which time of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTime {
    /// The day of an act.
    At,
    /// The start of a state.
    Since,
    /// Its end.
    Until,
}

/// A comparison with values that have an order, or only equality.
#[derive(Clone, Debug, PartialEq)]
pub enum Test<T> {
    /// One of these.
    In(Vec<T>),
    /// None of these.
    NotIn(Vec<T>),
    /// Less than.
    Less(T),
    /// Greater than.
    Greater(T),
    /// Not greater than.
    AtMost(T),
    /// Not less than.
    AtLeast(T),
    /// True if it is absent.
    IsNull(bool),
}

/// A comparison with a text.
#[derive(Clone, Debug)]
pub enum TextTest {
    /// With the comparison key.
    Folded(TextOperator),
    /// With all keys of a name, any of several ways; `ne` and `notIn` all of them.
    Keys(Vec<TextOperator>),
    /// With the folded form in which every sign is kept.
    Signs(TextOperator),
    /// With the text as written.
    Exact(TextOperator),
    /// With a regular expression over the text as written.
    Matches(Box<Regex>),
    /// True if it is absent.
    IsNull(bool),
}

/// How texts are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the operators of the API, which have descriptions")]
pub enum TextOperator {
    /// In order.
    In(Vec<String>),
    /// In order.
    NotIn(Vec<String>),
    Less(String),
    Greater(String),
    AtMost(String),
    AtLeast(String),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
}

/// How a date is read that can mean several days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// One of the days will do.
    Possibly,
    /// All of them must, and there is no doubt.
    Certainly,
}

/// A comparison with a value of some type.
#[derive(Clone, Debug)]
pub enum ValueTest {
    /// `String`, `URL`.
    Text(TextTest),
    /// `ID`, enums, `Boolean`: with the JSON of the cell.
    Cell(Test<String>),
    /// `Int`
    Int(Test<i32>),
    /// `Float`
    Float(Test<f64>),
    /// `PartialDate`, `Date`
    Date(Test<PartialDate>),
    /// `PartialDate`: whether it lies in these days.
    Lies(Certainty, Interval),
    /// A list: how many of these it has in it, texts as comparison keys, all else as JSON.
    Has(Vec<String>, RangeInclusive<usize>),
    /// A list: whether it is empty.
    IsEmpty(bool),
    /// All of several.
    All(Vec<ValueTest>),
}

impl Certainty {
    /// Returns whether a date, so read, lies in these days.
    pub fn lies(self, date: PartialDate, days: Interval) -> bool {
        match self {
            Self::Possibly => date.can_be_in(days),
            Self::Certainly => date.must_be_in(days),
        }
    }
}

/// Returns whether a text is one of these, which are in order.
fn has(values: &[String], text: &str) -> bool {
    values.binary_search_by(|value| value.as_str().cmp(text)).is_ok()
}

impl TextOperator {
    /// Returns whether a text is like this.
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::In(values) => has(values, text),
            Self::NotIn(values) => !has(values, text),
            Self::Less(value) => text < value.as_str(),
            Self::Greater(value) => text > value.as_str(),
            Self::AtMost(value) => text <= value.as_str(),
            Self::AtLeast(value) => text >= value.as_str(),
            Self::Contains(value) => text.contains(value.as_str()),
            Self::StartsWith(value) => text.starts_with(value.as_str()),
            Self::EndsWith(value) => text.ends_with(value.as_str()),
        }
    }

    /// Returns whether a name is like this, by its comparison key and its keys, the fold first:
    /// negations hold of all keys, an order is that of the comparison key, the others hold of any
    /// key. A name with signs that belong to words (`C++`) is equal to none without them, so it
    /// is its comparison key alone that counts there.
    pub fn holds_of_name<'k>(
        &self,
        comparison_key: &str,
        mut keys: impl Iterator<Item = &'k str> + Clone,
    ) -> bool {
        let has_signs = || keys.clone().next() != Some(comparison_key);
        match self {
            Self::In(_) | Self::NotIn(_) if has_signs() => self.holds(comparison_key),
            Self::NotIn(_) => keys.all(|key| self.holds(key)),
            Self::Less(_) | Self::Greater(_) | Self::AtMost(_) | Self::AtLeast(_) => {
                self.holds(comparison_key)
            }
            Self::In(_) | Self::Contains(_) | Self::StartsWith(_) | Self::EndsWith(_) => {
                keys.any(|key| self.holds(key))
            }
        }
    }

    /// Returns whether an absent text is like this.
    pub fn holds_of_absent(&self) -> bool {
        matches!(self, Self::NotIn(_))
    }
}

impl TextTest {
    /// Returns whether an absent text is like this.
    pub fn holds_of_absent(&self) -> bool {
        match self {
            Self::Folded(operator) | Self::Signs(operator) | Self::Exact(operator) => {
                operator.holds_of_absent()
            }
            Self::Matches(_) | Self::Keys(_) => false,
            Self::IsNull(absent) => *absent,
        }
    }
}

impl<T: PartialOrd> Test<T> {
    /// Returns whether a value is like this.
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

    /// Returns whether an absent value is like this.
    pub fn holds_of_absent(&self) -> bool {
        matches!(self, Self::NotIn(_) | Self::IsNull(true))
    }
}

impl Test<PartialDate> {
    /// Returns whether a date is like this: equal means the same days; less and greater mean all the
    /// days that both can be.
    pub fn holds_of_date(&self, date: PartialDate) -> bool {
        let same = |other: &PartialDate| {
            (date.earliest(), date.latest()) == (other.earliest(), other.latest())
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of the operators hold of a date, against 2019-05.
    fn holding(date: &str) -> Vec<&'static str> {
        let date: PartialDate = date.parse().unwrap();
        let may: PartialDate = "2019-05".parse().unwrap();
        let tests = [
            ("eq", Test::In(vec![may])),
            ("ne", Test::NotIn(vec![may])),
            ("lt", Test::Less(may)),
            ("lte", Test::AtMost(may)),
            ("gt", Test::Greater(may)),
            ("gte", Test::AtLeast(may)),
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
        let holds = |test: Test<i32>| test.holds_of_absent();
        assert!(holds(Test::NotIn(vec![1])) && holds(Test::NotIn(vec![])));
        assert!(holds(Test::IsNull(true)) && !holds(Test::IsNull(false)));
        assert!(!holds(Test::In(vec![0])) && !holds(Test::AtMost(0)) && !holds(Test::AtLeast(0)));
        assert!(!holds(Test::Less(1)) && !holds(Test::Greater(-1)));
        assert!(TextOperator::NotIn(vec![]).holds_of_absent());
        assert!(!TextOperator::Contains(String::new()).holds_of_absent());
    }
}
