//! `aggregate` of a connection: the number of all items, and sums of their numbers and dates.

use super::ArgumentBinder;
use crate::plan::{
    AggregateField, FieldError, Object,
    bind::{Binder, ItemForm, Values},
    cost::{Costs, Counted, Counter},
    explain::{Explain, Printer},
    ids::Id,
    steps::SiteId,
};

/// The arguments as they are given: of which items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AggregateForm(pub ItemForm);

/// The arguments, bound.
#[derive(Clone, Debug, Default)]
pub struct AggregateQuery {
    /// The numbers and dates that are summed up.
    pub fields: Vec<AggregateField>,
}

/// A field of `Aggregate`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum AggregateOp {
    Count,
    DistinctNodes,
    Values(Id<Object<AggregateValueOp>>, SiteId),
}

/// A field of `AggregateValue`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum AggregateValueOp {
    Of,
    Currency,
    Count,
    Min,
    ExactMin,
    Max,
    ExactMax,
    Sum,
    ExactSum,
    Mean,
    Earliest,
    Latest,
    EarliestDateTime,
    LatestDateTime,
}

impl ArgumentBinder for AggregateForm {
    type Bound = AggregateQuery;

    fn bind(
        self,
        binder: &mut Binder<'_>,
        values: Values<'_>,
    ) -> Result<AggregateQuery, FieldError> {
        Ok(AggregateQuery { fields: binder.aggregate_fields(self.0, values)? })
    }
}

impl AggregateQuery {
    pub(super) fn explain(&self) -> String {
        match fields_text(&self.fields) {
            text if text.is_empty() => text,
            text => format!("({text})"),
        }
    }
}

/// The fields that are summed up, in words; empty if there are none.
pub(super) fn fields_text(fields: &[AggregateField]) -> String {
    let labels: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
    if labels.is_empty() { String::new() } else { format!("sums of {}", labels.join(", ")) }
}

impl Costs for AggregateOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Values(value, _) => value.cost(counter),
            Self::Count | Self::DistinctNodes => Counted::ZERO,
        }
    }
}

impl Costs for AggregateValueOp {
    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        match self {
            Self::Of
            | Self::Currency
            | Self::Count
            | Self::Min
            | Self::ExactMin
            | Self::Max
            | Self::ExactMax
            | Self::Sum
            | Self::ExactSum
            | Self::Mean
            | Self::Earliest
            | Self::Latest
            | Self::EarliestDateTime
            | Self::LatestDateTime => Counted::ZERO,
        }
    }
}

impl Explain for AggregateOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Values(value, _) => to.embedded(key, "each sum", *value),
            Self::Count | Self::DistinctNodes => to.line(key),
        }
    }
}

impl Explain for AggregateValueOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Of
            | Self::Currency
            | Self::Count
            | Self::Min
            | Self::ExactMin
            | Self::Max
            | Self::ExactMax
            | Self::Sum
            | Self::ExactSum
            | Self::Mean
            | Self::Earliest
            | Self::Latest
            | Self::EarliestDateTime
            | Self::LatestDateTime => to.line(key),
        }
    }
}
