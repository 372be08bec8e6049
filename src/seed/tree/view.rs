//! Reading a tree: values with their shape, text, items and place.

use super::{Node, NodeId, Shape, Store, Style, Tree, offset};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    seed::Problems,
};
use hashbrown::HashMap;

/// A value in its tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    tree: &'a Tree<'a>,
    id: NodeId,
    node: Node,
    /// One item of a cell: a range of bytes of its text.
    part: Option<(u32, u32)>,
    /// The text of an item in which a semicolon is escaped.
    unescaped: Option<&'a str>,
}

impl Tree<'_> {
    /// A value.
    pub(crate) fn view(&self, id: NodeId) -> View<'_> {
        View { tree: self, id, node: self.node(id), part: None, unescaped: None }
    }
}

impl<'a> View<'a> {
    /// Returns whether it is nothing.
    pub(crate) fn is_absent(self) -> bool {
        self.node.is_absent()
    }

    /// Returns the position in its tree.
    pub(crate) fn id(self) -> NodeId {
        self.id
    }

    /// Returns the shape of the value.
    pub(crate) fn shape(self) -> Shape {
        self.node.shape
    }

    /// Returns how a text was written.
    pub(crate) fn style(self) -> Style {
        self.node.style
    }

    /// Returns the place in the file.
    pub(crate) fn span(self) -> Span {
        let (mut start, mut end) = (self.node.start as usize, self.node.end as usize);
        if let (Some((from, to)), Some(skip)) = (self.part, self.node.inside()) {
            end = start + skip + to as usize;
            start += skip + from as usize;
        }
        self.tree.span(start, end)
    }

    /// Its text; `None` for a list or map, and for nothing.
    pub(crate) fn text(self) -> Option<&'a str> {
        if self.node.shape != Shape::Text {
            return None;
        }
        if self.unescaped.is_some() {
            return self.unescaped;
        }
        let (start, end) = (self.node.start as usize, self.node.end as usize);
        let whole = match self.node.store {
            Store::Place => self.tree.source.get(start..end),
            Store::Inside => self.tree.source.get(start + 1..end.saturating_sub(1)),
            Store::Aside => self.tree.texts.get(self.node.data as usize).map(|text| &**text),
        }?;
        match self.part {
            Some((from, to)) => whole.get(from as usize..to as usize),
            None => Some(whole),
        }
    }

    /// The values that directly follow: a list's items, a map's keys and values in turn.
    fn children(self) -> impl Iterator<Item = View<'a>> {
        let first = self.id.0.saturating_add(1);
        let end = self.id.0.saturating_add(self.node.size());
        std::iter::successors((first < end).then_some(first), move |&at| {
            let next = at.saturating_add(self.tree.node(NodeId(at)).size());
            (next < end).then_some(next)
        })
        .map(move |at| self.tree.view(NodeId(at)))
    }

    /// The items of a list, absent ones too; the parts of a cell; any other value as the only
    /// item. Nothing is no item.
    pub(crate) fn items(self) -> Vec<View<'a>> {
        match self.node.shape {
            Shape::Absent => Vec::new(),
            Shape::List => self.children().collect(),
            Shape::Text if self.node.style == Style::Cell => self.parts(),
            Shape::Text | Shape::Map => vec![self],
        }
    }

    /// Returns the items of a cell, which semicolons part, without blanks around them.
    fn parts(self) -> Vec<View<'a>> {
        if self.part.is_none()
            && let Some(items) = self.tree.escaped.get(&self.id)
        {
            let item = |(start, end, text): &'a (u32, u32, Box<str>)| View {
                part: Some((*start, *end)),
                unescaped: Some(text),
                ..self
            };
            return items.iter().map(item).collect();
        }
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in self.text().unwrap_or_default().split(';') {
            let start = at + piece.len() - piece.trim_start().len();
            let item = piece.trim();
            if !item.is_empty() {
                let part = Some((offset(start), offset(start + item.len())));
                parts.push(View { part, ..self });
            }
            at += piece.len() + 1;
        }
        parts
    }

    /// The keys and values of a map as they stand.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (View<'a>, View<'a>)> {
        let mut children = self.children();
        std::iter::from_fn(move || children.next().zip(children.next()))
    }

    /// The keys and values of a map, each key once and a text; anything else is a problem.
    pub(crate) fn entries(self, problems: &mut Problems) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for (key, value) in self.pairs() {
            match key.text() {
                Some(name) => entries.push(Entry { name, key, value }),
                None => problems.push(Diagnostic::new(
                    Code::WrongShape,
                    key.span(),
                    format!("a key must be a text, and this is {}", key.shape().name()),
                )),
            }
        }
        drop_repeated(&mut entries, problems);
        entries
    }
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// The key's text.
    pub(crate) name: &'a str,
    /// The key.
    pub(crate) key: View<'a>,
    /// The value.
    pub(crate) value: View<'a>,
}

impl Entry<'_> {
    /// Returns whether nothing is written behind the key: `a` in `{a}`, but not in `{a: null}`.
    pub(crate) fn is_bare(&self) -> bool {
        let node = self.value.node;
        let written = self.value.tree.source.get(node.start as usize..node.end as usize);
        self.key.style() == Style::Plain
            && node.is_absent()
            && !matches!(written.map(str::trim), Some("null" | "~"))
    }
}

/// Maps with more keys than this are compared through a table.
const FEW: usize = 16;

fn drop_repeated(entries: &mut Vec<Entry<'_>>, problems: &mut Problems) {
    if entries.len() <= FEW && !has_repeated(entries) {
        return;
    }
    let mut first: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
    entries.retain(|entry| {
        let span = entry.key.span();
        let known = *first.entry(entry.name).or_insert(span);
        if known != span {
            let message = format!("\"{}\" is given twice", entry.name);
            problems.push(
                Diagnostic::new(Code::DuplicateKey, span, message).label(known, "the first time"),
            );
        }
        known == span
    });
}

fn has_repeated(entries: &[Entry<'_>]) -> bool {
    let mut rest = entries;
    while let [first, others @ ..] = rest {
        if others.iter().any(|other| other.name == first.name) {
            return true;
        }
        rest = others;
    }
    false
}
