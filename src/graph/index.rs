//! The indexes of a graph, and what each of them costs.
//!
//! An index answers what rows and columns cannot without looking at all of them. What is read for
//! every answer is no index: columns, adjacency rows, the table of ids.

use std::{
    ops::Deref,
    time::{Duration, Instant},
};

/// The cost of an index.
#[derive(Clone, Debug)]
pub struct IndexCost {
    /// Its name.
    pub name: &'static str,
    /// The things that it finds.
    pub description: &'static str,
    /// The number of entries.
    pub entries: usize,
    /// Bytes on the heap.
    pub bytes: usize,
    /// The time that one thread took to build it.
    pub build_time: Duration,
}

/// Something and the time that it took to build it.
#[derive(Debug)]
pub(super) struct Timed<T> {
    built: T,
    time: Duration,
}

impl<T> Timed<T> {
    /// Builds it. Nothing in it may wait for other threads: they would be counted.
    pub(super) fn build(build: impl FnOnce() -> T) -> Self {
        let start = Instant::now();
        Self { built: build(), time: start.elapsed() }
    }

    pub(super) fn time(&self) -> Duration {
        self.time
    }
}

impl<T> Deref for Timed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.built
    }
}

#[cfg(test)]
impl IndexCost {
    /// All but the time.
    pub(super) fn size(&self) -> (&'static str, usize, usize) {
        (self.name, self.entries, self.bytes)
    }
}
