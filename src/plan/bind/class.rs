//! The classes of values: only those of one class are compared with each other.

use super::Binder;
use crate::{
    ontology::{EnumId, Scalar},
    plan::FieldError,
};

/// The values that can be compared with each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Class {
    Number,
    Date,
    Instant,
    Text,
    /// The ids of entities.
    EntityId,
    /// The values of a property of type `ID`.
    Id,
    Boolean,
    Enum(EnumId),
}

impl Class {
    /// The class of the values of a scalar; `None` of those that have no class: JSON, and
    /// structured values.
    pub(super) fn of(scalar: Scalar) -> Option<Self> {
        Some(match scalar {
            Scalar::Int | Scalar::Float | Scalar::BigInt | Scalar::Decimal => Self::Number,
            Scalar::PartialDate | Scalar::Date => Self::Date,
            Scalar::DateTime => Self::Instant,
            Scalar::String | Scalar::Url => Self::Text,
            Scalar::Id => Self::Id,
            Scalar::Boolean => Self::Boolean,
            Scalar::Enum(id) => Self::Enum(id),
            Scalar::Json | Scalar::Structured(_) => return None,
        })
    }
}

impl Binder<'_> {
    pub(super) fn check_classes(
        &self,
        (left, class): (&str, Class),
        (right, other): (&str, Class),
    ) -> Result<(), FieldError> {
        if class == other {
            return Ok(());
        }
        Err(FieldError::of_value(format_args!(
            ": `{right}` is {}, and `{left}` is {}; fields of one type can be compared",
            self.words(other),
            self.words(class)
        )))
    }

    pub(super) fn check_order(&self, field: &str, class: Class) -> Result<(), FieldError> {
        match class {
            Class::Number | Class::Date | Class::Instant | Class::Text => Ok(()),
            Class::EntityId | Class::Id | Class::Boolean | Class::Enum(_) => {
                Err(FieldError::of_value(format_args!(
                    ": `{field}` is {}, which has no order; compare with `eq` or `ne`",
                    self.words(class)
                )))
            }
        }
    }

    fn words(&self, class: Class) -> String {
        match class {
            Class::Number => "a number".to_owned(),
            Class::Date => "a date".to_owned(),
            Class::Instant => "a DateTime".to_owned(),
            Class::Text => "a text".to_owned(),
            Class::EntityId => "the id of an entity".to_owned(),
            Class::Id => "an ID".to_owned(),
            Class::Boolean => "a Boolean".to_owned(),
            Class::Enum(id) => format!("a value of {}", self.ontology.enum_type(id).name),
        }
    }
}
