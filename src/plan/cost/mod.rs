//! Cost analysis: the number of objects that an operation may return at most, by its page sizes.
//!
//! An entity counts one, a page counts its size times what is selected of each item; where
//! an entity can be of several kinds, the most expensive counts. Each selection is counted
//! once, so the cost of counting grows with the plan and not with the answer.

mod counted;
mod steps;

pub(super) use counted::Counted;

use super::{
    Arguments, ArgumentsId, Bound, Connection, FieldError, Plan, Predicate, RootField, Selection,
    SelectionId, Step,
    ids::{Id, Stored},
};
use counted::Chain;

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

impl CostAnalysis<'_> {
    /// Counts the objects.
    pub fn cost(self) -> u64 {
        Counter::new(self, usize::MAX).count().objects
    }

    /// Says why so many objects are refused: which lists in lists make most of them, and which
    /// page sizes would pass.
    pub fn refusal(self, most: u64) -> String {
        let chain = Some(Chain::default());
        let mut counter = Counter { chain, ..Counter::new(self, usize::MAX) };
        let counted = counter.count();
        let lists = counter.chain.iter().flat_map(|chain| chain.lists(counted, self.plan));
        let lists: Vec<String> = lists.map(|(path, items)| format!("`{path}` {items}")).collect();
        let made = match lists.as_slice() {
            [] => String::new(),
            lists => format!(", the most by {}", lists.join(" × ")),
        };
        format!(
            "the request may return {} objects by its page sizes{made}, and at most {most} are \
             allowed; {}",
            counted.objects,
            self.advice(most, counter.widest),
        )
    }

    /// Says what would pass: the largest pages, if all are cut to one size.
    fn advice(self, most: u64, widest: usize) -> String {
        let passes = |size: usize| Counter::new(self, size).count().objects <= most;
        if !passes(1) {
            return "select less at once".to_owned();
        }
        let (mut low, mut high) = (1, widest);
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
    selections: Vec<Option<Counted>>,
    /// No page is counted as larger.
    largest: usize,
    /// The size of the largest page that was counted.
    widest: usize,
    /// The lists that were counted, where a refusal has to name them.
    chain: Option<Chain>,
}

impl<'a> Counter<'a> {
    fn new(analysis: CostAnalysis<'a>, largest: usize) -> Self {
        let selections = vec![None; analysis.plan.tables.all::<Selection>().len()];
        Self { analysis, selections, largest, widest: 0, chain: None }
    }

    fn count(&mut self) -> Counted {
        let plan = self.analysis.plan;
        Counted::sum(plan.root.iter().map(|step| match step {
            Step::Field { key, op } => op.op.cost(self).of_field(*key, self),
            Step::Fail(_) | Step::Constant { .. } => Counted::ZERO,
        }))
    }
}

/// A part of a plan that returns objects.
pub(super) trait Costs {
    /// The number of objects below one such part; of a part of a page, for each of its items.
    fn cost(&self, counter: &mut Counter<'_>) -> Counted;

    /// The number of objects below a part of a page that it has whatever its size is.
    fn cost_once(&self, _: &mut Counter<'_>) -> Counted {
        Counted::ZERO
    }
}

/// An item of a list, which counts itself.
pub(super) trait ItemCosts {
    /// The number of objects of one item.
    fn item_cost(&self, counter: &mut Counter<'_>) -> Counted;
}

impl Counter<'_> {
    /// The arguments of a field; `None` if they have an error, then nothing is returned.
    pub(super) fn arguments<T: Bound>(&self, id: ArgumentsId<T>) -> Option<&T> {
        self.analysis.arguments[id.index()].ok().map(T::of)
    }

    /// An entity or a link, with what is selected of it.
    pub(super) fn selection(&mut self, id: SelectionId) -> Counted {
        if let Some(counted) = self.selections[id.index()] {
            return counted;
        }
        let selection = self.analysis.plan.tables.get(id);
        let link = selection.link.cost(self);
        let kinds = selection.kinds.iter().map(|steps| steps.cost(self));
        let counted = kinds.fold(link, Counted::or).and_one();
        self.selections[id.index()] = Some(counted);
        counted
    }

    /// The number of entities that may fulfil a condition at most, as far as is known.
    pub(super) fn most(&self, condition: Option<&Predicate>) -> usize {
        condition.and_then(self.analysis.known).unwrap_or(usize::MAX)
    }

    /// The size that a page, or its list of groups, is counted with.
    fn size(&mut self, size: usize) -> u64 {
        self.widest = self.widest.max(size);
        size.min(self.largest) as u64
    }

    /// A page that is as large as the arguments of its field say.
    pub(super) fn page_of<T: Bound, List: Costs>(
        &mut self,
        id: Id<Connection<List>>,
        arguments: ArgumentsId<T>,
        size: impl FnOnce(&T) -> usize,
    ) -> Counted
    where
        Connection<List>: Stored,
    {
        let size = self.arguments(arguments).map_or(0, size);
        self.page(id, size)
    }

    /// A page of so many items.
    pub(super) fn page<List: Costs>(&mut self, id: Id<Connection<List>>, size: usize) -> Counted
    where
        Connection<List>: Stored,
    {
        let size = self.size(size);
        let steps = &self.analysis.plan.tables.get(id).steps;
        let items = steps.cost(self).times(size, self);
        Counted::sum([items, steps.cost_once(self)].into_iter())
    }
}
