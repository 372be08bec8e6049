//! All integration tests, in one binary: it links once.

mod cases;
mod http;
mod query;
mod support;
