//! Writes lists of flat objects: text and cells in turn, nothing to decide.

use super::{Cells, Run, Written, items::Items};
use crate::{
    plan::{CellSource, FlatId, FlatObject},
    value::fragment::{Fragment, Texts},
};

/// A flat object whose columns are found.
pub(super) struct Flat<'a> {
    first: Fragment,
    texts: Vec<Fragment>,
    cells: Vec<(Cells<'a>, Index)>,
    tail: Fragment,
}

/// By which number a cell is found.
#[derive(Clone, Copy)]
enum Index {
    Node,
    Link,
}

impl<'a> Run<'a> {
    pub(super) fn resolve(&self, object: &FlatObject) -> Flat<'a> {
        let cells = object.pieces.iter().map(|(_, source)| match *source {
            CellSource::Node(column) => (self.columns[column.index()], Index::Node),
            CellSource::Link(column) => (self.link_columns[column.index()], Index::Link),
        });
        Flat {
            first: object.first,
            texts: object.pieces.iter().map(|(text, _)| *text).collect(),
            cells: cells.collect(),
            tail: object.tail,
        }
    }

    /// Writes the items of a page.
    pub(super) fn flat_list(&mut self, items: &Items<'_>, id: FlatId) -> Written {
        if items.len() == 0 {
            self.out.bytes(b"[]");
            return Ok(());
        }
        let most = self.budget.response_bytes();
        let flat = &self.flat[id.index()];
        let cell = |position: usize, &(node, link): &(u32, u32)| {
            let (cells, index) = &flat.cells[position];
            cells.get(match index {
                Index::Node => node,
                Index::Link => link,
            })
        };
        let texts = Texts {
            arena: &self.plan.arena,
            first: flat.first,
            rest: &flat.texts,
            tail: flat.tail,
        };
        let values = self.graph.arena();
        match items {
            Items::Row(row, first, end) => {
                let nodes = row.nodes[*first..*end].iter().enumerate();
                let numbers = nodes.map(|(at, node)| (node.0, row.link(first + at).0));
                self.out.objects(texts, values, numbers, cell, most);
            }
            Items::Range(first, end) => {
                self.out.objects(texts, values, (*first..*end).map(|node| (node, 0)), cell, most);
            }
            Items::List(items) => {
                let numbers = items.iter().map(|item| (item.node.0, item.link.0));
                self.out.objects(texts, values, numbers, cell, most);
            }
        }
        Ok(self.budget.written(self.out.len())?)
    }
}
