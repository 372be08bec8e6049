//! Orders items by keys, and reads the keys of cursors.

use super::{
    Reader,
    filter::time_column,
    items::{Item, ListForm, Listing},
    view::StoreView,
};
use crate::{
    exec::store::Store,
    graph::{Column, Keys, LinkId, NodeId},
    json::fragment::{Arena, Fragment},
    limits::{Budget, Exhausted},
    plan::{Cursor, FieldError, LinkScope, OrderBy, OrderKey, ValueKey},
    value::{Decimal, PartialDate},
};
use serde_json::Value;
use std::{borrow::Cow, cmp::Ordering};

/// A key that items compare by. `Absent` comes last whichever way the order goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SortKey<'g> {
    Absent,
    Number(f64),
    Long(i64),
    Decimal(Decimal),
    Date(PartialDate),
    Text(Cow<'g, str>),
}

impl SortKey<'_> {
    pub(super) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let ordering = match (self, other) {
            (Self::Absent, Self::Absent) => return Ordering::Equal,
            (Self::Absent, _) => return Ordering::Greater,
            (_, Self::Absent) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Long(a), Self::Long(b)) => a.cmp(b),
            (Self::Decimal(a), Self::Decimal(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            (
                Self::Number(_) | Self::Long(_) | Self::Decimal(_) | Self::Date(_) | Self::Text(_),
                _,
            ) => mixed(),
        };
        if descending { ordering.reverse() } else { ordering }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Absent => Value::Null,
            Self::Number(number) => Value::from(*number),
            // Whole numbers of JSON have 53 bits in many readers.
            Self::Long(number) => Value::from(number.to_string()),
            Self::Decimal(number) => Value::from(number.to_string()),
            Self::Date(date) => Value::from(date.to_string()),
            Self::Text(text) => Value::from(text.as_ref()),
        }
    }
}

/// Ends the run: keys of one order are of one type. The panic is caught where requests are run
/// and becomes `INTERNAL_SERVER_ERROR`.
#[cold]
pub(super) fn mixed() -> ! {
    panic!("keys of different types are compared")
}

/// Compares the keys of two items, or of an item and a cursor.
pub(super) fn compare_keys(order: &[OrderKey], a: &[SortKey<'_>], b: &[SortKey<'_>]) -> Ordering {
    let mut pairs = order.iter().zip(a.iter().zip(b));
    pairs
        .find_map(|(key, (a, b))| Some(a.compare(b, key.descending)).filter(|it| it.is_ne()))
        .unwrap_or(Ordering::Equal)
}

/// Appends the keys of an item: none in the loop of a list that is not ordered.
#[inline]
pub(super) fn push_keys<'g, S: Store>(
    seen: &StoreView<'g, S>,
    budget: &mut Budget,
    order: &[OrderKey],
    item: Item,
    keys: &mut Vec<SortKey<'g>>,
) -> Result<(), Exhausted> {
    for key in order {
        keys.push(key_of(seen, budget, &key.by, item)?);
    }
    Ok(())
}

fn key_of<'g, S: Store>(
    seen: &StoreView<'g, S>,
    budget: &mut Budget,
    by: &OrderBy,
    item: Item,
) -> Result<SortKey<'g>, Exhausted> {
    match by {
        OrderBy::Time(_) | OrderBy::LinkProperty(..) | OrderBy::Reference(..) => {
            link_key(seen, budget, by, item.link)
        }
        OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Property(..)
        | OrderBy::LinkCount(..)
        | OrderBy::Through(..) => node_key(seen, budget, by, item.node),
    }
}

/// The key of a link; absent of one of an entity.
pub(super) fn link_key<'g, S: Store>(
    seen: &StoreView<'g, S>,
    budget: &mut Budget,
    by: &OrderBy,
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
            budget.visit(1)?;
            return match seen.referred(*referred, link) {
                Some(node) => node_key(seen, budget, by, node),
                None => Ok(SortKey::Absent),
            };
        }
        OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Property(..)
        | OrderBy::LinkCount(..)
        | OrderBy::Through(..) => None,
    };
    let key = column.map(|column| column_key(store.arena(), column, local));
    Ok(key.unwrap_or(SortKey::Absent))
}

/// The key of an entity; absent of one of a link.
pub(super) fn node_key<'g, S: Store>(
    seen: &StoreView<'g, S>,
    budget: &mut Budget,
    by: &OrderBy,
    node: NodeId,
) -> Result<SortKey<'g>, Exhausted> {
    let store = seen.store;
    let text = |fragment: Fragment| SortKey::Text(store.arena().text(fragment));
    Ok(match by {
        OrderBy::Id => text(store.ids()[node.index()]),
        OrderBy::Name => text(store.folded_names()[node.index()]),
        OrderBy::Degree => SortKey::Number(seen.degree(budget, node, &LinkScope::ALL)? as f64),
        OrderBy::Metric(metric) => {
            seen.metric(budget, *metric, node)?.map_or(SortKey::Absent, SortKey::Number)
        }
        OrderBy::Property(columns, key) => {
            let kind = store.kind(node);
            let column = columns.iter().find(|(it, _)| *it == kind);
            let column = column.and_then(|&(kind, property)| store.column(kind, property));
            property_key(store.arena(), column, key, store.local(node))
        }
        OrderBy::LinkCount(relation, direction) => {
            let row = store.row(node, *relation, *direction);
            SortKey::Number(seen.links(*relation).count(budget, row)? as f64)
        }
        OrderBy::Through(relation, direction, by) => {
            let row = store.row(node, *relation, *direction);
            let shown = seen.links(*relation);
            budget.visit(row.len())?;
            let end = row.iter().find(|(_, link)| shown.has(link.0));
            match end {
                Some((end, _)) => return node_key(seen, budget, by, end),
                None => SortKey::Absent,
            }
        }
        OrderBy::Time(_) | OrderBy::LinkProperty(..) | OrderBy::Reference(..) => SortKey::Absent,
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

/// The keys that a cursor holds, each of the type that its order has.
///
/// # Errors
/// If they are of other types: it is a cursor of another order.
pub(super) fn cursor_keys(
    store: &impl Store,
    listing: Listing<'_>,
    cursor: &Cursor,
) -> Result<Vec<SortKey<'static>>, FieldError> {
    let other = || {
        FieldError::bad_input(
            "the cursor is of a list that is ordered otherwise; use one that this list gave",
        )
    };
    let key =
        |(key, value): (&OrderKey, &Value)| match (value, key_type(store, listing.form, &key.by)) {
            (Value::Null, _) => Ok(SortKey::Absent),
            (Value::Number(number), KeyType::Number) => {
                number.as_f64().map(SortKey::Number).ok_or_else(other)
            }
            (Value::String(text), KeyType::Date) => {
                text.parse().map(SortKey::Date).map_err(|_| other())
            }
            (Value::String(text), KeyType::Long) => {
                text.parse().map(SortKey::Long).map_err(|_| other())
            }
            (Value::String(text), KeyType::Decimal) => {
                text.parse().map(SortKey::Decimal).map_err(|_| other())
            }
            (Value::String(text), KeyType::Text) => Ok(SortKey::Text(Cow::Owned(text.clone()))),
            _ => Err(other()),
        };
    listing.order.iter().zip(&cursor.keys).map(key).collect()
}

#[derive(PartialEq)]
enum KeyType {
    Number,
    Long,
    Decimal,
    Date,
    Text,
}

fn key_type(store: &impl Store, form: ListForm, by: &OrderBy) -> KeyType {
    let of_column = |column: &Column| match column.keys() {
        Keys::Int(_) | Keys::Float(_) => KeyType::Number,
        Keys::BigInt(_) | Keys::DateTime(_) => KeyType::Long,
        Keys::Decimal(_) => KeyType::Decimal,
        Keys::Date(_) => KeyType::Date,
        Keys::Text(_) | Keys::Cell | Keys::List { .. } | Keys::Fields(_) => KeyType::Text,
    };
    let of_key = |column: &Column, key: &ValueKey| match key {
        ValueKey::Field(path) => column.field(path).map_or(KeyType::Text, of_column),
        ValueKey::Distance(..) => KeyType::Number,
    };
    match (by, form) {
        (OrderBy::Degree | OrderBy::Metric(_) | OrderBy::LinkCount(..), _) => KeyType::Number,
        (OrderBy::Through(_, _, by) | OrderBy::Reference(_, by), form) => key_type(store, form, by),
        (OrderBy::Time(_), _) => KeyType::Date,
        (OrderBy::Property(columns, key), _) => {
            let mut columns = columns.iter();
            columns
                .find_map(|&(kind, property)| store.column(kind, property))
                .map_or(KeyType::Text, |column| of_key(column, key))
        }
        (OrderBy::LinkProperty(index, key), ListForm::Relation(relation)) => {
            let column = store.relation_columns(relation).properties.get(*index);
            column.map_or(KeyType::Text, |column| of_key(column, key))
        }
        (OrderBy::Id | OrderBy::Name | OrderBy::LinkProperty(..), _) => KeyType::Text,
    }
}

impl<S: Store> Reader<'_, S> {
    /// The cursor of an item of a list.
    pub(in crate::exec) fn cursor(
        &mut self,
        item: Item,
        listing: Listing<'_>,
    ) -> Result<String, Exhausted> {
        let mut keys = Vec::with_capacity(listing.order.len());
        push_keys(&self.seen(), &mut self.budget, listing.order, item, &mut keys)?;
        let store = self.store;
        let relation = (listing.form == ListForm::Links)
            .then(|| store.ontology().relation(store.relation(item.link)).name.clone());
        let cursor = Cursor {
            keys: keys.iter().map(SortKey::to_json).collect(),
            relation,
            incoming: item.incoming,
            kind: store.ontology().kind(store.kind(item.node)).name.clone(),
            id: store.arena().text(store.ids()[item.node.index()]).into_owned(),
            ordinal: if listing.form == ListForm::Entities { 1 } else { store.ordinal(item.link) },
        };
        Ok(cursor.encode())
    }
}
