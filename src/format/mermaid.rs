//! Mermaid, from which Markdown pages and chats draw.
//!
//! <https://mermaid.js.org/syntax/flowchart.html>. Letters that have a meaning in it are written
//! as `#35;`. Mermaid draws at most 500 links unless it is told otherwise, so this is the bound.

use super::{
    ExportError, Format,
    content::Content,
    palette::{Palette, Shape},
    xml::allowed,
};
use crate::{limits::Limits, ontology::LinkStatus};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Writes a diagram.
pub(super) fn write(
    content: &Content<'_>,
    limits: &Limits,
    to: &mut dyn Write,
) -> Result<(), ExportError> {
    let most = limits.diagram_links;
    for (what, count) in [("links", content.link_count()), ("entities", content.node_count())] {
        if count as u64 > most {
            let info = Format::Mermaid.info();
            return Err(ExportError::too_large(info, what, count, "diagram_links", most));
        }
    }
    writeln!(to, "flowchart LR")?;
    if let Some(note) = content.note() {
        writeln!(to, "%% {note}")?;
    }
    Ok(diagram(content, to)?)
}

fn diagram(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let (facts, palette) = (content.facts(), Palette::new(content));
    for node in content.nodes() {
        let [open, close] = brackets(palette.of(facts.kind_id(node)).shape);
        let label = text(&facts.label(node));
        let kind = facts.kind_id(node).0;
        writeln!(to, "  n{}{open}\"{label}\"{close}:::k{kind}", node.0)?;
    }
    for link in content.links() {
        let (from, target) = facts.ends(link);
        let stroke = stroke(facts.status(link), facts.is_symmetric(link));
        let mut label = super::columns::in_words(facts.relation(link));
        if let Some(when) = facts.time(link).in_words() {
            label = format!("{label}, {when}");
        }
        writeln!(to, "  n{} {stroke}|\"{}\"| n{}", from.0, text(&label), target.0)?;
    }
    for (kind, look) in palette.iter() {
        let (fill, ink) = (look.hex(), look.ink());
        writeln!(to, "  classDef k{} fill:{fill},stroke:#333333,color:{ink}", kind.0)?;
    }
    Ok(())
}

/// A text as Mermaid reads it back: letters and digits as they are, most others by number.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in allowed(text).chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            ' ' | ',' | '.' | '-' | ':' => out.push(c),
            c if c.is_alphanumeric() || !c.is_ascii() => out.push(c),
            c => {
                // A text takes any.
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}

fn brackets(shape: Shape) -> [&'static str; 2] {
    match shape {
        Shape::Circle => ["([", "])"],
        Shape::Square => ["[", "]"],
        Shape::Diamond => ["{{", "}}"],
        Shape::Triangle => ["[/", "\\]"],
        Shape::Hexagon => ["[[", "]]"],
    }
}

fn stroke(status: LinkStatus, symmetric: bool) -> &'static str {
    match (status, symmetric) {
        (LinkStatus::Actual, false) => "-->",
        (LinkStatus::Actual, true) => "---",
        (LinkStatus::Agreed | LinkStatus::Planned | LinkStatus::Discussed, false) => "-.->",
        (LinkStatus::Agreed | LinkStatus::Planned | LinkStatus::Discussed, true) => "-.-",
    }
}
