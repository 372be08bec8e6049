//! Writes lists of flat objects: text and cells in turn, nothing to decide.

use super::{
    Cells, Run, Written,
    items::Items,
    scan::{InView, look_at_days, look_at_each},
    view::RowFilter,
};
use crate::{
    graph::Row,
    json::fragment::{Fragment, Texts},
    plan::{CellSource, FlatId, FlatObject},
};

/// A flat object whose columns are found.
pub(super) struct Flat<'a> {
    first: Fragment,
    pieces: Vec<(Fragment, Column<'a>)>,
    tail: Fragment,
}

/// A column of a flat object, and by which number its cells are found.
enum Column<'a> {
    Node(Cells<'a>),
    Link(Cells<'a>),
}

impl Column<'_> {
    /// The cell of an item. The link's number is only worked out where it is needed.
    #[inline(always)]
    fn get(&self, node: u32, link: impl FnOnce() -> u32) -> Fragment {
        match self {
            Self::Node(cells) => cells.get(node),
            Self::Link(cells) => cells.get(link()),
        }
    }
}

impl<'a> Run<'a> {
    pub(super) fn resolve(&self, object: &FlatObject) -> Flat<'a> {
        let pieces = object.pieces.iter().map(|&(text, source)| match source {
            CellSource::Node(column) => (text, Column::Node(self.columns[column.index()])),
            CellSource::Link(column) => (text, Column::Link(self.link_columns[column.index()])),
        });
        Flat { first: object.first, pieces: pieces.collect(), tail: object.tail }
    }

    /// Writes the items of a page.
    pub(super) fn flat_list(&mut self, items: &Items<'_>, id: FlatId) -> Written {
        if items.len() == 0 {
            self.out.bytes(b"[]");
            return Ok(());
        }
        match items {
            Items::Row(row, first, end) => {
                let nodes = row.nodes[*first..*end].iter().enumerate();
                self.flat_objects(id, nodes, |column, &(at, node)| {
                    column.get(node.0, || row.link(first + at).0)
                })
            }
            Items::Range(first, end) => {
                self.flat_objects(id, *first..*end, |column, &node| column.get(node, || 0))
            }
            Items::List(items) => self.flat_objects(id, items.iter(), |column, item| {
                column.get(item.node.0, || item.link.0)
            }),
        }
    }

    /// Writes the first links of a row that are in view; out of the way of pages that need no
    /// look at days.
    #[inline(never)]
    pub(super) fn flat_shown(
        &mut self,
        row: Row<'_>,
        shown: RowFilter<'_>,
        size: usize,
        id: FlatId,
    ) -> Written {
        // Two loops, so that what the one looks at stays in registers.
        match (shown, row.first_of_range()) {
            (RowFilter::Some { days, first, asked }, Some(link)) => {
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
        Ok(self.budget.visit(1 + in_view.looked_at())?)
    }

    #[inline(always)]
    fn flat_objects<I>(
        &mut self,
        id: FlatId,
        items: impl Iterator<Item = I>,
        cell: impl Fn(&Column<'_>, &I) -> Fragment,
    ) -> Written {
        let most = self.budget.response_bytes();
        let flat = &self.flat[id.index()];
        let texts = Texts {
            arena: &self.plan.arena,
            first: flat.first,
            pieces: &flat.pieces,
            tail: flat.tail,
        };
        self.out.objects(&texts, self.graph.arena(), items, cell, most);
        Ok(self.budget.written(self.out.len())?)
    }
}
