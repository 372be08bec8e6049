//! Everything that is tested through the library's public face, in one binary: it links once.

mod cases;
mod cli;
mod facts;
mod fixture;
mod generated;
mod http;
mod pages;
mod query;
mod support;
mod tidy;
