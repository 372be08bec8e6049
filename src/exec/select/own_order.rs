//! Pages of lists in the store's own order, all of which is in view: a page is a part of its list,
//! found by binary search, and nothing is copied.

use super::{
    Reader, Refusal,
    items::{Item, ItemList, ListForm, Listing, Page, Position},
};
use crate::{
    exec::store::{NodeList, Store},
    plan::{Cursor, FieldError, Slice},
};
use std::cmp::Ordering;

impl<S: Store> Reader<'_, S> {
    /// The part of a list in the store's own order that a slice asks for.
    #[inline]
    pub(super) fn part(
        &mut self,
        count: usize,
        slice: &Slice,
        listing: Listing<'_>,
        item: impl Fn(usize) -> Item,
    ) -> Result<PageRange, Refusal> {
        let (low, high) = self.between(count, slice, listing, item)?;
        let size = slice.size.min(high - low);
        let (start, end) = if slice.from_end { (high - size, high) } else { (low, low + size) };
        self.budget.visit(1 + end - start)?;
        Ok(PageRange { start, end, count })
    }

    /// The positions between which the cursors of a slice cut a list in the store's own order.
    #[inline]
    pub(super) fn between(
        &self,
        count: usize,
        slice: &Slice,
        listing: Listing<'_>,
        item: impl Fn(usize) -> Item,
    ) -> Result<(usize, usize), FieldError> {
        if slice.after.is_none() && slice.before.is_none() {
            return Ok((0, count));
        }
        let before = |cursor: &Option<Cursor>, side: Ordering| {
            let cursor = cursor.as_ref();
            cursor.map(|it| self.items_before(count, it, side, listing.form, &item)).transpose()
        };
        let low = before(&slice.after, Ordering::Equal)?.unwrap_or(0);
        let high = before(&slice.before, Ordering::Less)?.unwrap_or(count).max(low);
        Ok((low, high))
    }

    /// The number of items of a list that are before a cursor; with `Equal`, it among them. Binary
    /// search.
    fn items_before(
        &self,
        count: usize,
        cursor: &Cursor,
        side: Ordering,
        form: ListForm,
        item: impl Fn(usize) -> Item,
    ) -> Result<usize, FieldError> {
        let position = Position::new(self.store, cursor)?;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            let ordering = position.compare(self.store, form, item(middle));
            if ordering.is_lt() || ordering == side { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }
}

/// A part of a list of `count` items.
pub(super) struct PageRange {
    start: usize,
    end: usize,
    count: usize,
}

impl PageRange {
    pub(super) fn page<'g>(self, items: impl Fn(usize, usize) -> ItemList<'g>) -> Page<'g> {
        Page {
            items: items(self.start, self.end),
            total: Some(self.count),
            has_next: self.end < self.count,
            has_previous: self.start > 0,
        }
    }
}

/// Lists as one, where that takes no copy: one list, or ranges of which each ends where the next
/// begins.
pub(super) fn joined<'s>(lists: &[NodeList<'s>]) -> Option<NodeList<'s>> {
    let mut joined = NodeList::List(&[]);
    for list in lists {
        joined = match (joined, list) {
            (joined, list) if list.is_empty() => joined,
            (joined, list) if joined.is_empty() => list.clone(),
            (NodeList::Range(one), NodeList::Range(next)) if one.end == next.start => {
                NodeList::Range(one.start..next.end)
            }
            _ => return None,
        };
    }
    Some(joined)
}
