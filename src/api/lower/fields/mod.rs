//! Lowers the fields of `Query`: one file for each, of the name that it has in `plan/fields` and
//! `exec/write/fields`.

mod changes;
mod common_connections;
mod conflicts;
mod connect;
mod connected;
mod description;
mod entities;
mod introspection;
mod lookup;
mod r#match;
mod moments;
mod node;
mod nodes;
mod paths;
mod search;
mod shortest_path;
mod similar;
mod subgraph;
mod supports;
mod timeline;
