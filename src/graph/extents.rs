//! The times in which the entities of a kind exist or the links of a relation hold, as two columns.
//!
//! The possible and the certain days are separate columns, so that a filter by day reads 8 bytes
//! for each element. The times of links are limited by the existence of their ends when the graph
//! is built, so a query reads no entity. If no element has a date, there are no columns.

use crate::value::{Extent, Interval};

/// The times of the entities of a kind, or of the links of a relation, in their order.
#[derive(Debug)]
pub struct Extents {
    possible: Box<[Interval]>,
    certain: Box<[Interval]>,
}

impl Extents {
    /// The columns of some extents; `None` where all are `undated`.
    pub(super) fn new(extents: &[Extent], undated: Extent) -> Option<Self> {
        extents.iter().any(|it| *it != undated).then(|| Self {
            possible: extents.iter().map(|it| it.possible()).collect(),
            certain: extents.iter().map(|it| it.certain()).collect(),
        })
    }

    /// The days on which each element can hold.
    #[inline]
    pub fn possible(&self) -> &[Interval] {
        &self.possible
    }

    /// The days on which each element must hold: see [`Extent::certain`].
    #[inline]
    pub fn certain(&self) -> &[Interval] {
        &self.certain
    }

    /// All bounds of one.
    pub fn get(&self, index: usize) -> Extent {
        let (possible, certain) = (self.possible[index], self.certain[index]);
        Extent {
            earliest_start: possible.start,
            latest_start: certain.start,
            earliest_end: certain.end,
            latest_end: possible.end,
        }
    }

    /// Bytes on the heap.
    pub(super) fn size(&self) -> usize {
        size_of_val(&*self.possible) + size_of_val(&*self.certain)
    }
}
