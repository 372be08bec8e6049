//! `name(lang:)` and `summary(lang:)`: a text in the first language that has one.

use super::ArgumentBinder;
use crate::plan::{
    FieldError, Input,
    bind::{Binder, Values, each_item},
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageForm;

/// The languages, bound: BCP 47 tags, the most wanted first.
#[derive(Clone, Debug)]
pub struct Languages(pub Vec<String>);

impl ArgumentBinder for LanguageForm {
    type Bound = Languages;

    fn bind(self, _: &mut Binder<'_>, values: Values<'_>) -> Result<Languages, FieldError> {
        let tags = each_item(values.get("lang").unwrap_or(&Input::Null), tag);
        tags.map(Languages).map_err(|error| error.within("lang"))
    }
}

/// A [language range]. Locales are often written with `_`, and [Unicode reads both]: `en_US` is
/// `en-US`.
///
/// [language range]: https://www.rfc-editor.org/rfc/rfc4647#section-2.1
/// [Unicode reads both]: https://www.unicode.org/reports/tr35/#Unicode_locale_identifier
fn tag(input: &Input) -> Result<String, FieldError> {
    let text = input.text().unwrap_or_default();
    let tag = text.replace('_', "-");
    let is_part = |(at, part): (usize, &str)| {
        let is_known = match at {
            0 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
            _ => part.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        };
        (1..=8).contains(&part.len()) && is_known
    };
    if tag == "*" || tag.split('-').enumerate().all(is_part) {
        return Ok(tag);
    }
    Err(FieldError::of_value(format_args!(
        ": \"{text}\" is no language tag; write one as in BCP 47, such as `ru` or `en-US`, and \
         several as a list"
    )))
}

impl Languages {
    pub(super) fn explain(&self) -> String {
        format!("(in {})", self.0.join(", "))
    }
}
