//! Chooses the items of a page.
//!
//! A list in the graph's own order with no filter is not looked through: its page is a part
//! of a row, found by binary search. With a filter it is looked through until the page is
//! full; with an order, or where all are counted, to its end.

use super::{
    Run,
    items::{Item, Items, Listing, Page, Position},
    order::{SortKey, compare_keys, cursor_keys, push_keys},
};
use crate::{
    graph::{LinkId, NodeId, Row},
    limits::Exhausted,
    ontology::Target,
    plan::{
        Cursor, EntityPage, FieldError, LinkPage, OrderKey, PageSelection, Predicate, RelationPage,
        Slice, Test,
    },
};
use std::cmp::Ordering;

/// What a cursor is compared by.
struct Bound {
    keys: Vec<SortKey<'static>>,
    position: Position,
}

/// Why no page came of the arguments.
pub(super) enum Refusal {
    Field(FieldError),
    Exhausted(Exhausted),
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

pub(super) type Chosen<'g> = Result<Page<'g>, Refusal>;

impl<'a> Run<'a> {
    pub(super) fn choose_relation(
        &mut self,
        row: Row<'a>,
        arguments: &'a RelationPage,
        listing: Listing<'a>,
        selection: &PageSelection,
    ) -> Chosen<'a> {
        let item =
            |index: usize| Item { node: row.nodes[index], link: row.link(index), incoming: false };
        let filter = &arguments.filter;
        if filter.node.is_none() && filter.edge.is_none() && listing.order.is_empty() {
            let part = self.part(row.len(), &arguments.slice, listing, item)?;
            return Ok(part.page(|start, end| Items::Row(row, start, end)));
        }
        let holds = |run: &mut Self, item: Item| run.link_holds(filter, item.node, item.link);
        self.choose((0..row.len()).map(item), holds, &arguments.slice, listing, selection)
    }

    pub(super) fn choose_entities(
        &mut self,
        target: Target,
        arguments: &'a EntityPage,
        listing: Listing<'a>,
        selection: &PageSelection,
    ) -> Chosen<'a> {
        let graph = self.graph;
        let mut kinds = graph.ontology().kinds_of(target);
        kinds.retain(|kind| arguments.kinds.as_ref().is_none_or(|only| only.contains(kind)));
        let item = |number: u32| Item { node: NodeId(number), link: LinkId(0), incoming: false };
        let ranges: Vec<_> = kinds.iter().map(|&kind| graph.nodes().of_kind(kind)).collect();
        let contiguous = ranges.windows(2).all(|pair| pair[0].end == pair[1].start);
        if arguments.filter.is_none() && listing.order.is_empty() && contiguous {
            let start = ranges.first().map_or(0, |range| range.start);
            let count = ranges.last().map_or(0, |range| range.end) - start;
            let part =
                self.part(count as usize, &arguments.slice, listing, |at| item(start + at as u32))?;
            return Ok(
                part.page(|first, end| Items::Range(start + first as u32, start + end as u32))
            );
        }
        let filter = arguments.filter.as_ref();
        let holds = |run: &mut Self, item: Item| {
            filter.map_or(Ok(true), |filter| run.holds(filter, item.node))
        };
        if let Some(ids) = filter.and_then(ids_asked_for) {
            let mut nodes: Vec<NodeId> = ids.iter().filter_map(|id| graph.node_by_id(id)).collect();
            nodes.retain(|&node| kinds.contains(&graph.nodes().kind(node)));
            nodes.sort_unstable();
            nodes.dedup();
            let items = nodes.into_iter().map(|node| item(node.0));
            return self.choose(items, holds, &arguments.slice, listing, selection);
        }
        self.choose(
            ranges.into_iter().flatten().map(item),
            holds,
            &arguments.slice,
            listing,
            selection,
        )
    }

    pub(super) fn choose_links(
        &mut self,
        node: NodeId,
        arguments: &'a LinkPage,
        selection: &PageSelection,
    ) -> Chosen<'a> {
        let graph = self.graph;
        let scope = &arguments.scope;
        let wanted =
            |relation| scope.relations.as_ref().is_none_or(|only| only.contains(&relation));
        let rows = graph.rows_of(node, scope.direction).filter(|(relation, ..)| wanted(*relation));
        let items = rows.flat_map(|(_, incoming, row)| {
            row.iter().map(move |(node, link)| Item { node, link, incoming })
        });
        let holds = |run: &mut Self, item: Item| {
            let kind = run.graph.nodes().kind(item.node);
            let of_kind = arguments.kinds.as_ref().is_none_or(|only| only.contains(&kind));
            match &arguments.filter {
                Some(filter) if of_kind => run.edge_holds(filter, item.link),
                _ => Ok(of_kind),
            }
        };
        self.choose(items, holds, &arguments.slice, Listing::LINK, selection)
    }

    /// The part of a list in the graph's own order that a slice asks for.
    #[inline]
    fn part(
        &mut self,
        count: usize,
        slice: &Slice,
        listing: Listing<'_>,
        item: impl Fn(usize) -> Item,
    ) -> Result<Part, Refusal> {
        let graph = self.graph;
        if slice.after.is_none() && slice.before.is_none() {
            let size = slice.size.min(count);
            let start = if slice.from_end { count - size } else { 0 };
            self.budget.visit(1 + size)?;
            return Ok(Part { start, end: start + size, count });
        }
        let place = |cursor: &Option<Cursor>,
                     side: Ordering|
         -> Result<Option<usize>, FieldError> {
            let Some(cursor) = cursor else { return Ok(None) };
            let position = Position::new(graph, cursor)?;
            let (mut low, mut high) = (0, count);
            while low < high {
                let middle = low + (high - low) / 2;
                let ordering = position.compare(graph, listing.form, item(middle));
                if ordering.is_lt() || ordering == side { low = middle + 1 } else { high = middle }
            }
            Ok(Some(low))
        };
        let low = place(&slice.after, Ordering::Equal)?.unwrap_or(0);
        let high = place(&slice.before, Ordering::Less)?.unwrap_or(count).max(low);
        let size = slice.size.min(high - low);
        let (start, end) = if slice.from_end { (high - size, high) } else { (low, low + size) };
        self.budget.visit(1 + end - start)?;
        Ok(Part { start, end, count })
    }

    /// The page of a list of which only some items hold, or which is ordered.
    fn choose(
        &mut self,
        items: impl Iterator<Item = Item>,
        mut holds: impl FnMut(&mut Self, Item) -> Result<bool, Exhausted>,
        slice: &Slice,
        listing: Listing<'a>,
        selection: &PageSelection,
    ) -> Chosen<'a> {
        let after = self.bound(slice.after.as_ref(), listing)?;
        let before = self.bound(slice.before.as_ref(), listing)?;
        let stop_at = if listing.order.is_empty() && !slice.from_end && !selection.counts {
            slice.size + usize::from(selection.looks_ahead)
        } else {
            usize::MAX
        };
        let (mut total, mut skipped, mut beyond) = (0, 0, 0);
        let mut within = Within::new(listing.order.len());
        for item in items {
            if within.items.len() >= stop_at {
                break;
            }
            self.budget.visit(1)?;
            if !holds(self, item)? {
                continue;
            }
            total += 1;
            push_keys(self.graph, listing.order, item, &mut within.keys);
            let keys = &within.keys[within.keys.len() - listing.order.len()..];
            if after.as_ref().is_some_and(|bound| self.compare(listing, keys, item, bound).is_le())
            {
                skipped += 1;
            } else if before
                .as_ref()
                .is_some_and(|bound| self.compare(listing, keys, item, bound).is_ge())
            {
                beyond += 1;
            } else {
                within.items.push(item);
            }
            within.keys.truncate(within.items.len() * listing.order.len());
        }
        let count = within.items.len();
        let size = slice.size.min(count);
        let start = if slice.from_end { count - size } else { 0 };
        Ok(Page {
            items: Items::List(within.slice(listing.order, start, size)),
            total: selection.counts.then_some(total),
            has_next: start + size < count || beyond > 0,
            has_previous: start > 0 || skipped > 0,
        })
    }

    fn bound(
        &self,
        cursor: Option<&Cursor>,
        listing: Listing<'_>,
    ) -> Result<Option<Bound>, FieldError> {
        let Some(cursor) = cursor else { return Ok(None) };
        let keys = cursor_keys(self.graph, listing, cursor)?;
        Ok(Some(Bound { keys, position: Position::new(self.graph, cursor)? }))
    }

    fn compare(
        &self,
        listing: Listing<'_>,
        keys: &[SortKey<'_>],
        item: Item,
        bound: &Bound,
    ) -> Ordering {
        compare_keys(listing.order, keys, &bound.keys)
            .then_with(|| bound.position.compare(self.graph, listing.form, item))
    }
}

/// The items between the cursors, with their keys one after the other.
struct Within<'g> {
    width: usize,
    keys: Vec<SortKey<'g>>,
    items: Vec<Item>,
}

impl Within<'_> {
    fn new(width: usize) -> Self {
        Self { width, keys: Vec::new(), items: Vec::new() }
    }

    /// `size` items from `start` on, in order. Ties keep the graph's order, by kind and id.
    ///
    /// O(n + s log s) for a slice of s from the start, O(n log n) for any other.
    fn slice(mut self, order: &[OrderKey], start: usize, size: usize) -> Vec<Item> {
        if order.is_empty() {
            self.items.truncate(start + size);
            return self.items.split_off(start);
        }
        let keys = |index: usize| &self.keys[index * self.width..][..self.width];
        let compare = |a: &usize, b: &usize| compare_keys(order, keys(*a), keys(*b)).then(a.cmp(b));
        let mut indices: Vec<usize> = (0..self.items.len()).collect();
        if start == 0 && 0 < size && size < indices.len() {
            indices.select_nth_unstable_by(size, compare);
            indices.truncate(size);
        }
        indices.sort_unstable_by(compare);
        indices[start..start + size].iter().map(|&index| self.items[index]).collect()
    }
}

/// A part of a list of `count` items.
struct Part {
    start: usize,
    end: usize,
    count: usize,
}

impl Part {
    fn page<'g>(self, items: impl Fn(usize, usize) -> Items<'g>) -> Page<'g> {
        Page {
            items: items(self.start, self.end),
            total: Some(self.count),
            has_next: self.end < self.count,
            has_previous: self.start > 0,
        }
    }
}

/// The ids that a filter restricts its entities to, where it names them at its top.
fn ids_asked_for(filter: &Predicate) -> Option<&[String]> {
    match filter {
        Predicate::Id(Test::In(ids)) => Some(ids),
        Predicate::All(all) => all.iter().find_map(ids_asked_for),
        _ => None,
    }
}
