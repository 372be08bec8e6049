//! Orders, compiled: what `orderBy` asks, with names resolved.
//!
//! `orderBy: [{offices: {max: {edge: {since: DESC}}}}]` is one key by [`OrderBy::Links`]: the
//! largest [`LinksValue`] of the links of `offices`, of which each has its own [`OrderBy::Time`].

use super::{LinkPredicate, LinkTime, Referred};
use crate::{
    ontology::{Direction, KindId, RelationId},
    value::{Metric, Point},
};

/// The order of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The keys: the first one decides, the next ones decide among equals.
    pub keys: Vec<OrderKey>,
    /// The place of each key, as it is written: `orderBy[0].knows.sum`.
    pub places: Vec<String>,
    /// A number that tells the order from others, in cursors.
    pub fingerprint: u32,
    /// True if links may be visited for the keys of an item.
    pub visits: bool,
}

/// The order of a list without `orderBy`: that of the store.
pub static STORE_ORDER: Order =
    Order { keys: Vec::new(), places: Vec::new(), fingerprint: 0, visits: false };

impl Order {
    /// An order by keys, each with its place.
    pub fn new(keys: Vec<OrderKey>, places: Vec<String>, fingerprint: u32) -> Self {
        let visits = keys.iter().any(|key| key.by.visits());
        Self { keys, places, fingerprint, visits }
    }

    /// Returns true if the list has the order of the store.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Returns true if links to one entity can have different keys.
    pub fn reads_links(&self) -> bool {
        self.keys.iter().any(|key| key.by.is_of_link())
    }
}

/// A key of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderKey {
    /// The value of an item that is compared.
    pub by: OrderBy,
    /// True if the largest comes first; absent values come last either way.
    pub descending: bool,
}

/// The values by which items are ordered.
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
    /// The number of entities and links in view that cite the source.
    Supports,
    /// A time of the link.
    Time(LinkTime),
    /// The last date that shows the link to hold.
    LastAttested,
    /// A property of the link.
    LinkProperty(usize, ValueKey),
    /// A key of the entity to which a property of the link refers; absent if none is in view.
    Reference(Referred, Box<OrderBy>),
    /// The name of the link's relation.
    Relation,
    /// A key of an entity that the link connects.
    End(LinkEnd, Box<OrderBy>),
    /// A value of the links of a relation in view.
    Links(Box<LinksKey>),
    /// A key of the entity that a to-one relation leads to in view; absent if there is none.
    Through(RelationId, Direction, Box<OrderBy>),
}

impl OrderBy {
    /// Returns true if links may be visited for the key of an item.
    pub fn visits(&self) -> bool {
        match self {
            Self::Degree
            | Self::Supports
            | Self::LastAttested
            | Self::Links(_)
            | Self::Through(..) => true,
            Self::Metric(metric) => metric.is_local(),
            Self::Reference(_, by) | Self::End(_, by) => by.visits(),
            Self::Id
            | Self::Name
            | Self::Property(..)
            | Self::Time(_)
            | Self::LinkProperty(..)
            | Self::Relation => false,
        }
    }

    /// Returns true if it is a key of a link, and not of the entity to which that leads.
    fn is_of_link(&self) -> bool {
        match self {
            Self::Time(_)
            | Self::LastAttested
            | Self::LinkProperty(..)
            | Self::Reference(..)
            | Self::Relation
            | Self::End(LinkEnd::From | LinkEnd::To, _) => true,
            Self::End(LinkEnd::Other, _)
            | Self::Id
            | Self::Name
            | Self::Degree
            | Self::Metric(_)
            | Self::Property(..)
            | Self::Supports
            | Self::Links(_)
            | Self::Through(..) => false,
        }
    }
}

/// An end of a link that is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// The entity at which it starts.
    From,
    /// The entity that it leads to.
    To,
    /// The one of them whose links are not listed.
    Other,
}

impl LinkEnd {
    /// The end that a field names.
    pub(super) fn by_name(name: &str) -> Option<Self> {
        match name {
            "from" => Some(Self::From),
            "to" => Some(Self::To),
            "other" => Some(Self::Other),
            _ => None,
        }
    }
}

/// A value of the links of an entity by one relation.
#[derive(Clone, Debug)]
pub struct LinksKey {
    /// The relation.
    pub relation: RelationId,
    /// The direction in which the relation is read.
    pub direction: Direction,
    /// A condition that the links fulfil that are read.
    pub filter: LinkPredicate,
    /// True if links are followed to conditions on what they lead to: then a plan is worth it.
    pub filter_follows_links: bool,
    /// The condition as it is written.
    pub written: String,
    /// True if links to one entity are read as one.
    pub distinct: bool,
    /// The value.
    pub of: LinksValue,
}

impl LinksKey {
    /// The number of all links.
    pub fn count(relation: RelationId, direction: Direction) -> Self {
        Self {
            relation,
            direction,
            filter: LinkPredicate::default(),
            filter_follows_links: false,
            written: String::new(),
            distinct: false,
            of: LinksValue::Count,
        }
    }

    /// Returns true if the value is the number of all links.
    pub fn is_plain_count(&self) -> bool {
        self.of == LinksValue::Count && !self.distinct && self.filter.is_open()
    }
}

// Conditions are the same if they are written in the same way.
impl PartialEq for LinksKey {
    fn eq(&self, other: &Self) -> bool {
        let Self { relation, direction, filter: _, filter_follows_links: _, written, distinct, of } =
            self;
        (relation, direction, written) == (&other.relation, &other.direction, &other.written)
            && (distinct, of) == (&other.distinct, &other.of)
    }
}

/// A value of some links.
#[derive(Clone, Debug, PartialEq)]
pub enum LinksValue {
    /// Their number.
    Count,
    /// The smallest of their keys, or of those of the entities that they lead to.
    Min(OrderBy),
    /// The largest.
    Max(OrderBy),
    /// The sum.
    Sum(OrderBy, SumType),
    /// The mean.
    Mean(OrderBy, SumType),
}

impl LinksValue {
    /// The key of each link, or of what it leads to, of which the value is made; `None` of their
    /// number.
    pub fn key(&self) -> Option<&OrderBy> {
        match self {
            Self::Count => None,
            Self::Min(by) | Self::Max(by) | Self::Sum(by, _) | Self::Mean(by, _) => Some(by),
        }
    }
}

/// The numbers that a sum of keys is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumType {
    /// Whole numbers and decimal fractions: all digits count.
    Exact,
    /// Floating-point numbers.
    Float,
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
