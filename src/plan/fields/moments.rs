//! Moments: when something began, happened or ended. `changes` and `timeline` list them.

use crate::{
    ontology::Limit,
    plan::{
        Certainty, Cursor, ElementScope, FieldError, Input, Object, SelectionId, SiteId, Slice,
        ViewChange,
        arguments::PageText,
        bind::{Binder, Values, dates::days_asked},
        connection::ListOp,
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        ids::Id,
    },
    value::Interval,
};

/// The arguments that `changes` and `timeline` share, bound.
#[derive(Clone, Debug)]
pub struct MomentPage {
    /// The days that a moment can lie in.
    pub days: Interval,
    /// True if it must lie in them, whichever day its date means.
    pub certainty: Certainty,
    /// The entities and links whose moments are listed.
    pub scope: ElementScope,
    /// The part of the list.
    pub slice: Slice,
    /// The change of the view under the field: only `status` can make one.
    pub view: ViewChange,
}

/// `nodes` and `edges` of a page of moments.
pub type MomentList = ListOp<Id<Object<MomentOp>>>;

/// A field of a moment.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum MomentOp {
    /// Null if it is a moment of a link.
    Entity(SelectionId, SiteId),
    /// Null if it is a moment of an entity.
    Link(SelectionId, SiteId),
    Date,
    Change,
    Certain,
}

impl MomentPage {
    pub(super) fn bind(binder: &Binder<'_>, values: Values<'_>) -> Result<Self, FieldError> {
        let days = days_asked(values)?;
        let certain = values.get("certain") == Some(&Input::Boolean(true));
        Ok(Self {
            days,
            certainty: if certain { Certainty::Certainly } else { Certainty::Possibly },
            scope: binder.element_scope(values),
            slice: binder.slice(Limit::default(), Cursor::MOMENT_KEYS, values)?,
            view: ViewChange { status: values.status()?, ..ViewChange::default() },
        })
    }

    pub(super) fn explain(&self) -> String {
        let (slice, view) = (&self.slice, self.view);
        PageText { slice, filtered: true, ordered: false, metrics: &[], view }.to_string()
    }
}

impl Costs for MomentOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) | Self::Link(selection, _) => counter.selection(*selection),
            Self::Date | Self::Change | Self::Certain => Counted::ZERO,
        }
    }
}

impl Explain for MomentList {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.list(key, self, ["each", "", ""]);
    }
}

impl Explain for MomentOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        to.line(key);
        match self {
            Self::Entity(selection, _) | Self::Link(selection, _) => to.selection(*selection),
            Self::Date | Self::Change | Self::Certain => {}
        }
    }
}
