//! `supports` of a source: the entities and links that cite it.

use super::ArgumentBinder;
use crate::{
    ontology::Limit,
    plan::{
        Cursor, ElementScope, FieldError, Object, SelectionId, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values},
        connection::ListOp,
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        ids::Id,
    },
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct SupportPage {
    /// The entities and links that are listed.
    pub scope: ElementScope,
    /// The part of the list.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

/// `nodes` and `edges` of a page of what rests on a source.
pub type SupportList = ListOp<SelectionId, SupportEdgeOp>;

/// A field of an edge beside its cursor and its node.
#[derive(Clone, Copy, Debug)]
pub enum SupportEdgeOp {
    /// `citations`: where the element cites the source.
    Citations(Id<Object<SupportCitationOp>>),
}

/// A field of `SupportCitation`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum SupportCitationOp {
    Locator,
    Note,
    Field,
}

impl ArgumentBinder for SupportForm {
    type Bound = SupportPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<SupportPage, FieldError> {
        Ok(SupportPage {
            scope: binder.element_scope(values),
            slice: binder.slice(Limit::default(), Cursor::ELEMENT_KEYS, values)?,
            view: values.view()?,
        })
    }
}

impl SupportPage {
    pub(super) fn explain(&self) -> String {
        let filtered = !self.scope.is_open();
        PageText { slice: &self.slice, filtered, ordered: false, metrics: &[], view: self.view }
            .to_string()
    }
}

impl Costs for SupportEdgeOp {
    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        match self {
            Self::Citations(_) => Counted::ZERO,
        }
    }
}

impl Explain for SupportList {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.list(key, self, ["each", "", ""]);
    }
}

impl Explain for SupportEdgeOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Citations(citation) => to.embedded(key, "citations", *citation),
        }
    }
}

impl Explain for SupportCitationOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Locator | Self::Note | Self::Field => to.line(key),
        }
    }
}
