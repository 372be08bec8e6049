//! Entities: the fields of a record against its kind.

use super::{
    Checker, UniqueValues,
    claims::claims_in,
    index::{Entity, Header, Named},
    names::Names,
    property::Properties,
};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::{ClaimsRecord, EntityIndex, EntityRecord},
    ontology::{Kind, Property, Temporal},
    seed::tree::{Entry, Shape, View},
    value::{PartialDate, Value},
};

/// The fields that every entity may have beside its properties and relations.
const BUILT_IN: [&str; 5] = ["name", "names", "summary", "externalIds", "sources"];

/// An entity as it is read.
struct UncheckedEntity<'a> {
    index: EntityIndex,
    record: EntityRecord,
    names: Names,
    properties: Properties<'a>,
    /// The number of sources that it names.
    sources: usize,
    /// Properties that ask for sources, and have no claims to name them.
    needy: Vec<(&'a Property, Span)>,
}

impl<'a> Checker<'a> {
    /// Checks an entity; its links go to the other links.
    pub(super) fn entity(&mut self, index: EntityIndex, head: &Entity<'a>) -> EntityRecord {
        let kind = self.context.ontology.kind(head.kind);
        let record = EntityRecord {
            kind: head.kind,
            id: head.id.to_owned(),
            names: Vec::new(),
            summary: Vec::new(),
            external_ids: Vec::new(),
            citations: Vec::new(),
            values: Vec::new(),
            claims: Vec::new(),
        };
        let mut draft = UncheckedEntity {
            index,
            record,
            names: Names::default(),
            properties: Properties::new(&kind.properties),
            sources: 0,
            needy: Vec::new(),
        };
        let entries = self.entries(head.fields);
        if !matches!(head.fields.shape(), Shape::Map | Shape::Absent) {
            return draft.record;
        }
        for entry in entries {
            if head.head.contains(entry.value.id()) {
                continue;
            }
            if entry.value.is_absent() {
                self.known_entity_field(kind, &entry);
            } else if self.says_nothing(&kind.properties, &entry) {
                continue;
            } else {
                self.entity_field(&mut draft, kind, &entry);
            }
        }
        self.finish_entity(draft, kind, head)
    }

    /// Checks an entity without a good id, only to tell what else is wrong with it.
    pub(super) fn unnamed_entity(&mut self, head: &Entity<'a>) {
        let unique = self.unique.len();
        self.entity(EntityIndex(u32::MAX), head);
        self.unique.truncate(unique);
    }

    /// Checks that the columns of a table are fields of what its rows are.
    pub(super) fn header(&mut self, header: &Header<'a>) {
        for entry in self.entries(header.fields) {
            if header.head.contains(entry.value.id()) {
                continue;
            }
            match header.of {
                Named::Kind(kind) => {
                    self.known_entity_field(self.context.ontology.kind(kind), &entry);
                    self.known_value_fields(&self.context.ontology.kind(kind).properties, &entry);
                }
                Named::Relation(relation) => {
                    self.known_link_field(relation, &entry);
                    self.known_value_fields(self.context.ontology.properties_of(relation), &entry);
                }
            }
        }
    }

    /// Tells of a field without a value that the kind does not have.
    fn known_entity_field(&mut self, kind: &Kind, entry: &Entry<'a>) {
        if !BUILT_IN.contains(&entry.name) && !kind.has_key(entry.name) {
            self.unknown_entity_field(kind, entry);
        }
    }

    fn entity_field(&mut self, draft: &mut UncheckedEntity<'a>, kind: &'a Kind, entry: &Entry<'a>) {
        match entry.name {
            "name" => return self.primary_name(entry.value, &mut draft.names),
            "names" => return self.other_names(entry.value, &mut draft.names),
            "summary" => return draft.record.summary = self.summary(entry.value),
            "externalIds" => return draft.record.external_ids = self.external_ids(entry.value),
            "sources" => {
                let citations = self.citations(entry.value);
                draft.sources = citations.named.len();
                draft.record.citations = citations.list;
                return;
            }
            _ => {}
        }
        if let Some((at, property)) = draft.properties.find(entry.name) {
            self.entity_property(draft, at, property, entry.value);
        } else if let Some(field) = kind.relations.iter().find(|field| field.key == entry.name) {
            if self.context.ontology.follows_either_way(field) {
                return self.ambiguous_direction(kind, field, entry);
            }
            self.links_of(draft.index, field, entry.value);
        } else {
            self.unknown_entity_field(kind, entry);
        }
    }

    /// Tells of a field that the kind does not have, and what was meant.
    fn unknown_entity_field(&mut self, kind: &Kind, entry: &Entry<'a>) {
        let ontology = self.context.ontology;
        if matches!(entry.name, "id" | "kind") {
            let message = format!("{} has no field \"{}\"", kind.name, entry.name);
            let problem = Diagnostic::new(Code::UnknownField, entry.key.span(), message);
            return self.problems.push(problem.help("kind and id are the keys above the record"));
        }
        let renamed = kind.properties.iter().find(|property| property.name == entry.name);
        let relation = ontology.relation_by_name(entry.name);
        let aliased = kind.relations.iter().find(|field| field.name == entry.name);
        if let Some(field) = aliased.filter(|field| ontology.follows_either_way(field)) {
            return self.ambiguous_direction(kind, field, entry);
        }
        let fields = || kind.relations.iter().filter(|it| !ontology.follows_either_way(it));
        let field = fields().find(|it| it.name == entry.name || Some(it.relation) == relation);
        let key = renamed.map(|property| &property.key).or(field.map(|field| &field.key));
        if let Some(key) = key {
            let message = format!("{} has no field \"{}\"", kind.name, entry.name);
            let help = format!("write it under \"{key}\"");
            let problem = Diagnostic::new(Code::UnknownField, entry.key.span(), message);
            return self.problems.push(problem.help(help));
        }
        let properties = kind.properties.iter().map(|property| property.key.as_str());
        let relations = fields().map(|field| field.key.as_str());
        let known = BUILT_IN.into_iter().chain(properties).chain(relations);
        self.unknown_field(entry, &kind.name, known);
    }

    fn entity_property(
        &mut self,
        draft: &mut UncheckedEntity<'a>,
        at: usize,
        property: &'a Property,
        view: View<'a>,
    ) {
        let place = view.span();
        let value = match claims_in(property, view) {
            Some(list) => {
                let claims = self.claims(property, view, list);
                let what = format!("the preferred claim of \"{}\"", property.key);
                self.enough_sources(&what, claims.sources, property.min_sources, place);
                draft.record.claims.push(ClaimsRecord { property: at, claims: claims.list });
                claims.value
            }
            None => {
                if property.min_sources > 0 {
                    draft.needy.push((property, place));
                }
                self.property(property, view)
            }
        };
        draft.properties.set(at, value, place);
    }

    fn finish_entity(
        &mut self,
        draft: UncheckedEntity<'a>,
        kind: &Kind,
        head: &Entity<'a>,
    ) -> EntityRecord {
        let UncheckedEntity { index, mut record, names, properties, sources, needy } = draft;
        let owner = match head.id {
            "" => format!("this {}", kind.name),
            id => format!("{} \"{id}\"", kind.name),
        };
        let has_template = !kind.name_parts.is_empty();
        record.names = names.finish(self, &owner, head.place, has_template);
        self.enough_sources(&owner, sources, kind.min_sources, head.place);
        for (property, place) in needy {
            let what = format!("{owner}, for its \"{}\",", property.key);
            self.enough_sources(&what, sources, property.min_sources, place);
        }
        if let Some(temporal) = &kind.temporal {
            self.lifetime(temporal, &properties);
        }
        record.claims.sort_by_key(|claims| claims.property);
        // The key stands where the first of its values does; a default stands nowhere.
        let place = |key: &Vec<usize>| key.iter().find_map(|at| properties.place(*at));
        let places: Vec<Option<Span>> = kind.keys.iter().map(place).collect();
        record.values = properties.finish(self, &owner, head.place);
        for ((key, properties), place) in kind.keys.iter().enumerate().zip(places) {
            let value = |at: &usize| record.values.get(*at)?.clone();
            let Some(values) = properties.iter().map(value).collect() else { continue };
            let place = place.unwrap_or(head.place);
            self.unique.push(UniqueValues { kind: head.kind, key, values, entity: index, place });
        }
        record
    }

    /// Tells of an entity that ends before it begins.
    fn lifetime(&mut self, temporal: &Temporal, properties: &Properties<'_>) {
        let of = |at: &usize| dated(properties, *at);
        let start = temporal.start.iter().filter_map(of).min_by_key(|it| it.0.earliest());
        let end = temporal.end.iter().filter_map(of).max_by_key(|it| it.0.latest());
        let (Some((start, start_place)), Some((end, end_place))) = (start, end) else { return };
        if end.latest() < start.earliest() {
            let message = format!("the end {end} is before the start {start}");
            self.problems.push(
                Diagnostic::new(Code::InvalidTime, end_place, message)
                    .label(start_place, "the start"),
            );
        }
    }
}

fn dated(properties: &Properties<'_>, at: usize) -> Option<(PartialDate, Span)> {
    match properties.get(at)? {
        (Value::Date(date), place) => Some((*date, place)),
        _ => None,
    }
}
