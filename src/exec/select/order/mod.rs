//! Orders items by keys: each is read once for an item.
//!
//! The values that compare are in `sort_key` and `abbreviated`, the keys that are made of many links
//! in `links`, what is known of them while a list is read in `state`, `counts` and `shared`, and the
//! keys in cursors in `cursor`.

mod abbreviated;
mod counts;
mod cursor;
mod links;
mod shared;
mod sort_key;
mod state;

#[cfg(test)]
mod tests;

pub(super) use abbreviated::Abbreviated;
pub(super) use counts::Counts;
pub(super) use cursor::cursor_keys;
pub(super) use shared::SharedKeys;
pub(super) use sort_key::{SortKey, compare_keys, mixed};
pub(super) use state::ListKeys;

use super::{
    attested::last_attested,
    filter::{Held, Spends, link_holds, time_column},
    items::Item,
    view::StoreView,
};
use crate::{
    exec::store::Store,
    graph::{Column, Keys, LinkId, NodeId},
    json::fragment::{Arena, Fragment},
    limits::{Budget, Exhausted},
    plan::{LinkEnd, LinkPredicate, LinkScope, LinksKey, OrderBy, OrderKey, ValueKey},
};
use links::links_key;

/// Something that reads keys: it has a budget, and a way to test the links that a key is made of.
pub(super) trait ReadKeys<'g, S: Store>: Spends {
    /// The condition on the links of a key.
    type Condition;

    /// The number of the links of an entity that fulfil the condition of a key, if it is known
    /// without looking at them.
    fn counted(
        &mut self,
        _: &StoreView<'g, S>,
        _: &'g LinksKey,
        _: NodeId,
    ) -> Result<Option<usize>, Exhausted> {
        Ok(None)
    }

    /// The key of an entity to which an item leads, and perhaps others too.
    fn key_of_end(
        &mut self,
        seen: &StoreView<'g, S>,
        by: &'g OrderBy,
        node: NodeId,
    ) -> Result<SortKey<'g>, Exhausted>
    where
        Self: Sized,
    {
        node_key(seen, self, by, node)
    }

    /// Starts to test the links of an entity.
    fn condition(&mut self, seen: &StoreView<'g, S>, key: &'g LinksKey) -> Self::Condition;

    /// Returns whether a link and the entity that it leads to fulfil a condition.
    fn passes(
        &mut self,
        seen: &StoreView<'g, S>,
        condition: &mut Self::Condition,
        node: NodeId,
        link: LinkId,
    ) -> Held;

    /// Keeps what was found out for the next entity.
    fn keep(&mut self, key: &'g LinksKey, condition: Self::Condition);
}

/// Tests each link by itself.
impl<'g, S: Store> ReadKeys<'g, S> for Budget {
    type Condition = &'g LinkPredicate;

    fn condition(&mut self, _: &StoreView<'g, S>, key: &'g LinksKey) -> Self::Condition {
        &key.filter
    }

    #[inline]
    fn passes(
        &mut self,
        seen: &StoreView<'g, S>,
        condition: &mut Self::Condition,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        link_holds(seen, self, condition, node, link)
    }

    fn keep(&mut self, _: &'g LinksKey, _: Self::Condition) {}
}

/// Appends the keys of an item: none in the loop of a list that is not ordered.
#[inline]
pub(super) fn push_keys<'g, S: Store, C: ReadKeys<'g, S>>(
    seen: &StoreView<'g, S>,
    context: &mut C,
    order: &'g [OrderKey],
    item: Item,
    keys: &mut Vec<SortKey<'g>>,
) -> Result<(), Exhausted> {
    for key in order {
        keys.push(key_of(seen, context, &key.by, item)?);
    }
    Ok(())
}

fn key_of<'g, S: Store, C: ReadKeys<'g, S>>(
    seen: &StoreView<'g, S>,
    context: &mut C,
    by: &'g OrderBy,
    item: Item,
) -> Result<SortKey<'g>, Exhausted> {
    match by {
        OrderBy::Time(_)
        | OrderBy::LastAttested
        | OrderBy::LinkProperty(..)
        | OrderBy::Reference(..)
        | OrderBy::Relation => link_key(seen, context, by, item.link),
        OrderBy::End(end, by) => {
            let node = match end {
                LinkEnd::From => seen.store.from(item.link),
                LinkEnd::To => seen.store.to(item.link),
                LinkEnd::Other => return node_key(seen, context, by, item.node),
            };
            context.key_of_end(seen, by, node)
        }
        OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Property(..)
        | OrderBy::Supports
        | OrderBy::Links(_)
        | OrderBy::Through(..) => node_key(seen, context, by, item.node),
    }
}

/// The key of a link; absent of one of an entity.
pub(super) fn link_key<'g, S: Store, C: ReadKeys<'g, S>>(
    seen: &StoreView<'g, S>,
    context: &mut C,
    by: &'g OrderBy,
    link: LinkId,
) -> Result<SortKey<'g>, Exhausted> {
    let store = seen.store;
    let (columns, local) = store.link_columns(link);
    let column = match by {
        OrderBy::Time(time) => time_column(columns, *time),
        OrderBy::LinkProperty(index, key) => {
            let column = columns.properties.get(*index);
            return Ok(property_key(store.arena(), column, key, local));
        }
        OrderBy::Reference(referred, by) => {
            context.budget().visit(1)?;
            return match seen.referred(*referred, link) {
                Some(node) => context.key_of_end(seen, by, node),
                None => Ok(SortKey::Absent),
            };
        }
        OrderBy::LastAttested => {
            context.budget().visit(store.link_citations(link).len())?;
            return Ok(last_attested(store, link).map_or(SortKey::Absent, SortKey::Date));
        }
        OrderBy::Relation => {
            let relation = store.ontology().relation(store.relation(link));
            return Ok(SortKey::Text(relation.name.as_str().into()));
        }
        OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Property(..)
        | OrderBy::Supports
        | OrderBy::End(..)
        | OrderBy::Links(_)
        | OrderBy::Through(..) => None,
    };
    let key = column.map(|column| column_key(store.arena(), column, local));
    Ok(key.unwrap_or(SortKey::Absent))
}

/// The key of an entity; absent of one of a link.
pub(super) fn node_key<'g, S: Store, C: ReadKeys<'g, S>>(
    seen: &StoreView<'g, S>,
    context: &mut C,
    by: &'g OrderBy,
    node: NodeId,
) -> Result<SortKey<'g>, Exhausted> {
    let store = seen.store;
    let text = |fragment: Fragment| SortKey::Text(store.arena().text(fragment));
    Ok(match by {
        OrderBy::Id => text(store.ids()[node.index()]),
        OrderBy::Name => text(store.folded_names()[node.index()]),
        OrderBy::Degree => {
            SortKey::Number(seen.degree(context.budget(), node, &LinkScope::ALL)? as f64)
        }
        OrderBy::Metric(metric) => {
            let value = seen.metric(context.budget(), *metric, node)?;
            value.map_or(SortKey::Absent, SortKey::Number)
        }
        OrderBy::Property(columns, key) => {
            let kind = store.kind(node);
            let column = columns.iter().find(|(it, _)| *it == kind);
            let column = column.and_then(|&(kind, property)| store.column(kind, property));
            property_key(store.arena(), column, key, store.local(node))
        }
        OrderBy::Supports => {
            let citing = store.citing(node);
            context.budget().visit(citing.len())?;
            SortKey::Number(citing.iter().filter(|id| seen.has_element(**id)).count() as f64)
        }
        OrderBy::Links(key) => return links_key(seen, context, key, node),
        OrderBy::Through(relation, direction, by) => {
            let row = store.row(node, *relation, *direction);
            let shown = seen.links(*relation);
            context.budget().visit(row.len())?;
            let end = row.iter().find(|(_, link)| shown.has(link.0));
            match end {
                Some((end, _)) => return context.key_of_end(seen, by, end),
                None => SortKey::Absent,
            }
        }
        OrderBy::Time(_)
        | OrderBy::LastAttested
        | OrderBy::LinkProperty(..)
        | OrderBy::Reference(..)
        | OrderBy::Relation
        | OrderBy::End(..) => SortKey::Absent,
    })
}

/// The key of a property, or of a part of it.
fn property_key<'g>(
    arena: &'g Arena,
    column: Option<&'g Column>,
    key: &ValueKey,
    local: usize,
) -> SortKey<'g> {
    match key {
        ValueKey::Field(path) => {
            let column = column.and_then(|column| column.field(path));
            column.map_or(SortKey::Absent, |column| column_key(arena, column, local))
        }
        ValueKey::Distance(path, from) => {
            let point = column.and_then(|column| column.field(path)?.point(local));
            point.map_or(SortKey::Absent, |point| SortKey::Number(from.distance_km(point)))
        }
    }
}

/// The key of a cell; absent of a list, and of a structured value as a whole.
pub(super) fn column_key<'g>(arena: &'g Arena, column: &'g Column, local: usize) -> SortKey<'g> {
    let cell = column.cells()[local];
    if cell.is_null() {
        return SortKey::Absent;
    }
    match column.keys() {
        Keys::Text(folded) => SortKey::Text(arena.text(folded[local])),
        Keys::Int(keys) => SortKey::Number(f64::from(keys[local])),
        Keys::Float(keys) => SortKey::Number(keys[local]),
        Keys::BigInt(keys) | Keys::DateTime(keys) => SortKey::Long(keys[local]),
        Keys::Decimal(keys) => SortKey::Decimal(keys[local]),
        Keys::Date(keys) => SortKey::Date(keys[local]),
        Keys::Cell => SortKey::Text(String::from_utf8_lossy(arena.bytes(cell))),
        Keys::List { .. } | Keys::Fields(_) => SortKey::Absent,
    }
}
