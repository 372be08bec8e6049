//! `rank`: entities by a measure, the largest value first.

use super::{ArgumentBinder, RootField, metrics::SamplingOp};
use crate::{
    ontology::{KindId, Limit},
    plan::{
        ArgumentsId, Cursor, FieldError, Object, SelectionId, SiteId, Slice,
        bind::{Binder, Values, must_not_be_null},
        connection::{ConnectionId, ListOp},
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        graph::GraphOptions,
        ids::Id,
    },
    value::Metric,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Rank {
    /// The measure, the page and the view.
    pub arguments: ArgumentsId<RankPage>,
    /// The fields that are selected of the page.
    pub page: ConnectionId<RankList>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct RankPage {
    /// The measure.
    pub metric: Metric,
    /// The kinds that are listed; `None` for all.
    pub of_kinds: Option<Vec<KindId>>,
    /// The part of the list.
    pub slice: Slice,
    /// The view.
    pub graph: GraphOptions,
}

/// A field of `RankConnection`.
#[derive(Clone, Debug)]
pub enum RankList {
    /// `nodes`, `edges`
    List(ListOp<SelectionId, RankEdgeOp>),
    /// `sampling`
    Sampling(Id<Object<SamplingOp>>, SiteId),
}

/// A field of an edge beside its cursor and its node.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum RankEdgeOp {
    Value,
}

impl ArgumentBinder for RankForm {
    type Bound = RankPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<RankPage, FieldError> {
        let by = values.text("by").ok_or_else(|| must_not_be_null("by", "Metric!"))?;
        let metric =
            Metric::by_enum_value(&by).ok_or_else(|| FieldError::unknown("measure", &by))?;
        if metric.is_group() {
            let message = format!(
                "`by` is {by}, the number of a group, which is no more and no less than another; \
                 use `components` or `communities`"
            );
            return Err(FieldError::bad_input(message).at("by"));
        }
        Ok(RankPage {
            metric,
            of_kinds: binder.kinds_of(values, "ofKinds"),
            slice: binder.slice(Limit::default(), Cursor::RANK_KEYS, values)?,
            graph: GraphOptions::bind(binder, values)?,
        })
    }
}

impl RankPage {
    pub(super) fn explain(&self) -> String {
        let which = if self.slice.from_end { "last" } else { "first" };
        let (size, graph) = (self.slice.size, self.graph.explain());
        format!("by {} ({which} {size}{graph})", self.metric.as_str())
    }
}

impl RootField for Rank {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.page_of(self.page, self.arguments, |it| it.slice.size)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let line = format!("{key}: entities in order {}", to.arguments(self.arguments));
        to.line(&line);
        to.connection(self.page);
    }
}

impl Costs for RankList {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::List(list) => list.cost(counter),
            Self::Sampling(..) => Counted::ZERO,
        }
    }
}

impl Costs for RankEdgeOp {
    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        match self {
            Self::Value => Counted::ZERO,
        }
    }
}

impl Explain for RankList {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::List(list) => to.list(key, list, ["each", "the entity", ""]),
            Self::Sampling(object, _) => to.embedded(key, "sampling", *object),
        }
    }
}

impl Explain for RankEdgeOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Value => to.line(key),
        }
    }
}
