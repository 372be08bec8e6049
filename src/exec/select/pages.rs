//! Chooses the items of a page of entities or links.
//!
//! A list in the store's own order with no filter is not looked through: its page is a part of
//! it (`own_order.rs`); where only some of it is in view, `scan.rs` reads it. With a filter it is
//! looked through until the page is full; with an order, or where all are counted, to its end.
//!
//! Implements the [pagination algorithm] of the Relay cursor connections specification.
//!
//! [pagination algorithm]: https://relay.dev/graphql/connections.htm#sec-Pagination-algorithm

use super::{
    Reader,
    items::{Chosen, Item, ItemList, Listing, Page, Position, Wants},
    lists::{Matching, TakeItems},
    order::{ListKeys, SortKey, compare_keys, cursor_keys, push_keys},
    own_order::joined,
    scan::InOrder,
    window::Window,
};
use crate::{
    exec::store::Store,
    graph::{NodeId, Row},
    limits::Exhausted,
    ontology::{RelationId, Target},
    plan::{
        Cursor, FieldError, Slice,
        fields::{entities::EntityPage, links::LinkPage, relation::RelationPage},
    },
};
use std::cmp::Ordering;

/// The cursors of a page, and the numbers of items outside of them.
struct Sides {
    after: Option<Bound>,
    before: Option<Bound>,
    skipped: usize,
    beyond: usize,
}

impl Sides {
    /// Counts an item if it is not between the cursors, and returns whether it is not.
    fn count_outside(&mut self, compare: impl Fn(&Bound) -> Ordering) -> bool {
        if self.after.as_ref().is_some_and(|bound| compare(bound).is_le()) {
            self.skipped += 1;
            true
        } else if self.before.as_ref().is_some_and(|bound| compare(bound).is_ge()) {
            self.beyond += 1;
            true
        } else {
            false
        }
    }
}

/// A cursor that items are compared with.
struct Bound {
    keys: Vec<SortKey<'static>>,
    position: Position,
}

impl<'a, S: Store> Reader<'a, S> {
    /// The page of a relation field.
    pub(in crate::exec) fn choose_relation(
        &mut self,
        row: Row<'a>,
        relation: RelationId,
        arguments: &'a RelationPage,
        listing: Listing<'a>,
        wants: Wants,
    ) -> Chosen<'a> {
        let item = |index: usize| Item::of_row(&row, index);
        let shown = self.seen().links(relation);
        if arguments.filter.is_open() && listing.order.is_empty() {
            if !shown.is_all() {
                let list =
                    InOrder { count: row.len(), item, shows: |it: Item| shown.has(it.link.0) };
                return self.choose_shown(list, &arguments.slice, listing, wants);
            }
            let part = self.part(row.len(), &arguments.slice, listing, item)?;
            return Ok(part.page(|start, end| ItemList::Row(row, start, end)));
        }
        let paging = Paging { slice: &arguments.slice, listing, wants };
        self.relation_items(row, relation, arguments, paging)
    }

    /// The page of a list of entities.
    pub(in crate::exec) fn choose_entities(
        &mut self,
        target: Target,
        arguments: &'a EntityPage,
        listing: Listing<'a>,
        wants: Wants,
    ) -> Chosen<'a> {
        let seen = self.seen();
        let all = self.all_entities(target, arguments);
        if arguments.filter.is_none()
            && listing.order.is_empty()
            && let Some(nodes) = joined(&all.lists)
        {
            let item = |at: usize| nodes.get(at).map(Item::of_node).unwrap_or_default();
            if !all.are_shown {
                let shows = |it: Item| seen.has_entity(it.node);
                let list = InOrder { count: nodes.len(), item, shows };
                return self.choose_shown(list, &arguments.slice, listing, wants);
            }
            let part = self.part(nodes.len(), &arguments.slice, listing, item)?;
            return Ok(part.page(|start, end| ItemList::Nodes(nodes.part(start, end))));
        }
        let paging = Paging { slice: &arguments.slice, listing, wants };
        self.entity_items(&all, arguments, paging)
    }

    /// The page of the links of an entity.
    pub(in crate::exec) fn choose_links(
        &mut self,
        node: NodeId,
        arguments: &'a LinkPage,
        wants: Wants,
    ) -> Chosen<'a> {
        let listing = Listing::of_links(&arguments.order);
        let paging = Paging { slice: &arguments.slice, listing, wants };
        self.link_items(node, arguments, paging)
    }

    /// The page of items that were chosen before, in an order.
    pub(super) fn choose_in_order(
        &mut self,
        items: &[Item],
        slice: &Slice,
        listing: Listing<'a>,
        wants: Wants,
    ) -> Chosen<'a> {
        let mut items = items.iter().copied();
        let next = |it: &mut Self| {
            let Some(item) = items.next() else { return Ok(None) };
            it.budget.visit(1)?;
            Ok(Some(item))
        };
        self.choose(next, slice, listing, wants)
    }

    /// The page of a list of which only some items hold, or which is ordered. `matching` gives
    /// the next item that holds.
    fn choose(
        &mut self,
        mut matching: impl Matching<'a, S>,
        slice: &Slice,
        listing: Listing<'a>,
        wants: Wants,
    ) -> Chosen<'a> {
        let after = self.bound(slice.after.as_ref(), listing)?;
        let before = self.bound(slice.before.as_ref(), listing)?;
        let stop_at = if listing.order.is_empty() && !slice.from_end && !wants.counts {
            slice.size + usize::from(wants.looks_ahead)
        } else {
            usize::MAX
        };
        let items = self.spare.pop().unwrap_or_default();
        let mut window = Window::new(&listing.order.keys, slice, items, self.memory.charge());
        let mut keys = self.list_keys(listing.order);
        let mut sides = Sides { after, before, skipped: 0, beyond: 0 };
        let read = self.fill(&mut matching, stop_at, listing, &mut keys, &mut sides, &mut window);
        // It is told what the keys took if a limit ended the request.
        self.keep_keys(keys);
        read?;
        let Sides { skipped, beyond, .. } = sides;
        let count = window.count();
        let size = slice.size.min(count);
        let start = if slice.from_end { count - size } else { 0 };
        Ok(Page {
            items: ItemList::List(window.page()),
            total: wants.counts.then_some(skipped + count + beyond),
            has_next: start + size < count || beyond > 0,
            has_previous: start > 0 || skipped > 0,
        })
    }

    /// Takes the items between the cursors, up to a number.
    fn fill(
        &mut self,
        matching: &mut impl Matching<'a, S>,
        stop_at: usize,
        listing: Listing<'a>,
        keys: &mut ListKeys<'a>,
        sides: &mut Sides,
        window: &mut Window<'a>,
    ) -> Result<(), Exhausted> {
        let seen = self.seen();
        let order = &listing.order.keys;
        let (is_ordered, visits) = (!order.is_empty(), listing.order.visits);
        let is_cut = sides.after.is_some() || sides.before.is_some();
        while window.count() < stop_at
            && let Some(item) = matching(self)?
        {
            if visits {
                self.push_dear_keys(&seen, keys, item, window.next_keys())?;
            } else if is_ordered {
                push_keys(&seen, &mut self.budget, order, item, window.next_keys())?;
            }
            let compare = |bound: &Bound| self.compare(listing, window.last_keys(), item, bound);
            if is_cut && sides.count_outside(compare) {
                window.pass();
            } else {
                window.take(item)?;
            }
        }
        Ok(())
    }

    fn bound(
        &self,
        cursor: Option<&Cursor>,
        listing: Listing<'_>,
    ) -> Result<Option<Bound>, FieldError> {
        let Some(cursor) = cursor else { return Ok(None) };
        let keys = cursor_keys(self.store, listing, cursor)?;
        Ok(Some(Bound { keys, position: Position::new(self.store, cursor)? }))
    }

    fn compare(
        &self,
        listing: Listing<'_>,
        keys: &[SortKey<'_>],
        item: Item,
        bound: &Bound,
    ) -> Ordering {
        compare_keys(&listing.order.keys, keys, &bound.keys)
            .then_with(|| bound.position.compare(self.store, listing.form, item))
    }
}

/// Takes the page of a list of which only some items hold, or which is ordered.
struct Paging<'p> {
    slice: &'p Slice,
    listing: Listing<'p>,
    wants: Wants,
}

impl<'a, S: Store> TakeItems<'a, S> for Paging<'a> {
    type Taken = Page<'a>;

    fn take(self, reader: &mut Reader<'a, S>, matching: impl Matching<'a, S>) -> Chosen<'a> {
        reader.choose(matching, self.slice, self.listing, self.wants)
    }
}
