//! Everything that is tested through the library's public face, in one binary: it links once.

mod cases;
mod cli;
mod dates;
mod explain;
mod facts;
mod filters;
mod fixture;
mod generated;
mod http;
mod limits;
mod pages;
mod paging;
mod peer;
mod query;
mod shipped;
mod support;
mod tidy;
