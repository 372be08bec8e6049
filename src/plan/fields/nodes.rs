//! `nodes(ids:)`: entities and links by their ids, in the order of the ids.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, SelectionId, SiteId, ViewChange,
    bind::{Binder, Values},
    cost::{Counted, Counter},
    explain::Printer,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Nodes {
    /// The ids.
    pub arguments: ArgumentsId<Ids>,
    /// The fields that are selected of each entity or link.
    pub selection: SelectionId,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByIds;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct Ids {
    /// The ids, in their order.
    pub ids: Vec<String>,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for ByIds {
    type Bound = Ids;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<Ids, FieldError> {
        Ok(Ids { ids: binder.ids(values)?, view: values.view()? })
    }
}

impl Ids {
    pub(super) fn explain(&self) -> String {
        format!("({} ids{})", self.ids.len(), self.view.explain())
    }
}

impl RootField for Nodes {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let count = counter.arguments(self.arguments).map_or(0, |it| it.ids.len() as u64);
        counter.selection(self.selection).times(count, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let arguments = to.arguments(self.arguments);
        to.line(&format!("{key}: by id, any kind, or a link {arguments}"));
        to.selection(self.selection);
    }
}
