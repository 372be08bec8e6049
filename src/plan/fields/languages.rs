//! `name(lang:)` and `summary(lang:)`: a text in the first language that has one.

use super::ArgumentBinder;
use crate::plan::{
    FieldError,
    bind::{Binder, Values},
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
        Ok(Languages(values.texts("lang")))
    }
}

impl Languages {
    pub(super) fn explain(&self) -> String {
        format!("(in {})", self.0.join(", "))
    }
}
