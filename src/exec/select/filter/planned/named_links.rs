//! Links that a condition names: by their dates, or by an entity that they refer to.
//!
//! `knows: {some: {edge: {since: {gte: "2024-12"}}}}` is answered from the links that began then.
//! The timeline has the dates of all entities and links, in order, so that it is the index: no
//! other one is kept. What else lies on those days is looked at too, and passed over.
//!
//! `offices: {some: {edge: {side: {node: {iso2: {eq: "KG"}}}}}}` is answered from the links whose
//! `side` is the entity with that unique value: the column of a property that refers to entities
//! has the links of each of them.

use super::{
    AT_ONCE, Run, lookup,
    operands::{days_of, unknown_holds},
};
use crate::{
    exec::store::Store,
    graph::{Element, LinkId, Moment},
    limits::Exhausted,
    ontology::{Change, RelationId},
    plan::{EdgePredicate, LinkTime, Predicate, Referred, ValueComparison},
    value::{Day, Interval},
};
use std::ops::RangeInclusive;

/// A part of an index that has links which can fulfil a condition.
enum Part<'g> {
    /// The dates on some days; those of this change count.
    Dates { change: Change, moments: &'g [Moment] },
    /// Links that refer to an entity, by their positions in their relation.
    Referring(&'g [u32]),
}

impl Part<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Dates { moments, .. } => moments.len(),
            Self::Referring(links) => links.len(),
        }
    }
}

/// The number of places of indexes among which are all links that can fulfil a condition; `None`
/// if it names none.
pub(in crate::exec::select) fn count<S: Store>(store: &S, edge: &EdgePredicate) -> Option<u64> {
    find(store, edge).map(|parts| count_of(&parts))
}

/// Returns true if a condition names links.
pub(super) fn are_named<S: Store>(store: &S, edge: &EdgePredicate) -> bool {
    find(store, edge).is_some()
}

/// The links of a relation that can fulfil a condition, in order; `None` if it names none, or
/// there is no memory for them.
pub(super) fn links<S: Store>(
    run: &mut Run<'_, '_, S>,
    relation: RelationId,
    edge: Option<&EdgePredicate>,
) -> Result<Option<Vec<LinkId>>, Exhausted> {
    let store = run.seen.store;
    let Some(parts) = edge.and_then(|edge| find(store, edge)) else { return Ok(None) };
    let most = count_of(&parts) as usize;
    if !run.reserve(most.saturating_mul(size_of::<LinkId>())) {
        return Ok(None);
    }
    let numbers = store.numbers_of_relation(relation);
    let mut links = Vec::new();
    for part in parts {
        run.budget.visit(part.len())?;
        match part {
            Part::Dates { change, moments } => {
                let of_change = moments.iter().filter(|it| it.change == change);
                links.extend(of_change.filter_map(|it| match store.graph().element(it.element) {
                    Element::Link(link) => Some(link).filter(|it| numbers.contains(&it.0)),
                    Element::Node(_) => None,
                }));
            }
            Part::Referring(locals) => {
                links.extend(locals.iter().map(|local| LinkId(numbers.start + local)));
            }
        }
    }
    links.retain(|link| store.has_link(*link));
    links.sort_unstable();
    links.dedup();
    Ok(Some(links))
}

fn count_of(parts: &[Part<'_>]) -> u64 {
    parts.iter().map(|it| it.len() as u64).sum()
}

fn find<'g, S: Store>(store: &'g S, edge: &EdgePredicate) -> Option<Vec<Part<'g>>> {
    match edge {
        EdgePredicate::All(all) => {
            all.iter().filter_map(|it| find(store, it)).min_by_key(|it| count_of(it))
        }
        EdgePredicate::Any(any) => {
            let each: Option<Vec<_>> = any.iter().map(|it| find(store, it)).collect();
            each.map(|each| each.into_iter().flatten().collect())
        }
        EdgePredicate::Time(time, test) => dated(store, *time, test),
        EdgePredicate::Reference(referred, Some(node)) => referring(store, *referred, node),
        EdgePredicate::Not(_)
        | EdgePredicate::Relation(_)
        | EdgePredicate::From(_)
        | EdgePredicate::To(_)
        | EdgePredicate::Status(_)
        | EdgePredicate::Evidence(_)
        | EdgePredicate::IsCertain(_)
        | EdgePredicate::LastAttested(_)
        | EdgePredicate::Note(_)
        | EdgePredicate::Property(..)
        | EdgePredicate::Reference(_, None)
        | EdgePredicate::Fields(_)
        | EdgePredicate::Citations(..) => None,
    }
}

/// The links that refer to an entity which can fulfil a condition, if an index has those and they
/// are few.
fn referring<'g, S: Store>(
    store: &'g S,
    Referred { relation, reference }: Referred,
    node: &Predicate,
) -> Option<Vec<Part<'g>>> {
    lookup::count(store, node).filter(|count| *count <= AT_ONCE)?;
    let column = store.relation_columns(relation).references.get(reference)?;
    let nodes = lookup::nodes(store, node)?;
    Some(nodes.into_iter().map(|node| Part::Referring(column.referring(node))).collect())
}

/// The dates that can pass a test. An absent one passes none that names days.
fn dated<'g, S: Store>(
    store: &'g S,
    time: LinkTime,
    test: &ValueComparison,
) -> Option<Vec<Part<'g>>> {
    let change = match time {
        LinkTime::At => Change::Happened,
        LinkTime::Since => Change::Began,
        LinkTime::Until => Change::Ended,
    };
    let days = days_of(test)?;
    let unknown = unknown_holds(test).then(|| store.graph().unknown_moments());
    let known = days.iter().map(|days| beginning(store, days));
    Some(known.chain(unknown).map(|moments| Part::Dates { change, moments }).collect())
}

/// The moments whose dates begin on some days.
fn beginning<'g, S: Store>(store: &'g S, days: &RangeInclusive<Day>) -> &'g [Moment] {
    let near = store.graph().moments_near(Interval { start: *days.start(), end: *days.end() });
    let first = near.partition_point(|it| it.date.earliest() < *days.start());
    &near[first..]
}
