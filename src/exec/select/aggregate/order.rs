//! The order of groups.

use super::{GroupTotals, dictionary::KeyValue, grouper::Grouper};
use crate::{
    json::fragment::Arena,
    plan::{GroupOrderBy, GroupOrderKey, fields::grouping::GroupQuery},
};
use std::cmp::Ordering;

/// The numbers of the groups that are listed, in order.
///
/// O(n + s log s) for s of n groups.
pub(super) fn first_groups(
    arena: &Arena,
    query: &GroupQuery,
    grouper: &Grouper<'_>,
    counts: &GroupTotals<'_>,
    total: usize,
) -> Vec<usize> {
    let compare = |a: &usize, b: &usize| {
        let by = |key: &GroupOrderKey| compare(*key, arena, grouper, counts, [*a, *b]);
        let ordering = query.order.iter().map(by).find(|it| it.is_ne());
        ordering.unwrap_or_else(|| compare_keys(arena, grouper, false, [*a, *b]))
    };
    let mut groups: Vec<usize> = (0..total).collect();
    if 0 < query.first && query.first < total {
        groups.select_nth_unstable_by(query.first, compare);
    }
    groups.truncate(query.first);
    groups.sort_unstable_by(compare);
    groups
}

/// Compares two groups by one key.
fn compare(
    key: GroupOrderKey,
    arena: &Arena,
    grouper: &Grouper<'_>,
    counts: &GroupTotals<'_>,
    [a, b]: [usize; 2],
) -> Ordering {
    let directed = |ordering: Ordering| match key.descending {
        true => ordering.reverse(),
        false => ordering,
    };
    match key.by {
        GroupOrderBy::Count => directed(counts.items[a].cmp(&counts.items[b])),
        GroupOrderBy::DistinctNodes => directed(counts.distinct(a).cmp(&counts.distinct(b))),
        GroupOrderBy::Keys => compare_keys(arena, grouper, key.descending, [a, b]),
        GroupOrderBy::Min | GroupOrderBy::Max | GroupOrderBy::Sum | GroupOrderBy::Mean => {
            let value = |group| counts.sums.first().and_then(|it| it.order(group, key.by));
            // What has no value comes last either way. Amounts of two currencies are not compared.
            match (value(a), value(b)) {
                (Some((currency, a)), Some((other, b))) => {
                    currency.cmp(&other).then_with(|| directed(a.compare(b)))
                }
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        }
    }
}

/// Compares two groups by the first key, then by the second, and so on. What has no value comes
/// last either way.
fn compare_keys(
    arena: &Arena,
    grouper: &Grouper<'_>,
    descending: bool,
    [a, b]: [usize; 2],
) -> Ordering {
    let pairs = grouper.values_of(a).zip(grouper.values_of(b));
    let mut ordered = pairs.map(|((key, a), (_, b))| {
        let (a, b) = (key.dictionary.entry(a), key.dictionary.entry(b));
        a.sort.compare(&b.sort, descending).then_with(|| compare_alike(arena, a.value, b.value))
    });
    ordered.find(|it| it.is_ne()).unwrap_or(Ordering::Equal)
}

/// Compares values that are ordered alike: texts that differ by case, entities of one name.
fn compare_alike(arena: &Arena, a: KeyValue, b: KeyValue) -> Ordering {
    match (a, b) {
        (KeyValue::Stored(a), KeyValue::Stored(b)) => arena.bytes(a).cmp(arena.bytes(b)),
        (KeyValue::Entity(a), KeyValue::Entity(b)) => a.cmp(&b),
        // Values of any other sort are ordered alike only if they are the same.
        (
            KeyValue::Null
            | KeyValue::Stored(_)
            | KeyValue::Year(_)
            | KeyValue::Month(..)
            | KeyValue::Number(_)
            | KeyValue::Entity(_)
            | KeyValue::Kind(_)
            | KeyValue::Relation(_)
            | KeyValue::Direction(_)
            | KeyValue::Status(_)
            | KeyValue::Evidence(_)
            | KeyValue::IsCertain(_)
            | KeyValue::Date(_),
            _,
        ) => Ordering::Equal,
    }
}
