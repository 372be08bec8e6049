//! CX2, the format of NDEx and Cytoscape Web: a list of aspects in a fixed order.
//!
//! <https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/>.
//! Ids are integers; ours are the attribute `extId`. Every attribute is declared, and the counts
//! must be right.

use super::{
    columns::{ColumnType, Columns},
    content::Content,
    facts::Cell,
    json::Json,
    palette::Palette,
};
use std::io::{self, Write};

/// Writes a document.
pub(super) fn write(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::new(content);
    let mut json = Json::new(to);
    json.open(b'[');
    json.open(b'{');
    json.member("CXVersion", "2.0");
    json.key("hasFragments");
    json.boolean(false);
    json.close(b'}');
    json.line()?;
    counts(&mut json, content)?;
    declarations(&mut json, &columns)?;
    network(&mut json, content)?;
    aspect(&mut json, "nodes", |json| nodes(json, content, &columns))?;
    aspect(&mut json, "edges", |json| edges(json, content, &columns))?;
    aspect(&mut json, "visualProperties", |json| look(json, content))?;
    aspect(&mut json, "status", |json| {
        json.open(b'{');
        json.member("error", "");
        json.key("success");
        json.boolean(true);
        json.close(b'}');
        Ok(())
    })?;
    json.close(b']');
    json.line()
}

/// `{"name": [...]}` on lines of its own.
fn aspect<W: Write>(
    json: &mut Json<W>,
    name: &str,
    elements: impl FnOnce(&mut Json<W>) -> io::Result<()>,
) -> io::Result<()> {
    json.open(b'{');
    json.key(name);
    json.open(b'[');
    elements(json)?;
    json.close(b']');
    json.close(b'}');
    json.line()
}

fn counts<W: Write>(json: &mut Json<W>, content: &Content<'_>) -> io::Result<()> {
    let counts = [
        ("attributeDeclarations", 1),
        ("networkAttributes", 1),
        ("nodes", content.node_count()),
        ("edges", content.link_count()),
        ("visualProperties", 1),
    ];
    aspect(json, "metaData", |json| {
        for (name, count) in counts {
            json.open(b'{');
            json.member("name", name);
            json.key("elementCount");
            json.integer(u32::try_from(count).unwrap_or(u32::MAX));
            json.close(b'}');
        }
        Ok(())
    })
}

fn declarations<W: Write>(json: &mut Json<W>, columns: &Columns<'_, '_>) -> io::Result<()> {
    let text = ColumnType::Text;
    let nodes = columns.nodes.iter().map(|it| (it.name.as_str(), it.ty));
    let nodes = [("name", text), ("extId", text)].into_iter().chain(nodes);
    let edges = columns.links.iter().map(|it| (it.name.as_str(), it.ty));
    let edges = [("interaction", text), ("extId", text)].into_iter().chain(edges);
    aspect(json, "attributeDeclarations", |json| {
        json.open(b'{');
        json.key("networkAttributes");
        declare(json, [("name", text), ("description", text)].into_iter());
        json.key("nodes");
        declare(json, nodes);
        json.key("edges");
        declare(json, edges);
        json.close(b'}');
        Ok(())
    })
}

fn declare<'n, W: Write>(json: &mut Json<W>, columns: impl Iterator<Item = (&'n str, ColumnType)>) {
    json.open(b'{');
    for (name, ty) in columns {
        json.key(name);
        json.open(b'{');
        json.member(
            "d",
            match ty {
                ColumnType::Text => "string",
                ColumnType::Integer => "integer",
                ColumnType::Long => "long",
                ColumnType::Double => "double",
                ColumnType::Boolean => "boolean",
                ColumnType::List => "list_of_string",
            },
        );
        json.close(b'}');
    }
    json.close(b'}');
}

fn network<W: Write>(json: &mut Json<W>, content: &Content<'_>) -> io::Result<()> {
    let title = if content.title.is_empty() { "Corridor" } else { &content.title };
    aspect(json, "networkAttributes", |json| {
        json.open(b'{');
        json.member("name", title);
        json.member("description", &content.note().unwrap_or_default());
        json.close(b'}');
        Ok(())
    })
}

fn nodes<W: Write>(
    json: &mut Json<W>,
    content: &Content<'_>,
    columns: &Columns<'_, '_>,
) -> io::Result<()> {
    let facts = content.facts();
    for node in content.nodes() {
        json.line()?;
        json.open(b'{');
        json.key("id");
        json.integer(node.0);
        json.key("v");
        json.open(b'{');
        json.member("name", &facts.label(node));
        json.member("extId", &facts.id(node));
        for column in &columns.nodes {
            if let Some(cell) = columns.node(node, column) {
                json.key(&column.name);
                value(json, &cell);
            }
        }
        json.close(b'}');
        json.close(b'}');
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
        json.line()?;
        json.open(b'{');
        for (key, number) in [("id", link.0), ("s", from.0), ("t", to.0)] {
            json.key(key);
            json.integer(number);
        }
        json.key("v");
        json.open(b'{');
        json.member("interaction", facts.relation(link));
        json.member("extId", &facts.link_id(link));
        for column in &columns.links {
            if let Some(cell) = columns.link(link, column) {
                json.key(&column.name);
                value(json, &cell);
            }
        }
        json.close(b'}');
        json.close(b'}');
    }
    Ok(())
}

/// Lists are declared as lists of texts, whatever their items are.
fn value<W: Write>(json: &mut Json<W>, cell: &Cell<'_>) {
    match cell {
        Cell::List(items) => {
            json.open(b'[');
            items.iter().for_each(|item| json.text(&item.text("; ")));
            json.close(b']');
        }
        // The format has a type for it, whose values are numbers.
        Cell::Long(number) => json.long(*number),
        Cell::Text(_) | Cell::Integer(_) | Cell::Double(_) | Cell::Boolean(_) | Cell::Fields(_) => {
            json.cell(cell)
        }
    }
}

/// Names as labels, and a color for each kind.
fn look<W: Write>(json: &mut Json<W>, content: &Content<'_>) -> io::Result<()> {
    json.open(b'{');
    json.key("default");
    json.open(b'{');
    json.key("edge");
    json.open(b'{');
    json.member("EDGE_TARGET_ARROW_SHAPE", "triangle");
    json.close(b'}');
    json.close(b'}');
    json.key("nodeMapping");
    json.open(b'{');
    json.key("NODE_LABEL");
    json.open(b'{');
    json.member("type", "PASSTHROUGH");
    json.key("definition");
    json.open(b'{');
    json.member("attribute", "name");
    json.close(b'}');
    json.close(b'}');
    json.key("NODE_BACKGROUND_COLOR");
    json.open(b'{');
    json.member("type", "DISCRETE");
    json.key("definition");
    json.open(b'{');
    json.member("attribute", "kind");
    json.key("map");
    json.open(b'[');
    for (kind, look) in Palette::new(content).iter() {
        json.open(b'{');
        json.member("v", &content.facts().ontology().kind(kind).name);
        json.member("vp", &look.hex());
        json.close(b'}');
    }
    json.close(b']');
    for _ in 0..4 {
        json.close(b'}');
    }
    Ok(())
}
