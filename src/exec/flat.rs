//! Writes lists of flat objects: text and cells in turn, nothing to decide.

use super::{
    Cells, Run, Written,
    items::{Item, Items},
};
use crate::{
    graph::NodeId,
    plan::{CellSource, FlatId, FlatObject},
    value::fragment::{Fragment, Texts},
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
        let most = self.budget.response_bytes();
        let flat = &self.flat[id.index()];
        let texts = Texts {
            arena: &self.plan.arena,
            first: flat.first,
            pieces: &flat.pieces,
            tail: flat.tail,
        };
        let (values, out) = (self.graph.arena(), &mut self.out);
        match items {
            Items::Row(row, first, end) => {
                let nodes = row.nodes[*first..*end].iter().enumerate();
                let cell = |column: &Column<'_>, &(at, node): &(usize, &NodeId)| {
                    column.get(node.0, || row.link(first + at).0)
                };
                out.objects(&texts, values, nodes, cell, most);
            }
            Items::Range(first, end) => {
                let cell = |column: &Column<'_>, &node: &u32| column.get(node, || 0);
                out.objects(&texts, values, *first..*end, cell, most);
            }
            Items::List(items) => {
                let cell =
                    |column: &Column<'_>, item: &&Item| column.get(item.node.0, || item.link.0);
                out.objects(&texts, values, items.iter(), cell, most);
            }
        }
        Ok(self.budget.written(self.out.len())?)
    }
}
