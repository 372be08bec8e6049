//! The citation index: for each source the elements that cite it, and the properties on which
//! sources disagree.
//!
//! Citations are stored with the elements that have them; the fields of a source need the reverse
//! direction. The index costs 4 bytes for each pair of a source and an element that cites it, 4 for
//! each source, and 8 for each property with claims that differ.

use super::{
    column::Rows,
    element::ElementId,
    links::{LinkId, Links},
    nodes::{ClaimSet, NodeId, Nodes},
};
use crate::{json::fragment::Arena, ontology::Ontology};

/// A property of an entity on which sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The entity.
    pub node: NodeId,
    /// The position in the [claim sets](Nodes::claims) of the entity.
    pub set: u32,
}

/// Citations from the side of the sources, and what they disagree on.
#[derive(Debug)]
pub(super) struct Provenance {
    /// The number of the first source: they are one kind, so a range.
    first_source: u32,
    /// By source: what cites it, in order, each once.
    citing: Rows<ElementId>,
    /// By the entity's id, then the property's name.
    conflicts: Vec<Conflict>,
}

impl Provenance {
    /// O(c log c) for c citations.
    pub(super) fn new(ontology: &Ontology, arena: &Arena, nodes: &Nodes, links: &Links) -> Self {
        let sources = ontology.source_kind().map_or(0..0, |kind| nodes.of_kind(kind));
        let mut pairs: Vec<(NodeId, ElementId)> = Vec::new();
        for node in (0..nodes.len() as u32).map(NodeId) {
            let claims = nodes.claims(node).iter().flat_map(|set| &set.claims);
            let citations = nodes.citations(node).iter();
            let all = citations.chain(claims.flat_map(|claim| &claim.citations));
            pairs.extend(all.map(|it| (it.source, ElementId::of_node(node))));
        }
        for link in (0..links.len() as u32).map(LinkId) {
            let element = ElementId::of_link(link, nodes.len());
            pairs.extend(links.citations(link).iter().map(|it| (it.source, element)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut pairs = pairs.as_slice();
        let citing = Rows::new(sources.clone().map(|source| {
            let (ours, rest) = pairs.split_at(pairs.partition_point(|pair| pair.0.0 <= source));
            pairs = rest;
            ours.iter().map(|pair| pair.1).collect()
        }));
        Self { first_source: sources.start, citing, conflicts: conflicts(ontology, arena, nodes) }
    }

    /// The elements that cite a source, by themselves or in a claim: entities, then links, in
    /// order.
    pub(super) fn citing(&self, source: NodeId) -> &[ElementId] {
        match source.0.checked_sub(self.first_source) {
            Some(local) => self.citing.get(local as usize),
            None => &[],
        }
    }

    pub(super) fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The number of its entries.
    pub(super) fn len(&self) -> usize {
        self.citing.items().len() + self.conflicts.len()
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        self.citing.size() + size_of_val(self.conflicts.as_slice())
    }
}

/// Properties with claims that differ, by the entity's id, then the property's name.
fn conflicts(ontology: &Ontology, arena: &Arena, nodes: &Nodes) -> Vec<Conflict> {
    let property =
        |node: NodeId, set: &ClaimSet| &ontology.kind(nodes.kind(node)).properties[set.property];
    let all = (0..nodes.len() as u32).map(NodeId).flat_map(|node| {
        let sets = nodes.claims(node).iter().zip(0..);
        sets.filter(|(set, _)| set.differ).map(move |(_, set)| Conflict { node, set })
    });
    let mut conflicts: Vec<Conflict> = all.collect();
    conflicts.sort_by_cached_key(|conflict| {
        let set = &nodes.claims(conflict.node)[conflict.set as usize];
        let name = &property(conflict.node, set).name;
        (arena.text(nodes.ids()[conflict.node.index()]).into_owned(), name)
    });
    conflicts.shrink_to_fit();
    conflicts
}
