//! Incidence lists in compressed rows: all links at an entity as one slice, for searches.
//!
//! [`super::Row`] answers "the posts of this person"; a search asks "everything at this
//! entity". The row of an entity has three sections: links that can only be followed from
//! it, links that can be followed either way (of symmetric relations, and from the entity to
//! itself), links that can only be followed to it. So each [`Direction`] is one contiguous
//! slice, and a link from an entity to itself is in each of them once.
//!
//! Inside a section links stand by relation, then by the other end, then by number. Links of
//! one relation have consecutive numbers, so a relation that is not wanted is skipped by a
//! binary search, and a hub costs only what is wanted of it.
//!
//! Memory: 16 bytes a link (8 where it leads from an entity to itself) and 12 an entity.
//! Built with the graph in O(n + m), symmetric relations sorted.

use super::{
    links::{LinkId, Links},
    nodes::NodeId,
};
use crate::ontology::{Direction, Ontology};
use std::ops::Range;

/// All links at every entity.
#[derive(Debug)]
pub(super) struct Incidence {
    /// The starts of the three sections of each row; the next row starts at the end of the last.
    starts: Box<[[u32; 3]]>,
    nodes: Box<[NodeId]>,
    links: Box<[LinkId]>,
}

const OUT: usize = 0;
const EITHER: usize = 1;
const INTO: usize = 2;

impl Incidence {
    /// The rows of links that stand in the order of their numbers.
    pub(super) fn new(ontology: &Ontology, nodes: usize, links: &Links) -> Self {
        let symmetric: Vec<bool> = ontology.relations().map(|(_, it)| it.symmetric).collect();
        let mut next = vec![[0_u32; 3]; nodes + 1];
        each_entry(&symmetric, links, |at, section, _, _| next[at.index()][section] += 1);
        let mut total = 0;
        for start in next.iter_mut().flatten() {
            total += std::mem::replace(start, total);
        }
        let starts = next.clone().into_boxed_slice();
        let mut all_nodes = vec![NodeId(0); total as usize].into_boxed_slice();
        let mut all_links = vec![LinkId(0); total as usize].into_boxed_slice();
        each_entry(&symmetric, links, |at, section, other, link| {
            let place = &mut next[at.index()][section];
            all_nodes[*place as usize] = other;
            all_links[*place as usize] = link;
            *place += 1;
        });
        Self { starts, nodes: all_nodes, links: all_links }
    }

    /// The sections of an entity's row that a direction follows; empty ones among them.
    #[inline(always)]
    pub(super) fn sections(&self, node: NodeId, direction: Direction) -> [u32; 4] {
        let [out, either, into] = self.starts[node.index()];
        let end = self.starts[node.index() + 1][OUT];
        match direction {
            Direction::Out => [out, either, into, into],
            Direction::In => [either, either, into, end],
            Direction::Both => [out, either, into, end],
        }
    }

    /// The whole row of a direction.
    #[inline(always)]
    pub(super) fn row(&self, node: NodeId, direction: Direction) -> Range<usize> {
        let sections = self.sections(node, direction);
        sections[0] as usize..sections[3] as usize
    }

    /// The other ends, by position.
    #[inline(always)]
    pub(super) fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// The links, by position.
    #[inline(always)]
    pub(super) fn links(&self) -> &[LinkId] {
        &self.links
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.starts) + size_of_val(&*self.nodes) + size_of_val(&*self.links)
    }
}

/// Calls `entry(node, section, other end, link)` for every entry of every row, those of one row
/// in their order.
fn each_entry(
    symmetric: &[bool],
    links: &Links,
    mut entry: impl FnMut(NodeId, usize, NodeId, LinkId),
) {
    for (relation, &symmetric) in symmetric.iter().enumerate() {
        let range = links.relation_starts[relation]..links.relation_starts[relation + 1];
        let ends =
            range.map(|link| (links.from[link as usize], links.to[link as usize], LinkId(link)));
        if symmetric {
            let back = |(from, to, link)| (from != to).then_some((to, from, link));
            let mut both: Vec<_> =
                ends.flat_map(|it| std::iter::once(it).chain(back(it))).collect();
            both.sort_unstable();
            both.into_iter().for_each(|(at, other, link)| entry(at, EITHER, other, link));
            continue;
        }
        for (from, to, link) in ends {
            if from == to {
                entry(from, EITHER, to, link);
            } else {
                entry(from, OUT, to, link);
                entry(to, INTO, from, link);
            }
        }
    }
}
