//! The arguments of a field, bound: variables put in, names resolved, limits checked.

use super::{Cursor, EdgePredicate, LinkPredicate, OrderKey, Predicate};
use crate::ontology::{Direction, KindId, RelationId};

/// Which items of an ordered list make a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// Only items behind this.
    pub after: Option<Cursor>,
    /// Only items before this.
    pub before: Option<Cursor>,
    /// At most so many of them.
    pub size: usize,
    /// Whether the last of them are meant, not the first.
    pub from_end: bool,
}

/// Arguments of a list of entities.
#[derive(Clone, Debug, Default)]
pub struct EntityPage {
    /// Only these.
    pub filter: Option<Predicate>,
    /// By what they are ordered.
    pub order: Vec<OrderKey>,
    /// Only of these kinds.
    pub kinds: Option<Vec<KindId>>,
    /// Which of them.
    pub slice: Slice,
}

/// Arguments of a relation field.
#[derive(Clone, Debug, Default)]
pub struct RelationPage {
    /// Only these.
    pub filter: LinkPredicate,
    /// By what they are ordered.
    pub order: Vec<OrderKey>,
    /// Which of them.
    pub slice: Slice,
}

impl RelationPage {
    /// Whether its items are the first of the row, whatever they are.
    #[inline]
    pub fn is_start(&self) -> bool {
        let Self { filter, order, slice } = self;
        let any = filter.node.is_none() && filter.edge.is_none() && order.is_empty();
        any && slice.after.is_none() && slice.before.is_none() && !slice.from_end
    }
}

/// Arguments of `links`.
#[derive(Clone, Debug)]
pub struct LinkPage {
    /// Which relations and which way.
    pub scope: LinkScope,
    /// Only to entities of these kinds.
    pub kinds: Option<Vec<KindId>>,
    /// Only links like this.
    pub filter: Option<EdgePredicate>,
    /// Which of them.
    pub slice: Slice,
}

/// Which links of an entity are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkScope {
    /// Only these relations.
    pub relations: Option<Vec<RelationId>>,
    /// Which way, seen from the entity.
    pub direction: Direction,
}

/// The arguments of one field.
#[derive(Clone, Debug)]
pub enum Arguments {
    /// A list of entities.
    Entities(EntityPage),
    /// A relation field.
    Relation(RelationPage),
    /// `links`
    Links(LinkPage),
    /// `degree`
    Degree(LinkScope),
    /// `id`
    Id(String),
    /// `ids`
    Ids(Vec<String>),
    /// `lang`
    Languages(Vec<String>),
    /// `claims(field:)`
    Field(Option<String>),
}
