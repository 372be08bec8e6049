//! Corridor.

pub mod diagnostics;
pub mod graph;
pub mod limits;
pub mod ontology;
pub mod value;
