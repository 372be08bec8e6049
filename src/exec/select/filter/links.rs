//! Conditions on the links of an entity, run in the plain way: each link in order.

use super::{Edge, Held, Spends, all_hold, any_holds, holds};
use crate::{
    exec::{
        select::{ends::DistinctEnds, view::StoreView},
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::Budget,
    ontology::{Direction, RelationId},
    plan::{LinkPredicate, MixedPredicate, Quantifier},
};

/// A link, and the entity at its other end; `None` if it is not in view.
pub(super) type Step = Option<(NodeId, LinkId)>;

/// Returns whether as many links of an entity fulfil a condition as a quantifier asks.
pub(super) fn links_hold<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    (relation, direction): (RelationId, Direction),
    quantifier: &Quantifier,
    one: &LinkPredicate,
    node: NodeId,
) -> Held {
    let row = seen.store.row(node, relation, direction);
    let shown = seen.links(relation);
    if let Quantifier::Count(test) = quantifier
        && one.is_open()
        && !test.distinct
    {
        return Ok(test.holds(shown.count(budget, row)?));
    }
    // A link that is not in view is looked at too, and is counted as a visit.
    let row = row.iter().map(|(other, link)| shown.has(link.0).then_some((other, link)));
    steps_hold(budget, quantifier, row, |budget, (other, link)| {
        link_holds(seen, budget, one, other, link)
    })
}

/// Returns whether as many links fulfil a condition as a quantifier asks; they are in the order of
/// their other ends.
pub(super) fn steps_hold<C: Spends>(
    context: &mut C,
    quantifier: &Quantifier,
    steps: impl Iterator<Item = Step>,
    mut is_like: impl FnMut(&mut C, (NodeId, LinkId)) -> Held,
) -> Held {
    let mut ends = DistinctEnds::new(quantifier.is_distinct());
    quantified(context, quantifier, steps, |context, step| {
        ends.reads(step.0, || is_like(context, step))
    })
}

/// Returns whether as many elements fulfil a condition as a quantifier asks; `None` is an absent
/// one.
pub(super) fn quantified<C: Spends, T>(
    context: &mut C,
    quantifier: &Quantifier,
    elements: impl Iterator<Item = Option<T>>,
    mut is_like: impl FnMut(&mut C, T) -> Held,
) -> Held {
    let enough = match quantifier {
        Quantifier::All => None,
        Quantifier::Some | Quantifier::None | Quantifier::Single | Quantifier::Count(_) => {
            Some(quantifier.same_from())
        }
    };
    let mut found = 0;
    for element in elements {
        // Whatever comes behind so many makes no difference.
        if enough.is_some_and(|enough| found >= enough) {
            break;
        }
        context.budget().visit(1)?;
        let Some(element) = element else { continue };
        match is_like(context, element)? {
            true => found += 1,
            false if enough.is_none() => return Ok(false),
            false => {}
        }
    }
    // If it is not told by their number, none has failed.
    Ok(quantifier.holds(found).unwrap_or(true))
}

/// Returns whether a link and the entity that it leads to fulfil a condition.
#[inline]
pub(in crate::exec::select) fn link_holds<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    one: &LinkPredicate,
    node: NodeId,
    link: LinkId,
) -> Held {
    if let Some(edge) = &one.edge
        && !Edge::new(seen, link).holds(budget, edge)?
    {
        return Ok(false);
    }
    if let Some(predicate) = one.node.as_deref()
        && !holds(seen, budget, predicate, node)?
    {
        return Ok(false);
    }
    // Few conditions ask for both, and this stands in the loop of every filtered list.
    if one.mixed.is_empty() { Ok(true) } else { all_mixed_hold(seen, budget, one, node, link) }
}

#[inline(never)]
fn all_mixed_hold<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    one: &LinkPredicate,
    node: NodeId,
    link: LinkId,
) -> Held {
    all_hold(&one.mixed, |mixed| mixed_holds(seen, budget, mixed, node, link))
}

fn mixed_holds<S: Store>(
    seen: &StoreView<'_, S>,
    budget: &mut Budget,
    mixed: &MixedPredicate,
    node: NodeId,
    link: LinkId,
) -> Held {
    match mixed {
        MixedPredicate::Not(one) => Ok(!link_holds(seen, budget, one, node, link)?),
        MixedPredicate::Any(any) => any_holds(any, |one| link_holds(seen, budget, one, node, link)),
        MixedPredicate::Direction(test) => Ok(test.holds(&direction(seen.store, node, link))),
    }
}

/// The direction of a link that leads or was followed to an entity, seen from its other end. A link
/// from an entity to itself leads from it.
pub(in crate::exec) fn direction<S: Store>(store: &S, other: NodeId, link: LinkId) -> Direction {
    if store.ontology().relation(store.relation(link)).symmetric {
        Direction::Both
    } else if store.to(link) == other {
        Direction::Out
    } else {
        Direction::In
    }
}
