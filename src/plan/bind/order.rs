//! `orderBy`: from input objects to keys.

use super::Binder;
use crate::{
    ontology::{Cardinality, RelationId, Target},
    plan::{FieldError, Input, LinkTime, OrderBy, OrderKey, Referred},
    value::Metric,
};

const ORDER_BY: &str = "orderBy";

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
            let (side, key) = one_field(item, ORDER_BY)?;
            match side {
                "node" => self.target_key(target, key),
                "edge" => self.edge_key(Some(relation), key),
                other => Err(FieldError::unknown("order", other)),
            }
        };
        distinct(items.iter().map(key))
    }

    /// `[LinkOrder!]`: the keys of links of any relation.
    pub(in crate::plan) fn edge_order(
        &self,
        input: Option<&Input>,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let items = input.map_or(&[][..], Input::items);
        distinct(items.iter().map(|item| self.edge_key(None, item)))
    }

    fn target_key(&self, target: Target, input: &Input) -> Result<OrderKey, FieldError> {
        let (name, direction) = one_field(input, ORDER_BY)?;
        if name == "metrics" {
            let (name, direction) = one_field(direction, ORDER_BY)?;
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
                None => return self.relation_key(target, name, direction),
            },
        };
        Ok(OrderKey { by, descending: is_descending(direction)? })
    }

    /// `{posts: {count: DESC}}`, and `{country: {name: ASC}}` of a to-one relation.
    fn relation_key(
        &self,
        target: Target,
        name: &str,
        input: &Input,
    ) -> Result<OrderKey, FieldError> {
        let field = self.relation_field(target, name);
        let field = field.ok_or_else(|| FieldError::unknown("order", name))?;
        match field.cardinality {
            Cardinality::Many => {
                let (name, direction) = one_field(input, ORDER_BY)?;
                if name != "count" {
                    return Err(FieldError::unknown("order", name));
                }
                let by = OrderBy::LinkCount(field.relation, field.direction);
                Ok(OrderKey { by, descending: is_descending(direction)? })
            }
            Cardinality::AtMostOne | Cardinality::ExactlyOne => {
                let OrderKey { by, descending } = self.target_key(field.target, input)?;
                let by = OrderBy::Through(field.relation, field.direction, Box::new(by));
                Ok(OrderKey { by, descending })
            }
        }
    }

    /// A key of links, of one relation if it is known.
    fn edge_key(
        &self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<OrderKey, FieldError> {
        let (name, direction) = one_field(input, ORDER_BY)?;
        let by = match name {
            "at" => OrderBy::Time(LinkTime::At),
            "since" => OrderBy::Time(LinkTime::Since),
            "until" => OrderBy::Time(LinkTime::Until),
            _ => {
                let relation = relation.ok_or_else(|| FieldError::unknown("order", name))?;
                let properties = self.ontology.properties_of(relation);
                match properties.iter().position(|property| property.name == name) {
                    Some(index) => OrderBy::LinkProperty(index),
                    None => return self.reference_key(relation, name, direction),
                }
            }
        };
        Ok(OrderKey { by, descending: is_descending(direction)? })
    }

    /// `{patron: {name: ASC}}`: a key of the entity that links refer to.
    fn reference_key(
        &self,
        relation: RelationId,
        name: &str,
        input: &Input,
    ) -> Result<OrderKey, FieldError> {
        let references = self.ontology.references_of(relation);
        let reference = references.iter().position(|it| it.name == name);
        let reference = reference.ok_or_else(|| FieldError::unknown("order", name))?;
        let OrderKey { by, descending } = self.target_key(references[reference].target, input)?;
        let by = OrderBy::Reference(Referred { relation, reference }, Box::new(by));
        Ok(OrderKey { by, descending })
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

/// `ASC`, `DESC`
pub(super) fn is_descending(input: &Input) -> Result<bool, FieldError> {
    match input.text().as_deref() {
        Some("ASC") => Ok(false),
        Some("DESC") => Ok(true),
        other => Err(FieldError::unknown("direction", other.unwrap_or_default())),
    }
}

/// The one field of an element of an argument: the fields of an input object have no order, the
/// keys must.
pub(super) fn one_field<'i>(
    input: &'i Input,
    argument: &str,
) -> Result<(&'i str, &'i Input), FieldError> {
    let fields = match input {
        Input::Object(fields) => fields.as_slice(),
        _ => &[],
    };
    let mut given = fields.iter().filter(|(_, value)| *value != Input::Null);
    match (given.next(), given.next()) {
        (Some((name, value)), None) => Ok((name, value)),
        _ => Err(not_one(fields, argument)),
    }
}

fn not_one(fields: &[(String, Input)], argument: &str) -> FieldError {
    let names: Vec<_> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    let found = match names.as_slice() {
        [] => "is empty".to_owned(),
        [only] => format!("has {only} without a value"),
        _ => format!("has {}", names.join(" and ")),
    };
    let (of, example) = match argument {
        ORDER_BY => ("`orderBy`", "[{a: ASC}, {b: DESC}]"),
        _ => ("`by` and `of`", "[{a: VALUE}, {b: YEAR}]"),
    };
    FieldError::bad_input(format!(
        "each element of {of} names one field, and one {found}; write `{example}`"
    ))
}
