//! The filter of a list's entities, run in the plain way or the planned one.

use super::{
    super::view::StoreView,
    Held, Reader, holds,
    links::link_holds,
    planned::{PlannedFilter, PlannedLinks, gains},
};
use crate::{
    exec::store::Store,
    graph::{LinkId, NodeId},
    ontology::RelationId,
    plan::{LinkPredicate, Plan, Predicate},
};

/// A condition on the entities of one list.
pub(in crate::exec::select) enum NodeFilter<'p> {
    /// All pass.
    Open,
    /// The conditions are run as they are written: none of them would gain by a plan.
    Plain(&'p Predicate),
    /// The conditions are planned.
    Planned(Box<PlannedFilter<'p>>),
}

/// A condition on the links of one list, and on what they lead to.
pub(in crate::exec::select) enum LinkFilter<'p> {
    /// The conditions are run as they are written: none of them would gain by a plan.
    Plain(&'p LinkPredicate),
    /// The conditions are planned.
    Planned(&'p LinkPredicate, Box<PlannedLinks<'p>>),
}

impl LinkFilter<'_> {
    /// Notes how the links were read, to describe it.
    pub(in crate::exec::select) fn note(&mut self, words: String) {
        if let Self::Planned(_, filter) = self {
            filter.note(words);
        }
    }
}

impl<'a, S: Store> Reader<'a, S> {
    /// The filter of one of many short lists, the links of an entity by a relation, or by any;
    /// `follows_links` says that it is worth a plan. What a list of the same field found out is
    /// used by the next one, if the filter is [kept](Self::keep_filter).
    pub(in crate::exec::select) fn row_filter(
        &mut self,
        seen: &StoreView<'a, S>,
        (one, relation): (&'a LinkPredicate, Option<RelationId>),
        follows_links: bool,
    ) -> LinkFilter<'a> {
        let is_described = self.described_filters.is_some() && !one.is_open();
        if !self.plans_filters || !(follows_links || is_described) {
            return LinkFilter::Plain(one);
        }
        let kept = self.filters.remove(&self.key_of(one));
        let spender = self.spending.current;
        let filter =
            kept.unwrap_or_else(|| Box::new(PlannedLinks::new(seen, (one, relation), spender)));
        LinkFilter::Planned(one, filter)
    }

    /// Returns whether a link and the entity that it leads to pass. It stands in the loop of every
    /// filtered list.
    #[inline(always)]
    pub(in crate::exec::select) fn link_passes(
        &mut self,
        seen: &StoreView<'a, S>,
        filter: &mut LinkFilter<'a>,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        match filter {
            LinkFilter::Plain(one) => link_holds(seen, &mut self.budget, one, node, link),
            LinkFilter::Planned(_, filter) => {
                filter.holds(seen, &mut self.budget, &mut self.filter_bytes, (node, link))
            }
        }
    }

    /// The filter of a list of all entities of some kinds.
    pub(in crate::exec::select) fn list_filter(
        &mut self,
        predicate: Option<&'a Predicate>,
    ) -> NodeFilter<'a> {
        match predicate {
            // A filter that is to be described is run by a plan, since a plan counts its tests.
            Some(predicate)
                if self.plans_filters
                    && (self.described_filters.is_some() || gains(self.store, predicate)) =>
            {
                let filter = Box::new(PlannedFilter::new(&self.seen(), predicate));
                NodeFilter::Planned(filter)
            }
            Some(predicate) => NodeFilter::Plain(predicate),
            None => NodeFilter::Open,
        }
    }

    /// Returns whether an entity passes.
    #[inline]
    pub(in crate::exec::select) fn passes(
        &mut self,
        seen: &StoreView<'a, S>,
        filter: &mut NodeFilter<'a>,
        node: NodeId,
    ) -> Held {
        match filter {
            NodeFilter::Open => Ok(true),
            NodeFilter::Plain(predicate) => holds(seen, &mut self.budget, predicate, node),
            NodeFilter::Planned(filter) => self.passes_planned(seen, filter, node),
        }
    }

    /// Returns whether an entity passes a planned filter.
    #[inline]
    pub(in crate::exec::select) fn passes_planned(
        &mut self,
        seen: &StoreView<'a, S>,
        filter: &mut PlannedFilter<'a>,
        node: NodeId,
    ) -> Held {
        filter.holds(seen, &mut self.budget, &mut self.filter_bytes, node)
    }

    /// Keeps what a filter found out for the next list of the same field.
    pub(in crate::exec::select) fn keep_filter(&mut self, filter: LinkFilter<'a>) {
        if let LinkFilter::Planned(one, filter) = filter {
            self.filters.insert(self.key_of(one), filter);
        }
    }

    /// Gives back the memory of a filter that is of no more use.
    pub(in crate::exec::select) fn drop_filter(&mut self, filter: Box<PlannedFilter<'a>>) {
        self.filter_bytes += filter.bytes();
        let ontology = self.store.ontology();
        self.spending.note_planned(filter.visits(), |take| filter.spent(ontology, take));
        if let Some(described) = &mut self.described_filters {
            described.push((self.spending.current, filter.describe(self.store)));
        }
        drop(filter);
    }

    /// The visits so far.
    pub(in crate::exec) fn visits(&self) -> u64 {
        self.limits.visits.saturating_sub(self.budget.visits_left())
    }

    /// Describes the planned filters of the run: those of lists in the order in which they ran,
    /// then those of rows in the order of their fields; none if that was not asked for. Each has
    /// its place and the response path of its field above it.
    pub(in crate::exec) fn described_filters(&self, plan: &Plan) -> String {
        let Some(lists) = &self.described_filters else { return String::new() };
        let titled = |spender, described: &str| {
            format!("{}, as it was run\n{described}", self.title(plan, spender))
        };
        let lists = lists.iter().map(|(spender, described)| titled(*spender, described));
        let rows = self.filters.values().map(|it| {
            let spender = it.spender();
            (spender.map(|(field, _)| field), titled(spender, &it.describe(self.store)))
        });
        let mut rows: Vec<(Option<usize>, String)> = rows.collect();
        rows.sort_unstable();
        lists.chain(rows.into_iter().map(|(_, described)| described)).collect()
    }
}
