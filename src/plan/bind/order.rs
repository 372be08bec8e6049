//! `orderBy`: from input objects to keys.

use super::{
    Binder,
    structured::{member, point},
};
use crate::{
    ontology::{BuiltInType, Cardinality, Property, RelationId, Scalar, Target},
    plan::{FieldError, FieldPath, Input, LinkTime, OrderBy, OrderKey, Referred, ValueKey},
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
        distinct(items.iter().map(|item| self.target_keys(target, item)))
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
                "node" => self.target_keys(target, key),
                "edge" => self.edge_keys(Some(relation), key),
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
        distinct(items.iter().map(|item| self.edge_keys(None, item)))
    }

    /// The keys that one element asks for: one, or two of an amount of money.
    fn target_keys(&self, target: Target, input: &Input) -> Result<Vec<OrderKey>, FieldError> {
        let (name, direction) = one_field(input, ORDER_BY)?;
        let by = match name {
            "metrics" => {
                let (name, direction) = one_field(direction, ORDER_BY)?;
                let metric =
                    Metric::by_name(name).ok_or_else(|| FieldError::unknown("measure", name))?;
                let descending = is_descending(direction)?;
                return Ok(vec![OrderKey { by: OrderBy::Metric(metric), descending }]);
            }
            "id" => OrderBy::Id,
            "name" => OrderBy::Name,
            "degree" => OrderBy::Degree,
            _ => match self.property(target, name) {
                Some((columns, property)) => {
                    let by = |key| OrderBy::Property(columns.clone(), key);
                    return self.value_keys(&property, direction, by);
                }
                None => return self.relation_keys(target, name, direction),
            },
        };
        Ok(vec![OrderKey { by, descending: is_descending(direction)? }])
    }

    /// The keys of a property: `ASC`, or `{city: ASC}` of a structured one.
    fn value_keys(
        &self,
        property: &Property,
        input: &Input,
        by: impl Fn(ValueKey) -> OrderBy,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let mut keys = Vec::new();
        self.field_keys(property, input, Vec::new(), &mut keys)?;
        let key = |(key, descending)| OrderKey { by: by(key), descending };
        Ok(keys.into_iter().map(key).collect())
    }

    /// Appends the keys of a property, or of a field of a structured one, each with whether it is
    /// descending.
    fn field_keys(
        &self,
        property: &Property,
        input: &Input,
        path: FieldPath,
        keys: &mut Vec<(ValueKey, bool)>,
    ) -> Result<(), FieldError> {
        let Scalar::Structured(id) = property.ty.scalar else {
            keys.push((ValueKey::Field(path), is_descending(input)?));
            return Ok(());
        };
        let ty = self.ontology.value_type(id);
        let (name, value) = one_field(input, ORDER_BY)?;
        if name == "distanceFrom" && ty.built_in == Some(BuiltInType::Point) {
            let descending = member(value, "direction").map(is_descending).transpose()?;
            let key = ValueKey::Distance(path, point(value)?);
            keys.push((key, descending.unwrap_or_default()));
            return Ok(());
        }
        let of = |at: usize| path.iter().copied().chain([at]).collect::<FieldPath>();
        let (at, field) = ty.field(name).ok_or_else(|| FieldError::unknown("order", name))?;
        // Amounts in two currencies are not compared.
        if let Some(BuiltInType::Money) = ty.built_in
            && name == "amount"
            && let Some((currency, _)) = ty.field("currency")
        {
            keys.push((ValueKey::Field(of(currency)), false));
        }
        self.field_keys(field, value, of(at), keys)
    }

    /// `{posts: {count: DESC}}`, and `{country: {name: ASC}}` of a to-one relation.
    fn relation_keys(
        &self,
        target: Target,
        name: &str,
        input: &Input,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let field = self.relation_field(target, name);
        let field = field.ok_or_else(|| FieldError::unknown("order", name))?;
        match field.cardinality {
            Cardinality::Many => {
                let (name, direction) = one_field(input, ORDER_BY)?;
                if name != "count" {
                    return Err(FieldError::unknown("order", name));
                }
                let by = OrderBy::LinkCount(field.relation, field.direction);
                Ok(vec![OrderKey { by, descending: is_descending(direction)? }])
            }
            Cardinality::AtMostOne | Cardinality::ExactlyOne => {
                let through = |key: OrderKey| {
                    let by = OrderBy::Through(field.relation, field.direction, Box::new(key.by));
                    OrderKey { by, ..key }
                };
                let keys = self.target_keys(field.target, input)?;
                Ok(keys.into_iter().map(through).collect())
            }
        }
    }

    /// The keys of links, of one relation if it is known.
    fn edge_keys(
        &self,
        relation: Option<RelationId>,
        input: &Input,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let (name, direction) = one_field(input, ORDER_BY)?;
        let by = match name {
            "at" => OrderBy::Time(LinkTime::At),
            "since" => OrderBy::Time(LinkTime::Since),
            "until" => OrderBy::Time(LinkTime::Until),
            _ => {
                let relation = relation.ok_or_else(|| FieldError::unknown("order", name))?;
                let properties = self.ontology.properties_of(relation);
                let Some(at) = properties.iter().position(|property| property.name == name) else {
                    return self.reference_keys(relation, name, direction);
                };
                let by = |key| OrderBy::LinkProperty(at, key);
                return self.value_keys(&properties[at], direction, by);
            }
        };
        Ok(vec![OrderKey { by, descending: is_descending(direction)? }])
    }

    /// `{patron: {name: ASC}}`: the keys of the entity that links refer to.
    fn reference_keys(
        &self,
        relation: RelationId,
        name: &str,
        input: &Input,
    ) -> Result<Vec<OrderKey>, FieldError> {
        let references = self.ontology.references_of(relation);
        let reference = references.iter().position(|it| it.name == name);
        let reference = reference.ok_or_else(|| FieldError::unknown("order", name))?;
        let referred = Referred { relation, reference };
        let keys = self.target_keys(references[reference].target, input)?.into_iter();
        let of =
            |key: OrderKey| OrderKey { by: OrderBy::Reference(referred, Box::new(key.by)), ..key };
        Ok(keys.map(of).collect())
    }
}

/// The keys without those that a key before them decides already: they would change nothing
/// and be kept for every item.
fn distinct(
    keys: impl Iterator<Item = Result<Vec<OrderKey>, FieldError>>,
) -> Result<Vec<OrderKey>, FieldError> {
    let mut distinct: Vec<OrderKey> = Vec::new();
    for keys in keys {
        for key in keys? {
            if distinct.iter().all(|before| before.by != key.by) {
                distinct.push(key);
            }
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
    let mut names: Vec<_> = fields.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.sort_unstable();
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
