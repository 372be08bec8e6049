//! From a validated operation to a plan.
//!
//! Fields are collected for each concrete type with the actual `@skip` and `@include`
//! values, sub-selections of fields with one response key are merged before they are
//! lowered, and a merged selection is lowered once however many places lead to it: the
//! plan grows with the document, not with the types that it can meet.

mod collect;
mod embedded;
mod entity;
mod flat;
mod hits;
mod link;
mod page;
mod records;
mod root;

use super::location::place;
use super::schema::{ApiSchema, Field as FieldDefinition, FieldOwner};
use super::variables::{Variable, literal};
use crate::{
    json::fragment::{ArenaBuilder, Fragment, quote},
    limits::Limits,
    ontology::{KindId, Ontology},
    plan::{
        ArgumentForm, ArgumentTemplate, ArgumentsId, ColumnId, ColumnRef, DescriptionOp, EntityOp,
        FacetOp, FlatObject, HitEdgeOp, HitOp, HitsOp, HitsSelection, InfoOp, Input, LinkColumnId,
        LinkColumnRef, LinkOp, PageOp, PageSelection, PartOp, Plan, PlannedArguments, RecordOp,
        RootOp, RowsId, RowsRef, Selection, Site, SiteId, Step, Template, bind,
    },
};
use apollo_compiler::{
    ExecutableDocument, Schema, executable, parser::SourceSpan, validation::Valid,
};
use collect::{Group, NullCondition, collect};
use hashbrown::HashMap;

/// What a lowering reads.
#[derive(Clone, Copy)]
pub(super) struct Source<'d> {
    pub(super) ontology: &'d Ontology,
    pub(super) api: &'d ApiSchema,
    pub(super) schema: &'d Valid<Schema>,
    pub(super) selected: Selected<'d>,
    pub(super) limits: &'d Limits,
}

/// An operation, and which of its fields are selected.
#[derive(Clone, Copy)]
pub(super) struct Selected<'d> {
    pub(super) document: &'d Valid<ExecutableDocument>,
    pub(super) operation: &'d executable::Operation,
    pub(super) variables: &'d [Variable],
    /// The values of the variables that decide `@skip` and `@include`, by name; `None` is null.
    pub(super) conditions: &'d HashMap<String, Option<bool>>,
}

/// The step of an object, whatever its type.
trait ObjectOp {
    /// The object cannot be written.
    fn fail(site: SiteId) -> Self;
    /// A JSON value that is the same for every object.
    fn constant(value: Fragment) -> Self;
}

macro_rules! object_ops {
    ($($op:ident)*) => {$(
        impl ObjectOp for $op {
            fn fail(site: SiteId) -> Self {
                Self::Fail(site)
            }

            fn constant(value: Fragment) -> Self {
                Self::Constant(value)
            }
        }
    )*};
}

object_ops! { RootOp EntityOp LinkOp PageOp InfoOp RecordOp HitsOp HitEdgeOp HitOp FacetOp PartOp DescriptionOp }

/// Compiles an operation.
pub(super) fn lower(source: Source<'_>) -> Plan {
    let mut lowering = Lowering::new(source);
    let root = lowering.root();
    lowering.finish(root)
}

/// What a memo entry is of: the fields whose selections were merged, by address, and where
/// they stand.
type Merged<'d> = (Place, Vec<&'d executable::Field>);

/// Where a merged selection stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    Entity(Vec<KindId>, bool),
    Page(String),
    Hits,
    Hit,
    Parts(&'static str),
    Description(String),
}

struct Lowering<'d> {
    source: Source<'d>,
    arena: ArenaBuilder,
    selections: Vec<Selection>,
    pages: Vec<PageSelection>,
    hit_pages: Vec<HitsSelection>,
    hits: Vec<Vec<Step<HitOp>>>,
    flat: Vec<FlatObject>,
    parts: Vec<Vec<Step<PartOp>>>,
    descriptions: Vec<Vec<Step<DescriptionOp>>>,
    columns: Numbering<ColumnRef>,
    link_columns: Numbering<LinkColumnRef>,
    rows: Numbering<RowsRef>,
    arguments: Vec<PlannedArguments>,
    sites: Vec<Site>,
    introspection: Vec<String>,
    memo: HashMap<(Place, Vec<usize>), u32>,
}

/// Values numbered in the order of their first use.
struct Numbering<T> {
    values: Vec<T>,
}

impl<T: PartialEq> Numbering<T> {
    fn number(&mut self, value: T) -> u32 {
        let known = self.values.iter().position(|it| *it == value);
        known.unwrap_or_else(|| {
            self.values.push(value);
            self.values.len() - 1
        }) as u32
    }
}

impl<'d> Lowering<'d> {
    fn new(source: Source<'d>) -> Self {
        Self {
            source,
            arena: ArenaBuilder::new(),
            selections: Vec::new(),
            pages: Vec::new(),
            hit_pages: Vec::new(),
            hits: Vec::new(),
            flat: Vec::new(),
            parts: Vec::new(),
            descriptions: Vec::new(),
            columns: Numbering { values: Vec::new() },
            link_columns: Numbering { values: Vec::new() },
            rows: Numbering { values: Vec::new() },
            arguments: Vec::new(),
            sites: Vec::new(),
            introspection: Vec::new(),
            memo: HashMap::new(),
        }
    }

    fn finish(self, root: root::Root) -> Plan {
        Plan {
            arena: self.arena.finish(),
            root: root.steps,
            nullable: root.nullable,
            selections: self.selections,
            pages: self.pages,
            hit_pages: self.hit_pages,
            hits: self.hits,
            flat: self.flat,
            parts: self.parts,
            descriptions: self.descriptions,
            columns: self.columns.values,
            link_columns: self.link_columns.values,
            rows: self.rows.values,
            arguments: self.arguments,
            sites: self.sites,
            introspection: self.introspection,
        }
    }

    /// The steps of an object of a type: one for each field selected, merged by response key;
    /// or the one that fails, where a null decides what is selected.
    ///
    /// `__typename` is lowered here, for every type.
    fn steps<Op: ObjectOp>(
        &mut self,
        of: &[&'d executable::Field],
        ty: &str,
        mut op: impl FnMut(&mut Self, &Group<'d>) -> Op,
    ) -> Vec<Step<Op>> {
        let groups = match collect(&self.source, of.iter().map(|it| &it.selection_set), ty) {
            Ok(groups) => groups,
            Err(condition) => return vec![self.failing(condition)],
        };
        let mut steps = Vec::with_capacity(groups.len());
        for group in &groups {
            let op = match group.name() {
                "__typename" => Op::constant(self.arena.string(ty)),
                _ => op(self, group),
            };
            steps.push(Step { key: self.key(group.key), op });
        }
        steps
    }

    /// The step of an object that cannot be written since a condition is null.
    fn failing<Op: ObjectOp>(&mut self, condition: NullCondition) -> Step<Op> {
        let locations = vec![self.place(condition.0)];
        self.sites.push(Site { key: String::new(), locations, arguments: Vec::new() });
        Step { key: Fragment::NULL, op: Op::fail(SiteId(self.sites.len() as u32 - 1)) }
    }

    /// Line and column of a place in the document.
    fn place(&self, span: Option<SourceSpan>) -> (usize, usize) {
        place(span, &self.source.selected.document.sources).unwrap_or_default()
    }

    /// A field of a type. Validation has refused documents with others.
    fn definition(&self, ty: &str, group: &Group<'d>) -> &'d FieldDefinition {
        let field = self.source.api.field(ty, group.name());
        field.unwrap_or_else(|| unreachable!("a valid document selects `{ty}.{}`", group.name()))
    }

    /// What a field of a type does, as one of the fields of its owner.
    fn kind<F: FieldOwner>(&self, ty: &str, group: &Group<'d>) -> F {
        let kind = self.definition(ty, group).kind;
        F::of(kind).unwrap_or_else(|| unreachable!("`{ty}` has a field of another owner: {kind:?}"))
    }

    /// The number of a merged selection, lowered on its first meeting.
    fn memoized(
        &mut self,
        merged: Merged<'d>,
        lower: impl FnOnce(&mut Self, &[&'d executable::Field]) -> u32,
    ) -> u32 {
        let (place, fields) = merged;
        let addresses = fields.iter().map(|field| std::ptr::from_ref(*field).addr()).collect();
        let key = (place, addresses);
        if let Some(&number) = self.memo.get(&key) {
            return number;
        }
        let number = lower(self, &fields);
        self.memo.insert(key, number);
        number
    }

    /// `,"key":`
    fn key(&mut self, key: &str) -> Fragment {
        self.arena.json(&format!(",{}:", quote(key)))
    }

    /// The place in the document of the fields of a group.
    fn site(&mut self, group: &Group<'d>) -> SiteId {
        let location = |field: &&'d executable::Field| {
            self.place(field.alias.as_ref().unwrap_or(&field.name).location())
        };
        let locations = group.fields.iter().map(location).collect();
        let arguments = group.fields[0].arguments.iter();
        let arguments =
            arguments.map(|it| (it.name.to_string(), self.place(it.value.location()))).collect();
        self.sites.push(Site { key: group.key.to_owned(), locations, arguments });
        SiteId(self.sites.len() as u32 - 1)
    }

    /// The arguments of a field: bound now if no variable is in them.
    fn arguments(&mut self, group: &Group<'d>, form: ArgumentForm) -> ArgumentsId {
        let position =
            |name: &str| self.source.selected.variables.iter().position(|it| it.name == name);
        let values: Vec<(String, Template)> = group.fields[0]
            .arguments
            .iter()
            .map(|argument| (argument.name.to_string(), literal(&argument.value, &position)))
            .collect();
        let planned = if values.iter().all(|(_, value)| value.is_constant()) {
            let fill =
                |(name, value): (String, Template)| (name, value.fill(&[]).unwrap_or(Input::Null));
            let values: Vec<(String, Input)> = values.into_iter().map(fill).collect();
            PlannedArguments::Bound(Box::new(bind(
                form,
                &values,
                self.source.ontology,
                self.source.limits,
            )))
        } else {
            PlannedArguments::Template(ArgumentTemplate { form, values })
        };
        self.arguments.push(planned);
        ArgumentsId(self.arguments.len() as u32 - 1)
    }

    fn column(&mut self, column: ColumnRef) -> ColumnId {
        ColumnId(self.columns.number(column))
    }

    fn link_column(&mut self, column: LinkColumnRef) -> LinkColumnId {
        LinkColumnId(self.link_columns.number(column))
    }

    fn rows(&mut self, rows: RowsRef) -> RowsId {
        RowsId(self.rows.number(rows))
    }
}

/// The steps of a link, as an edge or as `Link`.
type LinkSteps = Vec<Step<LinkOp>>;
