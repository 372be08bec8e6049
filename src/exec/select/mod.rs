//! Chooses which items a field returns: views in time, filters, orders, pages, records, hits.
//!
//! Nothing here writes: functions take a store, a view and a budget, and answer with items.

mod aggregate;
mod attested;
mod conflicts;
mod ends;
mod filter;
mod graph;
mod groups;
mod hits;
mod items;
mod lists;
mod measures;
mod members;
mod moments;
mod neighbourhood;
mod order;
mod own_order;
mod owned_view;
mod pages;
mod paths;
mod rank;
mod records;
mod scan;
mod spending;
mod supports;
mod view;
mod walk;
mod whole_list;
mod window;

#[cfg(test)]
mod tests;

pub(super) use aggregate::{FieldSum, GroupWants, KeyValue, KeyedGroup, KeyedGroups, Totals};
pub(super) use attested::last_attested;
pub(super) use conflicts::conflict_field;
pub(super) use filter::direction;
pub use filter::known_count;
pub(super) use groups::{Group, Groups, brokers_of};
pub(super) use hits::Found;
pub(super) use items::{Item, ItemList, ListForm, Listing, Page};
pub(super) use measures::{EntityMeasures, FieldMeasures};
pub(super) use moments::is_certain;
pub(super) use rank::{Distant, Ranked};
pub(super) use records::{Record, Records};
pub(super) use scan::{look_at_days, look_at_each};
pub(super) use supports::Support;
pub(super) use view::{RowFilter, StoreView};
pub(super) use whole_list::{ListSource, WholeList};

use filter::PlannedLinks;
use order::{Counts, SharedKeys};
use spending::{Spender, Spending};

use super::{
    measures::{Aside, Measures},
    store::Store,
};
use crate::{
    limits::{Budget, Exhausted, Limits, Memory},
    plan::{FactView, FieldError, ViewChange},
};
use hashbrown::DefaultHashBuilder;
use std::{collections::HashMap, rc::Rc};

/// Findings of one list for the next ones of the same field, by a part of its arguments and the
/// view: see [`Reader::key_of`].
type KeptOf<T> = HashMap<(usize, FactView), T, DefaultHashBuilder>;

/// Reads a store for one request: what is in view under the field that is being answered, and
/// what may still be spent.
pub(super) struct Reader<'a, S> {
    pub(super) store: &'a S,
    /// The view under the field.
    pub(super) view: FactView,
    pub(super) budget: Budget,
    measures: &'a Measures,
    aside: Option<Aside<'a>>,
    limits: &'a Limits,
    /// The measures that fields show, by the number of their arguments and the view.
    measured: HashMap<(usize, FactView), Rc<FieldMeasures>>,
    /// Lists that earlier pages used, to be used again.
    spare: Vec<Vec<Item>>,
    /// True if filters are planned.
    plans_filters: bool,
    /// The planned filters of fields, by their conditions.
    filters: KeptOf<Box<PlannedLinks<'a>>>,
    /// The numbers of links that orders have counted, by the keys that they are of.
    counts: KeptOf<Counts>,
    /// The keys of entities to which many items of ordered lists lead.
    shared_keys: SharedKeys<'a>,
    /// Bytes that the sets of planned filters, and what orders keep for later lists, may still take.
    filter_bytes: usize,
    /// Memory that lists may still keep.
    memory: Memory,
    /// The visits of each field.
    spending: Spending<'a>,
    /// Descriptions of how the filters of lists were run, if it is asked for.
    described_filters: Option<Vec<(Spender<'a>, String)>>,
}

impl<'a, S: Store> Reader<'a, S> {
    pub(super) fn new(
        store: &'a S,
        budget: Budget,
        measures: &'a Measures,
        aside: Option<Aside<'a>>,
        limits: &'a Limits,
    ) -> Self {
        Self {
            store,
            view: FactView::EVERYTHING,
            budget,
            measures,
            aside,
            limits,
            measured: HashMap::new(),
            spare: Vec::new(),
            plans_filters: true,
            filters: HashMap::default(),
            counts: HashMap::default(),
            shared_keys: SharedKeys::default(),
            spending: Spending::default(),
            memory: Memory::new(limits),
            described_filters: None,
            filter_bytes: usize::try_from(limits.graph_bytes).unwrap_or(usize::MAX),
        }
    }

    /// Returns the same reader, which runs filters as they are written unless they are to be
    /// planned, and describes how they were run if that is asked for.
    pub(super) fn planning_filters(self, plans_filters: bool, describes: bool) -> Self {
        Self { plans_filters, described_filters: describes.then(Vec::new), ..self }
    }

    /// Takes memory for what is kept until the request ends; false if so much is not left.
    fn reserve(&mut self, bytes: usize) -> bool {
        let left = self.filter_bytes.checked_sub(bytes);
        self.filter_bytes = left.unwrap_or(self.filter_bytes);
        left.is_some()
    }

    /// The key of what is kept of a part of arguments in the view: its address. Arguments are
    /// borrowed for as long as the reader lives, so that no two parts ever have the same.
    fn key_of<T>(&self, part: &'a T) -> (usize, FactView) {
        (std::ptr::from_ref(part).addr(), self.view)
    }

    /// The store and what of it is in view.
    #[inline]
    pub(super) fn seen(&self) -> StoreView<'a, S> {
        StoreView { store: self.store, view: self.view, measures: self.measures }
    }

    /// The store and what of it is in view with a change of the view.
    #[inline]
    pub(super) fn seen_with(&self, change: ViewChange) -> StoreView<'a, S> {
        let view = change.applied_to(self.view);
        StoreView { store: self.store, view, measures: self.measures }
    }
}

/// The reason why no items came of the arguments.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The arguments have an error.
    Field(FieldError),
    /// The request is over its budget.
    Exhausted(Exhausted),
    /// A measure is not there yet.
    Lacking,
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

impl From<Exhausted> for Refusal {
    fn from(exhausted: Exhausted) -> Self {
        Self::Exhausted(exhausted)
    }
}
