//! The kinds of fields: one list for each type that owns fields.
//!
//! A file of the lowering matches the list of its owner exhaustively, so that a new field
//! without a plan does not compile.

use crate::{
    ontology::{KindId, Target},
    plan::{Metric, fields::reach::Lineage},
};

/// A list of fields with one owner.
pub trait FieldOwner: Copy + Sized {
    /// The field of this owner that a kind is, if it is one.
    fn of(kind: FieldKind) -> Option<Self>;
}

macro_rules! owners {
    ($($(#[$doc:meta])* $owner:ident($fields:ty),)*) => {
        /// The kind of a field, by the type that owns it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FieldKind {
            $($(#[$doc])* $owner($fields),)*
            /// A member of the snapshot's description of itself, found by its name.
            Member,
        }

        $(impl From<$fields> for FieldKind {
            fn from(field: $fields) -> Self {
                Self::$owner(field)
            }
        })*

        $(impl FieldOwner for $fields {
            fn of(kind: FieldKind) -> Option<Self> {
                if let FieldKind::$owner(field) = kind { Some(field) } else { None }
            }
        })*
    };
}

owners! {
    /// A field of `Query`.
    Query(QueryField),
    /// A field of an entity.
    Entity(EntityField),
    /// A field of `Link`.
    Link(LinkField),
    /// A field of an edge of a list of entities or links.
    Edge(EdgeField),
    /// A field of a connection.
    Connection(ConnectionField),
    /// A field of a connection of entities or links.
    ListConnection(ListConnectionField),
    /// A field of `Aggregate`.
    Aggregate(AggregateField),
    /// A field of `AggregateValue`.
    AggregateValue(AggregateValueField),
    /// A field of `AggregateGroupSet`.
    AggregateGroupSet(AggregateGroupSetField),
    /// A field of `AggregateGroup`.
    AggregateGroup(AggregateGroupField),
    /// A field of `AggregateGroupKey`.
    AggregateGroupKey(AggregateGroupKeyField),
    /// A field of `PageInfo`.
    PageInfo(PageInfoField),
    /// A field of an edge of a list of records.
    RecordEdge(RecordEdgeField),
    /// A field of `Conflict`.
    Conflict(ConflictField),
    /// A field of `Moment`.
    Moment(MomentField),
    /// A field of `SearchConnection`.
    SearchConnection(SearchConnectionField),
    /// A field of `SearchEdge`.
    SearchEdge(SearchEdgeField),
    /// A field of `SearchHit`.
    SearchHit(SearchHitField),
    /// A field of `Facet`.
    Facet(FacetField),
    /// A field of `Connectedness`.
    Connectedness(ConnectednessField),
    /// A field of `Path`.
    Path(PathField),
    /// A field of `PathSet`.
    PathSet(PathSetField),
    /// A field of `Graph`.
    Graph(GraphField),
    /// A field of `OmittedLinks`.
    OmittedLinks(OmittedLinksField),
    /// A field of `CommonConnectionSet`.
    CommonSet(CommonSetField),
    /// A field of `CommonConnection`.
    Common(CommonField),
    /// A field of `SharedTie`.
    Tie(TieField),
    /// A field of `SimilarSet`.
    SimilarSet(SimilarSetField),
    /// A field of `Similar`.
    Similar(SimilarField),
    /// A field of `Metrics`.
    Metrics(MetricsField),
    /// A field of `Sampling`.
    Sampling(SamplingField),
    /// A field of `RankConnection`.
    RankConnection(RankConnectionField),
    /// A field of `RankEdge`.
    RankEdge(RankEdgeField),
    /// A field of `ReachableConnection`.
    ReachableConnection(ReachableConnectionField),
    /// A field of `ReachableEdge`.
    ReachableEdge(ReachableEdgeField),
    /// A field of `CommunitySet`.
    CommunitySet(CommunitySetField),
    /// A field of `Community`.
    Community(CommunityField),
    /// A field of `ComponentSet`.
    ComponentSet(ComponentSetField),
    /// A field of `ConnectedComponent`.
    Component(ComponentField),
    /// A field of `BrokerSet`.
    BrokerSet(BrokerSetField),
    /// A field of `ArticulationPoint`.
    ArticulationPoint(ArticulationPointField),
    /// A field of `GraphBridge`.
    Bridge(BridgeField),
    /// A field of `Name`.
    Name(NameField),
    /// A field of `ExternalId`.
    ExternalId(ExternalIdField),
    /// A field of a structured value.
    Value(ValueField),
    /// A field of `Citation`.
    Citation(CitationField),
    /// A field of `LinkReference`.
    LinkReference(LinkReferenceField),
    /// A field of `SupportCitation`.
    SupportCitation(SupportCitationField),
    /// A field of `ClaimSet`.
    ClaimSet(ClaimSetField),
    /// A field of `Claim`.
    Claim(ClaimField),
    /// A field of `MatchResult`.
    MatchResult(MatchResultField),
    /// A field of `Match`.
    Match(MatchField),
    /// A field of `MatchToken`.
    MatchToken(MatchTokenField),
}

/// The fields of `Query`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryField {
    /// `node(id)`
    Node,
    /// `nodes(ids)`
    Nodes,
    /// `entity(id)`, and `person(id)` with a kind.
    Lookup(Option<KindId>),
    /// `people`, `members` (an interface), `entities`.
    All(Target),
    /// `search`
    Search,
    /// `match`
    Match,
    /// `timeline`
    Timeline,
    /// `changes`
    Changes,
    /// `conflicts`
    Conflicts,
    /// `connected`
    Connected,
    /// `shortestPath`
    ShortestPath,
    /// `paths`
    Paths,
    /// `subgraph`
    Subgraph,
    /// `connect`
    Connect,
    /// `commonConnections`
    CommonConnections,
    /// `similar`
    Similar,
    /// `rank`
    Rank,
    /// `communities`
    Communities,
    /// `components`
    Components,
    /// `brokers`
    Brokers,
    /// `ontology`, `service`: a part of the snapshot's description of itself.
    Description,
}

/// The fields of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum EntityField {
    Id,
    Kind,
    Name,
    Names,
    Summary,
    ExternalIds,
    Sources,
    Claims,
    Links,
    Degree,
    Metrics,
    /// `ancestors`, `descendants`
    Reach(Lineage),
    /// `Source.supports`
    Supports,
    /// A property, by position in the kind.
    Property(usize),
    /// A relation field, by position in the kind.
    Relation(usize),
}

/// A field of a structured value, by its position in the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueField(pub usize);

/// The fields of `Metrics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsField {
    /// The value of a measure.
    Value(Metric),
    /// The accuracy of a measure.
    Sampling(Metric),
}

/// The fields of `Sampling`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum SamplingField {
    Error,
    Probability,
    Samples,
}

/// The fields of `RankConnection`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum RankConnectionField {
    Connection(ConnectionField),
    Sampling,
}

/// The fields of `RankEdge`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum RankEdgeField {
    Cursor,
    Node,
    Value,
}

/// The fields of `ReachableConnection`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ReachableConnectionField {
    Connection(ConnectionField),
    Completeness(CompletenessField),
}

/// The fields of `ReachableEdge`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ReachableEdgeField {
    Cursor,
    Node,
    Distance,
}

/// The fields of `CommunitySet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommunitySetField {
    Communities,
    Total,
    Modularity,
}

/// The fields of `Community`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommunityField {
    Number,
    Size,
    Members,
}

/// The fields of `ComponentSet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ComponentSetField {
    Components,
    Total,
}

/// The fields of `ConnectedComponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ComponentField {
    Number,
    Size,
    Members,
}

/// The fields of `BrokerSet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum BrokerSetField {
    ArticulationPoints,
    ArticulationPointCount,
    Bridges,
    BridgeCount,
}

/// The fields of `ArticulationPoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ArticulationPointField {
    Node,
    Parts,
    PartCount,
    Pairs,
}

/// The fields of `GraphBridge`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum BridgeField {
    Ends,
    Links,
    Sides,
    Pairs,
}

/// The fields of an edge of a list of entities or links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum EdgeField {
    Cursor,
    Node,
    /// The direction of the edge's link, seen from the entity that has the list.
    Direction,
    /// A field of the edge's link.
    Link(LinkField),
}

/// The fields of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum LinkField {
    Id,
    Relation,
    From,
    To,
    At,
    Since,
    Until,
    Attested,
    LastAttested,
    Certainty,
    Status,
    Evidence,
    Disputed,
    Note,
    Sources,
    /// All its properties, as JSON.
    Properties,
    /// The entities that its properties refer to.
    References,
    /// One of its properties with values, by position in the relation's.
    Property(usize),
    /// One of its properties that refer to entities, by position in the relation's.
    Reference(usize),
}

impl LinkField {
    /// Returns whether edges of relation fields have it too: the rest says nothing there, or is
    /// there with its type.
    pub(super) fn is_on_edges(self) -> bool {
        match self {
            Self::Relation | Self::From | Self::To | Self::Properties | Self::References => false,
            Self::Id
            | Self::At
            | Self::Since
            | Self::Until
            | Self::Attested
            | Self::LastAttested
            | Self::Certainty
            | Self::Status
            | Self::Evidence
            | Self::Disputed
            | Self::Note
            | Self::Sources
            | Self::Property(_)
            | Self::Reference(_) => true,
        }
    }
}

/// The fields of a connection of entities or links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListConnectionField {
    /// A field that every connection has.
    Connection(ConnectionField),
    /// `aggregate`
    Aggregate,
    /// `groups`
    Groups,
}

/// The fields of `SearchConnection`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchConnectionField {
    /// A field that every connection has.
    Connection(ConnectionField),
    /// `facets`
    Facets,
}

/// The fields of `Connectedness`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ConnectednessField {
    Connected,
    Distance,
    Completeness(CompletenessField),
}

/// The fields of `PathSet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum PathSetField {
    Paths,
    Graph,
    Completeness(CompletenessField),
}

/// The fields of `Graph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum GraphField {
    Nodes,
    Links,
    NodeCount,
    LinkCount,
    Omitted,
    Completeness(CompletenessField),
    Export,
    ExportUrl,
}

/// The fields of `CommonConnectionSet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CommonSetField {
    Shared,
    Total,
    Completeness(CompletenessField),
}

/// The fields of `SimilarSet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum SimilarSetField {
    Similar,
    Total,
    Completeness(CompletenessField),
}

macro_rules! fields {
    ($($(#[$doc:meta])* $owner:ident { $($field:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
        pub enum $owner { $($field,)* }
    )*};
}

fields! {
    /// The fields of a connection.
    ConnectionField { Nodes, Edges, PageInfo, TotalCount, }
    /// The fields of `Aggregate`.
    AggregateField { Count, DistinctNodes, Values, }
    /// The fields of `AggregateValue`.
    AggregateValueField { Of, Currency, Count, Min, ExactMin, Max, ExactMax, Sum, ExactSum, Mean, Earliest, Latest, EarliestDateTime, LatestDateTime, }
    /// The fields of `AggregateGroupSet`.
    AggregateGroupSetField { Nodes, TotalCount, }
    /// The fields of `AggregateGroup`.
    AggregateGroupField { Keys, Count, Aggregate, Members, Links, }
    /// The fields of `AggregateGroupKey`.
    AggregateGroupKeyField { By, Value, Entity, }
    /// The fields of `PageInfo`.
    PageInfoField { HasNextPage, HasPreviousPage, StartCursor, EndCursor, }
    /// The fields of an edge of a list of records.
    RecordEdgeField { Cursor, Node, Citations, }
    /// The fields of `Conflict`.
    ConflictField { Entity, Field, Claims, }
    /// The fields of `Moment`.
    MomentField { Date, Change, Certain, Entity, Link, }
    /// The fields of `SearchEdge`.
    SearchEdgeField { Cursor, Node, }
    /// The fields of `SearchHit`.
    SearchHitField { Score, Entity, Name, Field, Fragment, Highlight, }
    /// The fields of `Facet`.
    FacetField { Kind, Count, }
    /// The fields that say how much an answer covers.
    CompletenessField { Complete, Truncated, Reason, CompleteDepth, }
    /// The fields of `OmittedLinks`.
    OmittedLinksField { Node, Relation, Count, }
    /// The fields of `Path`.
    PathField { Length, Cost, Nodes, Links, Steps, Sentence, }
    /// The fields of `CommonConnection`.
    CommonField { Node, Ties, OverlapDays, }
    /// The fields of `SharedTie`.
    TieField { Entity, Links, }
    /// The fields of `Similar`.
    SimilarField { Node, Score, Shared, }
    /// The fields of `Name`.
    NameField { Value, Lang, Script, Kind, Since, Until, }
    /// The fields of `ExternalId`.
    ExternalIdField { Scheme, Value, }
    /// The fields of `Citation`.
    CitationField { Source, Locator, Note, }
    /// The fields of `LinkReference`.
    LinkReferenceField { Property, Entity, }
    /// The fields of `SupportCitation`.
    SupportCitationField { Locator, Note, Field, }
    /// The fields of `ClaimSet`.
    ClaimSetField { Field, Claims, }
    /// The fields of `Claim`.
    ClaimField { Value, Preferred, Sources, Note, }
    /// The fields of `MatchResult`.
    MatchResultField { Id, Name, Tie, Candidates, }
    /// The fields of `Match`.
    MatchField { Entity, Score, Tie, Name, KindAgrees, CountryAgrees, Tokens, }
    /// The fields of `MatchToken`.
    MatchTokenField { Query, Candidate, How, Score, Weight, }
}
