//! Everything that is tested through the library's public face, in one binary.

mod cases;
mod fixture;
mod generated;
mod query;
mod support;
