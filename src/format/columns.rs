//! The content as two tables, one of entities and one of links: what formats with flat
//! attributes write.
//!
//! A column is there if some row has a value in it. Properties of several kinds that have one
//! name are one column. `name@ru` is the first name in Russian; `names` lists all of them.

use super::{
    content::Content,
    facts::{Cell, Days, Facts, NameFact},
};
use crate::{
    graph::{LinkId, NodeId},
    ontology::{Property, PropertyType, Scalar},
    value::PartialDate,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnType {
    Text,
    Integer,
    Double,
    Boolean,
    /// Texts.
    List,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct Column<F> {
    /// Unique in its table.
    pub(super) name: String,
    pub(super) ty: ColumnType,
    field: F,
}

/// Where the values of a column of entities come from.
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
    Property(Vec<Option<usize>>),
    Start,
    End,
    ExternalIds,
    Claims,
    Sources,
    SourceUrls,
    /// By its position in [`Content::measures`].
    Measure(usize),
}

/// Where the values of a column of links come from.
#[derive(Debug, PartialEq)]
pub(super) enum LinkField {
    Label,
    Relation,
    Symmetric,
    Status,
    Evidence,
    At,
    Since,
    Until,
    Attested,
    Start,
    End,
    /// By the number of the relation: the position of the property.
    Property(Vec<Option<usize>>),
    Note,
    Sources,
    SourceUrls,
}

/// The columns of both tables.
#[derive(Debug)]
pub(super) struct Columns<'c, 'g> {
    content: &'c Content<'g>,
    facts: Facts<'g>,
    pub(super) nodes: Vec<Column<NodeField>>,
    pub(super) links: Vec<Column<LinkField>>,
}

/// Names that readers give a meaning of their own: Gephi takes a column `size` for the size of
/// a circle. A property of such a name gets an underscore behind it.
const RESERVED: [&str; 24] = [
    "b",
    "color",
    "directed",
    "g",
    "id",
    "interaction",
    "interval",
    "key",
    "label",
    "name",
    "parent",
    "r",
    "shape",
    "shared name",
    "size",
    "source",
    "target",
    "timeset",
    "type",
    "value",
    "weight",
    "x",
    "y",
    "z",
];

impl<'c, 'g> Columns<'c, 'g> {
    /// The columns in which the content has values. Looks at every entity and link once.
    pub(super) fn new(content: &'c Content<'g>) -> Self {
        let facts = content.facts();
        let mut columns =
            Self { content, facts, nodes: node_columns(content), links: link_columns(facts) };
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

    /// The same without labels, for formats that have a place of their own for them.
    pub(super) fn without_labels(mut self) -> Self {
        self.nodes.retain(|it| it.field != NodeField::Label);
        self.links.retain(|it| it.field != LinkField::Label);
        self
    }

    /// The cell of an entity.
    pub(super) fn node(&self, node: NodeId, column: &Column<NodeField>) -> Option<Cell<'g>> {
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
                let position = positions.get(facts.kind_id(node).index()).copied().flatten()?;
                facts.property(node, position)
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
                let values = &self.content.measures.get(*position)?.values;
                let value = values.get(node.index()).copied().filter(|it| it.is_finite());
                value.map(Cell::Double)
            }
        }?;
        Some(fitting(cell, column.ty))
    }

    /// The cell of a link.
    pub(super) fn link(&self, link: LinkId, column: &Column<LinkField>) -> Option<Cell<'g>> {
        let facts = self.facts;
        let date = |date: Option<PartialDate>| date.map(|it| Cell::Text(it.to_string().into()));
        let cell = match &column.field {
            LinkField::Label => Some(Cell::Text(Cow::Owned(in_words(facts.relation(link))))),
            LinkField::Relation => Some(Cell::Text(Cow::Borrowed(facts.relation(link)))),
            LinkField::Symmetric => Some(Cell::Boolean(facts.is_symmetric(link))),
            LinkField::Status => Some(Cell::Text(Cow::Borrowed(facts.status(link).as_str()))),
            LinkField::Evidence => Some(Cell::Text(Cow::Borrowed(facts.evidence(link).as_str()))),
            LinkField::At => date(facts.time(link).at),
            LinkField::Since => date(facts.time(link).since),
            LinkField::Until => date(facts.time(link).until),
            LinkField::Attested => facts.attested(link),
            LinkField::Start => day(facts.time(link).days().start),
            LinkField::End => day(facts.time(link).days().end),
            LinkField::Property(positions) => {
                let position = positions.get(facts.relation_id(link).index()).copied().flatten()?;
                facts.link_property(link, position)
            }
            LinkField::Note => facts.note(link).map(Cell::Text),
            LinkField::Sources => {
                Cell::list(facts.link_citations(link).map(|it| facts.citation(it)))
            }
            LinkField::SourceUrls => self.urls(facts.link_citations(link).map(|it| it.source)),
        }?;
        Some(fitting(cell, column.ty))
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

    /// Where cited sources can be read, each address once.
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
fn keep_others<F>(columns: &mut Vec<Column<F>>, unused: &[usize]) {
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
        (ColumnType::List, cell @ Cell::List(_)) => cell,
        (ColumnType::List, cell) => Cell::List(vec![cell]),
        (ColumnType::Text, Cell::Text(text)) => Cell::Text(text),
        (ColumnType::Text, cell) => Cell::Text(cell.text("; ").into_owned().into()),
        (ColumnType::Integer | ColumnType::Double | ColumnType::Boolean, cell) => cell,
    }
}

fn node_columns(content: &Content<'_>) -> Vec<Column<NodeField>> {
    use ColumnType::{List, Text};
    let facts = content.facts();
    let (mut name_langs, mut summary_langs) = (BTreeSet::new(), BTreeSet::new());
    for node in content.nodes() {
        for lang in facts.names(node).filter_map(|it| it.lang) {
            if !name_langs.contains(&*lang) {
                name_langs.insert(lang.into_owned());
            }
        }
        for (lang, _) in facts.summaries(node).skip(1) {
            summary_langs.extend(lang.map(Cow::into_owned));
        }
    }
    let column = |name: &str, ty, field| Column { name: name.to_owned(), ty, field };
    let mut columns = vec![
        column("label", Text, NodeField::Label),
        column("kind", Text, NodeField::Kind),
        column("names", List, NodeField::Names),
    ];
    let langs = name_langs.into_iter();
    columns
        .extend(langs.map(|lang| column(&format!("name@{lang}"), Text, NodeField::NameIn(lang))));
    columns.push(column("summary", Text, NodeField::Summary));
    let langs = summary_langs.into_iter();
    columns.extend(
        langs.map(|lang| column(&format!("summary@{lang}"), Text, NodeField::SummaryIn(lang))),
    );
    let kinds = facts.ontology().kinds();
    let lists: Vec<_> = kinds.map(|(id, kind)| (id.index(), kind.properties.as_slice())).collect();
    columns.extend(properties(&lists, NodeField::Property));
    columns.extend([
        column("start", Text, NodeField::Start),
        column("end", Text, NodeField::End),
        column("externalIds", List, NodeField::ExternalIds),
        column("claims", List, NodeField::Claims),
        column("sources", List, NodeField::Sources),
        column("sourceUrls", List, NodeField::SourceUrls),
    ]);
    let measures = content.measures.iter().enumerate();
    columns.extend(measures.map(|(at, measure)| Column {
        name: free_name(&measure.name),
        ty: ColumnType::Double,
        field: NodeField::Measure(at),
    }));
    distinct(columns, |it| matches!(it, NodeField::Property(_) | NodeField::Measure(_)))
}

fn link_columns(facts: Facts<'_>) -> Vec<Column<LinkField>> {
    use ColumnType::{Boolean, List, Text};
    let column = |name: &str, ty, field| Column { name: name.to_owned(), ty, field };
    let mut columns = vec![
        column("label", Text, LinkField::Label),
        column("relation", Text, LinkField::Relation),
        column("symmetric", Boolean, LinkField::Symmetric),
        column("status", Text, LinkField::Status),
        column("evidence", Text, LinkField::Evidence),
        column("at", Text, LinkField::At),
        column("since", Text, LinkField::Since),
        column("until", Text, LinkField::Until),
        column("attested", List, LinkField::Attested),
        column("start", Text, LinkField::Start),
        column("end", Text, LinkField::End),
    ];
    let relations = facts.ontology().relations();
    let lists: Vec<_> = relations.map(|(id, _)| (id.index(), facts.link_properties(id))).collect();
    columns.extend(properties(&lists, LinkField::Property));
    columns.extend([
        column("note", Text, LinkField::Note),
        column("sources", List, LinkField::Sources),
        column("sourceUrls", List, LinkField::SourceUrls),
    ]);
    distinct(columns, |it| matches!(it, LinkField::Property(_)))
}

/// A column for each name of a property, in the order of the names.
fn properties<F>(
    lists: &[(usize, &[Property])],
    field: impl Fn(Vec<Option<usize>>) -> F,
) -> Vec<Column<F>> {
    let mut found: BTreeMap<&str, (Option<ColumnType>, Vec<Option<usize>>)> = BTreeMap::new();
    for (owner, properties) in lists {
        for (position, property) in properties.iter().enumerate() {
            let (ty, positions) = found.entry(&property.name).or_default();
            *ty = Some(ty.map_or(column_type(property.ty), |it| wider(it, property.ty)));
            positions.resize(positions.len().max(owner + 1), None);
            positions.insert(*owner, Some(position));
            positions.remove(owner + 1);
        }
    }
    let columns = found.into_iter().map(|(name, (ty, positions))| Column {
        name: free_name(name),
        ty: ty.unwrap_or(ColumnType::Text),
        field: field(positions),
    });
    columns.collect()
}

fn column_type(ty: PropertyType) -> ColumnType {
    if ty.list {
        return ColumnType::List;
    }
    match ty.scalar {
        Scalar::Int => ColumnType::Integer,
        Scalar::Float => ColumnType::Double,
        Scalar::Boolean => ColumnType::Boolean,
        Scalar::String
        | Scalar::Id
        | Scalar::PartialDate
        | Scalar::Date
        | Scalar::Url
        | Scalar::Json
        | Scalar::Enum(_) => ColumnType::Text,
    }
}

/// The type that holds values of both.
fn wider(one: ColumnType, other: PropertyType) -> ColumnType {
    use ColumnType::{Double, Integer, List, Text};
    match (one, column_type(other)) {
        (one, other) if one == other => one,
        (List, _) | (_, List) => List,
        (Integer | Double, Integer | Double) => Double,
        _ => Text,
    }
}

fn free_name(name: &str) -> String {
    let reserved = RESERVED.binary_search(&name.to_lowercase().as_str()).is_ok();
    if reserved { format!("{name}_") } else { name.to_owned() }
}

/// Gives columns of the data whose names are taken, or differ in case only, an underscore.
fn distinct<F>(mut columns: Vec<Column<F>>, is_of_data: fn(&F) -> bool) -> Vec<Column<F>> {
    let (of_data, fixed): (Vec<_>, Vec<_>) =
        columns.iter_mut().partition(|column| is_of_data(&column.field));
    let mut taken: BTreeSet<_> = fixed.iter().map(|column| column.name.to_lowercase()).collect();
    for column in of_data {
        while !taken.insert(column.name.to_lowercase()) {
            column.name.push('_');
        }
    }
    columns
}

/// The days of an entity or a link as attributes.
pub(super) fn days_text(days: Days) -> [Option<String>; 2] {
    [days.start, days.end].map(|date| date.map(|it| it.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_are_in_order() {
        assert!(RESERVED.is_sorted());
        assert_eq!(free_name("Size"), "Size_");
        assert_eq!(free_name("born"), "born");
    }
}
