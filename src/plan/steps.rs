//! The steps of a plan: what is written for each sort of object.
//!
//! Every step has its response key ready as `,"key":` (the first comma of an object is
//! overwritten by its brace), and says what to write behind it. Selections refer to each
//! other by number, so that a plan is plain data that outlives any graph.

use super::bind::ArgumentForm;
use super::input::Template;
use crate::{
    json::fragment::Fragment,
    ontology::{Direction, KindId, RelationId, Target},
};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the plan's list.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

numbers! {
    /// What is selected of an entity or link.
    SelectionId,
    /// What is selected of a page.
    PageId,
    /// What is selected of a page of hits.
    HitsId,
    /// What is selected of a hit.
    HitId,
    /// What is selected of a small value.
    PartsId,
    /// What is selected of the service's description.
    DescriptionId,
    /// A property of a kind that the plan reads.
    ColumnId,
    /// A property of a link that the plan reads.
    LinkColumnId,
    /// Rows that the plan follows.
    RowsId,
    /// The arguments of a field.
    ArgumentsId,
    /// A flat object of a list.
    FlatId,
    /// A field in the document: for paths and locations of errors.
    SiteId,
}

/// A step: a key, and what to write behind it.
#[derive(Clone, Debug)]
pub struct Step<Op> {
    /// `,"key":` in the plan's arena.
    pub key: Fragment,
    /// What to write.
    pub op: Op,
}

/// An object that is nothing but cells between text that is always the same: written as
/// text, cell, text, cell and so on. The first text of an object also ends the one before.
#[derive(Clone, Debug)]
pub struct FlatObject {
    /// The text before the first cell of the first object of a list, with the bracket.
    pub first: Fragment,
    /// Text, then the cell behind it.
    pub pieces: Vec<(Fragment, CellSource)>,
    /// The text behind the last cell of the last object of a list, with the bracket.
    pub tail: Fragment,
    /// How many objects it is: an edge and the entity in it are two.
    pub objects: u64,
}

/// Where a cell of a [`FlatObject`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellSource {
    /// A property of the entity.
    Node(ColumnId),
    /// A property of the link.
    Link(LinkColumnId),
}

/// What is selected of an entity, or of a link where `Node` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// By kind; empty where the kind cannot come here.
    pub kinds: Vec<Vec<Step<EntityOp>>>,
    /// Of a link.
    pub link: Vec<Step<LinkOp>>,
}

/// What can be written of `Query`.
#[derive(Clone, Debug)]
pub enum RootOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// `node`
    Node(ArgumentsId, SelectionId, SiteId),
    /// `nodes`
    Nodes(ArgumentsId, SelectionId, SiteId),
    /// `entity`, `person`
    Lookup(Option<KindId>, ArgumentsId, SelectionId, SiteId),
    /// `people`, `entities`
    All(Target, ArgumentsId, PageId, SiteId),
    /// `search`
    Search(ArgumentsId, HitsId, SiteId),
    /// `conflicts`
    Conflicts(ArgumentsId, PageId, SiteId),
    /// `changes`
    Changes(ArgumentsId, PageId, SiteId),
    /// `timeline`
    Timeline(ArgumentsId, PageId, SiteId),
    /// `ontology`, `service`
    Description(String, DescriptionId, SiteId),
    /// `__schema`, `__type`: by position in the plan's list.
    Introspection(usize),
    /// `match`
    Match(ArgumentsId, PartsId, SiteId),
}

impl RootOp {
    /// The field, where an error can be at it.
    pub fn site(&self) -> Option<SiteId> {
        match *self {
            Self::Constant(_) | Self::Introspection(_) => None,
            Self::Fail(site)
            | Self::Node(.., site)
            | Self::Nodes(.., site)
            | Self::Lookup(.., site)
            | Self::All(.., site)
            | Self::Search(.., site)
            | Self::Conflicts(.., site)
            | Self::Changes(.., site)
            | Self::Timeline(.., site)
            | Self::Description(.., site)
            | Self::Match(.., site) => Some(site),
        }
    }
}

/// What can be written of an entity.
#[derive(Clone, Debug)]
pub enum EntityOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same for every entity of the kind.
    Constant(Fragment),
    /// A property, the id or the primary name.
    Cell(ColumnId),
    /// The name in a language.
    Name(ArgumentsId),
    /// `names`
    Names(PartsId),
    /// `summary`
    Summary(ArgumentsId),
    /// `externalIds`
    ExternalIds(PartsId),
    /// `sources`
    Sources(PartsId, SiteId),
    /// `claims`
    Claims(ArgumentsId, PartsId, SiteId),
    /// A to-one relation.
    One(RowsId, RelationId, ArgumentsId, SelectionId, SiteId),
    /// A to-many relation.
    Relation(RowsId, RelationId, ArgumentsId, PageId, SiteId),
    /// `links`
    Links(ArgumentsId, PageId, SiteId),
    /// `degree`
    Degree(ArgumentsId, SiteId),
    /// `supports`, of a source.
    Supports(ArgumentsId, PageId, SiteId),
}

/// What can be written of a link, on an edge or as `Link`.
#[derive(Clone, Debug)]
pub enum LinkOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// The cursor of the edge.
    Cursor,
    /// What the edge leads to.
    Node(SelectionId, SiteId),
    /// Its id.
    Id,
    /// Its relation.
    Relation,
    /// Where it starts.
    From(SelectionId, SiteId),
    /// Where it leads.
    To(SelectionId, SiteId),
    /// A property of a known relation.
    Cell(LinkColumnId),
    /// A built-in property, where the relation is not known.
    Field(LinkCell),
    /// `status`
    Status,
    /// `evidence`
    Evidence,
    /// `sources`
    Sources(PartsId, SiteId),
    /// All properties as JSON.
    Properties,
}

/// A column that links of every relation can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum LinkCell {
    At,
    Since,
    Until,
    Attested,
    Note,
    Property(usize),
}

/// What is selected of a page.
#[derive(Clone, Debug, Default)]
pub struct PageSelection {
    /// In the order of the response.
    pub steps: Vec<Step<PageOp>>,
    /// Whether it must be known how many there are on all pages.
    pub counts: bool,
    /// Whether it must be known if there are more.
    pub looks_ahead: bool,
}

/// What can be written of a page.
#[derive(Clone, Debug)]
pub enum PageOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// `nodes`, or `edges` where they are flat.
    Flat(FlatId),
    /// `nodes`
    Nodes(SelectionId, SiteId),
    /// `edges`
    Edges(Vec<Step<LinkOp>>, SiteId),
    /// `nodes` or `edges` of a list of records.
    Records(RecordOp, SiteId),
    /// `pageInfo`
    Info(Vec<Step<InfoOp>>, SiteId),
    /// `totalCount`
    TotalCount,
}

/// What can be written of a record: of what rests on a source, of a conflict, of a moment; as
/// an item of a list or as a member of an object.
#[derive(Clone, Debug)]
pub enum RecordOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// The cursor of the edge.
    Cursor,
    /// An object of these; its place where it is a member.
    Object(Vec<Step<RecordOp>>, Option<SiteId>),
    /// The entity or link that it is of, where it is an object's only content or its member.
    Element(SelectionId, Option<SiteId>),
    /// The entity that it is of; null if it is of a link.
    Entity(SelectionId, SiteId),
    /// The link that it is of; null if it is of an entity.
    Link(SelectionId, SiteId),
    /// Where the element cites the source.
    Citations(PartsId),
    /// The property that sources disagree on.
    Field,
    /// What they say.
    Claims(PartsId, SiteId),
    /// When.
    Date,
    /// What changed.
    Change,
    /// Whether it lies in the days asked for, whichever day it means.
    Certain,
}

/// What can be written of `PageInfo`.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum InfoOp {
    Fail(SiteId),
    Constant(Fragment),
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
}

/// What can be written of a name, an external id, a citation, a claim or a match.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum PartOp {
    Fail(SiteId),
    Constant(Fragment),
    Value,
    Lang,
    Script,
    Kind,
    Since,
    Until,
    Scheme,
    Source(SelectionId, SiteId),
    Locator,
    Note,
    Field,
    Claims(PartsId, SiteId),
    Preferred,
    Sources(PartsId, SiteId),
    QueryId,
    QueryName,
    Tie,
    Candidates(PartsId, SiteId),
    Entity(SelectionId, SiteId),
    MatchedName(PartsId, SiteId),
    Score,
    KindAgrees,
    CountryAgrees,
    Tokens(PartsId, SiteId),
    QueryWord,
    CandidateWord,
    How,
    Weight,
}

/// What can be written of the service's description.
#[derive(Clone, Debug)]
pub enum DescriptionOp {
    /// Fails: a condition there is null.
    Fail(SiteId),
    /// The same always.
    Constant(Fragment),
    /// A member: its name, and what is selected of it if it is an object.
    Member(String, Option<(DescriptionId, SiteId)>),
}

/// A property that a plan reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnRef {
    /// The id, of any kind.
    Id,
    /// The primary name, of any kind.
    Name,
    /// The id, the key `name` and the primary name, of any kind.
    Head,
    /// A property of a kind.
    Property(KindId, usize),
}

/// A property of links that a plan reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinkColumnRef {
    /// The relation.
    pub relation: RelationId,
    /// Which of its columns.
    pub cell: LinkCell,
}

/// Rows that a plan follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowsRef {
    /// From entities of this kind.
    pub kind: KindId,
    /// By this relation.
    pub relation: RelationId,
    /// This way.
    pub direction: Direction,
}

/// The arguments of a field, with variables in them.
#[derive(Clone, Debug)]
pub struct ArgumentTemplate {
    /// What they mean.
    pub form: ArgumentForm,
    /// By name.
    pub values: Vec<(String, Template)>,
}

/// A field in the document.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its response key.
    pub key: String,
    /// Line and column of each of the fields that were merged.
    pub locations: Vec<(usize, usize)>,
    /// Line and column of the values of its arguments, by name.
    pub arguments: Vec<(String, (usize, usize))>,
}
