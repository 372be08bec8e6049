//! `subgraph`: the neighbourhood of some entities.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::Printer,
    graph::{GraphOp, GraphOptions, Origin},
    ids::Id,
};

/// The most steps from a root where the request does not say it.
const DEFAULT_DEPTH: u32 = 2;
/// The most entities where the request does not say it.
const DEFAULT_LIMIT: u32 = 200;

/// The field.
#[derive(Clone, Debug)]
pub struct Subgraph {
    /// The entities and the view.
    pub arguments: ArgumentsId<SubgraphQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<GraphOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubgraphForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct SubgraphQuery {
    /// The ids of the entities in the middle.
    pub roots: Vec<String>,
    /// The most steps from the nearest root.
    pub depth: u32,
    /// The most entities, the roots among them.
    pub limit: usize,
    /// The most entities for one entity and relation.
    pub limit_per_relation: Option<usize>,
    /// The view.
    pub graph: GraphOptions,
    /// The field with these arguments.
    pub origin: Origin,
}

impl ArgumentBinder for SubgraphForm {
    type Bound = SubgraphQuery;

    fn bind(
        self,
        binder: &mut Binder<'_>,
        values: Values<'_>,
    ) -> Result<SubgraphQuery, FieldError> {
        let (most, longest) = (binder.limits.page_size, binder.limits.path_length);
        let limit = binder.count_up_to(values, "limit", "page_size", most)?;
        let depth = binder.count_up_to(values, "depth", "path_length", longest)?;
        let (depth, limit) = (depth.unwrap_or(DEFAULT_DEPTH), limit.unwrap_or(DEFAULT_LIMIT));
        let per_relation = binder.number(values, "limitPerRelation")?;
        Ok(SubgraphQuery {
            roots: binder.required_ids(values, "roots")?,
            depth,
            limit: limit as usize,
            limit_per_relation: per_relation.map(|it| it as usize),
            graph: GraphOptions::bind(binder, values)?,
            origin: Origin::of("subgraph", values)
                .with_default("depth", depth)
                .with_default("limit", limit),
        })
    }
}

impl SubgraphQuery {
    pub(super) fn explain(&self) -> String {
        let (roots, depth, limit) = (self.roots.len(), self.depth, self.limit);
        format!("({roots} roots, {depth} steps, at most {limit}{})", self.graph.explain())
    }
}

impl RootField for Subgraph {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter.arguments(self.arguments).map_or(0, |it| it.limit as u64);
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("breadth-first search {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}
