//! `connect`: a small subgraph that ties given entities together.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::Printer,
    graph::{GraphOp, GraphOptions, Origin, PathCost},
    ids::Id,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Connect {
    /// The entities and the view.
    pub arguments: ArgumentsId<ConnectQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<GraphOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct ConnectQuery {
    /// The ids of the entities.
    pub ids: Vec<String>,
    /// The measure of the ties.
    pub cost: PathCost,
    /// The view.
    pub graph: GraphOptions,
    /// The field with these arguments.
    pub origin: Origin,
}

impl ArgumentBinder for ConnectForm {
    type Bound = ConnectQuery;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<ConnectQuery, FieldError> {
        Ok(ConnectQuery {
            ids: binder.required_ids(values, "ids")?,
            cost: PathCost::bind(values)?,
            graph: GraphOptions::bind(binder, values)?,
            origin: Origin::of("connect", values),
        })
    }
}

impl ConnectQuery {
    pub(super) fn explain(&self) -> String {
        format!("({} entities{})", self.ids.len(), self.graph.explain())
    }
}

impl RootField for Connect {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        // A tree has as many ties as entities, and each may have a path's length.
        let ends = counter.arguments(self.arguments).map_or(0, |it| it.ids.len() as u64);
        self.result.cost(counter).times(ends.saturating_mul(8), counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("Steiner tree {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}
