//! A number of objects, with the lists in lists that make most of them.
//!
//! `{ people(first: 5) { nodes { links(first: 50) { nodes { id } } } } }` counts 5 × (1 + 50)
//! objects, by the chain `people` 5 × `people.nodes.links` 50. The chain is built from the inside
//! while the objects are counted: where several fields are added up, it goes on with the most
//! expensive one. It holds response keys and not places in the document, because one fragment can
//! stand at several paths of the response.

use super::Counter;
use crate::{json::fragment::Fragment, plan::Plan};

/// A number of objects, and the most expensive chain of lists that makes them.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// The number of objects.
    pub objects: u64,
    /// The outermost step of the chain; `None` where no list is, or nobody asks for chains.
    chain: Option<usize>,
}

impl Counted {
    /// The cost of what returns no objects.
    pub const ZERO: Self = Self::objects(0);

    /// Objects that are in no list.
    pub const fn objects(objects: u64) -> Self {
        Self { objects, chain: None }
    }

    /// Adds one object around these.
    pub fn and_one(self) -> Self {
        Self { objects: self.objects.saturating_add(1), ..self }
    }

    /// The more expensive of two.
    pub fn or(self, other: Self) -> Self {
        if other.objects > self.objects { other } else { self }
    }

    /// The sum of some parts, with the chain of the most expensive part.
    pub fn sum(parts: impl Iterator<Item = Self>) -> Self {
        let (mut objects, mut most) = (0_u64, Self::ZERO);
        for part in parts {
            objects = objects.saturating_add(part.objects);
            most = most.or(part);
        }
        Self { objects, chain: most.chain }
    }

    /// A list of so many items, each with these objects.
    pub fn times(self, items: u64, counter: &mut Counter<'_>) -> Self {
        let objects = self.objects.saturating_mul(items);
        if objects == 0 {
            return Self::ZERO;
        }
        let chain = counter.chain.as_mut();
        Self { objects, chain: chain.map(|chain| chain.push(ChainStep::List(items), self.chain)) }
    }

    /// Puts the chain below a field with this key.
    pub fn of_field(self, key: Fragment, counter: &mut Counter<'_>) -> Self {
        let chain = self.chain.zip(counter.chain.as_mut());
        let step = |(inner, chain): (_, &mut Chain)| chain.push(ChainStep::Field(key), Some(inner));
        Self { chain: chain.map(step), ..self }
    }
}

/// A step of a chain of lists, from the root of the response to its leaves.
#[derive(Clone, Copy, Debug)]
enum ChainStep {
    /// A field, by its response key: `,"key":` in the plan's arena.
    Field(Fragment),
    /// The field is a list of so many items at most.
    List(u64),
}

/// The steps of all chains, each with the step inside of it.
#[derive(Debug, Default)]
pub(super) struct Chain(Vec<(ChainStep, Option<usize>)>);

impl Chain {
    fn push(&mut self, step: ChainStep, inner: Option<usize>) -> usize {
        self.0.push((step, inner));
        self.0.len() - 1
    }

    /// The lists of a chain from the root down: the response path of each, and its size.
    pub(super) fn lists(
        &self,
        counted: Counted,
        plan: &Plan,
    ) -> impl Iterator<Item = (String, u64)> {
        let mut path = String::new();
        let steps = std::iter::successors(counted.chain, |&at| self.0[at].1);
        steps.filter_map(move |at| match self.0[at].0 {
            ChainStep::Field(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&plan.key(key));
                None
            }
            ChainStep::List(items) => Some((path.clone(), items)),
        })
    }
}
