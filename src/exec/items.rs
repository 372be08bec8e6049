//! What a page is made of: items in order, without copying where the order is the graph's.

use crate::{
    graph::{Graph, LinkId, NodeId, Row},
    ontology::RelationId,
    plan::{Cursor, FieldError, OrderKey},
};
use std::cmp::Ordering;

/// An item of a list: an entity, or a link with the entity at its other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) node: NodeId,
    pub(super) link: LinkId,
    /// Whether the link was followed against its direction.
    pub(super) incoming: bool,
}

/// What a list is of, and by what it is ordered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listing<'a> {
    pub(super) form: ListForm,
    pub(super) order: &'a [OrderKey],
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListForm {
    /// Entities.
    Entities,
    /// Links of one relation, shown as edges to entities.
    Relation(RelationId),
    /// Links of any relation.
    Links,
}

impl Listing<'static> {
    /// Of a link that stands alone.
    pub(super) const LINK: Self = Self { form: ListForm::Links, order: &[] };
}

/// Items in the order of the response.
#[derive(Debug)]
pub(super) enum Items<'g> {
    /// A part of a row.
    Row(Row<'g>, usize, usize),
    /// Entities with numbers in a range.
    Range(u32, u32),
    /// Chosen or ordered ones.
    List(Vec<Item>),
}

impl Items<'_> {
    /// The entity at a position, if there is one.
    #[inline(always)]
    pub(super) fn node(&self, index: usize) -> Option<NodeId> {
        match self {
            Self::Row(row, start, end) => row.nodes[..*end].get(start + index).copied(),
            Self::Range(start, end) => {
                let node = *start as usize + index;
                (node < *end as usize).then_some(NodeId(node as u32))
            }
            Self::List(items) => items.get(index).map(|item| item.node),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Row(_, start, end) => end - start,
            Self::Range(start, end) => (end - start) as usize,
            Self::List(items) => items.len(),
        }
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Item {
        match self {
            Self::Row(row, start, _) => {
                let at = start + index;
                Item { node: row.nodes[at], link: row.link(at), incoming: false }
            }
            Self::Range(start, _) => {
                Item { node: NodeId(start + index as u32), link: LinkId(0), incoming: false }
            }
            Self::List(items) => items[index],
        }
    }
}

/// A page: its items, and where it stands.
#[derive(Debug)]
pub(super) struct Page<'g> {
    pub(super) items: Items<'g>,
    /// How many there are on all pages, if it was asked for.
    pub(super) total: Option<usize>,
    pub(super) has_next: bool,
    pub(super) has_previous: bool,
}

/// Where a cursor's entity stands among those of this graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodePlace {
    node: NodeId,
    /// Whether it is still there; else `node` is the one that now follows.
    exact: bool,
}

impl NodePlace {
    /// Finds the place of an entity. It may be gone; its kind may not.
    pub(super) fn find(graph: &Graph, kind: &str, id: &str) -> Result<Self, FieldError> {
        let kind = graph.ontology().kind_by_name(kind).ok_or_else(gone)?;
        let found = graph.node_by_id(id).filter(|&node| graph.nodes().kind(node) == kind);
        let node = found.unwrap_or_else(|| {
            let range = graph.nodes().of_kind(kind);
            let (mut low, mut high) = (range.start, range.end);
            while low < high {
                let middle = low + (high - low) / 2;
                let text = graph.arena().text(graph.nodes().ids()[middle as usize]);
                if *text < *id { low = middle + 1 } else { high = middle }
            }
            NodeId(low)
        });
        Ok(Self { node, exact: found.is_some() })
    }

    /// How an entity stands to this: one that took the place of a gone one stands behind it.
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

/// Where a cursor stands among the items of this graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    relation: u16,
    incoming: bool,
    node: NodePlace,
    ordinal: u32,
}

impl Position {
    /// Finds the place of a cursor. Its entity may be gone; its kind and relation may not.
    pub(super) fn new(graph: &Graph, cursor: &Cursor) -> Result<Self, FieldError> {
        let node = NodePlace::find(graph, &cursor.kind, &cursor.id)?;
        let relation = match &cursor.relation {
            Some(name) => graph.ontology().relation_by_name(name).ok_or_else(gone)?.0,
            None => 0,
        };
        Ok(Self { relation, incoming: cursor.incoming, node, ordinal: cursor.ordinal })
    }

    /// How an item of a list stands to this, in the list's own order.
    pub(super) fn compare(&self, graph: &Graph, form: ListForm, item: Item) -> Ordering {
        let links = graph.links();
        let by_relation = match form {
            ListForm::Entities | ListForm::Relation(_) => Ordering::Equal,
            ListForm::Links => {
                (links.relation(item.link).0, item.incoming).cmp(&(self.relation, self.incoming))
            }
        };
        by_relation.then_with(|| self.node.compare(item.node)).then_with(|| match form {
            ListForm::Entities => Ordering::Equal,
            ListForm::Relation(_) | ListForm::Links => links.ordinal(item.link).cmp(&self.ordinal),
        })
    }
}
