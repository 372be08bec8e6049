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
    fn of_bits(bits: Bits) -> Self {
        let count = bits.count();
        Self::Bits(bits, count)
    }

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
    /// Those that came.
    Many(Bits),
    /// The number of times that each entity of the store came, up to [`MOST_TIMES`].
    Times(Vec<u8>),
}

/// Entities that came more often count as if they came so many times.
pub(super) const MOST_TIMES: usize = u8::MAX as usize;

impl Gathered {
    /// The bytes that it takes to gather at most `most` entities of a store of `count`, and the
    /// set that is made of them.
    pub(super) fn bytes(count: usize, most: usize, tells_times: bool) -> usize {
        let times = if tells_times { count } else { 0 };
        let many = Bits::bytes(count) + times;
        many.min(most.saturating_mul(size_of::<NodeId>()))
    }

    /// Gathers at most `most` entities of a store of `count`.
    pub(super) fn new(count: usize, most: usize, tells_times: bool) -> Self {
        let few = most.saturating_mul(size_of::<NodeId>());
        if few <= Self::bytes(count, usize::MAX, tells_times) {
            Self::Few(Vec::new())
        } else if tells_times {
            Self::Times(vec![0; count])
        } else {
            Self::Many(Bits::new(count))
        }
    }

    #[inline]
    pub(super) fn push(&mut self, node: NodeId) {
        match self {
            Self::Few(nodes) => nodes.push(node),
            Self::Many(bits) => {
                bits.set(node);
            }
            Self::Times(times) => {
                let times = &mut times[node.index()];
                *times = times.saturating_add(1);
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
            Self::Many(bits) => NodeSet::of_bits(bits),
            Self::Times(_) => self.that_came(|_| true),
        }
    }

    /// Those that came so many times. It must have been told that times are asked for.
    pub(super) fn that_came(self, is_so: impl Fn(usize) -> bool) -> NodeSet {
        match self {
            Self::Few(mut nodes) => {
                nodes.sort_unstable();
                let runs = nodes.chunk_by(|a, b| a == b).filter(|run| is_so(run.len()));
                NodeSet::Sorted(runs.map(|run| run[0]).collect())
            }
            Self::Many(bits) => NodeSet::of_bits(bits),
            Self::Times(times) => {
                let mut bits = Bits::new(times.len());
                for (node, &times) in (0..).map(NodeId).zip(&times) {
                    if times > 0 && is_so(usize::from(times)) {
                        bits.set(node);
                    }
                }
                NodeSet::of_bits(bits)
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
        let gather = |most: usize, tells_times: bool| {
            let mut gathered = Gathered::new(200, most, tells_times);
            came.iter().for_each(|node| gathered.push(*node));
            gathered
        };
        assert!(matches!(gather(7, false), Gathered::Few(_)));
        assert!(matches!(gather(9, false), Gathered::Many(_)));
        assert!(matches!(gather(9, true), Gathered::Few(_)));
        assert!(matches!(gather(99, true), Gathered::Times(_)));
        for (most, tells_times) in [(7, false), (9, false), (9, true), (99, true)] {
            let all = gather(most, tells_times).all();
            assert_eq!(all.to_list(), [0, 3, 64, 65, 199].map(NodeId));
            assert!(all.has(NodeId(64)) && !all.has(NodeId(63)) && all.len() == 5);
        }
        for most in [9, 99] {
            let once = gather(most, true).that_came(|times| times == 1);
            assert_eq!(once.to_list(), [0, 65, 199].map(NodeId));
            assert!(once.iter().eq(once.to_list()) && once.len() == 3);
            let often = gather(most, true).that_came(|times| times >= 3);
            assert_eq!(often.to_list(), [3].map(NodeId));
        }
    }

    #[test]
    fn times_are_counted_up_to_a_bound() {
        let mut gathered = Gathered::new(8, 999, true);
        (0..MOST_TIMES + 2).for_each(|_| gathered.push(NodeId(5)));
        assert_eq!(gathered.that_came(|times| times == MOST_TIMES).to_list(), [NodeId(5)]);
    }
}
