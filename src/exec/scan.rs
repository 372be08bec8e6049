//! Pages of lists in the graph's own order of which only some items are in view.
//!
//! Nothing is looked up for an item but its days: the list is read from where the page starts
//! until it is full, and beyond it only for what else was asked. The chosen items go into a
//! list that an earlier page left behind, so that a page allocates nothing.

use super::{
    Run,
    choose::Chosen,
    items::{Item, Items, Listing, Page},
    view::Shown,
};
use crate::{
    graph::Row,
    limits::Exhausted,
    plan::{PageSelection, Slice},
};

/// A list in the graph's own order, and which of its items are in view.
pub(super) struct InOrder<I, S> {
    pub(super) count: usize,
    pub(super) item: I,
    pub(super) shows: S,
}

impl<'a> Run<'a> {
    /// The page that a slice asks for.
    pub(super) fn choose_shown(
        &mut self,
        list: InOrder<impl Fn(usize) -> Item, impl Fn(Item) -> bool>,
        slice: &Slice,
        listing: Listing<'_>,
        selection: &PageSelection,
    ) -> Chosen<'a> {
        let InOrder { count, item, shows } = list;
        let (low, high) = self.between(count, slice, listing, &item)?;
        let mut items = self.spare.pop().unwrap_or_default();
        let mut looked_at = 1;
        let mut shown = |at: usize| {
            looked_at += 1;
            Some(item(at)).filter(|item| shows(*item))
        };
        // One more than the page tells if there are more.
        let wanted = slice.size.saturating_add(usize::from(selection.looks_ahead));
        if slice.from_end {
            items.extend((low..high).rev().filter_map(&mut shown).take(wanted));
        } else {
            items.extend((low..high).filter_map(&mut shown).take(wanted));
        }
        let more = items.len() > slice.size;
        items.truncate(slice.size);
        if slice.from_end {
            items.reverse();
        }
        let mut any = |mut of: std::ops::Range<usize>| {
            selection.looks_ahead && of.any(|at| shown(at).is_some())
        };
        let has_previous = (slice.from_end && more) || any(0..low);
        let has_next = (!slice.from_end && more) || any(high..count);
        let total = selection.counts.then(|| (0..count).filter_map(&mut shown).count());
        self.budget.visit(looked_at)?;
        Ok(Page { items: Items::List(items), total, has_next, has_previous })
    }

    /// The first items in view of a row, of which `unseen` is the first that is not.
    pub(super) fn first_shown(
        &mut self,
        row: Row<'a>,
        shown: Shown<'a>,
        size: usize,
        unseen: usize,
    ) -> Result<Items<'a>, Exhausted> {
        let mut items = self.spare.pop().unwrap_or_default();
        let item = |at| Item { node: row.nodes[at], link: row.link(at), incoming: false };
        items.extend((0..unseen).map(item));
        let mut at = unseen + 1;
        while items.len() < size && at < row.len() {
            let item = item(at);
            if shown.has(item.link.0) {
                items.push(item);
            }
            at += 1;
        }
        self.budget.visit(at.saturating_sub(size))?;
        Ok(Items::List(items))
    }

    /// Keeps the list of a page that was written for another one.
    pub(super) fn recycle(&mut self, items: Items<'_>) {
        if let Items::List(mut items) = items {
            items.clear();
            self.spare.push(items);
        }
    }
}
