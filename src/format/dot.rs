//! DOT, from which Graphviz draws.
//!
//! <https://graphviz.org/doc/info/lang.html>. Every id and value is quoted, and backslashes are
//! doubled, since they begin escapes in labels. An attribute that Graphviz would draw by
//! (`width`) has an underscore behind it.

use super::{
    columns::Columns,
    content::Content,
    palette::{Look, Palette, Shape},
    xml::allowed,
};
use crate::ontology::LinkStatus;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Attributes of nodes and edges that Graphviz knows, and that a property could be called.
/// <https://graphviz.org/doc/info/attrs.html>
const KNOWN: [&str; 64] = [
    "area",
    "arrowhead",
    "arrowsize",
    "arrowtail",
    "class",
    "color",
    "colorscheme",
    "comment",
    "constraint",
    "decorate",
    "dir",
    "distortion",
    "edgehref",
    "edgetarget",
    "fillcolor",
    "fixedsize",
    "fontcolor",
    "fontname",
    "fontsize",
    "gradientangle",
    "group",
    "head_lp",
    "headclip",
    "headhref",
    "headlabel",
    "headport",
    "height",
    "href",
    "id",
    "image",
    "imagepos",
    "imagescale",
    "label",
    "labelangle",
    "labeldistance",
    "labelfloat",
    "labelloc",
    "layer",
    "len",
    "lhead",
    "lp",
    "ltail",
    "margin",
    "minlen",
    "nojustify",
    "ordering",
    "orientation",
    "penwidth",
    "peripheries",
    "pin",
    "pos",
    "regular",
    "root",
    "samehead",
    "sametail",
    "samplepoints",
    "shape",
    "sides",
    "skew",
    "sortv",
    "style",
    "tooltip",
    "weight",
    "width",
];

/// Writes a document.
pub(super) fn write(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::new(content).without_labels();
    writeln!(to, "digraph \"corridor\" {{")?;
    writeln!(to, "charset=\"UTF-8\"; overlap=\"false\"; fontname=\"sans-serif\";")?;
    let note = content.note();
    let parts = [Some(content.title.clone()).filter(|it| !it.is_empty()), note];
    let label: Vec<_> = parts.into_iter().flatten().collect();
    if !label.is_empty() {
        writeln!(to, "label={};", quoted(&label.join("\n")))?;
    }
    writeln!(to, "node [style=\"filled\", fontname=\"sans-serif\"];")?;
    writeln!(to, "edge [fontname=\"sans-serif\", fontsize=\"10\"];")?;
    nodes(content, &columns, to)?;
    edges(content, &columns, to)?;
    writeln!(to, "}}")
}

fn nodes(content: &Content<'_>, columns: &Columns<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let (facts, palette) = (content.facts(), Palette::new(content));
    for node in content.nodes() {
        let look = palette.of(facts.kind_id(node));
        write!(to, "{} [label={}", quoted(&facts.id(node)), quoted(&facts.label(node)))?;
        write!(to, ", shape=\"{}\", fillcolor=\"{}\"", shape(look), look.hex())?;
        write!(to, ", fontcolor=\"{}\"", look.ink())?;
        for column in &columns.nodes {
            if let Some(cell) = columns.node(node, column) {
                write!(to, ", {}={}", key(&column.name), quoted(&cell.text("; ")))?;
            }
        }
        writeln!(to, "];")?;
    }
    Ok(())
}

fn edges(content: &Content<'_>, columns: &Columns<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let facts = content.facts();
    for link in content.links() {
        let (source, target) = facts.ends(link);
        let ends = [source, target].map(|it| quoted(&facts.id(it)).into_owned());
        let label = super::columns::in_words(facts.relation(link));
        let [source, target] = ends;
        write!(to, "{source} -> {target} [label={}", quoted(&label))?;
        // Graphviz tells parallel edges apart by `key`, and names them in pictures by `id`.
        let id = quoted(&facts.link_id(link)).into_owned();
        write!(to, ", key={id}, id={id}")?;
        write!(to, ", style=\"{}\"", stroke(facts.status(link)))?;
        if facts.is_symmetric(link) {
            write!(to, ", dir=\"none\"")?;
        }
        for column in &columns.links {
            if let Some(cell) = columns.link(link, column) {
                write!(to, ", {}={}", key(&column.name), quoted(&cell.text("; ")))?;
            }
        }
        writeln!(to, "];")?;
    }
    Ok(())
}

/// The name of an attribute.
fn key(name: &str) -> String {
    let known = KNOWN.binary_search(&name.to_lowercase().as_str()).is_ok();
    quoted(&if known { format!("{name}_") } else { name.to_owned() }).into_owned()
}

/// A text in quotes. Characters that no text file should have are replaced, as in XML.
fn quoted(text: &str) -> Cow<'_, str> {
    let text = allowed(text).replace('\\', "\\\\").replace('"', "\\\"");
    let text = text.replace("\r\n", "\\n").replace(['\r', '\n'], "\\n");
    Cow::Owned(format!("\"{text}\""))
}

fn shape(look: Look) -> &'static str {
    match look.shape {
        Shape::Circle => "ellipse",
        Shape::Square => "box",
        Shape::Diamond => "diamond",
        Shape::Triangle => "house",
        Shape::Hexagon => "hexagon",
    }
}

fn stroke(status: LinkStatus) -> &'static str {
    match status {
        LinkStatus::Actual => "solid",
        LinkStatus::Agreed | LinkStatus::Planned => "dashed",
        LinkStatus::Discussed => "dotted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_attributes_are_in_order() {
        assert!(KNOWN.is_sorted());
        assert_eq!(key("Width"), "\"Width_\"");
        assert_eq!(key("born"), "\"born\"");
    }
}
