//! Values with places: the output of all readers and the input of all checks.
//!
//! The values of a file are on one tape, sixteen bytes each: a list or map is followed by its
//! items, and a text is a range of the file unless escapes had to be undone. So a million links
//! need no allocation of their own, and every value has the place where it was written.

mod view;

pub(crate) use view::{Entry, View};

use crate::diagnostics::{FileId, Span};
use hashbrown::HashMap;

/// The shape of a value.
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

/// The way in which a text was written. Only values of the type `JSON` and lists in cells need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotes in YAML, or a number or boolean in JSON.
    Plain,
    /// In quotes, or as a block.
    Quoted,
    /// In a cell of a table, where `;` parts the items of a list.
    Cell,
}

/// The place where the characters of a text are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Store {
    /// The text is the place itself.
    Place,
    /// The text is the place without its first and last byte, which are quotes.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId(u32);

/// The values of one file, or of a part of one.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    file: FileId,
    source: &'t str,
    nodes: Vec<Node>,
    texts: Vec<Box<str>>,
    /// The items of cells in which a semicolon is escaped: where each is in the text of its
    /// cell, and the item without backslashes.
    escaped: HashMap<NodeId, Vec<(u32, u32, Box<str>)>>,
}

/// A place as it is kept; files past 4 GiB are refused before they come here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'t> Tree<'t> {
    /// An empty tree over the text of a file.
    pub(crate) fn new(file: FileId, source: &'t str) -> Self {
        Self { file, source, nodes: Vec::new(), texts: Vec::new(), escaped: HashMap::new() }
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

    /// Returns the number of values.
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

    /// Adds a cell of a table. A semicolon behind a backslash does not part its items.
    pub(crate) fn add_cell(&mut self, node: Node) -> NodeId {
        let id = self.add(node);
        let text = self.view(id).text().unwrap_or_default();
        if text.contains("\\;") {
            let items = escaped_items(text);
            self.escaped.insert(id, items);
        }
        id
    }

    /// Adds nothing, at the place of another value.
    pub(crate) fn add_absent_of(&mut self, other: NodeId) -> NodeId {
        let place = self.node(other);
        self.add(Node { start: place.start, end: place.end, ..NOTHING })
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

    /// Returns the number of nodes that a value takes.
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

/// The items of a cell in which there are backslashes before semicolons, blank ones left out.
/// `\;` is a semicolon, `\\;` is a backslash before the next item, and so on.
fn escaped_items(text: &str) -> Vec<(u32, u32, Box<str>)> {
    let mut items = Vec::new();
    let (mut from, mut item) = (0, String::new());
    let mut end = |from: usize, to: usize, item: &mut String| {
        let piece = text.get(from..to).unwrap_or_default();
        let start = from + piece.len() - piece.trim_start().len();
        if !item.trim().is_empty() {
            items.push((offset(start), offset(start + piece.trim().len()), item.trim().into()));
        }
        item.clear();
    };
    let mut written = 0;
    for (at, _) in text.match_indices(';') {
        let before = text.get(written..at).unwrap_or_default();
        let kept = before.trim_end_matches('\\');
        let backslashes = before.len() - kept.len();
        item.push_str(kept);
        item.extend(std::iter::repeat_n('\\', backslashes / 2));
        written = at + 1;
        if backslashes % 2 == 1 {
            item.push(';');
        } else {
            end(from, at, &mut item);
            from = at + 1;
        }
    }
    item.push_str(text.get(written..).unwrap_or_default());
    end(from, text.len(), &mut item);
    items
}

impl Node {
    /// Returns whether it is nothing.
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

    /// Returns the number of bytes of its place before its text, where that text is in the file.
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
