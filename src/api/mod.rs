//! The GraphQL API.

pub mod dynamic;
pub mod model;
mod request;

pub use request::{Outcome, Reply, Request};
