//! The steps by which a condition on links is turned: from following them forwards to following
//! them backwards, and the entities that are found so.

use super::{
    super::{
        Run,
        estimate::{Estimate, reverse},
        set::NodeSet,
    },
    Links, Stage, Start,
};
use crate::{exec::store::Store, graph::NodeId, limits::Exhausted, ontology::Ontology};

/// A step backwards that costs no more than this is taken at once.
const AT_ONCE: f64 = 64.0;

impl Links<'_> {
    /// Takes the next steps backwards whose time has come.
    pub(super) fn step_backwards<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<(), Exhausted> {
        let may_sample = !self.has_sampled && self.spent >= AT_ONCE;
        if let Stage::Unknown(cost) = self.stage
            && (cost.is_none() || may_sample)
        {
            self.has_sampled = may_sample;
            let outer = std::mem::replace(&mut run.samples, may_sample);
            let there = self.estimate_there(run);
            run.samples = outer;
            self.stage = self.start(there?);
        }
        if let Stage::Unknown(Some(cost)) = self.stage
            && self.spent.max(AT_ONCE) >= cost as f64
        {
            self.count_back(run)?;
        }
        if let Stage::Counted(_, visits) = self.stage
            && self.spent.max(AT_ONCE) >= visits as f64 * (1.0 + self.condition.rest_cost())
        {
            self.reach(run)?;
        }
        Ok(())
    }

    /// The next stage, if it takes so much to find the entities at the other end.
    fn start(&self, there: Option<Estimate>) -> Stage {
        let by_nodes = there.map(|there| self.by_nodes(there).cost);
        match (self.named, there) {
            (Some(named), _) if by_nodes.is_none_or(|cost| named as f64 <= cost) => {
                Stage::Counted(Start::Links, named)
            }
            (_, Some(there)) => Stage::Unknown(Some(there.cost.ceil() as u64)),
            (_, None) => Stage::Never,
        }
    }

    /// Estimates what it takes to find the entities at the other end; `None` if there is no
    /// condition on them.
    fn estimate_there<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        let node = self.condition.test.node_mut();
        node.map(|node| node.estimate(run, &self.followed)).transpose()
    }

    /// Estimates what it takes to follow links from the entities at the other end.
    fn by_nodes(&self, there: Estimate) -> Estimate {
        let size = there.size * self.followed.links_there;
        Estimate { cost: there.cost + size, size }
    }

    /// Finds the entities at the other end, and counts their links to this one.
    fn count_back<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let is_known = match self.condition.test.node_mut() {
            Some(node) => node.complete(run, &self.followed)?,
            None => false,
        };
        if !is_known {
            self.stage = Stage::Never;
            return Ok(());
        }
        self.condition.node_is_known();
        let (store, back) = (run.seen.store, reverse(self.direction));
        let mut links = 0;
        for node in self.there().into_iter().flat_map(NodeSet::iter) {
            run.budget.visit(1)?;
            links += store.row(node, self.relation, back).len() as u64;
        }
        self.stage = Stage::Counted(Start::Nodes, links);
        Ok(())
    }

    /// The entities at the other end, if they are known.
    fn there(&self) -> Option<&NodeSet> {
        self.condition.test.node()?.set()
    }

    /// Follows the links backwards to this end.
    fn reach<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let Stage::Counted(start, visits) = self.stage else { return Ok(()) };
        self.stage = match self.reached(run, start, visits)? {
            Some(reached) => Stage::Reached(reached),
            None => Stage::Never,
        };
        run.reached += u32::from(matches!(self.stage, Stage::Reached(_)));
        Ok(())
    }

    /// Estimates what it takes to find all entities that can fulfil the condition.
    pub(in super::super) fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        if self.holds_without_links() {
            return Ok(None);
        }
        Ok(match &self.stage {
            Stage::Never => None,
            Stage::Reached(reached) => Some(Estimate::of_known(reached.len())),
            Stage::Counted(_, visits) => Some(Estimate::of_known(*visits as usize)),
            Stage::Unknown(_) => {
                let there = self.estimate_there(run)?;
                let by_nodes = there.map(|there| self.by_nodes(there));
                let by_links = self.named.map(|named| Estimate::of_known(named as usize));
                by_nodes.into_iter().chain(by_links).reduce(Estimate::or)
            }
        })
    }

    /// The words for the links by which all entities that can fulfil the condition were found.
    pub(in super::super) fn narrowed_by(&self, ontology: &Ontology) -> Option<(String, usize)> {
        let count = match &self.stage {
            Stage::Reached(reached) if !self.holds_without_links() => reached.len(),
            Stage::Never | Stage::Unknown(_) | Stage::Counted(..) | Stage::Reached(_) => {
                return None;
            }
        };
        Some((format!("{} followed backwards", ontology.relation(self.relation).name), count))
    }

    /// All entities that can fulfil the condition, if they are known.
    pub(in super::super) fn narrowed(&self) -> Option<Vec<NodeId>> {
        match &self.stage {
            Stage::Reached(reached) if !self.holds_without_links() => Some(reached.to_list()),
            Stage::Never | Stage::Unknown(_) | Stage::Counted(..) | Stage::Reached(_) => None,
        }
    }

    /// Finds all entities that can fulfil the condition, if it can be done.
    pub(in super::super) fn candidates<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Vec<NodeId>>, Exhausted> {
        if self.holds_without_links() {
            return Ok(None);
        }
        if let Stage::Unknown(_) = self.stage {
            let there = self.estimate_there(run)?;
            self.stage = self.start(there);
        }
        if let Stage::Unknown(_) = self.stage {
            self.count_back(run)?;
        }
        self.reach(run)?;
        Ok(self.narrowed())
    }
}
