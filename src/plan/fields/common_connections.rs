//! `commonConnections`: what several given entities are all tied to.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::Printer,
    graph::{CommonSetOp, GraphOptions},
    ids::Id,
};

/// The field.
#[derive(Clone, Debug)]
pub struct CommonConnections {
    /// The entities and the view.
    pub arguments: ArgumentsId<CommonQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<CommonSetOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct CommonQuery {
    /// The ids of the given entities.
    pub ids: Vec<String>,
    /// The number of given entities that something must be tied to.
    pub min_shared: usize,
    /// True if so many of the ties must have held on one day.
    pub overlap_in_time: bool,
    /// The number of shared entities to list.
    pub count: usize,
    /// The view.
    pub graph: GraphOptions,
}

impl ArgumentBinder for CommonForm {
    type Bound = CommonQuery;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<CommonQuery, FieldError> {
        let most = binder.limits.page_size;
        let count = binder.count_up_to(values, "first", "page_size", most)?;
        let min_shared = binder.number(values, "minShared")?;
        Ok(CommonQuery {
            ids: binder.required_ids(values, "ids")?,
            min_shared: min_shared.unwrap_or(2).max(1) as usize,
            overlap_in_time: values.flag("overlapInTime"),
            count: count.map_or(binder.limits.default_page_size as usize, |it| it as usize),
            graph: GraphOptions::bind(binder, values)?,
        })
    }
}

impl CommonQuery {
    pub(super) fn explain(&self) -> String {
        let (ids, count) = (self.ids.len(), self.count);
        format!("({ids} entities, the first {count}{})", self.graph.explain())
    }
}

impl RootField for CommonConnections {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter.arguments(self.arguments).map_or(0, |it| it.count as u64);
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("shared neighbours {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}
