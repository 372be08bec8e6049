//! The measures that filters and orders read: they must be there before a list is chosen.

use super::{OrderBy, OrderKey, Predicate};
use crate::value::Metric;

/// The measures that a filter and an order read and that are computed for all entities at once;
/// each once.
pub(super) fn metrics_read<'p>(
    filter: impl IntoIterator<Item = &'p Predicate>,
    order: &[OrderKey],
) -> Vec<Metric> {
    let mut metrics = Vec::new();
    order.iter().for_each(|key| of_key(&key.by, &mut metrics));
    filter.into_iter().for_each(|filter| of_predicate(filter, &mut metrics));
    metrics.retain(|metric| !metric.is_local());
    metrics.sort_unstable();
    metrics.dedup();
    metrics
}

/// The measures in words, with a comma before them; empty where there are none.
pub(super) fn metrics_text(metrics: &[Metric]) -> String {
    let names: Vec<&str> = metrics.iter().map(|metric| metric.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(", by measures {}", names.join(" and ")) }
}

fn of_key(by: &OrderBy, metrics: &mut Vec<Metric>) {
    match by {
        OrderBy::Metric(metric) => metrics.push(*metric),
        OrderBy::Through(_, _, by) | OrderBy::Reference(_, by) | OrderBy::End(_, by) => {
            of_key(by, metrics);
        }
        OrderBy::Links(key) => {
            key.filter.nodes().iter().for_each(|node| of_predicate(node, metrics));
            key.of.key().into_iter().for_each(|by| of_key(by, metrics));
        }
        OrderBy::Id
        | OrderBy::Name
        | OrderBy::Degree
        | OrderBy::Property(..)
        | OrderBy::Supports
        | OrderBy::Time(_)
        | OrderBy::LastAttested
        | OrderBy::Relation
        | OrderBy::LinkProperty(..) => {}
    }
}

fn of_predicate(predicate: &Predicate, metrics: &mut Vec<Metric>) {
    match predicate {
        Predicate::All(several) | Predicate::Any(several) => {
            several.iter().for_each(|one| of_predicate(one, metrics));
        }
        Predicate::Not(one) => of_predicate(one, metrics),
        Predicate::Metric(metric, _) => metrics.push(*metric),
        Predicate::Links { one, .. } => {
            one.nodes().iter().for_each(|node| of_predicate(node, metrics));
        }
        // Comparisons of fields and conditions on a cited source have no measures.
        Predicate::Id(_)
        | Predicate::Kind(_)
        | Predicate::Name(_)
        | Predicate::Names(_)
        | Predicate::Degree(_)
        | Predicate::Property(..)
        | Predicate::Fields(_)
        | Predicate::Citations(..)
        | Predicate::Summary(_)
        | Predicate::ExternalIds(..) => {}
    }
}
