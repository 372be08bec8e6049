//! The graph.

mod record;

pub use record::{
    CitationRecord, ClaimRecord, ClaimsRecord, EntityIndex, EntityRecord, Evidence, Facts,
    LinkRecord, LinkStatus, NameKind, NameRecord, Time,
};
