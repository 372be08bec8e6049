//! A list of entities: all numbers of a range, or some numbers.

use crate::graph::NodeId;
use std::ops::Range;

/// Entities of one kind, in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeList<'s> {
    /// All numbers of a range.
    Range(Range<u32>),
    /// Some numbers.
    List(&'s [NodeId]),
}

impl NodeList<'_> {
    /// The number of entities.
    pub fn len(&self) -> usize {
        match self {
            Self::Range(range) => range.len(),
            Self::List(nodes) => nodes.len(),
        }
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entity at a position, if there is one.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<NodeId> {
        match self {
            Self::Range(range) => {
                let number = range.start as usize + index;
                (number < range.end as usize).then_some(NodeId(number as u32))
            }
            Self::List(nodes) => nodes.get(index).copied(),
        }
    }

    /// Returns whether an entity is in the list. Binary search.
    pub fn has(&self, node: NodeId) -> bool {
        match self {
            Self::Range(range) => range.contains(&node.0),
            Self::List(nodes) => nodes.binary_search(&node).is_ok(),
        }
    }

    /// Some of the entities, by position.
    pub fn part(&self, start: usize, end: usize) -> Self {
        match self {
            Self::Range(range) => Self::Range(range.start + start as u32..range.start + end as u32),
            Self::List(nodes) => Self::List(&nodes[start..end]),
        }
    }

    /// All entities in order.
    pub fn iter(&self) -> impl Iterator<Item = NodeId> + use<'_> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}
