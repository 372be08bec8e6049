//! The facts of one entity or one link, as texts, numbers and dates.
//!
//! This is the only file of the exports that knows how facts are stored.

use crate::{
    exec::store::Store,
    graph::{Citation, Claim, Column, Keys, LinkColumns, LinkId, NodeId},
    json::fragment::Fragment,
    ontology::{
        Direction, Evidence, Kind, KindId, LinkStatus, NameKind, Ontology, Property, Reference,
        RelationId, Scalar,
    },
    value::{PartialDate, Precision},
};
use std::{borrow::Cow, fmt, ops::Range};

/// Reads the facts of a store.
#[derive(Clone, Copy)]
pub(super) struct Facts<'g> {
    store: &'g dyn Store,
}

impl fmt::Debug for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts")
    }
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'g> {
    /// Text, an id, an address, an enum value, JSON as it is written, a date as it is written.
    Text(Cow<'g, str>),
    Integer(i32),
    /// 64 bits.
    Long(i64),
    Double(f64),
    Boolean(bool),
    List(Vec<Cell<'g>>),
    /// A structured value.
    Fields(Fields<'g>),
}

/// A structured value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fields<'g> {
    /// The whole as JSON.
    pub(super) json: Cow<'g, str>,
    /// The fields that have a value, by position in the type.
    pub(super) fields: Vec<(usize, Cell<'g>)>,
}

impl<'g> Cell<'g> {
    /// The value as text; the items of a list with `between` between them, a structured value as
    /// JSON.
    pub(super) fn text(&self, between: &str) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Long(number) => Cow::Owned(number.to_string()),
            Self::Double(number) => Cow::Owned(number.to_string()),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Fields(value) => Cow::Borrowed(&value.json),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(|item| item.text(between)).collect();
                Cow::Owned(items.join(between))
            }
        }
    }

    /// A list of texts; nothing where it is empty.
    pub(super) fn list(items: impl Iterator<Item = Cow<'g, str>>) -> Option<Self> {
        let items: Vec<_> = items.map(Cell::Text).collect();
        (!items.is_empty()).then_some(Self::List(items))
    }
}

/// A name of an entity.
#[derive(Clone, Debug)]
pub(super) struct NameFact<'g> {
    pub(super) value: Cow<'g, str>,
    pub(super) lang: Option<Cow<'g, str>>,
    pub(super) kind: NameKind,
    pub(super) since: Option<Cow<'g, str>>,
    pub(super) until: Option<Cow<'g, str>>,
}

/// The time of a link: an act has `at`, a state the others.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkTime {
    pub(super) at: Option<PartialDate>,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
}

/// The first and the last day of something, where they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) start: Option<PartialDate>,
    pub(super) end: Option<PartialDate>,
}

impl LinkTime {
    /// The first day on which the link can have begun, and the last on which it can have
    /// ended: `2019-05` to `2021` is 2019-05-01 to 2021-12-31.
    pub(super) fn days(&self) -> Days {
        let (start, end) = (self.at.or(self.since), self.at.or(self.until));
        Days { start: start.and_then(first_day), end: end.and_then(last_day) }
    }
}

impl LinkTime {
    /// The time in words: `2019-05 to 2021`, `since 2019`, `until 2021`, `ended`.
    pub(super) fn in_words(&self) -> Option<String> {
        let until = self.until.filter(|it| it.precision() != Precision::Unknown);
        Some(match (self.at, self.since, until) {
            (Some(at), ..) => at.to_string(),
            (None, Some(since), Some(until)) => format!("{since} to {until}"),
            (None, Some(since), None) if self.until.is_some() => format!("since {since}, ended"),
            (None, Some(since), None) => format!("since {since}"),
            (None, None, Some(until)) => format!("until {until}"),
            (None, None, None) => self.until.map(|_| "ended".to_owned())?,
        })
    }
}

fn first_day(date: PartialDate) -> Option<PartialDate> {
    PartialDate::from_day(date.earliest())
}

fn last_day(date: PartialDate) -> Option<PartialDate> {
    PartialDate::from_day(date.latest())
}

/// Entities.
#[expect(clippy::indexing_slicing, reason = "numbers of the graph are positions in its lists")]
impl<'g> Facts<'g> {
    pub(super) fn new(store: &'g dyn Store) -> Self {
        Self { store }
    }

    pub(super) fn ontology(self) -> &'g Ontology {
        self.store.ontology()
    }

    /// All entities, in the order of their numbers.
    pub(super) fn nodes(self) -> impl Iterator<Item = NodeId> + 'g {
        self.ontology().kinds().flat_map(move |(kind, _)| {
            let nodes = self.store.nodes_of_kind(kind);
            (0..nodes.len()).filter_map(move |at| nodes.get(at))
        })
    }

    pub(super) fn id(self, node: NodeId) -> Cow<'g, str> {
        self.text(self.store.ids()[node.index()])
    }

    pub(super) fn kind_id(self, node: NodeId) -> KindId {
        self.store.kind(node)
    }

    pub(super) fn kind(self, node: NodeId) -> &'g Kind {
        self.ontology().kind(self.kind_id(node))
    }

    /// The primary name.
    pub(super) fn name(self, node: NodeId) -> Cow<'g, str> {
        self.text(self.store.primary_names()[node.index()])
    }

    /// The name of the entity in pictures: its caption, else its name.
    pub(super) fn label(self, node: NodeId) -> Cow<'g, str> {
        let kind = self.kind(node);
        let captions = kind.caption.iter().filter_map(|name| kind.property(name));
        let mut values = captions.filter_map(|(index, _)| self.property(node, index));
        match values.next() {
            Some(Cell::Text(text)) => text,
            Some(value) => Cow::Owned(value.text(", ").into_owned()),
            None => self.name(node),
        }
    }

    pub(super) fn names(self, node: NodeId) -> impl Iterator<Item = NameFact<'g>> {
        self.store.names(node).iter().map(move |name| NameFact {
            value: self.text(name.value),
            lang: self.optional(name.lang),
            kind: name.kind,
            since: self.optional(name.since),
            until: self.optional(name.until),
        })
    }

    /// The summaries, by language.
    pub(super) fn summaries(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = (Option<Cow<'g, str>>, Cow<'g, str>)> {
        let summaries = self.store.summaries(node).iter();
        summaries.map(move |it| (self.optional(it.lang), self.text(it.text)))
    }

    /// Scheme and value of its ids in other data sets.
    pub(super) fn external_ids(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = (Cow<'g, str>, Cow<'g, str>)> {
        let ids = self.store.external_ids(node).iter();
        ids.map(move |it| (self.text(it.scheme), self.text(it.value)))
    }

    pub(super) fn node_citations(
        self,
        node: NodeId,
    ) -> impl Iterator<Item = Citation> + Clone + 'g {
        self.store.citations(node).iter().copied()
    }

    /// The claims about its properties, if they are asked one by one.
    pub(super) fn claims(self, node: NodeId) -> impl Iterator<Item = (&'g Property, &'g [Claim])> {
        let properties = &self.kind(node).properties;
        let sets = self.store.claims(node).iter();
        sets.map(|set| (&properties[set.property], set.claims.as_slice()))
    }

    /// The value of a property, by its position in the kind.
    pub(super) fn property(self, node: NodeId, index: usize) -> Option<Cell<'g>> {
        self.property_field(node, index, &[])
    }

    /// The value of a field of a property.
    pub(super) fn property_field(
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
    pub(super) fn node_days(self, node: NodeId) -> Days {
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
    pub(super) fn source_range(self) -> Range<u32> {
        let kind = self.ontology().source_kind();
        kind.map_or(0..0, |kind| self.store.numbers_of_kind(kind))
    }

    /// Returns whether it is a source that no link leads to or from.
    pub(super) fn is_unlinked_source(self, node: NodeId) -> bool {
        self.source_range().contains(&node.0)
            && self
                .store
                .sides(self.kind_id(node))
                .iter()
                .all(|&(relation, direction)| self.store.row(node, relation, direction).is_empty())
    }

    /// A property of a source by its name.
    pub(super) fn source_property(self, source: NodeId, name: &str) -> Option<Cell<'g>> {
        let (index, _) = self.kind(source).property(name)?;
        self.property(source, index)
    }
}

/// Links.
#[expect(clippy::indexing_slicing, reason = "numbers of the graph are positions in its lists")]
impl<'g> Facts<'g> {
    /// All links, in the order of their numbers: by relation, then start, then end.
    pub(super) fn links(self) -> impl Iterator<Item = LinkId> + 'g {
        self.ontology().relations().flat_map(move |(relation, definition)| {
            // A row of a symmetric relation has the links of both ends, each to be told once.
            let symmetric = definition.symmetric;
            let direction = if symmetric { Direction::Both } else { Direction::Out };
            self.ontology().kinds().flat_map(move |(kind, _)| {
                let (rows, nodes) =
                    (self.store.rows(kind, relation, direction), self.store.nodes_of_kind(kind));
                let nodes = (0..nodes.len()).filter_map(move |at| nodes.get(at));
                nodes.flat_map(move |node| {
                    let row = rows.row(node).iter().map(|(_, link)| link);
                    row.filter(move |&link| !symmetric || self.store.from(link) == node)
                })
            })
        })
    }

    pub(super) fn link_count(self) -> usize {
        self.store.link_count()
    }

    /// The id that the data gives, else one made of ends and relation.
    pub(super) fn link_id(self, link: LinkId) -> Cow<'g, str> {
        match self.store.given_link_id(link) {
            Some(id) => self.text(id),
            None => Cow::Owned(self.store.derived_link_id(link)),
        }
    }

    pub(super) fn ends(self, link: LinkId) -> (NodeId, NodeId) {
        (self.store.from(link), self.store.to(link))
    }

    pub(super) fn relation_id(self, link: LinkId) -> RelationId {
        self.store.relation(link)
    }

    /// The relation of a link: `HOLDS_POST`.
    pub(super) fn relation(self, link: LinkId) -> &'g str {
        &self.ontology().relation(self.relation_id(link)).name
    }

    pub(super) fn is_symmetric(self, link: LinkId) -> bool {
        self.ontology().relation(self.relation_id(link)).symmetric
    }

    /// 1 for the first link of its ends and relation, 2 for the next.
    pub(super) fn ordinal(self, link: LinkId) -> u32 {
        self.store.ordinal(link)
    }

    pub(super) fn status(self, link: LinkId) -> LinkStatus {
        let (columns, local) = self.columns(link);
        columns.status[local]
    }

    pub(super) fn evidence(self, link: LinkId) -> Evidence {
        let (columns, local) = self.columns(link);
        columns.evidence[local]
    }

    pub(super) fn time(self, link: LinkId) -> LinkTime {
        let (columns, local) = self.columns(link);
        let date = |column: &Option<Column>| match column.as_ref().map(|it| (it.keys(), it.cells()))
        {
            Some((Keys::Date(dates), cells)) if !cells[local].is_null() => Some(dates[local]),
            _ => None,
        };
        LinkTime { at: date(&columns.at), since: date(&columns.since), until: date(&columns.until) }
    }

    /// Days on which a source shows the link to hold.
    pub(super) fn attested(self, link: LinkId) -> Option<Cell<'g>> {
        let (columns, local) = self.columns(link);
        let column = columns.attested.as_ref()?;
        self.cell(column, local, Scalar::PartialDate)
    }

    /// The names of the properties that a source denies.
    pub(super) fn disputed(self, link: LinkId) -> Option<Cell<'g>> {
        let (columns, local) = self.columns(link);
        let column = columns.disputed.as_ref()?;
        self.cell(column, local, Scalar::String)
    }

    pub(super) fn note(self, link: LinkId) -> Option<Cow<'g, str>> {
        let (columns, local) = self.columns(link);
        self.optional(columns.note.as_ref()?.cells()[local])
    }

    pub(super) fn link_citations(
        self,
        link: LinkId,
    ) -> impl Iterator<Item = Citation> + Clone + 'g {
        self.store.link_citations(link).iter().copied()
    }

    /// The properties that links of a relation have of their own.
    pub(super) fn link_properties(self, relation: RelationId) -> &'g [Property] {
        self.ontology().properties_of(relation)
    }

    /// The value of a property, by its position in the relation.
    pub(super) fn link_property(self, link: LinkId, index: usize) -> Option<Cell<'g>> {
        self.link_property_field(link, index, &[])
    }

    /// The value of a field of a property.
    pub(super) fn link_property_field(
        self,
        link: LinkId,
        index: usize,
        path: &[usize],
    ) -> Option<Cell<'g>> {
        let (columns, local) = self.columns(link);
        let scalar = self.link_properties(self.relation_id(link)).get(index)?.ty.scalar;
        self.field(columns.properties.get(index)?, local, scalar, path)
    }

    /// The properties of links of a relation that refer to entities.
    pub(super) fn references(self, relation: RelationId) -> &'g [Reference] {
        self.ontology().references_of(relation)
    }

    /// The entity that a property refers to, by its position in [`Self::references`].
    pub(super) fn reference(self, link: LinkId, index: usize) -> Option<NodeId> {
        let (columns, local) = self.columns(link);
        self.store.reference(columns, local, index)
    }

    /// The entities that the properties of a link refer to.
    pub(super) fn referred(self, link: LinkId) -> impl Iterator<Item = (&'g Reference, NodeId)> {
        let references = self.references(self.relation_id(link)).iter().enumerate();
        references.filter_map(move |(index, it)| Some((it, self.reference(link, index)?)))
    }

    fn columns(self, link: LinkId) -> (&'g LinkColumns, usize) {
        self.store.link_columns(link)
    }
}

/// Values.
#[expect(clippy::indexing_slicing, reason = "cells and keys of a column stand side by side")]
impl<'g> Facts<'g> {
    /// The text of a fragment that is not null.
    pub(super) fn text(self, fragment: Fragment) -> Cow<'g, str> {
        self.store.arena().text(fragment)
    }

    /// The text of a fragment.
    pub(super) fn optional(self, fragment: Fragment) -> Option<Cow<'g, str>> {
        (!fragment.is_null()).then(|| self.text(fragment))
    }

    /// The JSON that a fragment is.
    pub(super) fn json(self, fragment: Fragment) -> Cow<'g, str> {
        String::from_utf8_lossy(self.store.arena().bytes(fragment))
    }

    /// A value of a claim as it is written.
    pub(super) fn claimed(self, claim: &Claim) -> Cow<'g, str> {
        match self.store.arena().bytes(claim.value).first() {
            Some(b'"') => self.text(claim.value),
            _ => self.json(claim.value),
        }
    }

    /// The value of a field of a structured value; of the value itself where the path is empty.
    fn field(
        self,
        column: &'g Column,
        local: usize,
        scalar: Scalar,
        path: &[usize],
    ) -> Option<Cell<'g>> {
        let mut scalar = scalar;
        for at in path {
            let Scalar::Structured(id) = scalar else { return None };
            scalar = self.ontology().value_type(id).fields.get(*at)?.ty.scalar;
        }
        self.cell(column.field(path)?, local, scalar)
    }

    fn cell(self, column: &'g Column, local: usize, scalar: Scalar) -> Option<Cell<'g>> {
        let fragment = column.cells()[local];
        if let Keys::List { starts, items } = column.keys() {
            let range = starts[local] as usize..starts[local + 1] as usize;
            let items: Vec<_> = range.filter_map(|item| self.cell(items, item, scalar)).collect();
            return (!items.is_empty()).then_some(Cell::List(items));
        }
        if fragment.is_null() {
            return None;
        }
        Some(match (column.keys(), scalar) {
            (Keys::Int(numbers), _) => Cell::Integer(numbers[local]),
            (Keys::BigInt(numbers), _) => Cell::Long(numbers[local]),
            (Keys::Float(numbers), _) => Cell::Double(numbers[local]),
            (Keys::Cell, Scalar::Boolean) => {
                Cell::Boolean(self.store.arena().bytes(fragment) == b"true")
            }
            (Keys::Cell, Scalar::Json) => Cell::Text(self.json(fragment)),
            (Keys::Fields(columns), Scalar::Structured(id)) => {
                let types = self.ontology().value_type(id).fields.iter().map(|it| it.ty.scalar);
                let fields = columns.iter().zip(types).enumerate();
                let fields = fields
                    .filter_map(|(at, (it, scalar))| Some((at, self.cell(it, local, scalar)?)));
                Cell::Fields(Fields { json: self.json(fragment), fields: fields.collect() })
            }
            (
                Keys::Cell
                | Keys::Text(_)
                | Keys::Decimal(_)
                | Keys::DateTime(_)
                | Keys::Date(_)
                | Keys::List { .. },
                _,
            ) => Cell::Text(self.text(fragment)),
            (Keys::Fields(_), _) => Cell::Text(self.json(fragment)),
        })
    }

    /// A place in a source as text: `report-2025#12 (a remark)`.
    pub(super) fn citation(self, citation: Citation) -> Cow<'g, str> {
        let id = self.id(citation.source);
        let (locator, note) = (self.optional(citation.locator), self.optional(citation.note));
        match (locator, note) {
            (None, None) => id,
            (Some(locator), None) => Cow::Owned(format!("{id}#{locator}")),
            (None, Some(note)) => Cow::Owned(format!("{id} ({note})")),
            (Some(locator), Some(note)) => Cow::Owned(format!("{id}#{locator} ({note})")),
        }
    }
}
