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
    graph::{LinkId, NodeId, Row},
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
        // One more than the page tells if there are more.
        let wanted = slice.size.saturating_add(usize::from(selection.looks_ahead));
        let mut items = self.spare.pop().unwrap_or_default();
        let look = |at: usize| {
            let item = item(at);
            (item, shows(item))
        };
        let mut looked_at = 1 + if slice.from_end {
            take_shown((low..high).rev().map(look), wanted.min(high - low), &mut items)
        } else {
            take_shown((low..high).map(look), wanted.min(high - low), &mut items)
        };
        let mut shown = |at: usize| {
            looked_at += 1;
            shows(item(at))
        };
        let more = items.len() > slice.size;
        items.truncate(slice.size);
        if slice.from_end {
            items.reverse();
        }
        let mut any = |mut of: std::ops::Range<usize>| selection.looks_ahead && of.any(&mut shown);
        let has_previous = (slice.from_end && more) || any(0..low);
        let has_next = (!slice.from_end && more) || any(high..count);
        let total = selection.counts.then(|| (0..count).filter(|at| shown(*at)).count());
        self.budget.visit(looked_at)?;
        Ok(Page { items: Items::List(items), total, has_next, has_previous })
    }

    /// The first items in view of a row.
    pub(super) fn first_shown(
        &mut self,
        row: Row<'a>,
        shown: Shown<'a>,
        size: usize,
    ) -> Result<Items<'a>, Exhausted> {
        let mut items = self.spare.pop().unwrap_or_default();
        let look = |(node, link): (NodeId, LinkId), is_shown| {
            (Item { node, link, incoming: false }, is_shown)
        };
        let looked_at = match (shown, row.first_of_range()) {
            // The days of the row stand side by side too.
            (Shown::Some { days, first, asked }, Some(link)) => {
                let days = &days[(link.0 - first) as usize..][..row.len()];
                let all = row.iter().zip(days).map(|(end, days)| look(end, days.meets(asked)));
                take_shown(all, size, &mut items)
            }
            _ => {
                let all = row.iter().map(|(node, link)| look((node, link), shown.has(link.0)));
                take_shown(all, size, &mut items)
            }
        };
        self.budget.visit(1 + looked_at)?;
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

/// Takes the first of some items that are in view, up to `size`; says how many it looked at.
///
/// Each is written, and the next one over it unless it is in view: which of them are cannot be
/// predicted, and a branch on it would cost more than the copy.
#[inline(always)]
fn take_shown(
    all: impl Iterator<Item = (Item, bool)>,
    size: usize,
    items: &mut Vec<Item>,
) -> usize {
    items.resize(size, Item::default());
    let (mut taken, mut looked_at) = (0, 0);
    for (item, is_shown) in all {
        let Some(place) = items.get_mut(taken) else { break };
        *place = item;
        taken += usize::from(is_shown);
        looked_at += 1;
    }
    items.truncate(taken);
    looked_at
}
