//! The numbers of the links of all entities by a condition, counted at once.
//!
//! `people(orderBy: [{knows: {count: DESC, where: {edge: {since: {gt: "2020"}}}}}], first: 10)` asks
//! for the number of everybody's links. To test the links of one entity after the other jumps about
//! in the columns of the relation. It is several times faster to go through all links of the
//! relation in the order of their columns, or through those that the condition names if it names
//! few, and to add one for the entity of each.
//!
//! Nobody knows how many entities will be asked about, since a filter may leave few. So the links
//! of each are tested by themselves until they were a part of those that a pass looks at.

use crate::{
    exec::{
        select::{
            Reader,
            ends::steps,
            filter::{LinkFilter, named_count, named_links, side},
            view::StoreView,
        },
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::Exhausted,
    plan::{LinksKey, LinksValue},
};

/// The numbers of links, as far as they are known.
#[derive(Debug)]
pub(in crate::exec::select) enum Counts {
    /// The number of links that were tested by themselves, and the number after which all links are
    /// counted.
    Tested { links: usize, most: Option<usize> },
    /// The number of each entity of the store, the links that were looked at for it, and whether
    /// the condition named them.
    Known { of: Vec<u32>, looked_at: usize, named: bool },
    /// They are not counted at once.
    Never,
}

impl Default for Counts {
    fn default() -> Self {
        Self::Tested { links: 0, most: None }
    }
}

/// The factor by which testing the links of single entities takes longer than testing the same
/// links in one pass, about.
const FASTER: usize = 8;

/// The factor by which testing a link that a condition names takes longer than testing a link in a
/// pass over all of them, about.
const DEARER: usize = 4;

/// The number of links between two looks at the budget.
const BLOCK: usize = 1_024;

impl Counts {
    /// The number of an entity's links, if all were counted.
    #[inline]
    pub(super) fn of(&self, node: NodeId) -> Option<usize> {
        match self {
            Self::Known { of, .. } => Some(of[node.index()] as usize),
            Self::Tested { .. } | Self::Never => None,
        }
    }

    /// Returns whether it is time to count all: before the links of an entity are tested.
    pub(super) fn are_due<S: Store>(&mut self, store: &S, key: &LinksKey, node: NodeId) -> bool {
        let Self::Tested { links, most } = self else { return false };
        // Of several links to the same entity one counts, and each of the other values has a key. A
        // condition on the other ends jumps about in their columns in a pass, too.
        let is_of_links = key.filter.node.is_none() && key.filter.mixed.is_empty();
        if key.of != LinksValue::Count || key.distinct || !is_of_links {
            *self = Self::Never;
            return false;
        }
        let most = *most.get_or_insert_with(|| {
            let all = store.count_of_relation(key.relation) / FASTER;
            named(store, key).map_or(all, |named| named.min(all))
        });
        *links += store.row(node, key.relation, key.direction).len();
        *links > most
    }

    /// The words for how they were counted.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Known { looked_at, named: false, .. } => {
                format!("counted in one pass over {looked_at} links")
            }
            Self::Known { looked_at, named: true, .. } => {
                format!("counted from the {looked_at} links that the condition names")
            }
            Self::Tested { .. } | Self::Never => "the links of one item after the other".to_owned(),
        }
    }
}

/// The number of places of indexes among which are all links that can fulfil the condition of a
/// key.
fn named<S: Store>(store: &S, key: &LinksKey) -> Option<usize> {
    let count = key.filter.edge.as_ref().and_then(|edge| named_count(store, edge))?;
    Some(usize::try_from(count).unwrap_or(usize::MAX))
}

impl<'g, S: Store> Reader<'g, S> {
    /// Counts the links of all entities that fulfil the condition of a key.
    pub(super) fn count_links(
        &mut self,
        seen: &StoreView<'g, S>,
        key: &'g LinksKey,
        condition: &mut LinkFilter<'g>,
    ) -> Result<Counts, Exhausted> {
        let store = self.store;
        let all = store.numbers_of_relation(key.relation);
        let nodes = store.graph().node_count();
        if (all.len() as u64) > self.budget.visits_left() / 2
            || !self.reserve(nodes * size_of::<u32>())
        {
            return Ok(Counts::Never);
        }
        let mut of = vec![0; nodes];
        let is_few = |named: usize| named.saturating_mul(DEARER) < all.len();
        let edge = key.filter.edge.as_ref().filter(|_| named(store, key).is_some_and(is_few));
        let named = match edge {
            Some(edge) => {
                named_links(seen, &mut self.budget, self.filter_bytes, key.relation, edge)?
            }
            None => None,
        };
        let looked_at = named.as_ref().map_or(all.len(), Vec::len);
        match &named {
            Some(links) => {
                for links in links.chunks(BLOCK) {
                    self.count_block(seen, key, condition, links.iter().copied(), &mut of)?;
                }
            }
            None => {
                for start in all.clone().step_by(BLOCK) {
                    let end = all.end.min(start.saturating_add(BLOCK as u32));
                    self.count_block(seen, key, condition, (start..end).map(LinkId), &mut of)?;
                }
            }
        }
        Ok(Counts::Known { of, looked_at, named: named.is_some() })
    }

    /// Counts some links of the relation.
    fn count_block(
        &mut self,
        seen: &StoreView<'g, S>,
        key: &'g LinksKey,
        condition: &mut LinkFilter<'g>,
        links: impl ExactSizeIterator<Item = LinkId>,
        of: &mut [u32],
    ) -> Result<(), Exhausted> {
        self.budget.visit(links.len())?;
        let (store, hides) = (self.store, self.store.hides());
        let shown = seen.links(key.relation);
        let direction = side(store, key.relation, key.direction);
        for link in links {
            if !shown.has(link.0) || (hides && !store.has_link(link)) {
                continue;
            }
            for (node, other) in steps(direction, store.from(link), store.to(link)) {
                if self.link_passes(seen, condition, other, link)? {
                    of[node.index()] += 1;
                }
            }
        }
        Ok(())
    }
}
