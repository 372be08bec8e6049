#![doc = include_str!("../README.md")]
//!
//! ## As a library
//!
//! ```
//! use corridor::{api::Request, limits::Limits, snapshot::{DataSet, Snapshot}};
//!
//! let loaded = Snapshot::load(&DataSet::BuiltIn, &Limits::default(), &|_progress| {});
//! let snapshot = loaded.snapshot.expect("the built-in data set has no errors");
//! let query = r#"{ person(id: "samir-sharifov") { name } }"#;
//! let reply = snapshot.execute(&Request { query: query.into(), ..Request::default() });
//! assert_eq!(*reply.body, *br#"{"data":{"person":{"name":"Samir Sharifov"}}}"#);
//! ```

pub mod algo;
pub mod api;
pub mod cli;
pub mod diagnostics;
pub mod exec;
pub mod fields;
pub mod format;
pub mod graph;
pub mod http;
pub mod json;
pub mod limits;
pub mod names;
pub mod ontology;
pub mod page;
pub mod plan;
pub mod reconcile;
pub mod search;
pub mod seed;
pub mod snapshot;
pub mod value;
