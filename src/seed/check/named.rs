//! Names that are made of parts: `@node(name: "{airline} {from}-{to}")`.
//!
//! An entity of such a kind whose record gives no name gets one of its values and of the names
//! of the entities that it is linked to. Those names may be made of parts too, so kinds go in
//! the order in which they need each other; a rule of type definitions has refused circles.

use super::whole::{FieldOf, Whole};
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics},
    graph::{EntityIndex, EntityRecord, NameKind, NameRecord},
    ontology::{Cardinality, Direction, KindId, NamePart, Ontology, RelationField},
    value::Value,
};
use std::collections::HashMap;

/// Names the entities that have no name and are of a kind that says what it is made of.
pub(super) fn fill(
    entities: &mut [EntityRecord],
    whole: &Whole<'_>,
    diagnostics: &mut Diagnostics,
) {
    let ontology = whole.context.ontology;
    for kind in in_order(ontology) {
        let definition = ontology.kind(kind);
        let mut ends = HashMap::new();
        for part in &definition.name_parts {
            if let NamePart::Relation(at) = part
                && let Some(field) = definition.relations.get(*at)
            {
                ends.insert(*at, other_ends(whole, FieldOf { kind, field }));
            }
        }
        let nameless = |entity: &EntityRecord| entity.kind == kind && !has_name(entity);
        let template = Template { ontology, kind, ends: &ends, entities };
        let all = entities.iter().enumerate().filter(|(_, entity)| nameless(entity));
        let made: Vec<_> = all.map(|(at, entity)| (at, template.name(at, entity))).collect();
        for (at, name) in made {
            match (name, entities.get_mut(at)) {
                (Ok(value), Some(entity)) => entity.names.insert(0, primary(value)),
                // It may be in a file that could not be read.
                (Err(Some(_)), _) if whole.incomplete => {}
                (Err(Some(missing)), _) => diagnostics.extend(missing_part(whole, at, &missing)),
                (Err(None), _) | (Ok(_), None) => {}
            }
        }
    }
}

fn has_name(entity: &EntityRecord) -> bool {
    entity.names.first().is_some_and(|name| name.kind == NameKind::Primary)
}

fn primary(value: String) -> NameRecord {
    let kind = NameKind::Primary;
    NameRecord { value, lang: None, script: None, kind, since: None, until: None }
}

fn missing_part(whole: &Whole<'_>, at: usize, missing: &str) -> Option<Diagnostic> {
    let entity = whole.context.index.entities().get(at)?;
    let kind = &whole.context.ontology.kind(entity.kind).name;
    let message =
        format!("{kind} \"{}\" has no name, and no \"{missing}\" to make one of", entity.id);
    let help = format!("give it \"{missing}\", or write a name under \"name\"");
    Some(Diagnostic::new(Code::PrimaryName, entity.place, message).help(help))
}

/// The template of a kind, and what it is filled with.
struct Template<'a> {
    ontology: &'a Ontology,
    kind: KindId,
    /// By relation field: the entity that each entity is linked to.
    ends: &'a HashMap<usize, HashMap<EntityIndex, EntityIndex>>,
    entities: &'a [EntityRecord],
}

impl Template<'_> {
    /// The name of an entity, or the key of the part that it lacks; `None` for one whose absence
    /// is an error by itself.
    fn name(&self, at: usize, entity: &EntityRecord) -> Result<String, Option<String>> {
        let kind = self.ontology.kind(self.kind);
        let mut name = String::new();
        for part in &kind.name_parts {
            match part {
                NamePart::Text(text) => name.push_str(text),
                NamePart::Property(property) => {
                    let value = entity.values.get(*property).and_then(Option::as_ref);
                    let property = kind.properties.get(*property).ok_or(None)?;
                    let key = || (!property.ty.required).then(|| property.key.clone());
                    name.push_str(&value.map(text).ok_or_else(key)?);
                }
                NamePart::Relation(field) => {
                    let relation = kind.relations.get(*field).ok_or(None)?;
                    let RelationField { cardinality, key, .. } = relation;
                    let is_told = *cardinality == Cardinality::ExactlyOne;
                    let missing = || (!is_told).then(|| key.clone());
                    let end = self.end(*field, at).ok_or_else(missing)?;
                    // A name that an entity lacks is told of there.
                    name.push_str(&end.names.first().ok_or(None)?.value);
                }
            }
        }
        Ok(name)
    }

    /// The entity at the other end of a relation field.
    fn end(&self, field: usize, at: usize) -> Option<&EntityRecord> {
        let index = EntityIndex(u32::try_from(at).ok()?);
        let end = self.ends.get(&field)?.get(&index)?;
        self.entities.get(end.0 as usize)
    }
}

/// A value as a part of a name.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::BigInt(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::DateTime(instant) => instant.to_string(),
        Value::Int(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Json(_)
        | Value::List(_)
        | Value::Structured(_) => value.to_json(),
    }
}

/// The entity that each entity of a kind is linked to by a field to one entity.
fn other_ends(whole: &Whole<'_>, of: FieldOf<'_>) -> HashMap<EntityIndex, EntityIndex> {
    let RelationField { relation, direction, .. } = *of.field;
    let is_of_kind =
        |index| whole.context.index.entity(index).is_some_and(|entity| entity.kind == of.kind);
    let mut ends = HashMap::new();
    for link in whole.of_relation(relation).iter().map(|checked| &checked.link) {
        if direction != Direction::In && is_of_kind(link.from) {
            ends.entry(link.from).or_insert(link.to);
        }
        if direction != Direction::Out && is_of_kind(link.to) {
            ends.entry(link.to).or_insert(link.from);
        }
    }
    ends
}

/// The kinds with templates, each behind those of which it takes names.
fn in_order(ontology: &Ontology) -> Vec<KindId> {
    let mut ordered = Vec::new();
    for (kind, _) in ontology.kinds() {
        visit(ontology, kind, &mut ordered, &mut Vec::new());
    }
    ordered
}

fn visit(ontology: &Ontology, kind: KindId, ordered: &mut Vec<KindId>, path: &mut Vec<KindId>) {
    let definition = ontology.kind(kind);
    if definition.name_parts.is_empty() || ordered.contains(&kind) || path.contains(&kind) {
        return;
    }
    path.push(kind);
    for part in &definition.name_parts {
        if let NamePart::Relation(at) = part
            && let Some(field) = definition.relations.get(*at)
        {
            for target in ontology.kinds_of(field.target) {
                visit(ontology, target, ordered, path);
            }
        }
    }
    path.pop();
    ordered.push(kind);
}
