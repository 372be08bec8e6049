//! The kind of every field of the fixed SDL: a row for each type, a pair for each field.
//!
//! A test holds it against the SDL in both directions.

use super::{
    AggregateField as Aggregate, AggregateGroupField as AggregateGroup,
    AggregateGroupKeyField as AggregateGroupKey, AggregateGroupSetField as AggregateGroupSet,
    AggregateValueField as AggregateValue, ArticulationPointField as ArticulationPoint,
    BridgeField as Bridge, BrokerSetField as BrokerSet, CitationField as Citation,
    ClaimField as Claim, ClaimSetField as ClaimSet, CommonField as Common,
    CommonSetField as CommonSet, CommunityField as Community, CommunitySetField as CommunitySet,
    CompletenessField as Completeness, ComponentField as Component,
    ComponentSetField as ComponentSet, ConflictField as Conflict,
    ConnectednessField as Connectedness, ConnectionField as Connection, EdgeField as Edge,
    EntityField as Entity, ExternalIdField as ExternalId, FacetField as Facet, FieldKind as Kind,
    GraphField as Graph, LinkField as Link, LinkReferenceField as LinkReference,
    ListConnectionField as ListConnection, MatchField as Match, MatchResultField as MatchResult,
    MatchTokenField as MatchToken, MetricsField as Metrics, MomentField as Moment,
    NameField as Name, OmittedLinksField as OmittedLinks, PageInfoField as PageInfo,
    PathField as Path, PathSetField as PathSet, QueryField as Query,
    RankConnectionField as RankConnection, RankEdgeField as RankEdge,
    ReachableConnectionField as ReachableConnection, ReachableEdgeField as ReachableEdge,
    RecordEdgeField as RecordEdge, SamplingField as Sampling,
    SearchConnectionField as SearchConnection, SearchEdgeField as SearchEdge,
    SearchHitField as SearchHit, SimilarField as Similar, SimilarSetField as SimilarSet,
    SupportCitationField as SupportCitation, TieField as Tie,
};
use crate::{
    ontology::Target,
    plan::{Metric, fields::reach::Lineage},
};

/// Fields of one type with their kinds.
type Row = (&'static str, &'static [(&'static str, Kind)]);

/// The kind of a field of the fixed SDL.
pub(super) fn kind(ty: &str, field: &str) -> Option<Kind> {
    if let Some((_, members)) = MEMBERS.iter().find(|(name, _)| *name == ty) {
        return members.contains(&field).then_some(Kind::Member);
    }
    let (_, fields) = ROWS.iter().find(|(name, _)| *name == ty)?;
    fields.iter().find(|(name, _)| *name == field).map(|&(_, kind)| kind)
}

macro_rules! rows {
    ($($ty:literal => $owner:ident { $($name:ident: $field:ident $(($($of:tt)*))?,)* })*) => {
        /// All rows, in the order of the SDL.
        pub(super) const ROWS: &[Row] = &[$((
            $ty,
            &[$((stringify!($name), Kind::$owner($owner::$field $(($($of)*))?)),)*],
        ),)*];
    };
}

rows! {
    "Name" => Name {
        value: Value, lang: Lang, script: Script, kind: Kind, since: Since, until: Until,
    }
    "ExternalId" => ExternalId { scheme: Scheme, value: Value, }
    "Citation" => Citation { source: Source, locator: Locator, note: Note, }
    "Query" => Query {
        node: Node, nodes: Nodes, entity: Lookup(None), entities: All(Target::Entity),
        search: Search, match: Match, timeline: Timeline, changes: Changes, conflicts: Conflicts,
        connected: Connected, shortestPath: ShortestPath, paths: Paths, subgraph: Subgraph,
        connect: Connect, commonConnections: CommonConnections, similar: Similar, rank: Rank,
        communities: Communities, components: Components, brokers: Brokers,
        ontology: Description, service: Description,
    }
    "Node" => Entity { id: Id, }
    "Entity" => Entity {
        id: Id, name: Name, names: Names, summary: Summary, externalIds: ExternalIds,
        sources: Sources, kind: Kind, claims: Claims, links: Links, degree: Degree,
        metrics: Metrics, ancestors: Reach(Lineage::Ancestors),
        descendants: Reach(Lineage::Descendants),
    }
    "Source" => Entity { supports: Supports, }
    "Link" => Link {
        id: Id, relation: Relation, from: From, to: To, at: At, since: Since, until: Until,
        attested: Attested, lastAttested: LastAttested, certainty: Certainty, status: Status,
        evidence: Evidence, disputed: Disputed, note: Note, sources: Sources,
        properties: Properties, references: References,
    }
    "LinkReference" => LinkReference { property: Property, entity: Entity, }
    "Connectedness" => Connectedness {
        connected: Connected, distance: Distance, complete: Completeness(Completeness::Complete),
        truncated: Completeness(Completeness::Truncated),
        reason: Completeness(Completeness::Reason),
        completeDepth: Completeness(Completeness::CompleteDepth),
    }
    "Path" => Path {
        length: Length, cost: Cost, nodes: Nodes, links: Links, steps: Steps, sentence: Sentence,
    }
    "PathSet" => PathSet {
        paths: Paths, graph: Graph, complete: Completeness(Completeness::Complete),
        truncated: Completeness(Completeness::Truncated),
        reason: Completeness(Completeness::Reason),
        completeDepth: Completeness(Completeness::CompleteDepth),
    }
    "Graph" => Graph {
        nodes: Nodes, links: Links, nodeCount: NodeCount, linkCount: LinkCount, omitted: Omitted,
        complete: Completeness(Completeness::Complete),
        truncated: Completeness(Completeness::Truncated),
        reason: Completeness(Completeness::Reason),
        completeDepth: Completeness(Completeness::CompleteDepth), export: Export,
        exportUrl: ExportUrl,
    }
    "OmittedLinks" => OmittedLinks { node: Node, relation: Relation, count: Count, }
    "CommonConnectionSet" => CommonSet {
        shared: Shared, total: Total, complete: Completeness(Completeness::Complete),
        truncated: Completeness(Completeness::Truncated),
        reason: Completeness(Completeness::Reason),
        completeDepth: Completeness(Completeness::CompleteDepth),
    }
    "CommonConnection" => Common { node: Node, ties: Ties, overlapDays: OverlapDays, }
    "SharedTie" => Tie { entity: Entity, links: Links, }
    "SimilarSet" => SimilarSet {
        similar: Similar, total: Total, complete: Completeness(Completeness::Complete),
        truncated: Completeness(Completeness::Truncated),
        reason: Completeness(Completeness::Reason),
        completeDepth: Completeness(Completeness::CompleteDepth),
    }
    "Similar" => Similar { node: Node, score: Score, shared: Shared, }
    "RankConnection" => RankConnection {
        nodes: Connection(Connection::Nodes), edges: Connection(Connection::Edges),
        pageInfo: Connection(Connection::PageInfo), totalCount: Connection(Connection::TotalCount),
        sampling: Sampling,
    }
    "RankEdge" => RankEdge { cursor: Cursor, node: Node, value: Value, }
    "ReachableConnection" => ReachableConnection {
        nodes: Connection(Connection::Nodes), edges: Connection(Connection::Edges),
        pageInfo: Connection(Connection::PageInfo), totalCount: Connection(Connection::TotalCount),
        complete: Completeness(Completeness::Complete),
        truncated: Completeness(Completeness::Truncated),
        reason: Completeness(Completeness::Reason),
        completeDepth: Completeness(Completeness::CompleteDepth),
    }
    "ReachableEdge" => ReachableEdge { cursor: Cursor, node: Node, distance: Distance, }
    "CommunitySet" => CommunitySet {
        communities: Communities, total: Total, modularity: Modularity,
    }
    "Community" => Community { number: Number, size: Size, members: Members, }
    "ComponentSet" => ComponentSet { components: Components, total: Total, }
    "ConnectedComponent" => Component { number: Number, size: Size, members: Members, }
    "BrokerSet" => BrokerSet {
        articulationPoints: ArticulationPoints, articulationPointCount: ArticulationPointCount,
        bridges: Bridges, bridgeCount: BridgeCount,
    }
    "ArticulationPoint" => ArticulationPoint {
        node: Node, parts: Parts, partCount: PartCount, pairs: Pairs,
    }
    "GraphBridge" => Bridge { ends: Ends, links: Links, sides: Sides, pairs: Pairs, }
    "Metrics" => Metrics {
        degree: Value(Metric::Degree), inDegree: Value(Metric::InDegree),
        outDegree: Value(Metric::OutDegree), pageRank: Value(Metric::PageRank),
        betweenness: Value(Metric::Betweenness), closeness: Value(Metric::Closeness),
        harmonic: Value(Metric::Harmonic), coreness: Value(Metric::Coreness),
        clustering: Value(Metric::Clustering), component: Value(Metric::Component),
        community: Value(Metric::Community), betweennessSampling: Sampling(Metric::Betweenness),
        closenessSampling: Sampling(Metric::Closeness),
    }
    "Sampling" => Sampling { error: Error, probability: Probability, samples: Samples, }
    "ClaimSet" => ClaimSet { field: Field, claims: Claims, }
    "Claim" => Claim { value: Value, preferred: Preferred, sources: Sources, note: Note, }
    "PageInfo" => PageInfo {
        hasNextPage: HasNextPage, hasPreviousPage: HasPreviousPage, startCursor: StartCursor,
        endCursor: EndCursor,
    }
    "EntityConnection" => ListConnection {
        nodes: Connection(Connection::Nodes), edges: Connection(Connection::Edges),
        pageInfo: Connection(Connection::PageInfo), totalCount: Connection(Connection::TotalCount),
        aggregate: Aggregate, groups: Groups,
    }
    "EntityEdge" => Edge { cursor: Cursor, node: Node, }
    "LinkConnection" => ListConnection {
        nodes: Connection(Connection::Nodes), edges: Connection(Connection::Edges),
        pageInfo: Connection(Connection::PageInfo), totalCount: Connection(Connection::TotalCount),
        aggregate: Aggregate, groups: Groups,
    }
    "LinkEdge" => Edge { cursor: Cursor, node: Node, direction: Direction, }
    "Aggregate" => Aggregate { count: Count, distinctNodes: DistinctNodes, values: Values, }
    "AggregateValue" => AggregateValue {
        of: Of, currency: Currency, count: Count, min: Min, exactMin: ExactMin, max: Max, exactMax: ExactMax,
        sum: Sum, exactSum: ExactSum, mean: Mean, earliest: Earliest, latest: Latest,
        earliestDateTime: EarliestDateTime, latestDateTime: LatestDateTime,
    }
    "AggregateGroupSet" => AggregateGroupSet { nodes: Nodes, totalCount: TotalCount, }
    "AggregateGroup" => AggregateGroup {
        keys: Keys, count: Count, aggregate: Aggregate, members: Members, links: Links,
    }
    "AggregateGroupKey" => AggregateGroupKey { by: By, value: Value, entity: Entity, }
    "SourceSupportsConnection" => Connection {
        nodes: Nodes, edges: Edges, pageInfo: PageInfo, totalCount: TotalCount,
    }
    "SourceSupportsEdge" => RecordEdge { cursor: Cursor, node: Node, citations: Citations, }
    "SupportCitation" => SupportCitation { locator: Locator, note: Note, field: Field, }
    "ConflictConnection" => Connection {
        nodes: Nodes, edges: Edges, pageInfo: PageInfo, totalCount: TotalCount,
    }
    "ConflictEdge" => RecordEdge { cursor: Cursor, node: Node, }
    "Conflict" => Conflict { entity: Entity, field: Field, claims: Claims, }
    "MomentConnection" => Connection {
        nodes: Nodes, edges: Edges, pageInfo: PageInfo, totalCount: TotalCount,
    }
    "MomentEdge" => RecordEdge { cursor: Cursor, node: Node, }
    "Moment" => Moment { date: Date, change: Change, certain: Certain, entity: Entity, link: Link, }
    "SearchConnection" => SearchConnection {
        nodes: Connection(Connection::Nodes), edges: Connection(Connection::Edges),
        pageInfo: Connection(Connection::PageInfo), totalCount: Connection(Connection::TotalCount),
        facets: Facets,
    }
    "SearchEdge" => SearchEdge { cursor: Cursor, node: Node, }
    "SearchHit" => SearchHit {
        score: Score, entity: Entity, name: Name, field: Field, fragment: Fragment,
        highlight: Highlight,
    }
    "Facet" => Facet { kind: Kind, count: Count, }
    "MatchResult" => MatchResult { id: Id, name: Name, tie: Tie, candidates: Candidates, }
    "Match" => Match {
        entity: Entity, score: Score, tie: Tie, name: Name, kindAgrees: KindAgrees,
        countryAgrees: CountryAgrees, tokens: Tokens,
    }
    "MatchToken" => MatchToken {
        query: Query, candidate: Candidate, how: How, score: Score, weight: Weight,
    }
}

/// The types of the snapshot's description of itself: each of their fields is a member of a
/// JSON object, found by its name.
pub(super) const MEMBERS: &[(&str, &[&str])] = &[
    ("Ontology", &["kinds", "relations"]),
    ("KindInfo", &["kind", "description", "plural", "count", "properties", "relations"]),
    ("PropertyInfo", &["name", "type", "description"]),
    ("RelationFieldInfo", &["name", "relation", "direction", "target", "description"]),
    ("RelationInfo", &["relation", "symmetric", "count", "from", "to", "properties"]),
    (
        "Service",
        &[
            "version", "snapshot", "loadedMs", "entities", "links", "memory", "indexes", "search",
            "limits",
        ],
    ),
    ("MemoryInfo", &["texts", "nodes", "links", "indexes", "bytesPerNode", "bytesPerLink"]),
    ("IndexInfo", &["name", "description", "entries", "bytes", "buildMs"]),
    ("SearchInfo", &["buildMs", "bytes", "words", "names", "bytesPerNode"]),
    ("LimitInfo", &["name", "value", "unit", "description"]),
];
