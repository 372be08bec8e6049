//! `by`, `of` and `orderBy` of `aggregate` and `groups`: from input objects to keys and fields.

mod keys;

use super::{
    Binder, Values,
    class::{Class, has_sum},
    order::{is_descending, one_field},
    terms::each_item,
};
use crate::{
    ontology::{Direction, Property, RelationId, Scalar, Target},
    plan::{
        AggregateField, AggregatedValue, DatePart, FieldError, FieldPath, GroupKey, GroupOrderBy,
        GroupOrderKey, Input, KeyBy, LinkValue, NodePath, NodeValue,
    },
};

/// The items of a list, by which the names of keys and fields are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemForm {
    /// Entities.
    Entities(Target),
    /// Links of one relation, with the entities that they lead to.
    Relation(Target, RelationId, Direction),
    /// Links of any relation.
    Links,
}

/// Values that are to be summed up.
struct Summed {
    of: AggregatedValue,
    scalar: Scalar,
    currency: Option<FieldPath>,
}

impl Summed {
    fn of(of: AggregatedValue, scalar: Scalar) -> Self {
        Self { of, scalar, currency: None }
    }
}

impl Binder<'_> {
    /// `by` and `byEdge`.
    pub(in crate::plan) fn group_keys(
        &self,
        form: ItemForm,
        values: Values<'_>,
    ) -> Result<Vec<GroupKey>, FieldError> {
        let keys = self.keys(form, values, ["by", "byEdge"], Ok)?;
        let most = self.limits.group_keys;
        check_count(keys.len(), most, "group_keys", values, ["by", "byEdge"])?;
        Ok(keys)
    }

    /// `of` and `ofEdge`.
    pub(in crate::plan) fn aggregate_fields(
        &self,
        form: ItemForm,
        values: Values<'_>,
    ) -> Result<Vec<AggregateField>, FieldError> {
        let fields = self.keys(form, values, ["of", "ofEdge"], |key| self.summed(form, key))?;
        let most = self.limits.aggregate_fields;
        check_count(fields.len(), most, "aggregate_fields", values, ["of", "ofEdge"])?;
        Ok(fields)
    }

    /// The elements of an argument for entities, and of one for their links.
    fn keys<T>(
        &self,
        form: ItemForm,
        values: Values<'_>,
        [argument, edge_argument]: [&'static str; 2],
        read: impl Fn(GroupKey) -> Result<T, FieldError>,
    ) -> Result<Vec<T>, FieldError> {
        let read = |edge: &str, (path, by): (String, KeyBy)| {
            let key = GroupKey { label: format!("{edge}{path}"), by };
            read(key).map_err(|error| error.within(&path))
        };
        let link_key = |input: &Input| labelled(|label| self.link_key(form, input, label));
        let mut keys = elements(values, argument, |input| match form {
            ItemForm::Entities(target) | ItemForm::Relation(target, ..) => {
                let (path, node) = labelled(|label| self.node_path(target, input, label))?;
                read("", (path, KeyBy::Node(node)))
            }
            ItemForm::Links => read("", link_key(input)?),
        })?;
        let of_links = elements(values, edge_argument, |input| read("edge.", link_key(input)?));
        keys.append(&mut of_links?);
        Ok(keys)
    }

    /// A value as a number or date that can be summed up.
    fn summed(&self, form: ItemForm, key: GroupKey) -> Result<AggregateField, FieldError> {
        let whole = |part: DatePart| part == DatePart::Whole;
        let summed = match key.by {
            KeyBy::Node(NodePath { ref steps, value: NodeValue::Degree }) if steps.is_empty() => {
                Summed::of(AggregatedValue::Degree, Scalar::Int)
            }
            KeyBy::Node(NodePath { steps, value: NodeValue::Property(columns, path, part) })
                if steps.is_empty() && whole(part) =>
            {
                let scalar = columns.first().map_or(Scalar::Json, |&(kind, property)| {
                    self.ontology.kind(kind).properties[property].ty.scalar
                });
                self.summed_field(scalar, path, |path| AggregatedValue::Property(columns, path))
            }
            KeyBy::Link(LinkValue::Time(time, part)) if whole(part) => {
                Summed::of(AggregatedValue::Time(time), Scalar::PartialDate)
            }
            KeyBy::Link(LinkValue::LastAttested(part)) if whole(part) => {
                Summed::of(AggregatedValue::LastAttested, Scalar::PartialDate)
            }
            KeyBy::Link(LinkValue::Property(index, path, part)) if whole(part) => {
                let scalar = self.link_properties(form)[index].ty.scalar;
                self.summed_field(scalar, path, |path| AggregatedValue::LinkProperty(index, path))
            }
            KeyBy::Node(_)
            | KeyBy::From(_)
            | KeyBy::To(_)
            | KeyBy::LinkSources(_)
            | KeyBy::LinkReference(..)
            | KeyBy::Link(_) => return Err(not_summed()),
        };
        let Summed { of, scalar, currency } = summed;
        let ty = Class::of(scalar).aggregate_type().ok_or_else(not_summed)?;
        Ok(AggregateField { label: key.label, of, ty, currency })
    }

    /// A field of a value.
    fn summed_field(
        &self,
        scalar: Scalar,
        path: FieldPath,
        of: impl FnOnce(FieldPath) -> AggregatedValue,
    ) -> Summed {
        let currency = self.currency_beside(scalar, &path);
        Summed { scalar: self.field_scalar(scalar, &path), of: of(path), currency }
    }

    /// The properties of the links of a list whose relation is known.
    fn link_properties(&self, form: ItemForm) -> &[Property] {
        match form {
            ItemForm::Relation(_, relation, _) => self.ontology.properties_of(relation),
            ItemForm::Entities(_) | ItemForm::Links => &[],
        }
    }

    /// `orderBy` of `groups`.
    pub(in crate::plan) fn group_order(
        &self,
        values: Values<'_>,
        fields: &[AggregateField],
    ) -> Result<Vec<GroupOrderKey>, FieldError> {
        let keys = elements(values, "orderBy", |input| {
            let (name, direction) = one_field(input, "orderBy")?;
            let known = GroupOrderBy::ALL.iter().find(|(it, _)| *it == name);
            let (_, by) = *known.ok_or_else(|| FieldError::unknown("order", name))?;
            check_order(by, name, fields).map_err(|error| error.within(name))?;
            Ok(GroupOrderKey { by, descending: is_descending(direction)? })
        });
        let mut order: Vec<GroupOrderKey> = Vec::new();
        for key in keys? {
            if order.iter().all(|before| before.by != key.by) {
                order.push(key);
            }
        }
        Ok(order)
    }
}

/// Reads the elements of an argument; none if it is absent.
fn elements<T>(
    values: Values<'_>,
    argument: &str,
    read: impl FnMut(&Input) -> Result<T, FieldError>,
) -> Result<Vec<T>, FieldError> {
    let elements = each_item(values.get(argument).unwrap_or(&Input::Null), read);
    elements.map_err(|error| error.within(argument))
}

/// Reads an element together with the path that it writes, which is that of an error, too.
fn labelled<T>(
    read: impl FnOnce(&mut String) -> Result<T, FieldError>,
) -> Result<(String, T), FieldError> {
    let mut label = String::new();
    match read(&mut label) {
        Ok(value) => Ok((label, value)),
        Err(error) if label.is_empty() => Err(error),
        Err(error) => Err(error.within(&label)),
    }
}

/// The error of a value that is no number and no date of the items themselves.
fn not_summed() -> FieldError {
    FieldError::of_value(
        " cannot be summed up; name `degree`, or an Int, Float, BigInt, Decimal, Date, \
         PartialDate or DateTime of the items themselves, with VALUE",
    )
}

/// Refuses more elements than a limit allows, at the argument that is given.
fn check_count(
    count: usize,
    most: u64,
    limit: &'static str,
    values: Values<'_>,
    [argument, edge_argument]: [&'static str; 2],
) -> Result<(), FieldError> {
    if count as u64 <= most {
        return Ok(());
    }
    let place = if values.get(argument).is_some() { argument } else { edge_argument };
    let message = format!("`{place}` names {count} values, and at most {most} are read at once");
    Err(FieldError::out_of_bounds(limit, message).at(place))
}

/// Refuses an order that no field gives a value for.
fn check_order(by: GroupOrderBy, name: &str, fields: &[AggregateField]) -> Result<(), FieldError> {
    if !by.reads_field() {
        return Ok(());
    }
    let adds_up = matches!(by, GroupOrderBy::Sum | GroupOrderBy::Mean);
    match fields.first() {
        None => Err(FieldError::of_value(
            " orders by the first property of `of`, and there is none; name one there",
        )),
        Some(field) if adds_up && !has_sum(field.ty) => Err(FieldError::of_value(format_args!(
            " cannot order by `{}`: dates have no {name}; order by `min` or `max`",
            field.label
        ))),
        Some(_) => Ok(()),
    }
}
