//! Keys of entities that many items lead to.
//!
//! `people(orderBy: [{employer: {staff: {count: DESC}}}])` asks for the number of an employer's
//! staff for each of the staff. It is told once for an employer. Keys that no link is visited for
//! are read anew: that takes no longer than to look them up.

use super::{SortKey, node_key, state::ListReader};
use crate::{
    exec::{
        select::{KeptOf, view::StoreView},
        store::Store,
    },
    graph::NodeId,
    limits::Exhausted,
    plan::OrderBy,
};
use hashbrown::DefaultHashBuilder;
use std::collections::HashMap;

/// The keys of entities by the key of an order, and the view.
#[derive(Debug, Default)]
pub(in crate::exec::select) struct SharedKeys<'g>(KeptOf<KeysOf<'g>>);

type KeysOf<'g> = HashMap<NodeId, SortKey<'g>, DefaultHashBuilder>;

/// The most entities that are kept for one key. If items lead to more, few of them share one.
const MOST: usize = 1 << 16;

/// The bytes of a key in a hash table, which is half empty at worst.
const ENTRY: usize = 2 * size_of::<(NodeId, SortKey<'_>)>();

impl<'g, S: Store> ListReader<'_, 'g, S> {
    /// The key of an entity, which is kept if links are visited for it.
    pub(super) fn shared_key(
        &mut self,
        seen: &StoreView<'g, S>,
        by: &'g OrderBy,
        node: NodeId,
    ) -> Result<SortKey<'g>, Exhausted> {
        if !by.visits() {
            return node_key(seen, self, by, node);
        }
        let place = self.reader.key_of(by);
        let known = self.reader.shared_keys.0.get(&place);
        if let Some(key) = known.and_then(|known| known.get(&node)) {
            return Ok(key.clone());
        }
        let key = node_key(seen, self, by, node)?;
        let is_full = self.reader.shared_keys.0.get(&place).is_some_and(|it| it.len() >= MOST);
        if !is_full && self.reader.reserve(ENTRY + key.owned_bytes()) {
            self.reader.shared_keys.0.entry(place).or_default().insert(node, key.clone());
        }
        Ok(key)
    }
}
