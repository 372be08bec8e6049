//! Names that type definitions cannot use, because the API uses them.

/// Types of the API that exist whatever the definitions say.
pub(crate) const TYPES: &[&str] = &[
    // Scalars that every GraphQL API has.
    "Boolean",
    "Float",
    "ID",
    "Int",
    "String",
    // Types of the SDL.
    "Aggregate",
    "AggregateGroup",
    "AggregateGroupKey",
    "AggregateGroupOrder",
    "AggregateGroupSet",
    "AggregateValue",
    "AnyLinkOrder",
    "AnyLinkWhere",
    "ArticulationPoint",
    "BigInt",
    "BigIntFilter",
    "BigIntListFilter",
    "BooleanFilter",
    "BooleanListFilter",
    "BrokerSet",
    "Certainty",
    "Change",
    "Citation",
    "CitationWhere",
    "CitationsFilter",
    "Claim",
    "ClaimSet",
    "CommonConnection",
    "CommonConnectionSet",
    "Community",
    "CommunitySet",
    "ComponentMode",
    "ComponentSet",
    "Conflict",
    "ConflictConnection",
    "ConflictEdge",
    "ConnectedComponent",
    "Connectedness",
    "Date",
    "DateFilter",
    "DateListFilter",
    "DatePart",
    "DateRange",
    "DateTime",
    "DateTimeFilter",
    "DateTimeListFilter",
    "Decimal",
    "DecimalFilter",
    "DecimalListFilter",
    "Direction",
    "Entity",
    "EntityConnection",
    "EntityEdge",
    "EntityOrder",
    "EntityValue",
    "EntityWhere",
    "Evidence",
    "ExactStringFilter",
    "ExternalId",
    "ExternalIdInput",
    "ExternalIdWhere",
    "ExternalIdsFilter",
    "Facet",
    "FieldComparison",
    "FloatFilter",
    "FloatListFilter",
    "GeoBox",
    "Graph",
    "GraphBridge",
    "GraphOptions",
    "IDFilter",
    "IDListFilter",
    "IndexInfo",
    "IntFilter",
    "IntListFilter",
    "JSON",
    "JSONFilter",
    "JSONListFilter",
    "KindFilter",
    "KindInfo",
    "KindListFilter",
    "Likeness",
    "LimitInfo",
    "Link",
    "LinkConnection",
    "LinkEdge",
    "LinkOrder",
    "LinkReference",
    "LinkStatus",
    "LinkValue",
    "LinkWhere",
    "Match",
    "MatchInput",
    "MatchResult",
    "MatchToken",
    "MemoryInfo",
    "Metric",
    "Metrics",
    "MetricsOrder",
    "MetricsWhere",
    "Moment",
    "MomentConnection",
    "MomentEdge",
    "Money",
    "Name",
    "NameKind",
    "Node",
    "OmittedLinks",
    "Ontology",
    "PageInfo",
    "PartialDate",
    "PartialDateFilter",
    "PartialDateListFilter",
    "Path",
    "PathCost",
    "PathSet",
    "Point",
    "PointDistance",
    "PointInput",
    "PointWithin",
    "PropertyInfo",
    "Query",
    "RankConnection",
    "RankEdge",
    "ReachableConnection",
    "ReachableEdge",
    "RelationFieldInfo",
    "RelationInfo",
    "Sampling",
    "SearchConnection",
    "SearchEdge",
    "SearchHit",
    "SearchInfo",
    "Service",
    "SharedTie",
    "Similar",
    "SimilarSet",
    "SortDirection",
    "Source",
    "SourceSupportsConnection",
    "SourceSupportsEdge",
    "StringFilter",
    "StringListFilter",
    "SupportCitation",
    "TruncationReason",
    "URL",
    "URLFilter",
    "URLListFilter",
    "WhenFilter",
    "WholeValue",
    // Enums of the arguments of directives.
    "RelationshipDirection",
    "SearchBy",
    // Types that are made for every data set.
    "CertaintyFilter",
    "CertaintyListFilter",
    "DirectionFilter",
    "DirectionListFilter",
    "EntityKindWhere",
    "EvidenceFilter",
    "EvidenceListFilter",
    "ExportFormat",
    "Kind",
    "LinkStatusFilter",
    "LinkStatusListFilter",
    "MatchedBy",
    "MoneyListFilter",
    "MoneyOrder",
    "MoneyValue",
    "MoneyWhere",
    "PointListFilter",
    "PointOrder",
    "PointValue",
    "PointWhere",
    "Relation",
    "RelationFilter",
    "RelationListFilter",
    "SourceConnection",
    "SourceEdge",
    "SourceOrder",
    "SourceValue",
    "SourceWhere",
    // Names that no type has yet: the API may need them.
    "ChangeConnection",
    "Cost",
    "EnumFilter",
    "Limit",
    "ListFilter",
    "Mutation",
    "Omitted",
    "OntologyKind",
    "OntologyRelation",
    "OrderDirection",
    "PathStep",
    "Rank",
    "Subscription",
    "Timeline",
    "TimelineConnection",
    "TimelineEntry",
];

/// Root fields of the API that exist whatever the definitions say.
pub(crate) const ROOT_FIELDS: &[&str] = &[
    "node",
    "nodes",
    "entity",
    "entities",
    "source",
    "sources",
    "search",
    "match",
    "connected",
    "similar",
    "shortestPath",
    "paths",
    "subgraph",
    "commonConnections",
    "connect",
    "rank",
    "communities",
    "components",
    "brokers",
    "timeline",
    "changes",
    "conflicts",
    "ontology",
    "service",
];

/// The fields of every entity, and the words that filters and time use beside properties.
pub(crate) const ENTITY_FIELDS: &[&str] = &[
    "id",
    "kind",
    "name",
    "names",
    "summary",
    "externalIds",
    "sources",
    "claims",
    "links",
    "degree",
    "metrics",
    "ancestors",
    "descendants",
    "asOf",
    "certain",
    "during",
    "AND",
    "OR",
    "NOT",
    "on",
    "compare",
];

/// The words among reserved names that are no fields of entities and links, and their meanings.
const WORDS: &[(&[&str], &str)] = &[
    (&["AND", "OR", "NOT"], "filters join conditions with it"),
    (&["on"], "filters name kinds under it"),
    (&["compare"], "filters compare two fields under it"),
    (&["isNull"], "filters ask under it if there is a value"),
    (&["asOf", "during", "certain"], "fields take an argument of this name that chooses a time"),
];

/// The meaning of a reserved name that is no field of entities and links, but a word of filters or
/// an argument.
pub(crate) fn meaning(name: &str) -> Option<&'static str> {
    WORDS.iter().find(|(words, _)| words.contains(&name)).map(|(_, meaning)| *meaning)
}

/// The reason why no property of an entity can have a reserved name.
pub(crate) fn reason_for_entities(name: &str) -> &'static str {
    meaning(name).unwrap_or("every entity has it built in")
}

/// The arguments of a lookup that choose a view: no property of a key has such a name.
pub(crate) const VIEW_ARGUMENTS: &[&str] = &["asOf", "during", "certain", "status"];

/// The fields of every link and every edge, and the words of filters and time.
pub(crate) const LINK_FIELDS: &[&str] = &[
    "id",
    "at",
    "since",
    "until",
    "attested",
    "lastAttested",
    "certainty",
    "status",
    "evidence",
    "disputed",
    "note",
    "sources",
    "cursor",
    "node",
    "from",
    "to",
    "relation",
    "asOf",
    "certain",
    "during",
    "AND",
    "OR",
    "NOT",
    "compare",
];

/// The words that filters and facts use beside the fields of structured values.
pub(crate) const VALUE_FIELDS: &[&str] = &["AND", "OR", "NOT", "isNull", "claims"];

/// Properties that every entity has and that may serve as its caption.
pub(crate) const CAPTION_FIELDS: &[&str] = &["id", "name", "summary"];

#[cfg(test)]
mod tests {
    use super::{ROOT_FIELDS, TYPES};

    /// The fixed part of the API, read as text: the module itself is far above this one.
    const FIXED: &str = include_str!("../api/schema/fixed.graphql");

    #[test]
    fn every_fixed_type_and_root_field_of_the_api_is_reserved() {
        let keywords = ["type ", "interface ", "enum ", "input ", "union ", "scalar "];
        let definitions = FIXED.lines().filter_map(|line| {
            let rest = keywords.iter().find_map(|keyword| line.strip_prefix(keyword))?;
            rest.split(|c: char| !c.is_ascii_alphanumeric()).next()
        });
        let types: Vec<_> = definitions.filter(|name| !TYPES.contains(name)).collect();
        assert!(types.is_empty(), "not reserved: {types:?}");
        let query = FIXED.split("\ntype Query").nth(1).unwrap().split("\n}").next().unwrap();
        let fields = query.lines().filter_map(|line| {
            let rest = line.strip_prefix("  ")?;
            let name = rest.split(['(', ':']).next()?;
            (rest.len() > name.len() && name.bytes().all(|b| b.is_ascii_alphanumeric()))
                .then_some(name)
        });
        let fields: Vec<_> = fields.filter(|name| !ROOT_FIELDS.contains(name)).collect();
        assert!(fields.is_empty(), "not reserved: {fields:?}");
    }
}
