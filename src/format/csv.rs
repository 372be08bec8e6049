//! CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)): one table a file, of the links, the
//! entities or the sources.
//!
//! The table of links repeats the names of both ends, so that it can be read by itself. Text
//! that a spreadsheet would take for a formula gets an apostrophe before it
//! (<https://owasp.org/www-community/attacks/CSV_Injection>), but not in the tables for
//! `neo4j-admin database import`, which no spreadsheet is meant to open.

use super::{
    columns::{ColumnType, Columns, ExportColumn},
    content::Content,
    facts::Cell,
    gexf,
    options::{ByteOrderMark, CsvProfile, Options, Part},
};
use crate::graph::LinkId;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// The byte order mark, by which a program reads the text as UTF-8 rather than guess.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes a table.
pub(super) fn write(
    content: &Content<'_>,
    options: &Options,
    to: &mut dyn Write,
) -> io::Result<()> {
    if options.bom == ByteOrderMark::Yes {
        to.write_all(MARK)?;
    }
    let mut table = Table { writer: rust_csv::Writer::from_writer(to), profile: options.csv };
    match options.part {
        Part::Links => table.links(content)?,
        Part::Nodes => table.nodes(content)?,
        Part::Sources => table.sources(content)?,
    }
    table.writer.flush()
}

struct Table<W: Write> {
    writer: rust_csv::Writer<W>,
    profile: CsvProfile,
}

impl<W: Write> Table<W> {
    fn nodes(&mut self, content: &Content<'_>) -> io::Result<()> {
        let (facts, columns) = (content.facts(), Columns::new(content));
        match self.profile {
            CsvProfile::Plain => self.text("id")?,
            CsvProfile::Gephi => self.text("Id")?,
            CsvProfile::Neo4j => self.text("id:ID")?,
        }
        columns.nodes.iter().try_for_each(|it| self.header(it))?;
        if self.profile == CsvProfile::Neo4j {
            self.text(":LABEL")?;
        }
        self.end()?;
        for node in content.nodes() {
            self.text(&facts.id(node))?;
            for column in &columns.nodes {
                self.cell(columns.node(node, column))?;
            }
            if self.profile == CsvProfile::Neo4j {
                self.text(&facts.kind(node).name)?;
            }
            self.end()?;
        }
        Ok(())
    }

    fn links(&mut self, content: &Content<'_>) -> io::Result<()> {
        let columns = match self.profile {
            CsvProfile::Plain => Columns::with_reference_labels(content),
            CsvProfile::Gephi | CsvProfile::Neo4j => Columns::new(content),
        };
        let first: &[&str] = match self.profile {
            CsvProfile::Plain => &[
                "id",
                "source",
                "target",
                "sourceLabel",
                "targetLabel",
                "sourceKind",
                "targetKind",
            ],
            CsvProfile::Gephi => &["Id", "Source", "Target", "Type", "Kind", "Weight"],
            CsvProfile::Neo4j => &["id", ":START_ID", ":END_ID", ":TYPE"],
        };
        first.iter().try_for_each(|name| self.text(name))?;
        columns.links.iter().try_for_each(|it| self.header(it))?;
        self.end()?;
        for link in content.links() {
            self.link(content, link, &columns)?;
        }
        Ok(())
    }

    fn link(
        &mut self,
        content: &Content<'_>,
        link: LinkId,
        columns: &Columns<'_, '_>,
    ) -> io::Result<()> {
        let facts = content.facts();
        let (from, to) = facts.ends(link);
        for id in [facts.link_id(link), facts.id(from), facts.id(to)] {
            self.text(&id)?;
        }
        match self.profile {
            CsvProfile::Plain => {
                self.text(&facts.label(from))?;
                self.text(&facts.label(to))?;
                self.text(&facts.kind(from).name)?;
                self.text(&facts.kind(to).name)?;
            }
            CsvProfile::Gephi => {
                let ty = if facts.is_symmetric(link) { "Undirected" } else { "Directed" };
                self.text(ty)?;
                self.text(&gexf::kind(content, link))?;
                self.text("1")?;
            }
            CsvProfile::Neo4j => self.text(facts.relation(link))?,
        }
        for column in &columns.links {
            self.cell(columns.link(link, column))?;
        }
        self.end()
    }

    /// The sources that are cited, whether or not they are entities of the content.
    fn sources(&mut self, content: &Content<'_>) -> io::Result<()> {
        let facts = content.facts();
        let names = ["publisher", "published", "url", "lang"];
        let id = if self.profile == CsvProfile::Neo4j { "id:ID" } else { "id" };
        self.text(id)?;
        self.text("label")?;
        names.iter().try_for_each(|name| self.text(name))?;
        self.end()?;
        for source in content.cited() {
            self.text(&facts.id(source))?;
            self.text(&facts.label(source))?;
            for name in names {
                self.cell(facts.source_property(source, name))?;
            }
            self.end()?;
        }
        Ok(())
    }

    fn header<F>(&mut self, column: &ExportColumn<F>) -> io::Result<()> {
        let name = match (self.profile, column.name.as_str()) {
            (CsvProfile::Gephi, "label") => "Label",
            (_, name) => name,
        };
        if self.profile != CsvProfile::Neo4j {
            return self.text(name);
        }
        let ty = match column.ty {
            ColumnType::Text => "string",
            ColumnType::Integer => "int",
            ColumnType::Long => "long",
            ColumnType::Double => "double",
            ColumnType::Boolean => "boolean",
            ColumnType::List => "string[]",
        };
        self.text(&format!("{name}:{ty}"))
    }

    fn cell(&mut self, cell: Option<Cell<'_>>) -> io::Result<()> {
        let Some(cell) = cell else { return self.text("") };
        let text = cell.text(self.profile.between());
        match cell {
            // A number may begin with a minus.
            Cell::Integer(_) | Cell::Long(_) | Cell::Double(_) | Cell::Boolean(_) => {
                self.raw(&text)
            }
            Cell::Text(_) | Cell::List(_) | Cell::Fields(_) => self.text(&text),
        }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        match self.profile {
            CsvProfile::Plain | CsvProfile::Gephi => self.raw(&harmless(text)),
            CsvProfile::Neo4j => self.raw(text),
        }
    }

    fn raw(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_field(text).map_err(io::Error::from)
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::from)
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "1-1", "a=b", "Өзгөн"] {
            assert_eq!(harmless(text), text);
        }
    }
}
