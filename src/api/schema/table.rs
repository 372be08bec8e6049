//! The kind of every field of the fixed SDL: a row for each type, a pair for each field.
//!
//! A test holds it against the SDL in both directions.

use super::{
    CitationField as Citation, ClaimField as Claim, ClaimSetField as ClaimSet,
    CommonField as Common, CommonSetField as CommonSet, CompletenessField as Completeness,
    ConflictField as Conflict, ConnectednessField as Connectedness, ConnectionField as Connection,
    EdgeField as Edge, EntityField as Entity, ExternalIdField as ExternalId, FacetField as Facet,
    FieldKind::{self as Kind, Member},
    GraphField as Graph, LinkField as Link, MatchField as Match, MatchResultField as MatchResult,
    MatchTokenField as MatchToken, MomentField as Moment, NameField as Name,
    OmittedLinksField as OmittedLinks, PageInfoField as PageInfo, PathField as Path,
    PathSetField as PathSet, QueryField as Query, RecordEdgeField as RecordEdge,
    SearchConnectionField as SearchConnection, SearchEdgeField as SearchEdge,
    SearchHitField as SearchHit, SimilarField as Similar, SimilarSetField as SimilarSet,
    SupportCitationField as SupportCitation, TieField as Tie,
};
use crate::ontology::Target;

/// Fields of one type with their kinds.
type Row = (&'static str, &'static [(&'static str, Kind)]);

/// The kind of a field of the fixed SDL.
pub(super) fn kind(ty: &str, field: &str) -> Option<Kind> {
    let (_, fields) = ROWS.iter().find(|(name, _)| *name == ty)?;
    fields.iter().find(|(name, _)| *name == field).map(|&(_, kind)| kind)
}

/// All rows, in the order of the SDL.
pub(super) const ROWS: &[Row] = &[
    (
        "Name",
        &[
            ("value", Kind::Name(Name::Value)),
            ("lang", Kind::Name(Name::Lang)),
            ("script", Kind::Name(Name::Script)),
            ("kind", Kind::Name(Name::Kind)),
            ("since", Kind::Name(Name::Since)),
            ("until", Kind::Name(Name::Until)),
        ],
    ),
    (
        "ExternalId",
        &[
            ("scheme", Kind::ExternalId(ExternalId::Scheme)),
            ("value", Kind::ExternalId(ExternalId::Value)),
        ],
    ),
    (
        "Citation",
        &[
            ("source", Kind::Citation(Citation::Source)),
            ("locator", Kind::Citation(Citation::Locator)),
            ("note", Kind::Citation(Citation::Note)),
        ],
    ),
    (
        "Query",
        &[
            ("node", Kind::Query(Query::Node)),
            ("nodes", Kind::Query(Query::Nodes)),
            ("entity", Kind::Query(Query::Lookup(None))),
            ("entities", Kind::Query(Query::All(Target::Entity))),
            ("search", Kind::Query(Query::Search)),
            ("match", Kind::Query(Query::Match)),
            ("timeline", Kind::Query(Query::Timeline)),
            ("changes", Kind::Query(Query::Changes)),
            ("conflicts", Kind::Query(Query::Conflicts)),
            ("connected", Kind::Query(Query::Connected)),
            ("shortestPath", Kind::Query(Query::ShortestPath)),
            ("paths", Kind::Query(Query::Paths)),
            ("subgraph", Kind::Query(Query::Subgraph)),
            ("connect", Kind::Query(Query::Connect)),
            ("commonConnections", Kind::Query(Query::CommonConnections)),
            ("similar", Kind::Query(Query::Similar)),
            ("ontology", Kind::Query(Query::Description)),
            ("service", Kind::Query(Query::Description)),
        ],
    ),
    ("Node", &[("id", Kind::Entity(Entity::Id))]),
    (
        "Entity",
        &[
            ("id", Kind::Entity(Entity::Id)),
            ("name", Kind::Entity(Entity::Name)),
            ("names", Kind::Entity(Entity::Names)),
            ("summary", Kind::Entity(Entity::Summary)),
            ("externalIds", Kind::Entity(Entity::ExternalIds)),
            ("sources", Kind::Entity(Entity::Sources)),
            ("kind", Kind::Entity(Entity::Kind)),
            ("claims", Kind::Entity(Entity::Claims)),
            ("links", Kind::Entity(Entity::Links)),
            ("degree", Kind::Entity(Entity::Degree)),
        ],
    ),
    ("Source", &[("supports", Kind::Entity(Entity::Supports))]),
    (
        "Link",
        &[
            ("id", Kind::Link(Link::Id)),
            ("relation", Kind::Link(Link::Relation)),
            ("from", Kind::Link(Link::From)),
            ("to", Kind::Link(Link::To)),
            ("at", Kind::Link(Link::At)),
            ("since", Kind::Link(Link::Since)),
            ("until", Kind::Link(Link::Until)),
            ("attested", Kind::Link(Link::Attested)),
            ("status", Kind::Link(Link::Status)),
            ("evidence", Kind::Link(Link::Evidence)),
            ("note", Kind::Link(Link::Note)),
            ("sources", Kind::Link(Link::Sources)),
            ("properties", Kind::Link(Link::Properties)),
        ],
    ),
    (
        "Connectedness",
        &[
            ("connected", Kind::Connectedness(Connectedness::Connected)),
            ("distance", Kind::Connectedness(Connectedness::Distance)),
            ("complete", Kind::Connectedness(Connectedness::Completeness(Completeness::Complete))),
            (
                "truncated",
                Kind::Connectedness(Connectedness::Completeness(Completeness::Truncated)),
            ),
            ("reason", Kind::Connectedness(Connectedness::Completeness(Completeness::Reason))),
            (
                "completeDepth",
                Kind::Connectedness(Connectedness::Completeness(Completeness::CompleteDepth)),
            ),
        ],
    ),
    (
        "Path",
        &[
            ("length", Kind::Path(Path::Length)),
            ("cost", Kind::Path(Path::Cost)),
            ("nodes", Kind::Path(Path::Nodes)),
            ("links", Kind::Path(Path::Links)),
            ("steps", Kind::Path(Path::Steps)),
            ("sentence", Kind::Path(Path::Sentence)),
        ],
    ),
    (
        "PathSet",
        &[
            ("paths", Kind::PathSet(PathSet::Paths)),
            ("graph", Kind::PathSet(PathSet::Graph)),
            ("complete", Kind::PathSet(PathSet::Completeness(Completeness::Complete))),
            ("truncated", Kind::PathSet(PathSet::Completeness(Completeness::Truncated))),
            ("reason", Kind::PathSet(PathSet::Completeness(Completeness::Reason))),
            ("completeDepth", Kind::PathSet(PathSet::Completeness(Completeness::CompleteDepth))),
        ],
    ),
    (
        "Graph",
        &[
            ("nodes", Kind::Graph(Graph::Nodes)),
            ("links", Kind::Graph(Graph::Links)),
            ("nodeCount", Kind::Graph(Graph::NodeCount)),
            ("linkCount", Kind::Graph(Graph::LinkCount)),
            ("omitted", Kind::Graph(Graph::Omitted)),
            ("complete", Kind::Graph(Graph::Completeness(Completeness::Complete))),
            ("truncated", Kind::Graph(Graph::Completeness(Completeness::Truncated))),
            ("reason", Kind::Graph(Graph::Completeness(Completeness::Reason))),
            ("completeDepth", Kind::Graph(Graph::Completeness(Completeness::CompleteDepth))),
            ("export", Kind::Graph(Graph::Export)),
        ],
    ),
    (
        "OmittedLinks",
        &[
            ("node", Kind::OmittedLinks(OmittedLinks::Node)),
            ("relation", Kind::OmittedLinks(OmittedLinks::Relation)),
            ("count", Kind::OmittedLinks(OmittedLinks::Count)),
        ],
    ),
    (
        "CommonConnectionSet",
        &[
            ("shared", Kind::CommonSet(CommonSet::Shared)),
            ("total", Kind::CommonSet(CommonSet::Total)),
            ("complete", Kind::CommonSet(CommonSet::Completeness(Completeness::Complete))),
            ("truncated", Kind::CommonSet(CommonSet::Completeness(Completeness::Truncated))),
            ("reason", Kind::CommonSet(CommonSet::Completeness(Completeness::Reason))),
            (
                "completeDepth",
                Kind::CommonSet(CommonSet::Completeness(Completeness::CompleteDepth)),
            ),
        ],
    ),
    (
        "CommonConnection",
        &[
            ("node", Kind::Common(Common::Node)),
            ("ties", Kind::Common(Common::Ties)),
            ("overlapDays", Kind::Common(Common::OverlapDays)),
        ],
    ),
    ("SharedTie", &[("entity", Kind::Tie(Tie::Entity)), ("links", Kind::Tie(Tie::Links))]),
    (
        "SimilarSet",
        &[
            ("similar", Kind::SimilarSet(SimilarSet::Similar)),
            ("total", Kind::SimilarSet(SimilarSet::Total)),
            ("complete", Kind::SimilarSet(SimilarSet::Completeness(Completeness::Complete))),
            ("truncated", Kind::SimilarSet(SimilarSet::Completeness(Completeness::Truncated))),
            ("reason", Kind::SimilarSet(SimilarSet::Completeness(Completeness::Reason))),
            (
                "completeDepth",
                Kind::SimilarSet(SimilarSet::Completeness(Completeness::CompleteDepth)),
            ),
        ],
    ),
    (
        "Similar",
        &[
            ("node", Kind::Similar(Similar::Node)),
            ("score", Kind::Similar(Similar::Score)),
            ("shared", Kind::Similar(Similar::Shared)),
        ],
    ),
    (
        "ClaimSet",
        &[("field", Kind::ClaimSet(ClaimSet::Field)), ("claims", Kind::ClaimSet(ClaimSet::Claims))],
    ),
    (
        "Claim",
        &[
            ("value", Kind::Claim(Claim::Value)),
            ("preferred", Kind::Claim(Claim::Preferred)),
            ("sources", Kind::Claim(Claim::Sources)),
            ("note", Kind::Claim(Claim::Note)),
        ],
    ),
    (
        "PageInfo",
        &[
            ("hasNextPage", Kind::PageInfo(PageInfo::HasNextPage)),
            ("hasPreviousPage", Kind::PageInfo(PageInfo::HasPreviousPage)),
            ("startCursor", Kind::PageInfo(PageInfo::StartCursor)),
            ("endCursor", Kind::PageInfo(PageInfo::EndCursor)),
        ],
    ),
    (
        "EntityConnection",
        &[
            ("nodes", Kind::Connection(Connection::Nodes)),
            ("edges", Kind::Connection(Connection::Edges)),
            ("pageInfo", Kind::Connection(Connection::PageInfo)),
            ("totalCount", Kind::Connection(Connection::TotalCount)),
        ],
    ),
    ("EntityEdge", &[("cursor", Kind::Edge(Edge::Cursor)), ("node", Kind::Edge(Edge::Node))]),
    (
        "LinkConnection",
        &[
            ("nodes", Kind::Connection(Connection::Nodes)),
            ("edges", Kind::Connection(Connection::Edges)),
            ("pageInfo", Kind::Connection(Connection::PageInfo)),
            ("totalCount", Kind::Connection(Connection::TotalCount)),
        ],
    ),
    ("LinkEdge", &[("cursor", Kind::Edge(Edge::Cursor)), ("node", Kind::Edge(Edge::Node))]),
    (
        "SourceSupportsConnection",
        &[
            ("nodes", Kind::Connection(Connection::Nodes)),
            ("edges", Kind::Connection(Connection::Edges)),
            ("pageInfo", Kind::Connection(Connection::PageInfo)),
            ("totalCount", Kind::Connection(Connection::TotalCount)),
        ],
    ),
    (
        "SourceSupportsEdge",
        &[
            ("cursor", Kind::RecordEdge(RecordEdge::Cursor)),
            ("node", Kind::RecordEdge(RecordEdge::Node)),
            ("citations", Kind::RecordEdge(RecordEdge::Citations)),
        ],
    ),
    (
        "SupportCitation",
        &[
            ("locator", Kind::SupportCitation(SupportCitation::Locator)),
            ("note", Kind::SupportCitation(SupportCitation::Note)),
            ("field", Kind::SupportCitation(SupportCitation::Field)),
        ],
    ),
    (
        "ConflictConnection",
        &[
            ("nodes", Kind::Connection(Connection::Nodes)),
            ("edges", Kind::Connection(Connection::Edges)),
            ("pageInfo", Kind::Connection(Connection::PageInfo)),
            ("totalCount", Kind::Connection(Connection::TotalCount)),
        ],
    ),
    (
        "ConflictEdge",
        &[
            ("cursor", Kind::RecordEdge(RecordEdge::Cursor)),
            ("node", Kind::RecordEdge(RecordEdge::Node)),
        ],
    ),
    (
        "Conflict",
        &[
            ("entity", Kind::Conflict(Conflict::Entity)),
            ("field", Kind::Conflict(Conflict::Field)),
            ("claims", Kind::Conflict(Conflict::Claims)),
        ],
    ),
    (
        "MomentConnection",
        &[
            ("nodes", Kind::Connection(Connection::Nodes)),
            ("edges", Kind::Connection(Connection::Edges)),
            ("pageInfo", Kind::Connection(Connection::PageInfo)),
            ("totalCount", Kind::Connection(Connection::TotalCount)),
        ],
    ),
    (
        "MomentEdge",
        &[
            ("cursor", Kind::RecordEdge(RecordEdge::Cursor)),
            ("node", Kind::RecordEdge(RecordEdge::Node)),
        ],
    ),
    (
        "Moment",
        &[
            ("date", Kind::Moment(Moment::Date)),
            ("change", Kind::Moment(Moment::Change)),
            ("certain", Kind::Moment(Moment::Certain)),
            ("entity", Kind::Moment(Moment::Entity)),
            ("link", Kind::Moment(Moment::Link)),
        ],
    ),
    (
        "SearchConnection",
        &[
            ("nodes", Kind::SearchConnection(SearchConnection::Connection(Connection::Nodes))),
            ("edges", Kind::SearchConnection(SearchConnection::Connection(Connection::Edges))),
            (
                "pageInfo",
                Kind::SearchConnection(SearchConnection::Connection(Connection::PageInfo)),
            ),
            (
                "totalCount",
                Kind::SearchConnection(SearchConnection::Connection(Connection::TotalCount)),
            ),
            ("facets", Kind::SearchConnection(SearchConnection::Facets)),
        ],
    ),
    (
        "SearchEdge",
        &[
            ("cursor", Kind::SearchEdge(SearchEdge::Cursor)),
            ("node", Kind::SearchEdge(SearchEdge::Node)),
        ],
    ),
    (
        "SearchHit",
        &[
            ("score", Kind::SearchHit(SearchHit::Score)),
            ("entity", Kind::SearchHit(SearchHit::Entity)),
            ("name", Kind::SearchHit(SearchHit::Name)),
            ("field", Kind::SearchHit(SearchHit::Field)),
            ("fragment", Kind::SearchHit(SearchHit::Fragment)),
            ("highlight", Kind::SearchHit(SearchHit::Highlight)),
        ],
    ),
    ("Facet", &[("kind", Kind::Facet(Facet::Kind)), ("count", Kind::Facet(Facet::Count))]),
    (
        "MatchResult",
        &[
            ("id", Kind::MatchResult(MatchResult::Id)),
            ("name", Kind::MatchResult(MatchResult::Name)),
            ("tie", Kind::MatchResult(MatchResult::Tie)),
            ("candidates", Kind::MatchResult(MatchResult::Candidates)),
        ],
    ),
    (
        "Match",
        &[
            ("entity", Kind::Match(Match::Entity)),
            ("score", Kind::Match(Match::Score)),
            ("tie", Kind::Match(Match::Tie)),
            ("name", Kind::Match(Match::Name)),
            ("kindAgrees", Kind::Match(Match::KindAgrees)),
            ("countryAgrees", Kind::Match(Match::CountryAgrees)),
            ("tokens", Kind::Match(Match::Tokens)),
        ],
    ),
    (
        "MatchToken",
        &[
            ("query", Kind::MatchToken(MatchToken::Query)),
            ("candidate", Kind::MatchToken(MatchToken::Candidate)),
            ("how", Kind::MatchToken(MatchToken::How)),
            ("score", Kind::MatchToken(MatchToken::Score)),
            ("weight", Kind::MatchToken(MatchToken::Weight)),
        ],
    ),
    ("Ontology", &[("kinds", Member), ("relations", Member)]),
    (
        "KindInfo",
        &[
            ("kind", Member),
            ("description", Member),
            ("plural", Member),
            ("count", Member),
            ("properties", Member),
            ("relations", Member),
        ],
    ),
    ("PropertyInfo", &[("name", Member), ("type", Member), ("description", Member)]),
    (
        "RelationFieldInfo",
        &[
            ("name", Member),
            ("relation", Member),
            ("direction", Member),
            ("target", Member),
            ("description", Member),
        ],
    ),
    (
        "RelationInfo",
        &[
            ("relation", Member),
            ("symmetric", Member),
            ("count", Member),
            ("from", Member),
            ("to", Member),
            ("properties", Member),
        ],
    ),
    (
        "Service",
        &[
            ("version", Member),
            ("snapshot", Member),
            ("loadedMs", Member),
            ("entities", Member),
            ("links", Member),
            ("memory", Member),
            ("search", Member),
            ("limits", Member),
        ],
    ),
    (
        "MemoryInfo",
        &[
            ("texts", Member),
            ("nodes", Member),
            ("links", Member),
            ("indexes", Member),
            ("bytesPerNode", Member),
            ("bytesPerLink", Member),
        ],
    ),
    (
        "SearchInfo",
        &[
            ("buildMs", Member),
            ("bytes", Member),
            ("words", Member),
            ("names", Member),
            ("bytesPerNode", Member),
        ],
    ),
    (
        "LimitInfo",
        &[("name", Member), ("value", Member), ("unit", Member), ("description", Member)],
    ),
];
