//! Everything that is tested through the library's public face, in one binary: it links once.

mod cases;
mod explain;
mod filters;
mod fixture;
mod generated;
mod http;
mod limits;
mod pages;
mod peer;
mod query;
mod shipped;
mod support;
