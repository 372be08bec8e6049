//! FollowTheMoney entities, one a line, which OpenSanctions, Aleph and OpenAleph read.
//!
//! <https://followthemoney.tech/docs/>. A link is an entity of its own. Readers drop a property
//! that a schema has not, so what has no property of its own is a line of `notes`, or of
//! `description` in a link: `evidence: REPORTED`. Cited sources are articles, each its proof.

mod schemas;

use super::{
    columns::in_words,
    content::Content,
    facts::{Cell, Facts},
    json::Json,
};
use crate::{
    graph::{Citation, LinkId, NodeId},
    ontology::{Kind, NameKind},
    value::{PartialDate, Precision, Qualifier},
};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Writes the entities, the cited sources that are not among them, and the links.
pub(super) fn write(content: &Content<'_>, to: &mut dyn Write) -> io::Result<()> {
    let facts = content.facts();
    let mut json = Json::new(to);
    let cited = content.cited();
    let others = cited.into_iter().filter(|&source| !content.has(source));
    for node in content.nodes().chain(others) {
        let schema = schemas::of_kind(&facts.kind(node).name);
        let id = entity_id(&facts.id(node));
        line(&mut json, &id, schema, &facts.label(node), &entity(facts, node, schema))?;
    }
    for link in content.links() {
        let (schema, properties) = relation(facts, link);
        let id = escaped("link", &facts.link_id(link));
        line(&mut json, &id, schema, &in_words(facts.relation(link)), &properties)?;
    }
    Ok(())
}

fn line<W: Write>(
    json: &mut Json<W>,
    id: &str,
    schema: &str,
    caption: &str,
    properties: &Properties,
) -> io::Result<()> {
    json.begin_line();
    json.open(b'{');
    json.member("id", id);
    json.member("schema", schema);
    json.member("caption", caption);
    json.key("properties");
    json.open(b'{');
    for (name, values) in &properties.0 {
        json.key(name);
        json.open(b'[');
        values.iter().for_each(|value| json.text(value));
        json.close(b']');
    }
    json.close(b'}');
    json.key("datasets");
    json.open(b'[');
    json.text("corridor");
    json.close(b']');
    json.key("referents");
    json.open(b'[');
    json.close(b']');
    json.close(b'}');
    json.line()
}

/// Properties in the order in which they came, each with its values, each value once.
#[derive(Default)]
struct Properties(Vec<(&'static str, Vec<String>)>);

impl Properties {
    fn add(&mut self, name: &'static str, value: impl Into<String>) {
        let value = value.into();
        match self.0.iter_mut().find(|it| it.0 == name) {
            None => self.0.push((name, vec![value])),
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
        }
    }

    /// A date, where FollowTheMoney can have it; what it cannot have is told under `rest`.
    fn date(&mut self, name: &'static str, key: &str, date: PartialDate, rest: &'static str) {
        if date.precision() != Precision::Unknown {
            let text = date.to_string();
            self.add(name, text.trim_end_matches(['?', '~']));
        }
        if matches!(date.qualifier(), Qualifier::Uncertain | Qualifier::Approximate) {
            self.add(rest, format!("{key}: {date}"));
        }
    }

    /// The citations: the sources, the addresses at which they can be read, and the place in each.
    fn sources(
        &mut self,
        facts: Facts<'_>,
        citations: impl Iterator<Item = Citation>,
        rest: &'static str,
    ) {
        for citation in citations {
            self.add("proof", entity_id(&facts.id(citation.source)));
            if let Some(url) = facts.source_property(citation.source, "url") {
                self.add("sourceUrl", url.text(""));
            }
            if !(citation.locator.is_null() && citation.note.is_null()) {
                self.add(rest, format!("source: {}", facts.citation(citation)));
            }
        }
    }
}

fn entity(facts: Facts<'_>, node: NodeId, schema: &'static str) -> Properties {
    const REST: &str = "notes";
    let mut properties = Properties::default();
    for (at, name) in facts.names(node).enumerate() {
        let property = match name.kind {
            _ if at == 0 => "name",
            NameKind::Primary | NameKind::Native | NameKind::Alias => "alias",
            NameKind::Former => "previousName",
            // Not enough to match by.
            NameKind::Short => "weakAlias",
        };
        properties.add(property, &*name.value);
        if at == 0
            && let Some(title) = schemas::title(schema)
        {
            properties.add(title, &*name.value);
        }
        for (key, date) in [("since", &name.since), ("until", &name.until)] {
            if let Some(date) = date {
                properties.add(REST, format!("name {key}: {} {date}", name.value));
            }
        }
    }
    for (_, summary) in facts.summaries(node) {
        properties.add("summary", summary);
    }
    for (scheme, id) in facts.external_ids(node) {
        match &*scheme {
            "wikidata" => properties.add("wikidataId", id),
            scheme => properties.add(REST, format!("{scheme}: {id}")),
        }
    }
    let kind = facts.kind(node);
    properties.add(REST, format!("kind: {}", kind.name));
    for (at, property) in kind.properties.iter().enumerate() {
        let Some(cell) = facts.property(node, at) else { continue };
        match (known_property(kind, at, schema), cell_date(&cell)) {
            (Some(name), Some(date)) => properties.date(name, &property.name, date, REST),
            (Some(name), None) => properties.add(name, cell.text("; ")),
            (None, _) => properties.add(REST, format!("{}: {}", property.name, cell.text("; "))),
        }
    }
    for (property, claims) in facts.claims(node) {
        for claim in claims.iter().filter(|claim| !claim.preferred) {
            let value = facts.claimed(claim);
            properties.add(REST, format!("{}, as others say: {value}", property.name));
        }
    }
    properties.sources(facts, facts.node_citations(node), REST);
    properties
}

fn cell_date(cell: &Cell<'_>) -> Option<PartialDate> {
    match cell {
        Cell::Text(text) => text.parse().ok(),
        Cell::Integer(_)
        | Cell::Long(_)
        | Cell::Double(_)
        | Cell::Boolean(_)
        | Cell::List(_)
        | Cell::Fields(_) => None,
    }
}

/// The property of the schema for a property of the kind.
fn known_property(kind: &Kind, at: usize, schema: &str) -> Option<&'static str> {
    if kind.built_in {
        return match kind.properties.get(at)?.name.as_str() {
            "publisher" => Some("publisher"),
            "published" => Some("publishedAt"),
            "url" => Some("sourceUrl"),
            _ => None,
        };
    }
    let (temporal, [start, end]) = (kind.temporal.as_ref()?, schemas::temporal(schema)?);
    if temporal.start.contains(&at) {
        return Some(start);
    }
    temporal.end.contains(&at).then_some(end)
}

fn relation(facts: Facts<'_>, link: LinkId) -> (&'static str, Properties) {
    const REST: &str = "description";
    let mut properties = Properties::default();
    let (from, to) = facts.ends(link);
    let [from_schema, to_schema] = [from, to].map(|end| schemas::of_kind(&facts.kind(end).name));
    let relation = facts.relation(link);
    let schema = schemas::of_relation(relation, from_schema, to_schema);
    for (name, end) in schema.ends().into_iter().zip([from, to]) {
        properties.add(name, entity_id(&facts.id(end)));
    }
    if schema.is_interest {
        properties.add("role", in_words(relation));
        properties.add("status", facts.status(link).as_str());
    } else {
        properties.add(REST, format!("status: {}", facts.status(link).as_str()));
    }
    properties.add(REST, format!("relation: {relation}"));
    properties.add(REST, format!("evidence: {}", facts.evidence(link).as_str()));
    if let Some(disputed) = facts.disputed(link) {
        properties.add(REST, format!("disputed: {}", disputed.text(", ")));
    }
    let time = facts.time(link);
    let days = [
        ("date", "at", time.at),
        ("startDate", "since", time.since),
        ("endDate", "until", time.until),
    ];
    for (name, key, date) in days {
        if let Some(date) = date {
            properties.date(name, key, date, REST);
        }
    }
    if let Some(attested) = facts.attested(link) {
        properties.add(REST, format!("attested: {}", attested.text(", ")));
    }
    let own = facts.link_properties(facts.relation_id(link));
    for (at, property) in own.iter().enumerate() {
        let Some(cell) = facts.link_property(link, at) else { continue };
        let text = cell.text("; ");
        match property.name.as_str() {
            "role" | "title" if schema.is_interest => properties.add("role", text),
            "share" if schema.name == "Ownership" => properties.add("percentage", text),
            name => properties.add(REST, format!("{name}: {text}")),
        }
    }
    for (reference, node) in facts.referred(link) {
        let (label, id) = (facts.label(node), entity_id(&facts.id(node)));
        properties.add(REST, format!("{}: {label} ({id})", reference.name));
    }
    if let Some(note) = facts.note(link) {
        properties.add("summary", note);
    }
    properties.sources(facts, facts.link_citations(link), REST);
    (schema.name, properties)
}

/// The id of an entity as it is, where FollowTheMoney takes it: letters, digits, `.` and `-`, the
/// first and the last a letter or a digit.
fn entity_id(id: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let is_taken = id.chars().all(|c| is_letter(c) || c == '.' || c == '-')
        && id.starts_with(is_letter)
        && id.ends_with(is_letter)
        && !id.starts_with(PREFIX);
    if is_taken { id.to_owned() } else { escaped("entity", id) }
}

/// The prefix of ids that are not as in the data.
const PREFIX: &str = "corridor-";

/// An id with all letters that FollowTheMoney does not take written as `.7e`. Different ids stay
/// different.
fn escaped(what: &str, id: &str) -> String {
    let mut out = format!("{PREFIX}{what}-");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            out.push(char::from(byte));
        } else {
            // A string takes any text.
            let _ = write!(out, ".{byte:02x}");
        }
    }
    // The last letter must be one or a digit.
    out.push_str("-0");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_that_followthemoney_takes() {
        assert_eq!(entity_id("baku-port"), "baku-port");
        assert_eq!(entity_id("Q42"), "Q42");
        assert_eq!(entity_id("a_b"), "corridor-entity-a.5fb-0");
        assert_eq!(entity_id("-a"), "corridor-entity--a-0");
        assert_eq!(entity_id("corridor-x"), "corridor-entity-corridor-x-0");
        assert_eq!(escaped("link", "a~OWNS~b.c"), "corridor-link-a.7eOWNS.7eb.2ec-0");
    }
}
