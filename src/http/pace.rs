//! Keeps slow requests from holding up the event loop.
//!
//! A request that runs on a worker of the runtime keeps that worker from everything else,
//! also from answering `/livez`. Handing each request to another thread would cure that and
//! cost more than a small query takes. So the time each document took is remembered in a
//! small table, and only documents that were slow lately, or were never seen, tell the
//! runtime to move its other work to another thread first. Measuring needs no knowledge of
//! plans, and it sees what an estimate cannot: filters that scan, large variables.
//!
//! Documents share a slot when their hashes collide. The price is a needless move, or one
//! request that runs in place though it is slow; `deadline_ms` bounds that one.

use hashbrown::DefaultHashBuilder;
use std::{
    hash::BuildHasher,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};
use tokio::runtime::{Handle, RuntimeFlavor};

/// Slots of the table: 16 kB.
const SLOTS: usize = 4096;
/// From this time on a request is slow: hundreds of times what moving costs.
const SLOW: Duration = Duration::from_millis(2);
/// The slot of a document that was never seen.
const UNSEEN: u32 = u32::MAX;

/// The recent duration of each document. The hasher is seeded, and much faster than the standard
/// library's: every document of a request is hashed here.
pub(super) struct Pace {
    hasher: DefaultHashBuilder,
    microseconds: Box<[AtomicU32]>,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            hasher: DefaultHashBuilder::default(),
            microseconds: (0..SLOTS).map(|_| AtomicU32::new(UNSEEN)).collect(),
        }
    }

    /// Returns the recent duration of a document.
    pub(super) fn of(&self, document: &str) -> Lately<'_> {
        let slot = &self.microseconds[self.hasher.hash_one(document) as usize % SLOTS];
        Lately { slot, microseconds: slot.load(Ordering::Relaxed) }
    }

    /// Runs a document's request, in place if the document is quick.
    pub(super) fn run<T>(&self, document: &str, run: impl FnOnce() -> T) -> T {
        let lately = self.of(document);
        let start = Instant::now();
        let result = if lately.is_quick() { run() } else { aside(run) };
        lately.note(start.elapsed());
        result
    }
}

/// The recent duration of a document.
pub(super) struct Lately<'a> {
    slot: &'a AtomicU32,
    microseconds: u32,
}

impl Lately<'_> {
    /// Returns whether it was seen and was quick.
    pub(super) fn is_quick(&self) -> bool {
        u128::from(self.microseconds) < SLOW.as_micros()
    }

    /// Remembers how long another run took.
    pub(super) fn note(&self, time: Duration) {
        let now = u32::try_from(time.as_micros()).unwrap_or(UNSEEN - 1);
        let next = remembered(self.microseconds, now);
        // Most runs change nothing, and a write would make the line travel between cores.
        if next != self.microseconds {
            self.slot.store(next, Ordering::Relaxed);
        }
    }
}

/// Returns the duration to remember after a run: a slow run counts at once, quick ones gradually.
fn remembered(lately: u32, now: u32) -> u32 {
    let faded = if lately == UNSEEN { 0 } else { lately - lately / 8 };
    // Below a tenth of the threshold the exact time does not matter.
    now.max(faded).max(SLOW.as_micros() as u32 / 10)
}

/// Runs it after the runtime has moved this worker's other work to another thread.
fn aside<T>(run: impl FnOnce() -> T) -> T {
    let several = Handle::try_current()
        .is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if several { tokio::task::block_in_place(run) } else { run() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_run_is_remembered_at_once_and_forgotten_slowly() {
        let threshold = SLOW.as_micros() as u32;
        assert!(remembered(UNSEEN, 3) < threshold);
        let mut lately = remembered(200, 50_000);
        assert_eq!(lately, 50_000);
        let quick_runs = (1..).find(|_| {
            lately = remembered(lately, 3);
            lately < threshold
        });
        assert_eq!(quick_runs, Some(25));
        for _ in 0..100 {
            lately = remembered(lately, 3);
        }
        assert_eq!(lately, 200);
    }

    #[test]
    fn each_document_has_its_own_pace() {
        let pace = Pace::new();
        pace.run("slow", || std::thread::sleep(SLOW));
        pace.run("quick", || ());
        let slot = |document: &str| {
            let index = pace.hasher.hash_one(document) as usize % SLOTS;
            pace.microseconds[index].load(Ordering::Relaxed)
        };
        assert!(slot("slow") >= 2_000);
        // One time in 4096 the two share a slot.
        assert!(slot("quick") < 2_000 || slot("quick") == slot("slow"));
    }
}
