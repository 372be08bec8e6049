//! Links that a condition names by their dates.
//!
//! `knows: {some: {edge: {since: {gte: "2024-12"}}}}` is answered from the links that began then.
//! The timeline has the dates of all entities and links, in order, so that it is the index: no
//! other one is kept. What else lies on those days is looked at too, and passed over.

use super::{
    Run,
    lookup::{days_of, unknown_holds},
};
use crate::{
    exec::store::Store,
    graph::{Element, LinkId, Moment},
    limits::Exhausted,
    ontology::{Change, RelationId},
    plan::{EdgePredicate, LinkTime, ValueComparison},
    value::{Day, Interval},
};
use std::ops::RangeInclusive;

/// The part of the timeline that has dates of links that can fulfil a condition.
struct Dates<'g> {
    change: Change,
    moments: &'g [Moment],
}

/// The number of dates among which are those of all links that can fulfil a condition; `None` if
/// it names no days.
pub(super) fn count<S: Store>(store: &S, edge: &EdgePredicate) -> Option<u64> {
    find(store, edge).map(|dates| count_of(&dates))
}

/// Returns true if a condition on links names days.
pub(super) fn are_named<S: Store>(store: &S, edge: &EdgePredicate) -> bool {
    find(store, edge).is_some()
}

/// The links of a relation that can fulfil a condition, in order; `None` if it names no days, or
/// there is no memory for them.
pub(super) fn links<S: Store>(
    run: &mut Run<'_, '_, S>,
    relation: RelationId,
    edge: Option<&EdgePredicate>,
) -> Result<Option<Vec<LinkId>>, Exhausted> {
    let store = run.seen.store;
    let Some(dates) = edge.and_then(|edge| find(store, edge)) else { return Ok(None) };
    let most = count_of(&dates) as usize;
    if !run.reserve(most.saturating_mul(size_of::<LinkId>())) {
        return Ok(None);
    }
    let numbers = store.numbers_of_relation(relation);
    let mut links = Vec::new();
    for Dates { change, moments } in dates {
        run.budget.visit(moments.len())?;
        links.extend(moments.iter().filter(|it| it.change == change).filter_map(|it| {
            match store.graph().element(it.element) {
                Element::Link(link) => Some(link).filter(|it| numbers.contains(&it.0)),
                Element::Node(_) => None,
            }
        }));
    }
    links.retain(|link| store.has_link(*link));
    links.sort_unstable();
    links.dedup();
    Ok(Some(links))
}

fn count_of(dates: &[Dates<'_>]) -> u64 {
    dates.iter().map(|it| it.moments.len() as u64).sum()
}

fn find<'g, S: Store>(store: &'g S, edge: &EdgePredicate) -> Option<Vec<Dates<'g>>> {
    match edge {
        EdgePredicate::All(all) => {
            all.iter().filter_map(|it| find(store, it)).min_by_key(|it| count_of(it))
        }
        EdgePredicate::Any(any) => {
            let each: Option<Vec<_>> = any.iter().map(|it| find(store, it)).collect();
            each.map(|each| each.into_iter().flatten().collect())
        }
        EdgePredicate::Time(time, test) => dated(store, *time, test),
        EdgePredicate::Not(_)
        | EdgePredicate::Status(_)
        | EdgePredicate::Evidence(_)
        | EdgePredicate::Note(_)
        | EdgePredicate::Property(..)
        | EdgePredicate::Reference(..)
        | EdgePredicate::Fields(_)
        | EdgePredicate::Citations(..) => None,
    }
}

/// The dates that can pass a test. An absent one passes none that names days.
fn dated<'g, S: Store>(
    store: &'g S,
    time: LinkTime,
    test: &ValueComparison,
) -> Option<Vec<Dates<'g>>> {
    let change = match time {
        LinkTime::At => Change::Happened,
        LinkTime::Since => Change::Began,
        LinkTime::Until => Change::Ended,
    };
    let days = days_of(test)?;
    let unknown = unknown_holds(test).then(|| store.graph().unknown_moments());
    let known = days.iter().map(|days| beginning(store, days));
    Some(known.chain(unknown).map(|moments| Dates { change, moments }).collect())
}

/// The moments whose dates begin on some days.
fn beginning<'g, S: Store>(store: &'g S, days: &RangeInclusive<Day>) -> &'g [Moment] {
    let near = store.graph().moments_near(Interval { start: *days.start(), end: *days.end() });
    let first = near.partition_point(|it| it.date.earliest() < *days.start());
    &near[first..]
}
