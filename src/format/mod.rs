//! Exports: a graph, or a part of it, in the formats that the tools of the field read.
//!
//! [`Export::write`] is the one way to the bytes: the command line, HTTP and the API call it,
//! so that they give the same ones. A format is one file here and one row of [`Format::ALL`].
//! Formats write as they read, into a buffer of a fixed size: a whole graph takes no memory of
//! its own. Entities and links stand in the order of their numbers in every format.
//!
//! Formats with flat attributes write the two tables of `columns.rs`. The others read single
//! facts. `docs/exports.md` says what each format carries, and how.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod choice;
mod columns;
mod content;
mod csv;
mod cx2;
mod cytoscape;
mod dot;
mod facts;
mod ftm;
mod gexf;
mod graphml;
mod graphology;
mod json;
mod layout;
mod mermaid;
mod node_link;
mod options;
mod palette;
mod problem;
mod rdf;
mod svg;
mod table;
mod xml;

pub use choice::{Choice, Document, GraphField};
pub use content::{Content, Measure};
pub use options::{ByteOrderMark, CsvProfile, EdgesKey, GraphmlProfile, OptionInfo, Options, Part};
pub use problem::ExportError;
pub use table::{Format, Info};

use crate::limits::Limits;
use std::io::{BufWriter, Write};

/// Bytes that are collected before they are handed on.
const BUFFER: usize = 64 << 10;

/// The format and the options of an export.
#[derive(Clone, Debug)]
pub struct Export<'l> {
    /// The format.
    pub format: Format,
    /// The options of the format.
    pub options: Options,
    /// The bounds of formats that are for small graphs.
    pub limits: &'l Limits,
}

impl Export<'_> {
    /// Writes a file. The same content and options give the same bytes.
    ///
    /// # Errors
    /// If the graph is too large for the format, or whoever takes the bytes fails.
    pub fn write(&self, content: &Content<'_>, to: &mut dyn Write) -> Result<(), ExportError> {
        let mut to = BufWriter::with_capacity(BUFFER, to);
        let options = &self.options;
        match self.format {
            Format::Gexf => gexf::write(content, &mut to)?,
            Format::Graphml => graphml::write(content, options, &mut to)?,
            Format::Dot => dot::write(content, &mut to)?,
            Format::Cytoscape => cytoscape::write(content, &mut to)?,
            Format::Cx2 => cx2::write(content, &mut to)?,
            Format::Graphology => graphology::write(content, &mut to)?,
            Format::NodeLink => node_link::write(content, options, &mut to)?,
            Format::Csv => csv::write(content, options, &mut to)?,
            Format::Turtle | Format::NTriples | Format::JsonLd => {
                rdf::write(self.format, content, options, &mut to)?;
            }
            Format::Ftm => ftm::write(content, &mut to)?,
            Format::Mermaid => mermaid::write(content, self.limits, &mut to)?,
            Format::Svg => svg::write(content, self.limits, &mut to)?,
        }
        to.flush()?;
        Ok(())
    }
}
