//! `entity(id:)` and the lookups of each kind, such as `airport(iata:)`.

use super::{RootField, by_key};
use crate::{
    ontology::KindId,
    plan::{
        ArgumentsId, SelectionId, SiteId,
        cost::{Counted, Counter},
        explain::Printer,
    },
};

/// The field.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The kind that the entity must be of; `None` for any.
    pub kind: Option<KindId>,
    /// The key of the entity.
    pub arguments: ArgumentsId<by_key::Lookup>,
    /// The fields that are selected of the entity.
    pub selection: SelectionId,
    /// The field in the document.
    pub site: SiteId,
}

impl RootField for Lookup {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.selection(self.selection)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let arguments = to.arguments(self.arguments);
        let kind = self.kind.map_or("any kind", |kind| to.ontology().kind(kind).name.as_str());
        let line = format!("{key}: lookup, {kind} {arguments}");
        to.line(&line);
        to.selection(self.selection);
    }
}
