//! A text that refers to an entity by something that tells it from others.
//!
//! People write `Azerbaijan`, `Азербайджан`, `AZ` or `Q227` in a cell that stands for a country;
//! all of them are what the graph has of that entity, so no list of countries is needed.

use crate::{
    graph::{Graph, Name, NodeId},
    names::keys,
};

/// A text that may stand for an entity.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Without blanks around it.
    text: String,
    /// The keys by which names are compared; a text of signs alone has none.
    keys: Vec<String>,
}

impl Reference {
    /// Reads a reference; blanks around the text do not count.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let mut keys = keys(text, None);
        keys.retain(|key| !key.is_empty());
        Self { text: text.to_owned(), keys }
    }

    /// The text, without blanks around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether another text is the same, or another spelling of the same name.
    pub fn is_spelled(&self, text: &str) -> bool {
        text == self.text || keys(text, None).iter().any(|key| self.keys.contains(key))
    }

    /// Returns whether the text refers to an entity: by its id, by one of its names in any
    /// spelling, by its id in another data set or by a value that it alone has, such as the code of
    /// a country.
    pub fn is(&self, graph: &Graph, node: NodeId) -> bool {
        let (nodes, arena) = (graph.nodes(), graph.arena());
        arena.text(nodes.ids()[node.index()]) == self.text
            || nodes.names(node).iter().any(|name| self.is_name(graph, name))
            || nodes
                .external_ids(node)
                .iter()
                .any(|it| self.is_external_id(&arena.text(it.scheme), &arena.text(it.value)))
            || self.is_unique_value(graph, node)
    }

    /// Returns whether the text is an id in another data set: `Q227`, or `wikidata:Q227` if the
    /// column names the data set.
    pub fn is_external_id(&self, scheme: &str, value: &str) -> bool {
        let named = self.text.split_once(':').filter(|(of, _)| of.eq_ignore_ascii_case(scheme));
        let id = named.map_or(&*self.text, |(_, id)| id.trim_start());
        id.eq_ignore_ascii_case(value) || self.text.eq_ignore_ascii_case(value)
    }

    /// Returns whether a name of an entity is the same, or another spelling of it.
    pub fn is_name(&self, graph: &Graph, name: &Name) -> bool {
        let theirs = graph.arena().text(name.keys);
        theirs.split(Name::BETWEEN).any(|key| self.keys.iter().any(|it| it == key))
    }

    fn is_unique_value(&self, graph: &Graph, node: NodeId) -> bool {
        let nodes = graph.nodes();
        let kind = nodes.kind(node);
        let properties = graph.ontology().kind(kind).properties.iter().enumerate();
        properties.filter(|(_, property)| property.unique && !property.ty.list).any(|(at, _)| {
            let cell = nodes.column(kind, at).cells()[nodes.local(node)];
            !cell.is_null() && graph.arena().text(cell).eq_ignore_ascii_case(&self.text)
        })
    }
}
