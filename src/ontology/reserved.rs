//! Names that type definitions cannot use, because the API uses them.

/// Types of the API that exist whatever the definitions say.
pub(crate) const TYPES: &[&str] = &[
    "Boolean",
    "Float",
    "ID",
    "Int",
    "String",
    "Date",
    "JSON",
    "PartialDate",
    "URL",
    "Mutation",
    "Query",
    "Subscription",
    "Citation",
    "CitationWhere",
    "CitationsFilter",
    "Claim",
    "ClaimSet",
    "Entity",
    "ExternalId",
    "Kind",
    "Link",
    "Metrics",
    "Name",
    "NameKind",
    "Node",
    "PageInfo",
    "Relation",
    "Source",
    "SourceConnection",
    "SourceEdge",
    "SourceLinkWhere",
    "SourceOrder",
    "SourceWhere",
    "EntityConnection",
    "EntityEdge",
    "EntityLinkWhere",
    "EntityOrder",
    "EntityWhere",
    "LinkConnection",
    "LinkEdge",
    "LinkOrder",
    "LinkWhere",
    "Direction",
    "Evidence",
    "ExportFormat",
    "LinkStatus",
    "OrderDirection",
    "RelationshipDirection",
    "SearchBy",
    "SortDirection",
    "DateRange",
    "MatchInput",
    "Cost",
    "BooleanFilter",
    "DateFilter",
    "DateRange",
    "EnumFilter",
    "EvidenceFilter",
    "ExactStringFilter",
    "FloatFilter",
    "IDFilter",
    "IntFilter",
    "JSONFilter",
    "KindFilter",
    "LinkStatusFilter",
    "ListFilter",
    "PartialDateFilter",
    "RelationFilter",
    "StringFilter",
    "StringListFilter",
    "URLFilter",
    "WhenFilter",
    "Change",
    "ChangeConnection",
    "Community",
    "Conflict",
    "ConflictConnection",
    "ConflictEdge",
    "Facet",
    "Graph",
    "Limit",
    "Match",
    "MatchResult",
    "MatchToken",
    "MatchedBy",
    "Omitted",
    "Ontology",
    "OntologyKind",
    "OntologyRelation",
    "Path",
    "PathSet",
    "PathStep",
    "Rank",
    "RankConnection",
    "SearchConnection",
    "SearchEdge",
    "SearchHit",
    "Service",
    "Moment",
    "MomentConnection",
    "MomentEdge",
    "SourceSupportsConnection",
    "SourceSupportsEdge",
    "SupportCitation",
    "Timeline",
    "TimelineConnection",
    "TimelineEntry",
    "GraphOptions",
    "PathCost",
    "TruncationReason",
    "Connectedness",
    "OmittedLinks",
    "CommonConnectionSet",
    "CommonConnection",
    "SharedTie",
    "Likeness",
    "SimilarSet",
    "Similar",
    "KindInfo",
    "PropertyInfo",
    "RelationFieldInfo",
    "RelationInfo",
    "MemoryInfo",
    "SearchInfo",
    "LimitInfo",
    "KindListFilter",
    "JSONListFilter",
    "IDListFilter",
    "IntListFilter",
    "FloatListFilter",
    "BooleanListFilter",
    "PartialDateListFilter",
    "DateListFilter",
    "URLListFilter",
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
    "asOf",
    "certain",
    "during",
    "AND",
    "OR",
    "NOT",
];

/// The fields of every link and every edge, and the words of filters and time.
pub(crate) const LINK_FIELDS: &[&str] = &[
    "id", "at", "since", "until", "attested", "status", "evidence", "note", "sources", "cursor",
    "node", "from", "to", "relation", "asOf", "certain", "during", "AND", "OR", "NOT",
];

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
