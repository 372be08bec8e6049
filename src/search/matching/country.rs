//! The country of an entity, if its kind or its names give one.
//!
//! Whatever the type definitions call `country` or `countries` counts: a property that holds
//! names or codes, or a relation that leads to entities. Where no such field is filled in, the
//! countries in the entity's names are those that it is known to belong to. Nothing has to be
//! configured, and a data set without countries simply has none.

use super::{Everything, Reference, Visible, concepts::countries_of};
use crate::{
    graph::{Graph, NodeId},
    json::fragment::Fragment,
    names::words,
};
use hashbrown::HashSet;

/// The fields that say it.
const FIELDS: [&str; 2] = ["country", "countries"];

/// Countries of one entity that are looked at.
const MOST: usize = 16;

/// Entities and texts that are countries, of a whole graph, that are looked at.
const MOST_OF_ALL: usize = 1_000;

/// The values of a field.
enum Said {
    Text(String),
    Entity(NodeId),
}

/// The countries of a graph.
#[derive(Debug)]
pub(super) struct Countries {
    /// Those that the names of each entity have, a bit for each.
    named: Vec<u16>,
    /// Entities that relations lead to.
    states: Vec<NodeId>,
    /// Texts of properties.
    texts: HashSet<String>,
}

impl Countries {
    /// Those of a graph, given what the names of its entities have.
    pub(super) fn new(graph: &Graph, named: Vec<u16>) -> Self {
        let (mut states, mut texts) = (HashSet::new(), HashSet::new());
        for node in (0..graph.nodes().len() as u32).map(NodeId) {
            for said in said(graph, &Everything, node) {
                match said {
                    Said::Text(text) if texts.len() < MOST_OF_ALL => drop(texts.insert(text)),
                    Said::Entity(state) if states.len() < MOST_OF_ALL => drop(states.insert(state)),
                    Said::Text(_) | Said::Entity(_) => {}
                }
            }
        }
        let mut states: Vec<NodeId> = states.into_iter().collect();
        states.sort_unstable();
        Self { named, states, texts }
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        self.named.capacity() * size_of::<u16>()
            + self.states.capacity() * size_of::<NodeId>()
            + self.texts.allocation_size()
            + self.texts.iter().map(String::capacity).sum::<usize>()
    }

    /// The countries that an entity belongs to by its fields and names, a bit for each.
    pub(super) fn of(&self, graph: &Graph, visible: &impl Visible, node: NodeId) -> u16 {
        let said = said(graph, visible, node).into_iter().map(|said| match said {
            Said::Text(text) => named_in(&text),
            Said::Entity(state) => self.named[state.index()],
        });
        said.fold(self.named[node.index()], |all, one| all | one)
    }

    /// A country that is asked for: an id, a name or a code.
    pub(super) fn asked(&self, graph: &Graph, visible: &impl Visible, given: &str) -> Country {
        let reference = Reference::new(given);
        let is_meant = |state: &&NodeId| visible.has_node(**state) && reference.is(graph, **state);
        let meant = self.states.iter().filter(is_meant);
        let of_states = meant.clone().fold(0, |all, state| all | self.named[state.index()]);
        let named = named_in(given) | of_states;
        let is_known = named != 0
            || meant.count() > 0
            || self.texts.iter().any(|text| reference.is_spelled(text));
        Country { reference, named, is_known }
    }

    /// Returns whether an entity is of a country; `None` if the country of the entity is unknown,
    /// or the country is one that neither the graph nor this program knows.
    pub(super) fn agrees(
        &self,
        graph: &Graph,
        visible: &impl Visible,
        node: NodeId,
        country: &Country,
    ) -> Option<bool> {
        let said = said(graph, visible, node);
        let shares = |named: u16| named & country.named != 0;
        let is_it = |said: &Said| match said {
            Said::Text(text) => country.reference.is_spelled(text) || shares(named_in(text)),
            Said::Entity(state) => {
                country.reference.is(graph, *state) || shares(self.named[state.index()])
            }
        };
        let named = self.named[node.index()];
        let agrees = match (said.is_empty(), named, country.named) {
            (false, ..) => said.iter().any(is_it),
            (true, 0, _) | (true, _, 0) => return None,
            (true, ..) => shares(named),
        };
        (agrees || country.is_known).then_some(agrees)
    }
}

/// A country that is asked for.
#[derive(Debug)]
pub(super) struct Country {
    reference: Reference,
    /// The countries that it may be, a bit for each.
    named: u16,
    is_known: bool,
}

/// The countries that the words of a text stand for.
fn named_in(text: &str) -> u16 {
    words(text, None).iter().map(countries_of).fold(0, |all, one| all | one)
}

/// The values of the entity's fields that the caller may see.
fn said(graph: &Graph, visible: &impl Visible, node: NodeId) -> Vec<Said> {
    let kind = graph.nodes().kind(node);
    let definition = graph.ontology().kind(kind);
    let of_property = FIELDS.iter().filter_map(|field| {
        let (index, _) = definition.property(field)?;
        visible.has_property(kind, index).then_some(())?;
        Some(graph.nodes().column(kind, index).cells()[graph.nodes().local(node)])
    });
    let mut said: Vec<Said> =
        of_property.flat_map(|cell| texts(graph, cell)).map(Said::Text).collect();
    for field in definition.relations.iter().filter(|it| FIELDS.contains(&it.name.as_str())) {
        let row = graph.row(node, field.relation, field.direction);
        let seen = row
            .iter()
            .filter(|(country, link)| visible.has_node(*country) && visible.has_link(*link));
        said.extend(seen.take(MOST).map(|(country, _)| Said::Entity(country)));
    }
    said
}

/// The texts of a value: one or several.
fn texts(graph: &Graph, cell: Fragment) -> Vec<String> {
    if cell.is_null() {
        return Vec::new();
    }
    match serde_json::from_slice(graph.arena().bytes(cell)) {
        Ok(serde_json::Value::String(text)) => vec![text],
        Ok(serde_json::Value::Array(items)) => {
            items.iter().take(MOST).filter_map(|it| it.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}
