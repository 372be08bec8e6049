//! The graph.

mod record;

pub use record::{
    CitationRecord, ClaimRecord, ClaimsRecord, EntityIndex, EntityRecord, Evidence, Facts,
    LinkRecord, LinkStatus, NameKind, NameRecord, Time,
};

use crate::ontology::Ontology;
use std::sync::Arc;

/// The graph.
#[derive(Debug)]
pub struct Graph {}

impl Graph {
    /// A graph of checked facts.
    pub fn new(_ontology: Arc<Ontology>, _facts: Facts) -> Self {
        unimplemented!()
    }
    /// How many entities it has.
    pub fn node_count(&self) -> usize {
        0
    }
    /// How many links it has.
    pub fn link_count(&self) -> usize {
        0
    }
}
