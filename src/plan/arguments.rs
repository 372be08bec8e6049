//! The arguments of a field, bound: variables put in, names resolved, limits checked.

use super::{Cursor, EdgePredicate, LinkPredicate, OrderKey, Predicate, ViewChange};
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
    /// At which time.
    pub view: ViewChange,
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
    /// At which time.
    pub view: ViewChange,
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
    /// At which time.
    pub view: ViewChange,
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
    /// A to-one relation.
    One(ViewChange),
    /// `degree`
    Degree(LinkScope, ViewChange),
    /// `id`
    Id(String, ViewChange),
    /// `ids`
    Ids(Vec<String>, ViewChange),
    /// `lang`
    Languages(Vec<String>),
    /// `claims(field:)`
    Field(Option<String>),
}
