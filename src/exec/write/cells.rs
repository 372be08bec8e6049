//! The columns that a plan reads, found once for each run.

use crate::{
    exec::store::Store,
    graph::{Column, LinkColumns},
    json::fragment::{Fragment, prefetch},
    plan::{ColumnRef, LinkCell, LinkColumnRef},
};

/// Cells of a column, by entity or link number.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    cells: &'a [Fragment],
    first: u32,
    absent: Fragment,
}

impl Cells<'_> {
    #[inline(always)]
    pub(super) fn get(&self, number: u32) -> Fragment {
        self.cells.get(number.wrapping_sub(self.first) as usize).copied().unwrap_or(self.absent)
    }

    /// Has the processor fetch a cell.
    #[inline(always)]
    pub(super) fn prefetch(&self, number: u32) {
        if let Some(cell) = self.cells.get((number.wrapping_sub(self.first)) as usize) {
            prefetch(cell);
        }
    }
}

/// The cells of a property of entities.
pub(super) fn node_cells<S: Store>(store: &S, column: ColumnRef) -> Cells<'_> {
    let (cells, first) = match column {
        ColumnRef::Id => (store.ids(), 0),
        ColumnRef::Name => (store.primary_names(), 0),
        ColumnRef::Head => (store.heads(), 0),
        ColumnRef::Property(kind, property) => {
            let cells = store.column(kind, property).map_or(&[][..], Column::cells);
            (cells, store.numbers_of_kind(kind).start)
        }
    };
    Cells { cells, first, absent: Fragment::NULL }
}

/// The cells of a property of links.
pub(super) fn link_cells<S: Store>(store: &S, column: LinkColumnRef) -> Cells<'_> {
    let (cells, absent) = link_column(store.relation_columns(column.relation), column.cell);
    let first = store.numbers_of_relation(column.relation).start;
    Cells { cells: cells.map_or(&[], Column::cells), first, absent }
}

/// The column of a property of links, and the value of links that have none.
pub(super) fn link_column(columns: &LinkColumns, cell: LinkCell) -> (Option<&Column>, Fragment) {
    match cell {
        LinkCell::At => (columns.at.as_ref(), Fragment::NULL),
        LinkCell::Since => (columns.since.as_ref(), Fragment::NULL),
        LinkCell::Until => (columns.until.as_ref(), Fragment::NULL),
        LinkCell::Note => (columns.note.as_ref(), Fragment::NULL),
        LinkCell::Attested => (columns.attested.as_ref(), Fragment::EMPTY_LIST),
        LinkCell::Disputed => (columns.disputed.as_ref(), Fragment::EMPTY_LIST),
        LinkCell::Property(index) => (columns.properties.get(index), Fragment::NULL),
    }
}
