//! The facts of an entity.

use super::{Cell, Days, Facts};
use crate::{
    graph::{Citation, Claim, NodeId},
    ontology::{Kind, KindId, NameKind, Property},
    value::PartialDate,
};
use std::{borrow::Cow, ops::Range};

/// A name of an entity.
#[derive(Clone, Debug)]
pub(in crate::format) struct NameFact<'g> {
    pub(in crate::format) value: Cow<'g, str>,
    pub(in crate::format) lang: Option<Cow<'g, str>>,
    pub(in crate::format) kind: NameKind,
    pub(in crate::format) since: Option<Cow<'g, str>>,
    pub(in crate::format) until: Option<Cow<'g, str>>,
}

#[expect(clippy::indexing_slicing, reason = "numbers of the graph are positions in its lists")]
impl<'g> Facts<'g> {
    /// All entities, in the order of their numbers.
    pub(in crate::format) fn nodes(self) -> impl Iterator<Item = NodeId> + 'g {
        self.ontology().kinds().flat_map(move |(kind, _)| {
            let nodes = self.store.nodes_of_kind(kind);
            (0..nodes.len()).filter_map(move |at| nodes.get(at))
        })
    }

    pub(in crate::format) fn id(self, node: NodeId) -> Cow<'g, str> {
        self.text(self.store.ids()[node.index()])
    }

    pub(in crate::format) fn kind_id(self, node: NodeId) -> KindId {
        self.store.kind(node)
    }

    pub(in crate::format) fn kind(self, node: NodeId) -> &'g Kind {
        self.ontology().kind(self.kind_id(node))
    }

    /// The primary name.
    pub(in crate::format) fn name(self, node: NodeId) -> Cow<'g, str> {
        self.text(self.store.primary_names()[node.index()])
    }

    /// The name of the entity in pictures: its caption, else its name.
    pub(in crate::format) fn label(self, node: NodeId) -> Cow<'g, str> {
        let kind = self.kind(node);
        let captions = kind.caption.iter().filter_map(|name| kind.property(name));
        let mut values = captions.filter_map(|(index, _)| self.property(node, index));
        match values.next() {
            Some(Cell::Text(text)) => text,
            Some(value) => Cow::Owned(value.text(", ").into_owned()),
            None => self.name(node),
        }
    }

    pub(in crate::format) fn names(self, node: NodeId) -> impl Iterator<Item = NameFact<'g>> {
        self.store.names(node).iter().map(move |name| NameFact {
            value: self.text(name.value),
            lang: self.optional(name.lang),
            kind: name.kind,
            since: self.optional(name.since),
            until: self.optional(name.until),
        })
    }

    /// The summaries, by language.
    pub(in crate::format) fn summaries(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = (Option<Cow<'g, str>>, Cow<'g, str>)> {
        let summaries = self.store.summaries(node).iter();
        summaries.map(move |it| (self.optional(it.lang), self.text(it.text)))
    }

    /// Scheme and value of its ids in other data sets.
    pub(in crate::format) fn external_ids(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = (Cow<'g, str>, Cow<'g, str>)> {
        let ids = self.store.external_ids(node).iter();
        ids.map(move |it| (self.text(it.scheme), self.text(it.value)))
    }

    pub(in crate::format) fn node_citations(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = Citation> + Clone + 'g {
        self.store.citations(node).iter().copied()
    }

    /// The claims about its properties, if they are asked one by one.
    pub(in crate::format) fn claims(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = (&'g Property, &'g [Claim])> {
        let properties = &self.kind(node).properties;
        let sets = self.store.claims(node).iter();
        sets.map(|set| (&properties[set.property], set.claims.as_slice()))
    }

    /// The value of a property, by its position in the kind.
    pub(in crate::format) fn property(self, node: NodeId, index: usize) -> Option<Cell<'g>> {
        self.property_field(node, index, &[])
    }

    /// The value of a field of a property.
    pub(in crate::format) fn property_field(
        self,
        node: NodeId,
        index: usize,
        path: &[usize],
    ) -> Option<Cell<'g>> {
        let kind = self.kind_id(node);
        let scalar = self.ontology().kind(kind).properties.get(index)?.ty.scalar;
        self.field(self.store.column(kind, index)?, self.store.local(node), scalar, path)
    }

    /// The days on which the entity can have existed, by the dates that bound it.
    pub(in crate::format) fn node_days(self, node: NodeId) -> Days {
        let extents = self.store.node_extents(self.kind_id(node));
        extents.map_or(Days::default(), |extents| {
            let extent = extents.get(self.store.local(node));
            Days {
                start: PartialDate::from_day(extent.earliest_start),
                end: PartialDate::from_day(extent.latest_end),
            }
        })
    }

    /// The numbers that sources may have.
    pub(in crate::format) fn source_range(self) -> Range<u32> {
        let kind = self.ontology().source_kind();
        kind.map_or(0..0, |kind| self.store.numbers_of_kind(kind))
    }

    /// Returns whether it is a source that no link leads to or from.
    pub(in crate::format) fn is_unlinked_source(self, node: NodeId) -> bool {
        self.source_range().contains(&node.0)
            && self
                .store
                .sides(self.kind_id(node))
                .iter()
                .all(|&(relation, direction)| self.store.row(node, relation, direction).is_empty())
    }

    /// A property of a source by its name.
    pub(in crate::format) fn source_property(self, source: NodeId, name: &str) -> Option<Cell<'g>> {
        let (index, _) = self.kind(source).property(name)?;
        self.property(source, index)
    }
}
