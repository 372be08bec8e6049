//! Rows: the links of a node by one relation, as slices, and those of all nodes of a kind.

use super::{links::LinkId, nodes::NodeId};
use crate::{
    json::fragment::prefetch,
    ontology::{Direction, RelationId},
};
use std::ops::Range;

/// The neighbors of one node by one relation, with the links to them.
#[derive(Clone, Copy, Debug)]
pub struct Row<'g> {
    /// The other ends, in order.
    pub nodes: &'g [NodeId],
    links: RowLinks<'g>,
}

#[derive(Clone, Copy, Debug)]
enum RowLinks<'g> {
    From(u32),
    List(&'g [FollowedLink]),
}

/// A link in a row, and whether it is followed against its direction in a row of both directions.
///
/// The second takes the highest bit of the link's number, so that a row needs no other list and
/// stays in few registers: a graph of 2,147,483,648 links would take some 200 GB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowedLink(u32);

impl FollowedLink {
    const INCOMING: u32 = 1 << 31;

    /// A link in a row of one direction, or one that leads from the entity of the row.
    #[inline]
    pub fn new(link: LinkId) -> Self {
        debug_assert!(link.0 < Self::INCOMING, "a graph has fewer links");
        Self(link.0)
    }

    /// A link that leads to the entity of a row of both directions.
    #[inline]
    pub fn incoming(link: LinkId) -> Self {
        Self(Self::new(link).0 | Self::INCOMING)
    }

    /// The link.
    #[inline(always)]
    pub fn link(self) -> LinkId {
        LinkId(self.0 & !Self::INCOMING)
    }

    /// Returns whether the row has links in both directions and this one leads to its entity.
    #[inline(always)]
    pub fn is_incoming(self) -> bool {
        self.0 & Self::INCOMING != 0
    }
}

impl<'g> Row<'g> {
    pub(super) const EMPTY: Row<'static> = Row { nodes: &[], links: RowLinks::From(0) };

    /// The number of links in the row.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether the row has no links.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The link to the neighbor at a position.
    #[inline]
    pub fn link(&self, index: usize) -> LinkId {
        match self.links {
            RowLinks::From(first) => LinkId(first + index as u32),
            RowLinks::List(links) => links[index].link(),
        }
    }

    /// The link at a position, and whether the row has links in both directions and this one leads
    /// to the node. A link from the node to itself leads from it.
    #[inline]
    pub fn followed(&self, index: usize) -> FollowedLink {
        match self.links {
            RowLinks::From(first) => FollowedLink::new(LinkId(first + index as u32)),
            RowLinks::List(links) => links[index],
        }
    }

    /// The first link, where the links are numbered one after the other.
    #[inline]
    pub fn first_of_range(&self) -> Option<LinkId> {
        match self.links {
            RowLinks::From(first) => Some(LinkId(first)),
            RowLinks::List(_) => None,
        }
    }

    /// Some of them.
    fn part(self, range: Range<usize>) -> Self {
        let links = match self.links {
            RowLinks::From(first) => RowLinks::From(first + range.start as u32),
            RowLinks::List(links) => RowLinks::List(&links[range.clone()]),
        };
        Self { nodes: &self.nodes[range], links }
    }

    /// The rows of a node over all relations that its kind has (`sides`, in order), and whether
    /// each is followed against its direction; with [`Direction::Both`] the outgoing row of a
    /// relation before the incoming one, and a symmetric one once. A link from the node to itself
    /// comes once too: the incoming row is the part before it and the part behind it. `row`
    /// answers with the row of the node by a relation in a direction.
    pub fn all(
        sides: &'g [(RelationId, Direction)],
        node: NodeId,
        direction: Direction,
        row: impl Fn(RelationId, Direction) -> Row<'g>,
    ) -> impl Iterator<Item = (RelationId, bool, Row<'g>)> {
        sides.iter().flat_map(move |&(relation, side)| {
            let incoming = side == Direction::In;
            let wanted = match side {
                Direction::Both => true,
                Direction::Out => direction != Direction::In,
                Direction::In => direction != Direction::Out,
            };
            let row = if wanted { row(relation, side) } else { Row::EMPTY };
            let (one, rest) = if incoming && direction == Direction::Both {
                let [before, behind] = row.around(node);
                (before, Some(behind).filter(|behind| !behind.is_empty()))
            } else {
                (row, None)
            };
            let rows = [Some(one).filter(|_| wanted), rest].into_iter().flatten();
            rows.map(move |row| (relation, incoming, row))
        })
    }

    /// The links to one neighbor. O(log n)
    pub fn to(self, node: NodeId) -> Self {
        self.part(self.positions_of(node))
    }

    /// The links before those to a neighbor, and those behind them.
    fn around(self, node: NodeId) -> [Self; 2] {
        let Range { start, end } = self.positions_of(node);
        [self.part(0..start), self.part(end..self.len())]
    }

    /// The positions of a neighbor. Neighbors stand in order.
    fn positions_of(self, node: NodeId) -> Range<usize> {
        let first = self.nodes.partition_point(|it| it.0 < node.0);
        first..first + self.nodes[first..].partition_point(|it| it.0 <= node.0)
    }

    /// Neighbors with their links.
    pub fn iter(self) -> impl ExactSizeIterator<Item = (NodeId, LinkId)> + use<'g> {
        self.nodes.iter().enumerate().map(move |(index, &node)| (node, self.link(index)))
    }
}

/// The rows of all entities of one kind by one relation in one direction.
#[derive(Clone, Copy, Debug)]
pub struct RowSet<'g> {
    first_node: u32,
    starts: &'g [u32],
    nodes: &'g [NodeId],
    links: SetLinks<'g>,
}

#[derive(Clone, Copy, Debug)]
enum SetLinks<'g> {
    /// The position in `nodes` is the link.
    Positions,
    List(&'g [FollowedLink]),
}

impl<'g> RowSet<'g> {
    /// Rows whose links are numbered by their position: see [`RowSet::new`].
    pub(super) fn of_positions(first_node: NodeId, starts: &'g [u32], nodes: &'g [NodeId]) -> Self {
        Self { first_node: first_node.0, starts, nodes, links: SetLinks::Positions }
    }

    /// Rows in lists of their own. The row of the entity `first_node + i` is
    /// `starts[i]..starts[i + 1]` of the neighbors and of the links to them, in order.
    pub fn new(
        first_node: NodeId,
        starts: &'g [u32],
        nodes: &'g [NodeId],
        links: &'g [FollowedLink],
    ) -> Self {
        Self { first_node: first_node.0, starts, nodes, links: SetLinks::List(links) }
    }

    /// The row of an entity of the kind.
    #[inline(always)]
    pub fn row(&self, node: NodeId) -> Row<'g> {
        let local = (node.0 - self.first_node) as usize;
        let Some(&[start, end]) = self.starts.get(local..local + 2) else { return Row::EMPTY };
        let range = start as usize..end as usize;
        let links = match self.links {
            SetLinks::Positions => RowLinks::From(start),
            SetLinks::List(links) => RowLinks::List(&links[range.clone()]),
        };
        Row { nodes: &self.nodes[range], links }
    }
}

impl RowSet<'_> {
    /// Has the processor fetch what says where the row of an entity is.
    #[inline(always)]
    pub fn prefetch_place(&self, node: NodeId) {
        if let Some(start) = self.starts.get((node.0.wrapping_sub(self.first_node)) as usize) {
            prefetch(start);
        }
    }

    /// Has the processor fetch the start of the row of an entity.
    #[inline(always)]
    pub fn prefetch_row(&self, node: NodeId) {
        let place = self.starts.get((node.0.wrapping_sub(self.first_node)) as usize);
        if let Some(first) = place.and_then(|&start| self.nodes.get(start as usize)) {
            prefetch(first);
        }
    }
}
