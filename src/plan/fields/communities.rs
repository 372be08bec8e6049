//! `communities`: groups that are tied more within than outside.

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
pub struct Communities {
    /// The number of groups and the view.
    pub arguments: ArgumentsId<CommunityQuery>,
    /// The fields that are selected of the answer.
    pub result: Id<Object<GroupSetOp>>,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommunitiesForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct CommunityQuery {
    /// The number of groups to list, the largest first.
    pub count: usize,
    /// The view.
    pub graph: GraphOptions,
}

impl ArgumentBinder for CommunitiesForm {
    type Bound = CommunityQuery;

    fn bind(
        self,
        binder: &mut Binder<'_>,
        values: Values<'_>,
    ) -> Result<CommunityQuery, FieldError> {
        let count = groups::count(binder, values)?;
        Ok(CommunityQuery { count, graph: GraphOptions::bind(binder, values)? })
    }
}

impl CommunityQuery {
    pub(super) fn explain(&self) -> String {
        format!("(the {} largest{})", self.count, self.graph.explain())
    }
}

impl RootField for Communities {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let most = counter.arguments(self.arguments).map_or(0, |it| it.count as u64);
        self.result.cost(counter).times(most, counter)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let what = format!("communities {}", to.arguments(self.arguments));
        to.embedded(key, &what, self.result);
    }
}
