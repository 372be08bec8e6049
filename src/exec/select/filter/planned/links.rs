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
    dearest::{Dearest, links_path},
    describe::Description,
    estimate::{Estimate, Followed, Tally, reverse, side},
    known::Known,
    link_test::LinkTest,
    set::{Gathered, NodeSet},
};
use crate::{
    exec::{select::filter::links::steps_hold, store::Store},
    graph::NodeId,
    limits::Exhausted,
    ontology::{Direction, Ontology, RelationId},
    plan::{LinkPredicate, Quantifier},
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
    test: LinkTest<'p>,
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
        written: &'p Quantifier,
        one: &'p LinkPredicate,
        negated: bool,
    ) -> Self {
        let direction = side(store, relation, direction);
        // All are so if none is not so: those that are not can be found from the other end.
        let not = match written {
            Quantifier::All => LinkTest::not_node(store, one),
            Quantifier::Some | Quantifier::None | Quantifier::Single | Quantifier::Count(_) => None,
        };
        let quantifier = if not.is_some() { &Quantifier::None } else { written };
        let test = not.unwrap_or_else(|| LinkTest::new(store, one));
        let stage = match quantifier {
            Quantifier::Some | Quantifier::None | Quantifier::Single if test.node.is_some() => {
                Stage::Unknown(None)
            }
            Quantifier::Some
            | Quantifier::None
            | Quantifier::Single
            | Quantifier::All
            | Quantifier::Count(_) => Stage::Never,
        };
        let followed = Followed::new(store, relation, direction);
        Self {
            relation,
            direction,
            quantifier,
            written,
            negated,
            test,
            followed,
            spent: 0,
            has_sampled: false,
            stage,
        }
    }

    /// The estimated cost of a test.
    pub(super) fn cost(&self) -> f64 {
        match self.stage {
            Stage::Reached(_) => 1.0,
            Stage::Never | Stage::Unknown(_) | Stage::Counted(_) => {
                self.followed.row_cost(self.test.cost())
            }
        }
    }

    /// The condition that took most visits: this one, of all these visits, or one below it.
    pub(super) fn dearest(&self, ontology: &Ontology, visits: u64) -> Dearest {
        let path = links_path(ontology, (self.relation, self.direction), self.written);
        let below = self.test.dearest(ontology).map(|it| it.below(&path));
        let own = visits.saturating_sub(self.test.visits());
        let own = Dearest { path, visits: own };
        below.into_iter().fold(own, Dearest::or)
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
        to.indented(|to| self.test.describe(to));
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
        let (seen, test) = (run.seen, &mut self.test);
        let shown = seen.links(self.relation);
        let row = seen.store.row(node, self.relation, self.direction);
        let row = row.iter().map(|(other, link)| shown.has(link.0).then_some((other, link)));
        steps_hold(run, self.quantifier, row, |run, (other, link)| test.holds(run, other, link))
    }

    /// Takes the next steps backwards whose time has come.
    fn step_backwards<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let may_sample = !self.has_sampled && self.spent >= AT_ONCE;
        if let Stage::Unknown(cost) = self.stage
            && (cost.is_none() || may_sample)
        {
            self.has_sampled = may_sample;
            let outer = std::mem::replace(&mut run.samples, may_sample);
            let there = self.estimate_there(run);
            run.samples = outer;
            self.stage = Stage::Unknown(Some(there?.cost.ceil() as u64));
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

    /// Estimates what it takes to find the entities at the other end.
    fn estimate_there<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
    ) -> Result<Estimate, Exhausted> {
        match &mut self.test.node {
            Some(node) => node.estimate(run, &self.followed),
            None => Ok(self.followed.scan(1.0, None)),
        }
    }

    /// Finds the entities at the other end, and counts their links to this one.
    fn count_back<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let is_known = match &mut self.test.node {
            Some(node) => node.complete(run, &self.followed)?,
            None => false,
        };
        if !is_known {
            self.stage = Stage::Never;
            return Ok(());
        }
        let (store, back) = (run.seen.store, reverse(self.direction));
        let mut links = 0;
        for node in self.there().into_iter().flat_map(NodeSet::iter) {
            run.budget.visit(1)?;
            links += store.row(node, self.relation, back).len() as u64;
        }
        self.stage = Stage::Counted(links);
        Ok(())
    }

    /// The entities at the other end, if they are known.
    fn there(&self) -> Option<&NodeSet> {
        self.test.node.as_ref()?.set()
    }

    /// Follows the links of the entities at the other end to this one.
    fn reach<S: Store>(&mut self, run: &mut Run<'_, '_, S>) -> Result<(), Exhausted> {
        let Stage::Counted(links) = self.stage else { return Ok(()) };
        let is_single = matches!(self.quantifier, Quantifier::Single);
        let count = run.seen.store.graph().node_count();
        let most = usize::try_from(links).unwrap_or(usize::MAX);
        if !run.reserve(Gathered::bytes(count, most, is_single)) {
            self.stage = Stage::Never;
            return Ok(());
        }
        let mut gathered = Gathered::new(count, most, is_single);
        // The rest of the condition is run while its entities are read.
        let node = self.test.node.take();
        let there = node.as_ref().and_then(Known::set);
        let followed = there.map_or(Ok(()), |there| self.gather(run, there, &mut gathered));
        self.test.node = node;
        followed?;
        self.stage = Stage::Reached(if is_single { gathered.once() } else { gathered.all() });
        run.has_reached = true;
        Ok(())
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
            for (other, link) in row.iter().filter(|(_, link)| shown.has(link.0)) {
                if self.test.rest_holds(run, node, link)? {
                    gathered.push(other);
                }
            }
        }
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
                let there = self.estimate_there(run)?;
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
