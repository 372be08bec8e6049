#![doc = include_str!("../README.md")]

pub mod api;
pub mod cli;
pub mod diagnostics;
pub mod exec;
pub mod graph;
pub mod http;
pub mod json;
pub mod limits;
pub mod names;
pub mod ontology;
pub mod plan;
pub mod reconcile;
pub mod search;
pub mod seed;
pub mod snapshot;
pub mod value;
