//! `connected`: whether two entities are connected, and how far apart they are.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Counted, Counter},
    explain::{Explain, Printer},
    graph::{CompletenessOp, GraphOptions},
    ids::Id,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Connected {
    /// The two entities and the view.
    pub arguments: ArgumentsId<Ends>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<ConnectednessOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectedForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct Ends {
    /// The id of the entity where paths start.
    pub from: String,
    /// The id of the entity where they end.
    pub to: String,
    /// The most steps that a path may have; `None` for any number.
    pub max_length: Option<u32>,
    /// The view.
    pub graph: GraphOptions,
}

/// A field of `Connectedness`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ConnectednessOp {
    Connected,
    Distance,
    Completeness(CompletenessOp),
}

impl ArgumentBinder for ConnectedForm {
    type Bound = Ends;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<Ends, FieldError> {
        let [from, to] = binder.ends(values)?;
        let most = binder.limits.path_length;
        let max_length = binder.count_up_to(values, "maxLength", "path_length", most)?;
        Ok(Ends { from, to, max_length, graph: GraphOptions::bind(binder, values)? })
    }
}

impl Ends {
    pub(super) fn explain(&self) -> String {
        format!("({} to {}{})", self.from, self.to, self.graph.explain())
    }
}

impl RootField for Connected {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        Counted::objects(1)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("bidirectional search {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}

impl Explain for ConnectednessOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Connected | Self::Distance => to.line(key),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}
