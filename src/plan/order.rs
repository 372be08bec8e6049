//! Orders, compiled: what `orderBy` asks, with names resolved.

use super::{LinkTime, Referred};
use crate::{
    ontology::{Direction, KindId, RelationId},
    value::{Metric, Point},
};

/// A key of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderKey {
    /// By what.
    pub by: OrderBy,
    /// True if the largest comes first; absent values come last either way.
    pub descending: bool,
}

/// By what to order.
#[derive(Clone, Debug, PartialEq)]
pub enum OrderBy {
    /// The id.
    Id,
    /// The primary name, folded.
    Name,
    /// The number of links.
    Degree,
    /// A measure in the view of the list.
    Metric(Metric),
    /// A property, by its position in each kind that has it.
    Property(Vec<(KindId, usize)>, ValueKey),
    /// A time of the link.
    Time(LinkTime),
    /// A property of the link.
    LinkProperty(usize, ValueKey),
    /// A key of the entity to which a property of the link refers; absent if none is in view.
    Reference(Referred, Box<OrderBy>),
    /// The number of links of a relation in view.
    LinkCount(RelationId, Direction),
    /// A key of the entity that a to-one relation leads to in view; absent if there is none.
    Through(RelationId, Direction, Box<OrderBy>),
}

/// The way to a field of a structured value: a position for each level; empty for a value itself.
pub type FieldPath = Vec<usize>;

/// The part of a property by which to order.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKey {
    /// The value, or a field of it.
    Field(FieldPath),
    /// The distance of a `Point` from one, in kilometres.
    Distance(FieldPath, Point),
}

impl ValueKey {
    /// The value itself.
    pub const WHOLE: Self = Self::Field(Vec::new());
}
