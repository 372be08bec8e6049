//! Links followed backwards: from entities at the other end, or from links that are named, to the
//! entities for which a condition is not as it is for an entity without such links.

use super::{
    super::{
        Run,
        estimate::reverse,
        known::Known,
        named_links,
        set::{Gathered, NodeSet},
    },
    Links, Start,
};
use crate::{
    exec::{
        select::ends::{DistinctEnds, steps},
        store::Store,
    },
    graph::{LinkId, NodeId},
    limits::Exhausted,
    plan::Quantifier,
};

impl Links<'_> {
    /// Follows the links from where they start, which takes so many visits. `None` if there is no
    /// memory for it.
    pub(super) fn reached<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        start: Start,
        visits: u64,
    ) -> Result<Option<NodeSet>, Exhausted> {
        let tells_times = !matches!(self.quantifier, Quantifier::Some | Quantifier::None);
        let count = run.seen.store.graph().node_count();
        // A link may be followed from both ends.
        let ends = if start == Start::Links { 2 } else { 1 };
        let most = usize::try_from(visits).unwrap_or(usize::MAX).saturating_mul(ends);
        // To count entities and not links, each link that is named is kept with its ends.
        let pairs = if start == Start::Links && self.quantifier.is_distinct() { most } else { 0 };
        let bytes = Gathered::bytes(count, most, tells_times)
            .saturating_add(pairs.saturating_mul(size_of::<(NodeId, NodeId)>()));
        if !run.reserve(bytes) {
            return Ok(None);
        }
        let mut gathered = Gathered::new(count, most, tells_times);
        match start {
            Start::Nodes => self.gather_from_nodes(run, &mut gathered)?,
            Start::Links => match named_links::links(run, self.relation, self.edge)? {
                Some(links) => self.gather_from_links(run, &links, &mut gathered)?,
                None => return Ok(None),
            },
        }
        let quantifier = self.quantifier;
        let of_none = quantifier.holds(0);
        Ok(Some(match tells_times {
            true => gathered.that_came(|times| quantifier.holds(times) != of_none),
            false => gathered.all(),
        }))
    }

    fn gather_from_nodes<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        gathered: &mut Gathered,
    ) -> Result<(), Exhausted> {
        // The rest of the condition is run while its entities are read.
        let Some(there) = self.condition.test.node_mut().and_then(Known::take_set) else {
            return Ok(());
        };
        let done = self.gather(run, &there, gathered);
        if let Some(node) = self.condition.test.node_mut() {
            node.put_set(there);
        }
        done
    }

    fn gather<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        there: &NodeSet,
        gathered: &mut Gathered,
    ) -> Result<(), Exhausted> {
        let (seen, back) = (run.seen, reverse(self.direction));
        let shown = seen.links(self.relation);
        for node in there.iter() {
            let row = seen.store.row(node, self.relation, back);
            run.budget.visit(row.len())?;
            let mut ends = DistinctEnds::new(self.quantifier.is_distinct());
            for (other, link) in row.iter().filter(|(_, link)| shown.has(link.0)) {
                if ends.reads(other, || self.condition.rest_holds(run, (node, link)))? {
                    gathered.push(other);
                }
            }
        }
        Ok(())
    }

    fn gather_from_links<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        links: &[LinkId],
        gathered: &mut Gathered,
    ) -> Result<(), Exhausted> {
        let seen = run.seen;
        let shown = seen.links(self.relation);
        let is_distinct = self.quantifier.is_distinct();
        let mut all = Vec::with_capacity(if is_distinct { 2 * links.len() } else { 0 });
        for &link in links.iter().filter(|link| shown.has(link.0)) {
            let (from, to) = (seen.store.from(link), seen.store.to(link));
            for (node, there) in steps(self.direction, from, to) {
                if !self.condition.holds(run, (there, link))? {
                    continue;
                }
                if is_distinct {
                    all.push((node, there));
                } else {
                    gathered.push(node);
                }
            }
        }
        // Named links are not in the order of an entity's row.
        all.sort_unstable();
        all.dedup();
        all.into_iter().for_each(|(node, _)| gathered.push(node));
        Ok(())
    }
}
