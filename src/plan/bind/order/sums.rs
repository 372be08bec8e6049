//! The keys that can be added up: numbers.

use super::{super::class::Class, Binder, path_of};
use crate::{
    ontology::{RelationId, Scalar},
    plan::{FieldError, Input, LinksValue, OrderBy, SumType, ValueKey},
};

/// The error of a key, as it is written, that is no number, but for example `a text`.
fn no_number(key: &Input, what: &str) -> FieldError {
    let path = path_of(key).join(".");
    FieldError::of_value(format_args!(
        " needs numbers, and `{path}` is {what}; order by its `min` or `max`, or by the `count` of \
         the links"
    ))
}

impl Binder<'_> {
    /// The type of the numbers that a key of links of a relation gives.
    ///
    /// # Errors
    /// If it gives no numbers.
    pub(super) fn sum_type(
        &self,
        relation: RelationId,
        by: &OrderBy,
        written: &Input,
    ) -> Result<SumType, FieldError> {
        let scalar = |scalar: Scalar, key: &ValueKey| match key {
            ValueKey::Field(path) => {
                let class = Class::of(self.field_scalar(scalar, path));
                class.sum_type().ok_or_else(|| class.words(self.ontology))
            }
            ValueKey::Distance(..) => Ok(SumType::Float),
        };
        let ty = match by {
            OrderBy::Id => Err("an id".to_owned()),
            OrderBy::Name | OrderBy::Relation => Err("a text".to_owned()),
            OrderBy::Time(_) | OrderBy::LastAttested => Err("a date".to_owned()),
            OrderBy::Degree | OrderBy::Supports => Ok(SumType::Exact),
            OrderBy::Metric(_) => Ok(SumType::Float),
            OrderBy::Property(columns, key) => match columns.first() {
                Some(&(kind, at)) => scalar(self.ontology.kind(kind).properties[at].ty.scalar, key),
                None => Err("of no kind".to_owned()),
            },
            OrderBy::LinkProperty(at, key) => {
                scalar(self.ontology.properties_of(relation)[*at].ty.scalar, key)
            }
            OrderBy::Reference(_, by) | OrderBy::Through(_, _, by) | OrderBy::End(_, by) => {
                return self.sum_type(relation, by, written);
            }
            OrderBy::Links(key) => match &key.of {
                LinksValue::Count => Ok(SumType::Exact),
                LinksValue::Sum(_, ty) | LinksValue::Mean(_, ty) => Ok(*ty),
                LinksValue::Min(by) | LinksValue::Max(by) => {
                    return self.sum_type(key.relation, by, written);
                }
            },
        };
        ty.map_err(|what| no_number(written, &what))
    }
}
