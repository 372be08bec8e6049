//! `links`: the links of an entity, whatever their relation.

use super::ArgumentBinder;
use crate::{
    ontology::{KindId, Limit},
    plan::{
        EdgePredicate, FieldError, LinkScope, Order, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values},
    },
};

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct LinkPage {
    /// The relations and the direction.
    pub scope: LinkScope,
    /// The kinds that the links may lead to; `None` for all.
    pub kinds: Option<Vec<KindId>>,
    /// A condition that each link fulfils.
    pub filter: Option<EdgePredicate>,
    /// The order of the links.
    pub order: Order,
    /// The part of the list.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for LinkForm {
    type Bound = LinkPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<LinkPage, FieldError> {
        let filter = binder.filter(values, "where", |it, input| it.edge_filter(None, input))?;
        let order = binder.edge_order(values)?;
        let slice = binder.ordered_slice(Limit::default(), &order, values)?;
        let (scope, kinds) = (binder.scope(values)?, binder.kinds(values));
        Ok(LinkPage { scope, kinds, filter, order, slice, view: values.view()? })
    }
}

impl LinkPage {
    pub(super) fn explain(&self) -> String {
        let filtered =
            self.filter.is_some() || self.kinds.is_some() || self.scope.relations.is_some();
        let (slice, ordered, view) = (&self.slice, !self.order.is_empty(), self.view);
        PageText { slice, filtered, ordered, metrics: &[], view }.to_string()
    }
}
