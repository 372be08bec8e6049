//! Input values: what arguments are given, with variables put in.

use crate::value::{Decimal, number::json_text};
use serde_json::Value;

/// A value given to an argument, its variables replaced.
///
/// Strings, ids and enum values are all [`Input::Text`]: the document was validated, so the
/// reader knows which it is.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the forms of a GraphQL value")]
pub enum Input {
    Null,
    Boolean(bool),
    Int(i64),
    Float(f64),
    /// A number with a fraction or an exponent as a document writes it: a `Decimal` has all of its
    /// digits. In variables such a number is a [`Input::Float`], since readers of JSON round it.
    Fraction(String),
    Text(String),
    List(Vec<Input>),
    Object(Vec<(String, Input)>),
}

/// A value as it is written in a document.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the forms of a GraphQL value")]
pub enum Template {
    /// No variable in it.
    Constant(Input),
    /// A variable, by its position in the operation.
    Variable(usize),
    List(Vec<Template>),
    Object(Vec<(String, Template)>),
}

/// The coerced variables of a request, by position; `None` where one is absent.
pub type Variables = [Option<Input>];

impl Template {
    /// Puts variables in; `None` if the value is an absent variable.
    pub fn fill(&self, variables: &Variables) -> Option<Input> {
        Some(match self {
            Self::Constant(input) => input.clone(),
            Self::Variable(index) => return variables.get(*index)?.clone(),
            // An absent variable in a list is null; in an object its field is absent.
            Self::List(items) => Input::List(
                items.iter().map(|item| item.fill(variables).unwrap_or(Input::Null)).collect(),
            ),
            Self::Object(fields) => Input::Object(
                fields
                    .iter()
                    .filter_map(|(name, value)| Some((name.clone(), value.fill(variables)?)))
                    .collect(),
            ),
        })
    }

    /// Returns whether no variable is in it.
    pub fn is_constant(&self) -> bool {
        matches!(self, Self::Constant(_))
    }
}

impl Input {
    /// The items of a list; one value is a list of one, as GraphQL coerces it.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Null => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// The text of a string, id or enum value; an integer where an id is.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Int(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The number of an `Int`. The `-0` of a document is a text here, since an id keeps its digits.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            Self::Text(digits) => digits.parse().ok(),
            Self::Null
            | Self::Boolean(_)
            | Self::Float(_)
            | Self::Fraction(_)
            | Self::List(_)
            | Self::Object(_) => None,
        }
    }

    /// The nearest floating-point number of a number.
    pub fn float(&self) -> Option<f64> {
        match self {
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            // An integer of the document that 64 bits do not hold is kept as it is written.
            Self::Fraction(digits) | Self::Text(digits) => digits.parse().ok(),
            Self::Null | Self::Boolean(_) | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The value as one text, whichever way it was given: a number is its digits, a list of one its
    /// item, a field without a value or with its default is left out. Fields stand in the order of
    /// their names.
    pub fn written(&self) -> String {
        let joined = |parts: Vec<String>, open, close| format!("{open}{}{close}", parts.join(","));
        match self {
            Self::Null => "null".to_owned(),
            Self::Boolean(boolean) => format!("\"{boolean}\""),
            Self::Int(number) => format!("\"{number}\""),
            Self::Float(_) => format!("\"{}\"", self.nearest_text()),
            Self::Fraction(digits) => {
                let nearest = self.nearest_text();
                match (digits.parse::<Decimal>(), nearest.parse::<Decimal>()) {
                    // Two fractions can be one floating-point number.
                    (Ok(exact), Ok(near)) if exact != near => format!("\"{}\"", exact.normalize()),
                    (Ok(_) | Err(_), _) => format!("\"{nearest}\""),
                }
            }
            Self::Text(text) => Value::from(text.as_str()).to_string(),
            Self::List(items) => match items.as_slice() {
                [one] => one.written(),
                items => joined(items.iter().map(Self::written).collect(), '[', ']'),
            },
            Self::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().filter(|field| is_told(field)).collect();
                fields.sort_unstable_by(|a, b| a.0.cmp(&b.0));
                let field = |(name, value): &(String, Self)| format!("{name}:{}", value.written());
                joined(fields.into_iter().map(field).collect(), '{', '}')
            }
        }
    }

    /// The digits of the nearest floating-point number.
    fn nearest_text(&self) -> String {
        json_text(&Value::from(self.float()))
    }

    /// The value as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(boolean) => Value::from(*boolean),
            Self::Int(number) => Value::from(*number),
            Self::Float(_) | Self::Fraction(_) => Value::from(self.float()),
            Self::Text(text) => Value::from(text.as_str()),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Object(fields) => Value::Object(
                fields.iter().map(|(name, value)| (name.clone(), value.to_json())).collect(),
            ),
        }
    }
}

/// Returns true if a field says something. `direction: ASC` of a distance is the only default that
/// input objects have.
fn is_told((name, value): &(String, Input)) -> bool {
    let is_default = || name == "direction" && value.text().as_deref() == Some("ASC");
    *value != Input::Null && !is_default()
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn fractions_are_written_alike_only_if_they_are_equal() {
        let written = |digits: &str| Input::Fraction(digits.to_owned()).written();
        assert_eq!(written("1.50"), Input::Float(1.5).written());
        assert_eq!(written("1e3"), Input::Float(1000.0).written());
        assert_eq!(written("1.00000000000000000001"), "\"1.00000000000000000001\"");
        assert_ne!(written("1.00000000000000000001"), written("1.00000000000000000002"));
    }
}
