//! `entities` and the lists of each kind and interface, such as `people`.

use super::{ArgumentBinder, RootField};
use crate::{
    ontology::{KindId, Limit, Ontology, Target},
    plan::{
        ArgumentsId, FieldError, Order, PageId, Predicate, SiteId, Slice, ViewChange,
        arguments::PageText,
        bind::{Binder, Values},
        cost::{Counted, Counter},
        explain::Printer,
        metrics::metrics_read,
    },
    value::Metric,
};

/// The field.
#[derive(Clone, Debug)]
pub struct Entities {
    /// The kinds that are listed.
    pub target: Target,
    /// The filter, the order and the page.
    pub arguments: ArgumentsId<EntityPage>,
    /// The fields that are selected of the page.
    pub page: PageId,
    /// The field in the document.
    pub site: SiteId,
}

/// The arguments as they are given: of which target, and its page sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityForm(pub Target, pub Limit);

/// The arguments, bound.
#[derive(Clone, Debug, Default)]
pub struct EntityPage {
    /// A condition that each entity fulfils.
    pub filter: Option<Predicate>,
    /// The order of the entities.
    pub order: Order,
    /// The measures that the filter and the order read.
    pub metrics: Vec<Metric>,
    /// The kinds that are wanted; `None` for all.
    pub kinds: Option<Vec<KindId>>,
    /// The part of the list.
    pub slice: Slice,
    /// The change of the time view under the field.
    pub view: ViewChange,
}

impl ArgumentBinder for EntityForm {
    type Bound = EntityPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<EntityPage, FieldError> {
        let Self(target, limit) = self;
        let filter = binder.optional_filter(target, values)?;
        let order = binder.target_order(target, values)?;
        let slice = binder.ordered_slice(limit, &order, values)?;
        let metrics = metrics_read(filter.as_ref(), &order.keys);
        let kinds = binder.kinds(values);
        Ok(EntityPage { filter, order, metrics, kinds, slice, view: values.view()? })
    }
}

impl EntityPage {
    /// The kinds of the entities that are listed, of those that a target can be.
    pub fn kinds_of(&self, ontology: &Ontology, target: Target) -> Vec<KindId> {
        let mut kinds = ontology.kinds_of(target);
        kinds.retain(|kind| self.kinds.as_ref().is_none_or(|only| only.contains(kind)));
        kinds
    }

    pub(super) fn explain(&self) -> String {
        let (filtered, ordered) = (self.filter.is_some(), !self.order.is_empty());
        let (slice, metrics) = (&self.slice, &self.metrics);
        PageText { slice, filtered, ordered, metrics, view: self.view }.to_string()
    }
}

impl RootField for Entities {
    fn site(&self) -> Option<SiteId> {
        Some(self.site)
    }

    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        let size = counter
            .arguments(self.arguments)
            .map_or(0, |it| it.slice.size.min(counter.most(it.filter.as_ref())));
        counter.page(self.page, size)
    }

    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        let all = match self.target {
            Target::Entity => "any kind",
            target => to.ontology().target_name(target),
        };
        let line = format!("{key}: all of {all} {}", to.arguments(self.arguments));
        to.line(&line);
        to.connection(self.page);
    }
}
