//! The options of a view: plain data, comparable, a key for caches.

use crate::{
    graph::NodeId,
    ontology::{Direction, KindId, RelationId, StatusSet},
    value::TimeView,
};

/// The options that every graph field takes. The default is the whole graph, followed both
/// ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ViewOptions {
    /// `asOf`, `during` and `certain`: links and entities that hold then.
    pub time: TimeView,
    /// Links of these statuses.
    pub status: StatusSet,
    /// The direction in which links are followed. A symmetric link is followed either way.
    pub direction: Direction,
    /// Links of these relations only; `None` is all.
    pub relations: Option<Vec<RelationId>>,
    /// No links of these relations.
    pub exclude_relations: Vec<RelationId>,
    /// Entities of these kinds only; `None` is all.
    pub kinds: Option<Vec<KindId>>,
    /// No entities of these kinds.
    pub exclude_kinds: Vec<KindId>,
    /// Entities that are not there.
    pub avoid: Vec<NodeId>,
    /// No entity with more links than this, all its links of the whole graph counted.
    pub max_degree: Option<u32>,
}

impl Default for ViewOptions {
    fn default() -> Self {
        Self {
            time: TimeView::HISTORY,
            status: StatusSet::ALL,
            direction: Direction::Both,
            relations: None,
            exclude_relations: Vec::new(),
            kinds: None,
            exclude_kinds: Vec::new(),
            avoid: Vec::new(),
            max_degree: None,
        }
    }
}

impl ViewOptions {
    /// Returns these options with every list sorted and without doubles, so that two ways to write
    /// one view are one key.
    pub fn normalized(mut self) -> Self {
        fn sort<T: Ord>(list: &mut Vec<T>) {
            list.sort_unstable();
            list.dedup();
        }
        self.relations.iter_mut().for_each(sort);
        self.kinds.iter_mut().for_each(sort);
        sort(&mut self.exclude_relations);
        sort(&mut self.exclude_kinds);
        sort(&mut self.avoid);
        self
    }
}
