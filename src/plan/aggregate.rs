//! Sums and groups, compiled: what `aggregate` and `groups` of a connection ask, with names
//! resolved.
//!
//! `groups(by: [{form: VALUE}, {country: {id: VALUE}}])` has two keys: a [`NodePath`] without
//! steps to a property, and one that follows a relation to the id of the entity there.

use super::{FieldPath, LinkTime, Referred};
use crate::ontology::{Direction, KindId, RelationId};

/// A key by which the items of a list are grouped.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupKey {
    /// The path to the key as the request writes it: `country.id`, `edge.since`.
    pub label: String,
    /// The values that an item has.
    pub by: KeyBy,
}

/// The values of an item by which it is grouped. An item may have several.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyBy {
    /// Values of the entity that is listed, or that the link leads to.
    Node(NodePath),
    /// Values of the entity at which the link starts.
    From(NodePath),
    /// Values of the entity to which the link leads.
    To(NodePath),
    /// Values of the sources that the link cites.
    LinkSources(NodePath),
    /// Values of the entity in view to which a property of the link refers.
    LinkReference(Referred, NodePath),
    /// Values of the link itself.
    Link(LinkValue),
}

/// A path from an entity to values. Without steps, they are its own.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePath {
    /// The steps to other entities.
    pub steps: Vec<PathStep>,
    /// The value of an entity at the end.
    pub value: NodeValue,
}

/// A step from an entity to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// The step along the links of a relation that are in view.
    Relation(RelationId, Direction),
    /// The step to the sources that the entity cites.
    Sources,
}

/// A value of an entity by which it is grouped.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// The entity itself.
    Id,
    /// Its kind.
    Kind,
    /// Its primary name.
    Name,
    /// The number of its links in view.
    Degree,
    /// A property, by its position in each kind that has it, or a field of it.
    Property(Vec<(KindId, usize)>, FieldPath, DatePart),
}

/// A value of a link by which it is grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkValue {
    /// The relation.
    Relation,
    /// The direction, seen from the entity that has the list: that of the field, if it has one.
    Direction(Option<Direction>),
    /// The factual status.
    Status,
    /// The strength of the evidence.
    Evidence,
    /// True if it must hold on a day in view.
    IsCertain,
    /// The last date that shows it to hold.
    LastAttested(DatePart),
    /// A date of the link.
    Time(LinkTime, DatePart),
    /// A property of the link, or a field of it.
    Property(usize, FieldPath, DatePart),
}

/// The part of a date, or of an instant in UTC, by which it is grouped. Values of other types are
/// grouped as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// The value as it is written.
    Whole,
    /// The year.
    Year,
    /// The year and the month.
    Month,
}

/// A number or date whose values are summed up.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateField {
    /// The path to the values as the request writes it: `cost`, `edge.share`.
    pub label: String,
    /// The values.
    pub of: AggregatedValue,
    /// Their type.
    pub ty: AggregateType,
    /// The field of the same property that has the currency, if they are amounts of money: each
    /// currency has a sum of its own.
    pub currency: Option<FieldPath>,
}

/// The values that are summed up.
#[derive(Clone, Debug, PartialEq)]
pub enum AggregatedValue {
    /// The number of links in view of the entity.
    Degree,
    /// A property of the entity, by its position in each kind that has it, or a field of it.
    Property(Vec<(KindId, usize)>, FieldPath),
    /// A date of the link.
    Time(LinkTime),
    /// The last date that shows the link to hold.
    LastAttested,
    /// A property of the link, or a field of it.
    LinkProperty(usize, FieldPath),
}

/// The type of the values that are summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateType {
    /// Whole numbers: their sum is exact.
    Int,
    /// Floating-point numbers.
    Float,
    /// Decimal fractions: their sum is exact.
    Decimal,
    /// Dates.
    Date,
    /// Instants.
    DateTime,
}

/// A key of the order of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupOrderKey {
    /// The value of a group that is compared.
    pub by: GroupOrderBy,
    /// True if the largest comes first; absent values come last either way.
    pub descending: bool,
}

/// The values by which groups are ordered. Sums are those of the first field that is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupOrderBy {
    /// The number of items.
    Count,
    /// The number of different entities among the items.
    DistinctNodes,
    /// The keys, the first one first.
    Keys,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The sum.
    Sum,
    /// The mean.
    Mean,
}

impl GroupOrderBy {
    /// Every order with its name in the API.
    pub const ALL: [(&'static str, Self); 7] = [
        ("count", Self::Count),
        ("distinctNodes", Self::DistinctNodes),
        ("keys", Self::Keys),
        ("min", Self::Min),
        ("max", Self::Max),
        ("sum", Self::Sum),
        ("mean", Self::Mean),
    ];

    /// Returns whether it reads a field that is summed up.
    pub fn reads_field(self) -> bool {
        match self {
            Self::Count | Self::DistinctNodes | Self::Keys => false,
            Self::Min | Self::Max | Self::Sum | Self::Mean => true,
        }
    }
}
