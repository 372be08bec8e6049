//! Orders items by keys, and finds the place of a cursor among them.

use super::{
    Run,
    filter::time_column,
    items::{Item, ListForm, Listing},
    view::GraphView,
};
use crate::{
    graph::{Column, Graph, Keys},
    json::fragment::Fragment,
    limits::{Budget, Exhausted},
    ontology::Direction,
    plan::{Cursor, FieldError, LinkScope, OrderBy, OrderKey},
    value::PartialDate,
};
use serde_json::Value;
use std::{borrow::Cow, cmp::Ordering};

/// What items compare by. `Absent` comes last whichever way the order goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SortKey<'g> {
    Absent,
    Number(f64),
    Date(PartialDate),
    Text(Cow<'g, str>),
}

impl SortKey<'_> {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let ordering = match (self, other) {
            (Self::Absent, Self::Absent) => return Ordering::Equal,
            (Self::Absent, _) => return Ordering::Greater,
            (_, Self::Absent) => return Ordering::Less,
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            // Keys of one order are of one type.
            _ => Ordering::Equal,
        };
        if descending { ordering.reverse() } else { ordering }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Absent => Value::Null,
            Self::Number(number) => Value::from(*number),
            Self::Date(date) => Value::from(date.to_string()),
            Self::Text(text) => Value::from(text.as_ref()),
        }
    }
}

/// Compares the keys of two items, or of an item and a cursor.
pub(super) fn compare_keys(order: &[OrderKey], a: &[SortKey<'_>], b: &[SortKey<'_>]) -> Ordering {
    let mut pairs = order.iter().zip(a.iter().zip(b));
    pairs
        .find_map(|(key, (a, b))| Some(a.compare(b, key.descending)).filter(|it| it.is_ne()))
        .unwrap_or(Ordering::Equal)
}

/// Appends the keys of an item.
pub(super) fn push_keys<'g>(
    seen: GraphView<'g>,
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

fn key_of<'g>(
    seen: GraphView<'g>,
    budget: &mut Budget,
    by: &OrderBy,
    item: Item,
) -> Result<SortKey<'g>, Exhausted> {
    let graph = seen.graph;
    let nodes = graph.nodes();
    let text = |fragment: Fragment| SortKey::Text(graph.arena().text(fragment));
    Ok(match by {
        OrderBy::Id => text(nodes.ids()[item.node.index()]),
        OrderBy::Name => text(nodes.folded_names()[item.node.index()]),
        OrderBy::Degree => {
            let scope = LinkScope { relations: None, direction: Direction::Both };
            SortKey::Number(seen.degree(budget, item.node, &scope)? as f64)
        }
        OrderBy::Property(columns) => {
            let kind = nodes.kind(item.node);
            columns.iter().find(|(it, _)| *it == kind).map_or(
                SortKey::Absent,
                |&(kind, property)| {
                    column_key(graph, nodes.column(kind, property), nodes.local(item.node))
                },
            )
        }
        OrderBy::Time(time) => {
            let (columns, local) = graph.link_columns(item.link);
            time_column(columns, *time)
                .map_or(SortKey::Absent, |column| column_key(graph, column, local))
        }
        OrderBy::LinkProperty(index) => {
            let (columns, local) = graph.link_columns(item.link);
            columns
                .properties
                .get(*index)
                .map_or(SortKey::Absent, |column| column_key(graph, column, local))
        }
    })
}

fn column_key<'g>(graph: &'g Graph, column: &'g Column, local: usize) -> SortKey<'g> {
    let cell = column.cells()[local];
    if cell.is_null() {
        return SortKey::Absent;
    }
    match column.keys() {
        Keys::Text(folded) => SortKey::Text(graph.arena().text(folded[local])),
        Keys::Int(keys) => SortKey::Number(f64::from(keys[local])),
        Keys::Float(keys) => SortKey::Number(keys[local]),
        Keys::Date(keys) => SortKey::Date(keys[local]),
        Keys::Cell => SortKey::Text(String::from_utf8_lossy(graph.arena().bytes(cell))),
        Keys::List { .. } => SortKey::Absent,
    }
}

/// The keys that a cursor holds, each of the type that its order has.
///
/// # Errors
/// If they are of other types: it is a cursor of another order.
pub(super) fn cursor_keys(
    graph: &Graph,
    listing: Listing<'_>,
    cursor: &Cursor,
) -> Result<Vec<SortKey<'static>>, FieldError> {
    let other = || {
        FieldError::bad_input(
            "the cursor is of a list that is ordered otherwise; use one that this list gave",
        )
    };
    let key =
        |(key, value): (&OrderKey, &Value)| match (value, key_type(graph, listing.form, &key.by)) {
            (Value::Null, _) => Ok(SortKey::Absent),
            (Value::Number(number), KeyType::Number) => {
                number.as_f64().map(SortKey::Number).ok_or_else(other)
            }
            (Value::String(text), KeyType::Date) => {
                text.parse().map(SortKey::Date).map_err(|_| other())
            }
            (Value::String(text), KeyType::Text) => Ok(SortKey::Text(Cow::Owned(text.clone()))),
            _ => Err(other()),
        };
    listing.order.iter().zip(&cursor.keys).map(key).collect()
}

#[derive(PartialEq)]
enum KeyType {
    Number,
    Date,
    Text,
}

fn key_type(graph: &Graph, form: ListForm, by: &OrderBy) -> KeyType {
    let of_column = |column: &Column| match column.keys() {
        Keys::Int(_) | Keys::Float(_) => KeyType::Number,
        Keys::Date(_) => KeyType::Date,
        Keys::Text(_) | Keys::Cell | Keys::List { .. } => KeyType::Text,
    };
    match (by, form) {
        (OrderBy::Degree, _) => KeyType::Number,
        (OrderBy::Time(_), _) => KeyType::Date,
        (OrderBy::Property(columns), _) => {
            columns.first().map_or(KeyType::Text, |&(kind, property)| {
                of_column(graph.nodes().column(kind, property))
            })
        }
        (OrderBy::LinkProperty(index), ListForm::Relation(relation)) => {
            graph.links().columns(relation).properties.get(*index).map_or(KeyType::Text, of_column)
        }
        (OrderBy::Id | OrderBy::Name | OrderBy::LinkProperty(_), _) => KeyType::Text,
    }
}

impl Run<'_> {
    /// The cursor of an item of a list.
    pub(super) fn cursor(&mut self, item: Item, listing: Listing<'_>) -> Result<String, Exhausted> {
        let mut keys = Vec::with_capacity(listing.order.len());
        push_keys(self.seen(), &mut self.budget, listing.order, item, &mut keys)?;
        let (graph, nodes, links) = (self.graph, self.graph.nodes(), self.graph.links());
        let relation = (listing.form == ListForm::Links)
            .then(|| graph.ontology().relation(links.relation(item.link)).name.clone());
        let cursor = Cursor {
            keys: keys.iter().map(SortKey::to_json).collect(),
            relation,
            incoming: item.incoming,
            kind: graph.ontology().kind(nodes.kind(item.node)).name.clone(),
            id: graph.arena().text(nodes.ids()[item.node.index()]).into_owned(),
            ordinal: if listing.form == ListForm::Entities { 1 } else { links.ordinal(item.link) },
        };
        Ok(cursor.encode())
    }
}
