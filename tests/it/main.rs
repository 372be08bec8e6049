//! Everything that is tested through the library's public face, in one binary: it links once.

mod cases;
mod cli;
mod dates;
mod dynamic;
mod explain;
mod facts;
mod fields;
mod filters;
mod fixture;
mod formats;
mod generated;
mod http;
mod limits;
mod moments;
mod names;
mod pages;
mod paging;
mod peer;
mod query;
mod search;
mod shipped;
mod sources;
mod support;
mod tidy;
mod time;
