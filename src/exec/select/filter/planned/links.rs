//! A condition on the links of an entity, followed from either end.
//!
//! `met: {some: {node: {country: {eq: "KG"}}}}` can be told by following the links of each
//! person (forwards), or by finding the people of `KG` once and following their links to this
//! end (backwards). Which is cheaper depends on how many entities are asked about, which nobody
//! knows before: a page may be full after ten. So links are followed forwards until that has
//! cost as much as each further step backwards: finding the entities at the other end, then
//! following their links, of which there is a count by then. It is the ski-rental problem, and
//! costs at most about twice the better way.

use super::{
    Held, Run,
    condition::Condition,
    dearest::{Dearest, links_path},
    describe::Description,
    estimate::{Estimate, Followed, Tally, reverse, side},
    known::Known,
    set::{Gathered, NodeSet},
};
use crate::{
    exec::{
        select::filter::{Edge, quantified},
        store::Store,
    },
    graph::NodeId,
    limits::Exhausted,
    ontology::{Direction, Ontology, RelationId},
    plan::{EdgePredicate, LinkPredicate, Quantifier},
};

/// A condition on the links of an entity by one relation.
pub(super) struct Links<'p> {
    relation: RelationId,
    direction: Direction,
    quantifier: &'p Quantifier,
    /// The quantifier as it is written.
    written: &'p Quantifier,
    /// The condition holds if the links do not fulfil it.
    negated: bool,
    edge: Option<&'p EdgePredicate>,
    node: Known<'p>,
    followed: Followed,
    /// The visits that following links forwards has taken.
    spent: u64,
    /// True if some entities at the other end were tested for the estimate of its cost.
    has_sampled: bool,
    stage: Stage,
}

/// The steps that were taken to follow the links backwards.
enum Stage {
    /// Nothing: the links cannot be followed backwards.
    Never,
    /// Nothing so far. It is time once following forwards has cost this.
    Unknown(Option<u64>),
    /// The entities at the other end are known, and have so many links to this end.
    Counted(u64),
    /// These entities have a link that fulfils the condition; with `single`, exactly one.
    Reached(NodeSet),
}

/// A step backwards that costs no more than this is taken at once.
const AT_ONCE: u64 = 64;

impl<'p> Links<'p> {
    /// The condition; the predicate has a condition on what the links lead to.
    pub(super) fn new<S: Store>(
        store: &S,
        (relation, direction): (RelationId, Direction),
        quantifier: &'p Quantifier,
        one: &'p LinkPredicate,
        negated: bool,
    ) -> Option<Self> {
        let direction = side(store, relation, direction);
        let edge = one.edge.as_ref();
        // All are so if none is not so: those that are not can be found from the other end.
        let written = quantifier;
        let (quantifier, is_not) = match written {
            Quantifier::All if edge.is_none() => (&Quantifier::None, true),
            Quantifier::All
            | Quantifier::Some
            | Quantifier::None
            | Quantifier::Single
            | Quantifier::Count(_) => (written, false),
        };
        let node = Known::new(Condition::new(store, one.node.as_deref()?, is_not));
        let stage = match quantifier {
            Quantifier::Some | Quantifier::None | Quantifier::Single => Stage::Unknown(None),
            Quantifier::All | Quantifier::Count(_) => Stage::Never,
        };
        let followed = Followed::new(store, relation, direction);
        Some(Self {
            relation,
            direction,
            quantifier,
            written,
            negated,
            edge,
            node,
            followed,
            spent: 0,
            has_sampled: false,
            stage,
        })
    }

    /// The estimated cost of a test.
    pub(super) fn cost(&self) -> f64 {
        match self.stage {
            Stage::Reached(_) => 1.0,
            Stage::Never | Stage::Unknown(_) | Stage::Counted(_) => {
                self.followed.row_cost(self.quantifier, self.node.cost())
            }
        }
    }

    /// The condition that took most visits: this one, of all these visits, or one below it.
    pub(super) fn dearest(&self, ontology: &Ontology, visits: u64) -> Dearest {
        let path = links_path(ontology, (self.relation, self.direction), self.written);
        let below = self.node.dearest(ontology).below(&path);
        let own = visits.saturating_sub(self.node.visits());
        Dearest { path, visits: own }.or(below)
    }

    /// Describes how the condition was run.
    pub(super) fn describe(&self, tally: Tally, to: &mut Description<'_>) {
        let not = if self.negated { "not " } else { "" };
        let links = to.links(self.relation, self.direction, self.quantifier);
        let way = match &self.stage {
            Stage::Never | Stage::Unknown(_) => "followed forwards".to_owned(),
            Stage::Counted(links) => format!("followed forwards, {links} links lead back"),
            Stage::Reached(reached) => format!("followed backwards to {} entities", reached.len()),
        };
        to.line(&format!("{not}{links}, {way}; {tally}"));
        to.indented(|to| self.node.describe(to));
    }

    /// Returns whether an entity fulfils the condition.
    pub(super) fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        self.step_backwards(run)?;
        if let Stage::Reached(reached) = &self.stage {
            let is_none = matches!(self.quantifier, Quantifier::None);
            return Ok((reached.has(node) != is_none) != self.negated);
        }
        let before = run.budget.visits_left();
        let held = self.forwards(run, node)?;
        self.spent += before - run.budget.visits_left();
        Ok(held != self.negated)
    }

    fn forwards<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId) -> Held {
        let (seen, edge, known) = (run.seen, self.edge, &mut self.node);
        let shown = seen.links(self.relation);
        let row = seen.store.row(node, self.relation, self.direction);
        let row = row.iter().map(|(other, link)| shown.has(link.0).then_some((other, link)));
        quantified(run, self.quantifier, row, |run, (other, link)| {
            if let Some(edge) = edge
                && !Edge::new(seen, link).holds(run.budget, edge)?
            {
                return Ok(false);
            }
            known.holds(run, other)
        })
    }

    /// Takes the next steps backwards whose time has come.
    fn step_backwards<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let may_sample = !self.has_sampled && self.spent >= AT_ONCE;
        if let Stage::Unknown(cost) = self.stage
            && (cost.is_none() || may_sample)
        {
            self.has_sampled = may_sample;
            let outer = std::mem::replace(&mut run.samples, may_sample);
            let cost = self.node.estimate(run, &self.followed)?.cost;
            run.samples = outer;
            self.stage = Stage::Unknown(Some(cost.ceil() as u64));
        }
        if let Stage::Unknown(Some(cost)) = self.stage
            && self.spent.max(AT_ONCE) >= cost
        {
            self.count_back(run)?;
        }
        if let Stage::Counted(links) = self.stage
            && self.spent.max(AT_ONCE) >= links
        {
            self.reach(run)?;
        }
        Ok(())
    }

    /// Finds the entities at the other end, and counts their links to this one.
    fn count_back<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        if !self.node.complete(run, &self.followed)? {
            self.stage = Stage::Never;
            return Ok(());
        }
        let (store, back) = (run.seen.store, reverse(self.direction));
        let mut links = 0;
        for node in self.node.set().into_iter().flat_map(NodeSet::iter) {
            run.budget.visit(1)?;
            links += store.row(node, self.relation, back).len() as u64;
        }
        self.stage = Stage::Counted(links);
        Ok(())
    }

    /// Follows the links of the entities at the other end to this one.
    fn reach<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let Stage::Counted(links) = self.stage else { return Ok(()) };
        let (seen, back) = (run.seen, reverse(self.direction));
        let is_single = matches!(self.quantifier, Quantifier::Single);
        let count = seen.store.graph().node_count();
        let most = usize::try_from(links).unwrap_or(usize::MAX);
        if !run.reserve(Gathered::bytes(count, most, is_single)) {
            self.stage = Stage::Never;
            return Ok(());
        }
        let mut gathered = Gathered::new(count, most, is_single);
        let shown = seen.links(self.relation);
        for node in self.node.set().into_iter().flat_map(NodeSet::iter) {
            let row = seen.store.row(node, self.relation, back);
            run.budget.visit(row.len())?;
            for (other, link) in row.iter().filter(|(_, link)| shown.has(link.0)) {
                let is_like = match self.edge {
                    Some(edge) => Edge::new(seen, link).holds(run.budget, edge)?,
                    None => true,
                };
                if is_like {
                    gathered.push(other);
                }
            }
        }
        self.stage = Stage::Reached(if is_single { gathered.once() } else { gathered.all() });
        run.has_reached = true;
        Ok(())
    }

    /// Returns true if only entities that have such a link fulfil the condition.
    fn narrows(&self) -> bool {
        match self.quantifier {
            Quantifier::Some | Quantifier::Single => !self.negated,
            Quantifier::None => self.negated,
            Quantifier::All | Quantifier::Count(_) => false,
        }
    }

    /// Estimates what it takes to find all entities that can fulfil the condition.
    pub(super) fn estimate<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Estimate>, Exhausted> {
        if !self.narrows() {
            return Ok(None);
        }
        Ok(match &self.stage {
            Stage::Never => None,
            Stage::Reached(reached) => Some(Estimate::of_known(reached.len())),
            Stage::Counted(links) => Some(Estimate { cost: *links as f64, size: *links as f64 }),
            Stage::Unknown(_) => {
                let there = self.node.estimate(run, &self.followed)?;
                let size = there.size * self.followed.links_there;
                Some(Estimate { cost: there.cost + size, size })
            }
        })
    }

    /// All entities that can fulfil the condition, if they are known.
    pub(super) fn narrowed(&self) -> Option<Vec<NodeId>> {
        match &self.stage {
            Stage::Reached(reached) if self.narrows() => Some(reached.to_list()),
            Stage::Never | Stage::Unknown(_) | Stage::Counted(_) | Stage::Reached(_) => None,
        }
    }

    /// Finds all entities that can fulfil the condition, if it can be done.
    pub(super) fn candidates<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Option<Vec<NodeId>>, Exhausted> {
        if !self.narrows() {
            return Ok(None);
        }
        if let Stage::Unknown(_) = self.stage {
            self.count_back(run)?;
        }
        self.reach(run)?;
        Ok(self.narrowed())
    }
}
