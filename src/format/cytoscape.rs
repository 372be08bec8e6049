//! Cytoscape JSON, which cytoscape.js, Cytoscape and networkx read.
//!
//! <https://js.cytoscape.org/#notation/elements-json>. networkx wants a list `data` at the top,
//! `value` and `name` in each node, and `key` in each edge.

use super::{columns::Columns, content::Content, json::Json};
use std::io::{self, Write};

/// Writes a document.
pub(super) fn write(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::new(content).without_labels();
    let mut json = Json::new(to);
    json.open(b'{');
    json.key("data");
    json.open(b'[');
    let note = content.note();
    let title = Some(content.title.as_str()).filter(|it| !it.is_empty());
    for (key, text) in [("title", title), ("note", note.as_deref())] {
        if let Some(text) = text {
            json.open(b'[');
            json.text(key);
            json.text(text);
            json.close(b']');
        }
    }
    json.close(b']');
    for key in ["directed", "multigraph"] {
        json.key(key);
        json.boolean(true);
    }
    json.key("elements");
    json.open(b'{');
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
    json.close(b'}');
    json.line()
}

fn nodes<W: Write>(
    json: &mut Json<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    for node in content.nodes() {
        let (id, label) = (facts.id(node), facts.label(node));
        json.open(b'{');
        json.key("data");
        json.open(b'{');
        for (key, text) in [("id", &id), ("value", &id), ("name", &label), ("label", &label)] {
            json.member(key, text);
        }
        json.node_members(columns, node);
        json.close(b'}');
        json.member("classes", &facts.kind(node).name);
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
        let ((from, to), id) = (facts.ends(link), facts.link_id(link));
        json.open(b'{');
        json.key("data");
        json.open(b'{');
        let ends = [("source", facts.id(from)), ("target", facts.id(to))];
        json.member("id", &id);
        ends.iter().for_each(|(key, end)| json.member(key, end));
        json.member("key", &id);
        json.member("interaction", facts.relation(link));
        json.member("label", &super::columns::in_words(facts.relation(link)));
        json.link_members(columns, link);
        json.close(b'}');
        json.member("classes", facts.relation(link));
        json.close(b'}');
        json.line()?;
    }
    Ok(())
}
