//! The measures that are one number for each entity, by the names that the API has for them.

/// A measure of entities: what `metrics`, `where`, `orderBy`, `rank` and exports know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric {
    /// Links, each once.
    Degree,
    /// Links that lead to it.
    InDegree,
    /// Links that lead from it.
    OutDegree,
    /// PageRank.
    PageRank,
    /// Betweenness, from 0 to 1.
    Betweenness,
    /// Closeness.
    Closeness,
    /// Harmonic centrality.
    Harmonic,
    /// Coreness.
    Coreness,
    /// Clustering coefficient.
    Clustering,
    /// The number of its weak component, 0 for the largest.
    Component,
    /// The number of its community, 0 for the largest.
    Community,
}

impl Metric {
    /// Every measure, in the order of the API.
    pub const ALL: &'static [Self] = &[
        Self::Degree,
        Self::InDegree,
        Self::OutDegree,
        Self::PageRank,
        Self::Betweenness,
        Self::Closeness,
        Self::Harmonic,
        Self::Coreness,
        Self::Clustering,
        Self::Component,
        Self::Community,
    ];

    /// The name of its field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Degree => "degree",
            Self::InDegree => "inDegree",
            Self::OutDegree => "outDegree",
            Self::PageRank => "pageRank",
            Self::Betweenness => "betweenness",
            Self::Closeness => "closeness",
            Self::Harmonic => "harmonic",
            Self::Coreness => "coreness",
            Self::Clustering => "clustering",
            Self::Component => "component",
            Self::Community => "community",
        }
    }

    /// The name of its value of the enum `Metric`.
    pub fn enum_value(self) -> &'static str {
        match self {
            Self::Degree => "DEGREE",
            Self::InDegree => "IN_DEGREE",
            Self::OutDegree => "OUT_DEGREE",
            Self::PageRank => "PAGE_RANK",
            Self::Betweenness => "BETWEENNESS",
            Self::Closeness => "CLOSENESS",
            Self::Harmonic => "HARMONIC",
            Self::Coreness => "CORENESS",
            Self::Clustering => "CLUSTERING",
            Self::Component => "COMPONENT",
            Self::Community => "COMMUNITY",
        }
    }

    /// The measure of a field's name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == name)
    }

    /// The measure of a value of the enum `Metric`.
    pub fn by_enum_value(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.enum_value() == name)
    }

    /// Returns true if it counts the links of one entity: then nothing is computed for the others.
    pub fn is_local(self) -> bool {
        match self {
            Self::Degree | Self::InDegree | Self::OutDegree => true,
            Self::PageRank
            | Self::Betweenness
            | Self::Closeness
            | Self::Harmonic
            | Self::Coreness
            | Self::Clustering
            | Self::Component
            | Self::Community => false,
        }
    }

    /// Returns true if it is the number of a group, which is no more and no less than another.
    pub fn is_group(self) -> bool {
        match self {
            Self::Component | Self::Community => true,
            Self::Degree
            | Self::InDegree
            | Self::OutDegree
            | Self::PageRank
            | Self::Betweenness
            | Self::Closeness
            | Self::Harmonic
            | Self::Coreness
            | Self::Clustering => false,
        }
    }

    /// Returns true if its values are whole numbers.
    pub fn is_integer(self) -> bool {
        match self {
            Self::Degree
            | Self::InDegree
            | Self::OutDegree
            | Self::Coreness
            | Self::Component
            | Self::Community => true,
            Self::PageRank
            | Self::Betweenness
            | Self::Closeness
            | Self::Harmonic
            | Self::Clustering => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_found_by_its_names() {
        for &metric in Metric::ALL {
            assert_eq!(Metric::by_name(metric.as_str()), Some(metric));
            assert_eq!(Metric::by_enum_value(metric.enum_value()), Some(metric));
            let name = metric.enum_value().replace('_', "").to_lowercase();
            assert_eq!(name, metric.as_str().to_lowercase());
        }
        assert_eq!(Metric::by_name("pagerank"), None);
    }
}
