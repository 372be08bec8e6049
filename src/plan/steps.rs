//! The steps of a plan: what is written of entities and links, and the columns that it reads.
//!
//! An object is a list of steps, one for each response key. Every key is ready as `,"key":`;
//! the first comma of an object is overwritten by its brace.

use super::{
    Location, Referred,
    connection::{Connection, ListOp},
    fields::{
        aggregate::{AggregateOp, AggregateQuery},
        claims::ClaimedField,
        degree::LinkCount,
        grouping::{AggregateGroupSetOp, GroupQuery},
        languages::Languages,
        links::LinkPage,
        metrics::{MetricOp, MetricsView},
        reach::{Lineage, ReachList, ReachPage},
        relation::RelationPage,
        supports::{SupportList, SupportPage},
        to_one::ToOne,
    },
    ids::Id,
    objects::{CitationOp, ClaimSetOp, ExternalIdOp, LinkReferenceOp, NameOp, ValueOp},
};
use crate::{
    json::fragment::Fragment,
    ontology::{Direction, KindId, RelationId},
};

/// One response key of an object.
#[derive(Clone, Debug)]
pub enum Step<Op> {
    /// The object cannot be written: a variable that decides `@skip` or `@include` is null.
    Fail(SiteId),
    /// A value that is the same for every object, such as `__typename`.
    Constant {
        /// `,"key":` in the plan's arena.
        key: Fragment,
        /// The value in the plan's arena.
        value: Fragment,
    },
    /// A value that depends on the object.
    Field {
        /// `,"key":` in the plan's arena.
        key: Fragment,
        /// The value to write behind it.
        op: Op,
    },
}

/// The steps of an object, in the order of the response.
pub type Object<Op> = Vec<Step<Op>>;

/// The number of a [`Selection`].
pub type SelectionId = Id<Selection>;
/// The number of what is selected of a page of entities or links.
pub type PageId = Id<Connection<PageOp>>;
/// The number of a [`FlatObject`].
pub type FlatId = Id<FlatObject>;
/// The number of a property of entities that the plan reads.
pub type ColumnId = Id<ColumnRef>;
/// The number of a property of links that the plan reads.
pub type LinkColumnId = Id<LinkColumnRef>;
/// The number of rows that the plan follows.
pub type RowsId = Id<RowsRef>;
/// The number of a field in the document, for paths and locations of errors.
pub type SiteId = Id<Site>;
/// The number of the arguments of a field, which are a `T` once they are bound.
pub type ArgumentsId<T> = Id<T>;

/// An object that is nothing but cells between text that is always the same: it is written as
/// text, cell, text, cell and so on. The first text of an object also ends the one before.
#[derive(Clone, Debug)]
pub struct FlatObject {
    /// The text before the first cell of the first object of a list, with the bracket.
    pub first: Fragment,
    /// Each text, then the cell behind it.
    pub pieces: Vec<(Fragment, CellSource)>,
    /// The text behind the last cell of the last object of a list, with the bracket.
    pub tail: Fragment,
    /// The number of objects that it is: an edge and the entity in it are two.
    pub objects: u64,
    /// The list without this shortcut.
    pub plain: ListOp<SelectionId, LinkEdgeOp>,
}

/// The source of a cell of a [`FlatObject`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellSource {
    /// A property of the entity.
    Node(ColumnId),
    /// A property of the link.
    Link(LinkColumnId),
}

/// The fields that are selected of an entity, or of a link where `Node` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The fields of an entity, by kind; none where the kind cannot come here.
    pub kinds: Vec<Object<EntityOp>>,
    /// The fields of a link.
    pub link: Object<LinkOp>,
}

/// A field of an entity.
#[derive(Clone, Debug)]
pub enum EntityOp {
    /// A property, the id or the primary name.
    Cell(ColumnId),
    /// A property of structured values, by its position in the kind.
    Value(usize, Id<Object<ValueOp>>),
    /// The name in a language.
    Name(ArgumentsId<Languages>),
    /// `names`
    Names(Id<Object<NameOp>>),
    /// `summary`
    Summary(ArgumentsId<Languages>),
    /// `externalIds`
    ExternalIds(Id<Object<ExternalIdOp>>),
    /// `sources`
    Sources(Id<Object<CitationOp>>, SiteId),
    /// `claims`
    Claims(ArgumentsId<ClaimedField>, Id<Object<ClaimSetOp>>, SiteId),
    /// A to-one relation.
    One(RowsId, RelationId, ArgumentsId<ToOne>, SelectionId, SiteId),
    /// A to-many relation.
    Relation(RowsId, RelationId, ArgumentsId<RelationPage>, PageId, SiteId),
    /// `links`
    Links(ArgumentsId<LinkPage>, PageId, SiteId),
    /// `degree`
    Degree(ArgumentsId<LinkCount>, SiteId),
    /// `metrics`
    Metrics(ArgumentsId<MetricsView>, Id<Object<MetricOp>>, SiteId),
    /// `ancestors`, `descendants`
    Reach(Lineage, ArgumentsId<ReachPage>, Id<Connection<ReachList>>, SiteId),
    /// `supports`, of a source.
    Supports(ArgumentsId<SupportPage>, Id<Connection<SupportList>>, SiteId),
}

/// A field of a link, on an edge or on `Link`.
#[derive(Clone, Debug)]
pub enum LinkOp {
    /// `id`
    Id,
    /// `relation`
    Relation,
    /// `from`
    From(SelectionId, SiteId),
    /// `to`
    To(SelectionId, SiteId),
    /// A property of a known relation.
    Cell(LinkColumnId),
    /// A property of a known relation that refers to an entity.
    Reference(Referred, ArgumentsId<ToOne>, SelectionId, SiteId),
    /// A property that links of every relation have, where the relation is not known.
    Field(LinkCell),
    /// A property of structured values, by its position in the relation.
    Value(usize, Id<Object<ValueOp>>),
    /// `lastAttested`
    LastAttested,
    /// `certainty`
    Certainty,
    /// `status`
    Status,
    /// `evidence`
    Evidence,
    /// `sources`
    Sources(Id<Object<CitationOp>>, SiteId),
    /// All properties as JSON.
    Properties,
    /// `references`
    References(Id<Object<LinkReferenceOp>>, SiteId),
}

/// A field of an edge that is a link.
#[derive(Clone, Debug)]
pub enum LinkEdgeOp {
    /// A field of the link.
    Link(LinkOp),
    /// `direction`, where it is the same for all links of the list.
    Direction(Direction),
    /// `direction`, where the list has links of one relation in both directions.
    EitherWay,
    /// `direction`, where the list has links of any relation.
    Seen,
}

/// A column that links of every relation can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named after the fields of the API, which have descriptions")]
pub enum LinkCell {
    At,
    Since,
    Until,
    Attested,
    Disputed,
    Note,
    Property(usize),
}

/// `nodes` or `edges` of a page of entities or links, and what is summed up over all pages.
#[derive(Clone, Debug)]
pub enum PageOp {
    /// Either of them, where its objects are flat.
    Flat(FlatId),
    /// Any other.
    List(ListOp<SelectionId, LinkEdgeOp>),
    /// `aggregate`
    Aggregate(ArgumentsId<AggregateQuery>, Id<Object<AggregateOp>>, SiteId),
    /// `groups`
    Groups(ArgumentsId<GroupQuery>, Id<Object<AggregateGroupSetOp>>, SiteId),
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
    /// The column of the relation.
    pub cell: LinkCell,
}

/// Rows that a plan follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowsRef {
    /// The kind of the entities.
    pub kind: KindId,
    /// The relation.
    pub relation: RelationId,
    /// The direction, seen from the entities.
    pub direction: Direction,
}

/// A field in the document.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its response key.
    pub key: String,
    /// Line and column of each of the fields that were merged.
    pub locations: Vec<Location>,
    /// Line and column of the values of its arguments, by name.
    pub arguments: Vec<(String, Location)>,
}
