//! Writes the fields of `Query`, one file each, named as in `plan/fields`; and `supports`,
//! `ancestors` and `descendants`, which are written like them.

mod brokers;
mod changes;
mod common_connections;
mod conflicts;
mod connect;
mod connected;
mod description;
mod entities;
mod groups;
mod introspection;
mod lookup;
mod r#match;
mod moments;
mod node;
mod nodes;
mod paths;
mod rank;
mod reach;
mod search;
mod shortest_path;
mod similar;
mod subgraph;
mod supports;
mod timeline;

use super::{Run, Written};
use crate::{
    exec::store::Store,
    plan::{RootOp, on_root_field},
};

/// A field of `Query` that can be written.
trait WriteField {
    /// Writes the value of the field behind its key.
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written;
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes the value of a field of `Query`.
    pub(super) fn root_field(&mut self, op: &'a RootOp) -> Written {
        on_root_field!(op, field => field.write(self))
    }
}
