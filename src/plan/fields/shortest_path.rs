//! `shortestPath`: the best path between two entities.

use super::{ArgumentBinder, RootField};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::Printer,
    graph::{GraphOptions, Origin, PathOp, PathOptions},
    ids::Id,
};

/// The field.
#[derive(Clone, Debug)]
pub struct ShortestPath {
    /// The two entities, the view and the paths that are meant.
    pub arguments: ArgumentsId<PathEnds>,
    /// The fields that are selected of the path.
    pub path: Id<Object<PathOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortestPathForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct PathEnds {
    /// The id of the entity where the path starts.
    pub from: String,
    /// The id of the entity where it ends.
    pub to: String,
    /// The paths that are meant.
    pub paths: PathOptions,
    /// The view.
    pub graph: GraphOptions,
    /// The field with these arguments.
    pub origin: Origin,
}

impl ArgumentBinder for ShortestPathForm {
    type Bound = PathEnds;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<PathEnds, FieldError> {
        let [from, to] = binder.ends(values)?;
        let paths = PathOptions::bind(binder, values, u64::MAX)?;
        let graph = GraphOptions::bind(binder, values)?;
        Ok(PathEnds { from, to, paths, graph, origin: Origin::of("shortestPath", values) })
    }
}

impl PathEnds {
    pub(super) fn explain(&self) -> String {
        let (paths, graph) = (self.paths.explain(), self.graph.explain());
        format!("({} to {}{paths}{graph})", self.from, self.to)
    }
}

impl RootField for ShortestPath {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let longest = counter.arguments(self.arguments).map_or(0, |it| it.paths.max_length);
        self.path.cost(counter).times(u64::from(longest) + 1, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("shortest path {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.path);
    }
}
