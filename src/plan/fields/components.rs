//! `components`: the parts of the graph that are connected at all.

use super::{
    ArgumentBinder, RootField,
    groups::{self, GroupSetOp},
};
use crate::plan::{
    ArgumentsId, FieldError, Object, SiteId,
    bind::{Binder, Values},
    cost::{Costs, Counted, Counter},
    explain::Printer,
    graph::GraphOptions,
    ids::Id,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Components {
    /// The number of groups and the view.
    pub arguments: ArgumentsId<ComponentQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<GroupSetOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The sense in which entities are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComponentMode {
    /// There is a path, whatever its directions.
    Weak,
    /// There is a path each way.
    Strong,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComponentsForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct ComponentQuery {
    /// The sense of being connected.
    pub mode: ComponentMode,
    /// The number of groups to list, the largest first.
    pub count: usize,
    /// The view.
    pub graph: GraphOptions,
}

impl ArgumentBinder for ComponentsForm {
    type Bound = ComponentQuery;

    fn bind(
        self,
        binder: &mut Binder<'_>,
        values: Values<'_>,
    ) -> Result<ComponentQuery, FieldError> {
        let mode = match values.text("mode").as_deref() {
            None | Some("WEAK") => ComponentMode::Weak,
            Some("STRONG") => ComponentMode::Strong,
            Some(other) => return Err(FieldError::unknown("mode", other)),
        };
        let count = groups::count(binder, values)?;
        Ok(ComponentQuery { mode, count, graph: GraphOptions::bind(binder, values)? })
    }
}

impl ComponentQuery {
    pub(super) fn explain(&self) -> String {
        let mode = match self.mode {
            ComponentMode::Weak => "weak",
            ComponentMode::Strong => "strong",
        };
        format!("({mode}, the {} largest{})", self.count, self.graph.explain())
    }
}

impl RootField for Components {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter.arguments(self.arguments).map_or(0, |it| it.count as u64);
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("components {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}
