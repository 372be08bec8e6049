//! Positions of a row that are in view, found in blocks without a branch.
//!
//! It pays for a query as of a day: 1.14 times the rate of the query medium-asof of the
//! benchmark, by turns in 9 rounds with a binary that chooses such pages in the general way.

use crate::value::BLOCK;

/// The first positions in a row of what is in view, in order.
///
/// Iterates over the links in view. It cannot be predicted which links are in view, nor how long a
/// row is. So a block of links is tested without a branch, and then the bits of those in view are
/// gone through. `look` returns the bits of a block, by its place and its length.
pub(in crate::exec::write) struct InView<L> {
    look: L,
    /// The number of links in the row.
    count: usize,
    /// The number of links that are still wanted.
    wanted: usize,
    /// The position of the links of the block whose `bits` are still to come.
    block: usize,
    bits: u32,
    looked_at: usize,
}

impl<L: Fn(usize, usize) -> u32> InView<L> {
    #[inline(always)]
    pub(in crate::exec::write) fn new(count: usize, wanted: usize, look: L) -> Self {
        let mut this = Self { look, count, wanted, block: 0, bits: 0, looked_at: 0 };
        this.look_on();
        this
    }

    /// Returns whether nothing is left.
    #[inline(always)]
    pub(in crate::exec::write) fn is_empty(&self) -> bool {
        self.bits == 0 || self.wanted == 0
    }

    /// The number of links that were tested.
    #[inline(always)]
    pub(in crate::exec::write) fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// Looks at blocks until something is in view, or at all.
    #[inline(always)]
    fn look_on(&mut self) {
        while self.bits == 0 && self.looked_at < self.count {
            self.block = self.looked_at;
            self.looked_at = self.count.min(self.block + BLOCK);
            self.bits = (self.look)(self.block, self.looked_at - self.block);
        }
    }
}

impl<L: Fn(usize, usize) -> u32> Iterator for InView<L> {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        let at = self.block + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        self.wanted -= 1;
        if self.bits == 0 && self.wanted > 0 {
            self.look_on();
        }
        Some(at)
    }
}
