//! The argument of `node`.

use super::ArgumentBinder;
use crate::plan::{
    FieldError, ViewChange,
    bind::{Binder, Values, must_not_be_null},
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ById;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct Id {
    /// The id.
    pub id: String,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for ById {
    type Bound = Id;

    fn bind(self, _: &mut Binder<'_>, values: Values<'_>) -> Result<Id, FieldError> {
        let id = values.text("id").ok_or_else(|| must_not_be_null("id", "ID!"))?;
        Ok(Id { id, view: values.view()? })
    }
}

impl Id {
    pub(super) fn explain(&self) -> String {
        format!("(id {}{})", self.id, self.view.explain())
    }
}
