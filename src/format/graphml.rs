//! GraphML, which nearly every graph tool reads.
//!
//! <http://graphml.graphdrawing.org/specification.html>. Keys come before the graph and are
//! unique over the file; all edges are directed, since networkx refuses a mixture: a symmetric
//! relation is told by the attribute `symmetric`. Lists have no type and become texts with `; `.

use super::{
    columns::{ColumnType, Columns},
    content::Content,
    options::{GraphmlProfile, Options},
    xml::{Xml, element},
};
use quick_xml::events::BytesStart;
use std::io::{self, Write};

/// The text between the items of a list.
const BETWEEN: &str = "; ";

/// The key of what is said of the whole graph.
const NOTE: &str = "g_note";

/// Writes a document.
pub(super) fn write(
    content: &Content<'_>,
    options: &Options,
    to: &mut dyn Write,
) -> io::Result<()> {
    let columns = Columns::new(content);
    let names = Names::of(options.graphml);
    let node_names: Vec<_> = columns.nodes.iter().map(|it| names.node(&it.name)).collect();
    let link_names: Vec<_> = columns.links.iter().map(|it| names.link(&it.name)).collect();
    let mut xml = Xml::new(to)?;
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    let note = content.note();
    if note.is_some() {
        declare(&mut xml, NOTE, "graph", "note", ColumnType::Text)?;
    }
    for (at, (column, name)) in columns.nodes.iter().zip(&node_names).enumerate() {
        declare(&mut xml, &format!("n{at}"), "node", name, column.ty)?;
    }
    for (at, (column, name)) in columns.links.iter().zip(&link_names).enumerate() {
        declare(&mut xml, &format!("e{at}"), "edge", name, column.ty)?;
    }
    xml.open("graph", &[("id", "G"), ("edgedefault", "directed")])?;
    if let Some(note) = note {
        xml.text("data", &[("key", NOTE)], &note)?;
    }
    nodes(&mut xml, content, &columns)?;
    edges(&mut xml, content, &columns)?;
    xml.close("graph")?;
    xml.close("graphml")
}

fn declare<W: Write>(
    xml: &mut Xml<W>,
    id: &str,
    class: &str,
    name: &str,
    ty: ColumnType,
) -> io::Result<()> {
    let ty = match ty {
        ColumnType::Text | ColumnType::List => "string",
        ColumnType::Integer => "int",
        ColumnType::Long => "long",
        ColumnType::Double => "double",
        ColumnType::Boolean => "boolean",
    };
    xml.empty("key", &[("id", id), ("for", class), ("attr.name", name), ("attr.type", ty)])
}

fn nodes<W: Write>(
    xml: &mut Xml<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    let starts = starts("n", columns.nodes.len());
    for node in content.nodes() {
        xml.open("node", &[("id", &facts.id(node))])?;
        for (column, start) in columns.nodes.iter().zip(&starts) {
            if let Some(cell) = columns.node(node, column) {
                xml.prepared(start, &cell.text(BETWEEN))?;
            }
        }
        xml.close("node")?;
    }
    Ok(())
}

fn edges<W: Write>(
    xml: &mut Xml<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    let starts = starts("e", columns.links.len());
    for link in content.links() {
        let (from, to) = facts.ends(link);
        let (from, to) = (facts.id(from), facts.id(to));
        let ends = [("id", &*facts.link_id(link)), ("source", &from), ("target", &to)];
        xml.open("edge", &ends)?;
        for (column, start) in columns.links.iter().zip(&starts) {
            if let Some(cell) = columns.link(link, column) {
                xml.prepared(start, &cell.text(BETWEEN))?;
            }
        }
        xml.close("edge")?;
    }
    Ok(())
}

/// `<data key="n3">` for each column, made once.
fn starts(prefix: &str, columns: usize) -> Vec<BytesStart<'static>> {
    let start = |at: usize| element("data", &[("key", &format!("{prefix}{at}"))]);
    (0..columns).map(start).collect()
}

/// The names of the kind of an entity and of the relation of a link for a reader.
struct Names {
    kind: &'static str,
    relation: &'static str,
}

impl Names {
    fn of(profile: GraphmlProfile) -> Self {
        match profile {
            GraphmlProfile::Plain => Self { kind: "kind", relation: "relation" },
            GraphmlProfile::Tinkerpop => Self { kind: "labelV", relation: "labelE" },
        }
    }

    fn node<'n>(&self, name: &'n str) -> &'n str
    where
        Self: 'n,
    {
        if name == "kind" { self.kind } else { name }
    }

    fn link<'n>(&self, name: &'n str) -> &'n str {
        if name == "relation" { self.relation } else { name }
    }
}
