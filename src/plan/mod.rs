//! What a query asks for, compiled: data and pure functions.
//!
//! A [`Plan`] says for every object that a query can meet what is written for it, in the
//! order of the response. It holds numbers of kinds, relations and columns and no pointer
//! into a graph: it is a pure function of the document and the ontology, and serves every
//! snapshot of that ontology. Its arguments are bound for each request ([`bind()`]).

mod arguments;
mod bind;
mod cost;
mod cursor;
mod error;
mod explain;
mod filter;
mod hits;
mod input;
mod order;
mod steps;
mod view;

pub use arguments::{
    Arguments, ElementScope, EntityPage, LinkPage, LinkScope, MatchPage, MatchQuery, MomentPage,
    RelationPage, SearchPage, Slice, SupportPage,
};
pub use bind::{ArgumentForm, bind};
pub use cost::{BoundArguments, cost};
pub use cursor::Cursor;
pub use error::{ErrorCode, FieldError};
pub use filter::{
    Certainty, CitationPredicate, EdgePredicate, LinkPredicate, LinkTime, Predicate, Quantifier,
    Test, TextOperator, TextTest, ValueTest,
};
pub use hits::{FacetOp, HitEdgeOp, HitOp, HitsOp, HitsSelection};
pub use input::{Input, Template, Variables};
pub use order::{OrderBy, OrderKey};
pub use steps::{
    ArgumentTemplate, ArgumentsId, CellSource, ColumnId, ColumnRef, DescriptionId, DescriptionOp,
    EntityOp, FlatId, FlatObject, HitId, HitsId, InfoOp, LinkCell, LinkColumnId, LinkColumnRef,
    LinkOp, PageId, PageOp, PageSelection, PartOp, PartsId, RecordOp, RootOp, RowsId, RowsRef,
    Selection, SelectionId, Site, SiteId, Step,
};
pub use view::TimeViewChange;

use crate::json::fragment::Arena;

/// A compiled operation.
#[derive(Debug)]
pub struct Plan {
    /// Keys and constants.
    pub arena: Arena,
    /// What is written of `Query`.
    pub root: Vec<Step<RootOp>>,
    /// Whether a step of the root can be null: by position in `root`.
    pub nullable: Vec<bool>,
    /// What is written of entities and links.
    pub selections: Vec<Selection>,
    /// What is written of pages.
    pub pages: Vec<PageSelection>,
    /// What is written of pages of hits.
    pub hit_pages: Vec<HitsSelection>,
    /// What is written of hits.
    pub hits: Vec<Vec<Step<HitOp>>>,
    /// Flat objects of lists.
    pub flat: Vec<FlatObject>,
    /// What is written of small values.
    pub parts: Vec<Vec<Step<PartOp>>>,
    /// What is written of the service's description.
    pub descriptions: Vec<Vec<Step<DescriptionOp>>>,
    /// Properties to read.
    pub columns: Vec<ColumnRef>,
    /// Properties of links to read.
    pub link_columns: Vec<LinkColumnRef>,
    /// Rows to follow.
    pub rows: Vec<RowsRef>,
    /// Arguments of fields.
    pub arguments: Vec<PlannedArguments>,
    /// Fields in the document.
    pub sites: Vec<Site>,
    /// The response keys of root fields that the schema answers.
    pub introspection: Vec<String>,
}

/// The arguments of a field.
#[derive(Debug)]
pub enum PlannedArguments {
    /// No variable in them: bound when the plan was made.
    Bound(Box<Result<Arguments, FieldError>>),
    /// To be bound for each request.
    Template(ArgumentTemplate),
}
