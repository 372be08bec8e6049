//! The items of a list that its filter and the view let through, one after the other: for a page
//! of them, or for a sum over all.

use super::{
    Reader, Refusal,
    filter::{LinkFilter, NodeFilter, PlannedFilter, end_of, named_ends},
    items::Item,
    spending::PlainFilter,
    view::StoreView,
    walk::Walk,
};
use crate::{
    exec::store::{NodeList, Store},
    graph::{NodeId, Row},
    limits::Exhausted,
    ontology::{RelationId, Target},
    plan::{
        LinkPredicate,
        fields::{entities::EntityPage, links::LinkPage, relation::RelationPage},
    },
};

/// Gives the next item of a list that holds. Each that is looked at is a visit.
pub(super) trait Matching<'a, S>:
    FnMut(&mut Reader<'a, S>) -> Result<Option<Item>, Exhausted>
{
}

impl<'a, S, F> Matching<'a, S> for F where
    F: FnMut(&mut Reader<'a, S>) -> Result<Option<Item>, Exhausted>
{
}

/// Takes the items of a list that hold.
pub(super) trait TakeItems<'a, S: Store> {
    /// The result.
    type Taken;

    /// Takes as many as it needs.
    fn take(
        self,
        reader: &mut Reader<'a, S>,
        matching: impl Matching<'a, S>,
    ) -> Result<Self::Taken, Refusal>;
}

/// The entities of some kinds.
pub(super) struct AllEntities<'g> {
    /// Those of each kind.
    pub(super) lists: Vec<NodeList<'g>>,
    /// True if all of them are in view.
    pub(super) are_shown: bool,
}

impl<'a, S: Store> Reader<'a, S> {
    /// The links of a relation field that hold.
    pub(super) fn relation_items<T: TakeItems<'a, S>>(
        &mut self,
        row: Row<'a>,
        relation: RelationId,
        arguments: &'a RelationPage,
        taker: T,
    ) -> Result<T::Taken, Refusal> {
        self.prepare(&arguments.metrics)?;
        // What is in view is told once for the list, and passed on by reference: it is large.
        let seen = self.seen();
        let shown = seen.links(relation);
        let item = |index: usize| Item::of_row(&row, index);
        let filter = (&arguments.filter, Some(relation));
        let mut passing = self.noted_row_filter(&seen, filter, arguments.filter_follows_links);
        let holds = |it: &mut Self, item: Item| {
            Ok(shown.has(item.link.0)
                && it.link_passes(&seen, &mut passing, item.node, item.link)?)
        };
        let taken = taker.take(self, matching((0..row.len()).map(item), holds));
        self.keep_filter(passing);
        taken
    }

    /// The entities of a list that hold.
    pub(super) fn entity_items<T: TakeItems<'a, S>>(
        &mut self,
        all: &AllEntities<'a>,
        arguments: &'a EntityPage,
        taker: T,
    ) -> Result<T::Taken, Refusal> {
        self.prepare(&arguments.metrics)?;
        let seen = self.seen();
        let AllEntities { lists, are_shown } = all;
        let shows = |node: NodeId| *are_shown || seen.has_entity(node);
        let mut filter = match self.list_filter(arguments.filter.as_ref()) {
            NodeFilter::Planned(filter) => {
                let filter = filter.of_list(lists.iter().map(NodeList::len).sum());
                return self.planned_items(lists, shows, filter, taker);
            }
            filter @ (NodeFilter::Open | NodeFilter::Plain(_)) => filter,
        };
        let holds = |it: &mut Self, item: Item| {
            Ok(shows(item.node) && it.passes(&seen, &mut filter, item.node)?)
        };
        let items = lists.iter().flat_map(NodeList::iter).map(Item::of_node);
        if let Some(predicate) = &arguments.filter {
            self.spending.note_plain(PlainFilter::Node(predicate));
        }
        taker.take(self, matching(items, holds))
    }

    /// The entities of some lists that a planned filter leaves. The filter may find out on the way
    /// which of them alone can fulfil it.
    fn planned_items<T: TakeItems<'a, S>>(
        &mut self,
        lists: &[NodeList<'a>],
        shows: impl Fn(NodeId) -> bool,
        mut filter: Box<PlannedFilter<'a>>,
        taker: T,
    ) -> Result<T::Taken, Refusal> {
        let (store, seen) = (self.store, self.seen());
        let mut walk = Walk::new(lists);
        let next = |it: &mut Self| loop {
            if let Some(narrowed) = filter.narrowed(store) {
                walk.narrow(narrowed);
            }
            let Some(node) = walk.next() else { return Ok(None) };
            it.budget.visit(1)?;
            it.spending.looked += 1;
            if shows(node) && it.passes_planned(&seen, &mut filter, node)? {
                return Ok(Some(Item::of_node(node)));
            }
        };
        let taken = taker.take(self, next);
        self.drop_filter(filter);
        taken
    }

    /// The links of an entity that hold.
    pub(super) fn link_items<T: TakeItems<'a, S>>(
        &mut self,
        node: NodeId,
        arguments: &'a LinkPage,
        taker: T,
    ) -> Result<T::Taken, Refusal> {
        self.prepare(&arguments.metrics)?;
        let LinkPage { scope, filter, .. } = arguments;
        let (store, seen) = (self.store, self.seen());
        let can_be = |of: RelationId| scope.has_relation(of) && filter.can_hold_of(of);
        let rows = store.rows_of(node, scope.direction).filter(|(relation, ..)| can_be(*relation));
        let named = if self.plans_filters { named_ends(store, filter) } else { None };
        let items = rows.flat_map(|(_, incoming, row)| {
            let parts = parts_of(row, named.as_deref());
            let links = parts.flat_map(Row::iter);
            links.map(move |(node, link)| Item { node, link, incoming })
        });
        let follows_links = arguments.filter_follows_links;
        let mut passing = self.noted_row_filter(&seen, (filter, None), follows_links);
        let holds = |it: &mut Self, item: Item| {
            let kind = it.store.kind(item.node);
            let of_kind = arguments.kinds.as_ref().is_none_or(|only| only.contains(&kind));
            Ok(of_kind
                && seen.has_link(item.link)
                && it.link_passes(&seen, &mut passing, item.node, item.link)?)
        };
        let taken = taker.take(self, matching(items, holds));
        self.keep_filter(passing);
        taken
    }

    /// The filter of the links of a list. One that is run as it is written is noted.
    fn noted_row_filter(
        &mut self,
        seen: &StoreView<'a, S>,
        (one, relation): (&'a LinkPredicate, Option<RelationId>),
        follows_links: bool,
    ) -> LinkFilter<'a> {
        let filter = self.row_filter(seen, (one, relation), follows_links);
        if let LinkFilter::Plain(one) = filter
            && !one.is_open()
        {
            self.spending.note_plain(PlainFilter::Links(one, end_of(relation)));
        }
        filter
    }

    /// The entities that a list without its filter has.
    pub(super) fn all_entities(&self, target: Target, arguments: &EntityPage) -> AllEntities<'a> {
        let (store, seen) = (self.store, self.seen());
        let kinds = arguments.kinds_of(store.ontology(), target);
        AllEntities {
            lists: kinds.iter().map(|&kind| store.nodes_of_kind(kind)).collect(),
            are_shown: kinds.iter().all(|&kind| seen.entities(kind).is_all()),
        }
    }
}

/// The next of some items that holds.
fn matching<'a, S: Store>(
    mut items: impl Iterator<Item = Item>,
    mut holds: impl FnMut(&mut Reader<'a, S>, Item) -> Result<bool, Exhausted>,
) -> impl FnMut(&mut Reader<'a, S>) -> Result<Option<Item>, Exhausted> {
    move |it| {
        for item in items.by_ref() {
            it.budget.visit(1)?;
            it.spending.looked += 1;
            if holds(it, item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// The parts of a row that lead to some entities, if those are few beside it; else all of it.
fn parts_of<'r, 'g>(
    row: Row<'g>,
    named: Option<&'r [NodeId]>,
) -> impl Iterator<Item = Row<'g>> + use<'r, 'g> {
    let named = named.filter(|named| named.len() * MOST_STEPS < row.len());
    let parts = named.into_iter().flatten().map(move |&node| row.to(node));
    parts.chain(named.is_none().then_some(row))
}

/// The steps of a binary search in a row, at most.
const MOST_STEPS: usize = 32;
