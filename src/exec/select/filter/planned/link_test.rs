//! A condition on a link and the entity that it leads to, in parts that are planned.

use super::{
    Held, Run, condition::Condition, describe::Description, edge_test::EdgeTest, known::Known,
    spent::TakeSpent,
};
use crate::{
    exec::{select::filter::links::direction, store::Store},
    graph::{LinkId, NodeId},
    ontology::{Direction, Ontology, RelationId},
    plan::{Comparison, LinkPredicate, MixedPredicate},
};

/// A condition on a link and the entity that it leads to. All of its parts hold.
pub(super) struct LinkTest<'p> {
    edge: Option<EdgeTest<'p>>,
    /// The condition on the entity.
    pub(super) node: Option<Known<'p>>,
    mixed: Vec<MixedTest<'p>>,
}

/// A condition in which both are mixed.
enum MixedTest<'p> {
    Any(Vec<LinkTest<'p>>),
    Not(Box<LinkTest<'p>>),
    Direction(&'p Comparison<Direction>),
}

impl<'p> LinkTest<'p> {
    pub(super) fn new<S: Store>(store: &S, one: &'p LinkPredicate) -> Self {
        let node = one.node.as_deref();
        let mixed = one.mixed.iter().map(|mixed| match mixed {
            MixedPredicate::Any(any) => {
                MixedTest::Any(any.iter().map(|one| Self::new(store, one)).collect())
            }
            MixedPredicate::Not(one) => MixedTest::Not(Box::new(Self::new(store, one))),
            MixedPredicate::Direction(test) => MixedTest::Direction(test),
        });
        Self {
            edge: one.edge.as_ref().map(|edge| EdgeTest::new(store, edge)),
            node: node.map(|node| Known::new(Condition::new(store, node, false))),
            mixed: mixed.collect(),
        }
    }

    /// The condition that the entity does not fulfil one, if that is all that there is of it.
    pub(super) fn not_node<S: Store>(store: &S, one: &'p LinkPredicate) -> Option<Self> {
        let node = one.node.as_deref().filter(|_| one.edge.is_none() && one.mixed.is_empty())?;
        let node = Some(Known::new(Condition::new(store, node, true)));
        Some(Self { edge: None, node, mixed: Vec::new() })
    }

    /// The cost of a test.
    pub(super) fn cost(&self) -> f64 {
        let node = self.node.as_ref().map_or(0.0, Known::cost);
        let mixed = self.mixed.iter().map(|mixed| match mixed {
            MixedTest::Any(any) => any.iter().map(Self::cost).sum(),
            MixedTest::Not(one) => one.cost(),
            MixedTest::Direction(_) => 0.0,
        });
        node + self.edge.as_ref().map_or(0.0, EdgeTest::cost) + mixed.sum::<f64>()
    }

    /// The cost of tests of entities so far beside their visits.
    pub(super) fn spent(&self) -> f64 {
        let node = self.node.as_ref().map_or(0.0, Known::spent);
        let edge = self.edge.as_ref().map_or(0.0, EdgeTest::spent);
        node + edge + self.parts().map(Self::spent).sum::<f64>()
    }

    /// Returns whether a link and the entity that it leads to fulfil the condition.
    pub(super) fn holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        Ok(self.edge_holds(run, link)?
            && self.node.as_mut().map_or(Ok(true), |it| it.holds(run, node))?
            && self.mixed_holds(run, node, link)?)
    }

    /// Returns whether a link fulfils it that leads to an entity which fulfils its part.
    pub(super) fn rest_holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        Ok(self.edge_holds(run, link)? && self.mixed_holds(run, node, link)?)
    }

    fn edge_holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, link: LinkId) -> Held {
        self.edge.as_mut().map_or(Ok(true), |edge| edge.holds(run, link))
    }

    fn mixed_holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        node: NodeId,
        link: LinkId,
    ) -> Held {
        for mixed in &mut self.mixed {
            if !mixed.holds(run, node, link)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn parts(&self) -> impl Iterator<Item = &Self> {
        self.mixed.iter().flat_map(|mixed| match mixed {
            MixedTest::Any(any) => any.as_slice(),
            MixedTest::Not(one) => std::slice::from_ref(&**one),
            MixedTest::Direction(_) => &[],
        })
    }

    /// All visits that conditions on entities took.
    pub(super) fn visits(&self) -> u64 {
        let node = self.node.as_ref().map_or(0, Known::visits);
        let edge = self.edge.as_ref().map_or(0, EdgeTest::visits);
        node + edge + self.parts().map(Self::visits).sum::<u64>()
    }

    /// Hands over the visits of each condition on entities in it; it stands below a place, in
    /// which `end` is the name of the entity at the other end.
    pub(super) fn spent_by(
        &self,
        ontology: &Ontology,
        (above, end): (&str, &str),
        take: &mut TakeSpent<'_>,
    ) {
        if let Some(node) = &self.node {
            node.spent_by(ontology, &format!("{above}.{end}"), take);
        }
        if let Some(edge) = &self.edge {
            edge.spent_by(ontology, above, take);
        }
        self.parts().for_each(|it| it.spent_by(ontology, (above, end), take));
    }

    /// Describes how the conditions on links of a relation, if it is known, and on entities were
    /// run.
    pub(super) fn describe(&self, relation: Option<RelationId>, to: &mut Description<'_>) {
        if let Some(node) = &self.node {
            node.describe(to);
        }
        if let Some(edge) = &self.edge {
            edge.describe(relation, to);
        }
        for mixed in &self.mixed {
            let (word, parts) = match mixed {
                MixedTest::Any(any) => ("any of these links", any.as_slice()),
                MixedTest::Not(one) => ("not such links", std::slice::from_ref(&**one)),
                MixedTest::Direction(_) => ("of the link: direction", &[][..]),
            };
            to.line(word);
            to.indented(|to| parts.iter().for_each(|it| it.describe(relation, to)));
        }
    }
}

impl MixedTest<'_> {
    fn holds<S: Store>(&mut self, run: &mut Run<'_, '_, S>, node: NodeId, link: LinkId) -> Held {
        match self {
            Self::Not(one) => Ok(!one.holds(run, node, link)?),
            Self::Direction(test) => Ok(test.holds(&direction(run.seen.store, node, link))),
            Self::Any(any) => {
                for one in any {
                    if one.holds(run, node, link)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}
