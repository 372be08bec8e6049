//! Pages of lists in the graph's own order of which only some items are in view.
//!
//! Nothing is looked up for an item but its days: the list is read from where the page starts
//! until it is full, and beyond it only for what else was asked. The chosen items go into a
//! list that an earlier page left behind, so that a page allocates nothing; those of the start
//! of a row that is written at once go into none.

use super::{
    Run,
    choose::Chosen,
    items::{Item, Items, Listing, Page},
};
use crate::{
    plan::{PageSelection, Slice},
    value::{BLOCK, Interval},
};

/// Lists kept for later pages.
const SPARE: usize = 32;

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

    /// Keeps the list of a page that was written for another one.
    pub(super) fn recycle(&mut self, items: Items<'_>) {
        // As many as can be in use at once, but for queries of no sensible depth.
        if let Items::List(mut items) = items
            && self.spare.len() < SPARE
        {
            items.clear();
            self.spare.push(items);
        }
    }
}

/// The first positions in a row of what is in view, in order.
///
/// Which links are in view cannot be predicted, nor how long a row is, so a block of links is
/// looked at without a branch, and then the bits of those that are in view are gone through.
/// `look` has a block's bits, by its place and its length.
pub(super) struct InView<L> {
    look: L,
    /// How many links the row has.
    count: usize,
    /// How many of them are still wanted.
    wanted: usize,
    /// Where the links of the block stand of which `bits` are still to come.
    block: usize,
    bits: u32,
    looked_at: usize,
}

impl<L: Fn(usize, usize) -> u32> InView<L> {
    #[inline(always)]
    pub(super) fn new(count: usize, wanted: usize, look: L) -> Self {
        let mut this = Self { look, count, wanted, block: 0, bits: 0, looked_at: 0 };
        this.look_on();
        this
    }

    /// Whether nothing is left.
    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.bits == 0 || self.wanted == 0
    }

    /// How many links were looked at.
    #[inline(always)]
    pub(super) fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// Looks at blocks until something is in view, or at all.
    #[inline(always)]
    fn look_on(&mut self) {
        while self.bits == 0 && self.looked_at < self.count {
            self.block = self.looked_at;
            self.looked_at = self.count.min(self.block + BLOCK);
            self.bits = (self.look)(self.block, self.looked_at - self.block);
        }
    }
}

impl<L: Fn(usize, usize) -> u32> Iterator for InView<L> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        let at = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        self.wanted -= 1;
        if self.bits == 0 && self.wanted > 0 {
            self.look_on();
        }
        Some(at)
    }
}

/// What a block of days has in view.
#[inline(always)]
pub(super) fn look_at_days(days: &[Interval], asked: Interval, start: usize, count: usize) -> u32 {
    match days[start..].first_chunk() {
        // Those of the next rows stand behind.
        Some(block) => Interval::meeting(block, asked) & ((1 << count) - 1),
        None => look_at_each(count, |at| days[start + at].meets(asked)),
    }
}

/// What a block has in view whose links are looked at one by one.
pub(super) fn look_at_each(count: usize, shows: impl Fn(usize) -> bool) -> u32 {
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
