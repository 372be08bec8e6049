//! Corridor.

pub mod api;
pub mod diagnostics;
pub mod exec;
pub mod graph;
pub mod limits;
pub mod ontology;
pub mod plan;
pub mod seed;
pub mod snapshot;
pub mod value;
