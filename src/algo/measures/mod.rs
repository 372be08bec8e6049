//! Measures: one number for every entity of a view, or one group.
//!
//! They run over a [`Projection`](super::Projection). `docs/graph.md` says of each in one
//! sentence what it means and when not to trust it; where a definition could be one of
//! several, it is that of NetworkX.

mod betweenness;
mod components;
mod cuts;
mod distances;
mod kadabra;
mod leiden;
mod local;
mod pagerank;
mod random;
#[cfg(test)]
mod tests;

pub use betweenness::{Betweenness, EXACT_WORK as EXACT_BETWEENNESS, betweenness};
pub use components::{Partition, strong_components, weak_components};
pub use cuts::{Bridge, Brokers, CutPoint, brokers};
pub use distances::{Closeness, EXACT_WORK as EXACT_CLOSENESS, Sampled, closeness};
pub use leiden::{Communities, communities, modularity};
pub use local::{Degrees, clustering, coreness, degrees, degrees_of};
pub use pagerank::{PageRankOptions, pagerank};
