//! Sets of entities: sorted numbers where there are few, one bit for each entity where there are
//! many.

use crate::graph::NodeId;

/// Entities.
#[derive(Debug)]
pub(super) enum NodeSet {
    /// In order, each once.
    Sorted(Vec<NodeId>),
    /// A bit for each entity of the store, and how many are set.
    Bits(Bits, usize),
}

/// A bit for each entity of a store.
#[derive(Debug)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    /// The bytes that the bits of so many entities take.
    pub(super) fn bytes(count: usize) -> usize {
        count.div_ceil(64) * size_of::<u64>()
    }

    #[inline]
    pub(super) fn has(&self, node: NodeId) -> bool {
        self.0[node.index() / 64] >> (node.index() % 64) & 1 == 1
    }

    /// Sets a bit; returns true if it was not set.
    #[inline]
    pub(super) fn set(&mut self, node: NodeId) -> bool {
        let (word, bit) = (&mut self.0[node.index() / 64], 1 << (node.index() % 64));
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Clears the bits that are set in another one.
    pub(super) fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    fn iter(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.0.iter().zip(0_u32..).flat_map(|(&word, at)| {
            let left = |word: u64| Some(word).filter(|word| *word != 0);
            std::iter::successors(left(word), move |word| left(word & (word - 1)))
                .map(move |word| NodeId(at * 64 + word.trailing_zeros()))
        })
    }
}

impl NodeSet {
    /// Returns whether an entity is in the set.
    #[inline]
    pub(super) fn has(&self, node: NodeId) -> bool {
        match self {
            Self::Sorted(nodes) => nodes.binary_search(&node).is_ok(),
            Self::Bits(bits, _) => bits.has(node),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Sorted(nodes) => nodes.len(),
            Self::Bits(_, count) => *count,
        }
    }

    /// All entities, in order.
    pub(super) fn to_list(&self) -> Vec<NodeId> {
        match self {
            Self::Sorted(nodes) => nodes.clone(),
            Self::Bits(bits, _) => bits.iter().collect(),
        }
    }

    /// All entities, in order.
    pub(super) fn iter(&self) -> Box<dyn Iterator<Item = NodeId> + '_> {
        match self {
            Self::Sorted(nodes) => Box::new(nodes.iter().copied()),
            Self::Bits(bits, _) => Box::new(bits.iter()),
        }
    }
}

/// Entities that come one by one, some of them several times.
#[derive(Debug)]
pub(super) enum Gathered {
    /// As they came.
    Few(Vec<NodeId>),
    /// Those that came, and those that came more than once.
    Many(Bits, Option<Bits>),
}

impl Gathered {
    /// The bytes that it takes to gather at most `most` entities of a store of `count`.
    pub(super) fn bytes(count: usize, most: usize, tells_repeated: bool) -> usize {
        let many = Bits::bytes(count) * (1 + usize::from(tells_repeated));
        many.min(most.saturating_mul(size_of::<NodeId>()))
    }

    /// Gathers at most `most` entities of a store of `count`.
    pub(super) fn new(count: usize, most: usize, tells_repeated: bool) -> Self {
        let many = Bits::bytes(count) * (1 + usize::from(tells_repeated));
        if most.saturating_mul(size_of::<NodeId>()) <= many {
            Self::Few(Vec::new())
        } else {
            Self::Many(Bits::new(count), tells_repeated.then(|| Bits::new(count)))
        }
    }

    #[inline]
    pub(super) fn push(&mut self, node: NodeId) {
        match self {
            Self::Few(nodes) => nodes.push(node),
            Self::Many(bits, repeated) => {
                if !bits.set(node)
                    && let Some(repeated) = repeated
                {
                    repeated.set(node);
                }
            }
        }
    }

    /// All that came.
    pub(super) fn all(self) -> NodeSet {
        match self {
            Self::Few(mut nodes) => {
                nodes.sort_unstable();
                nodes.dedup();
                NodeSet::Sorted(nodes)
            }
            Self::Many(bits, _) => {
                let count = bits.count();
                NodeSet::Bits(bits, count)
            }
        }
    }

    /// Those that came once.
    pub(super) fn once(self) -> NodeSet {
        match self {
            Self::Few(mut nodes) => {
                nodes.sort_unstable();
                let runs = nodes.chunk_by(|a, b| a == b).filter(|run| run.len() == 1);
                NodeSet::Sorted(runs.map(|run| run[0]).collect())
            }
            Self::Many(mut bits, repeated) => {
                if let Some(repeated) = repeated {
                    bits.remove(&repeated);
                }
                let count = bits.count();
                NodeSet::Bits(bits, count)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_gather_the_same() {
        let came = [3, 64, 3, 0, 199, 64, 65, 3].map(NodeId);
        let gather = |most: usize| {
            let mut gathered = Gathered::new(200, most, true);
            came.iter().for_each(|node| gathered.push(*node));
            gathered
        };
        assert!(matches!(gather(8), Gathered::Few(_)) && matches!(gather(99), Gathered::Many(..)));
        for most in [8, 99] {
            let all = gather(most).all();
            assert_eq!(all.to_list(), [0, 3, 64, 65, 199].map(NodeId));
            assert!(all.has(NodeId(64)) && !all.has(NodeId(63)) && all.len() == 5);
            let once = gather(most).once();
            assert_eq!(once.to_list(), [0, 65, 199].map(NodeId));
            assert!(once.iter().eq(once.to_list()) && once.len() == 3);
        }
    }
}
