//! Which country an entity belongs to, where its kind says so.
//!
//! Whatever the type definitions call `country` or `countries` counts: a property that holds
//! names or codes, or a relation that leads to entities. Nothing has to be configured, and
//! a data set without countries simply has none.

use super::Reference;
use crate::{
    graph::{Graph, NodeId},
    value::fragment::Fragment,
};

/// The fields that say it.
const FIELDS: [&str; 2] = ["country", "countries"];

/// Countries of one entity that are looked at.
const MOST: usize = 16;

/// A country that is asked for.
#[derive(Debug)]
pub(super) struct Country(Reference);

impl Country {
    /// An id, a name or a code.
    pub(super) fn new(given: &str) -> Self {
        Self(Reference::new(given))
    }

    /// Whether an entity is of this country; `None` where nothing says of which it is.
    pub(super) fn is_of(&self, graph: &Graph, node: NodeId) -> Option<bool> {
        let kind = graph.nodes().kind(node);
        let definition = graph.ontology().kind(kind);
        let of_property = FIELDS.iter().filter_map(|field| {
            let (index, _) = definition.property(field)?;
            let cell = graph.nodes().column(kind, index).cells()[graph.nodes().local(node)];
            (!cell.is_null() && cell != Fragment::EMPTY_LIST).then(|| self.is_in(graph, cell))
        });
        let relations = definition.relations.iter().filter(|it| FIELDS.contains(&it.name.as_str()));
        let of_relation = relations.flat_map(|field| {
            let row = graph.row(node, field.relation, field.direction);
            row.iter().take(MOST).map(|(country, _)| self.0.is(graph, country)).collect::<Vec<_>>()
        });
        let known: Vec<bool> = of_property.chain(of_relation).collect();
        (!known.is_empty()).then(|| known.contains(&true))
    }

    /// Whether a value, one text or several, names it.
    fn is_in(&self, graph: &Graph, cell: Fragment) -> bool {
        let texts = match serde_json::from_slice(graph.arena().bytes(cell)) {
            Ok(serde_json::Value::String(text)) => vec![text],
            Ok(serde_json::Value::Array(items)) => {
                items.iter().take(MOST).filter_map(|it| it.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        texts.iter().any(|text| self.0.is_spelled(text))
    }
}
