//! Operators on texts and names.

use super::{
    Binder,
    operands::{text, wrong},
    terms::{OR_IS_NULL, each_item},
};
use crate::{
    names::{comparison_key, fold_with_signs, has_signs, keys, keys_of_part},
    plan::{FieldError, Input, TextComparison, TextOperator},
};
use regex::RegexBuilder;

/// The syntax of the texts of a type, and the fault of a text that has another.
type Syntax<'s> = &'s dyn Fn(&str) -> Result<(), String>;

/// Any text.
const ANY: Syntax<'static> = &|_| Ok(());

impl Binder<'_> {
    pub(super) fn text_tests(&mut self, input: &Input) -> Result<Vec<TextComparison>, FieldError> {
        self.texts_like(input, ANY)
    }

    /// The tests of a filter on texts of a syntax, such as URLs. Whole texts must have it; parts,
    /// and the bounds of an order, need not.
    pub(super) fn texts_like(
        &mut self,
        input: &Input,
        syntax: Syntax<'_>,
    ) -> Result<Vec<TextComparison>, FieldError> {
        self.texts(input, syntax, |name, value| {
            Ok(TextComparison::Folded(text_operator(name, value, syntax, comparison_key)?))
        })
    }

    /// The tests of a filter on names.
    pub(super) fn name_tests(&mut self, input: &Input) -> Result<Vec<TextComparison>, FieldError> {
        self.texts(input, ANY, |name, value| Ok(TextComparison::Keys(name_operators(name, value)?)))
    }

    fn texts(
        &mut self,
        input: &Input,
        syntax: Syntax<'_>,
        folded: impl Fn(&str, &Input) -> Result<TextComparison, FieldError>,
    ) -> Result<Vec<TextComparison>, FieldError> {
        let exact = |name: &str, value: &Input| {
            Ok(TextComparison::Exact(text_operator(name, value, syntax, str::to_owned)?))
        };
        let tests = self.each_or(input, OR_IS_NULL, |it, name, value| {
            Ok(vec![match name {
                "exact" => return it.each(value, |_, name, value| exact(name, value)),
                "isNull" => TextComparison::IsNull(*value == Input::Boolean(true)),
                "matches" => TextComparison::Matches(Box::new(it.pattern(value)?)),
                "contains" | "startsWith" | "endsWith"
                    if value.text().is_some_and(|it| has_signs(&it)) =>
                {
                    // Blanks alone have no key.
                    let has_key = value.text().is_some_and(|it| !comparison_key(&it).is_empty());
                    let key = has_key.then(|| text_operator(name, value, ANY, comparison_key));
                    let signs = text_operator(name, value, ANY, fold_with_signs)?;
                    TextComparison::Signs(signs, key.transpose()?)
                }
                // Refuses names that are none of its operators.
                name => folded(name, value)?,
            }])
        });
        Ok(tests?.into_iter().flatten().collect())
    }

    fn pattern(&self, value: &Input) -> Result<regex::Regex, FieldError> {
        let pattern = value.text().unwrap_or_default();
        let most = self.limits.pattern_bytes;
        if pattern.len() as u64 > most {
            let bytes = pattern.len();
            let message =
                format_args!(" has a pattern of {bytes} bytes, and at most {most} are taken");
            let error = FieldError::of_value(message);
            return Err(FieldError { limit: Some("pattern_bytes"), ..error });
        }
        let most = usize::try_from(self.limits.pattern_compiled_bytes).unwrap_or(usize::MAX);
        RegexBuilder::new(&pattern).size_limit(most).build().map_err(|error| bad_pattern(&error))
    }
}

fn text_operator(
    name: &str,
    value: &Input,
    syntax: Syntax<'_>,
    key: impl Fn(&str) -> String,
) -> Result<TextOperator, FieldError> {
    let part = || text(value).map(|it| key(&it));
    let whole = |item: &Input| {
        let text = text(item)?;
        syntax(&text).map_err(wrong)?;
        Ok(key(&text))
    };
    Ok(match name {
        "eq" => TextOperator::In(vec![whole(value)?]),
        "ne" => TextOperator::NotIn(vec![whole(value)?]),
        "in" => TextOperator::In(in_order(each_item(value, whole)?)),
        "notIn" => TextOperator::NotIn(in_order(each_item(value, whole)?)),
        "lt" => TextOperator::Less(part()?),
        "gt" => TextOperator::Greater(part()?),
        "lte" => TextOperator::AtMost(part()?),
        "gte" => TextOperator::AtLeast(part()?),
        "contains" => TextOperator::Contains(part()?),
        "startsWith" => TextOperator::StartsWith(part()?),
        "endsWith" => TextOperator::EndsWith(part()?),
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
    let folded = text_operator(name, value, ANY, comparison_key)?;
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
        let error = FieldError::of_value(format_args!(
            " has a pattern that takes over {most} bytes once it is compiled; repeat less in it, \
             or write `[0-9A-Za-z_]` for `\\w`, which is every letter of every script"
        ));
        return FieldError { limit: Some("pattern_compiled_bytes"), ..error };
    }
    let reason = error.to_string();
    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
    FieldError::of_value(format_args!(" is not a regular expression: {reason}"))
}
