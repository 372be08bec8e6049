//! Keys of all links of an entity by one relation: their number, or a value of the keys that each
//! of them has.
//!
//! Each link is read once, with what its own key and its condition read.

use super::{ReadKeys, SortKey, key_of};
use crate::{
    exec::{
        select::{aggregate::Sum, ends::DistinctEnds, items::Item, view::StoreView},
        store::Store,
    },
    graph::NodeId,
    limits::Exhausted,
    plan::{AggregateType, LinksKey, LinksValue, SumType},
    value::{Exact, ExactSum, Precision},
};

/// The key that the links of an entity give. It is large, and stands outside of the loop in which
/// plain keys are read.
#[inline(never)]
pub(super) fn links_key<'g, S: Store, C: ReadKeys<'g, S>>(
    seen: &StoreView<'g, S>,
    context: &mut C,
    key: &'g LinksKey,
    node: NodeId,
) -> Result<SortKey<'g>, Exhausted> {
    if key.is_plain_count() {
        let row = seen.store.row(node, key.relation, key.direction);
        let count = seen.links(key.relation).count(context.budget(), row)?;
        return Ok(SortKey::Number(count as f64));
    }
    if let Some(count) = context.counted(seen, key, node)? {
        return Ok(SortKey::Number(count as f64));
    }
    let mut value = Value::of(&key.of);
    let by = key.of.key();
    each_link(seen, context, key, node, |context, item| {
        value.add(match by {
            Some(by) => key_of(seen, context, by, item)?,
            None => SortKey::Absent,
        });
        Ok(())
    })?;
    Ok(value.key())
}

/// Reads the links in view that fulfil the condition of a key.
fn each_link<'g, S: Store, C: ReadKeys<'g, S>>(
    seen: &StoreView<'g, S>,
    context: &mut C,
    key: &'g LinksKey,
    node: NodeId,
    mut take: impl FnMut(&mut C, Item) -> Result<(), Exhausted>,
) -> Result<(), Exhausted> {
    let row = seen.store.row(node, key.relation, key.direction);
    let shown = seen.links(key.relation);
    let mut condition = context.condition(seen, key);
    let mut ends = DistinctEnds::new(key.distinct);
    let read = (0..row.len()).map(|index| Item::of_row(&row, index)).try_for_each(|item| {
        context.budget().visit(1)?;
        if shown.has(item.link.0)
            && ends
                .reads(item.node, || context.passes(seen, &mut condition, item.node, item.link))?
        {
            take(context, item)?;
        }
        Ok(())
    });
    // It is told what the condition took if a limit ended the request.
    context.keep(key, condition);
    read
}

/// A value of some links as far as they were read.
enum Value<'g> {
    Count(usize),
    Min(SortKey<'g>),
    Max(SortKey<'g>),
    Sum(ExactSum),
    Mean(ExactSum),
    FloatSum(Sum),
    FloatMean(Sum),
}

impl<'g> Value<'g> {
    fn of(value: &LinksValue) -> Self {
        let floats = || Sum::nothing(AggregateType::Float);
        match value {
            LinksValue::Count => Self::Count(0),
            LinksValue::Min(_) => Self::Min(SortKey::Absent),
            LinksValue::Max(_) => Self::Max(SortKey::Absent),
            LinksValue::Sum(_, SumType::Exact) => Self::Sum(ExactSum::default()),
            LinksValue::Mean(_, SumType::Exact) => Self::Mean(ExactSum::default()),
            LinksValue::Sum(_, SumType::Float) => Self::FloatSum(floats()),
            LinksValue::Mean(_, SumType::Float) => Self::FloatMean(floats()),
        }
    }

    /// Adds a link with its key. An absent key is no value, and a date of which nothing is known is
    /// none either.
    fn add(&mut self, key: SortKey<'g>) {
        let is_value = match &key {
            SortKey::Absent => false,
            SortKey::Date(date) => date.precision() != Precision::Unknown,
            SortKey::Number(_)
            | SortKey::Long(_)
            | SortKey::Decimal(_)
            | SortKey::Exact(_)
            | SortKey::Text(_) => true,
        };
        match self {
            Self::Count(count) => *count += 1,
            _ if !is_value => {}
            // `min` and `max` begin with an absent key, which comes last whichever way they go.
            Self::Min(min) if key.compare(min, false).is_lt() => *min = key,
            Self::Max(max) if key.compare(max, true).is_lt() => *max = key,
            Self::Min(_) | Self::Max(_) => {}
            Self::Sum(sum) | Self::Mean(sum) => add_exact(sum, &key),
            Self::FloatSum(sum) | Self::FloatMean(sum) => add_float(sum, &key),
        }
    }

    fn key(self) -> SortKey<'g> {
        let exact = |number: Option<Exact>| {
            number.map_or(SortKey::Absent, |number| SortKey::Exact(Box::new(number)))
        };
        let float = |number: Option<f64>| number.map_or(SortKey::Absent, SortKey::Number);
        match self {
            Self::Count(count) => SortKey::Number(count as f64),
            Self::Min(key) | Self::Max(key) => key,
            Self::Sum(sum) => exact(sum.sum()),
            Self::Mean(sum) => exact(sum.mean()),
            Self::FloatSum(sum) => float(sum.sum()),
            Self::FloatMean(sum) => float(sum.mean()),
        }
    }
}

/// Adds a floating-point number.
fn add_float(sum: &mut Sum, key: &SortKey<'_>) {
    match key {
        SortKey::Number(number) => sum.add_float(*number),
        SortKey::Absent
        | SortKey::Long(_)
        | SortKey::Decimal(_)
        | SortKey::Exact(_)
        | SortKey::Date(_)
        | SortKey::Text(_) => unreachable!("a sum of floating-point numbers has no others"),
    }
}

/// Adds a whole number or a decimal fraction.
fn add_exact(sum: &mut ExactSum, key: &SortKey<'_>) {
    match key {
        // Of an `Int`, or a number of links.
        SortKey::Number(number) => sum.add_whole(*number as i128),
        SortKey::Long(number) => sum.add_whole(i128::from(*number)),
        SortKey::Decimal(number) => sum.add_decimal(*number),
        SortKey::Exact(number) => sum.add_exact(**number),
        SortKey::Absent | SortKey::Date(_) | SortKey::Text(_) => {
            unreachable!("an order adds up numbers alone")
        }
    }
}
