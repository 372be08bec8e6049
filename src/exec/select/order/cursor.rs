//! The keys of an order in cursors.

use super::{SortKey, push_keys};
use crate::{
    exec::{
        select::{
            Reader,
            items::{Item, ListForm, Listing, kind_and_id},
        },
        store::Store,
    },
    graph::{Column, Keys},
    limits::Exhausted,
    ontology::RelationId,
    plan::{Cursor, FieldError, LinksValue, OrderBy, OrderKey, SumType, ValueKey},
};
use serde_json::Value;
use std::borrow::Cow;

/// The keys that a cursor holds, each of the type that its order has.
///
/// # Errors
/// If they are of other types: it is a cursor of another order.
pub(in crate::exec::select) fn cursor_keys(
    store: &impl Store,
    listing: Listing<'_>,
    cursor: &Cursor,
) -> Result<Vec<SortKey<'static>>, FieldError> {
    let key = |(key, value): (&OrderKey, &Value)| {
        read(value, key_type(store, listing.relation, &key.by)).ok_or_else(|| {
            FieldError::bad_input(
                "the cursor is of a list that is ordered otherwise; use one that this list gave",
            )
        })
    };
    // The fingerprint of the order stands behind the keys.
    listing.order.keys.iter().zip(&cursor.keys).map(key).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum KeyType {
    Number,
    Long,
    Decimal,
    Exact,
    Date,
    Text,
}

/// Reads a key of a type; `None` if it is of another one.
fn read(value: &Value, ty: KeyType) -> Option<SortKey<'static>> {
    if value.is_null() {
        return Some(SortKey::Absent);
    }
    Some(match ty {
        KeyType::Number => SortKey::Number(value.as_f64()?),
        KeyType::Long => SortKey::Long(value.as_str()?.parse().ok()?),
        KeyType::Decimal => SortKey::Decimal(value.as_str()?.parse().ok()?),
        KeyType::Exact => SortKey::Exact(Box::new(value.as_str()?.parse().ok()?)),
        KeyType::Date => SortKey::Date(value.as_str()?.parse().ok()?),
        KeyType::Text => SortKey::Text(Cow::Owned(value.as_str()?.to_owned())),
    })
}

fn key_type(store: &impl Store, relation: Option<RelationId>, by: &OrderBy) -> KeyType {
    match by {
        OrderBy::Degree | OrderBy::Metric(_) | OrderBy::Supports => KeyType::Number,
        OrderBy::Links(key) => match &key.of {
            LinksValue::Count
            | LinksValue::Sum(_, SumType::Float)
            | LinksValue::Mean(_, SumType::Float) => KeyType::Number,
            LinksValue::Sum(_, SumType::Exact) | LinksValue::Mean(_, SumType::Exact) => {
                KeyType::Exact
            }
            LinksValue::Min(by) | LinksValue::Max(by) => key_type(store, Some(key.relation), by),
        },
        OrderBy::Through(_, _, by) | OrderBy::Reference(_, by) | OrderBy::End(_, by) => {
            key_type(store, relation, by)
        }
        OrderBy::Time(_) | OrderBy::LastAttested => KeyType::Date,
        OrderBy::Property(columns, key) => {
            let mut columns = columns.iter();
            columns
                .find_map(|&(kind, property)| store.column(kind, property))
                .map_or(KeyType::Text, |column| property_type(column, key))
        }
        OrderBy::LinkProperty(index, key) => relation
            .and_then(|relation| store.relation_columns(relation).properties.get(*index))
            .map_or(KeyType::Text, |column| property_type(column, key)),
        OrderBy::Id | OrderBy::Name | OrderBy::Relation => KeyType::Text,
    }
}

fn property_type(column: &Column, key: &ValueKey) -> KeyType {
    let of_column = |column: &Column| match column.keys() {
        Keys::Int(_) | Keys::Float(_) => KeyType::Number,
        Keys::BigInt(_) | Keys::DateTime(_) => KeyType::Long,
        Keys::Decimal(_) => KeyType::Decimal,
        Keys::Date(_) => KeyType::Date,
        Keys::Text(_) | Keys::Cell | Keys::List { .. } | Keys::Fields(_) => KeyType::Text,
    };
    match key {
        ValueKey::Field(path) => column.field(path).map_or(KeyType::Text, of_column),
        ValueKey::Distance(..) => KeyType::Number,
    }
}

impl<S: Store> Reader<'_, S> {
    /// The cursor of an item of a list.
    pub(in crate::exec) fn cursor(
        &mut self,
        item: Item,
        listing: Listing<'_>,
    ) -> Result<String, Exhausted> {
        let order = listing.order;
        let mut keys = Vec::with_capacity(order.keys.len());
        push_keys(&self.seen(), &mut self.budget, &order.keys, item, &mut keys)?;
        let mut keys: Vec<Value> = keys.iter().map(SortKey::to_json).collect();
        if !order.is_empty() {
            keys.push(order.fingerprint.into());
        }
        let store = self.store;
        let relation = (listing.form == ListForm::Links)
            .then(|| store.ontology().relation(store.relation(item.link)).name.clone());
        let (kind, id) = kind_and_id(store, item.node);
        let cursor = Cursor {
            keys,
            relation,
            incoming: item.incoming && listing.form != ListForm::Entities,
            kind,
            id,
            ordinal: if listing.form == ListForm::Entities { 1 } else { store.ordinal(item.link) },
        };
        Ok(cursor.encode())
    }
}
