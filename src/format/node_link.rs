//! Node-link JSON, which D3, force-graph and networkx read.
//!
//! networkx calls the list of links `edges` since version 3.4; D3, force-graph and what came
//! before call it `links`. The option `edges` says which.
//! <https://networkx.org/documentation/stable/reference/readwrite/json_graph.html>

use super::{columns::Columns, content::Content, json::Json, options::Options};
use std::io::{self, Write};

/// Writes a document.
pub(super) fn write(
    content: &Content<'_>,
    options: &Options,
    to: &mut dyn Write,
) -> io::Result<()> {
    let columns = Columns::new(content);
    let mut json = Json::new(to);
    json.open(b'{');
    for key in ["directed", "multigraph"] {
        json.key(key);
        json.boolean(true);
    }
    json.key("graph");
    json.open(b'{');
    if !content.title.is_empty() {
        json.member("title", &content.title);
    }
    if let Some(note) = content.note() {
        json.member("note", &note);
    }
    json.close(b'}');
    json.key("nodes");
    json.open(b'[');
    json.line()?;
    nodes(&mut json, content, &columns)?;
    json.close(b']');
    json.key(options.edges_key.word());
    json.open(b'[');
    json.line()?;
    links(&mut json, content, &columns)?;
    json.close(b']');
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
        json.open(b'{');
        json.member("id", &facts.id(node));
        json.node_members(columns, node);
        json.close(b'}');
        json.line()?;
    }
    Ok(())
}

fn links<W: Write>(
    json: &mut Json<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    for link in content.links() {
        let (from, to) = facts.ends(link);
        json.open(b'{');
        json.member("source", &facts.id(from));
        json.member("target", &facts.id(to));
        json.member("key", &facts.link_id(link));
        json.link_members(columns, link);
        json.close(b'}');
        json.line()?;
    }
    Ok(())
}
