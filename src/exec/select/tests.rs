//! Choosing, without writing.
