//! A to-one relation of an entity.

use super::ArgumentBinder;
use crate::plan::{
    FieldError, ViewChange,
    bind::{Binder, Values},
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToOneForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct ToOne {
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for ToOneForm {
    type Bound = ToOne;

    fn bind(self, _: &mut Binder<'_>, values: Values<'_>) -> Result<ToOne, FieldError> {
        Ok(ToOne { view: values.view()? })
    }
}

impl ToOne {
    pub(super) fn explain(&self) -> String {
        self.view.explain_alone()
    }
}
