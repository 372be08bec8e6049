//! `degree`: the number of links of an entity.

use super::ArgumentBinder;
use crate::plan::{
    FieldError, LinkScope, ViewChange,
    bind::{Binder, Values},
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DegreeForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct LinkCount {
    /// The links that are counted.
    pub scope: LinkScope,
    /// The change of the time view for the field.
    pub view: ViewChange,
}

impl ArgumentBinder for DegreeForm {
    type Bound = LinkCount;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<LinkCount, FieldError> {
        Ok(LinkCount { scope: binder.scope(values)?, view: values.view()? })
    }
}

impl LinkCount {
    pub(super) fn explain(&self) -> String {
        self.view.explain_alone()
    }
}
