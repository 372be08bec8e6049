//! Corridor.

pub mod api;
pub mod diagnostics;
pub mod graph;
pub mod http;
pub mod limits;
pub mod ontology;
pub mod snapshot;
pub mod value;
