//! `orderBy`: from input objects to keys.

use super::Binder;
use crate::{
    ontology::{RelationId, Target},
    plan::{FieldError, Input, LinkTime, OrderBy, OrderKey},
    value::Metric,
};

impl Binder<'_> {
    /// `[PersonOrder!]`
    pub(in crate::plan) fn target_order(
        &self,
        target: Target,
        input: Option<&Input>,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let items = input.map_or(&[][..], Input::items);
        distinct(items.iter().map(|item| self.target_key(target, item)))
    }

    /// `[PostTenureLinkOrder!]`
    pub(in crate::plan) fn link_order(
        &self,
        target: Target,
        relation: RelationId,
        input: Option<&Input>,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let items = input.map_or(&[][..], Input::items);
        let key = |item| {
            let (side, key) = one_field(item)?;
            match side {
                "node" => self.target_key(target, key),
                "edge" => self.edge_key(relation, key),
                other => Err(FieldError::unknown("order", other)),
            }
        };
        distinct(items.iter().map(key))
    }

    fn target_key(&self, target: Target, input: &Input) -> Result<OrderKey, FieldError> {
        let (name, direction) = one_field(input)?;
        if name == "metrics" {
            let (name, direction) = one_field(direction)?;
            let metric =
                Metric::by_name(name).ok_or_else(|| FieldError::unknown("measure", name))?;
            let descending = is_descending(direction)?;
            return Ok(OrderKey { by: OrderBy::Metric(metric), descending });
        }
        let by = match name {
            "id" => OrderBy::Id,
            "name" => OrderBy::Name,
            "degree" => OrderBy::Degree,
            _ => match self.property(target, name) {
                Some((columns, _)) => OrderBy::Property(columns),
                None => return Err(FieldError::unknown("order", name)),
            },
        };
        Ok(OrderKey { by, descending: is_descending(direction)? })
    }

    fn edge_key(&self, relation: RelationId, input: &Input) -> Result<OrderKey, FieldError> {
        let (name, direction) = one_field(input)?;
        let by = match name {
            "at" => OrderBy::Time(LinkTime::At),
            "since" => OrderBy::Time(LinkTime::Since),
            "until" => OrderBy::Time(LinkTime::Until),
            _ => {
                let properties = self.ontology.properties_of(relation);
                let position = properties.iter().position(|property| property.name == name);
                OrderBy::LinkProperty(position.ok_or_else(|| FieldError::unknown("order", name))?)
            }
        };
        Ok(OrderKey { by, descending: is_descending(direction)? })
    }
}

/// The keys without those that a key before them decides already: they would change nothing
/// and be kept for every item.
fn distinct(
    keys: impl Iterator<Item = Result<OrderKey, FieldError>>,
) -> Result<Vec<OrderKey>, FieldError> {
    let mut distinct: Vec<OrderKey> = Vec::new();
    for key in keys {
        let key = key?;
        if distinct.iter().all(|before| before.by != key.by) {
            distinct.push(key);
        }
    }
    Ok(distinct)
}

fn is_descending(input: &Input) -> Result<bool, FieldError> {
    match input.text().as_deref() {
        Some("ASC") => Ok(false),
        Some("DESC") => Ok(true),
        other => Err(FieldError::unknown("direction", other.unwrap_or_default())),
    }
}

/// The one field of a key: the fields of an input object have no order, the keys must.
fn one_field(input: &Input) -> Result<(&str, &Input), FieldError> {
    let Input::Object(fields) = input else { return Err(not_one()) };
    let mut given = fields.iter().filter(|(_, value)| *value != Input::Null);
    match (given.next(), given.next()) {
        (Some((name, value)), None) => Ok((name, value)),
        _ => Err(not_one()),
    }
}

fn not_one() -> FieldError {
    FieldError::bad_input(
        "each element of `orderBy` names one field; write `[{a: ASC}, {b: DESC}]`",
    )
}
