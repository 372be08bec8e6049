//! Neighbourhoods: what stands around some entities, and what they share.

mod common;
mod connect;
mod reach;
mod similar;
mod subgraph;
#[cfg(test)]
mod tests;

pub use common::{Common, CommonOptions, Commons, Tie, common_connections};
pub use connect::{Connection, connect};
pub use reach::{Reached, ancestors, descendants};
pub use similar::{Likeness, Similar, SimilarSet, similar};
pub use subgraph::{Omitted, Subgraph, SubgraphOptions, subgraph};
