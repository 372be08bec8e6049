//! `links`: the links of an entity, whatever their relation.

use super::ArgumentBinder;
use crate::{
    ontology::{KindId, Limit},
    plan::{
        EdgePredicate, FieldError, LinkScope, Order, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values},
        metrics::metrics_read,
    },
    value::Metric,
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
    /// The measures that the order reads.
    pub metrics: Vec<Metric>,
    /// The part of the list.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for LinkForm {
    type Bound = LinkPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<LinkPage, FieldError> {
        let filter = binder.filter(values, "where", |it, input| it.edge_filter(None, input))?;
        let order = binder.any_link_order(values)?;
        let slice = binder.ordered_slice(Limit::default(), &order, values)?;
        let (scope, kinds) = (binder.scope(values)?, binder.kinds(values));
        let metrics = metrics_read(None, &order.keys);
        Ok(LinkPage { scope, kinds, filter, order, metrics, slice, view: values.view()? })
    }
}

impl LinkPage {
    pub(super) fn explain(&self) -> String {
        let filtered =
            self.filter.is_some() || self.kinds.is_some() || self.scope.relations.is_some();
        let (slice, ordered, metrics) = (&self.slice, !self.order.is_empty(), &self.metrics);
        PageText { slice, filtered, ordered, metrics, view: self.view }.to_string()
    }
}
