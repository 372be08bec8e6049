//! A comparison of two fields, at least one of which is read at the end of links.
//!
//! `where: {compare: {field: "employer.staff.count", gt: "offices.count"}}` asks for the number of
//! an employer's staff for each of the staff. It is told once for an employer.

use super::{Held, Run, Spends};
use crate::{
    exec::{
        select::{
            filter::fields::values_hold,
            order::{ReadKeys, SortKey, node_key},
            view::StoreView,
        },
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::{Budget, Exhausted},
    plan::{FieldComparison, LinkPredicate, LinksKey, OrderBy, Predicate},
};
use hashbrown::DefaultHashBuilder;
use std::collections::HashMap;

/// A comparison, and the keys that are known of the entities to which links lead, by the place of
/// the key in the comparison.
#[derive(Debug)]
pub(super) struct SharedFields<'p> {
    comparison: &'p FieldComparison<OrderBy>,
    known: HashMap<(usize, NodeId), SortKey<'static>, DefaultHashBuilder>,
}

/// So many keys are kept. If items lead to more entities, few of them share one.
const MOST: usize = 1 << 16;

/// The bytes of a key in a hash table, which is half empty at worst.
const ENTRY: usize = 2 * size_of::<((usize, NodeId), SortKey<'_>)>();

impl<'p> SharedFields<'p> {
    /// Plans a comparison of which a field is worth keeping for an entity at the end of links.
    pub(super) fn of(predicate: &'p Predicate) -> Option<Self> {
        let Predicate::Fields(comparison) = predicate else { return None };
        let is_shared = |by: &OrderBy| matches!(by, OrderBy::Through(_, _, by) if by.visits());
        let shares = [&comparison.left, &comparison.right].into_iter().any(is_shared);
        shares.then(|| Self { comparison, known: HashMap::default() })
    }

    /// Returns whether the fields of an entity compare as is asked.
    pub(super) fn hold<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        let Self { comparison, known } = self;
        let seen = run.seen;
        let mut keys = Keys { run, known };
        let left = node_key(seen, &mut keys, &comparison.left, node)?;
        let right = node_key(seen, &mut keys, &comparison.right, node)?;
        Ok(values_hold(comparison.operator, &left, &right))
    }
}

/// Reads keys, and keeps those of entities at the ends of links.
struct Keys<'k, 'r, 'v, 'g, S> {
    run: &'k mut Run<'v, 'g, S>,
    known: &'r mut HashMap<(usize, NodeId), SortKey<'static>, DefaultHashBuilder>,
}

impl<S> Spends for Keys<'_, '_, '_, '_, S> {
    fn budget(&mut self) -> &mut Budget {
        self.run.budget
    }
}

impl<'g, S: Store> ReadKeys<'g, S> for Keys<'_, '_, '_, '_, S> {
    type Condition = &'g LinkPredicate;

    fn condition(&mut self, seen: &StoreView<'g, S>, key: &'g LinksKey) -> Self::Condition {
        self.run.budget.condition(seen, key)
    }

    fn passes(
        &mut self,
        seen: &StoreView<'g, S>,
        condition: &mut Self::Condition,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        self.run.budget.passes(seen, condition, node, link)
    }

    fn keep(&mut self, _: &'g LinksKey, _: Self::Condition) {}

    fn key_of_end(
        &mut self,
        seen: &StoreView<'g, S>,
        by: &'g OrderBy,
        node: NodeId,
    ) -> Result<SortKey<'g>, Exhausted> {
        if !by.visits() {
            return node_key(seen, self, by, node);
        }
        let place = (std::ptr::from_ref(by).addr(), node);
        if let Some(key) = self.known.get(&place) {
            return Ok(key.clone());
        }
        let key = node_key(seen, self, by, node)?;
        let kept = key.clone().into_owned();
        if self.known.len() < MOST && self.run.reserve(ENTRY + kept.owned_bytes()) {
            self.known.insert(place, kept);
        }
        Ok(key)
    }
}
