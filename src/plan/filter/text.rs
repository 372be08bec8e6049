//! Comparisons of texts: as keys, as names, as they are written, by regular expressions.

use crate::names::is_short_part;
use regex::Regex;

/// A comparison with a text.
#[derive(Clone, Debug)]
pub enum TextComparison {
    /// The comparison key of the text is compared.
    Folded(TextOperator),
    /// All keys of a name are compared; one of these operators must hold of one of them, `ne` and
    /// `notIn` of all of them.
    Keys(Vec<TextOperator>),
    /// The folded text in which every sign is kept is compared; or else the comparison key of the
    /// text, in which punctuation is left out: `(C++)` is a part of `C++`.
    Signs(TextOperator, Option<TextOperator>),
    /// The text is compared as it is written.
    Exact(TextOperator),
    /// A regular expression matches the text as it is written.
    Matches(Box<Regex>),
    /// The text is absent (true) or present (false).
    IsNull(bool),
}

/// The operators that compare texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the operators of the API, which have descriptions")]
pub enum TextOperator {
    /// The values are sorted.
    In(Vec<String>),
    /// The values are sorted.
    NotIn(Vec<String>),
    Less(String),
    Greater(String),
    AtMost(String),
    AtLeast(String),
    Contains(String),
    StartsWith(String),
    EndsWith(String),
}

/// Returns true if a text is one of these sorted values.
fn has(values: &[String], text: &str) -> bool {
    values.binary_search_by(|value| value.as_str().cmp(text)).is_ok()
}

impl TextOperator {
    /// Returns true if the operator holds of a text.
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

    /// Returns true if the operator holds of a name, which is given by its comparison key and its
    /// keys, the fold first. Negations must hold of all keys, an order compares the comparison key,
    /// the other operators must hold of at least one key, a part of one or two letters of the
    /// fold. A name with signs that belong to words (`C++`) is equal to none without them, so it
    /// is the comparison key alone that is compared there.
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
            Self::Contains(part) | Self::StartsWith(part) | Self::EndsWith(part)
                if is_short_part(part) =>
            {
                keys.next().is_some_and(|fold| self.holds(fold))
            }
            Self::In(_) | Self::Contains(_) | Self::StartsWith(_) | Self::EndsWith(_) => {
                keys.any(|key| self.holds(key))
            }
        }
    }

    /// Returns true if the comparison holds of an absent text.
    pub fn holds_of_absent(&self) -> bool {
        matches!(self, Self::NotIn(_))
    }
}

impl TextComparison {
    /// Returns true if the comparison holds of an absent text.
    pub fn holds_of_absent(&self) -> bool {
        match self {
            Self::Folded(operator) | Self::Signs(operator, _) | Self::Exact(operator) => {
                operator.holds_of_absent()
            }
            Self::Matches(_) | Self::Keys(_) => false,
            Self::IsNull(absent) => *absent,
        }
    }
}
