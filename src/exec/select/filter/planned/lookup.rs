//! Entities that a condition names: by an id, by a name or how it begins, by a unique value, by
//! a date.
//!
//! They are found without looking at any other entity. All that are found are tested as others
//! are: an index says who may fulfil the condition, and the condition says who does.

use super::{
    AT_ONCE,
    operands::{Text, days_of, texts_of, values_of},
};
use crate::{
    exec::store::Store,
    graph::NodeId,
    ontology::KindId,
    plan::{Comparison, Predicate, TextComparison, ValueComparison},
};

/// Entities that may fulfil a condition.
#[derive(Clone, Copy, Debug)]
enum Found<'g> {
    One(NodeId),
    /// In no order, and perhaps several times. The index knows hidden entities too.
    Indexed(&'g [NodeId]),
}

/// The number of entities that may fulfil a condition at most, if an index tells it.
pub fn known_count<S: Store>(store: &S, predicate: &Predicate) -> Option<usize> {
    let count = count(store, predicate)?;
    // Several names of one entity may begin alike; of so many entities nobody asks for a page.
    if count > AT_ONCE { Some(count) } else { nodes(store, predicate).map(|nodes| nodes.len()) }
}

/// The number of places where indexes have entities that may fulfil a condition; `None` if it
/// names none.
pub(super) fn count<S: Store>(store: &S, predicate: &Predicate) -> Option<usize> {
    find(store, predicate).map(|each| places(&each))
}

fn places(each: &[Found<'_>]) -> usize {
    let len = |it: &Found<'_>| match it {
        Found::One(_) => 1,
        Found::Indexed(nodes) => nodes.len(),
    };
    each.iter().map(len).sum()
}

/// The names of the indexes that have all entities which may fulfil a condition, and the number of
/// places there; `None` if it names none.
pub(super) fn indexes<S: Store>(store: &S, predicate: &Predicate) -> Option<(String, usize)> {
    let places = count(store, predicate)?;
    let mut names = Vec::new();
    add_indexes(store, predicate, &mut names);
    names.dedup();
    Some((names.join(" and "), places))
}

fn add_indexes<'s, S: Store>(store: &'s S, predicate: &Predicate, names: &mut Vec<&'s str>) {
    match predicate {
        Predicate::Id(_) | Predicate::Not(_) => names.push("id"),
        Predicate::Name(_) => names.push("name"),
        Predicate::Names(_) => names.push("names"),
        Predicate::Property(columns, _) => names.extend(
            columns
                .first()
                .map(|&(kind, at)| store.ontology().kind(kind).properties[at].name.as_str()),
        ),
        Predicate::All(all) => {
            let best = all.iter().filter(|it| find(store, it).is_some());
            let best = best.min_by_key(|it| count(store, it));
            best.into_iter().for_each(|it| add_indexes(store, it, names));
        }
        Predicate::Any(any) => any.iter().for_each(|it| add_indexes(store, it, names)),
        Predicate::Kind(_)
        | Predicate::Degree(_)
        | Predicate::Metric(..)
        | Predicate::Fields(_)
        | Predicate::Links { .. }
        | Predicate::Citations(..)
        | Predicate::Summary(_)
        | Predicate::ExternalIds(..) => {}
    }
}

/// The entities that may fulfil a condition, in order; `None` if it names none.
pub(super) fn nodes<S: Store>(store: &S, predicate: &Predicate) -> Option<Vec<NodeId>> {
    let mut all = Vec::new();
    for found in find(store, predicate)? {
        match found {
            Found::One(node) => all.push(node),
            Found::Indexed(nodes) => {
                all.extend(nodes.iter().copied().filter(|node| store.has_node(*node)));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// The ids that a condition names, in one way or the other; `None` if it is another one.
pub(super) fn ids_of(predicate: &Predicate) -> Option<&[String]> {
    if let Predicate::Id(Comparison::In(ids)) = predicate {
        return Some(ids);
    }
    // Whoever is none of those who are not these ones.
    let Predicate::Not(not) = predicate else { return None };
    let Predicate::Id(Comparison::NotIn(ids)) = only(not) else { return None };
    Some(ids)
}

/// The condition in a group of one.
fn only(predicate: &Predicate) -> &Predicate {
    match predicate {
        Predicate::All(all) | Predicate::Any(all) if let [one] = &all[..] => only(one),
        one => one,
    }
}

fn find<'g, S: Store>(store: &'g S, predicate: &Predicate) -> Option<Vec<Found<'g>>> {
    if let Some(ids) = ids_of(predicate) {
        let nodes = ids.iter().filter_map(|id| store.node_by_id(id));
        return Some(nodes.map(Found::One).collect());
    }
    match predicate {
        Predicate::Name(test) => named(store, test),
        Predicate::Names(tests) => {
            tests.iter().filter_map(|it| named(store, it)).min_by_key(|it| places(it))
        }
        Predicate::Property(columns, test) => {
            let each: Option<Vec<_>> = columns.iter().map(|it| valued(store, *it, test)).collect();
            each.map(|each| each.concat())
        }
        Predicate::All(all) => {
            all.iter().filter_map(|it| find(store, it)).min_by_key(|it| places(it))
        }
        Predicate::Any(any) => {
            let each: Option<Vec<_>> = any.iter().map(|it| find(store, it)).collect();
            each.map(|each| each.concat())
        }
        Predicate::Id(_)
        | Predicate::Not(_)
        | Predicate::Kind(_)
        | Predicate::Degree(_)
        | Predicate::Metric(..)
        | Predicate::Fields(_)
        | Predicate::Links { .. }
        | Predicate::Citations(..)
        | Predicate::Summary(_)
        | Predicate::ExternalIds(..) => None,
    }
}

/// The entities that have a name that may pass a test.
fn named<'g, S: Store>(store: &'g S, test: &TextComparison) -> Option<Vec<Found<'g>>> {
    let graph = store.graph();
    let one = |it: &Text<'_>| graph.named(it.wanted()).map(Found::Indexed);
    texts_of(test)?.iter().map(one).collect()
}

/// The entities whose value of a property may pass a test.
fn valued<'g, S: Store>(
    store: &'g S,
    column: (KindId, usize),
    test: &ValueComparison,
) -> Option<Vec<Found<'g>>> {
    let graph = store.graph();
    if let Some(days) = days_of(test) {
        let each = days.iter().map(|days| graph.with_date(column, days).map(Found::Indexed));
        return each.collect();
    }
    let one = |it: &Text<'_>| graph.with_value(column, it.wanted()).map(Found::Indexed);
    values_of(test)?.iter().map(one).collect()
}
