//! The items between the cursors of a page, of which only those are kept that can be on it.
//!
//! `people(orderBy: [{born: DESC}], first: 10)` reads the key of everybody and keeps at most twice
//! ten of them, and some more at the start. When there is no more room, the worse half is let go.
//! The worst of those that are left is the bar from then on: whatever comes is compared with it,
//! and most of a long list is not better. A page of s out of n items takes O(n + s log s).

use super::{
    items::Item,
    order::{Abbreviated, SortKey, compare_keys},
};
use crate::{
    limits::{Charge, Exhausted},
    plan::{OrderKey, Slice},
};
use std::cmp::Ordering;

/// The items that can be on a page, and their keys, one after the other.
pub(super) struct Window<'g> {
    order: &'g [OrderKey],
    /// The size of the page, which is at the start of the list or at its end.
    size: usize,
    from_end: bool,
    /// The keys of the items, and those of an item that is not taken yet.
    keys: Vec<SortKey<'g>>,
    /// In the order in which they came.
    items: Vec<Item>,
    /// The number of items that came.
    count: usize,
    /// The number of items that there is room for: they are charged, or few.
    room: usize,
    /// The worst item when the worse ones were let go.
    bar: Option<Ranked>,
    /// The bytes of keys that are not in the store.
    owned: usize,
    charge: Charge,
}

/// An item that is compared with others.
#[derive(Clone, Copy, Debug)]
struct Ranked {
    /// The first of its keys.
    key: Abbreviated,
    index: usize,
}

/// The number of items that are charged to no limit: most lists are short.
const FEW: usize = 64;

/// The number of items that are kept, at least, before any is let go.
const MOST: usize = 1_024;

impl<'g> Window<'g> {
    /// No items yet; they go into an empty list that an earlier page may have left.
    pub(super) fn new(
        order: &'g [OrderKey],
        slice: &Slice,
        items: Vec<Item>,
        charge: Charge,
    ) -> Self {
        let (size, from_end) = (slice.size, slice.from_end);
        let keys = Vec::new();
        Self {
            order,
            size,
            from_end,
            keys,
            items,
            count: 0,
            room: FEW,
            bar: None,
            owned: 0,
            charge,
        }
    }

    /// The number of items that came.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The list to which the keys of the next item are added. The item is then
    /// [taken](Self::take) or [passed over](Self::pass).
    #[inline]
    pub(super) fn next_keys(&mut self) -> &mut Vec<SortKey<'g>> {
        &mut self.keys
    }

    /// The keys that were added last.
    #[inline]
    pub(super) fn last_keys(&self) -> &[SortKey<'g>] {
        &self.keys[self.keys.len() - self.order.len()..]
    }

    /// Forgets the keys that were added last.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.keys.truncate(self.items.len() * self.order.len());
    }

    /// Takes the item of the keys that were added last.
    #[inline(always)]
    pub(super) fn take(&mut self, item: Item) -> Result<(), Exhausted> {
        self.count += 1;
        // Nearly every list that is not ordered ends with the page.
        if self.order.is_empty() && self.items.len() < self.size.min(self.room) {
            self.items.push(item);
            return Ok(());
        }
        self.take_if_wanted(item)
    }

    fn take_if_wanted(&mut self, item: Item) -> Result<(), Exhausted> {
        if !self.is_wanted() {
            self.pass();
            return Ok(());
        }
        self.owned += self.last_keys().iter().map(SortKey::owned_bytes).sum::<usize>();
        self.items.push(item);
        if self.items.len() > self.room || self.owned > 0 { self.keep() } else { Ok(()) }
    }

    /// Returns true if the item of the keys that were added last can be on the page.
    #[inline]
    fn is_wanted(&self) -> bool {
        let Some(key) = self.last_keys().first() else {
            return self.size > 0 && (self.from_end || self.items.len() < self.size);
        };
        let Some(bar) = self.bar else { return self.size > 0 };
        let key = Abbreviated::new(key, self.order[0].descending);
        let ordering = key
            .cmp(&bar.key)
            .then_with(|| compare_keys(self.order, self.last_keys(), self.keys_of(bar.index)));
        // It came later than all others with the same keys.
        if self.from_end { ordering.is_ge() } else { ordering.is_lt() }
    }

    fn keys_of(&self, index: usize) -> &[SortKey<'g>] {
        let width = self.order.len();
        &self.keys[index * width..][..width]
    }

    /// Lets go what there is no room for, and charges what is kept.
    #[inline(never)]
    fn keep(&mut self) -> Result<(), Exhausted> {
        let most = self.size.saturating_mul(2).max(MOST);
        if self.items.len() > most {
            self.let_go();
        }
        self.room = self.room.max(self.items.len().next_power_of_two()).min(most);
        let row = size_of::<Item>() + self.order.len() * size_of::<SortKey<'g>>();
        self.charge.grow_to(self.room.saturating_mul(row).saturating_add(self.owned))
    }

    /// Keeps as many items as the page has, the best.
    fn let_go(&mut self) {
        if self.order.is_empty() {
            let worse = self.items.len() - self.size;
            if self.from_end {
                self.items.drain(..worse);
            } else {
                self.items.truncate(self.size);
            }
            return;
        }
        let (mut ranked, are_whole) = self.ranked();
        let compare = |a: &Ranked, b: &Ranked| self.compare_best(a, b, are_whole);
        let (_, &mut bar, _) = ranked.select_nth_unstable_by(self.size - 1, compare);
        let mut indices: Vec<usize> = ranked[..self.size].iter().map(|it| it.index).collect();
        indices.sort_unstable();
        let index = indices.binary_search(&bar.index).ok();
        self.bar = index.map(|index| Ranked { index, ..bar });
        let width = self.order.len();
        for (to, from) in indices.into_iter().enumerate() {
            self.items.swap(to, from);
            (0..width).for_each(|key| self.keys.swap(to * width + key, from * width + key));
        }
        self.items.truncate(self.size);
        self.keys.truncate(self.size * width);
        self.owned = self.keys.iter().map(SortKey::owned_bytes).sum();
    }

    /// The items as they compare, and true if they compare by their abbreviations alone.
    fn ranked(&self) -> (Vec<Ranked>, bool) {
        let descending = self.order[0].descending;
        let mut are_whole = self.order.len() == 1;
        let rank = |index: usize| {
            let first = &self.keys[index * self.order.len()];
            let key = Abbreviated::new(first, descending);
            are_whole = are_whole && key.is_whole(first);
            Ranked { key, index }
        };
        let ranked = (0..self.items.len()).map(rank).collect();
        (ranked, are_whole)
    }

    /// Compares two items, of which that one is less which is nearer to the side of the list at
    /// which the page is. Ties are in the order in which they came: that of the store.
    #[inline]
    fn compare_best(&self, a: &Ranked, b: &Ranked, are_whole: bool) -> Ordering {
        let by_key = a.key.cmp(&b.key).then_with(|| {
            if are_whole {
                return Ordering::Equal;
            }
            compare_keys(self.order, self.keys_of(a.index), self.keys_of(b.index))
        });
        let ordering = by_key.then(a.index.cmp(&b.index));
        if self.from_end { ordering.reverse() } else { ordering }
    }

    /// The items of the page, in order.
    pub(super) fn page(mut self) -> Vec<Item> {
        if self.items.len() > self.size {
            self.let_go();
        }
        if self.order.is_empty() {
            return self.items;
        }
        let (mut ranked, are_whole) = self.ranked();
        ranked.sort_unstable_by(|a, b| self.compare_best(a, b, are_whole));
        if self.from_end {
            ranked.reverse();
        }
        arrange(&mut self.items, ranked);
        self.items
    }
}

/// Brings items into an order. Each cycle of items that change places is followed once.
fn arrange(items: &mut [Item], mut order: Vec<Ranked>) {
    for start in 0..order.len() {
        let mut to = start;
        while order[to].index != start {
            let from = std::mem::replace(&mut order[to].index, to);
            items.swap(to, from);
            to = from;
        }
        order[to].index = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::NodeId,
        limits::{Limits, Memory},
        plan::OrderBy,
    };
    use std::borrow::Cow;

    /// Items with a number and a text that many of them share, neither in order.
    fn rows() -> Vec<(u32, [SortKey<'static>; 2])> {
        let keys = |at: u32| {
            let number = at * 7919 % 23;
            let text = Cow::Owned(["text ", &(at * 31 % 7).to_string()].concat());
            let number = if number == 0 { SortKey::Absent } else { SortKey::Long(number.into()) };
            [number, SortKey::Text(text)]
        };
        (0..6_000).map(|at| (at, keys(at))).collect()
    }

    fn order(directions: &[bool]) -> Vec<OrderKey> {
        let key = |descending: &bool| OrderKey { by: OrderBy::Name, descending: *descending };
        directions.iter().map(key).collect()
    }

    fn page(
        order: &[OrderKey],
        slice: &Slice,
        list_bytes: u64,
    ) -> Result<(usize, Vec<u32>), Exhausted> {
        let memory = Memory::new(&Limits { list_bytes, ..Limits::default() });
        let mut window = Window::new(order, slice, Vec::new(), memory.charge());
        for (at, keys) in rows() {
            window.next_keys().extend(keys.into_iter().take(order.len()));
            if at % 3 == 0 {
                window.pass();
            } else {
                window.take(Item::of_node(NodeId(at)))?;
            }
        }
        Ok((window.count(), window.page().iter().map(|item| item.node.0).collect()))
    }

    #[test]
    fn a_page_is_that_of_the_sorted_list() {
        for directions in [&[][..], &[false], &[true], &[false, true], &[true, false]] {
            let order = order(directions);
            let mut all: Vec<_> = rows().into_iter().filter(|row| row.0 % 3 != 0).collect();
            all.sort_by(|a, b| compare_keys(&order, &a.1[..order.len()], &b.1[..order.len()]));
            let all: Vec<u32> = all.iter().map(|row| row.0).collect();
            for size in [0, 1, 10, 511, 512, 513, 1_500, 3_999, 4_000, 4_001, 9_000] {
                let taken = size.min(all.len());
                for from_end in [false, true] {
                    let slice = Slice { size, from_end, ..Slice::default() };
                    let expected = if from_end { all.len() - taken..all.len() } else { 0..taken };
                    let (count, page) = page(&order, &slice, u64::MAX).unwrap();
                    assert_eq!(page, all[expected], "{size} {from_end} {directions:?}");
                    assert_eq!(count, all.len());
                }
            }
        }
    }

    /// Of 4,000 items, the texts of which are their own, only some are ever kept.
    #[test]
    fn what_is_kept_is_charged() {
        let order = order(&[false, true]);
        let refused = |size: usize, list_bytes: u64| {
            let slice = Slice { size, ..Slice::default() };
            page(&order, &slice, list_bytes).err()
        };
        let row = (size_of::<Item>() + 2 * size_of::<SortKey<'_>>() + "text 0".len()) as u64;
        assert_eq!(refused(10, MOST as u64 * row), None);
        assert_eq!(refused(10, "text 0".len() as u64), Some(Exhausted::ListBytes));
        assert_eq!(refused(600, 1_200 * row), None);
        assert_eq!(refused(600, 1_100 * row), Some(Exhausted::ListBytes));
        assert_eq!(refused(5_000, 4_000 * row), Some(Exhausted::ListBytes));
        assert_eq!(refused(5_000, 4_096 * row), None);
    }
}
