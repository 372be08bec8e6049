//! The fields that every entity has, whatever its kind.

/// A field that every entity has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommonField {
    /// The id.
    Id,
    /// The name that is shown.
    Name,
    /// All names.
    Names,
    /// A sentence about the entity.
    Summary,
    /// The name of the kind.
    Kind,
    /// Ids in other data sets.
    ExternalIds,
    /// The sources that the entity cites.
    Sources,
}

impl CommonField {
    /// All of them, the most telling first.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Names,
        Self::Summary,
        Self::Kind,
        Self::Id,
        Self::ExternalIds,
        Self::Sources,
    ];

    /// The common field of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// The name of the field in the GraphQL API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Names => "names",
            Self::Summary => "summary",
            Self::Kind => "kind",
            Self::ExternalIds => "externalIds",
            Self::Sources => "sources",
        }
    }

    /// A description for people.
    pub fn description(self) -> &'static str {
        match self {
            Self::Id => "The id of the entity",
            Self::Name => "The name that is shown",
            Self::Names => "All names, in every language and spelling",
            Self::Summary => "One sentence about the entity",
            Self::Kind => "The kind of the entity",
            Self::ExternalIds => "Ids in other data sets, as scheme:id",
            Self::Sources => "The documents that the entity comes from",
        }
    }
}
