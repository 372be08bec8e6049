//! graphology JSON, from which Sigma draws.
//!
//! <https://graphology.github.io/serialization.html>. Sigma refuses a node without finite `x`
//! and `y`, so each has a place on a spiral, from which a layout can start. It takes `type` for
//! the name of a renderer, so the kind is under `kind`.

use super::{columns::Columns, content::Content, json::Json, layout::spiral, palette::Palette};
use std::io::{self, Write};

/// The radius of a circle.
const SIZE: f64 = 5.0;

/// Writes a document.
pub(super) fn write(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::new(content);
    let mut json = Json::new(to);
    json.open(b'{');
    json.key("attributes");
    json.open(b'{');
    if !content.title.is_empty() {
        json.member("title", &content.title);
    }
    if let Some(note) = content.note() {
        json.member("note", &note);
    }
    json.close(b'}');
    json.key("options");
    json.open(b'{');
    json.member("type", "mixed");
    for key in ["multi", "allowSelfLoops"] {
        json.key(key);
        json.boolean(true);
    }
    json.close(b'}');
    json.key("nodes");
    json.open(b'[');
    json.line()?;
    nodes(&mut json, content, &columns)?;
    json.close(b']');
    json.key("edges");
    json.open(b'[');
    json.line()?;
    edges(&mut json, content, &columns)?;
    json.close(b']');
    json.close(b'}');
    json.line()
}

fn nodes<W: Write>(
    json: &mut Json<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let (facts, palette) = (content.facts(), Palette::new(content));
    for (node, place) in content.nodes().zip(spiral(10.0)) {
        json.open(b'{');
        json.member("key", &facts.id(node));
        json.key("attributes");
        json.open(b'{');
        json.node_members(columns, node);
        let [x, y] = place;
        for (key, number) in [("x", x), ("y", y), ("size", SIZE)] {
            json.key(key);
            json.double(number);
        }
        json.member("color", &palette.of(facts.kind_id(node)).hex());
        json.close(b'}');
        json.close(b'}');
        json.line()?;
    }
    Ok(())
}

fn edges<W: Write>(
    json: &mut Json<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    for link in content.links() {
        let (from, to) = facts.ends(link);
        json.open(b'{');
        json.member("key", &facts.link_id(link));
        json.member("source", &facts.id(from));
        json.member("target", &facts.id(to));
        json.key("attributes");
        json.open(b'{');
        json.link_members(columns, link);
        json.close(b'}');
        json.key("undirected");
        json.boolean(facts.is_symmetric(link));
        json.close(b'}');
        json.line()?;
    }
    Ok(())
}
