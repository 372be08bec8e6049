//! Writes lists of flat objects: text and cells in turn, nothing to decide.
//!
//! A page that is the start of a row and has nothing but a flat list goes the shortest way. That
//! is what most nested pages are, often with a few items only: without the general way of
//! choosing and writing, 110 such pages take a seventh less time.

use super::{
    super::{Run, Written, cells::Cells},
    in_view::InView,
};
use crate::{
    exec::{
        select::{ItemList, RowFilter, look_at_days, look_at_each},
        store::{NodeList, Store},
    },
    graph::Row,
    json::fragment::{Fragment, Texts},
    plan::{CellSource, Connection, ConnectionOp, FlatId, FlatObject, PageOp, Step},
};

/// A flat object whose columns are found.
pub(in crate::exec::write) struct Flat<'a> {
    first: Fragment,
    pieces: Vec<(Fragment, FlatColumn<'a>)>,
    tail: Fragment,
}

/// A column of a flat object, and by which number its cells are found.
enum FlatColumn<'a> {
    Node(Cells<'a>),
    Link(Cells<'a>),
}

impl FlatColumn<'_> {
    /// The cell of an item. The link's number is only worked out where it is needed.
    #[inline(always)]
    fn get(&self, node: u32, link: impl FnOnce() -> u32) -> Fragment {
        match self {
            Self::Node(cells) => cells.get(node),
            Self::Link(cells) => cells.get(link()),
        }
    }
}

impl<'a, S: Store> Run<'a, S> {
    /// A flat object with its columns.
    pub(in crate::exec::write) fn resolve(&self, object: &FlatObject) -> Flat<'a> {
        let pieces = object.pieces.iter().map(|&(text, source)| match source {
            CellSource::Node(column) => (text, FlatColumn::Node(self.columns[column.index()])),
            CellSource::Link(column) => (text, FlatColumn::Link(self.link_columns[column.index()])),
        });
        Flat { first: object.first, pieces: pieces.collect(), tail: object.tail }
    }

    /// The only step of a page, if it is a flat list and may be written as one.
    #[inline]
    pub(in crate::exec::write) fn only_flat(
        &self,
        selection: &'a Connection<PageOp>,
    ) -> Option<(Fragment, FlatId)> {
        match &selection.steps[..] {
            [Step::Field { key, op: ConnectionOp::List(PageOp::Flat(flat)) }]
                if self.inputs.fast =>
            {
                Some((*key, *flat))
            }
            _ => None,
        }
    }

    /// Writes a page that is the start of a row and has nothing but a flat list.
    #[inline]
    pub(in crate::exec::write) fn start_of_row(
        &mut self,
        row: Row<'a>,
        shown: RowFilter<'a>,
        size: usize,
        key: Fragment,
        flat: FlatId,
    ) -> Written {
        let size = size.min(row.len());
        let start = self.out.len();
        self.out.fragment(&self.plan.arena, key);
        if shown.is_all() {
            self.reader.budget.visit(1 + size)?;
            self.flat_list(&ItemList::Row(row, 0, size), flat)?;
        } else {
            self.flat_shown(row, shown, size, flat)?;
        }
        self.close(start);
        Ok(())
    }

    /// Writes the items of a page.
    pub(in crate::exec::write) fn flat_list(
        &mut self,
        items: &ItemList<'_>,
        id: FlatId,
    ) -> Written {
        if items.len() == 0 {
            self.out.bytes(b"[]");
            return Ok(());
        }
        match items {
            ItemList::Row(row, first, end) => {
                let nodes = row.nodes[*first..*end].iter().enumerate();
                self.flat_objects(id, nodes, |column, &(at, node)| {
                    column.get(node.0, || row.link(first + at).0)
                })
            }
            ItemList::Nodes(NodeList::Range(range)) => {
                self.flat_objects(id, range.clone(), |column, &node| column.get(node, || 0))
            }
            ItemList::Nodes(NodeList::List(nodes)) => {
                self.flat_objects(id, nodes.iter(), |column, node| column.get(node.0, || 0))
            }
            ItemList::List(items) => self.flat_objects(id, items.iter(), |column, item| {
                column.get(item.node.0, || item.link.0)
            }),
        }
    }

    /// Writes the first links of a row that are in view; out of the way of pages that need no
    /// look at days.
    #[inline(never)]
    fn flat_shown(
        &mut self,
        row: Row<'_>,
        shown: RowFilter<'_>,
        size: usize,
        id: FlatId,
    ) -> Written {
        // Two loops, so that what the one looks at stays in registers.
        match (shown, row.first_of_range()) {
            (RowFilter::Days { days, first, asked }, Some(link)) => {
                let days = &days[(link.0 - first) as usize..];
                let look = |start, count| look_at_days(days, asked, start, count);
                self.flat_in_view(row, InView::new(row.len(), size, look), id)
            }
            _ => {
                let shows = |at| shown.has(row.link(at).0);
                let look = |start, count| look_at_each(count, |at| shows(start + at));
                self.flat_in_view(row, InView::new(row.len(), size, look), id)
            }
        }
    }

    #[inline(always)]
    fn flat_in_view(
        &mut self,
        row: Row<'_>,
        mut in_view: InView<impl Fn(usize, usize) -> u32>,
        id: FlatId,
    ) -> Written {
        if in_view.is_empty() {
            self.out.bytes(b"[]");
        } else {
            self.flat_objects(id, &mut in_view, |column, &at| {
                column.get(row.nodes[at].0, || row.link(at).0)
            })?;
        }
        Ok(self.reader.budget.visit(1 + in_view.looked_at())?)
    }

    #[inline(always)]
    fn flat_objects<I>(
        &mut self,
        id: FlatId,
        items: impl Iterator<Item = I>,
        cell: impl Fn(&FlatColumn<'_>, &I) -> Fragment,
    ) -> Written {
        let most = self.reader.budget.response_bytes();
        let flat = &self.flat[id.index()];
        let texts = Texts {
            arena: &self.plan.arena,
            first: flat.first,
            pieces: &flat.pieces,
            tail: flat.tail,
        };
        self.out.objects(&texts, self.store.arena(), items, cell, most);
        Ok(self.reader.budget.written(self.out.len())?)
    }
}
