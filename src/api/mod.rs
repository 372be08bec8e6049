//! The GraphQL API.

mod document;
pub mod dynamic;
mod error;
mod lower;
pub mod model;
mod request;
mod variables;

pub use error::RequestError;
pub use request::{Outcome, Reply, Request};
