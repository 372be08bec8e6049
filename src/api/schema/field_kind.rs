//! The kinds of fields, by the type that owns them: `degree` of an entity is
//! `Entity(EntityField::Degree)`.
//!
//! The lists of the fields of each type are in `fields`. A file of the lowering matches the list
//! of its owner exhaustively, so that a new field without a plan does not compile.

use super::fields::{
    AggregateField, AggregateGroupField, AggregateGroupKeyField, AggregateGroupSetField,
    AggregateValueField, ArticulationPointField, BridgeField, BrokerSetField, CitationField,
    ClaimField, ClaimSetField, CommonField, CommonSetField, CommunityField, CommunitySetField,
    ComponentField, ComponentSetField, ConflictField, ConnectednessField, ConnectionField,
    EdgeField, EntityField, ExternalIdField, FacetField, GraphField, LinkField, LinkReferenceField,
    ListConnectionField, MatchField, MatchResultField, MatchTokenField, MetricsField, MomentField,
    NameField, OmittedLinksField, PageInfoField, PathField, PathSetField, QueryField,
    RankConnectionField, RankEdgeField, ReachableConnectionField, ReachableEdgeField,
    RecordEdgeField, SamplingField, SearchConnectionField, SearchEdgeField, SearchHitField,
    SimilarField, SimilarSetField, SupportCitationField, TieField, ValueField,
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
