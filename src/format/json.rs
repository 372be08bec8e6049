//! JSON as all formats of it are written: an element a line, written as it comes.

use super::{columns::Columns, facts::Cell};
use crate::graph::{LinkId, NodeId};
use crate::json::fragment::Output;
use std::io::{self, Write};

/// Writes values and sets the commas between them.
pub(super) struct Json<W> {
    to: W,
    buffer: Output,
    comma: bool,
}

impl<W: Write> Json<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, buffer: Output::new(Vec::new()), comma: false }
    }

    /// Begins a document of its own.
    pub(super) fn begin_line(&mut self) {
        self.comma = false;
    }

    /// Begins an object or a list.
    pub(super) fn open(&mut self, bracket: u8) {
        self.before();
        self.buffer.byte(bracket);
        self.comma = false;
    }

    /// Ends it.
    pub(super) fn close(&mut self, bracket: u8) {
        self.buffer.byte(bracket);
        self.comma = true;
    }

    /// The key of the value that follows.
    pub(super) fn key(&mut self, key: &str) {
        self.before();
        self.buffer.string(key);
        self.buffer.byte(b':');
        self.comma = false;
    }

    pub(super) fn text(&mut self, text: &str) {
        self.before();
        self.buffer.string(text);
    }

    pub(super) fn integer(&mut self, number: u32) {
        self.before();
        self.buffer.integer(number);
    }

    pub(super) fn long(&mut self, number: i64) {
        self.before();
        self.buffer.integer(number);
    }

    pub(super) fn double(&mut self, number: f64) {
        self.before();
        self.buffer.bytes(number.to_string().as_bytes());
    }

    pub(super) fn boolean(&mut self, boolean: bool) {
        self.before();
        self.buffer.bytes(if boolean { b"true" } else { b"false" });
    }

    /// A key and a text.
    pub(super) fn member(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text(text);
    }

    /// The value of a property.
    pub(super) fn cell(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Text(text) => self.text(text),
            Cell::Integer(number) => {
                self.before();
                self.buffer.integer(*number);
            }
            // Many readers of JSON keep 53 bits of a number.
            Cell::Long(number) => self.text(&number.to_string()),
            Cell::Double(number) => self.double(*number),
            Cell::Boolean(boolean) => self.boolean(*boolean),
            Cell::Fields(value) => self.text(&value.json),
            Cell::List(items) => {
                self.open(b'[');
                items.iter().for_each(|item| self.cell(item));
                self.close(b']');
            }
        }
    }

    /// The attributes of an entity, a member each.
    pub(super) fn node_members(&mut self, columns: &Columns<'_, '_>, node: NodeId) {
        for column in &columns.nodes {
            if let Some(cell) = columns.node(node, column) {
                self.key(&column.name);
                self.cell(&cell);
            }
        }
    }

    /// The attributes of a link, a member each.
    pub(super) fn link_members(&mut self, columns: &Columns<'_, '_>, link: LinkId) {
        for column in &columns.links {
            if let Some(cell) = columns.link(link, column) {
                self.key(&column.name);
                self.cell(&cell);
            }
        }
    }

    /// Ends a line, and hands on what was written. The comma that may follow begins the next one.
    pub(super) fn line(&mut self) -> io::Result<()> {
        self.buffer.byte(b'\n');
        self.to.write_all(self.buffer.as_bytes())?;
        self.buffer.truncate(0);
        Ok(())
    }

    fn before(&mut self) {
        if self.comma {
            self.buffer.byte(b',');
        }
        self.comma = true;
    }
}
