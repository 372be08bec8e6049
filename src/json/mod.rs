//! JSON as it is written: escaped fragments in their arena, the output buffer, spare buffers.
//!
//! "Where is JSON written?" Text is escaped by [`quote`] and [`ArenaBuilder::string`]; responses
//! are appended to an [`Output`]. Nothing here knows of types, files or graphs.

pub mod buffers;
pub mod fragment;

pub use fragment::{Arena, ArenaBuilder, Fragment, Output, quote};
