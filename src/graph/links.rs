//! Links as the graph stores them: by relation, then source, then target.

use super::{
    column::{Column, Rows},
    extents::Extents,
    index::{IndexCost, Timed},
    nodes::{Citation, NodeId},
    record::{Evidence, LinkStatus},
};
use crate::{
    json::fragment::{Arena, Fragment},
    ontology::RelationId,
    value::Extent,
};
use hashbrown::{DefaultHashBuilder, HashMap, HashSet, HashTable};
use std::{hash::BuildHasher, ops::Range};

/// A link: its position in the graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

impl LinkId {
    /// The position.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The columns of the links of one relation; a column that would be empty is absent.
#[derive(Debug)]
pub struct LinkColumns {
    /// The day of an act.
    pub at: Option<Column>,
    /// The start of a state.
    pub since: Option<Column>,
    /// The end of a state.
    pub until: Option<Column>,
    /// Days on which a source shows it to hold.
    pub attested: Option<Column>,
    /// The names of the properties that a source denies.
    pub disputed: Option<Column>,
    /// A remark.
    pub note: Option<Column>,
    /// The factual status: in effect, agreed, planned or discussed.
    pub status: Vec<LinkStatus>,
    /// The strength of the evidence.
    pub evidence: Vec<Evidence>,
    /// The relation's own properties with values.
    pub properties: Vec<Column>,
    /// The relation's own properties that refer to entities.
    pub references: Vec<ReferenceColumn>,
    /// The time of each link, limited by its ends; `None`: any day is possible and none is certain.
    pub extents: Option<Extents>,
}

impl LinkColumns {
    /// Returns whether a link is certain on no day, whatever its dates are.
    pub fn is_doubted(&self, local: usize) -> bool {
        is_doubted(self.status[local], self.evidence[local])
    }

    /// Bytes on the heap, the arena not counted.
    fn size(&self) -> usize {
        let optional =
            [&self.at, &self.since, &self.until, &self.attested, &self.disputed, &self.note];
        let optional = optional.into_iter().flatten();
        optional.chain(&self.properties).map(Column::size).sum::<usize>()
            + self.references.iter().map(ReferenceColumn::size).sum::<usize>()
            + self.status.len()
            + self.evidence.len()
            + self.extents.as_ref().map_or(0, Extents::size)
    }
}

/// The entities that a property of links refers to, and the links of each of them: 8 bytes a link,
/// or nothing if no link has one.
#[derive(Debug)]
pub struct ReferenceColumn {
    nodes: Vec<NodeId>,
    /// The positions of links that refer to an entity, in the order of the entities.
    by_node: Timed<Vec<u32>>,
}

/// The number of no entity.
const ABSENT: NodeId = NodeId(u32::MAX);

impl ReferenceColumn {
    /// A column of references, one for each link. O(n log n).
    pub(super) fn new(nodes: impl Iterator<Item = Option<NodeId>>) -> Self {
        let mut nodes: Vec<NodeId> = nodes.map(|node| node.unwrap_or(ABSENT)).collect();
        let by_node = Timed::build(|| {
            let present = (0..).zip(&nodes).filter(|(_, node)| **node != ABSENT);
            let mut by_node: Vec<u32> = present.map(|(local, _)| local).collect();
            by_node.shrink_to_fit();
            by_node.sort_unstable_by_key(|&local| (nodes[local as usize], local));
            by_node
        });
        if by_node.is_empty() {
            nodes = Vec::new();
        }
        Self { nodes, by_node }
    }

    /// The entity that the link at a position refers to.
    #[inline]
    pub fn get(&self, local: usize) -> Option<NodeId> {
        self.nodes.get(local).copied().filter(|node| *node != ABSENT)
    }

    /// The positions of the links that refer to an entity, in order. Binary search.
    pub fn referring(&self, node: NodeId) -> &[u32] {
        let before = |is_before: fn(NodeId, NodeId) -> bool| {
            self.by_node.partition_point(|&local| is_before(self.nodes[local as usize], node))
        };
        &self.by_node[before(|one, node| one < node)..before(|one, node| one <= node)]
    }

    /// Bytes on the heap, without the links of each entity.
    fn size(&self) -> usize {
        size_of_val(self.nodes.as_slice())
    }
}

/// All links.
///
/// Fixed cost of a link: 4 bytes source, 4 target, 2 for status and evidence, 8 in the rows of
/// its target (a symmetric one 16 in the rows of both ends; 18 more where a field follows the
/// relation either way), 16 in the incidence lists of both ends; each of its times 14, each
/// property 8 to 16 and each reference 8 if any link of its
/// relation has one; 25 to 45 for an id of its own; 16 for when it holds if any link of its
/// relation, or one of their ends, has a date; 4 for citations if any link has one; plus texts in
/// the arena, each once. [`super::Graph::memory`] measures it.
#[derive(Debug)]
pub struct Links {
    /// The start of each relation, then the end of the last.
    pub(super) relation_starts: Vec<u32>,
    pub(super) from: Vec<NodeId>,
    pub(super) to: Vec<NodeId>,
    pub(super) columns: Vec<LinkColumns>,
    pub(super) citations: Rows<Citation>,
    /// Ids that the data gives.
    pub(super) given_ids: HashMap<LinkId, Fragment>,
    /// The links that have one, by a hash of it.
    pub(super) by_given_id: HashTable<LinkId>,
    pub(super) hasher: DefaultHashBuilder,
    /// Links whose derived id the data gives to something else.
    pub(super) displaced: HashSet<LinkId>,
    /// 2, 3 and so on for links that have ends and relation in common with one before.
    pub(super) ordinals: HashMap<LinkId, u32>,
}

/// Returns whether a link is certain on no day, whatever its dates are: it is not in effect yet, or
/// its evidence is disputed.
pub(super) fn is_doubted(status: LinkStatus, evidence: Evidence) -> bool {
    status != LinkStatus::Actual || evidence == Evidence::Disputed
}

impl Links {
    /// The number of links.
    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// Returns whether there are no links.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// The entity at which a link starts.
    #[inline]
    pub fn from(&self, link: LinkId) -> NodeId {
        self.from[link.index()]
    }

    /// The entity to which a link leads.
    #[inline]
    pub fn to(&self, link: LinkId) -> NodeId {
        self.to[link.index()]
    }

    /// The relation of a link. This is a binary search over the relations.
    pub fn relation(&self, link: LinkId) -> RelationId {
        let after = self.relation_starts.partition_point(|&start| start <= link.0);
        RelationId(after as u16 - 1)
    }

    /// The links of a relation.
    pub fn of_relation(&self, relation: RelationId) -> Range<u32> {
        self.relation_starts[relation.index()]..self.relation_starts[relation.index() + 1]
    }

    /// The columns of a relation; cells by position in [`Self::of_relation`].
    pub fn columns(&self, relation: RelationId) -> &LinkColumns {
        &self.columns[relation.index()]
    }

    /// The time in which a link holds, limited by the existence of its ends.
    pub fn extent(&self, link: LinkId) -> Extent {
        let relation = self.relation(link);
        let local = link.0 - self.of_relation(relation).start;
        let extents = self.columns(relation).extents.as_ref();
        extents.map_or(Extent::UNDATED, |extents| extents.get(local as usize))
    }

    /// The citations of a link.
    pub fn citations(&self, link: LinkId) -> &[Citation] {
        self.citations.get(link.index())
    }

    /// The id of a link, if the data gives one.
    pub fn given_id(&self, link: LinkId) -> Option<Fragment> {
        self.given_ids.get(&link).copied()
    }

    /// The link to which the data gives an id.
    pub(super) fn by_given_id(&self, id: &str, arena: &Arena) -> Option<LinkId> {
        let is_it = |link: &LinkId| self.given_id(*link).is_some_and(|it| arena.text(it) == id);
        self.by_given_id.find(self.hasher.hash_one(id.as_bytes()), is_it).copied()
    }

    /// The position of a link among those of the same ends and relation; the first is 1.
    pub fn ordinal(&self, link: LinkId) -> u32 {
        self.ordinals.get(&link).copied().unwrap_or(1)
    }

    /// The cost of the index of the links that refer to an entity.
    pub(super) fn references_cost(&self) -> IndexCost {
        let columns = || self.columns.iter().flat_map(|it| &it.references);
        IndexCost {
            name: "references",
            description: "Links by the entities to which their properties refer.",
            entries: columns().map(|it| it.by_node.len()).sum(),
            bytes: columns().map(|it| size_of_val(it.by_node.as_slice())).sum(),
            build_time: columns().map(|it| it.by_node.time()).sum(),
        }
    }

    /// Bytes on the heap, the arena and the index of references not counted.
    pub fn size(&self) -> usize {
        self.len() * 2 * size_of::<NodeId>()
            + self.columns.iter().map(LinkColumns::size).sum::<usize>()
            + self.citations.size()
            + self.given_ids.allocation_size()
            + self.by_given_id.allocation_size()
            + self.displaced.allocation_size()
            + self.ordinals.allocation_size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_by_what_they_refer_to() {
        let nodes = [Some(7), None, Some(3), Some(7), Some(9), None];
        let column = ReferenceColumn::new(nodes.into_iter().map(|node| node.map(NodeId)));
        assert_eq!(column.get(0), Some(NodeId(7)));
        assert_eq!((column.get(1), column.get(6)), (None, None));
        let referring = |node| column.referring(NodeId(node)).to_vec();
        assert_eq!([0, 3, 7, 8, 9].map(referring), [vec![], vec![2], vec![0, 3], vec![], vec![4]]);
        assert_eq!((column.size(), column.by_node.len()), (6 * 4, 4));
        let empty = ReferenceColumn::new([None, None].into_iter());
        assert!(empty.size() == 0 && empty.referring(NodeId(7)).is_empty());
    }
}
