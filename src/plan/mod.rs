//! Query plans: what a query asks for, compiled. Data and pure functions.
//!
//! A [`Plan`] says for every object that a query can meet what is written for it, in the
//! order of the response. It holds numbers of kinds, relations and columns and no pointer
//! into a graph: it is a pure function of the document and the ontology, and serves every
//! snapshot of that ontology. Its arguments are bound for each request ([`bind()`]).
//!
//! Fields that take arguments have a file each in [`fields`].

mod aggregate;
mod arguments;
mod bind;
mod connection;
mod cost;
mod cursor;
mod error;
mod explain;
pub mod fields;
mod filter;
pub mod graph;
mod ids;
mod input;
mod metrics;
mod objects;
mod order;
mod steps;
mod view;

pub use aggregate::{
    AggregateField, AggregateType, AggregatedValue, DatePart, GroupKey, GroupOrderBy,
    GroupOrderKey, KeyBy, LinkValue, NodePath, NodeValue, PathStep,
};
pub use arguments::{ElementScope, LinkScope, Slice};
pub use bind::ItemForm;
pub use connection::{Connection, ConnectionId, ConnectionOp, EdgeOp, InfoOp, ListOp};
pub use cost::{BoundArguments, CostAnalysis, cost};
pub use cursor::Cursor;
pub use error::{ErrorCode, FieldError, ValuePath, write_error};
pub(crate) use fields::on_root_field;
pub use fields::{
    ArgumentBinder, ArgumentForm, Arguments, Bound, RootField, RootOp, RootStep, bind,
};
pub use filter::{
    Certainty, CitationPredicate, Comparison, CountTest, DateComparison, EdgePredicate,
    ExternalIdPredicate, FieldComparison, FieldOperator, GeoArea, LinkField, LinkPredicate,
    LinkTime, MixedPredicate, Parts, Predicate, Quantifier, Referred, TextComparison, TextOperator,
    ValueComparison, same_days,
};
pub use ids::{Id, Stored, Tables};
pub use input::{Input, Template, Variables};
pub use objects::{
    CitationOp, ClaimOp, ClaimSetOp, ExternalIdOp, LinkReferenceOp, NameOp, ValueOp,
};
pub use order::{
    FieldPath, LinkEnd, LinksKey, LinksValue, Order, OrderBy, OrderKey, STORE_ORDER, SumType,
    ValueKey,
};
pub use steps::{
    ArgumentsId, CellSource, ColumnId, ColumnRef, EntityOp, FlatId, FlatObject, LinkCell,
    LinkColumnId, LinkColumnRef, LinkEdgeOp, LinkOp, Object, PageId, PageOp, RowsId, RowsRef,
    Selection, SelectionId, Site, SiteId, Step,
};
pub use view::{FactView, ViewChange};

pub use crate::value::Metric;

use crate::json::fragment::{Arena, Fragment};

/// A compiled operation.
#[derive(Debug)]
pub struct Plan {
    /// Keys and constants.
    pub arena: Arena,
    /// The fields of `Query`.
    pub root: Object<RootStep>,
    /// The parts that fields refer to by number.
    pub tables: Tables,
    /// The arguments of fields.
    pub arguments: Vec<PlannedArguments>,
    /// The arguments without variables that are over a limit, and where each is in the document:
    /// nothing of the plan runs.
    pub out_of_bounds: Vec<(FieldError, Location)>,
    /// The response keys of root fields that the schema answers.
    pub introspection: Vec<String>,
}

impl Plan {
    /// The response key of a step, which the arena holds as `,"key":`.
    pub(crate) fn key(&self, key: Fragment) -> String {
        let bytes = self.arena.bytes(key);
        let key = bytes.get(1..bytes.len() - 1).unwrap_or_default();
        String::from_utf8_lossy(key).replace('"', "")
    }
}

impl<T: Stored> std::ops::Index<Id<T>> for Plan {
    type Output = T;

    #[inline(always)]
    fn index(&self, id: Id<T>) -> &T {
        self.tables.get(id)
    }
}

/// Line and column of something in the document.
pub type Location = (usize, usize);

/// The arguments of a field.
#[derive(Debug)]
pub enum PlannedArguments {
    /// No variable is in them: they were bound when the plan was made.
    Bound(Box<Result<Arguments, FieldError>>),
    /// They are bound for each request.
    Template(ArgumentTemplate),
}

/// The arguments of a field, with variables in them.
#[derive(Clone, Debug)]
pub struct ArgumentTemplate {
    /// The meaning of the values.
    pub form: ArgumentForm,
    /// The values, by the names of arguments.
    pub values: Vec<(String, Template)>,
    /// The location of each value in the document, by name.
    pub places: Vec<(String, Location)>,
}
