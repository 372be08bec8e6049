//! Evaluates comparisons of one field with another.

use super::Held;
use crate::{
    exec::{
        select::{
            order::{SortKey, link_key, node_key},
            view::StoreView,
        },
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::{Budget, Exhausted},
    plan::{FieldComparison, FieldOperator, LinkField, OrderBy},
    value::{Decimal, number},
};
use std::cmp::Ordering;

/// Returns whether two fields of an entity compare as is asked.
pub(super) fn entity_fields_hold<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    comparison: &FieldComparison<OrderBy>,
    node: NodeId,
) -> Held {
    let mut value = |by| node_key(seen, budget, by, node);
    let (left, right) = (value(&comparison.left)?, value(&comparison.right)?);
    Ok(values_hold(comparison.operator, &left, &right))
}

/// Returns whether two fields of a link and its ends compare as is asked.
pub(super) fn link_fields_hold<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    comparison: &FieldComparison<LinkField>,
    link: LinkId,
) -> Held {
    let left = link_value(seen, budget, &comparison.left, link)?;
    let right = link_value(seen, budget, &comparison.right, link)?;
    Ok(values_hold(comparison.operator, &left, &right))
}

fn link_value<'g, S: Store>(
    seen: &StoreView<'g, S>,
    budget: &mut Budget,
    field: &'g LinkField,
    link: LinkId,
) -> Result<SortKey<'g>, Exhausted> {
    match field {
        LinkField::Link(by) => link_key(seen, budget, by, link),
        LinkField::From(by) => node_key(seen, budget, by, seen.store.from(link)),
        LinkField::To(by) => node_key(seen, budget, by, seen.store.to(link)),
    }
}

pub(super) fn values_hold(
    operator: FieldOperator,
    left: &SortKey<'_>,
    right: &SortKey<'_>,
) -> bool {
    match (left, right) {
        (SortKey::Absent, _) | (_, SortKey::Absent) => operator.holds_of_absent(),
        (SortKey::Date(left), SortKey::Date(right)) => operator.holds_of_dates(*left, *right),
        (SortKey::Number(left), SortKey::Long(right)) => {
            operator.holds(compare_float(*left, Decimal::from(*right)))
        }
        (SortKey::Number(left), SortKey::Decimal(right)) => {
            operator.holds(compare_float(*left, *right))
        }
        (SortKey::Long(left), SortKey::Number(right)) => {
            operator.holds(compare_float(*right, Decimal::from(*left)).reverse())
        }
        (SortKey::Decimal(left), SortKey::Number(right)) => {
            operator.holds(compare_float(*right, *left).reverse())
        }
        (SortKey::Long(left), SortKey::Decimal(right)) => {
            operator.holds(Decimal::from(*left).cmp(right))
        }
        (SortKey::Decimal(left), SortKey::Long(right)) => {
            operator.holds(left.cmp(&Decimal::from(*right)))
        }
        // Both are of one type: the paths were checked.
        (
            SortKey::Number(_)
            | SortKey::Long(_)
            | SortKey::Decimal(_)
            | SortKey::Exact(_)
            | SortKey::Date(_)
            | SortKey::Text(_),
            _,
        ) => operator.holds(left.compare(right, false)),
    }
}

/// Compares a floating-point number by the digits that it is shown with: `0.1` equals a decimal
/// fraction of one tenth, and `9007199254740992` is less than `9007199254740993`, of which it is
/// the nearest floating-point number.
fn compare_float(float: f64, exact: Decimal) -> Ordering {
    let ordering = float.total_cmp(&number::nearest_float(exact));
    if ordering.is_ne() {
        return ordering;
    }
    // One that has more digits than a decimal fraction can have is the nearest to none of them.
    number::shown_digits(float).map_or(ordering, |float| float.cmp(&exact))
}
