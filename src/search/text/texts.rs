//! The texts of an entity by which it can be found: one walk for what is indexed, read closely
//! and shown.

use crate::{
    graph::{Graph, Keys, NodeId},
    json::fragment::Fragment,
    ontology::SearchBy,
    search::matching::Visible,
};
use std::borrow::Cow;

/// The field of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// A name, by its position among the entity's.
    Name(usize),
    /// The summary.
    Summary,
    /// A property, by its position in the kind.
    Property(usize),
}

/// A text and how it is searched.
#[derive(Debug)]
pub(super) struct Text<'g> {
    pub(super) place: TextField,
    pub(super) text: Cow<'g, str>,
    /// The BCP 47 language, if it is known.
    pub(super) lang: Option<Cow<'g, str>>,
    pub(super) by: SearchBy,
}

/// All visible texts of an entity, names first, then summaries, then properties, each as often as there
/// are ways in which it is searched.
pub(super) fn texts<'g>(graph: &'g Graph, visible: &impl Visible, node: NodeId) -> Vec<Text<'g>> {
    let (nodes, arena) = (graph.nodes(), graph.arena());
    let text = |place, cell, lang, by| Text { place, text: arena.text(cell), lang, by };
    let mut texts: Vec<Text<'_>> = Vec::new();
    for (index, name) in nodes.names(node).iter().enumerate() {
        let place = TextField::Name(index);
        texts.push(text(place, name.value, text_of(graph, name.lang), SearchBy::Name));
    }
    for summary in nodes.summaries(node) {
        let lang = text_of(graph, summary.lang);
        texts.push(text(TextField::Summary, summary.text, lang, SearchBy::Fulltext));
    }
    let kind = nodes.kind(node);
    for (index, property) in graph.ontology().kind(kind).properties.iter().enumerate() {
        if property.search.is_empty() || !visible.has_property(kind, index) {
            continue;
        }
        for value in values(graph, node, index) {
            let ways = property.search.iter();
            texts.extend(ways.map(|by| text(TextField::Property(index), value, None, *by)));
        }
    }
    texts
}

/// The values of a property of an entity: none, one, or the items of a list.
fn values(graph: &Graph, node: NodeId, property: usize) -> impl Iterator<Item = Fragment> {
    let nodes = graph.nodes();
    let column = nodes.column(nodes.kind(node), property);
    let local = nodes.local(node);
    let cells = match column.keys() {
        Keys::List { starts, items } => {
            &items.cells()[starts[local] as usize..starts[local + 1] as usize]
        }
        Keys::Cell
        | Keys::Text(_)
        | Keys::Int(_)
        | Keys::Float(_)
        | Keys::BigInt(_)
        | Keys::DateTime(_)
        | Keys::Decimal(_)
        | Keys::Date(_) => &column.cells()[local..=local],
    };
    cells.iter().copied().filter(|cell| !cell.is_null())
}

/// The text of a cell that may be null.
fn text_of(graph: &Graph, cell: Fragment) -> Option<Cow<'_, str>> {
    (!cell.is_null()).then(|| graph.arena().text(cell))
}
