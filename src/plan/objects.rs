//! The fields of objects that are embedded in entities and links: names, external ids,
//! citations, claims.

use super::{
    ids::Id,
    steps::{Object, SelectionId, SiteId},
};

/// A field of `Name`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum NameOp {
    Value,
    Lang,
    Script,
    Kind,
    Since,
    Until,
}

/// A field of `ExternalId`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ExternalIdOp {
    Scheme,
    Value,
}

/// A field of a structured value.
#[derive(Clone, Copy, Debug)]
pub enum ValueOp {
    /// The value of the field at a position.
    Field(usize),
    /// The field at a position, which is structured itself.
    Object(usize, Id<Object<ValueOp>>),
}

/// A field of `Citation`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum CitationOp {
    Source(SelectionId, SiteId),
    Locator,
    Note,
}

/// A field of `LinkReference`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum LinkReferenceOp {
    Property,
    Entity(SelectionId, SiteId),
}

/// A field of `ClaimSet`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ClaimSetOp {
    Field,
    Claims(Id<Object<ClaimOp>>, SiteId),
}

/// A field of `Claim`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum ClaimOp {
    Value,
    Preferred,
    Sources(Id<Object<CitationOp>>, SiteId),
    Note,
}
