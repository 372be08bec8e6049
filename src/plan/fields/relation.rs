//! A to-many relation of an entity.

use super::ArgumentBinder;
use crate::{
    ontology::{Direction, Limit, RelationId, Target},
    plan::{
        FieldError, LinkPredicate, Order, Predicate, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values},
        metrics::metrics_read,
    },
    value::Metric,
};

/// The arguments as they are given: where the relation leads, the relation and the direction in
/// which it is followed, its page sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationForm(pub Target, pub (RelationId, Direction), pub Limit);

/// The arguments, bound.
#[derive(Clone, Debug, Default)]
pub struct RelationPage {
    /// A condition that each link and what it leads to fulfil.
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

impl RelationPage {
    /// Returns whether its items are the first in view of the row, whatever they are.
    #[inline]
    pub fn is_start(&self) -> bool {
        let Self { filter, filter_follows_links: _, order, metrics: _, slice, view: _ } = self;
        let any = filter.is_open() && order.is_empty();
        any && slice.after.is_none() && slice.before.is_none() && !slice.from_end
    }

    pub(super) fn explain(&self) -> String {
        let filtered = !self.filter.is_open();
        let ordered = !self.order.is_empty();
        let (slice, metrics) = (&self.slice, &self.metrics);
        PageText { slice, filtered, ordered, metrics, view: self.view }.to_string()
    }
}

impl ArgumentBinder for RelationForm {
    type Bound = RelationPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<RelationPage, FieldError> {
        let Self(target, followed, limit) = self;
        let filter = binder
            .filter(values, "where", |binder, input| binder.link_filter(target, followed, input))?;
        let filter = filter.unwrap_or_default();
        let order = binder.link_order(target, followed.0, values)?;
        let slice = binder.ordered_slice(limit, &order, values)?;
        let metrics = metrics_read(filter.nodes(), &order.keys);
        let filter_follows_links = filter.any_node(&mut Predicate::follows_links);
        let view = values.view()?;
        Ok(RelationPage { filter, filter_follows_links, order, metrics, slice, view })
    }
}
