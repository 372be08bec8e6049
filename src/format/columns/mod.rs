//! The content as two tables, one of entities and one of links: what formats with flat
//! attributes write.
//!
//! A column is there if some row has a value in it. Properties of several kinds that have one
//! name are one column. `name@ru` is the first name in Russian; `names` lists all of them.

mod schema;

use super::{
    content::Content,
    facts::{Cell, Days, Facts, NameFact},
};
use crate::{
    graph::{LinkId, NodeId},
    value::PartialDate,
};
use std::borrow::Cow;

/// The type of the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnType {
    Text,
    Integer,
    /// A whole number of 64 bits.
    Long,
    Double,
    Boolean,
    /// Texts.
    List,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct ExportColumn<F> {
    /// Unique in its table.
    pub(super) name: String,
    pub(super) ty: ColumnType,
    field: F,
}

/// The source of the values of a column of entities.
#[derive(Debug, PartialEq)]
pub(super) enum NodeField {
    Label,
    Kind,
    Names,
    /// The first name in a language.
    NameIn(String),
    Summary,
    /// The summary in a language, where another stands first.
    SummaryIn(String),
    /// By the number of the kind: the position of the property.
    Property(Vec<Option<PropertyPlace>>),
    Start,
    End,
    ExternalIds,
    Claims,
    Sources,
    SourceUrls,
    /// By its position in [`Content::measures`].
    Measure(usize),
}

/// The place of the values of a column among those of an entity or a link.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PropertyPlace {
    /// The position of the property.
    property: usize,
    /// The way to a field of a structured value.
    path: Vec<usize>,
}

/// The source of the values of a column of links.
#[derive(Debug, PartialEq)]
pub(super) enum LinkField {
    Label,
    Relation,
    Symmetric,
    Status,
    Evidence,
    Disputed,
    At,
    Since,
    Until,
    Attested,
    Start,
    End,
    /// By the number of the relation: the position of the property among those with values, and
    /// behind them those that refer to entities.
    Property(Vec<Option<PropertyPlace>>),
    /// The name of an entity, by the number of the relation: the position of the property that
    /// refers to it among those that do.
    ReferenceLabel(Vec<Option<PropertyPlace>>),
    Note,
    Sources,
    SourceUrls,
}

/// The columns of both tables.
#[derive(Debug)]
pub(super) struct Columns<'c, 'g> {
    content: &'c Content<'g>,
    facts: Facts<'g>,
    pub(super) nodes: Vec<ExportColumn<NodeField>>,
    pub(super) links: Vec<ExportColumn<LinkField>>,
}

impl<'c, 'g> Columns<'c, 'g> {
    /// The columns in which the content has values. Looks at every entity and link once.
    pub(super) fn new(content: &'c Content<'g>) -> Self {
        let mut links = schema::link_columns(content.facts());
        links.retain(|it| !matches!(it.field, LinkField::ReferenceLabel(_)));
        Self::with_links(content, links)
    }

    /// [`Self::new`] with the names of the entities that links refer to, for a table of links that
    /// is read by itself.
    pub(super) fn with_reference_labels(content: &'c Content<'g>) -> Self {
        Self::with_links(content, schema::link_columns(content.facts()))
    }

    fn with_links(content: &'c Content<'g>, links: Vec<ExportColumn<LinkField>>) -> Self {
        let facts = content.facts();
        let mut columns = Self { content, facts, nodes: schema::node_columns(content), links };
        let mut nodes = std::mem::take(&mut columns.nodes);
        let mut rest: Vec<_> = (0..nodes.len()).collect();
        for node in content.nodes() {
            rest.retain(|&at| nodes.get(at).is_some_and(|it| columns.node(node, it).is_none()));
        }
        keep_others(&mut nodes, &rest);
        let mut links = std::mem::take(&mut columns.links);
        let mut rest: Vec<_> = (0..links.len()).collect();
        for link in content.links() {
            rest.retain(|&at| links.get(at).is_some_and(|it| columns.link(link, it).is_none()));
        }
        keep_others(&mut links, &rest);
        Self { nodes, links, ..columns }
    }

    /// Returns the columns without labels, for formats that have a place of their own for them.
    pub(super) fn without_labels(mut self) -> Self {
        self.nodes.retain(|it| it.field != NodeField::Label);
        self.links.retain(|it| it.field != LinkField::Label);
        self
    }

    /// The cell of an entity.
    pub(super) fn node(&self, node: NodeId, column: &ExportColumn<NodeField>) -> Option<Cell<'g>> {
        let facts = self.facts;
        let cell = match &column.field {
            NodeField::Label => Some(Cell::Text(facts.label(node))),
            NodeField::Kind => Some(Cell::Text(Cow::Borrowed(&facts.kind(node).name))),
            NodeField::Names => Cell::list(facts.names(node).map(|it| name_text(&it))),
            NodeField::NameIn(lang) => {
                let mut names = facts.names(node);
                let name = names.find(|name| name.lang.as_deref() == Some(lang))?;
                Some(Cell::Text(name.value))
            }
            NodeField::Summary => facts.summaries(node).next().map(|it| Cell::Text(it.1)),
            NodeField::SummaryIn(lang) => {
                let mut others = facts.summaries(node).skip(1);
                others.find(|it| it.0.as_deref() == Some(lang)).map(|it| Cell::Text(it.1))
            }
            NodeField::Property(positions) => {
                let place = positions.get(facts.kind_id(node).index())?.as_ref()?;
                facts.property_field(node, place.property, &place.path)
            }
            NodeField::Start => day(facts.node_days(node).start),
            NodeField::End => day(facts.node_days(node).end),
            NodeField::ExternalIds => {
                let ids = facts.external_ids(node);
                Cell::list(ids.map(|(scheme, id)| Cow::Owned(format!("{scheme}:{id}"))))
            }
            NodeField::Claims => Cell::list(self.claims(node)),
            NodeField::Sources => {
                Cell::list(facts.node_citations(node).map(|it| facts.citation(it)))
            }
            NodeField::SourceUrls => self.urls(facts.node_citations(node).map(|it| it.source)),
            NodeField::Measure(position) => {
                let measure = self.content.measures.get(*position)?;
                let value = measure.values.get(node.index()).copied().filter(|it| it.is_finite());
                // A whole number of 32 bits, as all of them are.
                value.map(|it| match measure.is_integer {
                    true => Cell::Integer(it as i32),
                    false => Cell::Double(it),
                })
            }
        }?;
        Some(fitting(cell, column.ty))
    }

    /// The cell of a link.
    pub(super) fn link(&self, link: LinkId, column: &ExportColumn<LinkField>) -> Option<Cell<'g>> {
        let facts = self.facts;
        let date = |date: Option<PartialDate>| date.map(|it| Cell::Text(it.to_string().into()));
        let cell = match &column.field {
            LinkField::Label => Some(Cell::Text(Cow::Owned(in_words(facts.relation(link))))),
            LinkField::Relation => Some(Cell::Text(Cow::Borrowed(facts.relation(link)))),
            LinkField::Symmetric => Some(Cell::Boolean(facts.is_symmetric(link))),
            LinkField::Status => Some(Cell::Text(Cow::Borrowed(facts.status(link).as_str()))),
            LinkField::Evidence => Some(Cell::Text(Cow::Borrowed(facts.evidence(link).as_str()))),
            LinkField::Disputed => facts.disputed(link),
            LinkField::At => date(facts.time(link).at),
            LinkField::Since => date(facts.time(link).since),
            LinkField::Until => date(facts.time(link).until),
            LinkField::Attested => facts.attested(link),
            LinkField::Start => day(facts.time(link).days().start),
            LinkField::End => day(facts.time(link).days().end),
            LinkField::Property(positions) => {
                let place = positions.get(facts.relation_id(link).index())?.as_ref()?;
                self.own(link, place)
            }
            LinkField::ReferenceLabel(positions) => {
                let place = positions.get(facts.relation_id(link).index())?.as_ref()?;
                let node = facts.reference(link, place.property);
                node.map(|node| Cell::Text(facts.label(node)))
            }
            LinkField::Note => facts.note(link).map(Cell::Text),
            LinkField::Sources => {
                Cell::list(facts.link_citations(link).map(|it| facts.citation(it)))
            }
            LinkField::SourceUrls => self.urls(facts.link_citations(link).map(|it| it.source)),
        }?;
        Some(fitting(cell, column.ty))
    }

    /// The value of a property of a link, or the id of the entity that it refers to.
    fn own(&self, link: LinkId, place: &PropertyPlace) -> Option<Cell<'g>> {
        let facts = self.facts;
        let values = facts.link_properties(facts.relation_id(link)).len();
        match place.property.checked_sub(values) {
            None => facts.link_property_field(link, place.property, &place.path),
            Some(index) => facts.reference(link, index).map(|it| Cell::Text(facts.id(it))),
        }
    }

    /// All claims on properties: `signed = 2023-10-12 (preferred) [turan-2024-01#2]`.
    fn claims(&self, node: NodeId) -> impl Iterator<Item = Cow<'g, str>> {
        let facts = self.facts;
        facts.claims(node).flat_map(move |(property, claims)| {
            claims.iter().map(move |claim| {
                let preferred = if claim.preferred { " (preferred)" } else { "" };
                let sources: Vec<_> =
                    claim.citations.iter().map(|it| facts.citation(*it)).collect();
                let note = facts.optional(claim.note).map_or(String::new(), |it| format!(" {it}"));
                let value = facts.claimed(claim);
                let sources = sources.join(", ");
                Cow::Owned(format!("{} = {value}{preferred} [{sources}]{note}", property.name))
            })
        })
    }

    /// The addresses of the cited sources, each address once.
    fn urls(&self, sources: impl Iterator<Item = NodeId>) -> Option<Cell<'g>> {
        let mut urls = Vec::new();
        for url in sources.filter_map(|it| self.facts.source_property(it, "url")) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        (!urls.is_empty()).then_some(Cell::List(urls))
    }
}

/// Removes the columns at some positions, in order.
fn keep_others<F>(columns: &mut Vec<ExportColumn<F>>, unused: &[usize]) {
    let mut at = 0;
    columns.retain(|_| {
        at += 1;
        !unused.contains(&(at - 1))
    });
}

fn day(date: Option<PartialDate>) -> Option<Cell<'static>> {
    date.map(|it| Cell::Text(it.to_string().into()))
}

/// `HOLDS_POST` as `holds post`.
pub(super) fn in_words(relation: &str) -> String {
    relation.to_lowercase().replace('_', " ")
}

/// A name with what tells it from others: `Samir Şərifov [az, NATIVE]`.
fn name_text<'g>(name: &NameFact<'g>) -> Cow<'g, str> {
    let mut marks: Vec<Cow<'_, str>> = name.lang.iter().cloned().collect();
    marks.push(name.kind.as_str().into());
    if name.since.is_some() || name.until.is_some() {
        let date = |date: &Option<Cow<'g, str>>| date.as_deref().unwrap_or("..").to_owned();
        marks.push(Cow::Owned(format!("{}/{}", date(&name.since), date(&name.until))));
    }
    Cow::Owned(format!("{} [{}]", name.value, marks.join(", ")))
}

/// A cell as a value of a column's type.
fn fitting(cell: Cell<'_>, ty: ColumnType) -> Cell<'_> {
    match (ty, cell) {
        (ColumnType::Double, Cell::Integer(number)) => Cell::Double(f64::from(number)),
        (ColumnType::Long, Cell::Integer(number)) => Cell::Long(i64::from(number)),
        (ColumnType::List, cell @ Cell::List(_)) => cell,
        (ColumnType::List, cell) => Cell::List(vec![cell]),
        (ColumnType::Text, Cell::Text(text)) => Cell::Text(text),
        (ColumnType::Text, cell) => Cell::Text(cell.text("; ").into_owned().into()),
        (
            ColumnType::Integer | ColumnType::Long | ColumnType::Double | ColumnType::Boolean,
            cell,
        ) => cell,
    }
}

/// The days of an entity or a link as attributes.
pub(super) fn days_text(days: Days) -> [Option<String>; 2] {
    [days.start, days.end].map(|date| date.map(|it| it.to_string()))
}
