//! Pages of records: items of lists that are sorted already and hold neither entities nor links
//! alone.
//!
//! The position of a cursor is found by binary search; from there the list is read until the
//! page is full, and on only as far as the question needs: to the next item for `hasNextPage`,
//! to the end for `totalCount`.

use super::{
    Reader, Refusal,
    items::{NodePosition, Wants, gone, kind_and_id},
};
use crate::{
    exec::store::Store,
    graph::{Element, ElementId},
    limits::Exhausted,
    plan::{Cursor, FieldError, Slice},
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// An item of a sorted list.
///
/// The list that is read is in the order of [`Record::compare`]: an item is before another one
/// exactly if it compares as less with the position of the other's cursor.
pub(in crate::exec) trait Record: Copy {
    /// The position of a cursor in such a list, whether or not its item is still there.
    type Position;

    /// Finds the position of a cursor.
    ///
    /// # Errors
    /// If it is a cursor of another list, or of a kind or relation that is gone.
    fn position(store: &impl Store, cursor: &Cursor) -> Result<Self::Position, FieldError>;

    /// Compares this item with a position: less if it is before it.
    fn compare(self, store: &impl Store, position: &Self::Position) -> Ordering;

    /// The cursor of this item. It finds the position of this item again.
    fn cursor(self, store: &impl Store) -> Cursor;
}

/// A page of records.
#[derive(Debug)]
pub(in crate::exec) struct Records<T> {
    pub(in crate::exec) items: Vec<T>,
    /// The number of items on all pages; 0 if it was not asked for.
    pub(in crate::exec) total: usize,
    pub(in crate::exec) has_next: bool,
    pub(in crate::exec) has_previous: bool,
}

impl<S: Store> Reader<'_, S> {
    /// Chooses the page of a sorted list of which only some items are meant.
    pub(super) fn choose_records<T: Record>(
        &mut self,
        list: &[T],
        is_meant: impl Fn(T) -> bool,
        slice: &Slice,
        wants: Wants,
    ) -> Result<Records<T>, Refusal> {
        let low = self.position_in(list, slice.after.as_ref(), Ordering::Equal)?.unwrap_or(0);
        let high = self.position_in(list, slice.before.as_ref(), Ordering::Less)?;
        let high = high.unwrap_or(list.len()).max(low);
        let (items, end) = self.read_records(&list[low..high], &is_meant, slice)?;
        let end = low + end;
        let (before, behind) = if slice.from_end { (end, high) } else { (low, end) };
        let mut page = Records { items, total: 0, has_next: false, has_previous: false };
        if wants.looks_ahead {
            page.has_previous = self.has_any(list[..before].iter().rev(), &is_meant)?;
            page.has_next = self.has_any(list[behind..].iter(), &is_meant)?;
        }
        if wants.counts {
            self.budget.visit(list.len())?;
            page.total = list.iter().filter(|item| is_meant(**item)).count();
        }
        Ok(page)
    }

    /// The items of a page out of those between its cursors, and where reading came to an end.
    fn read_records<T: Record>(
        &mut self,
        window: &[T],
        is_meant: impl Fn(T) -> bool,
        slice: &Slice,
    ) -> Result<(Vec<T>, usize), Exhausted> {
        let mut items = Vec::new();
        let mut end = if slice.from_end { window.len() } else { 0 };
        for step in 0..window.len() {
            if items.len() >= slice.size {
                break;
            }
            self.budget.visit(1)?;
            let at = if slice.from_end { window.len() - 1 - step } else { step };
            end = if slice.from_end { at } else { at + 1 };
            items.extend(Some(window[at]).filter(|item| is_meant(*item)));
        }
        if slice.from_end {
            items.reverse();
        }
        Ok((items, end))
    }

    /// The number of items of a list that are before a cursor; with `Equal`, it among them.
    fn position_in<T: Record>(
        &self,
        list: &[T],
        cursor: Option<&Cursor>,
        side: Ordering,
    ) -> Result<Option<usize>, FieldError> {
        let Some(cursor) = cursor else { return Ok(None) };
        let position = T::position(self.store, cursor)?;
        let is_before = |item: &T| {
            let ordering = item.compare(self.store, &position);
            ordering.is_lt() || ordering == side
        };
        Ok(Some(list.partition_point(is_before)))
    }

    fn has_any<'l, T: Record + 'l>(
        &mut self,
        items: impl Iterator<Item = &'l T>,
        is_meant: impl Fn(T) -> bool,
    ) -> Result<bool, Exhausted> {
        for item in items {
            self.budget.visit(1)?;
            if is_meant(*item) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The position of a cursor among entities and links.
#[derive(Debug)]
pub(in crate::exec) struct ElementPosition {
    start: NodePosition,
    /// Of a link: its relation, the entity that it leads to, and its ordinal.
    link: Option<(u16, NodePosition, u32)>,
}

impl ElementPosition {
    /// Finds the position of a cursor whose last two keys are of an element.
    pub(super) fn find(store: &impl Store, cursor: &Cursor) -> Result<Self, FieldError> {
        let start = NodePosition::find(store, &cursor.kind, &cursor.id)?;
        let Some(relation) = &cursor.relation else { return Ok(Self { start, link: None }) };
        let relation = store.ontology().relation_by_name(relation).ok_or_else(gone)?.0;
        let [.., Value::String(kind), Value::String(id)] = cursor.keys.as_slice() else {
            return Err(gone());
        };
        let end = NodePosition::find(store, kind, id)?;
        Ok(Self { start, link: Some((relation, end, cursor.ordinal)) })
    }

    /// Compares an entity or a link with this.
    pub(super) fn compare(&self, store: &impl Store, id: ElementId) -> Ordering {
        match (store.element(id), &self.link) {
            (Element::Node(node), None) => self.start.compare(node),
            (Element::Node(_), Some(_)) => Ordering::Less,
            (Element::Link(_), None) => Ordering::Greater,
            (Element::Link(link), Some((relation, end, ordinal))) => store
                .relation(link)
                .0
                .cmp(relation)
                .then_with(|| self.start.compare(store.from(link)))
                .then_with(|| end.compare(store.to(link)))
                .then_with(|| store.ordinal(link).cmp(ordinal)),
        }
    }
}

/// The cursor of an entity or a link, with these keys before its own.
pub(super) fn element_cursor(store: &impl Store, id: ElementId, mut keys: Vec<Value>) -> Cursor {
    let (relation, (kind, id), ordinal) = match store.element(id) {
        Element::Node(node) => {
            keys.extend([Value::Null, Value::Null]);
            (None, kind_and_id(store, node), 1)
        }
        Element::Link(link) => {
            let (kind, id) = kind_and_id(store, store.to(link));
            keys.extend([json!(kind), json!(id)]);
            let relation = store.ontology().relation(store.relation(link)).name.clone();
            (Some(relation), kind_and_id(store, store.from(link)), store.ordinal(link))
        }
    };
    Cursor { keys, relation, incoming: false, kind, id, ordinal }
}
