//! JSON ([RFC 8259](https://www.rfc-editor.org/rfc/rfc8259)): escaped fragments in their arena, the
//! output buffer, spare buffers, and the reader of requests that refuses repeated keys.
//!
//! Text is escaped by [`quote`] and [`ArenaBuilder::string`]; responses are appended to an
//! [`Output`]. Nothing here knows of types, files or graphs.

pub mod buffers;
pub mod fragment;
pub(crate) mod unique_keys;

pub use fragment::{Arena, ArenaBuilder, Fragment, Output, quote};
