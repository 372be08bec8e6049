//! `orderBy`: from input objects to keys.
//!
//! Here are the lists of keys. The keys of entities are in `entity`, those of links in `link`, of
//! properties in `property`, and those of all links of an entity in `links`.

mod currency;
mod entity;
mod link;
mod links;
mod property;
mod sums;

#[cfg(test)]
mod tests;

use super::{Binder, Values};
use crate::{
    ontology::{RelationId, Target},
    plan::{FieldError, Input, Order, OrderKey},
    value::fingerprint,
};

const ORDER_BY: &str = "orderBy";

/// A key that an element of `orderBy` asks for.
struct BoundKey {
    key: OrderKey,
    /// True if another key needs it, and it is not written: the currency of an amount.
    is_implied: bool,
}

impl BoundKey {
    fn written(key: OrderKey) -> Self {
        Self { key, is_implied: false }
    }
}

type BoundKeys = Result<Vec<BoundKey>, FieldError>;

impl Binder<'_> {
    /// `[PersonOrder!]`
    pub(in crate::plan) fn target_order(
        &mut self,
        target: Target,
        values: Values<'_>,
    ) -> Result<Order, FieldError> {
        self.order(values, |binder, element| binder.target_keys(target, element))
    }

    /// `[PostTenureLinkOrder!]`
    pub(in crate::plan) fn link_order(
        &mut self,
        target: Target,
        relation: RelationId,
        values: Values<'_>,
    ) -> Result<Order, FieldError> {
        self.order(values, |binder, element| binder.link_keys(target, relation, element))
    }

    /// `[AnyLinkOrder!]`: the keys of links of any relation.
    pub(in crate::plan) fn any_link_order(
        &mut self,
        values: Values<'_>,
    ) -> Result<Order, FieldError> {
        self.order(values, |binder, element| binder.any_link_keys(element))
    }

    /// The keys of all elements, without those that a key before them decides already: they would
    /// change nothing and be kept for every item.
    fn order(
        &mut self,
        values: Values<'_>,
        mut keys_of: impl FnMut(&mut Self, &Input) -> BoundKeys,
    ) -> Result<Order, FieldError> {
        let Some(input) = values.get(ORDER_BY) else { return Ok(Order::default()) };
        let (mut keys, mut places) = (Vec::new(), Vec::new());
        let read = self.at(ORDER_BY, |it| {
            it.each_item(input, |it, element| {
                for key in keys_of(it, element)? {
                    if is_new(&keys, &key, element)? {
                        keys.push(key);
                        places.push(format!("{}.{}", it.place, place_of(element)));
                    }
                }
                it.check_key_count(keys.len())
            })
        });
        read.map_err(|error| {
            let error = error.within(ORDER_BY);
            if error.limit.is_some() { error.at(ORDER_BY) } else { error }
        })?;
        let written = input.written();
        let fingerprint = fingerprint::of([written.as_bytes()]) as u32;
        Ok(Order::new(keys.into_iter().map(|it| it.key).collect(), places, fingerprint))
    }

    fn check_key_count(&self, count: usize) -> Result<(), FieldError> {
        let most = self.limits.order_keys;
        if count as u64 <= most {
            return Ok(());
        }
        let message = format!("`orderBy` names more than {most} keys; leave out the last ones");
        Err(FieldError::out_of_bounds("order_keys", message))
    }
}

/// Returns whether no key before decides what a key of an element does.
fn is_new(keys: &[BoundKey], key: &BoundKey, element: &Input) -> Result<bool, FieldError> {
    match keys.iter().find(|before| before.key.by == key.key.by) {
        None => Ok(true),
        Some(before) if before.is_implied && !key.is_implied => {
            Err(currency::behind_amount(element))
        }
        Some(_) => Ok(false),
    }
}

/// The place of a key in its element: `knows.sum`, or that of a value of one entity.
fn place_of(element: &Input) -> String {
    let mut steps: Vec<&str> = Vec::new();
    let mut value = element;
    while let Input::Object(fields) = value
        && let Some((name, inner)) = fields
            .iter()
            .find(|(name, _)| fields.len() == 1 || links::VALUES.contains(&name.as_str()))
    {
        steps.push(name);
        if steps.len() > 1 && links::VALUES.contains(&name.as_str()) {
            break;
        }
        value = inner;
    }
    steps.join(".")
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
    let given = fields.iter().filter(|(_, value)| *value != Input::Null);
    let mut elements: Vec<_> =
        given.map(|(name, value)| format!("{{{name}: {}}}", written(value))).collect();
    elements.sort_unstable();
    let found = match names.as_slice() {
        [] => "is empty".to_owned(),
        [only] => format!("has {only} without a value"),
        _ => format!("has {}", names.join(" and ")),
    };
    if elements.len() > 1 {
        let what = format!(" {found}, and each element names one field");
        return FieldError::of_several(what, elements);
    }
    let example = match argument {
        ORDER_BY => "[{a: ASC}, {b: DESC}]",
        _ => "[{a: VALUE}, {b: YEAR}]",
    };
    FieldError::of_value(format_args!(
        " {found}, and each element names one field; write `{example}`"
    ))
}

/// A direction, or what stands inside of an object.
fn written(value: &Input) -> String {
    value.text().unwrap_or_else(|| "{...}".to_owned())
}

/// The names that lead to the key of an element that names one: `node`, `country`, `name`.
fn path_of(mut element: &Input) -> Vec<&str> {
    let mut path = Vec::new();
    while let Ok((name, inner)) = one_field(element, ORDER_BY) {
        path.push(name);
        element = inner;
    }
    path
}

/// `{node: {country: {name: ...}}}`: a path as an input object.
fn nested<'p>(path: impl DoubleEndedIterator<Item = &'p str>, leaf: &str) -> String {
    path.rev().fold(leaf.to_owned(), |inner, name| format!("{{{name}: {inner}}}"))
}
