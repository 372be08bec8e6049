//! `PostTenureLinksOrder`: a key of all links of an entity by one relation.

use super::{
    super::{structured::member, terms::null_condition},
    Binder, BoundKey, currency, is_descending, nested, path_of,
};
use crate::{
    ontology::RelationField,
    plan::{FieldError, Input, LinkPredicate, LinksKey, LinksValue, OrderBy, OrderKey, Predicate},
};

/// The values of links, of which exactly one is given.
pub(super) const VALUES: [&str; 5] = ["count", "min", "max", "sum", "mean"];

/// The key of links, or of what they lead to, of which a value is taken.
struct Inner {
    by: OrderBy,
    /// The currency of an amount of money.
    currency: Option<OrderBy>,
    descending: bool,
}

impl Binder<'_> {
    /// `{count: DESC, where: {...}}`, `{max: {edge: {since: DESC}}}`
    pub(super) fn links_key(
        &mut self,
        field: &RelationField,
        input: &Input,
    ) -> Result<OrderKey, FieldError> {
        let (value, given) = one_value(&field.name, input)?;
        check_nulls(input)?;
        let condition = member(input, "where");
        let filter = condition.map(|input| self.links_condition(field, input)).transpose()?;
        let filter = filter.unwrap_or_default();
        let mut key = LinksKey {
            filter_follows_links: filter.any_node(&mut Predicate::follows_links),
            filter,
            written: condition.map(Input::written).unwrap_or_default(),
            distinct: member(input, "distinct") == Some(&Input::Boolean(true)),
            ..LinksKey::count(field.relation, field.direction)
        };
        if value == "count" {
            let descending = is_descending(given)?;
            return Ok(OrderKey { by: OrderBy::Links(Box::new(key)), descending });
        }
        let inner = self.inner_key(field, given).map_err(|error| error.within(value))?;
        check_distinct(key.distinct, &inner.by, given)?;
        check_currency(value, &key.filter, &inner, given).map_err(|error| error.within(value))?;
        let Inner { by, descending, .. } = inner;
        let sum_type = || {
            let ty = self.sum_type(field.relation, &by, given);
            ty.map_err(|error| error.within(value))
        };
        key.of = match value {
            "min" => LinksValue::Min(by),
            "max" => LinksValue::Max(by),
            "sum" => sum_type().map(|ty| LinksValue::Sum(by, ty))?,
            "mean" => sum_type().map(|ty| LinksValue::Mean(by, ty))?,
            other => return Err(FieldError::unknown("order", other)),
        };
        Ok(OrderKey { by: OrderBy::Links(Box::new(key)), descending })
    }

    /// `where`: the condition on the links that are read.
    fn links_condition(
        &mut self,
        field: &RelationField,
        input: &Input,
    ) -> Result<LinkPredicate, FieldError> {
        let followed = (field.relation, field.direction);
        let filter = self.at(&field.name, |it| {
            it.at("where", |it| it.link_filter(field.target, followed, input))
        });
        filter.map_err(|error| error.within("where"))
    }

    /// `{node: {born: ASC}}`: the key of each link.
    fn inner_key(&mut self, field: &RelationField, input: &Input) -> Result<Inner, FieldError> {
        let mut keys = self.link_keys(field.target, field.relation, input)?;
        let last = keys.pop().ok_or_else(|| FieldError::internal("an element has no key"))?;
        let OrderKey { by, descending } = last.key;
        let currency = keys.pop().filter(|key| key.is_implied).map(|BoundKey { key, .. }| key.by);
        Ok(Inner { by, currency, descending })
    }
}

/// The value that is given of those of which exactly one must be.
fn one_value<'i>(field: &str, input: &'i Input) -> Result<(&'static str, &'i Input), FieldError> {
    let given: Vec<_> =
        VALUES.iter().filter_map(|name| Some((*name, member(input, name)?))).collect();
    match given[..] {
        [one] => Ok(one),
        [] => Err(FieldError::of_value(format_args!(
            " leads to many, and is ordered by one of `count`, `min`, `max`, `sum` and \
             `mean`; write `{{{field}: {{count: DESC}}}}`, or \
             `{{{field}: {{max: {{edge: {{since: DESC}}}}}}}}`"
        ))),
        _ => {
            let names: Vec<String> = given.iter().map(|(name, _)| format!("`{name}`")).collect();
            let each = given.iter().map(|(name, _)| nested([field, name].into_iter(), "..."));
            Err(FieldError::of_value(format_args!(
                " is ordered by {} in one element; write an element for each: `[{}]`",
                names.join(" and "),
                each.collect::<Vec<_>>().join(", ")
            )))
        }
    }
}

/// Refuses a condition that is null: it would let every link count.
fn check_nulls(input: &Input) -> Result<(), FieldError> {
    let Input::Object(fields) = input else { return Ok(()) };
    let mut nulls = fields.iter().filter(|(_, value)| *value == Input::Null);
    match nulls.find(|(name, _)| ["where", "distinct"].contains(&name.as_str())) {
        Some((name, _)) => Err(null_condition(name, "")),
        None => Ok(()),
    }
}

/// Refuses `distinct` with a key of links: of several to one entity nobody says which is meant.
fn check_distinct(distinct: bool, by: &OrderBy, key: &Input) -> Result<(), FieldError> {
    match by {
        OrderBy::Time(_)
        | OrderBy::LastAttested
        | OrderBy::LinkProperty(..)
        | OrderBy::Reference(..)
            if distinct =>
        {
            let error = FieldError::of_value(format_args!(
                " reads links to one entity as one, and `{}` can differ between them; leave it \
                 out, or order by a key of `node`",
                path_of(key).join(".")
            ));
            Err(error.within("distinct"))
        }
        OrderBy::Time(_)
        | OrderBy::LastAttested
        | OrderBy::LinkProperty(..)
        | OrderBy::Reference(..)
        | OrderBy::Supports
        | OrderBy::Relation
        | OrderBy::End(..)
        | OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Metric(_)
        | OrderBy::Property(..)
        | OrderBy::Links(_)
        | OrderBy::Through(..) => Ok(()),
    }
}

/// Refuses a value of amounts of money unless the condition leaves one currency.
fn check_currency(
    value: &str,
    filter: &LinkPredicate,
    inner: &Inner,
    key: &Input,
) -> Result<(), FieldError> {
    match &inner.currency {
        Some(currency) if !currency::is_one(filter, currency) => {
            Err(currency::several(value, &inner.by, key))
        }
        Some(_) | None => Ok(()),
    }
}
