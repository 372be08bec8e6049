//! How many objects an operation may return at most, by its page sizes.
//!
//! An entity counts one, a page counts its size times what is selected of each item; where
//! an entity can be of several kinds, the most expensive counts. Each selection is counted
//! once, so the cost of counting grows with the plan and not with the answer.

use super::{
    Arguments, ArgumentsId, EntityOp, FieldError, HitEdgeOp, HitId, HitOp, HitsId, HitsOp, LinkOp,
    PageId, PageOp, PartOp, PartsId, Plan, RecordOp, RootOp, SelectionId, Step,
};

/// The arguments of a plan's fields, bound.
pub type BoundArguments<'a> = [Result<&'a Arguments, &'a FieldError>];

/// Counts the objects that a plan may return with these arguments.
pub fn cost(plan: &Plan, arguments: &BoundArguments<'_>) -> u64 {
    let mut counter = Counter {
        plan,
        arguments,
        selections: vec![None; plan.selections.len()],
        pages: vec![None; plan.pages.len()],
    };
    let root = plan.root.iter().map(|step| counter.root(&step.op));
    root.fold(0, u64::saturating_add)
}

struct Counter<'a> {
    plan: &'a Plan,
    arguments: &'a BoundArguments<'a>,
    selections: Vec<Option<u64>>,
    /// Of one item of the page.
    pages: Vec<Option<u64>>,
}

impl Counter<'_> {
    fn root(&mut self, op: &RootOp) -> u64 {
        match op {
            RootOp::Fail(_)
            | RootOp::Constant(_)
            | RootOp::Description(..)
            | RootOp::Introspection(_) => 0,
            RootOp::Node(_, selection, _) | RootOp::Lookup(_, _, selection, _) => {
                self.selection(*selection)
            }
            RootOp::Nodes(arguments, selection, _) => {
                let count = match self.arguments[arguments.index()] {
                    Ok(Arguments::Ids(ids, _)) => ids.len() as u64,
                    _ => 0,
                };
                self.selection(*selection).saturating_mul(count)
            }
            RootOp::Search(arguments, hits, _) => self.hits(*arguments, *hits),
            RootOp::Match(arguments, parts, _) => {
                let candidates = match self.arguments[arguments.index()] {
                    Ok(Arguments::Match(page)) => (page.queries.len() * page.limit) as u64,
                    _ => 0,
                };
                self.parts(*parts).saturating_mul(candidates)
            }
            RootOp::All(_, arguments, page, _)
            | RootOp::Conflicts(arguments, page, _)
            | RootOp::Changes(arguments, page, _)
            | RootOp::Timeline(arguments, page, _) => self.page(*arguments, *page),
        }
    }

    fn selection(&mut self, id: SelectionId) -> u64 {
        if let Some(cost) = self.selections[id.index()] {
            return cost;
        }
        let selection = &self.plan.selections[id.index()];
        let link = self.link(&selection.link);
        let kinds = selection.kinds.iter().map(|steps| self.entity(steps)).max();
        let cost = kinds.unwrap_or(0).max(link).saturating_add(1);
        self.selections[id.index()] = Some(cost);
        cost
    }

    fn entity(&mut self, steps: &[Step<EntityOp>]) -> u64 {
        let costs = steps.iter().map(|step| match &step.op {
            EntityOp::One(.., selection, _) => self.selection(*selection),
            EntityOp::Relation(_, _, arguments, page, _)
            | EntityOp::Links(arguments, page, _)
            | EntityOp::Supports(arguments, page, _) => self.page(*arguments, *page),
            EntityOp::Sources(parts, _) | EntityOp::Claims(_, parts, _) => self.parts(*parts),
            EntityOp::Fail(_)
            | EntityOp::Constant(_)
            | EntityOp::Cell(_)
            | EntityOp::Name(_)
            | EntityOp::Names(_)
            | EntityOp::Summary(_)
            | EntityOp::ExternalIds(_)
            | EntityOp::Degree(..) => 0,
        });
        costs.fold(0, u64::saturating_add)
    }

    fn link(&mut self, steps: &[Step<LinkOp>]) -> u64 {
        let costs = steps.iter().map(|step| match &step.op {
            LinkOp::Node(selection, _) | LinkOp::From(selection, _) | LinkOp::To(selection, _) => {
                self.selection(*selection)
            }
            LinkOp::Sources(parts, _) => self.parts(*parts),
            LinkOp::Fail(_)
            | LinkOp::Constant(_)
            | LinkOp::Cursor
            | LinkOp::Id
            | LinkOp::Relation
            | LinkOp::Cell(_)
            | LinkOp::Field(_)
            | LinkOp::Status
            | LinkOp::Evidence
            | LinkOp::Properties => 0,
        });
        costs.fold(0, u64::saturating_add)
    }

    /// Small values are few; what they lead to counts once.
    fn parts(&mut self, id: PartsId) -> u64 {
        let steps = &self.plan.parts[id.index()];
        let costs = steps.iter().map(|step| match step.op {
            PartOp::Source(selection, _) | PartOp::Entity(selection, _) => {
                self.selection(selection)
            }
            PartOp::Claims(parts, _) | PartOp::Sources(parts, _) | PartOp::Candidates(parts, _) => {
                self.parts(parts)
            }
            _ => 0,
        });
        costs.fold(0, u64::saturating_add)
    }

    fn page(&mut self, arguments: ArgumentsId, id: PageId) -> u64 {
        let size = match self.arguments[arguments.index()] {
            Ok(Arguments::Entities(page)) => page.slice.size,
            Ok(Arguments::Relation(page)) => page.slice.size,
            Ok(Arguments::Links(page)) => page.slice.size,
            Ok(Arguments::Supports(page)) => page.slice.size,
            Ok(Arguments::Conflicts(slice, _)) => slice.size,
            Ok(Arguments::Moments(page)) => page.slice.size,
            _ => 0,
        };
        let item = self.pages[id.index()].unwrap_or_else(|| self.items(id));
        self.pages[id.index()] = Some(item);
        item.saturating_mul(size as u64)
    }

    /// A page of hits: each hit one, its entity, and an edge one more.
    fn hits(&mut self, arguments: ArgumentsId, id: HitsId) -> u64 {
        let size = match self.arguments[arguments.index()] {
            Ok(Arguments::Search(page)) => page.slice.size,
            _ => 0,
        };
        let steps = &self.plan.hit_pages[id.index()].steps;
        let costs = steps.iter().map(|step| match &step.op {
            HitsOp::Nodes(hit, _) => self.hit(*hit),
            HitsOp::Edges(steps, _) => {
                let nodes = steps.iter().filter_map(|step| match step.op {
                    HitEdgeOp::Node(hit, _) => Some(hit),
                    _ => None,
                });
                nodes.map(|hit| self.hit(hit)).fold(1, u64::saturating_add)
            }
            _ => 0,
        });
        costs.fold(0, u64::saturating_add).saturating_mul(size as u64)
    }

    fn hit(&mut self, id: HitId) -> u64 {
        let steps = &self.plan.hits[id.index()];
        let costs = steps.iter().map(|step| match step.op {
            HitOp::Entity(selection, _) => self.selection(selection),
            _ => 0,
        });
        costs.fold(1, u64::saturating_add)
    }

    fn items(&mut self, id: PageId) -> u64 {
        let steps = &self.plan.pages[id.index()].steps;
        let costs = steps.iter().map(|step| match &step.op {
            PageOp::Flat(flat) => self.plan.flat[flat.index()].objects,
            PageOp::Nodes(selection, _) => self.selection(*selection),
            PageOp::Edges(steps, _) => self.link(steps).saturating_add(1),
            PageOp::Records(op, _) => self.record(op),
            PageOp::Fail(_) | PageOp::Constant(_) | PageOp::Info(..) | PageOp::TotalCount => 0,
        });
        costs.fold(0, u64::saturating_add)
    }

    fn record(&mut self, op: &RecordOp) -> u64 {
        match op {
            RecordOp::Object(steps, _) => {
                let costs = steps.iter().map(|step| self.record(&step.op));
                costs.fold(1, u64::saturating_add)
            }
            RecordOp::Element(selection, _)
            | RecordOp::Entity(selection, _)
            | RecordOp::Link(selection, _) => self.selection(*selection),
            RecordOp::Citations(parts) | RecordOp::Claims(parts, _) => self.parts(*parts),
            RecordOp::Fail(_)
            | RecordOp::Constant(_)
            | RecordOp::Cursor
            | RecordOp::Field
            | RecordOp::Date
            | RecordOp::Change
            | RecordOp::Certain => 0,
        }
    }
}
