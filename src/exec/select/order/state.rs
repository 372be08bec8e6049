//! The keys of an order while a list is read: what one of them found out for an item is used for
//! the next items.
//!
//! A key by links has a condition, which is planned once for the list, and perhaps the numbers of
//! the links of all entities (`counts`).

use super::{ReadKeys, SortKey, counts::Counts, key_of};
use crate::{
    exec::{
        select::{
            Reader,
            filter::{Held, LinkFilter, Spends},
            items::Item,
            spending::Part,
            view::StoreView,
        },
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::{Budget, Exhausted},
    plan::{LinksKey, Order, OrderBy},
};

/// The keys of the order of a list, and what is known of them so far.
pub(in crate::exec::select) struct ListKeys<'g> {
    order: &'g Order,
    /// Those by links, and those within them.
    of_links: Vec<OfLinks<'g>>,
}

/// A key by links.
struct OfLinks<'g> {
    key: &'g LinksKey,
    /// Its condition, unless it was not tested yet, or is being tested.
    condition: Option<LinkFilter<'g>>,
    counts: Counts,
}

impl<'g> ListKeys<'g> {
    /// A key by links. An order has few.
    #[inline]
    fn get(&mut self, key: &LinksKey) -> Option<&mut OfLinks<'g>> {
        self.of_links.iter_mut().find(|it| std::ptr::eq(it.key, key))
    }
}

/// Adds the keys by links that are in a key.
fn add_keys<'g>(by: &'g OrderBy, into: &mut Vec<OfLinks<'g>>) {
    match by {
        OrderBy::Links(key) => {
            into.push(OfLinks { key, condition: None, counts: Counts::default() });
            key.of.key().into_iter().for_each(|by| add_keys(by, into));
        }
        OrderBy::Reference(_, by) | OrderBy::End(_, by) | OrderBy::Through(_, _, by) => {
            add_keys(by, into);
        }
        OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Property(..)
        | OrderBy::Supports
        | OrderBy::Time(_)
        | OrderBy::LastAttested
        | OrderBy::LinkProperty(..)
        | OrderBy::Relation => {}
    }
}

/// Reads the keys of the items of a list.
pub(super) struct ListReader<'r, 'g, S> {
    pub(super) reader: &'r mut Reader<'g, S>,
    keys: &'r mut ListKeys<'g>,
}

impl<S> Spends for ListReader<'_, '_, S> {
    fn budget(&mut self) -> &mut Budget {
        &mut self.reader.budget
    }
}

/// Plans a condition that follows links, and counts the links of all entities at once where that
/// is cheaper.
impl<'g, S: Store> ReadKeys<'g, S> for ListReader<'_, 'g, S> {
    type Condition = LinkFilter<'g>;

    fn condition(&mut self, seen: &StoreView<'g, S>, key: &'g LinksKey) -> Self::Condition {
        let known = self.keys.get(key).and_then(|it| it.condition.take());
        let reader = &mut *self.reader;
        known.unwrap_or_else(|| {
            reader.row_filter(seen, (&key.filter, Some(key.relation)), key.filter_follows_links)
        })
    }

    #[inline]
    fn passes(
        &mut self,
        seen: &StoreView<'g, S>,
        condition: &mut Self::Condition,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        self.reader.link_passes(seen, condition, node, link)
    }

    fn key_of_end(
        &mut self,
        seen: &StoreView<'g, S>,
        by: &'g OrderBy,
        node: NodeId,
    ) -> Result<SortKey<'g>, Exhausted> {
        self.shared_key(seen, by, node)
    }

    fn keep(&mut self, key: &'g LinksKey, condition: Self::Condition) {
        if let Some(of_links) = self.keys.get(key) {
            of_links.condition = Some(condition);
        }
    }

    fn counted(
        &mut self,
        seen: &StoreView<'g, S>,
        key: &'g LinksKey,
        node: NodeId,
    ) -> Result<Option<usize>, Exhausted> {
        let Some(of_links) = self.keys.get(key) else { return Ok(None) };
        if let Some(count) = of_links.counts.of(node) {
            return Ok(Some(count));
        }
        if !of_links.counts.are_due(seen.store, key, node) {
            return Ok(None);
        }
        let mut condition = self.condition(seen, key);
        let counts = self.reader.count_links(seen, key, &mut condition);
        self.keep(key, condition);
        let Some(of_links) = self.keys.get(key) else { return Ok(None) };
        of_links.counts = counts?;
        Ok(of_links.counts.of(node))
    }
}

impl<'g, S: Store> Reader<'g, S> {
    /// Appends the keys of an item, and notes the visits that each took.
    pub(in crate::exec::select) fn push_dear_keys(
        &mut self,
        seen: &StoreView<'g, S>,
        list: &mut ListKeys<'g>,
        item: Item,
        keys: &mut Vec<SortKey<'g>>,
    ) -> Result<(), Exhausted> {
        let order = list.order;
        for (key, place) in order.keys.iter().zip(&order.places) {
            let part = Part::Order(place);
            let outer = self.spending.current;
            self.spending.current = outer.map(|(field, _)| (field, Some(part)));
            let before = self.budget.visits_left();
            let read = key_of(seen, &mut ListReader { reader: self, keys: list }, &key.by, item);
            let visits = before - self.budget.visits_left();
            self.spending.current = outer;
            self.spending.note(part, visits);
            keys.push(read?);
        }
        Ok(())
    }

    /// The keys of the order of a list, with what earlier lists of the same field found out.
    #[inline]
    pub(in crate::exec::select) fn list_keys(&mut self, order: &'g Order) -> ListKeys<'g> {
        let of_links = if order.visits { self.keys_of_links(order) } else { Vec::new() };
        ListKeys { order, of_links }
    }

    fn keys_of_links(&mut self, order: &'g Order) -> Vec<OfLinks<'g>> {
        let mut of_links = Vec::new();
        order.keys.iter().for_each(|key| add_keys(&key.by, &mut of_links));
        for it in &mut of_links {
            it.counts = self.counts.remove(&self.key_of(it.key)).unwrap_or_default();
        }
        of_links
    }

    /// Keeps what the keys of a list found out for the next list of the same field, and to tell
    /// what they took.
    #[inline]
    pub(in crate::exec::select) fn keep_keys(&mut self, list: ListKeys<'g>) {
        list.of_links.into_iter().for_each(|key| self.keep_key(key));
    }

    fn keep_key(&mut self, key: OfLinks<'g>) {
        let OfLinks { key, condition, counts } = key;
        if let Some(mut condition) = condition {
            if self.described_filters.is_some() {
                condition.note(counts.words());
            }
            self.keep_filter(condition);
        }
        self.counts.insert(self.key_of(key), counts);
    }
}
