//! The lists of the fields of each type, whatever their names in the API are.

use crate::{
    ontology::{KindId, Target},
    plan::{Metric, fields::reach::Lineage},
};

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

/// The fields of `Metrics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsField {
    /// The value of a measure.
    Value(Metric),
    /// The accuracy of a measure.
    Sampling(Metric),
}

/// A field of a structured value, by its position in the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueField(pub usize);

macro_rules! fields {
    ($($(#[$doc:meta])* $owner:ident {
        $($(#[$of_field:meta])* $field:ident $(($value:ty))?,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
        pub enum $owner { $($(#[$of_field])* $field $(($value))?,)* }
    )*};
}

fields! {
    /// The fields of an entity.
    EntityField {
        Id, Kind, Name, Names, Summary, ExternalIds, Sources, Claims, Links, Degree, Metrics,
        /// `ancestors`, `descendants`
        Reach(Lineage),
        /// `Source.supports`
        Supports,
        /// A property, by position in the kind.
        Property(usize),
        /// A relation field, by position in the kind.
        Relation(usize),
    }
    /// The fields of a link.
    LinkField {
        Id, Relation, From, To, At, Since, Until, Attested, LastAttested, Certainty, Status,
        Evidence, Disputed, Note, Sources,
        /// All its properties, as JSON.
        Properties,
        /// The entities that its properties refer to.
        References,
        /// One of its properties with values, by position in the relation's.
        Property(usize),
        /// One of its properties that refer to entities, by position in the relation's.
        Reference(usize),
    }
    /// The fields of an edge of a list of entities or links.
    EdgeField {
        Cursor, Node,
        /// The direction of the edge's link, seen from the entity that has the list.
        Direction,
        /// A field of the edge's link.
        Link(LinkField),
    }
    /// The fields of a connection.
    ConnectionField { Nodes, Edges, PageInfo, TotalCount, }
    /// The fields of `Aggregate`.
    AggregateField { Count, DistinctNodes, Values, }
    /// The fields of `AggregateValue`.
    AggregateValueField {
        Of, Currency, Count, Min, ExactMin, Max, ExactMax, Sum, ExactSum, Mean, Earliest, Latest,
        EarliestDateTime, LatestDateTime,
    }
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
    /// The fields of `Connectedness`.
    ConnectednessField { Connected, Distance, Completeness(CompletenessField), }
    /// The fields of `Path`.
    PathField { Length, Cost, Nodes, Links, Steps, Sentence, }
    /// The fields of `PathSet`.
    PathSetField { Paths, Graph, Completeness(CompletenessField), }
    /// The fields of `Graph`.
    GraphField {
        Nodes, Links, NodeCount, LinkCount, Omitted, Completeness(CompletenessField), Export,
        ExportUrl,
    }
    /// The fields of `OmittedLinks`.
    OmittedLinksField { Node, Relation, Count, }
    /// The fields of `CommonConnectionSet`.
    CommonSetField { Shared, Total, Completeness(CompletenessField), }
    /// The fields of `CommonConnection`.
    CommonField { Node, Ties, OverlapDays, }
    /// The fields of `SharedTie`.
    TieField { Entity, Links, }
    /// The fields of `SimilarSet`.
    SimilarSetField { Similar, Total, Completeness(CompletenessField), }
    /// The fields of `Similar`.
    SimilarField { Node, Score, Shared, }
    /// The fields of `Sampling`.
    SamplingField { Error, Probability, Samples, }
    /// The fields of `RankConnection`.
    RankConnectionField { Connection(ConnectionField), Sampling, }
    /// The fields of `RankEdge`.
    RankEdgeField { Cursor, Node, Value, }
    /// The fields of `ReachableConnection`.
    ReachableConnectionField { Connection(ConnectionField), Completeness(CompletenessField), }
    /// The fields of `ReachableEdge`.
    ReachableEdgeField { Cursor, Node, Distance, }
    /// The fields of `CommunitySet`.
    CommunitySetField { Communities, Total, Modularity, }
    /// The fields of `Community`.
    CommunityField { Number, Size, Members, }
    /// The fields of `ComponentSet`.
    ComponentSetField { Components, Total, }
    /// The fields of `ConnectedComponent`.
    ComponentField { Number, Size, Members, }
    /// The fields of `BrokerSet`.
    BrokerSetField { ArticulationPoints, ArticulationPointCount, Bridges, BridgeCount, }
    /// The fields of `ArticulationPoint`.
    ArticulationPointField { Node, Parts, PartCount, Pairs, }
    /// The fields of `GraphBridge`.
    BridgeField { Ends, Links, Sides, Pairs, }
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
    /// The fields that say how much an answer covers.
    CompletenessField { Complete, Truncated, Reason, CompleteDepth, }
}

impl LinkField {
    /// Returns whether edges of relation fields have the field too. The others would say nothing
    /// there, or are there with the type that the type definitions give them.
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
