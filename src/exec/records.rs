//! Pages of records: of lists that are sorted already and hold neither entities nor links alone.
//!
//! A cursor's place is found by binary search; from there the list is read until the page is
//! full, and on only as far as the question needs: to the next item for `hasNextPage`, to the
//! end for `totalCount`.

use super::{
    Path, Run, Written,
    choose::Refusal,
    items::{NodePlace, gone},
    page::PageInfo,
};
use crate::{
    graph::{Element, ElementId, Graph},
    limits::Exhausted,
    plan::{Cursor, FieldError, PageOp, PageSelection, RecordOp, SelectionId, Slice, Step},
};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// An item of a sorted list.
pub(super) trait Record: Copy {
    /// Where a cursor stands in such a list.
    type Place;

    /// Finds the place of a cursor.
    fn place(graph: &Graph, cursor: &Cursor) -> Result<Self::Place, FieldError>;

    /// How this item stands to a place.
    fn compare(self, graph: &Graph, place: &Self::Place) -> Ordering;

    /// The cursor of this item.
    fn cursor(self, graph: &Graph) -> Cursor;
}

/// The items of a page, and where it stands.
pub(super) struct Records<T> {
    items: Vec<T>,
    total: usize,
    has_next: bool,
    has_previous: bool,
}

impl<'a> Run<'a> {
    /// Chooses the page of a sorted list of which only some items are meant.
    pub(super) fn choose_records<T: Record>(
        &mut self,
        list: &[T],
        is_meant: impl Fn(T) -> bool,
        slice: &Slice,
        selection: &PageSelection,
    ) -> Result<Records<T>, Refusal> {
        let low = self.place_in(list, slice.after.as_ref(), Ordering::Equal)?.unwrap_or(0);
        let high = self.place_in(list, slice.before.as_ref(), Ordering::Less)?;
        let high = high.unwrap_or(list.len()).max(low);
        let (items, end) = self.read_records(&list[low..high], &is_meant, slice)?;
        let end = low + end;
        let (before, behind) = if slice.from_end { (end, high) } else { (low, end) };
        let mut page = Records { items, total: 0, has_next: false, has_previous: false };
        if selection.looks_ahead {
            page.has_previous = self.has_any(list[..before].iter().rev(), &is_meant)?;
            page.has_next = self.has_any(list[behind..].iter(), &is_meant)?;
        }
        if selection.counts {
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

    /// How many items of a list are before a cursor; with `Equal`, it among them.
    fn place_in<T: Record>(
        &self,
        list: &[T],
        cursor: Option<&Cursor>,
        side: Ordering,
    ) -> Result<Option<usize>, FieldError> {
        let Some(cursor) = cursor else { return Ok(None) };
        let place = T::place(self.graph, cursor)?;
        let is_before = |item: &T| {
            let ordering = item.compare(self.graph, &place);
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

    /// Writes a page of records; `write` writes what only they have.
    pub(super) fn write_records<T: Record>(
        &mut self,
        chosen: Result<Records<T>, Refusal>,
        selection: &'a PageSelection,
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, T, &'a RecordOp, &Path<'_>) -> Written,
    ) -> Written {
        let page = match chosen {
            Ok(page) => page,
            Err(Refusal::Field(error)) => return Err(self.fail(error, path)),
            Err(Refusal::Exhausted(exhausted)) => return Err(exhausted.into()),
        };
        let start = self.out.len();
        for step in &selection.steps {
            self.out.fragment(&self.plan.arena, step.key);
            match &step.op {
                PageOp::Records(op, site) => {
                    self.each_record(&page.items, op, &path.field(*site), &mut write)?;
                }
                PageOp::Constant(constant) => self.constant(*constant),
                PageOp::Info(steps, site) => {
                    let stands = PageInfo::of(page.items.len(), page.has_next, page.has_previous);
                    let cursor =
                        |run: &mut Self, at: usize| Ok(page.items[at].cursor(run.graph).encode());
                    self.write_info(stands, steps, cursor, &path.field(*site))?;
                }
                PageOp::Fail(site) => return Err(self.null_condition(Some(path), *site)),
                PageOp::TotalCount => self.out.integer(page.total),
                // Of other lists.
                PageOp::Flat(_) | PageOp::Nodes(..) | PageOp::Edges(..) => {}
            }
        }
        self.close(start);
        Ok(())
    }

    fn each_record<T: Record>(
        &mut self,
        items: &[T],
        op: &'a RecordOp,
        path: &Path<'_>,
        write: &mut impl FnMut(&mut Self, T, &'a RecordOp, &Path<'_>) -> Written,
    ) -> Written {
        let at = path.list();
        self.out.byte(b'[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.byte(b',');
            }
            at.at(index);
            self.record(*item, op, &at, write)?;
            self.budget.written(self.out.len())?;
        }
        self.out.byte(b']');
        Ok(())
    }

    /// Writes what is selected of a record, or of its edge.
    fn record<T: Record>(
        &mut self,
        item: T,
        op: &'a RecordOp,
        path: &Path<'_>,
        write: &mut impl FnMut(&mut Self, T, &'a RecordOp, &Path<'_>) -> Written,
    ) -> Written {
        match op {
            RecordOp::Object(steps, Some(site)) => {
                self.record_object(item, steps, &path.field(*site), write)
            }
            RecordOp::Object(steps, None) => self.record_object(item, steps, path, write),
            RecordOp::Fail(site) => Err(self.null_condition(Some(path), *site)),
            RecordOp::Constant(constant) => {
                self.constant(*constant);
                Ok(())
            }
            RecordOp::Cursor => {
                let cursor = item.cursor(self.graph).encode();
                self.out.string(&cursor);
                Ok(())
            }
            op => write(self, item, op, path),
        }
    }

    fn record_object<T: Record>(
        &mut self,
        item: T,
        steps: &'a [Step<RecordOp>],
        path: &Path<'_>,
        write: &mut impl FnMut(&mut Self, T, &'a RecordOp, &Path<'_>) -> Written,
    ) -> Written {
        let start = self.out.len();
        for step in steps {
            self.out.fragment(&self.plan.arena, step.key);
            self.record(item, &step.op, path, write)?;
        }
        self.close(start);
        Ok(())
    }

    /// Writes an entity or a link.
    pub(super) fn element(
        &mut self,
        id: ElementId,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        match self.graph.element(id) {
            Element::Node(node) => self.entity(node, selection, path),
            Element::Link(link) => self.lone_link(link, selection, path),
        }
    }
}

/// Where a cursor stands among entities and links.
pub(super) struct ElementPosition {
    start: NodePlace,
    /// Of a link: its relation, where it leads, and what tells it from others between the same.
    link: Option<(u16, NodePlace, u32)>,
}

impl ElementPosition {
    /// Finds the place of a cursor whose last two keys are of an element.
    pub(super) fn find(graph: &Graph, cursor: &Cursor) -> Result<Self, FieldError> {
        let start = NodePlace::find(graph, &cursor.kind, &cursor.id)?;
        let Some(relation) = &cursor.relation else { return Ok(Self { start, link: None }) };
        let relation = graph.ontology().relation_by_name(relation).ok_or_else(gone)?.0;
        let [.., Value::String(kind), Value::String(id)] = cursor.keys.as_slice() else {
            return Err(gone());
        };
        let end = NodePlace::find(graph, kind, id)?;
        Ok(Self { start, link: Some((relation, end, cursor.ordinal)) })
    }

    /// How an entity or a link stands to this.
    pub(super) fn compare(&self, graph: &Graph, id: ElementId) -> Ordering {
        match (graph.element(id), &self.link) {
            (Element::Node(node), None) => self.start.compare(node),
            (Element::Node(_), Some(_)) => Ordering::Less,
            (Element::Link(_), None) => Ordering::Greater,
            (Element::Link(link), Some((relation, end, ordinal))) => {
                let links = graph.links();
                links
                    .relation(link)
                    .0
                    .cmp(relation)
                    .then_with(|| self.start.compare(links.from(link)))
                    .then_with(|| end.compare(links.to(link)))
                    .then_with(|| links.ordinal(link).cmp(ordinal))
            }
        }
    }
}

/// The cursor of an entity or a link, with these keys before its own.
pub(super) fn element_cursor(graph: &Graph, id: ElementId, mut keys: Vec<Value>) -> Cursor {
    let kind_and_id = |node| {
        let kind = graph.ontology().kind(graph.nodes().kind(node)).name.clone();
        (kind, graph.arena().text(graph.nodes().ids()[node.index()]).into_owned())
    };
    let (relation, (kind, id), ordinal) = match graph.element(id) {
        Element::Node(node) => {
            keys.extend([Value::Null, Value::Null]);
            (None, kind_and_id(node), 1)
        }
        Element::Link(link) => {
            let links = graph.links();
            let (kind, id) = kind_and_id(links.to(link));
            keys.extend([json!(kind), json!(id)]);
            let relation = graph.ontology().relation(links.relation(link)).name.clone();
            (Some(relation), kind_and_id(links.from(link)), links.ordinal(link))
        }
    };
    Cursor { keys, relation, incoming: false, kind, id, ordinal }
}
