//! The keys of an entity: its own, and those of what its relations lead to.

use super::{
    super::fields::EntityField, Binder, BoundKey, BoundKeys, ORDER_BY, is_descending, one_field,
};
use crate::{
    ontology::{Cardinality, RelationField, Target},
    plan::{FieldError, Input, OrderBy, OrderKey},
    value::Metric,
};

impl Binder<'_> {
    /// The keys that one element asks for: one, or two of an amount of money.
    pub(super) fn target_keys(&mut self, target: Target, input: &Input) -> BoundKeys {
        let (name, direction) = one_field(input, ORDER_BY)?;
        self.keys_of_field(target, name, direction).map_err(|error| error.within(name))
    }

    fn keys_of_field(&mut self, target: Target, name: &str, direction: &Input) -> BoundKeys {
        if name == "metrics" {
            let (name, direction) = one_field(direction, ORDER_BY)?;
            let metric =
                Metric::by_name(name).ok_or_else(|| FieldError::unknown("measure", name))?;
            return written(OrderBy::Metric(metric), direction);
        }
        let is_source = || self.ontology.source_kind().map(Target::Kind) == Some(target);
        if name == "supports" && is_source() {
            return written(OrderBy::Supports, direction);
        }
        match self.target_field(target, name).ok_or_else(|| FieldError::unknown("order", name))? {
            EntityField::Id => written(OrderBy::Id, direction),
            EntityField::Name => written(OrderBy::Name, direction),
            EntityField::Degree => written(OrderBy::Degree, direction),
            EntityField::Property(columns, property) => {
                let by = |key| OrderBy::Property(columns.clone(), key);
                self.property_keys(property, direction, by)
            }
            EntityField::Relation(field) => self.relation_keys(field, direction),
        }
    }

    /// `{posts: {count: DESC}}`, and `{country: {name: ASC}}` of a to-one relation.
    fn relation_keys(&mut self, field: &RelationField, input: &Input) -> BoundKeys {
        match field.cardinality {
            Cardinality::Many => Ok(vec![BoundKey::written(self.links_key(field, input)?)]),
            Cardinality::AtMostOne | Cardinality::ExactlyOne => {
                let through = |by| OrderBy::Through(field.relation, field.direction, Box::new(by));
                let keys = self.target_keys(field.target, input)?;
                Ok(keys.into_iter().map(|key| key.map(through)).collect())
            }
        }
    }
}

impl BoundKey {
    /// The key by something that is made of what it is by.
    pub(super) fn map(self, of: impl FnOnce(OrderBy) -> OrderBy) -> Self {
        let OrderKey { by, descending } = self.key;
        Self { key: OrderKey { by: of(by), descending }, ..self }
    }
}

/// The only key of an element.
pub(super) fn written(by: OrderBy, direction: &Input) -> BoundKeys {
    let descending = is_descending(direction)?;
    Ok(vec![BoundKey::written(OrderKey { by, descending })])
}
