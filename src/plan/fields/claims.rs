//! `claims(field:)`: what sources say of the properties of an entity.

use super::ArgumentBinder;
use crate::plan::{
    FieldError,
    bind::{Binder, Values},
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimForm;

/// The arguments, bound: the name of the property that is asked for, or `None` for all.
#[derive(Clone, Debug)]
pub struct ClaimedField(pub Option<String>);

impl ArgumentBinder for ClaimForm {
    type Bound = ClaimedField;

    fn bind(self, _: &mut Binder<'_>, values: Values<'_>) -> Result<ClaimedField, FieldError> {
        Ok(ClaimedField(values.text("field")))
    }
}

impl ClaimedField {
    pub(super) fn explain(&self) -> String {
        String::new()
    }
}
