//! Conditions on a link and the entity that it leads to, in parts that are planned.
//!
//! `{edge: {since: {...}}, node: {...}}` is a group of one test of the link and one of the entity;
//! neither end comes first, as long as they cost the same. `NOT` is pushed down to the parts, as
//! it is in conditions on entities.

use super::{
    Held, Run,
    cost::cost_of_edge,
    describe::Description,
    group::{Group, Measured, Test},
    known::Known,
    node_test::Condition,
    spent::TakeSpent,
};
use crate::{
    exec::{
        select::filter::{Edge, links::direction},
        store::Store,
    },
    graph::{LinkId, NodeId},
    ontology::{Direction, Ontology, RelationId},
    plan::{Comparison, EdgePredicate, LinkPredicate, MixedPredicate, Predicate, Referred},
};

/// A condition on a link and the entity that it leads to.
pub(super) enum LinkTest<'p> {
    /// All of them hold, or at least one of them.
    Group(Group<LinkTest<'p>>),
    /// A condition on the link that is told from what stands at it.
    Edge { predicate: &'p EdgePredicate, negated: bool, cost: f64 },
    /// A condition on the way in which the link is followed.
    Direction { test: &'p Comparison<Direction>, negated: bool },
    /// A condition on an entity that the link connects or refers to.
    Entity { at: At, known: Box<Known<'p>>, negated: bool },
    /// A condition on the entity that the link leads to.
    Node(Box<Known<'p>>),
}

/// The place at which a link has an entity.
#[derive(Clone, Copy)]
pub(super) enum At {
    From,
    To,
    Referred(Referred),
}

/// The cost of a look at the way in which a link is followed.
const DIRECTION: f64 = 0.5;

/// A condition on a link and the entity that it leads to, and what running it has cost.
pub(super) type LinkCondition<'p> = Measured<LinkTest<'p>>;

impl<'p> LinkCondition<'p> {
    /// Plans a condition.
    pub(super) fn of<S: Store>(store: &S, one: &'p LinkPredicate) -> Self {
        Self::new(LinkTest::new(store, one, false))
    }

    /// The condition that the entity does not fulfil one, if that is all that there is of it.
    pub(super) fn not_node<S: Store>(store: &S, one: &'p LinkPredicate) -> Option<Self> {
        let is_alone = one.edge.is_none() && one.mixed.is_empty();
        let node = one.node.as_deref().filter(|_| is_alone)?;
        Some(Self::new(LinkTest::of_node(store, node, true)))
    }

    /// Returns whether a link passes that leads to an entity which fulfils its part.
    pub(super) fn rest_holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        step: (NodeId, LinkId),
    ) -> Held {
        match &mut self.test {
            LinkTest::Node(_) => Ok(true),
            LinkTest::Group(group) if !group.decides_by => {
                group.holds_of(run, step, |it| !it.is_node())
            }
            LinkTest::Group(_)
            | LinkTest::Edge { .. }
            | LinkTest::Direction { .. }
            | LinkTest::Entity { .. } => self.holds(run, step),
        }
    }

    /// The cost of a test without that of the entity.
    pub(super) fn rest_cost(&self) -> f64 {
        match &self.test {
            LinkTest::Node(_) => 0.0,
            LinkTest::Group(group) if !group.decides_by => {
                let rest = group.tests.iter().filter(|it| !it.test.is_node());
                rest.map(Measured::cost).sum()
            }
            LinkTest::Group(_)
            | LinkTest::Edge { .. }
            | LinkTest::Direction { .. }
            | LinkTest::Entity { .. } => self.cost(),
        }
    }

    /// Notes that all entities are known that fulfil the condition on them.
    pub(super) fn node_is_known(&mut self) {
        if let LinkTest::Group(group) = &mut self.test {
            group.restart(|it| it.is_node());
        }
    }

    /// Hands over the visits of each condition on entities in it; it stands below a place, in
    /// which `end` is the name of the entity at the other end.
    pub(super) fn spent_by(
        &self,
        ontology: &Ontology,
        (above, end): (&str, &str),
        take: &mut TakeSpent<'_>,
    ) {
        match &self.test {
            LinkTest::Group(group) => {
                group.tests.iter().for_each(|it| it.spent_by(ontology, (above, end), take));
            }
            LinkTest::Edge { .. } | LinkTest::Direction { .. } => {}
            LinkTest::Entity { at, known, .. } => {
                known.spent_by(ontology, &at.place(ontology, above), take);
            }
            LinkTest::Node(known) => known.spent_by(ontology, &format!("{above}.{end}"), take),
        }
    }

    /// Describes how the conditions on links of a relation, or of any, and on entities were run.
    pub(super) fn describe(&self, relation: Option<RelationId>, to: &mut Description<'_>) {
        let not = |negated: bool| if negated { "not " } else { "" };
        match &self.test {
            LinkTest::Group(group) => to.group(group, |it, to| it.describe(relation, to)),
            LinkTest::Edge { predicate, negated, .. } => {
                let (not, words) = (not(*negated), to.edge_condition(relation, predicate));
                to.line(&format!("of the link: {not}{words}; {}", self.tally));
            }
            LinkTest::Direction { negated, .. } => {
                to.line(&format!("of the link: {}direction; {}", not(*negated), self.tally));
            }
            LinkTest::Entity { at, known, negated } => {
                to.entity(not(*negated), *at);
                to.indented(|to| known.describe(to));
            }
            // The place of a condition on links says whose they are.
            LinkTest::Node(known) if known.is_of_links() => known.describe(to),
            LinkTest::Node(known) => to.named(end_of(relation), |to| known.describe(to)),
        }
    }
}

/// The name of the conditions on the entity at the other end of links of a relation, or of any.
pub(in crate::exec::select) fn end_of(relation: Option<RelationId>) -> &'static str {
    if relation.is_some() { "node" } else { "other" }
}

impl<'p> LinkTest<'p> {
    /// Plans a condition, or that it does not hold.
    fn new<S: Store>(store: &S, one: &'p LinkPredicate, negated: bool) -> Self {
        let edge = one.edge.as_ref().map(|edge| Self::of_edge(store, edge, negated));
        let node = one.node.as_deref().map(|node| Self::of_node(store, node, negated));
        let mixed = one.mixed.iter().map(|mixed| match mixed {
            MixedPredicate::Any(any) => {
                Group::of(!negated, any.iter().map(|one| Self::new(store, one, negated)))
            }
            MixedPredicate::Not(one) => Self::new(store, one, !negated),
            MixedPredicate::Direction(test) => Self::Direction { test, negated },
        });
        Group::of(negated, edge.into_iter().chain(node).chain(mixed))
    }

    fn of_node<S: Store>(store: &S, node: &'p Predicate, negated: bool) -> Self {
        Self::Node(Box::new(Known::new(Condition::of(store, node, negated))))
    }

    fn of_entity<S: Store>(store: &S, at: At, node: &'p Predicate, negated: bool) -> Self {
        let known = Box::new(Known::new(Condition::of(store, node, false)));
        Self::Entity { at, known, negated }
    }

    fn of_edge<S: Store>(store: &S, predicate: &'p EdgePredicate, negated: bool) -> Self {
        let group = |all: &'p [EdgePredicate], decides_by| {
            Group::of(decides_by, all.iter().map(|it| Self::of_edge(store, it, negated)))
        };
        let has_node = || predicate.any_node(&mut |_| true);
        match predicate {
            EdgePredicate::All(all) if !negated || has_node() => group(all, negated),
            EdgePredicate::Any(any) if has_node() => group(any, !negated),
            EdgePredicate::Not(one) => Self::of_edge(store, one, !negated),
            EdgePredicate::From(node) => Self::of_entity(store, At::From, node, negated),
            EdgePredicate::To(node) => Self::of_entity(store, At::To, node, negated),
            EdgePredicate::Reference(referred, Some(node)) => {
                Self::of_entity(store, At::Referred(*referred), node, negated)
            }
            EdgePredicate::All(_)
            | EdgePredicate::Any(_)
            | EdgePredicate::Reference(_, None)
            | EdgePredicate::Relation(_)
            | EdgePredicate::Time(..)
            | EdgePredicate::Status(_)
            | EdgePredicate::Evidence(_)
            | EdgePredicate::IsCertain(_)
            | EdgePredicate::LastAttested(_)
            | EdgePredicate::Note(_)
            | EdgePredicate::Property(..)
            | EdgePredicate::Fields(_)
            | EdgePredicate::Citations(..) => {
                Self::Edge { predicate, negated, cost: cost_of_edge(predicate) }
            }
        }
    }

    /// The condition on the entity that a link leads to; all that pass fulfil it.
    pub(super) fn node(&self) -> Option<&Known<'p>> {
        match self {
            Self::Node(known) => Some(known),
            Self::Group(group) if !group.decides_by => {
                group.tests.iter().find(|it| it.test.is_node()).and_then(|it| it.test.node())
            }
            Self::Group(_) | Self::Edge { .. } | Self::Direction { .. } | Self::Entity { .. } => {
                None
            }
        }
    }

    /// The condition on the entity that a link leads to; all that pass fulfil it.
    pub(super) fn node_mut(&mut self) -> Option<&mut Known<'p>> {
        match self {
            Self::Node(known) => Some(known),
            Self::Group(group) if !group.decides_by => {
                let node = group.tests.iter_mut().find(|it| it.test.is_node());
                node.and_then(|it| it.test.node_mut())
            }
            Self::Group(_) | Self::Edge { .. } | Self::Direction { .. } | Self::Entity { .. } => {
                None
            }
        }
    }

    fn is_node(&self) -> bool {
        matches!(self, Self::Node(_))
    }

    /// All visits that conditions on entities took.
    pub(super) fn visits(&self) -> u64 {
        match self {
            Self::Group(group) => group.tests.iter().map(|it| it.test.visits()).sum(),
            Self::Edge { .. } | Self::Direction { .. } => 0,
            Self::Entity { known, .. } | Self::Node(known) => known.visits(),
        }
    }
}

impl Test for LinkTest<'_> {
    /// The entity that a link leads to, and the link.
    type Element = (NodeId, LinkId);

    fn of_group(group: Group<Self>) -> Self {
        Self::Group(group)
    }

    fn into_group(self) -> Result<Group<Self>, Self> {
        match self {
            Self::Group(group) => Ok(group),
            Self::Edge { .. } | Self::Direction { .. } | Self::Entity { .. } | Self::Node(_) => {
                Err(self)
            }
        }
    }

    /// A group has one condition on the entity, from which links can be followed back.
    fn joined(decides_by: bool, tests: Vec<Measured<Self>>) -> Vec<Measured<Self>> {
        let (mut nodes, mut joined) = (Vec::new(), Vec::new());
        for Measured { test, tally } in tests {
            match test {
                Self::Node(known) => nodes.push(known.into_test()),
                test @ (Self::Group(_)
                | Self::Edge { .. }
                | Self::Direction { .. }
                | Self::Entity { .. }) => joined.push(Measured { test, tally }),
            }
        }
        if !nodes.is_empty() {
            let condition = Condition::new(Group::of(decides_by, nodes));
            joined.push(Measured::new(Self::Node(Box::new(Known::new(condition)))));
        }
        joined
    }

    fn cost(&self) -> f64 {
        match self {
            Self::Group(group) => group.cost(),
            Self::Edge { cost, .. } => *cost,
            Self::Direction { .. } => DIRECTION,
            Self::Entity { known, .. } => 1.0 + known.cost(),
            Self::Node(known) => known.cost(),
        }
    }

    fn holds<S: Store>(
        &mut self,
        run: &mut Run<'_, '_, S>,
        (node, link): (NodeId, LinkId),
    ) -> Held {
        match self {
            Self::Group(group) => group.holds(run, (node, link)),
            Self::Edge { predicate, negated, cost } => {
                run.work += *cost;
                Ok(Edge::new(run.seen, link).holds(run.budget, predicate)? != *negated)
            }
            Self::Direction { test, negated } => {
                run.work += DIRECTION;
                Ok(test.holds(&direction(run.seen.store, node, link)) != *negated)
            }
            Self::Entity { at, known, negated } => {
                run.budget.visit(1)?;
                let holds = match at.of(run, link) {
                    Some(node) => known.holds(run, node)?,
                    None => false,
                };
                Ok(holds != *negated)
            }
            Self::Node(known) => known.holds(run, node),
        }
    }
}

impl At {
    /// The entity; `None` if the link refers to none in view.
    fn of<S: Store>(self, run: &Run<'_, '_, S>, link: LinkId) -> Option<NodeId> {
        match self {
            Self::From => Some(run.seen.store.from(link)),
            Self::To => Some(run.seen.store.to(link)),
            Self::Referred(referred) => run.seen.referred(referred, link),
        }
    }

    /// The place of a condition on the entity, below that of one on the link.
    fn place(self, ontology: &Ontology, above: &str) -> String {
        match self {
            Self::From => format!("{above}.from"),
            Self::To => format!("{above}.to"),
            Self::Referred(referred) => {
                format!("{above}.edge.{}.node", referred.of(ontology).name)
            }
        }
    }
}
