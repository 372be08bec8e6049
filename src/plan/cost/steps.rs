//! Costs of the parts of a plan that every list has: entities, links, pages and their items.

use super::{Costs, Counted, Counter, ItemCosts};
use crate::plan::{
    CitationOp, ClaimOp, ClaimSetOp, ConnectionOp, EdgeOp, EntityOp, LinkEdgeOp, LinkOp,
    LinkReferenceOp, ListOp, Object, PageOp, SelectionId, Step,
    ids::{Id, Stored},
};
use std::convert::Infallible;

impl<Op: Costs> Costs for Object<Op> {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        Counted::sum(self.iter().map(|step| match step {
            Step::Field { key, op } => op.cost(counter).of_field(*key, counter),
            Step::Fail(_) | Step::Constant { .. } => Counted::ZERO,
        }))
    }

    fn cost_once(&self, counter: &mut Counter<'_>) -> Counted {
        Counted::sum(self.iter().map(|step| match step {
            Step::Field { key, op } => op.cost_once(counter).of_field(*key, counter),
            Step::Fail(_) | Step::Constant { .. } => Counted::ZERO,
        }))
    }
}

/// Embedded objects are few and count nothing; what they lead to counts once.
impl<Op: Costs> Costs for Id<Object<Op>>
where
    Object<Op>: Stored,
{
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.analysis.plan.tables.get(*self).cost(counter)
    }
}

impl Costs for EntityOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::One(.., selection, _) => counter.selection(*selection),
            Self::Relation(_, _, arguments, page, _) => {
                counter.page_of(*page, *arguments, |it| it.slice.size)
            }
            Self::Links(arguments, page, _) => {
                counter.page_of(*page, *arguments, |it| it.slice.size)
            }
            Self::Supports(arguments, page, _) => {
                counter.page_of(*page, *arguments, |it| it.slice.size)
            }
            Self::Reach(_, arguments, page, _) => {
                counter.page_of(*page, *arguments, |it| it.slice.size)
            }
            Self::Sources(citation, _) => citation.cost(counter),
            Self::Claims(_, claims, _) => claims.cost(counter),
            Self::Metrics(_, metrics, _) => metrics.cost(counter),
            Self::Cell(_)
            | Self::Value(..)
            | Self::Name(_)
            | Self::Names(_)
            | Self::Summary(_)
            | Self::ExternalIds(_)
            | Self::Degree(..) => Counted::ZERO,
        }
    }
}

impl Costs for LinkOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::From(selection, _)
            | Self::To(selection, _)
            | Self::Reference(.., selection, _) => counter.selection(*selection),
            Self::References(references, _) => references.cost(counter),
            Self::Sources(citation, _) => citation.cost(counter),
            Self::Id
            | Self::Relation
            | Self::Cell(_)
            | Self::Field(_)
            | Self::Value(..)
            | Self::Status
            | Self::Evidence
            | Self::LastAttested
            | Self::Certainty
            | Self::Properties => Counted::ZERO,
        }
    }
}

impl Costs for LinkEdgeOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Link(field) => field.cost(counter),
            Self::Direction(_) | Self::EitherWay | Self::Seen => Counted::ZERO,
        }
    }
}

impl Costs for LinkReferenceOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Entity(selection, _) => counter.selection(*selection),
            Self::Property => Counted::ZERO,
        }
    }
}

impl Costs for CitationOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Source(selection, _) => counter.selection(*selection),
            Self::Locator | Self::Note => Counted::ZERO,
        }
    }
}

impl Costs for ClaimSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Claims(claim, _) => claim.cost(counter),
            Self::Field => Counted::ZERO,
        }
    }
}

impl Costs for ClaimOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Sources(citation, _) => citation.cost(counter),
            Self::Value | Self::Preferred | Self::Note => Counted::ZERO,
        }
    }
}

impl<List: Costs> Costs for ConnectionOp<List> {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::List(list) => list.cost(counter),
            Self::Info(..) | Self::TotalCount => Counted::ZERO,
        }
    }

    fn cost_once(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::List(list) => list.cost_once(counter),
            Self::Info(..) | Self::TotalCount => Counted::ZERO,
        }
    }
}

impl Costs for PageOp {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Flat(flat) => Counted::objects(counter.analysis.plan.tables.get(*flat).objects),
            Self::List(list) => list.cost(counter),
            Self::Aggregate(..) | Self::Groups(..) => Counted::ZERO,
        }
    }

    fn cost_once(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Flat(_) | Self::List(_) => Counted::ZERO,
            Self::Aggregate(_, aggregate, _) => aggregate.cost(counter).and_one(),
            Self::Groups(arguments, groups, _) => {
                let first = counter.arguments(*arguments).map_or(0, |it| it.first);
                let size = counter.size(first);
                groups.cost(counter).times(size, counter)
            }
        }
    }
}

impl ItemCosts for SelectionId {
    fn item_cost(&self, counter: &mut Counter<'_>) -> Counted {
        counter.selection(*self)
    }
}

impl<Op: Costs> ItemCosts for Id<Object<Op>>
where
    Object<Op>: Stored,
{
    fn item_cost(&self, counter: &mut Counter<'_>) -> Counted {
        self.cost(counter).and_one()
    }
}

impl<Node: ItemCosts, Own: Costs> Costs for ListOp<Node, Own> {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Nodes(node, _) => node.item_cost(counter),
            Self::Edges(steps, _) => steps.cost(counter).and_one(),
        }
    }
}

impl<Node: ItemCosts, Own: Costs> Costs for EdgeOp<Node, Own> {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::Cursor => Counted::ZERO,
            Self::Node(node, _) => node.item_cost(counter),
            Self::Own(own) => own.cost(counter),
        }
    }
}

impl Costs for Infallible {
    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        match *self {}
    }
}
