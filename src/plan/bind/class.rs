//! The classes of values: the one place that says which are compared with each other, which have an
//! order, and which are added up.

use super::Binder;
use crate::{
    ontology::{BuiltInType, EnumId, Ontology, Scalar, ValueTypeId},
    plan::{AggregateType, FieldPath, SumType},
};

/// Values of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Number(Number),
    Date,
    Instant,
    Text,
    /// The ids of entities.
    EntityId,
    /// The values of a property of type `ID`.
    Id,
    Boolean,
    Enum(EnumId),
    Json,
    /// Structured values as a whole.
    Structured(ValueTypeId),
}

/// Numbers by how they are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Whole,
    Decimal,
    Float,
}

impl Class {
    /// The class of the values of a scalar.
    pub(super) fn of(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Int | Scalar::BigInt => Self::Number(Number::Whole),
            Scalar::Decimal => Self::Number(Number::Decimal),
            Scalar::Float => Self::Number(Number::Float),
            Scalar::PartialDate | Scalar::Date => Self::Date,
            Scalar::DateTime => Self::Instant,
            Scalar::String | Scalar::Url => Self::Text,
            Scalar::Id => Self::Id,
            Scalar::Boolean => Self::Boolean,
            Scalar::Enum(id) => Self::Enum(id),
            Scalar::Json => Self::Json,
            Scalar::Structured(id) => Self::Structured(id),
        }
    }

    /// Returns true if its values can be compared with those of another class.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(_), Self::Number(_)) => true,
            (Self::Json | Self::Structured(_), _) => false,
            (one, other) => one == other,
        }
    }

    /// Returns true if its values can be compared at all.
    pub(super) fn is_comparable(self) -> bool {
        self.is_like(self)
    }

    /// Returns true if one of its values can be less than another.
    pub(super) fn has_order(self) -> bool {
        match self {
            Self::Number(_) | Self::Date | Self::Instant | Self::Text => true,
            Self::EntityId
            | Self::Id
            | Self::Boolean
            | Self::Enum(_)
            | Self::Json
            | Self::Structured(_) => false,
        }
    }

    /// The numbers of which it has sums; `None` of what is no number.
    pub(super) fn sum_type(self) -> Option<SumType> {
        match self {
            Self::Number(Number::Whole | Number::Decimal) => Some(SumType::Exact),
            Self::Number(Number::Float) => Some(SumType::Float),
            Self::Date
            | Self::Instant
            | Self::Text
            | Self::EntityId
            | Self::Id
            | Self::Boolean
            | Self::Enum(_)
            | Self::Json
            | Self::Structured(_) => None,
        }
    }

    /// The type by which its values are aggregated; `None` of what is no number and no date.
    pub(super) fn aggregate_type(self) -> Option<AggregateType> {
        match self {
            Self::Number(Number::Whole) => Some(AggregateType::Int),
            Self::Number(Number::Decimal) => Some(AggregateType::Decimal),
            Self::Number(Number::Float) => Some(AggregateType::Float),
            Self::Date => Some(AggregateType::Date),
            Self::Instant => Some(AggregateType::DateTime),
            Self::Text
            | Self::EntityId
            | Self::Id
            | Self::Boolean
            | Self::Enum(_)
            | Self::Json
            | Self::Structured(_) => None,
        }
    }

    /// A value of it, in the words of errors.
    pub(super) fn words(self, ontology: &Ontology) -> String {
        match self {
            Self::Number(_) => "a number".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Instant => "a DateTime".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::EntityId => "the id of an entity".to_owned(),
            Self::Id => "an ID".to_owned(),
            Self::Boolean => "a Boolean".to_owned(),
            Self::Enum(id) => format!("a value of {}", ontology.enum_type(id).name),
            Self::Json => "JSON".to_owned(),
            Self::Structured(id) => format!("a {}", ontology.value_type(id).name),
        }
    }
}

/// Returns whether values of a type can be added up.
pub(super) fn has_sum(ty: AggregateType) -> bool {
    match ty {
        AggregateType::Int | AggregateType::Float | AggregateType::Decimal => true,
        AggregateType::Date | AggregateType::DateTime => false,
    }
}

impl Binder<'_> {
    /// The scalar of a field of a value.
    pub(super) fn field_scalar(&self, scalar: Scalar, path: &[usize]) -> Scalar {
        match (scalar, path.split_first()) {
            (Scalar::Structured(id), Some((at, rest))) => {
                self.field_scalar(self.ontology.value_type(id).fields[*at].ty.scalar, rest)
            }
            (scalar, _) => scalar,
        }
    }

    /// The way to the currency of a field of a value, if the field is an amount of money.
    pub(super) fn currency_beside(&self, scalar: Scalar, path: &[usize]) -> Option<FieldPath> {
        let (at, before) = path.split_last()?;
        let Scalar::Structured(id) = self.field_scalar(scalar, before) else { return None };
        let ty = self.ontology.value_type(id);
        let is_amount =
            ty.built_in == Some(BuiltInType::Money) && ty.fields[*at].ty.scalar == Scalar::Decimal;
        let (currency, _) = ty.field("currency").filter(|_| is_amount)?;
        Some(before.iter().copied().chain([currency]).collect())
    }
}
