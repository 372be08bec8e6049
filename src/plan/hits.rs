//! The steps of `search`: what is written of its page, its hits and its facets.

use super::steps::{HitId, InfoOp, PartsId, SelectionId, SiteId, Step};
use crate::json::fragment::Fragment;

/// What is selected of a page of hits.
#[derive(Clone, Debug)]
pub struct HitsSelection {
    /// In the order of the response.
    pub steps: Vec<Step<HitsOp>>,
}

/// What can be written of a page of hits.
#[derive(Clone, Debug)]
pub enum HitsOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// `nodes`
    Nodes(HitId, SiteId),
    /// `edges`
    Edges(Vec<Step<HitEdgeOp>>, SiteId),
    /// `pageInfo`
    Info(Vec<Step<InfoOp>>, SiteId),
    /// `totalCount`
    TotalCount,
    /// `facets`
    Facets(Vec<Step<FacetOp>>, SiteId),
}

/// What can be written of an edge.
#[derive(Clone, Copy, Debug)]
pub enum HitEdgeOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// The cursor.
    Cursor,
    /// The hit.
    Node(HitId, SiteId),
}

/// What can be written of a hit.
#[derive(Clone, Copy, Debug)]
pub enum HitOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// `score`
    Score,
    /// `entity`
    Entity(SelectionId, SiteId),
    /// `name`: the name that matched.
    Name(PartsId, SiteId),
    /// `field`: where the text that matched stands.
    Field,
    /// `fragment`: the text.
    Text,
    /// `highlight`: the text as HTML.
    Highlight,
}

/// What can be written of a facet.
#[derive(Clone, Copy, Debug)]
pub enum FacetOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// `kind`
    Kind,
    /// `count`
    Count,
}

impl HitOp {
    /// Whether it takes knowing which text matched.
    pub fn shows(self) -> bool {
        matches!(self, Self::Name(..) | Self::Field | Self::Text | Self::Highlight)
    }
}
