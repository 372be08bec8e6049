//! Operators on scalars: `{ eq: ..., lt: ... }` to tests.

use super::{
    Binder,
    filter::{Tests, null_condition},
};
use crate::{
    names::{comparison_key, fold_with_signs, has_signs, keys, keys_of_part},
    ontology::{PropertyType, Scalar},
    plan::{Comparison, FieldError, Input, TextComparison, TextOperator, ValueComparison},
    value::{DateTime, Decimal, PartialDate, Value, url},
};
use regex::RegexBuilder;

/// The hint on how to find absent values, in errors of filters on one value.
pub(super) const OR_IS_NULL: &str = ", or ask with `isNull: true`";
/// The hint on how to find empty lists, in errors of filters on lists.
const OR_IS_EMPTY: &str = ", or ask with `isEmpty: true`";

impl Binder<'_> {
    /// The tests of a filter on a value of a type.
    pub(super) fn value_test(
        &mut self,
        ty: PropertyType,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        if ty.list {
            if let Scalar::Structured(id) = ty.scalar {
                return self.structured_list_test(id, input);
            }
            return self.list_tests(ty, input);
        }
        let tests = match ty.scalar {
            Scalar::String => wrap(self.text_tests(input)?, ValueComparison::Text),
            Scalar::Url => wrap(self.url_tests(input)?, ValueComparison::Text),
            Scalar::Int => wrap(self.int_tests(input)?, ValueComparison::Int),
            Scalar::Float => wrap(self.float_tests(input)?, ValueComparison::Float),
            Scalar::BigInt => wrap(self.ordered(input, big_int)?, ValueComparison::BigInt),
            Scalar::Decimal => wrap(self.ordered(input, decimal)?, ValueComparison::Decimal),
            Scalar::DateTime => wrap(
                self.ordered(input, |value, name| Ok(instant(value, name)?.microseconds()))?,
                ValueComparison::DateTime,
            ),
            Scalar::PartialDate => self.date_tests(input)?,
            Scalar::Date => wrap(self.ordered(input, date)?, ValueComparison::Date),
            Scalar::Structured(id) => vec![self.structured_test(id, input)?],
            Scalar::Id | Scalar::Boolean | Scalar::Json | Scalar::Enum(_) => wrap(
                self.ordered(input, |value, name| cell(ty.scalar, value, name))?,
                ValueComparison::Cell,
            ),
        };
        Ok(match <[ValueComparison; 1]>::try_from(tests) {
            Ok([one]) => one,
            Err(several) => ValueComparison::All(several),
        })
    }

    pub(super) fn int_tests(&mut self, input: &Input) -> Result<Tests<i32>, FieldError> {
        self.ordered(input, int)
    }

    pub(super) fn float_tests(&mut self, input: &Input) -> Result<Tests<f64>, FieldError> {
        self.ordered(input, float)
    }

    /// `eq`, `ne`, `in`, `notIn` alone.
    pub(super) fn equality<T>(
        &mut self,
        input: &Input,
        read: impl Fn(&Input) -> Option<T>,
    ) -> Result<Tests<T>, FieldError> {
        self.ordered(input, |value, name| read(value).ok_or_else(|| not_null(name)))
    }

    /// Operators on values that have an order, or only equality.
    fn ordered<T>(
        &mut self,
        input: &Input,
        read: impl Fn(&Input, &str) -> Result<T, FieldError>,
    ) -> Result<Tests<T>, FieldError> {
        let operators = self.terms_or(input, OR_IS_NULL)?;
        operators.iter().map(|(name, value)| comparison(name, value, &read)).collect()
    }

    pub(super) fn text_tests(&mut self, input: &Input) -> Result<Vec<TextComparison>, FieldError> {
        self.texts(input, |name, value| {
            Ok(TextComparison::Folded(text_operator(name, value, comparison_key)?))
        })
    }

    fn url_tests(&mut self, input: &Input) -> Result<Vec<TextComparison>, FieldError> {
        self.texts(input, |name, value| {
            if matches!(name, "eq" | "ne" | "in" | "notIn") {
                value.items().iter().try_for_each(|it| check_url(name, it))?;
            }
            Ok(TextComparison::Folded(text_operator(name, value, comparison_key)?))
        })
    }

    /// The tests of a filter on names.
    pub(super) fn name_tests(&mut self, input: &Input) -> Result<Vec<TextComparison>, FieldError> {
        self.texts(input, |name, value| Ok(TextComparison::Keys(name_operators(name, value)?)))
    }

    fn texts(
        &mut self,
        input: &Input,
        folded: impl Fn(&str, &Input) -> Result<TextComparison, FieldError>,
    ) -> Result<Vec<TextComparison>, FieldError> {
        let mut tests = Vec::new();
        for (name, value) in self.terms_or(input, OR_IS_NULL)? {
            match name.as_str() {
                "isNull" => tests.push(TextComparison::IsNull(*value == Input::Boolean(true))),
                "matches" => tests.push(TextComparison::Matches(Box::new(self.pattern(value)?))),
                "exact" => {
                    for (name, value) in self.terms(value)? {
                        tests.push(TextComparison::Exact(text_operator(
                            name,
                            value,
                            str::to_owned,
                        )?));
                    }
                }
                "contains" | "startsWith" | "endsWith"
                    if value.text().is_some_and(|it| has_signs(&it)) =>
                {
                    tests.push(TextComparison::Signs(text_operator(name, value, fold_with_signs)?));
                }
                // Refuses names that are none of its operators.
                name => tests.push(folded(name, value)?),
            }
        }
        Ok(tests)
    }

    fn pattern(&self, value: &Input) -> Result<regex::Regex, FieldError> {
        let pattern = value.text().unwrap_or_default();
        let most = self.limits.pattern_bytes;
        if pattern.len() as u64 > most {
            let message = format!(
                "`matches` has a pattern of {} bytes, and at most {most} are taken",
                pattern.len()
            );
            return Err(FieldError::out_of_bounds("pattern_bytes", message));
        }
        let most = usize::try_from(self.limits.pattern_compiled_bytes).unwrap_or(usize::MAX);
        RegexBuilder::new(&pattern).size_limit(most).build().map_err(|error| bad_pattern(&error))
    }

    fn list_tests(
        &mut self,
        ty: PropertyType,
        input: &Input,
    ) -> Result<ValueComparison, FieldError> {
        let item = |value: &Input, name: &str| {
            if ty.scalar == Scalar::Url {
                check_url(name, value)?;
            }
            item_key(ty.scalar, value, name)
        };
        let mut tests = Vec::new();
        for (name, value) in self.terms_or(input, OR_IS_EMPTY)? {
            let items: Vec<String> = match name.as_str() {
                "isEmpty" => {
                    tests.push(ValueComparison::IsEmpty(*value == Input::Boolean(true)));
                    continue;
                }
                "has" => vec![item(value, name)?],
                "hasAll" | "hasAny" => {
                    value.items().iter().map(|value| item(value, name)).collect::<Result<_, _>>()?
                }
                other => return Err(FieldError::unknown("operator", other)),
            };
            let mut distinct = items;
            distinct.sort_unstable();
            distinct.dedup();
            let at_least = if name == "hasAll" { distinct.len() } else { 1 };
            tests.push(ValueComparison::Has(distinct, at_least..=usize::MAX));
        }
        Ok(ValueComparison::All(tests))
    }
}

/// One operator of `IntFilter`.
pub(super) fn int_test(name: &str, value: &Input) -> Result<Comparison<i32>, FieldError> {
    comparison(name, value, int)
}

fn int(value: &Input, name: &str) -> Result<i32, FieldError> {
    match value {
        Input::Int(number) => Ok(i32::try_from(*number).unwrap_or_default()),
        _ => Err(not_null(name)),
    }
}

/// One operator on values that have an order, or only equality.
pub(super) fn comparison<T>(
    name: &str,
    value: &Input,
    read: impl Fn(&Input, &str) -> Result<T, FieldError>,
) -> Result<Comparison<T>, FieldError> {
    let one = || read(value, name);
    let list = || value.items().iter().map(|item| read(item, name)).collect::<Result<Vec<_>, _>>();
    Ok(match name {
        "eq" => Comparison::In(vec![one()?]),
        "ne" => Comparison::NotIn(vec![one()?]),
        "in" => Comparison::In(list()?),
        "notIn" => Comparison::NotIn(list()?),
        "lt" => Comparison::Less(one()?),
        "gt" => Comparison::Greater(one()?),
        "lte" => Comparison::AtMost(one()?),
        "gte" => Comparison::AtLeast(one()?),
        "isNull" => Comparison::IsNull(*value == Input::Boolean(true)),
        other => return Err(FieldError::unknown("operator", other)),
    })
}

fn wrap<T>(tests: Vec<T>, make: impl Fn(T) -> ValueComparison) -> Vec<ValueComparison> {
    tests.into_iter().map(make).collect()
}

fn text_operator(
    name: &str,
    value: &Input,
    read: impl Fn(&str) -> String,
) -> Result<TextOperator, FieldError> {
    let one = || value.text().map(|text| read(&text)).ok_or_else(|| not_null(name));
    let list = || {
        let text = |item: &Input| item.text().map(|text| read(&text)).ok_or_else(|| not_null(name));
        value.items().iter().map(text).collect::<Result<Vec<_>, _>>().map(in_order)
    };
    Ok(match name {
        "eq" => TextOperator::In(vec![one()?]),
        "ne" => TextOperator::NotIn(vec![one()?]),
        "in" => TextOperator::In(list()?),
        "notIn" => TextOperator::NotIn(list()?),
        "lt" => TextOperator::Less(one()?),
        "gt" => TextOperator::Greater(one()?),
        "lte" => TextOperator::AtMost(one()?),
        "gte" => TextOperator::AtLeast(one()?),
        "contains" => TextOperator::Contains(one()?),
        "startsWith" => TextOperator::StartsWith(one()?),
        "endsWith" => TextOperator::EndsWith(one()?),
        other => return Err(FieldError::unknown("operator", other)),
    })
}

/// Texts in order, each once: a list may have thousands, and each name many keys.
fn in_order(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// An operator on names: the same for each key of the text given. One with signs that belong to
/// words (`C++`) is equal to nothing without them, so it has its comparison key alone.
fn name_operators(name: &str, value: &Input) -> Result<Vec<TextOperator>, FieldError> {
    let folded = text_operator(name, value, comparison_key)?;
    let of = |text: &Input| {
        let text = text.text().unwrap_or_default();
        if has_signs(&text) { vec![comparison_key(&text)] } else { keys(&text, None) }
    };
    let parts = || keys_of_part(&value.text().unwrap_or_default()).into_iter();
    let all = || {
        in_order(match name {
            "eq" | "ne" => of(value),
            "in" | "notIn" => value.items().iter().flat_map(of).collect(),
            other => unreachable!("`{other}` is no equality"),
        })
    };
    Ok(match folded {
        TextOperator::In(_) => vec![TextOperator::In(all())],
        TextOperator::NotIn(_) => vec![TextOperator::NotIn(all())],
        TextOperator::Contains(_) => parts().map(TextOperator::Contains).collect(),
        TextOperator::StartsWith(_) => parts().map(TextOperator::StartsWith).collect(),
        TextOperator::EndsWith(_) => parts().map(TextOperator::EndsWith).collect(),
        TextOperator::Less(_)
        | TextOperator::Greater(_)
        | TextOperator::AtMost(_)
        | TextOperator::AtLeast(_) => vec![folded],
    })
}

fn bad_pattern(error: &regex::Error) -> FieldError {
    if let regex::Error::CompiledTooBig(most) = error {
        let message = format!(
            "`matches` has a pattern that takes over {most} bytes once it is compiled; repeat less \
             in it, or write `[0-9A-Za-z_]` for `\\w`, which is every letter of every script"
        );
        return FieldError::out_of_bounds("pattern_compiled_bytes", message);
    }
    let reason = error.to_string();
    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
    FieldError::bad_input(format!("`matches` is not a regular expression: {reason}"))
}

pub(super) fn float(value: &Input, name: &str) -> Result<f64, FieldError> {
    match value {
        Input::Int(number) => Ok(*number as f64),
        Input::Float(number) => Ok(*number),
        // An integer of the document that 64 bits do not hold is kept as it is written.
        Input::Text(digits) => digits.parse().map_err(|_| not_null(name)),
        _ => Err(not_null(name)),
    }
}

pub(super) fn date(value: &Input, name: &str) -> Result<PartialDate, FieldError> {
    let text = value.text().ok_or_else(|| match value {
        Input::Null => not_null(name),
        _ => FieldError::bad_input(format!("`{name}` takes a date as a text: \"2019-05\"")),
    })?;
    text.parse().map_err(|error| FieldError::bad_input(format!("`{name}`: {error}")))
}

/// The JSON of a cell of a type that has only equality.
fn cell(scalar: Scalar, value: &Input, name: &str) -> Result<String, FieldError> {
    match (scalar, value) {
        (Scalar::Boolean, Input::Boolean(boolean)) => Ok(boolean.to_string()),
        (Scalar::Boolean | Scalar::Id | Scalar::Json | Scalar::Enum(_), _) => {
            let text = value.text().ok_or_else(|| not_null(name))?;
            Ok(Value::Text(text.into()).to_json())
        }
        (
            Scalar::String
            | Scalar::Url
            | Scalar::Int
            | Scalar::Float
            | Scalar::BigInt
            | Scalar::Decimal
            | Scalar::PartialDate
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Structured(_),
            _,
        ) => unreachable!("{scalar:?} has keys of its own"),
    }
}

/// The key by which an item of a list compares: a text by its comparison key, a number of 64 bits,
/// a decimal fraction and an instant by their numbers, all else by its JSON.
fn item_key(scalar: Scalar, value: &Input, name: &str) -> Result<String, FieldError> {
    match scalar {
        Scalar::String | Scalar::Url => {
            value.text().map(|text| comparison_key(&text)).ok_or_else(|| not_null(name))
        }
        Scalar::Int => value.text().ok_or_else(|| not_null(name)),
        Scalar::Float => Ok(Value::Float(float(value, name)?).to_json()),
        Scalar::BigInt => Ok(big_int(value, name)?.to_string()),
        Scalar::Decimal => Ok(decimal(value, name)?.to_string()),
        Scalar::DateTime => Ok(instant(value, name)?.microseconds().to_string()),
        Scalar::PartialDate | Scalar::Date => Ok(Value::Date(date(value, name)?).to_json()),
        Scalar::Id | Scalar::Boolean | Scalar::Json | Scalar::Enum(_) => cell(scalar, value, name),
        Scalar::Structured(_) => {
            unreachable!("a list of structured values is not searched for one")
        }
    }
}

fn big_int(value: &Input, name: &str) -> Result<i64, FieldError> {
    match read(Scalar::BigInt, value, name)? {
        Value::BigInt(number) => Ok(number),
        other => unreachable!("a BigInt is read as {other:?}"),
    }
}

fn decimal(value: &Input, name: &str) -> Result<Decimal, FieldError> {
    match read(Scalar::Decimal, value, name)? {
        Value::Decimal(number) => Ok(number),
        other => unreachable!("a Decimal is read as {other:?}"),
    }
}

fn instant(value: &Input, name: &str) -> Result<DateTime, FieldError> {
    match read(Scalar::DateTime, value, name)? {
        Value::DateTime(instant) => Ok(instant),
        other => unreachable!("a DateTime is read as {other:?}"),
    }
}

/// Reads a value as files have it. A whole number is read by its digits; one with a fraction may
/// have been rounded on its way.
fn read(scalar: Scalar, value: &Input, name: &str) -> Result<Value, FieldError> {
    let text = value.text().ok_or_else(|| match value {
        Input::Null => not_null(name),
        _ => {
            let what = scalar.describe();
            FieldError::bad_input(format!("`{name}` takes {what}, in double quotes"))
        }
    })?;
    scalar.parse(&text).map_err(|fault| FieldError::bad_input(format!("`{name}`: {fault}")))
}

fn not_null(name: &str) -> FieldError {
    null_condition(name, OR_IS_NULL)
}

/// Checks that a text is a URL, by the rule that holds for facts.
fn check_url(name: &str, value: &Input) -> Result<(), FieldError> {
    let text = value.text().ok_or_else(|| not_null(name))?;
    url::check(&text).map_err(|fault| FieldError::bad_input(format!("`{name}`: {fault}")))
}
