//! The meter of one search: what it may still spend, and why it ended.

use crate::limits::Limits;
use std::time::Instant;

pub use crate::limits::Cancel;

/// The reason why a search ended before it had seen everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truncation {
    /// [`Limits::graph_nodes`], or the caller's own bound on entities.
    Nodes,
    /// [`Limits::graph_links`]
    Links,
    /// The deadline of the request.
    Time,
    /// The limit of results was reached, that of the query or [`Limits::graph_paths`]; there are
    /// more.
    Results,
    /// [`Limits::graph_bytes`]
    Memory,
    /// Nobody waits for the answer any more.
    Cancelled,
}

impl Truncation {
    /// Every reason.
    pub const ALL: &'static [Self] =
        &[Self::Nodes, Self::Links, Self::Time, Self::Results, Self::Memory, Self::Cancelled];

    /// The name of the limit that was reached.
    pub fn limit(self) -> &'static str {
        match self {
            Self::Nodes => "graph_nodes",
            Self::Links => "graph_links",
            Self::Time | Self::Cancelled => "deadline_ms",
            Self::Results => "graph_paths",
            Self::Memory => "graph_bytes",
        }
    }

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nodes => "NODES",
            Self::Links => "LINKS",
            Self::Time => "TIME",
            Self::Results => "RESULTS",
            Self::Memory => "MEMORY",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// The share of the answer that was found, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// The reason why something may be missing; `None` if nothing is.
    pub truncated: Option<Truncation>,
    /// Up to this many steps from where the search began nothing is missing; `None` if that is
    /// not known, or if nothing is missing at all.
    pub complete_depth: Option<u32>,
}

impl Completeness {
    /// Nothing is missing.
    pub const COMPLETE: Self = Self { truncated: None, complete_depth: None };

    /// Something may be missing, beyond a depth.
    pub fn truncated(reason: Truncation, complete_depth: Option<u32>) -> Self {
        Self { truncated: Some(reason), complete_depth }
    }

    /// Returns true if nothing is missing.
    pub fn is_complete(self) -> bool {
        self.truncated.is_none()
    }
}

/// The budget of a search. Every loop of a search spends something.
#[derive(Debug)]
pub struct Meter {
    nodes: u64,
    links: u64,
    bytes: u64,
    paths: u64,
    deadline: Option<Instant>,
    cancel: Cancel,
    /// Work until the next look at the clock and the flag.
    until_look: u32,
    spent_nodes: u64,
    spent_links: u64,
}

/// The number of entities and links between two looks at the clock: some 50 microseconds.
const WORK_PER_LOOK: u32 = 8_192;

impl Meter {
    /// The meter of a search that must end at a deadline, or when it is cancelled.
    pub fn new(limits: &Limits, deadline: Instant, cancel: Cancel) -> Self {
        Self { deadline: Some(deadline), cancel, ..Self::of(limits) }
    }

    /// The meter of a search without a deadline.
    pub fn of(limits: &Limits) -> Self {
        Self {
            nodes: limits.graph_nodes,
            links: limits.graph_links,
            bytes: limits.graph_bytes,
            paths: limits.graph_paths,
            deadline: None,
            cancel: Cancel::default(),
            until_look: WORK_PER_LOOK,
            spent_nodes: 0,
            spent_links: 0,
        }
    }

    /// The meter of a computation that ends only when it is cancelled.
    pub fn unbounded(cancel: Cancel) -> Self {
        Self {
            nodes: u64::MAX,
            links: u64::MAX,
            bytes: u64::MAX,
            paths: u64::MAX,
            cancel,
            ..Self::of(&Limits::default())
        }
    }

    /// The meter of a computation that only a deadline and a flag end, such as a measure.
    pub fn until(deadline: Instant, cancel: Cancel) -> Self {
        Self { deadline: Some(deadline), ..Self::unbounded(cancel) }
    }

    /// Spends entities that were reached.
    ///
    /// # Errors
    /// Why the search ends.
    #[inline(always)]
    pub fn nodes(&mut self, count: usize) -> Result<(), Truncation> {
        self.spent_nodes += count as u64;
        if self.spent_nodes > self.nodes {
            return Err(Truncation::Nodes);
        }
        self.work(count)
    }

    /// Spends links that were looked at.
    ///
    /// # Errors
    /// Why the search ends.
    #[inline(always)]
    pub fn links(&mut self, count: usize) -> Result<(), Truncation> {
        self.spent_links += count as u64;
        if self.spent_links > self.links {
            return Err(Truncation::Links);
        }
        self.work(count)
    }

    /// Says how much memory the search holds now.
    ///
    /// # Errors
    /// If it is too much.
    #[inline]
    pub fn holds(&self, bytes: usize) -> Result<(), Truncation> {
        if bytes as u64 > self.bytes { Err(Truncation::Memory) } else { Ok(()) }
    }

    #[inline(always)]
    fn work(&mut self, count: usize) -> Result<(), Truncation> {
        if let Some(left) = self.until_look.checked_sub(count as u32) {
            self.until_look = left;
            return Ok(());
        }
        self.look()
    }

    /// Looks at the clock and the flag, before or after work that spends nothing itself.
    ///
    /// # Errors
    /// If the time is over or the search is cancelled.
    #[cold]
    #[inline(never)]
    pub fn look(&mut self) -> Result<(), Truncation> {
        self.until_look = WORK_PER_LOOK;
        if self.cancel.is_cancelled() {
            return Err(Truncation::Cancelled);
        }
        match self.deadline {
            Some(deadline) if Instant::now() > deadline => Err(Truncation::Time),
            _ => Ok(()),
        }
    }

    /// The number of paths that it may list.
    pub fn most_paths(&self) -> usize {
        usize::try_from(self.paths).unwrap_or(usize::MAX)
    }

    /// Entities and links that were spent, for the budget of the request.
    pub fn spent(&self) -> u64 {
        self.spent_nodes + self.spent_links
    }
}
