//! Values with places: what all readers produce and all checks read.
//!
//! The values of a file stand on one tape, sixteen bytes each: a list or map is followed by
//! its items, a text is a range of the file unless escapes had to be undone. A million links
//! therefore cost no allocation of their own, and every value knows where it was written.

mod view;

pub(crate) use view::{Entry, View};

use crate::diagnostics::{FileId, Span};

/// What a value is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing: `null`, or an empty cell.
    Absent,
    /// A text, a number, a boolean.
    Text,
    /// Values in order.
    List,
    /// Keys and values in order.
    Map,
}

impl Shape {
    /// The shape in a message.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Absent => "nothing",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Map => "a map",
        }
    }
}

/// How a text was written. Only values of the type `JSON` and lists in cells look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes in YAML, or a number or boolean in JSON.
    Plain,
    /// In quotes, or as a block.
    Quoted,
    /// In a cell of a table, where `;` parts the items of a list.
    Cell,
}

/// Where the characters of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Store {
    /// Its place is its text.
    Place,
    /// Its place without the first and the last byte, which are quotes.
    Inside,
    /// In the tree's list of texts.
    Aside,
}

/// One value on the tape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    start: u32,
    end: u32,
    /// The number of a text aside, or how many nodes of a list or map follow.
    data: u32,
    shape: Shape,
    style: Style,
    store: Store,
}

const NOTHING: Node = Node {
    start: 0,
    end: 0,
    data: 0,
    shape: Shape::Absent,
    style: Style::Plain,
    store: Store::Place,
};

/// A position on the tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// The values of one file, or of a part of one.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    file: FileId,
    source: &'t str,
    nodes: Vec<Node>,
    texts: Vec<Box<str>>,
}

/// A place as it is kept; files past 4 GiB are refused before they come here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'t> Tree<'t> {
    /// An empty tree over the text of a file.
    pub(crate) fn new(file: FileId, source: &'t str) -> Self {
        Self { file, source, nodes: Vec::new(), texts: Vec::new() }
    }

    /// The file's text.
    pub(crate) fn source(&self) -> &'t str {
        self.source
    }

    /// A place in the file.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// The position of the value that is added next.
    pub(crate) fn next(&self) -> NodeId {
        NodeId(offset(self.nodes.len()))
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Forgets all values past the first `len`, which did not become a record.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.nodes.truncate(len);
    }

    /// Adds a node that [`Self::slice`], [`Self::quoted`], [`Self::aside`] or
    /// [`Self::absent`] made.
    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        let id = NodeId(offset(self.nodes.len()));
        self.nodes.push(node);
        id
    }

    /// A text that stands in the file as it is.
    pub(crate) fn slice(start: usize, end: usize, style: Style) -> Node {
        Node { start: offset(start), end: offset(end), shape: Shape::Text, style, ..NOTHING }
    }

    /// A text that stands in the file as it is, in quotes of one byte each.
    pub(crate) fn quoted(start: usize, end: usize, style: Style) -> Node {
        Node { store: Store::Inside, ..Self::slice(start, end, style) }
    }

    /// A text that differs from what stands in the file.
    pub(crate) fn aside(&mut self, start: usize, end: usize, style: Style, text: &str) -> Node {
        let data = offset(self.texts.len());
        self.texts.push(text.into());
        Node { store: Store::Aside, data, ..Self::slice(start, end, style) }
    }

    /// Nothing at a place.
    pub(crate) fn absent(start: usize, end: usize) -> Node {
        Node { start: offset(start), end: offset(end), ..NOTHING }
    }

    /// Begins a list or map that is not written as one: its place is that of another node.
    pub(crate) fn open_at(&mut self, shape: Shape, place: Node) -> NodeId {
        self.add(Node { start: place.start, end: place.end, shape, ..NOTHING })
    }

    /// Begins a list or map; its items, or keys and values in turn, follow.
    pub(crate) fn open(&mut self, shape: Shape, start: usize) -> NodeId {
        self.add(Node { start: offset(start), end: offset(start), shape, ..NOTHING })
    }

    /// Ends a list or map at a place, or where it began if that is behind it.
    pub(crate) fn close(&mut self, id: NodeId, end: usize) {
        let size = offset(self.nodes.len()).saturating_sub(id.0 + 1);
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.end = offset(end).max(node.end);
            node.data = size;
        }
    }

    /// How many nodes a value takes.
    pub(crate) fn size(&self, id: NodeId) -> usize {
        self.node(id).size() as usize
    }

    /// Adds a value once more.
    pub(crate) fn repeat(&mut self, id: NodeId) -> NodeId {
        let copy = NodeId(offset(self.nodes.len()));
        let range = id.0 as usize..id.0 as usize + self.size(id);
        if range.end <= self.nodes.len() {
            self.nodes.extend_from_within(range);
        }
        copy
    }

    fn node(&self, id: NodeId) -> Node {
        self.nodes.get(id.0 as usize).copied().unwrap_or(NOTHING)
    }
}

impl Node {
    /// Whether it is nothing.
    pub(crate) fn is_absent(self) -> bool {
        self.shape == Shape::Absent
    }

    /// The texts on both sides of a byte that stands in the file as it is.
    pub(crate) fn split(self, at: usize) -> Option<(Self, Self)> {
        let skip = self.inside()?;
        let style = self.style;
        let (start, end) = (self.start as usize, self.end as usize);
        let middle = start + skip + at;
        Some((
            Tree::slice(start + skip, middle, style),
            Tree::slice(middle + 1, end.checked_sub(skip)?, style),
        ))
    }

    /// How many bytes of its place come before its text, where that text is in the file.
    fn inside(self) -> Option<usize> {
        match self.store {
            Store::Place => Some(0),
            Store::Inside => Some(1),
            Store::Aside => None,
        }
    }

    fn size(self) -> u32 {
        match self.shape {
            Shape::List | Shape::Map => self.data.saturating_add(1),
            Shape::Absent | Shape::Text => 1,
        }
    }
}
