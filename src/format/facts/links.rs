//! The facts of a link.

use super::{Cell, Days, Facts};
use crate::{
    graph::{Citation, Column, Keys, LinkColumns, LinkId, NodeId},
    ontology::{Direction, Evidence, LinkStatus, Property, Reference, RelationId, Scalar},
    value::{PartialDate, Precision},
};
use std::borrow::Cow;

/// The time of a link: an act has `at`, a state the others.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct LinkTime {
    pub(in crate::format) at: Option<PartialDate>,
    pub(in crate::format) since: Option<PartialDate>,
    pub(in crate::format) until: Option<PartialDate>,
}

impl LinkTime {
    /// The first day on which the link can have begun, and the last on which it can have
    /// ended: `2019-05` to `2021` is 2019-05-01 to 2021-12-31.
    pub(in crate::format) fn days(&self) -> Days {
        let (start, end) = (self.at.or(self.since), self.at.or(self.until));
        Days { start: start.and_then(first_day), end: end.and_then(last_day) }
    }

    /// The time in words: `2019-05 to 2021`, `since 2019`, `until 2021`, `ended`.
    pub(in crate::format) fn in_words(&self) -> Option<String> {
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

#[expect(clippy::indexing_slicing, reason = "numbers of the graph are positions in its lists")]
impl<'g> Facts<'g> {
    /// All links, in the order of their numbers: by relation, then start, then end.
    pub(in crate::format) fn links(self) -> impl Iterator<Item = LinkId> + 'g {
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

    pub(in crate::format) fn link_count(self) -> usize {
        self.store.link_count()
    }

    /// The id that the data gives, else one made of ends and relation.
    pub(in crate::format) fn link_id(self, link: LinkId) -> Cow<'g, str> {
        match self.store.given_link_id(link) {
            Some(id) => self.text(id),
            None => Cow::Owned(self.store.derived_link_id(link)),
        }
    }

    pub(in crate::format) fn ends(self, link: LinkId) -> (NodeId, NodeId) {
        (self.store.from(link), self.store.to(link))
    }

    pub(in crate::format) fn relation_id(self, link: LinkId) -> RelationId {
        self.store.relation(link)
    }

    /// The relation of a link: `HOLDS_POST`.
    pub(in crate::format) fn relation(self, link: LinkId) -> &'g str {
        &self.ontology().relation(self.relation_id(link)).name
    }

    pub(in crate::format) fn is_symmetric(self, link: LinkId) -> bool {
        self.ontology().relation(self.relation_id(link)).symmetric
    }

    /// 1 for the first link of its ends and relation, 2 for the next.
    pub(in crate::format) fn ordinal(self, link: LinkId) -> u32 {
        self.store.ordinal(link)
    }

    pub(in crate::format) fn status(self, link: LinkId) -> LinkStatus {
        let (columns, local) = self.columns(link);
        columns.status[local]
    }

    pub(in crate::format) fn evidence(self, link: LinkId) -> Evidence {
        let (columns, local) = self.columns(link);
        columns.evidence[local]
    }

    pub(in crate::format) fn time(self, link: LinkId) -> LinkTime {
        let (columns, local) = self.columns(link);
        let date = |column: &Option<Column>| match column.as_ref().map(|it| (it.keys(), it.cells()))
        {
            Some((Keys::Date(dates), cells)) if !cells[local].is_null() => Some(dates[local]),
            _ => None,
        };
        LinkTime { at: date(&columns.at), since: date(&columns.since), until: date(&columns.until) }
    }

    /// Days on which a source shows the link to hold.
    pub(in crate::format) fn attested(self, link: LinkId) -> Option<Cell<'g>> {
        let (columns, local) = self.columns(link);
        let column = columns.attested.as_ref()?;
        self.cell(column, local, Scalar::PartialDate)
    }

    /// The names of the properties that a source denies.
    pub(in crate::format) fn disputed(self, link: LinkId) -> Option<Cell<'g>> {
        let (columns, local) = self.columns(link);
        let column = columns.disputed.as_ref()?;
        self.cell(column, local, Scalar::String)
    }

    pub(in crate::format) fn note(self, link: LinkId) -> Option<Cow<'g, str>> {
        let (columns, local) = self.columns(link);
        self.optional(columns.note.as_ref()?.cells()[local])
    }

    pub(in crate::format) fn link_citations(
        self,
        link: LinkId,
    ) -> impl Iterator<Item = Citation> + Clone + 'g {
        self.store.link_citations(link).iter().copied()
    }

    /// The properties that links of a relation have of their own.
    pub(in crate::format) fn link_properties(self, relation: RelationId) -> &'g [Property] {
        self.ontology().properties_of(relation)
    }

    /// The value of a property, by its position in the relation.
    pub(in crate::format) fn link_property(self, link: LinkId, index: usize) -> Option<Cell<'g>> {
        self.link_property_field(link, index, &[])
    }

    /// The value of a field of a property.
    pub(in crate::format) fn link_property_field(
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
    pub(in crate::format) fn references(self, relation: RelationId) -> &'g [Reference] {
        self.ontology().references_of(relation)
    }

    /// The entity that a property refers to, by its position in [`Self::references`].
    pub(in crate::format) fn reference(self, link: LinkId, index: usize) -> Option<NodeId> {
        let (columns, local) = self.columns(link);
        self.store.reference(columns, local, index)
    }

    /// The entities that the properties of a link refer to.
    pub(in crate::format) fn referred(
        self,
        link: LinkId,
    ) -> impl Iterator<Item = (&'g Reference, NodeId)> {
        let references = self.references(self.relation_id(link)).iter().enumerate();
        references.filter_map(move |(index, it)| Some((it, self.reference(link, index)?)))
    }

    fn columns(self, link: LinkId) -> (&'g LinkColumns, usize) {
        self.store.link_columns(link)
    }
}
