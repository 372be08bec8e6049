//! When the entities of a kind, or the links of a relation, hold: two columns of days.
//!
//! What can be and what must be stand apart, so that a question of a day reads 8 bytes a
//! fact. Links are clipped by the bounds of their ends when the graph is built: a question
//! looks at no entity. Where nothing has a date there are no columns.

use crate::value::{Extent, Interval};

/// When the entities of a kind, or the links of a relation, hold; in their order.
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

    /// When each can hold.
    #[inline]
    pub fn possible(&self) -> &[Interval] {
        &self.possible
    }

    /// When each must hold: see [`Extent::certain`].
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
