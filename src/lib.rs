//! Corridor.

pub mod api;
pub mod diagnostics;
pub mod graph;
pub mod limits;
pub mod ontology;
pub mod seed;
pub mod snapshot;
pub mod value;
