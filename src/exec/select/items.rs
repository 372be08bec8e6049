//! Items of a page in order, without copying where the order is the store's.

use super::Refusal;
use crate::{
    exec::store::{NodeList, Store},
    graph::{LinkId, NodeId, Row},
    ontology::RelationId,
    plan::{Connection, Cursor, FieldError, Order},
};
use serde_json::Value;
use std::cmp::Ordering;

/// The page of a list, or the reason why there is none.
pub(super) type Chosen<'g> = Result<Page<'g>, Refusal>;

/// The parts of a page that are needed beside its items.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct Wants {
    /// The number of items on all pages.
    pub(super) counts: bool,
    /// True if there are more pages.
    pub(super) looks_ahead: bool,
}

impl Wants {
    /// Nothing but the items.
    pub(super) const NOTHING: Self = Self { counts: false, looks_ahead: false };
}

impl<List> From<&Connection<List>> for Wants {
    fn from(selection: &Connection<List>) -> Self {
        Self { counts: selection.counts, looks_ahead: selection.looks_ahead }
    }
}

/// An item of a list: an entity, or a link with the entity at its other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exec) struct Item {
    pub(in crate::exec) node: NodeId,
    pub(in crate::exec) link: LinkId,
    /// True if the link was followed against its direction, in a list of links in both directions.
    pub(in crate::exec) incoming: bool,
}

impl Item {
    /// An entity that no link led to.
    pub(in crate::exec) fn of_node(node: NodeId) -> Self {
        Self { node, link: LinkId(0), incoming: false }
    }

    /// The link at a position of a row.
    #[inline]
    pub(super) fn of_row(row: &Row<'_>, index: usize) -> Self {
        let followed = row.followed(index);
        Self { node: row.nodes[index], link: followed.link(), incoming: followed.is_incoming() }
    }
}

/// The subject of a list and its order.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct Listing<'a> {
    pub(in crate::exec) form: ListForm,
    pub(in crate::exec) order: &'a Order,
    /// The relation of the links whose properties the order reads; `None` if it reads none.
    pub(in crate::exec) relation: Option<RelationId>,
}

/// The subject of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exec) enum ListForm {
    /// Entities.
    Entities,
    /// Links of one relation, shown as edges to entities.
    Relation(RelationId),
    /// Links of any relation.
    Links,
}

impl<'a> Listing<'a> {
    /// A list, ordered by what its own items have.
    pub(in crate::exec) fn new(form: ListForm, order: &'a Order) -> Self {
        let relation = match form {
            ListForm::Relation(relation) => Some(relation),
            ListForm::Entities | ListForm::Links => None,
        };
        Self { form, order, relation }
    }

    /// A list of links of any relation.
    pub(in crate::exec) fn of_links(order: &'a Order) -> Self {
        Self::new(ListForm::Links, order)
    }
}

/// Items in the order of the response.
#[derive(Debug)]
pub(in crate::exec) enum ItemList<'g> {
    /// A part of a row.
    Row(Row<'g>, usize, usize),
    /// Entities in the order of their numbers.
    Nodes(NodeList<'g>),
    /// Items that were chosen or ordered.
    List(Vec<Item>),
}

impl ItemList<'_> {
    /// The entity at a position, if there is one.
    #[inline(always)]
    pub(in crate::exec) fn node(&self, index: usize) -> Option<NodeId> {
        match self {
            Self::Row(row, start, end) => row.nodes[..*end].get(start + index).copied(),
            Self::Nodes(nodes) => nodes.get(index),
            Self::List(items) => items.get(index).map(|item| item.node),
        }
    }

    pub(in crate::exec) fn len(&self) -> usize {
        match self {
            Self::Row(_, start, end) => end - start,
            Self::Nodes(nodes) => nodes.len(),
            Self::List(items) => items.len(),
        }
    }

    /// The entity at a position, of which there must be one.
    #[inline(always)]
    pub(in crate::exec) fn node_at(&self, index: usize) -> NodeId {
        match self {
            Self::Row(row, start, _) => row.nodes[start + index],
            Self::Nodes(nodes) => nodes.get(index).unwrap_or_default(),
            Self::List(items) => items[index].node,
        }
    }

    /// The item at a position, of which there must be one.
    #[inline]
    pub(in crate::exec) fn get(&self, index: usize) -> Item {
        match self {
            Self::Row(row, start, _) => Item::of_row(row, start + index),
            Self::Nodes(nodes) => nodes.get(index).map(Item::of_node).unwrap_or_default(),
            Self::List(items) => items[index],
        }
    }
}

/// A page: its items, and whether there are more.
#[derive(Debug)]
pub(in crate::exec) struct Page<'g> {
    pub(in crate::exec) items: ItemList<'g>,
    /// The number of items on all pages, if it was asked for.
    pub(in crate::exec) total: Option<usize>,
    pub(in crate::exec) has_next: bool,
    pub(in crate::exec) has_previous: bool,
}

impl Page<'_> {
    /// A page of which nothing is shown.
    pub(in crate::exec) fn empty() -> Self {
        let items = ItemList::List(Vec::new());
        Self { items, total: None, has_next: false, has_previous: false }
    }
}

/// The kind and the id of an entity, as cursors have them.
pub(super) fn kind_and_id(store: &impl Store, node: NodeId) -> (String, String) {
    let kind = store.ontology().kind(store.kind(node)).name.clone();
    (kind, store.arena().text(store.ids()[node.index()]).into_owned())
}

/// The cursor of an entity, with the keys that its list has.
pub(super) fn entity_cursor(store: &impl Store, node: NodeId, keys: Vec<Value>) -> Cursor {
    let (kind, id) = kind_and_id(store, node);
    Cursor { keys, relation: None, incoming: false, kind, id, ordinal: 1 }
}

/// The position of a cursor's entity among those of the store.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct NodePosition {
    node: NodeId,
    /// True if it is still there; else `node` is the one that now follows.
    exact: bool,
}

impl NodePosition {
    /// Finds the position of an entity. It may be gone; its kind may not. Binary search.
    pub(super) fn find(store: &impl Store, kind: &str, id: &str) -> Result<Self, FieldError> {
        let kind = store.ontology().kind_by_name(kind).ok_or_else(gone)?;
        let found = store.node_by_id(id).filter(|&node| store.kind(node) == kind);
        let node = found.unwrap_or_else(|| {
            let nodes = store.nodes_of_kind(kind);
            let (mut low, mut high) = (0, nodes.len());
            while low < high {
                let middle = low + (high - low) / 2;
                let is_before = |node: NodeId| *store.arena().text(store.ids()[node.index()]) < *id;
                if nodes.get(middle).is_some_and(is_before) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            nodes.get(low).unwrap_or(NodeId(store.numbers_of_kind(kind).end))
        });
        Ok(Self { node, exact: found.is_some() })
    }

    /// Compares an entity with this: one that took the position of a gone one is behind it.
    pub(super) fn compare(&self, node: NodeId) -> Ordering {
        let of_same = if self.exact { Ordering::Equal } else { Ordering::Greater };
        node.cmp(&self.node).then(of_same)
    }
}

/// The error of a cursor that has no place any more.
pub(super) fn gone() -> FieldError {
    FieldError::bad_input(
        "the cursor is of a kind or relation that is no longer there; start again without it",
    )
}

/// The position of a cursor among the items of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    relation: u16,
    incoming: bool,
    node: NodePosition,
    ordinal: u32,
}

impl Position {
    /// Finds the position of a cursor. Its entity may be gone; its kind and relation may not.
    pub(super) fn new(store: &impl Store, cursor: &Cursor) -> Result<Self, FieldError> {
        let node = NodePosition::find(store, &cursor.kind, &cursor.id)?;
        let relation = match &cursor.relation {
            Some(name) => store.ontology().relation_by_name(name).ok_or_else(gone)?.0,
            None => 0,
        };
        Ok(Self { relation, incoming: cursor.incoming, node, ordinal: cursor.ordinal })
    }

    /// Compares an item of a list with this, in the list's own order.
    pub(super) fn compare(&self, store: &impl Store, form: ListForm, item: Item) -> Ordering {
        let by_relation = match form {
            ListForm::Entities | ListForm::Relation(_) => Ordering::Equal,
            ListForm::Links => {
                (store.relation(item.link).0, item.incoming).cmp(&(self.relation, self.incoming))
            }
        };
        by_relation.then_with(|| self.node.compare(item.node)).then_with(|| match form {
            ListForm::Entities => Ordering::Equal,
            ListForm::Relation(_) | ListForm::Links => {
                let of_item = (item.incoming, store.ordinal(item.link));
                of_item.cmp(&(self.incoming, self.ordinal))
            }
        })
    }
}
