//! The content of an export: entities and links of a graph, and notes on the choice.

use super::facts::Facts;
use crate::{
    algo::{Completeness, Truncation, cache::Measured},
    exec::store::Store,
    graph::{LinkId, NodeId},
    value::Metric,
};
use std::borrow::Cow;

/// Entities and links of a graph, in the order of their numbers, each once.
#[derive(Debug)]
pub struct Content<'g> {
    facts: Facts<'g>,
    chosen: Option<Chosen>,
    /// The title, in a few words.
    pub title: String,
    /// The completeness of the content.
    pub completeness: Completeness,
    /// Numbers for each entity that are not in the data.
    pub measures: Vec<Measure<'g>>,
}

#[derive(Debug)]
struct Chosen {
    nodes: Vec<NodeId>,
    links: Vec<LinkId>,
}

/// The note on completeness for the reader of a file; nothing if the content is complete.
pub(super) fn note(completeness: Completeness) -> Option<String> {
    let reason = match completeness.truncated? {
        Truncation::Nodes => "the limit on entities was reached",
        Truncation::Links => "the limit on links was reached",
        Truncation::Time => "the time was over",
        Truncation::Results => "the limit on results was reached",
        Truncation::Memory => "the limit on memory was reached",
        Truncation::Cancelled => "the search was ended early",
    };
    let mut note = format!("This graph is not complete: {reason}.");
    if let Some(depth) = completeness.complete_depth {
        note.push_str(&format!(" Nothing is missing up to depth {depth}."));
    }
    Some(note)
}

/// A number for each entity, such as its PageRank.
#[derive(Clone, Debug)]
pub struct Measure<'g> {
    /// The name of the column.
    pub name: Cow<'g, str>,
    /// True if the numbers are whole.
    pub is_integer: bool,
    /// By the number of the entity; not a number where there is none.
    pub values: Cow<'g, [f64]>,
}

impl Measure<'static> {
    /// A measure of a graph of so many entities.
    pub fn of(metric: Metric, measured: &Measured, entities: usize) -> Self {
        let nodes = (0..entities as u32).map(NodeId);
        let values = nodes.map(|node| measured.value(metric, node).unwrap_or(f64::NAN));
        Self {
            name: Cow::Borrowed(metric.as_str()),
            is_integer: metric.is_integer(),
            values: Cow::Owned(values.collect()),
        }
    }
}

impl<'g> Content<'g> {
    /// A whole graph. A source that no link leads to is not an entity of it: every format tells
    /// of it where it is cited.
    pub fn whole(store: &'g dyn Store) -> Self {
        Self::of(store, None)
    }

    /// Some entities and links of a graph, in any order. The ends of the links are added.
    pub fn new(store: &'g dyn Store, mut nodes: Vec<NodeId>, mut links: Vec<LinkId>) -> Self {
        let ends = links.iter().map(|&link| (store.from(link), store.to(link)));
        nodes.extend(ends.flat_map(|(from, to)| [from, to]));
        nodes.sort_unstable();
        nodes.dedup();
        links.sort_unstable();
        links.dedup();
        Self::of(store, Some(Chosen { nodes, links }))
    }

    fn of(store: &'g dyn Store, chosen: Option<Chosen>) -> Self {
        Self {
            facts: Facts::new(store),
            chosen,
            title: String::new(),
            completeness: Completeness::COMPLETE,
            measures: Vec::new(),
        }
    }

    /// Reads what is exported.
    pub(super) fn facts(&self) -> Facts<'g> {
        self.facts
    }

    /// The note for the reader of the file, if the content is not complete.
    pub(super) fn note(&self) -> Option<String> {
        note(self.completeness)
    }

    /// The names of entities in the title: the first few of them.
    pub fn called(&self, nodes: &[NodeId]) -> String {
        const NAMED: usize = 3;
        let names = nodes.iter().take(NAMED).map(|&node| self.facts.label(node));
        let mut names = names.collect::<Vec<_>>().join(", ");
        if nodes.len() > NAMED {
            names.push_str(&format!(" and {} more", nodes.len() - NAMED));
        }
        names
    }

    /// The entities, in order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let facts = self.facts;
        let (some, all) = match &self.chosen {
            Some(chosen) => (chosen.nodes.as_slice(), None),
            None => (&[][..], Some(facts.nodes())),
        };
        let all = all.into_iter().flatten();
        some.iter().copied().chain(all.filter(move |&node| !facts.is_unlinked_source(node)))
    }

    /// The links, in order.
    pub(super) fn links(&self) -> impl Iterator<Item = LinkId> {
        let (some, all) = match &self.chosen {
            Some(chosen) => (chosen.links.as_slice(), None),
            None => (&[][..], Some(self.facts.links())),
        };
        some.iter().copied().chain(all.into_iter().flatten())
    }

    /// Returns whether an entity is among them.
    pub(super) fn has(&self, node: NodeId) -> bool {
        match &self.chosen {
            Some(chosen) => chosen.nodes.binary_search(&node).is_ok(),
            None => !self.facts.is_unlinked_source(node),
        }
    }

    /// The number of entities.
    pub fn node_count(&self) -> usize {
        match &self.chosen {
            Some(chosen) => chosen.nodes.len(),
            None => self.nodes().count(),
        }
    }

    /// The number of links.
    pub fn link_count(&self) -> usize {
        self.chosen.as_ref().map_or_else(|| self.facts.link_count(), |it| it.links.len())
    }

    /// The sources that entities and links of this content cite or refer to, in order, each once.
    pub(super) fn cited(&self) -> Vec<NodeId> {
        let facts = self.facts;
        let mut seen = vec![false; facts.source_range().len()];
        let first = facts.source_range().start;
        let mut see = |source: NodeId| {
            let at = source.0.checked_sub(first).map(|at| at as usize);
            if let Some(seen) = at.and_then(|at| seen.get_mut(at)) {
                *seen = true;
            }
        };
        for node in self.nodes() {
            facts.node_citations(node).for_each(|it| see(it.source));
            for (_, claims) in facts.claims(node) {
                claims.iter().flat_map(|it| &it.citations).for_each(|it| see(it.source));
            }
        }
        for link in self.links() {
            facts.link_citations(link).for_each(|it| see(it.source));
            facts.referred(link).for_each(|(_, node)| see(node));
        }
        let sources = facts.source_range().zip(seen);
        sources.filter(|(_, seen)| *seen).map(|(source, _)| NodeId(source)).collect()
    }
}
