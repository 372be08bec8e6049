//! Pages of lists in the store's own order of which only some items are in view.
//!
//! Nothing is looked up for an item but its days: the list is read from where the page starts
//! until it is full, and beyond it only for what else was asked. The chosen items go into a
//! list that an earlier page left behind, so that a page allocates nothing; those of the start
//! of a row that is written at once go into none.

use super::{
    Reader,
    items::{Chosen, Item, ItemList, Listing, Page, Wants},
};
use crate::{exec::store::Store, plan::Slice, value::Interval};

/// Lists kept for later pages.
const SPARE: usize = 32;

/// A list in the store's own order, and which of its items are in view.
pub(super) struct InOrder<I, S> {
    pub(super) count: usize,
    pub(super) item: I,
    pub(super) shows: S,
}

impl<'a, S: Store> Reader<'a, S> {
    /// The page that a slice asks for.
    pub(super) fn choose_shown(
        &mut self,
        list: InOrder<impl Fn(usize) -> Item, impl Fn(Item) -> bool>,
        slice: &Slice,
        listing: Listing<'_>,
        wants: Wants,
    ) -> Chosen<'a> {
        let InOrder { count, item, shows } = list;
        let (low, high) = self.between(count, slice, listing, &item)?;
        // One more than the page tells if there are more.
        let wanted = slice.size.saturating_add(usize::from(wants.looks_ahead));
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
        let mut any = |mut of: std::ops::Range<usize>| wants.looks_ahead && of.any(&mut shown);
        let has_previous = (slice.from_end && more) || any(0..low);
        let has_next = (!slice.from_end && more) || any(high..count);
        let total = wants.counts.then(|| (0..count).filter(|at| shown(*at)).count());
        self.budget.visit(looked_at)?;
        Ok(Page { items: ItemList::List(items), total, has_next, has_previous })
    }

    /// Keeps the list of a page that was written for another one.
    pub(in crate::exec) fn recycle(&mut self, items: ItemList<'_>) {
        // As many as can be in use at once, but for queries of no sensible depth.
        if let ItemList::List(mut items) = items
            && self.spare.len() < SPARE
        {
            items.clear();
            self.spare.push(items);
        }
    }
}

/// The links of a block of days that are in view.
#[inline(always)]
pub(in crate::exec) fn look_at_days(
    days: &[Interval],
    asked: Interval,
    start: usize,
    count: usize,
) -> u32 {
    match days[start..].first_chunk() {
        // Those of the next rows stand behind.
        Some(block) => Interval::meeting(block, asked) & ((1 << count) - 1),
        None => look_at_each(count, |at| days[start + at].meets(asked)),
    }
}

/// The links of a block that are in view; each link is looked at by itself.
pub(in crate::exec) fn look_at_each(count: usize, shows: impl Fn(usize) -> bool) -> u32 {
    (0..count).rev().fold(0, |bits, at| (bits << 1) | u32::from(shows(at)))
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
