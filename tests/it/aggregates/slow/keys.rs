//! The keys of random groups: how they are asked for, and how a test reads their values itself.

use super::fields_of;
use crate::support::Dice;
use corridor::{
    ontology::{Direction, Property, RelationField, Scalar, Target},
    snapshot::Snapshot,
};
use rust_time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};
use serde_json::Value;

/// A key: how it is asked for, what is selected for it, and how its values are read from that.
pub(super) struct Key {
    pub(super) input: String,
    pub(super) select: String,
    pub(super) read: Read,
}

pub(super) enum Read {
    /// A value, or each of a list.
    Value,
    /// The first letters of a date, if it has so many.
    Start(usize),
    /// An instant in UTC, or the first letters of it.
    Instant(usize),
    /// Of each link, the other end; the own id tells which end is the other of a symmetric link.
    Links(Direction, Box<Read>),
    /// Of each citation, the source.
    Cited(Box<Read>),
    /// The entity that a link refers to, if there is one.
    Referred(Box<Read>),
}

impl Read {
    /// The values in what was selected.
    pub(super) fn values(&self, item: &Value, value: &Value) -> Vec<Value> {
        match self {
            Self::Value => match value {
                Value::Null => Vec::new(),
                Value::Array(items) => items.clone(),
                one => vec![one.clone()],
            },
            Self::Start(length) => {
                let values = Self::Value.values(item, value);
                let date =
                    |it: &Value| it.as_str().unwrap().trim_end_matches(['?', '~']).to_owned();
                let dates = values.iter().map(date).filter(|date| date.len() >= *length);
                dates.map(|date| Value::from(&date[..*length])).collect()
            }
            Self::Instant(length) => {
                let values = Self::Value.values(item, value);
                let text = |it: &Value| in_utc(it.as_str().unwrap());
                let start = |text: String| text.chars().take(*length).collect::<String>();
                values.iter().map(text).map(start).map(Value::from).collect()
            }
            Self::Links(direction, read) => {
                let links = value["nodes"].as_array().unwrap();
                assert_eq!(value["totalCount"], links.len(), "a page holds all links");
                let other = |link: &Value| match direction {
                    Direction::Out => link["to"].clone(),
                    Direction::In => link["from"].clone(),
                    Direction::Both if link["from"]["own"] == item["own"] => link["to"].clone(),
                    Direction::Both => link["from"].clone(),
                };
                links.iter().map(other).flat_map(|end| read.values(&end, &end["key"])).collect()
            }
            Self::Cited(read) => {
                let sources = value.as_array().unwrap().iter().map(|it| &it["source"]);
                sources.flat_map(|source| read.values(source, &source["key"])).collect()
            }
            Self::Referred(_) if value.is_null() => Vec::new(),
            Self::Referred(read) => read.values(value, &value["key"]),
        }
    }

    /// A value of the key in an answer as it is read here: an instant in UTC.
    pub(super) fn normal(&self, value: &Value) -> Value {
        match self {
            Self::Instant(length) if *length > "2024-05".len() => {
                value.as_str().map_or(Value::Null, |text| in_utc(text).into())
            }
            Self::Value | Self::Start(_) | Self::Instant(_) => value.clone(),
            Self::Links(_, read) | Self::Cited(read) | Self::Referred(read) => read.normal(value),
        }
    }
}

/// The moment of an instant.
pub(super) fn moment(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).unwrap()
}

/// An instant as it is written in UTC.
fn in_utc(text: &str) -> String {
    moment(text).to_offset(UtcOffset::UTC).format(&Rfc3339).unwrap()
}

/// Draws keys of entities and links.
pub(super) struct Keys<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) dice: Dice,
}

impl Keys<'_> {
    /// A key of entities of a target.
    pub(super) fn of_target(&mut self, target: Target, depth: usize) -> Key {
        let ontology = self.snapshot.ontology();
        let (properties, relations) = match target {
            Target::Kind(id) => {
                (&ontology.kind(id).properties[..], &ontology.kind(id).relations[..])
            }
            Target::Abstract(id) => {
                let it = ontology.abstract_type(id);
                (&it.properties[..], &it.relations[..])
            }
            Target::Entity => (&[][..], &[][..]),
        };
        let simple = |name: &str| Key {
            input: format!("{name}: VALUE"),
            select: name.to_owned(),
            read: Read::Value,
        };
        match self.dice.roll(8) {
            0 => simple("id"),
            1 => simple("degree"),
            2 => simple("name"),
            3 if !matches!(target, Target::Kind(_)) => simple("kind"),
            4 if depth > 0 => self.cited(),
            5 | 6 if depth > 0 && !relations.is_empty() => {
                let field = self.dice.pick(relations).clone();
                self.of_relation(&field, depth)
            }
            _ => {
                let is_key = |it: &&Property| it.ty.scalar != Scalar::Json;
                let properties: Vec<_> = properties.iter().filter(is_key).collect();
                if properties.is_empty() {
                    return simple("id");
                }
                let property = *self.dice.pick(&properties);
                self.property(&property.name, property.ty.scalar)
            }
        }
    }

    fn property(&mut self, name: &str, scalar: Scalar) -> Key {
        let instant = Read::Instant;
        let parts = match scalar {
            Scalar::DateTime => [instant(usize::MAX), instant(4), instant(7)],
            _ => [Read::Value, Read::Start(4), Read::Start(7)],
        };
        let mut parts = ["VALUE", "YEAR", "MONTH"].into_iter().zip(parts);
        let has_parts = scalar.is_date() || scalar == Scalar::DateTime;
        let at = if has_parts { self.dice.roll(3) } else { 0 };
        let (part, read) = parts.nth(at).unwrap();
        Key { input: format!("{name}: {part}"), select: name.to_owned(), read }
    }

    fn of_relation(&mut self, field: &RelationField, depth: usize) -> Key {
        let ontology = self.snapshot.ontology();
        let key = self.of_target(field.target, depth - 1);
        let on = fields_of(self.snapshot, field.target);
        let end = format!("{{ own: id ... on {on} {{ key: {} }} }}", key.select);
        let relation = &ontology.relation(field.relation).name;
        let direction = match field.direction {
            Direction::Out => "OUT",
            Direction::In => "IN",
            Direction::Both => "BOTH",
        };
        Key {
            input: format!("{}: {{ {} }}", field.name, key.input),
            select: format!(
                "links(relations: [{relation}], direction: {direction}, first: 1000) \
                 {{ totalCount nodes {{ from {end} to {end} }} }}"
            ),
            read: Read::Links(field.direction, Box::new(key.read)),
        }
    }

    /// A key of the sources that an entity or a link cites.
    fn cited(&mut self) -> Key {
        let source = self.snapshot.ontology().source_kind().unwrap();
        let key = self.of_target(Target::Kind(source), 0);
        Key {
            input: format!("sources: {{ {} }}", key.input),
            select: format!("sources {{ source {{ own: id key: {} }} }}", key.select),
            read: Read::Cited(Box::new(key.read)),
        }
    }

    /// A key of links of a relation.
    pub(super) fn of_link(&mut self, field: &RelationField) -> Key {
        let properties = self.snapshot.ontology().properties_of(field.relation);
        let references = self.snapshot.ontology().references_of(field.relation);
        match self.dice.roll(5) {
            0 => self.cited(),
            4 if !references.is_empty() => {
                let reference = self.dice.pick(references);
                let key = self.of_target(reference.target, 1);
                let on = fields_of(self.snapshot, reference.target);
                let name = &reference.name;
                Key {
                    input: format!("{name}: {{ {} }}", key.input),
                    select: format!(
                        "{name} {{ ... on Entity {{ own: id }} ... on {on} {{ key: {} }} }}",
                        key.select
                    ),
                    read: Read::Referred(Box::new(key.read)),
                }
            }
            1 if !properties.is_empty() => {
                let property = self.dice.pick(properties);
                self.property(&property.name, property.ty.scalar)
            }
            2 => {
                let time = *self.dice.pick(&["at", "since", "until", "lastAttested"]);
                self.property(time, Scalar::PartialDate)
            }
            _ => {
                let name = *self.dice.pick(&["status", "evidence", "certainty"]);
                self.property(name, Scalar::String)
            }
        }
    }
}
