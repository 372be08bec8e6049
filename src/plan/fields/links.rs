//! `links`: the links of an entity, whatever their relation.

use super::ArgumentBinder;
use crate::{
    ontology::{KindId, Limit},
    plan::{
        FieldError, LinkPredicate, LinkScope, Order, Predicate, Slice, ViewChange,
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
    /// A condition that each link fulfils; its `node` is the entity at the other end.
    pub filter: LinkPredicate,
    /// True if links are followed to conditions on what they lead to: then a plan is worth it.
    pub filter_follows_links: bool,
    /// The order of the links.
    pub order: Order,
    /// The measures that the filter and the order read.
    pub metrics: Vec<Metric>,
    /// The part of the list.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for LinkForm {
    type Bound = LinkPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<LinkPage, FieldError> {
        let filter = binder.filter(values, "where", Binder::any_link_filter)?.unwrap_or_default();
        let order = binder.any_link_order(values)?;
        let slice = binder.ordered_slice(Limit::default(), &order, values)?;
        let (scope, kinds) = (binder.scope(values)?, binder.kinds(values));
        let metrics = metrics_read(filter.nodes(), &order.keys);
        let filter_follows_links = filter.any_node(&mut Predicate::follows_links);
        let view = values.view()?;
        Ok(LinkPage { scope, kinds, filter, filter_follows_links, order, metrics, slice, view })
    }
}

impl LinkPage {
    pub(super) fn explain(&self) -> String {
        let Self { filter, kinds, scope, .. } = self;
        let filtered = !filter.is_open() || kinds.is_some() || scope.relations.is_some();
        let (slice, ordered, metrics) = (&self.slice, !self.order.is_empty(), &self.metrics);
        PageText { slice, filtered, ordered, metrics, view: self.view }.to_string()
    }
}
