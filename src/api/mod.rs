//! The GraphQL API.

mod request;

pub use request::{Outcome, Reply, Request};
