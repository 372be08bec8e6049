//! `__schema` and `__type`, which the schema answers.

use super::RootField;
use crate::plan::{
    SiteId,
    cost::{Counted, Counter},
    explain::Printer,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Introspection {
    /// Its position in the plan's list of such fields.
    pub index: usize,
}

impl RootField for Introspection {
    fn site(&self) -> Option<SiteId> {
        None
    }

    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        Counted::ZERO
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.line(&format!("{key}: introspection"));
    }
}
