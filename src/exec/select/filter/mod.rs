//! Evaluates predicates on entities and links. Links outside the time view count as absent.
//!
//! Here is the plain way: every condition in the order in which it is written, for one entity.
//! `planned` runs the same conditions in a better order, and uses what it found for one entity
//! for the next ones.

mod fields;
mod links;
mod node_filter;
mod planned;
mod values;

pub(in crate::exec) use links::direction;
pub(super) use links::link_holds;
pub(super) use node_filter::{LinkFilter, NodeFilter};
pub use planned::known_count;
pub(super) use planned::{
    PlannedFilter, PlannedLinks, TakeSpent, end_of, named_count, named_ends, named_links, place_of,
    side,
};

use super::{Reader, attested::last_attested, view::StoreView};
use crate::{
    exec::store::Store,
    graph::{Citation, Column, ExternalId, LinkColumns, LinkId, NodeId},
    json::fragment::Arena,
    limits::{Budget, Exhausted},
    ontology::KindId,
    plan::{
        CitationPredicate, EdgePredicate, ExternalIdPredicate, LinkScope, LinkTime, Predicate,
        Quantifier, Referred, TextComparison, ValueComparison,
    },
};
use fields::{entity_fields_hold, link_fields_hold};
use links::{links_hold, quantified};
use values::{absent_holds, items_read, name_holds, value_holds, written_holds};

/// The truth of a condition, unless a limit ended the request before it was known.
pub(super) type Held = Result<bool, Exhausted>;

/// Something with a budget, of which conditions spend visits.
pub(super) trait Spends {
    fn budget(&mut self) -> &mut Budget;
}

impl Spends for Budget {
    fn budget(&mut self) -> &mut Budget {
        self
    }
}

/// Returns whether all conditions hold. Those behind the first one that does not are not run.
#[inline(always)]
fn all_hold<P>(all: &[P], mut holds: impl FnMut(&P) -> Held) -> Held {
    for one in all {
        if !holds(one)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns whether one of the conditions holds. Those behind the first one that does are not run.
#[inline(always)]
fn any_holds<P>(any: &[P], mut holds: impl FnMut(&P) -> Held) -> Held {
    for one in any {
        if holds(one)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns whether an entity fulfils a predicate.
pub(super) fn holds<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    predicate: &Predicate,
    node: NodeId,
) -> Held {
    let store = seen.store;
    let arena = store.arena();
    Ok(match predicate {
        // Loops of their own: a filter of a long list is a twentieth slower by `any_holds`.
        Predicate::All(all) => {
            for one in all {
                if !holds(seen, budget, one, node)? {
                    return Ok(false);
                }
            }
            true
        }
        Predicate::Any(any) => {
            for one in any {
                if holds(seen, budget, one, node)? {
                    return Ok(true);
                }
            }
            false
        }
        Predicate::Not(one) => !holds(seen, budget, one, node)?,
        Predicate::Id(test) => test.holds(&arena.text(store.ids()[node.index()]).into_owned()),
        Predicate::Kind(test) => test.holds(&store.kind(node)),
        Predicate::Name(test) => {
            store.names(node).first().is_some_and(|name| name_holds(arena, test, name))
        }
        Predicate::Names(tests) => {
            let names = store.names(node);
            budget.visit(names.len())?;
            names.iter().any(|name| tests.iter().all(|test| name_holds(arena, test, name)))
        }
        Predicate::Degree(test) => {
            let degree = seen.degree(budget, node, &LinkScope::ALL)?;
            test.holds(&i32::try_from(degree).unwrap_or(i32::MAX))
        }
        Predicate::Metric(metric, test) => match seen.metric(budget, *metric, node)? {
            Some(value) => test.holds(&value),
            None => test.holds_of_absent(),
        },
        Predicate::Property(columns, test) => {
            return property_holds(store, budget, columns, test, node);
        }
        Predicate::Fields(comparison) => {
            return entity_fields_hold(seen, budget, comparison, node);
        }
        Predicate::Links { relation, direction, quantifier, one, .. } => {
            return links_hold(seen, budget, (*relation, *direction), quantifier, one, node);
        }
        Predicate::Citations(quantifier, one) => {
            return citations_hold(seen, budget, quantifier, one, store.citations(node));
        }
        Predicate::Summary(tests) => return summary_holds(store, budget, tests, node),
        Predicate::ExternalIds(quantifier, one) => {
            let ids = store.external_ids(node).iter().map(Some);
            return quantified(budget, quantifier, ids, |_, id| {
                Ok(external_id_holds(arena, one, id))
            });
        }
    })
}

/// Returns whether the property that an entity has in one of some columns passes a test.
#[inline]
fn property_holds<S: Store>(
    store: &S,
    budget: &mut Budget,
    columns: &[(KindId, usize)],
    test: &ValueComparison,
    node: NodeId,
) -> Held {
    let kind = store.kind(node);
    let column = columns.iter().find(|(it, _)| *it == kind);
    match column.and_then(|&(kind, property)| store.column(kind, property)) {
        Some(column) => {
            let local = store.local(node);
            budget.visit(items_read(column, local))?;
            Ok(value_holds(store.arena(), test, column, local))
        }
        None => Ok(absent_holds(test)),
    }
}

/// Returns whether a summary of an entity passes all tests; if it has none, whether an absent text
/// does.
fn summary_holds<S: Store>(
    store: &S,
    budget: &mut Budget,
    tests: &[TextComparison],
    node: NodeId,
) -> Held {
    let summaries = store.summaries(node);
    budget.visit(summaries.len())?;
    if summaries.is_empty() {
        return Ok(tests.iter().all(TextComparison::holds_of_absent));
    }
    let passes = |text| tests.iter().all(|test| written_holds(store.arena(), test, text));
    Ok(summaries.iter().any(|summary| passes(summary.text)))
}

/// Returns whether a link fulfils a predicate.
pub(super) fn edge_holds<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    predicate: &EdgePredicate,
    link: LinkId,
) -> Held {
    Edge::new(seen, link).holds(budget, predicate)
}

/// A link and where its values are.
struct Edge<'g, S> {
    seen: &'g StoreView<'g, S>,
    link: LinkId,
    columns: &'g LinkColumns,
    local: usize,
}

impl<'g, S: Store> Edge<'g, S> {
    fn new(seen: &'g StoreView<'g, S>, link: LinkId) -> Self {
        let (columns, local) = seen.store.link_columns(link);
        Self { seen, link, columns, local }
    }

    /// The entity that the link refers to, if it is in view.
    fn referred(&self, referred: Referred) -> Option<NodeId> {
        self.seen.referred(referred, self.link)
    }

    fn holds(&self, budget: &mut Budget, predicate: &EdgePredicate) -> Held {
        let Self { columns, local, .. } = *self;
        let optional = |column: Option<&Column>, test: &ValueComparison| match column {
            Some(column) => value_holds(self.seen.store.arena(), test, column, local),
            None => absent_holds(test),
        };
        Ok(match predicate {
            EdgePredicate::All(all) => return all_hold(all, |one| self.holds(budget, one)),
            EdgePredicate::Any(any) => return any_holds(any, |one| self.holds(budget, one)),
            EdgePredicate::Not(one) => !self.holds(budget, one)?,
            EdgePredicate::Time(time, test) => optional(time_column(columns, *time), test),
            EdgePredicate::Status(test) => test.holds(&columns.status[local]),
            EdgePredicate::Evidence(test) => test.holds(&columns.evidence[local]),
            EdgePredicate::IsCertain(test) => test.holds(&self.seen.is_certain(self.link)),
            EdgePredicate::LastAttested(test) => {
                let store = self.seen.store;
                budget.visit(store.link_citations(self.link).len())?;
                test.holds_of_date(last_attested(store, self.link))
            }
            EdgePredicate::Note(test) => optional(columns.note.as_ref(), test),
            EdgePredicate::Property(index, test) => {
                let column = columns.properties.get(*index);
                budget.visit(column.map_or(0, |column| items_read(column, local)))?;
                optional(column, test)
            }
            EdgePredicate::Relation(test) => test.holds(&self.seen.store.relation(self.link)),
            EdgePredicate::From(node) => {
                budget.visit(1)?;
                return holds(self.seen, budget, node, self.seen.store.from(self.link));
            }
            EdgePredicate::To(node) => {
                budget.visit(1)?;
                return holds(self.seen, budget, node, self.seen.store.to(self.link));
            }
            EdgePredicate::Reference(referred, node) => {
                budget.visit(1)?;
                return match (self.referred(*referred), node) {
                    (Some(end), Some(node)) => holds(self.seen, budget, node, end),
                    (end, _) => Ok(end.is_some()),
                };
            }
            EdgePredicate::Fields(comparison) => {
                return link_fields_hold(self.seen, budget, comparison, self.link);
            }
            EdgePredicate::Citations(quantifier, one) => {
                let citations = self.seen.store.link_citations(self.link);
                return citations_hold(self.seen, budget, quantifier, one, citations);
            }
        })
    }
}

/// Returns whether as many citations fulfil a condition as a quantifier asks.
fn citations_hold<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    quantifier: &Quantifier,
    one: &CitationPredicate,
    citations: &[Citation],
) -> Held {
    quantified(budget, quantifier, citations.iter().map(Some), |budget, citation| {
        citation_holds(seen, budget, one, citation)
    })
}

fn citation_holds<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    predicate: &CitationPredicate,
    citation: &Citation,
) -> Held {
    Ok(match predicate {
        CitationPredicate::All(all) => {
            return all_hold(all, |one| citation_holds(seen, budget, one, citation));
        }
        CitationPredicate::Any(any) => {
            return any_holds(any, |one| citation_holds(seen, budget, one, citation));
        }
        CitationPredicate::Not(one) => !citation_holds(seen, budget, one, citation)?,
        CitationPredicate::Source(node) => return holds(seen, budget, node, citation.source),
        CitationPredicate::Locator(test) => {
            written_holds(seen.store.arena(), test, citation.locator)
        }
        CitationPredicate::Note(test) => written_holds(seen.store.arena(), test, citation.note),
    })
}

fn external_id_holds(arena: &Arena, predicate: &ExternalIdPredicate, id: &ExternalId) -> bool {
    match predicate {
        ExternalIdPredicate::All(all) => all.iter().all(|it| external_id_holds(arena, it, id)),
        ExternalIdPredicate::Any(any) => any.iter().any(|it| external_id_holds(arena, it, id)),
        ExternalIdPredicate::Not(it) => !external_id_holds(arena, it, id),
        ExternalIdPredicate::Scheme(test) => written_holds(arena, test, id.scheme),
        ExternalIdPredicate::Value(test) => written_holds(arena, test, id.value),
    }
}

/// The column of a time of links.
pub(super) fn time_column(columns: &LinkColumns, time: LinkTime) -> Option<&Column> {
    match time {
        LinkTime::At => columns.at.as_ref(),
        LinkTime::Since => columns.since.as_ref(),
        LinkTime::Until => columns.until.as_ref(),
    }
}
