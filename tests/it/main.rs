//! All integration tests, in one binary.

mod cases;
mod query;
mod support;
