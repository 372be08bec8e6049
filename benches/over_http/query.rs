//! The queries that are measured, each with the entity that it starts from.

use crate::graph::Graph;
use serde_json::json;

/// A query that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Query {
    /// One entity with six values.
    Small,
    /// About 1,000 objects: the members of an organization, and where else they hold posts.
    Medium,
    /// The same through `edges`, with what the links say.
    MediumEdges,
    /// About 20,000 objects, shaped like the one before.
    Large,
    /// The medium query with a filter on each level.
    MediumFiltered,
    /// The medium query with its members in another order.
    MediumOrdered,
    /// The medium query with what was in force on a day alone.
    MediumAsOf,
}

impl Query {
    pub(crate) const ALL: &'static [Self] = &[
        Self::Small,
        Self::Medium,
        Self::MediumEdges,
        Self::Large,
        Self::MediumFiltered,
        Self::MediumOrdered,
        Self::MediumAsOf,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::MediumEdges => "medium-edges",
            Self::Large => "large",
            Self::MediumFiltered => "medium-filtered",
            Self::MediumOrdered => "medium-ordered",
            Self::MediumAsOf => "medium-asof",
        }
    }

    pub(crate) fn document(self) -> &'static str {
        match self {
            Self::Small => include_str!("queries/small.graphql"),
            Self::Medium => include_str!("queries/medium.graphql"),
            Self::MediumEdges => include_str!("queries/medium-edges.graphql"),
            Self::Large => include_str!("queries/large.graphql"),
            Self::MediumFiltered => include_str!("queries/medium-filtered.graphql"),
            Self::MediumOrdered => include_str!("queries/medium-ordered.graphql"),
            Self::MediumAsOf => include_str!("queries/medium-asof.graphql"),
        }
    }

    /// Whether it needs arguments that only Corridor's API has.
    pub(crate) fn needs_arguments(self) -> bool {
        matches!(self, Self::MediumFiltered | Self::MediumOrdered | Self::MediumAsOf)
    }

    /// The number of the entity that it starts from.
    pub(crate) fn start(self, graph: &Graph) -> usize {
        let organizations = 0..graph.organizations.len();
        let members = |organization: &usize| graph.member_count(*organization);
        match self {
            Self::Small => 12_345,
            Self::Large => organizations.max_by_key(members).unwrap_or_default(),
            // So many that a filter which lets half of them pass still fills a page.
            _ => organizations.min_by_key(|body| members(body).abs_diff(300)).unwrap_or_default(),
        }
    }

    /// The body of the HTTP request.
    pub(crate) fn body(self, graph: &Graph) -> String {
        let start = self.start(graph);
        let id = match self {
            Self::Small => &graph.people[start].id,
            _ => &graph.organizations[start].id,
        };
        json!({ "query": self.document(), "variables": { "id": id } }).to_string()
    }
}
