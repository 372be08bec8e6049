//! Cost analysis: the number of objects that an operation may return at most, by its page sizes.
//!
//! An entity counts one, a page counts its size times what is selected of each item; where
//! an entity can be of several kinds, the most expensive counts. Each selection is counted
//! once, so the cost of counting grows with the plan and not with the answer.

use super::{
    Arguments, ArgumentsId, Bound, CitationOp, ClaimOp, ClaimSetOp, Connection, ConnectionOp,
    EdgeOp, EntityOp, FieldError, LinkEdgeOp, LinkOp, LinkReferenceOp, ListOp, Object, PageOp,
    Plan, Predicate, RootField, SelectionId, SiteId, Step,
    ids::{Id, Stored},
};
use std::convert::Infallible;

/// The arguments of a plan's fields, bound.
pub type BoundArguments<'a> = [Result<&'a Arguments, &'a FieldError>];

/// Counts the objects that a plan may return with these arguments.
pub fn cost(plan: &Plan, arguments: &BoundArguments<'_>) -> u64 {
    CostAnalysis { plan, arguments, known: &|_| None }.cost()
}

/// A plan and what is known of the objects that it may return.
#[derive(Clone, Copy)]
pub struct CostAnalysis<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The arguments of its fields.
    pub arguments: &'a BoundArguments<'a>,
    /// The number of entities that may fulfil a condition at most, if an index tells it.
    pub known: &'a dyn Fn(&Predicate) -> Option<usize>,
}

/// The pages of a request that are looked at one by one when it is refused.
const PAGES_NAMED: usize = 100;

impl CostAnalysis<'_> {
    /// Counts the objects.
    pub fn cost(self) -> u64 {
        Counter::new(self, None, usize::MAX).count()
    }

    /// Says why so many objects are refused: which page sizes make them, and which would pass.
    pub fn refusal(self, most: u64) -> String {
        let mut counter = Counter::new(self, None, usize::MAX);
        let cost = counter.count();
        let pages = std::mem::take(&mut counter.pages);
        let without =
            |page: &&(SiteId, usize)| Counter::new(self, Some(page.0), usize::MAX).count();
        let making = pages.iter().take(PAGES_NAMED).filter(|page| without(page) <= most);
        let making: Vec<String> =
            making.map(|&(site, size)| format!("`{}` {size}", self.plan[site].key)).collect();
        let made =
            if making.is_empty() { String::new() } else { format!(" ({})", making.join(", ")) };
        format!(
            "the request may return {cost} objects by its page sizes{made}, and at most {most} are \
             allowed; {}",
            self.advice(most, pages.iter().map(|page| page.1).max().unwrap_or(0)),
        )
    }

    /// Says what would pass: the largest pages, if all are cut to one size.
    fn advice(self, most: u64, largest: usize) -> String {
        let passes = |size: usize| Counter::new(self, None, size).count() <= most;
        if !passes(1) {
            return "select less at once".to_owned();
        }
        let (mut low, mut high) = (1, largest);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if passes(middle) { low = middle } else { high = middle }
        }
        format!("with pages of at most {low} it would pass: give `first`")
    }
}

impl std::fmt::Debug for CostAnalysis<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CostAnalysis").finish_non_exhaustive()
    }
}

/// Counts the objects of a plan.
#[derive(Debug)]
pub struct Counter<'a> {
    analysis: CostAnalysis<'a>,
    /// The cost of each selection that was counted.
    selections: Vec<Option<u64>>,
    /// The page of this field is counted as empty.
    without: Option<SiteId>,
    /// No page is counted as larger.
    largest: usize,
    /// The pages that were counted, the outer ones first, and their sizes.
    pages: Vec<(SiteId, usize)>,
}

impl<'a> Counter<'a> {
    fn new(analysis: CostAnalysis<'a>, without: Option<SiteId>, largest: usize) -> Self {
        let selections = vec![None; analysis.plan.tables.all::<super::Selection>().len()];
        Self { analysis, selections, without, largest, pages: Vec::new() }
    }

    fn count(&mut self) -> u64 {
        let root = self.analysis.plan.root.iter().map(|step| match step {
            Step::Field { op, .. } => op.op.cost(self),
            Step::Fail(_) | Step::Constant { .. } => 0,
        });
        root.fold(0, u64::saturating_add)
    }
}

/// A part of a plan that returns objects.
pub(super) trait Costs {
    /// The number of objects below one such part; of a part of a page, for each of its items.
    fn cost(&self, counter: &mut Counter<'_>) -> u64;

    /// The number of objects below a part of a page that it has whatever its size is.
    fn cost_once(&self, _: &mut Counter<'_>) -> u64 {
        0
    }
}

impl Counter<'_> {
    /// The arguments of a field; `None` if they have an error, then nothing is returned.
    pub(super) fn arguments<T: Bound>(&self, id: ArgumentsId<T>) -> Option<&T> {
        self.analysis.arguments[id.index()].ok().map(T::of)
    }

    /// An entity or a link, with what is selected of it.
    pub(super) fn selection(&mut self, id: SelectionId) -> u64 {
        if let Some(cost) = self.selections[id.index()] {
            return cost;
        }
        let selection = self.analysis.plan.tables.get(id);
        let link = selection.link.cost(self);
        let kinds = selection.kinds.iter().map(|steps| steps.cost(self)).max();
        let cost = kinds.unwrap_or(0).max(link).saturating_add(1);
        self.selections[id.index()] = Some(cost);
        cost
    }

    /// The number of entities that may fulfil a condition at most, as far as is known.
    pub(super) fn most(&self, condition: Option<&Predicate>) -> usize {
        condition.and_then(self.analysis.known).unwrap_or(usize::MAX)
    }

    /// The size that the page of a field, or its list of groups, is counted with.
    fn size(&mut self, size: usize, site: SiteId) -> u64 {
        self.pages.push((site, size));
        if self.without == Some(site) { 0 } else { size.min(self.largest) as u64 }
    }

    /// A page of so many items, of a field.
    pub(super) fn page<List: Costs>(
        &mut self,
        id: Id<Connection<List>>,
        size: usize,
        site: SiteId,
    ) -> u64
    where
        Connection<List>: Stored,
    {
        let size = self.size(size, site);
        let steps = &self.analysis.plan.tables.get(id).steps;
        steps.cost(self).saturating_mul(size).saturating_add(steps.cost_once(self))
    }
}

impl<Op: Costs> Costs for Object<Op> {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        let costs = self.iter().map(|step| match step {
            Step::Field { op, .. } => op.cost(counter),
            Step::Fail(_) | Step::Constant { .. } => 0,
        });
        costs.fold(0, u64::saturating_add)
    }

    fn cost_once(&self, counter: &mut Counter<'_>) -> u64 {
        let costs = self.iter().map(|step| match step {
            Step::Field { op, .. } => op.cost_once(counter),
            Step::Fail(_) | Step::Constant { .. } => 0,
        });
        costs.fold(0, u64::saturating_add)
    }
}

/// Embedded objects are few and count nothing; what they lead to counts once.
impl<Op: Costs> Costs for Id<Object<Op>>
where
    Object<Op>: Stored,
{
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        counter.analysis.plan.tables.get(*self).cost(counter)
    }
}

impl Costs for EntityOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::One(.., selection, _) => counter.selection(*selection),
            Self::Relation(_, _, arguments, page, site) => {
                let size = counter.arguments(*arguments).map_or(0, |it| it.slice.size);
                counter.page(*page, size, *site)
            }
            Self::Links(arguments, page, site) => {
                let size = counter.arguments(*arguments).map_or(0, |it| it.slice.size);
                counter.page(*page, size, *site)
            }
            Self::Supports(arguments, page, site) => {
                let size = counter.arguments(*arguments).map_or(0, |it| it.slice.size);
                counter.page(*page, size, *site)
            }
            Self::Reach(_, arguments, page, site) => {
                let size = counter.arguments(*arguments).map_or(0, |it| it.slice.size);
                counter.page(*page, size, *site)
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
            | Self::Degree(..) => 0,
        }
    }
}

impl Costs for LinkOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
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
            | Self::Properties => 0,
        }
    }
}

impl Costs for LinkEdgeOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Link(field) => field.cost(counter),
            Self::Direction(_) | Self::EitherWay => 0,
        }
    }
}

impl Costs for LinkReferenceOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Entity(selection, _) => counter.selection(*selection),
            Self::Property => 0,
        }
    }
}

impl Costs for CitationOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Source(selection, _) => counter.selection(*selection),
            Self::Locator | Self::Note => 0,
        }
    }
}

impl Costs for ClaimSetOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Claims(claim, _) => claim.cost(counter),
            Self::Field => 0,
        }
    }
}

impl Costs for ClaimOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Sources(citation, _) => citation.cost(counter),
            Self::Value | Self::Preferred | Self::Note => 0,
        }
    }
}

impl<List: Costs> Costs for ConnectionOp<List> {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::List(list) => list.cost(counter),
            Self::Info(..) | Self::TotalCount => 0,
        }
    }

    fn cost_once(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::List(list) => list.cost_once(counter),
            Self::Info(..) | Self::TotalCount => 0,
        }
    }
}

impl Costs for PageOp {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Flat(flat) => counter.analysis.plan.tables.get(*flat).objects,
            Self::List(list) => list.cost(counter),
            Self::Aggregate(..) | Self::Groups(..) => 0,
        }
    }

    fn cost_once(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Flat(_) | Self::List(_) => 0,
            Self::Aggregate(_, aggregate, _) => aggregate.cost(counter).saturating_add(1),
            Self::Groups(arguments, groups, site) => {
                let first = counter.arguments(*arguments).map_or(0, |it| it.first);
                let size = counter.size(first, *site);
                groups.cost(counter).saturating_mul(size)
            }
        }
    }
}

/// An item of a list, which counts itself.
pub(super) trait ItemCosts {
    fn item_cost(&self, counter: &mut Counter<'_>) -> u64;
}

impl ItemCosts for SelectionId {
    fn item_cost(&self, counter: &mut Counter<'_>) -> u64 {
        counter.selection(*self)
    }
}

impl<Op: Costs> ItemCosts for Id<Object<Op>>
where
    Object<Op>: Stored,
{
    fn item_cost(&self, counter: &mut Counter<'_>) -> u64 {
        self.cost(counter).saturating_add(1)
    }
}

impl<Node: ItemCosts, Own: Costs> Costs for ListOp<Node, Own> {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Nodes(node, _) => node.item_cost(counter),
            Self::Edges(steps, _) => steps.cost(counter).saturating_add(1),
        }
    }
}

impl<Node: ItemCosts, Own: Costs> Costs for EdgeOp<Node, Own> {
    fn cost(&self, counter: &mut Counter<'_>) -> u64 {
        match self {
            Self::Cursor => 0,
            Self::Node(node, _) => node.item_cost(counter),
            Self::Own(own) => own.cost(counter),
        }
    }
}

impl Costs for Infallible {
    fn cost(&self, _: &mut Counter<'_>) -> u64 {
        match *self {}
    }
}
