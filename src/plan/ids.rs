//! Numbers for the parts of a plan, and the lists that they are positions in.
//!
//! Parts refer to each other by number, so that a plan is plain data that outlives any graph.
//! A number knows the type of what it leads to: `plan[id]` needs no cast and cannot find
//! something else.

use super::{
    connection::Connection,
    fields::{
        aggregate::{AggregateOp, AggregateValueOp},
        brokers::{ArticulationPointOp, BridgeOp, BrokerSetOp},
        common_connections::{CommonOp, CommonSetOp, TieOp},
        conflicts::{ConflictList, ConflictOp},
        connected::ConnectednessOp,
        description::DescriptionOp,
        grouping::{AggregateGroupKeyOp, AggregateGroupOp, AggregateGroupSetOp},
        groups::{GroupOp, GroupSetOp},
        r#match::{CandidateOp, MatchResultOp, TokenOp},
        metrics::{MetricOp, SamplingOp},
        moments::{MomentList, MomentOp},
        paths::PathSetOp,
        rank::RankList,
        reach::ReachList,
        search::{HitOp, HitsOp},
        similar::{SimilarOp, SimilarSetOp},
        supports::{SupportCitationOp, SupportList},
    },
    graph::{GraphOp, OmittedOp, PathOp},
    objects::{CitationOp, ClaimOp, ClaimSetOp, ExternalIdOp, LinkReferenceOp, NameOp, ValueOp},
    steps::{ColumnRef, FlatObject, LinkColumnRef, Object, PageOp, RowsRef, Selection, Site},
};
use std::{fmt, hash::Hash, hash::Hasher, marker::PhantomData};

/// The position of a `T` in the plan's list of them.
pub struct Id<T> {
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The number of a position.
    pub(crate) fn new(index: usize) -> Self {
        Self { index: index as u32, of: PhantomData }
    }

    /// The position in the plan's list.
    #[inline]
    pub fn index(self) -> usize {
        self.index as usize
    }
}

// Derived ones would ask the same of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.index)
    }
}

/// A part of a plan that others refer to by number.
pub trait Stored: Sized {
    /// The list of such parts.
    fn list(tables: &Tables) -> &[Self];

    /// The list of such parts, to add one.
    fn list_mut(tables: &mut Tables) -> &mut Vec<Self>;
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident: $of:ty,)*) => {
        /// The lists of a plan's parts.
        #[derive(Debug, Default)]
        pub struct Tables {
            $($(#[$doc])* $name: Vec<$of>,)*
        }

        $(impl Stored for $of {
            #[inline(always)]
            fn list(tables: &Tables) -> &[Self] {
                &tables.$name
            }

            fn list_mut(tables: &mut Tables) -> &mut Vec<Self> {
                &mut tables.$name
            }
        })*
    };
}

tables! {
    selections: Selection,
    /// Lists of entities and of links.
    pages: Connection<PageOp>,
    hit_pages: Connection<HitsOp>,
    support_pages: Connection<SupportList>,
    conflict_pages: Connection<ConflictList>,
    moment_pages: Connection<MomentList>,
    rank_pages: Connection<RankList>,
    reach_pages: Connection<ReachList>,
    flat: FlatObject,
    names: Object<NameOp>,
    external_ids: Object<ExternalIdOp>,
    values: Object<ValueOp>,
    citations: Object<CitationOp>,
    support_citations: Object<SupportCitationOp>,
    link_references: Object<LinkReferenceOp>,
    claim_sets: Object<ClaimSetOp>,
    claims: Object<ClaimOp>,
    conflicts: Object<ConflictOp>,
    moments: Object<MomentOp>,
    hits: Object<HitOp>,
    match_results: Object<MatchResultOp>,
    candidates: Object<CandidateOp>,
    tokens: Object<TokenOp>,
    connectedness: Object<ConnectednessOp>,
    paths: Object<PathOp>,
    path_sets: Object<PathSetOp>,
    graphs: Object<GraphOp>,
    omitted: Object<OmittedOp>,
    common_sets: Object<CommonSetOp>,
    commons: Object<CommonOp>,
    ties: Object<TieOp>,
    similar_sets: Object<SimilarSetOp>,
    similar: Object<SimilarOp>,
    metrics: Object<MetricOp>,
    samplings: Object<SamplingOp>,
    group_sets: Object<GroupSetOp>,
    groups: Object<GroupOp>,
    aggregates: Object<AggregateOp>,
    aggregate_values: Object<AggregateValueOp>,
    aggregate_group_sets: Object<AggregateGroupSetOp>,
    aggregate_groups: Object<AggregateGroupOp>,
    aggregate_group_keys: Object<AggregateGroupKeyOp>,
    broker_sets: Object<BrokerSetOp>,
    articulation_points: Object<ArticulationPointOp>,
    bridges: Object<BridgeOp>,
    descriptions: Object<DescriptionOp>,
    /// Properties of entities that are read.
    columns: ColumnRef,
    /// Properties of links that are read.
    link_columns: LinkColumnRef,
    /// Rows that are followed.
    rows: RowsRef,
    sites: Site,
}

impl Tables {
    /// Adds a part.
    pub fn push<T: Stored>(&mut self, part: T) -> Id<T> {
        let list = T::list_mut(self);
        list.push(part);
        Id::new(list.len() - 1)
    }

    /// The number of a part, which is added if it is not there yet. Linear in their number.
    pub fn number<T: Stored + PartialEq>(&mut self, part: T) -> Id<T> {
        let known = T::list(self).iter().position(|it| *it == part);
        known.map_or_else(|| self.push(part), Id::new)
    }

    /// The part of a number.
    #[inline(always)]
    pub fn get<T: Stored>(&self, id: Id<T>) -> &T {
        &T::list(self)[id.index()]
    }

    /// All parts of a type.
    pub fn all<T: Stored>(&self) -> &[T] {
        T::list(self)
    }
}
