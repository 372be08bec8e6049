//! The fast paths: shorter ways to the same bytes, each with the figure that justifies it at its
//! head.
//!
//! `Inputs::fast` turns all of them off; a property test runs random documents both ways and
//! compares the bytes.

mod ahead;
mod flat;
mod heads;
mod in_view;

pub(super) use flat::Flat;
