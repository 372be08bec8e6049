//! Pages about entities, in HTML.
//!
//! Reconciliation clients show the page of an entity in a frame, and people who follow a link to
//! an entity see it by itself. A page has no script and loads nothing. The template library
//! escapes every text, and an address becomes a link only if it is one of the web.

mod values;

use crate::{
    exec::store::Store,
    fields::{CommonField, Field, FieldValue, Reader, label, shortened},
    graph::NodeId,
    limits::{Budget, Exhausted, Limits},
    ontology::{Direction, Kind, Ontology, RelationField},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use values::{LETTERS, list};

const STYLE: &str = "\
body{margin:.8em;font:14px/1.4 system-ui,sans-serif;color:#1b1f24;background:#fff}\
h1{margin:0;font-size:1.15em}p{margin:.3em 0}.kind,.more,footer{color:#57606a}\
dl{margin:.5em 0;display:grid;grid-template-columns:max-content 1fr;gap:.15em .8em}\
dt{color:#57606a}dd{margin:0}footer{font-size:.9em}";

/// The reason why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no entity of the id.
    NotFound,
    /// The page passes a limit.
    Exhausted(Exhausted),
}

impl From<Exhausted> for Error {
    fn from(exhausted: Exhausted) -> Self {
        Self::Exhausted(exhausted)
    }
}

/// The page of the entity of an id.
///
/// # Errors
/// If there is no such entity, or if its page passes a limit.
pub fn entity(store: &impl Store, id: &str, limits: &Limits) -> Result<String, Error> {
    let reader = Reader::new(store);
    let mut budget = Budget::new(limits);
    let node = reader.by_id(id).ok_or(Error::NotFound)?;
    let fields = fields(reader, node, &mut budget)?;
    let sources = sources(reader, node, &mut budget)?;
    let summary = reader.summary(node);
    let body = html! {
        p.kind { (label(&reader.kind(node).name)) " · " (id) }
        @if let Some(summary) = &summary {
            p { (shortened(summary, LETTERS)) }
        }
        dl { (fields) }
        @if let Some(sources) = &sources {
            footer { "Sources: " (sources) }
        }
    };
    let page = document(&reader.name(node), &body);
    budget.written(page.len())?;
    Ok(page)
}

/// The page that a browser gets instead of another one, with the reason. Its link is relative,
/// so that it also holds behind a path prefix.
pub fn problem(message: &str) -> String {
    document(
        "Nothing to show",
        &html! {
            p { (message) }
            p { a href="../graphql" { "Search in GraphiQL" } }
        },
    )
}

/// A whole document with a heading.
fn document(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                (body)
            }
        }
    };
    page.into_string()
}

/// Other names, the properties that have a value, and the relation fields that have a link.
fn fields(
    reader: Reader<'_, impl Store>,
    node: NodeId,
    budget: &mut Budget,
) -> Result<Markup, Exhausted> {
    let names = reader.names(node).get(1..).unwrap_or_default();
    let names: Vec<_> = names.iter().map(FieldValue::Name).collect();
    let mut rows = vec![("Other names".to_owned(), list(reader, None, &names))];
    let kind = reader.kind(node);
    for field in Field::of_kind(kind).filter(|it| !is_repeated(reader.ontology(), kind, *it)) {
        let values = reader.values(node, field, budget)?;
        let values = match field {
            Field::Relation(relation) => others(reader, node, relation, &values, budget)?,
            Field::Common(_) | Field::Property(..) => list(reader, Some(field), &values),
        };
        rows.push((label(field.name()), values));
    }
    Ok(html! {
        @for (name, values) in &rows {
            @if let Some(values) = values {
                dt { (name) } dd { (values) }
            }
        }
    })
}

/// Returns whether two directed fields show what a field shows that follows its relation either way.
fn is_repeated(ontology: &Ontology, kind: &Kind, field: Field<'_>) -> bool {
    let Field::Relation(field) = field else { return false };
    let is_shown = |way| {
        let mut fields = kind.relations.iter();
        fields.any(|it| it.relation == field.relation && it.direction == way)
    };
    ontology.follows_either_way(field) && is_shown(Direction::Out) && is_shown(Direction::In)
}

/// The entities that a relation field leads to; behind each what a source denies about the link:
/// `Minister (since disputed)`.
fn others(
    reader: Reader<'_, impl Store>,
    node: NodeId,
    field: &RelationField,
    values: &[FieldValue<'_>],
    budget: &mut Budget,
) -> Result<Option<Markup>, Exhausted> {
    let mut shown = Vec::new();
    for value in values.iter().take(values::MOST) {
        let FieldValue::Entity(other) = value else { continue };
        let disputed = reader.disputed(node, field, *other, budget)?;
        shown.push(html! {
            (reader.name(*other))
            @if !disputed.is_empty() { " (" (disputed.join(", ")) " disputed)" }
        });
    }
    Ok(values::joined(&shown, values.len()))
}

/// The sources that an entity cites, with the address of each one that has one.
fn sources(
    reader: Reader<'_, impl Store>,
    node: NodeId,
    budget: &mut Budget,
) -> Result<Option<Markup>, Exhausted> {
    let sources = reader.values(node, Field::Common(CommonField::Sources), budget)?;
    let mut shown = Vec::new();
    for source in sources.iter().take(values::MOST) {
        let FieldValue::Entity(source) = source else { continue };
        let url = match Field::by_name(reader.kind(*source), "url") {
            Some(url) => reader.values(*source, url, budget)?,
            None => Vec::new(),
        };
        let name = reader.name(*source);
        shown.push(match url.first() {
            Some(FieldValue::Text(url)) => values::link(url, &name),
            _ => html! { (name) },
        });
    }
    Ok(values::joined(&shown, sources.len()))
}
