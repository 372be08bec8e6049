//! A small page about one entity, which clients show in a frame.
//!
//! It has no script and loads nothing. Every text of the data is escaped, and an address
//! becomes a link only if it is one of the web.

use super::{
    Problem, ProblemSort, Service,
    cells::Cell,
    shortened,
    terms::{Common, Term, label},
};
use crate::{
    graph::NodeId,
    limits::{Budget, Exhausted},
    ontology::Scalar,
    value::html::escape,
};
use std::fmt::Write;

/// The most values of one property that are shown.
const VALUES: usize = 5;
/// The most letters of a text that are shown.
const LETTERS: usize = 280;

const STYLE: &str = "\
body{margin:.8em;font:14px/1.4 system-ui,sans-serif;color:#1b1f24;background:#fff}\
h1{margin:0;font-size:1.15em}p{margin:.3em 0}.kind,.more,footer{color:#57606a}\
dl{margin:.5em 0;display:grid;grid-template-columns:max-content 1fr;gap:.15em .8em}\
dt{color:#57606a}dd{margin:0}footer{font-size:.9em}";

impl Service<'_> {
    /// The page.
    ///
    /// # Errors
    /// If there is no such entity.
    pub(super) fn page(&self, id: &str, budget: &mut Budget) -> Result<String, Problem> {
        let Some(node) = self.graph.node_by_id(id) else {
            let message = format!("there is no entity \"{id}\"");
            return Err(Problem { sort: ProblemSort::NoEntity, message });
        };
        let (name, kind) = (self.name(node), self.kind_name(node));
        let mut page = head(&name);
        let (kind, shown) = (escaped(&label(kind)), escaped(id));
        let _ = writeln!(page, "<p class=\"kind\">{kind} · {shown}</p>");
        if let Some(summary) = self.summary(node) {
            let _ = writeln!(page, "<p>{}</p>", escaped(&shortened(&summary, LETTERS)));
        }
        page.push_str("<dl>\n");
        self.other_names(&mut page, node);
        self.properties(&mut page, node, budget)?;
        page.push_str("</dl>\n");
        self.sources(&mut page, node, budget)?;
        page.push_str("</html>\n");
        Ok(page)
    }

    fn other_names(&self, page: &mut String, node: NodeId) {
        let names = self.graph.nodes().names(node).get(1..).unwrap_or_default();
        let values = names.iter().map(|name| escaped(&self.text(name.value)));
        entry(page, "Other names", values);
    }

    /// The properties of the kind that have a value, then the relation fields that have a link.
    fn properties(
        &self,
        page: &mut String,
        node: NodeId,
        budget: &mut Budget,
    ) -> Result<(), Exhausted> {
        let kind = self.ontology().kind(self.graph.nodes().kind(node));
        let properties = kind.properties.iter().enumerate();
        let properties = properties.map(|(at, it)| (&it.name, Term::Property(at, it)));
        let relations = kind.relations.iter().map(|it| (&it.name, Term::Relation(it)));
        for (name, term) in properties.chain(relations) {
            let is_url =
                matches!(term, Term::Property(_, property) if property.ty.scalar == Scalar::Url);
            let cells = self.cells(node, term, budget)?;
            entry(page, &label(name), cells.iter().map(|cell| self.shown(cell, is_url)));
        }
        Ok(())
    }

    fn shown(&self, cell: &Cell<'_>, is_url: bool) -> String {
        match cell {
            Cell::Text(text) if is_url => link(text, text),
            Cell::Text(text) => escaped(&shortened(text, LETTERS)),
            Cell::Name(name) => escaped(&shortened(&self.text(name.value), LETTERS)),
            Cell::ExternalId(scheme, id) => escaped(&format!("{scheme}:{id}")),
            Cell::Int(number) => number.to_string(),
            Cell::Float(number) => number.to_string(),
            Cell::Boolean(value) => if *value { "yes" } else { "no" }.to_owned(),
            Cell::Date(date) => date.to_string(),
            Cell::Entity(node) => escaped(&self.name(*node)),
        }
    }

    /// Where it comes from, with the address of each source that has one.
    fn sources(
        &self,
        page: &mut String,
        node: NodeId,
        budget: &mut Budget,
    ) -> Result<(), Exhausted> {
        let sources = self.cells(node, Term::Common(Common::Sources), budget)?;
        let mut shown = Vec::new();
        for cell in sources.iter().take(VALUES) {
            let Cell::Entity(source) = cell else { continue };
            let name = self.name(*source);
            let kind = self.ontology().kind(self.graph.nodes().kind(*source));
            let url = match kind.property("url") {
                Some((at, url)) => self.cells(*source, Term::Property(at, url), budget)?,
                None => Vec::new(),
            };
            shown.push(match url.first() {
                Some(Cell::Text(url)) => link(url, &name),
                _ => escaped(&name),
            });
        }
        if !shown.is_empty() {
            let _ = writeln!(
                page,
                "<footer>Sources: {}{}</footer>",
                shown.join("; "),
                more(sources.len())
            );
        }
        Ok(())
    }
}

/// A page that says why there is no other: what an address under `/entity/` shows to a browser
/// where nobody is meant. Its link is relative, so that it also holds behind a path prefix.
pub fn refusal_page(message: &str) -> String {
    let mut page = head("Nothing to show");
    let _ = writeln!(
        page,
        "<p>{}</p>\n<p><a href=\"../graphql\">Search in GraphiQL</a></p>\n</html>",
        escaped(message)
    );
    page
}

/// The beginning of a page, up to its heading.
fn head(title: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n"
    )
}

/// A row of the list, if there is something in it.
fn entry(page: &mut String, name: &str, values: impl ExactSizeIterator<Item = String>) {
    let count = values.len();
    if count == 0 {
        return;
    }
    let values: Vec<_> = values.take(VALUES).collect();
    let _ =
        writeln!(page, "<dt>{}</dt><dd>{}{}</dd>", escaped(name), values.join("; "), more(count));
}

/// How many of so many values are not shown.
fn more(count: usize) -> String {
    match count.saturating_sub(VALUES) {
        0 => String::new(),
        left => format!(" <span class=\"more\">and {left} more</span>"),
    }
}

/// A link that opens beside the frame, where the address is one of the web.
fn link(url: &str, text: &str) -> String {
    let text = escaped(&shortened(text, LETTERS));
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return text;
    }
    format!("<a href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer\">{text}</a>", escaped(url))
}

/// A text as it may stand in HTML.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(link("javascript:alert(1)", "<i>"), "&lt;i&gt;");
        assert_eq!(
            link("https://a.example/?a=1&b=\"", "A & B"),
            "<a href=\"https://a.example/?a=1&amp;b=&quot;\" target=\"_blank\" \
             rel=\"noopener noreferrer\">A &amp; B</a>"
        );
    }
}
