//! The texts of an entity by which it can be found: one walk for what is indexed, read closely
//! and shown.

use crate::{
    graph::{Graph, NodeId},
    json::fragment::Fragment,
    ontology::{Scalar, SearchBy},
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
    /// A field of a structured property, by the positions of both.
    Field(usize, usize),
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
        if !visible.has_property(kind, index) {
            continue;
        }
        let mut add = |place: TextField, path: &[usize], by: &[SearchBy]| {
            let values = if by.is_empty() { None } else { Some(values(graph, node, index, path)) };
            for value in values.into_iter().flatten() {
                texts.extend(by.iter().map(|by| text(place, value, None, *by)));
            }
        };
        add(TextField::Property(index), &[], &property.search);
        // Structured values in it are built-in ones, which have no words.
        if let Scalar::Structured(id) = property.ty.scalar {
            for (at, field) in graph.ontology().value_type(id).fields.iter().enumerate() {
                add(TextField::Field(index, at), &[at], &field.search);
            }
        }
    }
    texts
}

/// The values of a property of an entity, or of a field of it: none, one, or the items of a list.
fn values<'g>(
    graph: &'g Graph,
    node: NodeId,
    property: usize,
    path: &[usize],
) -> impl Iterator<Item = Fragment> + use<'g> {
    let nodes = graph.nodes();
    let column = nodes.column(nodes.kind(node), property);
    let mut positions = Vec::new();
    column.leaves(path, nodes.local(node), &mut positions);
    let cells = column.leaf(path).map_or(&[][..], |(leaf, _)| leaf.cells());
    let cells = positions.into_iter().filter_map(|at| cells.get(at).copied());
    cells.filter(|cell| !cell.is_null())
}

/// The text of a cell that may be null.
fn text_of(graph: &Graph, cell: Fragment) -> Option<Cow<'_, str>> {
    (!cell.is_null()).then(|| graph.arena().text(cell))
}
