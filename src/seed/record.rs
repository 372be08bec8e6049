//! Records: the content of a file before it is checked.
//!
//! YAML, JSON lines and CSV yield the same records, so that there is one set of checks for all
//! formats.

use super::tree::{NodeId, Tree, View};

/// The records of one file, or of a part of one.
#[derive(Debug)]
pub(crate) struct Batch<'t> {
    /// All their values.
    pub(crate) tree: Tree<'t>,
    /// The records, in the order of the file.
    pub(crate) records: Vec<Record>,
    /// Names without a record: the header of a table, whose columns are fields without
    /// values, and a kind or relation with nothing below it.
    pub(crate) headers: Vec<Record>,
}

impl<'t> Batch<'t> {
    /// No records yet.
    pub(crate) fn new(tree: Tree<'t>) -> Self {
        Self { tree, records: Vec::new(), headers: Vec::new() }
    }
}

impl Batch<'_> {
    /// A value of these records.
    pub(crate) fn view(&self, id: NodeId) -> View<'_> {
        self.tree.view(id)
    }
}

/// One entity with what is written in it, or one link that stands alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    /// The subject of the record.
    pub(crate) head: Head,
    /// A map of all fields; in JSON lines and CSV those of the head are among them.
    pub(crate) fields: NodeId,
}

/// The subject of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Head {
    /// An entity.
    Entity {
        /// The name of its kind.
        kind: NodeId,
        /// Its id.
        id: NodeId,
    },
    /// A link.
    Link {
        /// The name of its relation.
        relation: NodeId,
    },
    /// An entity if the name is that of a kind, else a link: a row of a table with the columns
    /// `id`, `from` and `to`.
    Row {
        /// The name of its kind or relation.
        name: NodeId,
        /// Its id.
        id: NodeId,
    },
    /// A line that has `kind`, `relation` and an end: an entity with a property `relation`, or a
    /// link with a property `kind`. The type definitions tell which.
    Either {
        /// The name of its kind, if it is an entity.
        kind: NodeId,
        /// Its id; absent if it has none.
        id: NodeId,
        /// The name of its relation, if it is a link.
        relation: NodeId,
    },
}

impl Head {
    /// Returns whether a value of the record is part of its head.
    pub(crate) fn contains(self, value: NodeId) -> bool {
        match self {
            Self::Entity { kind, id } => value == kind || value == id,
            Self::Link { relation } => value == relation,
            // Which of them it is was told by the name of the table.
            Self::Row { .. } => false,
            // It is settled before fields are read.
            Self::Either { .. } => false,
        }
    }
}
