//! `paths`: the k shortest simple paths between two sets of entities.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    graph::{CompletenessOp, GraphOp, GraphOptions, Origin, PathOp, PathOptions},
    ids::Id,
};

/// The number of paths where the request does not say one.
const DEFAULT_COUNT: u32 = 10;
/// The most steps of a path where the request does not say it.
const DEFAULT_LENGTH: u64 = 6;

/// The field.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The two sets, the view and the paths that are meant.
    pub arguments: ArgumentsId<PathQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<PathSetOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathsForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct PathQuery {
    /// The ids of the entities where paths start.
    pub from: Vec<String>,
    /// The ids of the entities where they end.
    pub to: Vec<String>,
    /// The number of paths, at most.
    pub count: usize,
    /// The paths that are meant.
    pub paths: PathOptions,
    /// The view.
    pub graph: GraphOptions,
    /// The field with these arguments.
    pub origin: Origin,
}

/// A field of `PathSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum PathSetOp {
    Paths(Id<Object<PathOp>>, SiteId),
    Graph(Id<Object<GraphOp>>, SiteId),
    Completeness(CompletenessOp),
}

impl ArgumentBinder for PathsForm {
    type Bound = PathQuery;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<PathQuery, FieldError> {
        let most = binder.limits.graph_paths;
        let count = binder.count_up_to(values, "k", "graph_paths", most)?;
        Ok(PathQuery {
            from: binder.required_ids(values, "from")?,
            to: binder.required_ids(values, "to")?,
            count: count.unwrap_or(DEFAULT_COUNT) as usize,
            paths: PathOptions::bind(binder, values, DEFAULT_LENGTH)?,
            graph: GraphOptions::bind(binder, values)?,
            origin: Origin::of("paths", values),
        })
    }
}

impl PathQuery {
    pub(super) fn explain(&self) -> String {
        let (from, to, count) = (self.from.len(), self.to.len(), self.count);
        let (paths, graph) = (self.paths.explain(), self.graph.explain());
        format!("({from} to {to} entities, the first {count}{paths}{graph})")
    }
}

impl RootField for Paths {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter
            .arguments(self.arguments)
            .map_or(0, |it| (u64::from(it.paths.max_length) + 1).saturating_mul(it.count as u64));
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("k shortest paths {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}

impl Costs for PathSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Paths(path, _) => path.cost(counter),
            Self::Graph(graph, _) => graph.cost(counter),
            Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Explain for PathSetOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Paths(path, _) => to.embedded(key, "paths", *path),
            Self::Graph(graph, _) => to.embedded(key, "graph", *graph),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}
