//! The arguments of a field, bound: variables put in, names resolved, limits checked.

use super::{Certainty, Cursor, EdgePredicate, LinkPredicate, OrderKey, Predicate, TimeViewChange};
use crate::{
    ontology::{Direction, KindId, RelationId},
    value::Interval,
};

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
    pub view: TimeViewChange,
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
    pub view: TimeViewChange,
}

impl RelationPage {
    /// Whether its items are the first in view of the row, whatever they are.
    #[inline]
    pub fn is_start(&self) -> bool {
        let Self { filter, order, slice, view: _ } = self;
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
    /// At which time.
    pub view: TimeViewChange,
}

/// Which links of an entity are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkScope {
    /// Only these relations.
    pub relations: Option<Vec<RelationId>>,
    /// Which way, seen from the entity.
    pub direction: Direction,
}

/// Arguments of `search`.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// What was typed.
    pub query: String,
    /// Only entities like this.
    pub filter: Option<Predicate>,
    /// Only of these kinds.
    pub kinds: Option<Vec<KindId>>,
    /// Which of the hits.
    pub slice: Slice,
    /// Of what is in view.
    pub view: TimeViewChange,
}

/// Arguments of `match`.
#[derive(Clone, Debug, Default)]
pub struct MatchPage {
    /// Who is asked for.
    pub queries: Vec<MatchQuery>,
    /// The least score of a candidate; the matcher's own where it is not given.
    pub threshold: Option<f64>,
    /// Candidates for each, at most.
    pub limit: usize,
    /// What is in view under it.
    pub view: TimeViewChange,
}

/// A name that is asked for.
#[derive(Clone, Debug, Default)]
pub struct MatchQuery {
    /// Given back with the result.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// Its BCP 47 language.
    pub lang: Option<String>,
    /// What the entity should be; empty is anything.
    pub kinds: Vec<KindId>,
    /// The country that it should belong to.
    pub country: Option<String>,
}

/// Which entities and links of a list of both are meant. Whoever names kinds alone wants no
/// links, whoever names relations alone no entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ElementScope {
    /// Only entities of these kinds.
    pub kinds: Option<Vec<KindId>>,
    /// Only links of these relations.
    pub relations: Option<Vec<RelationId>>,
}

impl ElementScope {
    /// Whether all are meant.
    pub fn is_open(&self) -> bool {
        self.kinds.is_none() && self.relations.is_none()
    }

    /// Whether entities of a kind are meant.
    pub fn has_kind(&self, kind: KindId) -> bool {
        self.kinds.as_ref().map_or(self.relations.is_none(), |only| only.contains(&kind))
    }

    /// Whether links of a relation are meant.
    pub fn has_relation(&self, relation: RelationId) -> bool {
        self.relations.as_ref().map_or(self.kinds.is_none(), |only| only.contains(&relation))
    }
}

/// Arguments of `supports`.
#[derive(Clone, Debug)]
pub struct SupportPage {
    /// Only these.
    pub scope: ElementScope,
    /// Which of them.
    pub slice: Slice,
    /// Of what is in view.
    pub view: TimeViewChange,
}

/// Arguments of `changes` and `timeline`.
#[derive(Clone, Debug)]
pub struct MomentPage {
    /// Of these entities and their links; empty for `changes`.
    pub ids: Vec<String>,
    /// What can lie in these days.
    pub days: Interval,
    /// Only what must.
    pub certainty: Certainty,
    /// Only of these.
    pub scope: ElementScope,
    /// Which of them.
    pub slice: Slice,
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
    /// `search`
    Search(SearchPage),
    /// `match`
    Match(MatchPage),
    /// A to-one relation.
    One(TimeViewChange),
    /// `degree`
    Degree(LinkScope, TimeViewChange),
    /// `supports`
    Supports(SupportPage),
    /// `conflicts`
    Conflicts(Slice, TimeViewChange),
    /// `changes`, `timeline`
    Moments(MomentPage),
    /// `id`
    Id(String, TimeViewChange),
    /// `ids`
    Ids(Vec<String>, TimeViewChange),
    /// `lang`
    Languages(Vec<String>),
    /// `claims(field:)`
    Field(Option<String>),
}
