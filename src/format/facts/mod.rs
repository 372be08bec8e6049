//! The facts of one entity or one link, as texts, numbers and dates.
//!
//! This is the only folder of the exports that knows how facts are stored. What entities have is
//! read in `entities`, what links have in `links`, and a value of either in `values`.

mod entities;
mod links;
mod values;

pub(super) use entities::NameFact;
pub(super) use values::{Cell, Fields};

use crate::{exec::store::Store, ontology::Ontology, value::PartialDate};
use std::fmt;

/// Reads the facts of a store.
#[derive(Clone, Copy)]
pub(super) struct Facts<'g> {
    store: &'g dyn Store,
}

impl fmt::Debug for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts")
    }
}

/// The first and the last day of something, where they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) start: Option<PartialDate>,
    pub(super) end: Option<PartialDate>,
}

impl<'g> Facts<'g> {
    pub(super) fn new(store: &'g dyn Store) -> Self {
        Self { store }
    }

    pub(super) fn ontology(self) -> &'g Ontology {
        self.store.ontology()
    }
}
