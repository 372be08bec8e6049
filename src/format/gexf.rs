//! GEXF 1.3, the format of Gephi: attributes, times and colors.
//!
//! <https://gexf.net/> and the RELAX NG grammar of <https://github.com/gephi/gexf>. Readers ask
//! for more than the grammar. Gephi merges edges of one pair unless their `kind` differs, and
//! takes no partial date. networkx reads no `kind`, so the relation is an attribute too, and it
//! refuses an undirected edge among directed ones, so all are directed and `symmetric` is told.

use super::{
    columns::{ColumnType, Columns, days_text},
    content::Content,
    facts::{Cell, Days},
    palette::Palette,
    xml::Xml,
};
use crate::{graph::LinkId, ontology::LinkStatus};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Writes a document.
pub(super) fn write(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::new(content).without_labels();
    let mut xml = Xml::new(to)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://gexf.net/1.3"),
            ("xmlns:viz", "http://gexf.net/1.3/viz"),
            ("version", "1.3"),
        ],
    )?;
    meta(&mut xml, content)?;
    graph(&mut xml, content)?;
    declare(&mut xml, "node", columns.nodes.iter().map(|it| (it.name.as_str(), it.ty)))?;
    declare(&mut xml, "edge", columns.links.iter().map(|it| (it.name.as_str(), it.ty)))?;
    nodes(&mut xml, content, &columns)?;
    edges(&mut xml, content, &columns)?;
    xml.close("graph")?;
    xml.close("gexf")
}

fn meta<W: Write>(xml: &mut Xml<W>, content: &Content<'_>) -> io::Result<()> {
    xml.open("meta", &[])?;
    xml.text("creator", &[], "Corridor")?;
    let incomplete = content.note();
    let parts = [Some(content.title.clone()).filter(|it| !it.is_empty()), incomplete];
    let description: Vec<_> = parts.into_iter().flatten().collect();
    if !description.is_empty() {
        xml.text("description", &[], &description.join("\n"))?;
    }
    xml.close("meta")
}

/// The element `graph`. It is dynamic only if something has a date: Gephi shows a timeline then.
fn graph<W: Write>(xml: &mut Xml<W>, content: &Content<'_>) -> io::Result<()> {
    let facts = content.facts();
    let dated = content.nodes().any(|it| facts.node_days(it) != Days::default())
        || content.links().any(|it| facts.time(it).days() != Days::default());
    let directed = ("defaultedgetype", "directed");
    if !dated {
        return xml.open("graph", &[directed, ("mode", "static")]);
    }
    let time = [("timeformat", "date"), ("timerepresentation", "interval")];
    xml.open("graph", &[directed, ("mode", "dynamic"), time[0], time[1]])
}

/// The attributes of a class. Gephi shows the title and calls the column by the id: both are the
/// name.
fn declare<'n, W: Write>(
    xml: &mut Xml<W>,
    class: &str,
    columns: impl Iterator<Item = (&'n str, ColumnType)>,
) -> io::Result<()> {
    xml.open("attributes", &[("class", class), ("mode", "static")])?;
    for (name, ty) in columns {
        let ty = match ty {
            ColumnType::Text => "string",
            ColumnType::Integer => "integer",
            ColumnType::Long => "long",
            ColumnType::Double => "double",
            ColumnType::Boolean => "boolean",
            ColumnType::List => "liststring",
        };
        xml.empty("attribute", &[("id", name), ("title", name), ("type", ty)])?;
    }
    xml.close("attributes")
}

fn nodes<W: Write>(
    xml: &mut Xml<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    let palette = Palette::new(content);
    xml.open("nodes", &[])?;
    for node in content.nodes() {
        let (id, label) = (facts.id(node), facts.label(node));
        let days = days_text(facts.node_days(node));
        let mut attributes = vec![("id", &*id), ("label", &*label)];
        attributes.extend(time_attributes(&days));
        xml.open("node", &attributes)?;
        let cells = columns.nodes.iter().map(|it| (it.name.as_str(), columns.node(node, it)));
        values(xml, cells)?;
        let [r, g, b] = palette.of(facts.kind_id(node)).rgb.map(|it| it.to_string());
        xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)])?;
        xml.close("node")?;
    }
    xml.close("nodes")
}

fn edges<W: Write>(
    xml: &mut Xml<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    xml.open("edges", &[])?;
    for link in content.links() {
        let (from, to) = facts.ends(link);
        let (id, from, to) = (facts.link_id(link), facts.id(from), facts.id(to));
        let label = super::columns::in_words(facts.relation(link));
        let (kind, days) = (kind(content, link), days_text(facts.time(link).days()));
        let mut attributes = vec![("id", &*id), ("source", &*from), ("target", &*to)];
        attributes.extend([("label", &*label), ("kind", &*kind), ("weight", "1")]);
        attributes.extend(time_attributes(&days));
        xml.open("edge", &attributes)?;
        let cells = columns.links.iter().map(|it| (it.name.as_str(), columns.link(link, it)));
        values(xml, cells)?;
        xml.empty("viz:shape", &[("value", shape(facts.status(link)))])?;
        xml.close("edge")?;
    }
    xml.close("edges")
}

/// The relation, numbered where several links of it tie one pair: edges of one pair and kind
/// would become one.
pub(super) fn kind<'g>(content: &Content<'g>, link: LinkId) -> Cow<'g, str> {
    let facts = content.facts();
    match (facts.relation(link), facts.ordinal(link)) {
        (relation, 1) => relation.into(),
        (relation, ordinal) => format!("{relation}#{ordinal}").into(),
    }
}

fn time_attributes(days: &[Option<String>; 2]) -> impl Iterator<Item = (&str, &str)> {
    let names = ["start", "end"].into_iter().zip(days);
    names.filter_map(|(name, day)| Some((name, day.as_deref()?)))
}

/// The strokes that GEXF knows, by how real a link is.
fn shape(status: LinkStatus) -> &'static str {
    match status {
        LinkStatus::Actual => "solid",
        LinkStatus::Agreed | LinkStatus::Planned => "dashed",
        LinkStatus::Discussed => "dotted",
    }
}

fn values<'g, W: Write>(
    xml: &mut Xml<W>,
    cells: impl Iterator<Item = (&'g str, Option<Cell<'g>>)>,
) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (name, cell) in cells {
        let Some(cell) = cell else { continue };
        let value = match &cell {
            Cell::List(items) => Cow::Owned(list(items)),
            cell => cell.text(""),
        };
        xml.empty("attvalue", &[("for", name), ("value", &value)])?;
    }
    xml.close("attvalues")
}

/// A list as Gephi reads it: `["a", "b"]`, with a backslash before quotes and backslashes.
fn list(items: &[Cell<'_>]) -> String {
    let quoted = |item: &Cell<'_>| {
        format!("\"{}\"", item.text("; ").replace('\\', "\\\\").replace('"', "\\\""))
    };
    format!("[{}]", items.iter().map(quoted).collect::<Vec<_>>().join(", "))
}
