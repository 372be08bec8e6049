//! The parts that the arguments of several fields share: pages, and which links or elements
//! are meant.

use super::{Cursor, ViewChange, metrics::metrics_text};
use crate::{
    ontology::{Direction, KindId, RelationId},
    value::Metric,
};
use std::fmt;

/// The part of an ordered list that makes a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slice {
    /// The cursor behind which the page begins.
    pub after: Option<Cursor>,
    /// The cursor before which the page ends.
    pub before: Option<Cursor>,
    /// The number of items, at most.
    pub size: usize,
    /// True if the last of the items are meant, not the first.
    pub from_end: bool,
}

/// The links of an entity that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkScope {
    /// The relations; `None` for all.
    pub relations: Option<Vec<RelationId>>,
    /// The direction, seen from the entity.
    pub direction: Direction,
}

impl LinkScope {
    /// All links of an entity.
    pub const ALL: Self = Self { relations: None, direction: Direction::Both };

    /// Returns whether links of a relation are meant.
    #[inline]
    pub fn has_relation(&self, relation: RelationId) -> bool {
        self.relations.as_ref().is_none_or(|only| only.contains(&relation))
    }
}

/// The entities and links of a list of both that are meant. Whoever names kinds alone wants no
/// links, whoever names relations alone no entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ElementScope {
    /// The kinds of the entities.
    pub kinds: Option<Vec<KindId>>,
    /// The relations of the links.
    pub relations: Option<Vec<RelationId>>,
}

impl ElementScope {
    /// Returns whether all are meant.
    pub fn is_open(&self) -> bool {
        self.kinds.is_none() && self.relations.is_none()
    }

    /// Returns whether entities of a kind are meant.
    pub fn has_kind(&self, kind: KindId) -> bool {
        self.kinds.as_ref().map_or(self.relations.is_none(), |only| only.contains(&kind))
    }

    /// Returns whether links of a relation are meant.
    pub fn has_relation(&self, relation: RelationId) -> bool {
        self.relations.as_ref().map_or(self.kinds.is_none(), |only| only.contains(&relation))
    }
}

/// The arguments of a page in words.
pub(super) struct PageText<'a> {
    pub(super) slice: &'a Slice,
    pub(super) filtered: bool,
    pub(super) ordered: bool,
    pub(super) metrics: &'a [Metric],
    pub(super) view: ViewChange,
}

impl fmt::Display for PageText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = if self.slice.from_end { "last" } else { "first" };
        let filtered = if self.filtered { ", filtered" } else { "" };
        let ordered = if self.ordered { ", ordered" } else { "" };
        let (size, view) = (self.slice.size, self.view.explain());
        let measured = metrics_text(self.metrics);
        write!(f, "({which} {size}{filtered}{ordered}{measured}{view})")
    }
}
