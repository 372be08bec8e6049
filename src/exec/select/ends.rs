//! The ends of links: which entity a link leads from and to as a relation is followed, and links to
//! the same entity read as one.

use crate::{graph::NodeId, limits::Exhausted, ontology::Direction};

/// The steps from an entity at this end to one at the other that a link is. A link is followed from
/// both ends in both directions, and from an entity to itself once.
pub(super) fn steps(
    direction: Direction,
    from: NodeId,
    to: NodeId,
) -> impl Iterator<Item = (NodeId, NodeId)> {
    let [out, back] = [(from, to), (to, from)];
    let (one, other) = match direction {
        Direction::Out => (out, None),
        Direction::In => (back, None),
        Direction::Both => (out, Some(back).filter(|_| from != to)),
    };
    std::iter::once(one).chain(other)
}

/// Reads the links of one entity to the same other end as one, if that is asked for: of those that
/// fulfil a condition, the first is read.
///
/// The links of an entity stand in the order of their other ends, so that it is enough to remember
/// the last one.
#[derive(Clone, Copy, Debug)]
pub(super) struct DistinctEnds {
    is_asked: bool,
    last: Option<NodeId>,
}

impl DistinctEnds {
    /// Nothing was read so far.
    #[inline]
    pub(super) fn new(is_asked: bool) -> Self {
        Self { is_asked, last: None }
    }

    /// Returns whether a link to an entity is read: it fulfils the condition, and none before it
    /// to the same entity did.
    #[inline]
    pub(super) fn reads(
        &mut self,
        end: NodeId,
        holds: impl FnOnce() -> Result<bool, Exhausted>,
    ) -> Result<bool, Exhausted> {
        if self.is_asked && self.last == Some(end) {
            return Ok(false);
        }
        let held = holds()?;
        if held {
            self.last = Some(end);
        }
        Ok(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_one_entity_are_read_as_one() {
        let row = [(1, false), (1, true), (1, true), (2, false), (3, true), (3, false)];
        let read = |is_asked: bool| -> Vec<usize> {
            let mut ends = DistinctEnds::new(is_asked);
            let mut reads = |&at: &usize| ends.reads(NodeId(row[at].0), || Ok(row[at].1)).unwrap();
            (0..row.len()).filter(|at| reads(at)).collect()
        };
        assert_eq!(read(true), [1, 4]);
        assert_eq!(read(false), [1, 2, 4]);
    }
}
