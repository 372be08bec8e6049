//! The filter of a list's entities, run in the plain way or the planned one.

use super::{
    Held, Reader, holds,
    planned::{PlannedFilter, follows_links},
};
use crate::{exec::store::Store, graph::NodeId, plan::Predicate};

/// A condition on the entities of one list.
pub(in crate::exec::select) enum NodeFilter<'p> {
    /// All pass.
    Open,
    /// The conditions are run as they are written: none of them would gain by a plan.
    Plain(&'p Predicate),
    /// The conditions are planned.
    Planned(&'p Predicate, Box<PlannedFilter<'p>>),
}

impl<'a, S: Store> Reader<'a, S> {
    /// The filter of one of many short lists, such as the links of an entity. What a list of the
    /// same field found out is used by the next one, if the filter is [kept](Self::keep_filter).
    pub(in crate::exec::select) fn row_filter(
        &mut self,
        predicate: Option<&'a Predicate>,
    ) -> NodeFilter<'a> {
        match predicate {
            None => NodeFilter::Open,
            Some(predicate) if self.plans_filters && follows_links(predicate) => {
                let kept = self.filters.remove(&self.filter_key(predicate));
                let filter =
                    kept.unwrap_or_else(|| Box::new(PlannedFilter::new(self.seen(), predicate)));
                NodeFilter::Planned(predicate, filter)
            }
            Some(predicate) => NodeFilter::Plain(predicate),
        }
    }

    /// The filter of a list of all entities of some kinds.
    pub(in crate::exec::select) fn list_filter(
        &mut self,
        predicate: Option<&'a Predicate>,
    ) -> NodeFilter<'a> {
        match predicate {
            Some(predicate) if self.plans_filters => {
                let filter = Box::new(PlannedFilter::new(self.seen(), predicate));
                NodeFilter::Planned(predicate, filter)
            }
            predicate => self.row_filter(predicate),
        }
    }

    /// Returns whether an entity passes.
    #[inline]
    pub(in crate::exec::select) fn passes(
        &mut self,
        filter: &mut NodeFilter<'a>,
        node: NodeId,
    ) -> Held {
        match filter {
            NodeFilter::Open => Ok(true),
            NodeFilter::Plain(predicate) => holds(self.seen(), &mut self.budget, predicate, node),
            NodeFilter::Planned(_, filter) => {
                filter.holds(self.seen(), &mut self.budget, &mut self.filter_bytes, node)
            }
        }
    }

    /// Keeps what a filter found out for the next list of the same field.
    pub(in crate::exec::select) fn keep_filter(&mut self, filter: NodeFilter<'a>) {
        if let NodeFilter::Planned(predicate, filter) = filter {
            self.filters.insert(self.filter_key(predicate), filter);
        }
    }

    /// Gives back the memory of a filter that is of no more use.
    pub(in crate::exec::select) fn drop_filter(&mut self, filter: NodeFilter<'a>) {
        if let NodeFilter::Planned(_, filter) = filter {
            self.filter_bytes += filter.bytes();
        }
    }

    /// What a filter is kept by. Arguments are borrowed for as long as the reader lives, so that
    /// no two of them are ever in the same place.
    fn filter_key(&self, predicate: &'a Predicate) -> (usize, crate::plan::FactView) {
        (std::ptr::from_ref(predicate).addr(), self.view)
    }
}
