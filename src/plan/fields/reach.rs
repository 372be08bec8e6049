//! `ancestors` and `descendants` of an entity: everything that chains of links lead to.

use super::ArgumentBinder;
use crate::{
    ontology::{Direction, Limit},
    plan::{
        Cursor, FieldError, LinkScope, SelectionId, Slice,
        bind::{Binder, Values, must_not_be_null},
        connection::ListOp,
        cost::{Costs, Counted, Counter},
        explain::{Explain, Printer},
        graph::{CompletenessOp, GraphOptions},
    },
};

/// The way in which links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// Against their direction.
    Ancestors,
    /// Along their direction.
    Descendants,
}

/// The arguments as they are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachForm;

/// The arguments, bound.
#[derive(Clone, Debug)]
pub struct ReachPage {
    /// The most steps from the entity.
    pub depth: u32,
    /// The part of the list.
    pub slice: Slice,
    /// The view.
    pub graph: GraphOptions,
}

/// A field of `ReachableConnection`.
#[derive(Clone, Debug)]
pub enum ReachList {
    /// `nodes`, `edges`
    List(ListOp<SelectionId, ReachEdgeOp>),
    /// A field that says how much the answer covers.
    Completeness(CompletenessOp),
}

/// A field of an edge beside its cursor and its node.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ReachEdgeOp {
    Distance,
}

impl Lineage {
    /// The name of the field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ancestors => "ancestors",
            Self::Descendants => "descendants",
        }
    }
}

impl ArgumentBinder for ReachForm {
    type Bound = ReachPage;

    fn bind(self, binder: &mut Binder<'_>, values: Values<'_>) -> Result<ReachPage, FieldError> {
        let via = binder.relations_of(values, "via");
        let via = via.ok_or_else(|| must_not_be_null("via", "[Relation!]!"))?;
        let longest = binder.limits.path_length;
        let depth = binder.count_up_to(values, "depth", "path_length", longest)?;
        let scope = LinkScope { relations: Some(via), direction: Direction::Out };
        Ok(ReachPage {
            depth: depth.unwrap_or(u32::try_from(longest).unwrap_or(u32::MAX)),
            slice: binder.slice(Limit::default(), Cursor::REACH_KEYS, values)?,
            graph: GraphOptions { scope, ..GraphOptions::bind(binder, values)? },
        })
    }
}

impl ReachPage {
    pub(super) fn explain(&self) -> String {
        let which = if self.slice.from_end { "last" } else { "first" };
        let (size, depth, graph) = (self.slice.size, self.depth, self.graph.explain());
        format!("({which} {size}, at most {depth} steps{graph})")
    }
}

impl Costs for ReachList {
    fn cost(&self, counter: &mut Counter<'_>) -> Counted {
        match self {
            Self::List(list) => list.cost(counter),
            Self::Completeness(_) => Counted::ZERO,
        }
    }
}

impl Costs for ReachEdgeOp {
    fn cost(&self, _: &mut Counter<'_>) -> Counted {
        match self {
            Self::Distance => Counted::ZERO,
        }
    }
}

impl Explain for ReachList {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::List(list) => to.list(key, list, ["each", "the entity", ""]),
            Self::Completeness(op) => op.explain(key, to),
        }
    }
}

impl Explain for ReachEdgeOp {
    fn explain(&self, key: &str, to: &mut Printer<'_>) {
        match self {
            Self::Distance => to.line(key),
        }
    }
}
