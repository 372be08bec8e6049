//! Links: under a field of an entity, or alone.

use super::{
    CheckedLink, Checker,
    disputed::{Dispute, Said},
    ends::{Ends, Written},
    index::{Alone, invalid_id, is_id},
    property::Properties,
    reference::References,
    time::Times,
};
use crate::{
    graph::{CitationRecord, EntityIndex, Evidence, LinkRecord, LinkStatus},
    ontology::{Ontology, RelationField, RelationId},
    seed::tree::{Entry, Shape, View},
};

/// The fields that every link may have beside its ends and properties.
const BUILT_IN: [&str; 10] =
    ["id", "at", "since", "until", "attested", "status", "evidence", "disputed", "note", "sources"];

/// A link as it is read.
struct Parts<'a> {
    ends: Ends<'a>,
    id: Option<String>,
    times: Times,
    status: LinkStatus,
    evidence: Evidence,
    disputed: Vec<Dispute<'a>>,
    note: Option<String>,
    sources: usize,
    citations: Vec<CitationRecord>,
    properties: Properties<'a>,
    references: References<'a>,
}

impl<'a> Checker<'a> {
    /// The links under a field: an id or a map, or a list of these.
    pub(super) fn links_of(
        &mut self,
        owner: EntityIndex,
        field: &'a RelationField,
        view: View<'a>,
    ) {
        for item in self.items(view) {
            let mut parts = self.parts(Written::Under(owner, field));
            match item.shape() {
                Shape::Map => self.link_fields(&mut parts, item, |_| false),
                Shape::Absent | Shape::Text | Shape::List => {
                    parts.ends = parts.ends.with_other(item);
                }
            }
            self.finish_link(parts, item);
        }
    }

    /// A link that stands alone.
    pub(super) fn link_alone(&mut self, alone: &Alone<'a>) {
        let mut parts = self.parts(Written::Alone(alone.relation));
        let head = alone.head;
        self.link_fields(&mut parts, alone.fields, |entry| head.contains(entry.value.id()));
        self.finish_link(parts, alone.fields);
    }

    fn parts(&self, written: Written<'a>) -> Parts<'a> {
        let definitions = self.context.ontology.properties_of(written.relation());
        let references = self.context.ontology.references_of(written.relation());
        Parts {
            ends: Ends::new(written),
            id: None,
            times: Times::default(),
            status: LinkStatus::Actual,
            evidence: Evidence::Reported,
            disputed: Vec::new(),
            note: None,
            sources: 0,
            citations: Vec::new(),
            properties: Properties::new(definitions),
            references: References::new(references),
        }
    }

    fn link_fields(
        &mut self,
        parts: &mut Parts<'a>,
        view: View<'a>,
        is_head: impl Fn(&Entry<'a>) -> bool,
    ) {
        let relation = parts.ends.written.relation();
        for entry in self.entries(view) {
            if entry.value.is_absent() {
                if !is_head(&entry) {
                    self.known_link_field(relation, &entry);
                }
                continue;
            }
            let properties = self.context.ontology.properties_of(relation);
            let known = is_head(&entry)
                || self.says_nothing(properties, &entry)
                || self.end_field(&mut parts.ends, &entry)
                || parts.references.read(entry.name, entry.value)
                || self.time_field(&mut parts.times, &entry);
            if !known {
                self.link_field(parts, &entry);
            }
        }
    }

    fn link_field(&mut self, parts: &mut Parts<'a>, entry: &Entry<'a>) {
        let value = entry.value;
        match entry.name {
            "id" => parts.id = self.link_id(value),
            "status" => {
                let status = self.one_of(value, LinkStatus::ALL, LinkStatus::as_str);
                parts.status = status.unwrap_or(parts.status);
            }
            "evidence" => {
                let evidence = self.one_of(value, Evidence::ALL, Evidence::as_str);
                parts.evidence = evidence.unwrap_or(parts.evidence);
            }
            "disputed" => parts.disputed = self.disputes(value),
            "note" => parts.note = self.text(value).map(str::to_owned),
            "sources" => {
                let citations = self.citations(value);
                parts.sources = citations.named.len();
                parts.citations = citations.list;
            }
            name => match parts.properties.find(name) {
                Some((at, property)) => {
                    let found = self.property(property, value);
                    parts.properties.set(at, found, value.span());
                }
                None => self.unknown_link_field(parts.ends.written, entry),
            },
        }
    }

    fn link_id(&mut self, view: View<'a>) -> Option<String> {
        let text = self.text(view)?;
        if !is_id(text) {
            self.problems.push(invalid_id(text, view.span()));
            return None;
        }
        Some(text.to_owned())
    }

    /// Tells of a field without a value that links of a relation do not have.
    pub(super) fn known_link_field(&mut self, relation: RelationId, entry: &Entry<'a>) {
        let ontology = self.context.ontology;
        let known = ["from", "to"].contains(&entry.name)
            || BUILT_IN.contains(&entry.name)
            || own_keys(ontology, relation).any(|key| key == entry.name);
        if !known {
            self.unknown_link_field(Written::Alone(relation), entry);
        }
    }

    fn unknown_link_field(&mut self, written: Written<'_>, entry: &Entry<'_>) {
        let ontology = self.context.ontology;
        let relation = &ontology.relation(written.relation()).name;
        let own = own_keys(ontology, written.relation());
        let known = written.keys().iter().copied().chain(BUILT_IN).chain(own);
        self.unknown_field(entry, relation, known);
    }

    /// Resolves the ends and checks what the parts say together.
    fn finish_link(&mut self, parts: Parts<'a>, view: View<'a>) {
        let Parts { ends, id, times, status, evidence, note, .. } = parts;
        let Parts { sources, citations, properties, references, disputed: disputes, .. } = parts;
        let relation = ends.written.relation();
        let place = ends.far().unwrap_or(view).span();
        let found = self.ends(ends, view);
        let undated = times.unread;
        let said = Said { times: &times, properties: &properties, references: &references };
        let disputed = self.disputed(&disputes, said, relation);
        let time = self.time(times);
        let name = &self.context.ontology.relation(relation).name;
        let values = properties.finish(self, name, place);
        let references = self.references(references, name, place);
        let kind = |index| self.context.index.entity(index).map(|entity| entity.kind);
        let (Some(from), Some(to)) = found else {
            let known = found.0.or(found.1);
            self.broken.extend(known.map(|entity| (relation, entity)));
            return;
        };
        let (Some(from_kind), Some(to_kind)) = (kind(from), kind(to)) else { return };
        let min = self.context.min_sources.of(relation, from_kind, to_kind);
        if !self.context.ontology.relation(relation).allows(from_kind, to_kind) {
            self.enough_sources(name, sources, min, place);
            self.broken.extend([(relation, from), (relation, to)]);
            return self.wrong_end(ends.written, from_kind, to_kind, place);
        }
        let (from, to) = self.normalized(relation, from, to);
        let mut link = LinkRecord {
            relation,
            id,
            from,
            to,
            time,
            status,
            evidence,
            disputed: Vec::new(),
            note,
            citations,
            values,
            references,
        };
        link.dispute(disputed, self.context.ontology.properties_of(relation));
        // Other records may tell of the same link, and cite what is missing here.
        let must_cite = if sources < min as usize { min } else { 0 };
        self.links.push(CheckedLink { link, place, must_cite, undated });
    }
}

/// The keys of the properties that links of a relation have of their own.
pub(super) fn own_keys(ontology: &Ontology, relation: RelationId) -> impl Iterator<Item = &str> {
    let values = ontology.properties_of(relation).iter().map(|it| it.key.as_str());
    values.chain(ontology.references_of(relation).iter().map(|it| it.key.as_str()))
}
