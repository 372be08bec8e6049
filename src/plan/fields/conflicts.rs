//! `conflicts`: the properties on which sources disagree.

use super::{ArgumentBinder, RootField};
use crate::{
    ontology::Limit,
    plan::{
        ArgumentsId, Cursor, FieldError, Object, SelectionId, SiteId, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values},
        connection::{ConnectionId, ListOp},
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        ids::Id,
        objects::ClaimOp,
    },
};

/// The field.
#[derive(Clone, Debug)]
pub struct Conflicts {
    /// The page.
    pub arguments: ArgumentsId<ConflictPage>,
    /// The fields that are selected of the page.
    pub page: ConnectionId<ConflictList>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConflictForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct ConflictPage {
    /// The part of the list.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

/// `nodes` and `edges` of a page of conflicts.
pub type ConflictList = ListOp<Id<Object<ConflictOp>>>;

/// A field of a conflict.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ConflictOp {
    Entity(SelectionId, SiteId),
    Field,
    Claims(Id<Object<ClaimOp>>, SiteId),
}

impl ArgumentBinder for ConflictForm {
    type Bound = ConflictPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<ConflictPage, FieldError> {
        let slice = binder.slice(Limit::default(), Cursor::CONFLICT_KEYS, values)?;
        Ok(ConflictPage { slice, view: values.view()? })
    }
}

impl ConflictPage {
    pub(super) fn explain(&self) -> String {
        let slice = &self.slice;
        let (filtered, ordered, view) = (false, false, self.view);
        PageText { slice, filtered, ordered, metrics: &[], view }.to_string()
    }
}

impl RootField for Conflicts {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.page_of(self.page, self.arguments, |it| it.slice.size)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let line = format!("{key}: conflicts {}", to.arguments(self.arguments));
        to.line(&line);
        to.connection(self.page);
    }
}

impl Costs for ConflictOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) => counter.selection(*selection),
            Self::Claims(claim, _) => claim.cost(counter),
            Self::Field => Counted::ZERO,
        }
    }
}

impl Explain for ConflictList {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.list(key, self, ["each", "", ""]);
    }
}

impl Explain for ConflictOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) => {
                to.line(key);
                to.selection(*selection);
            }
            Self::Claims(claim, _) => to.embedded(key, "claims", *claim),
            Self::Field => to.line(key),
        }
    }
}
