//! Sums over a column for each group: whole numbers exactly, others as floating-point numbers.

use super::blocks::Block;
use crate::{
    exec::{
        select::{filter::time_column, view::StoreView},
        store::Store,
    },
    graph::{Column, Keys},
    limits::{Budget, Exhausted},
    plan::{AggregateField, AggregateType, AggregatedValue, GroupOrderBy, LinkScope},
    value::{Day, Decimal, PartialDate, Precision, number},
};

/// The number of some values, the smallest and the largest of them, and their sum.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) enum Sum {
    /// Of whole numbers.
    Int { count: u64, min: i64, max: i64, sum: i128 },
    /// Of floating-point numbers; `lost` is what the sum lacks by rounding.
    Float { count: u64, min: f64, max: f64, sum: f64, lost: f64 },
    /// Of decimal fractions; `sum` is `None` if it has more digits than they can have.
    Decimal { count: u64, range: Option<(Decimal, Decimal)>, sum: Option<Decimal>, float: f64 },
    /// Of dates that are known, at least in part.
    Date { count: u64, range: Option<DateRange> },
}

/// The first and the last of some dates, each with the first day that it can mean: dates are
/// ordered by it, and it is not computed again for each comparison.
#[derive(Clone, Copy, Debug)]
pub(in crate::exec) struct DateRange {
    first: (Day, PartialDate),
    last: (Day, PartialDate),
}

impl Sum {
    fn nothing(ty: AggregateType) -> Self {
        match ty {
            AggregateType::Int => Self::Int { count: 0, min: i64::MAX, max: i64::MIN, sum: 0 },
            AggregateType::Float => Self::Float {
                count: 0,
                min: f64::INFINITY,
                max: f64::NEG_INFINITY,
                sum: 0.0,
                lost: 0.0,
            },
            AggregateType::Decimal => {
                Self::Decimal { count: 0, range: None, sum: Some(Decimal::ZERO), float: 0.0 }
            }
            AggregateType::Date => Self::Date { count: 0, range: None },
        }
    }

    #[inline]
    fn add_int(&mut self, value: i64) {
        if let Self::Int { count, min, max, sum } = self {
            (*count, *sum) = (*count + 1, *sum + i128::from(value));
            (*min, *max) = ((*min).min(value), (*max).max(value));
        }
    }

    /// Adds by the algorithm of
    /// [Neumaier](https://doi.org/10.1002/zamm.19740540106), which keeps what rounding would lose.
    #[inline]
    fn add_float(&mut self, value: f64) {
        if let Self::Float { count, min, max, sum, lost } = self {
            let next = *sum + value;
            let (large, small) =
                if sum.abs() >= value.abs() { (*sum, value) } else { (value, *sum) };
            *lost += (large - next) + small;
            (*count, *sum) = (*count + 1, next);
            (*min, *max) = (min.min(value), max.max(value));
        }
    }

    #[inline]
    fn add_decimal(&mut self, value: Decimal) {
        if let Self::Decimal { count, range, sum, float } = self {
            *count += 1;
            *sum = sum.and_then(|sum| exact_sum_of(sum, value));
            *float += number::nearest_float(value).unwrap_or(f64::NAN);
            let (min, max) = range.unwrap_or((value, value));
            *range = Some((min.min(value), max.max(value)));
        }
    }

    #[inline]
    fn add_date(&mut self, value: PartialDate) {
        if let Self::Date { count, range } = self
            && value.precision() != Precision::Unknown
        {
            *count += 1;
            let dated = (value.earliest(), value);
            match range {
                Some(DateRange { first, last }) => {
                    // A pair compares its dates only if their first days are the same.
                    (*first, *last) = ((*first).min(dated), (*last).max(dated));
                }
                None => *range = Some(DateRange { first: dated, last: dated }),
            }
        }
    }

    /// The number of values.
    pub(in crate::exec) fn count(&self) -> u64 {
        match self {
            Self::Int { count, .. }
            | Self::Float { count, .. }
            | Self::Decimal { count, .. }
            | Self::Date { count, .. } => *count,
        }
    }

    /// The smallest and the largest number.
    pub(in crate::exec) fn range(&self) -> Option<(f64, f64)> {
        match *self {
            Self::Int { count, min, max, .. } => (count > 0).then_some((min as f64, max as f64)),
            Self::Float { count, min, max, .. } => (count > 0).then_some((min, max)),
            Self::Decimal { range, .. } => {
                let (min, max) = range?;
                Some((number::nearest_float(min)?, number::nearest_float(max)?))
            }
            Self::Date { .. } => None,
        }
    }

    /// The earliest and the latest date.
    pub(in crate::exec) fn dates(&self) -> Option<(PartialDate, PartialDate)> {
        match self {
            Self::Date { range, .. } => range.map(|it| (it.first.1, it.last.1)),
            Self::Int { .. } | Self::Float { .. } | Self::Decimal { .. } => None,
        }
    }

    /// The sum as a floating-point number; `None` if it is too large for one.
    pub(in crate::exec) fn sum(&self) -> Option<f64> {
        let sum = match *self {
            Self::Int { sum, .. } => sum as f64,
            Self::Float { sum, lost, .. } => sum + lost,
            Self::Decimal { sum: Some(sum), .. } => number::nearest_float(sum)?,
            Self::Decimal { sum: None, float, .. } => float,
            Self::Date { .. } => return None,
        };
        (self.count() > 0 && sum.is_finite()).then_some(sum)
    }

    /// The digits of the exact sum of whole numbers, or of decimal fractions.
    pub(in crate::exec) fn exact_sum(&self) -> Option<String> {
        match *self {
            Self::Int { count, sum, .. } => (count > 0).then(|| sum.to_string()),
            Self::Decimal { count, sum, .. } => sum.filter(|_| count > 0).map(|it| it.to_string()),
            Self::Float { .. } | Self::Date { .. } => None,
        }
    }

    /// The mean.
    pub(in crate::exec) fn mean(&self) -> Option<f64> {
        self.sum().map(|sum| sum / self.count() as f64)
    }

    /// The value by which groups are ordered.
    pub(super) fn order(&self, by: GroupOrderBy) -> Option<f64> {
        let days =
            self.dates().map(|(min, max)| (f64::from(min.earliest()), f64::from(max.latest())));
        match by {
            GroupOrderBy::Min => self.range().or(days).map(|(min, _)| min),
            GroupOrderBy::Max => self.range().or(days).map(|(_, max)| max),
            GroupOrderBy::Sum => self.sum(),
            GroupOrderBy::Mean => self.mean(),
            GroupOrderBy::Count | GroupOrderBy::DistinctNodes | GroupOrderBy::Keys => None,
        }
    }
}

/// The sum, unless it would be rounded.
fn exact_sum_of(sum: Decimal, value: Decimal) -> Option<Decimal> {
    let next = sum.checked_add(value)?;
    (next.scale() >= sum.scale().max(value.scale())).then_some(next)
}

/// The sums over one field, by the number of the group.
#[derive(Debug)]
pub(super) struct Series<'q> {
    field: &'q AggregateField,
    sums: Vec<Sum>,
}

impl<'q> Series<'q> {
    pub(super) fn new(field: &'q AggregateField) -> Self {
        Self { field, sums: Vec::new() }
    }

    pub(super) fn grow(&mut self, count: usize) {
        self.sums.resize(count, Sum::nothing(self.field.ty));
    }

    pub(super) fn sum(&self, group: usize) -> Sum {
        self.sums[group]
    }

    /// Adds the values of the items of a block, each to its groups.
    pub(super) fn take<S: Store>(
        &mut self,
        seen: StoreView<'_, S>,
        budget: &mut Budget,
        block: &Block,
        assigned: &[(u32, u32)],
    ) -> Result<(), Exhausted> {
        let store = seen.store;
        let (nodes, links) = (&block.nodes, &block.links);
        let first_node = store.numbers_of_kind(block.kind).start;
        let of_node = |item: u32| (nodes[item as usize].0 - first_node) as usize;
        match &self.field.of {
            AggregatedValue::Degree => {
                for &(item, group) in assigned {
                    let degree = seen.degree(budget, nodes[item as usize], &LinkScope::ALL)?;
                    self.sums[group as usize].add_int(degree as i64);
                }
            }
            AggregatedValue::Property(properties) => {
                let property = properties.iter().find(|(kind, _)| *kind == block.kind);
                let column = property.and_then(|&(kind, at)| store.column(kind, at));
                self.add(column, assigned, of_node);
            }
            AggregatedValue::Time(_) | AggregatedValue::LinkProperty(_) => {
                let columns = store.relation_columns(block.relation);
                let first = store.numbers_of_relation(block.relation).start;
                let local = |item: u32| (links[item as usize].0 - first) as usize;
                let column = match &self.field.of {
                    AggregatedValue::LinkProperty(index) => columns.properties.get(*index),
                    AggregatedValue::Time(time) => time_column(columns, *time),
                    AggregatedValue::Degree | AggregatedValue::Property(_) => None,
                };
                self.add(column, assigned, local);
            }
        }
        Ok(())
    }

    /// Adds the values of a column; each item of a list is a value.
    fn add(
        &mut self,
        column: Option<&Column>,
        assigned: &[(u32, u32)],
        local: impl Fn(u32) -> usize,
    ) {
        let Some(column) = column else { return };
        let cells = column.cells();
        // A column has one type, which is looked at once.
        let with_value = assigned
            .iter()
            .map(|&(item, group)| (local(item), group as usize))
            .filter(|(at, _)| !cells[*at].is_null());
        match column.keys() {
            Keys::Int(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_int(i64::from(keys[at])));
            }
            Keys::Float(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_float(keys[at]));
            }
            Keys::BigInt(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_int(keys[at]));
            }
            Keys::Decimal(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_decimal(keys[at]));
            }
            Keys::Date(keys) => {
                with_value.for_each(|(at, group)| self.sums[group].add_date(keys[at]));
            }
            Keys::List { starts, items } => with_value.for_each(|(at, group)| {
                let range = starts[at] as usize..starts[at + 1] as usize;
                range.for_each(|item| self.sums[group].add_item(items, item));
            }),
            // No number and no date is asked for in such a column.
            Keys::Cell | Keys::Text(_) | Keys::DateTime(_) => {}
        }
    }
}

impl Sum {
    /// Adds an item of a list.
    fn add_item(&mut self, items: &Column, at: usize) {
        match items.keys() {
            Keys::Int(keys) => self.add_int(i64::from(keys[at])),
            Keys::Float(keys) => self.add_float(keys[at]),
            Keys::BigInt(keys) => self.add_int(keys[at]),
            Keys::Decimal(keys) => self.add_decimal(keys[at]),
            Keys::Date(keys) => self.add_date(keys[at]),
            Keys::Cell | Keys::Text(_) | Keys::DateTime(_) | Keys::List { .. } => {}
        }
    }
}
