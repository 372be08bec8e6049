//! `commonConnections`: what several given entities are all tied to.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SelectionId, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    graph::{CompletenessOp, GraphOptions},
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

/// A field of `CommonConnectionSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommonSetOp {
    Shared(Id<Object<CommonOp>>, SiteId),
    Total,
    Completeness(CompletenessOp),
}

/// A field of `CommonConnection`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommonOp {
    Node(SelectionId, SiteId),
    Ties(Id<Object<TieOp>>, SiteId),
    OverlapDays,
}

/// A field of `SharedTie`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum TieOp {
    Entity(SelectionId, SiteId),
    Links(SelectionId, SiteId),
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

impl Costs for CommonSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Shared(shared, _) => shared.cost(counter),
            Self::Total | Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Costs for CommonOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Node(selection, _) => counter.selection(*selection),
            Self::Ties(tie, _) => tie.cost(counter),
            Self::OverlapDays => Counted::ZERO,
        }
    }
}

impl Costs for TieOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) | Self::Links(selection, _) => counter.selection(*selection),
        }
    }
}

impl Explain for CommonSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Shared(shared, _) => to.embedded(key, "shared entities", *shared),
            Self::Total => to.line(key),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for CommonOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Node(selection, _) => {
                to.line(&format!("{key}: entity"));
                to.selection(*selection);
            }
            Self::Ties(tie, _) => to.embedded(key, "ties", *tie),
            Self::OverlapDays => to.line(key),
        }
    }
}

impl Explain for TieOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Entity(selection, _) | Self::Links(selection, _) => {
                to.line(key);
                to.selection(*selection);
            }
        }
    }
}
