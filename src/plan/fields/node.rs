//! `node(id:)`: an entity or a link by its id.

use super::{RootField, by_id::Id};
use crate::plan::{
    ArgumentsId, SelectionId, SiteId,
    cost::{Counted, Counter},
    explain::Printer,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Node {
    /// The id.
    pub arguments: ArgumentsId<Id>,
    /// The fields that are selected of the entity or the link.
    pub selection: SelectionId,
    /// The field in the document.
    pub site: SiteId,
}

impl RootField for Node {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.selection(self.selection)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let arguments = to.arguments(self.arguments);
        to.line(&format!("{key}: by id, any kind, or a link {arguments}"));
        to.selection(self.selection);
    }
}
