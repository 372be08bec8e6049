//! From a validated operation to a plan.
//!
//! Fields are collected for each concrete type with the actual `@skip` and `@include`
//! values, sub-selections of fields with one response key are merged before they are
//! lowered, and a merged selection is lowered once however many places lead to it: the
//! plan grows with the document, not with the types that it can meet.

mod aggregate;
mod collect;
mod embedded;
mod entity;
mod fields;
mod flat;
mod graph;
mod link;
mod page;
mod root;

use super::location::place;
use super::schema::{ApiSchema, Field as FieldDefinition, FieldOwner};
use super::variables::{Variable, literal};
use crate::{
    json::fragment::{ArenaBuilder, Fragment, quote},
    limits::Limits,
    ontology::{Direction, KindId, Ontology, RelationId, ValueTypeId},
    plan::{
        ArgumentBinder, ArgumentTemplate, ArgumentsId, FieldError, Id, Input, Object, Plan,
        PlannedArguments, RootStep, Site, SiteId, Step, Stored, Tables, Template, bind,
    },
};
use apollo_compiler::{
    ExecutableDocument, Node, Schema, ast, executable, parser::SourceSpan, validation::Valid,
};
use collect::{Group, NullCondition, collect};
use hashbrown::HashMap;

/// The input of a lowering.
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

/// Compiles an operation.
pub(super) fn lower(source: Source<'_>) -> Plan {
    let mut lowering = Lowering::new(source);
    let root = lowering.root();
    lowering.finish(root)
}

/// The subject of a memo entry: the fields whose selections were merged, by address, and where
/// they stand.
type Merged<'d> = (MemoKey, Vec<&'d executable::Field>);

/// The place of a merged selection. Each leads to one type of part of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum MemoKey {
    Entity(Vec<KindId>, bool),
    /// The pages of some types; with a relation and a direction, those of its links: the types are
    /// shared by relations whose columns are not the same.
    Page(String, Option<(RelationId, Direction)>),
    Object(&'static str),
    Value(ValueTypeId),
    Description(String),
}

struct Lowering<'d> {
    source: Source<'d>,
    arena: ArenaBuilder,
    tables: Tables,
    arguments: Vec<PlannedArguments>,
    out_of_bounds: Vec<(FieldError, (usize, usize))>,
    introspection: Vec<String>,
    memo: HashMap<(MemoKey, Vec<usize>), usize>,
}

impl<'d> Lowering<'d> {
    fn new(source: Source<'d>) -> Self {
        Self {
            source,
            arena: ArenaBuilder::new(),
            tables: Tables::default(),
            arguments: Vec::new(),
            out_of_bounds: Vec::new(),
            introspection: Vec::new(),
            memo: HashMap::new(),
        }
    }

    fn finish(self, root: Object<RootStep>) -> Plan {
        Plan {
            arena: self.arena.finish(),
            root,
            tables: self.tables,
            arguments: self.arguments,
            out_of_bounds: self.out_of_bounds,
            introspection: self.introspection,
        }
    }

    /// The steps of an object of a type: one for each field selected, merged by response key;
    /// or the one that fails, where a null decides what is selected.
    fn steps<Op>(
        &mut self,
        of: &[&'d executable::Field],
        ty: &str,
        mut op: impl FnMut(&mut Self, &Group<'d>) -> Op,
    ) -> Object<Op> {
        let sets = of.iter().map(|field| &field.selection_set);
        self.steps_of(sets, ty, |it, key, group| Step::Field { key, op: op(it, group) })
    }

    /// [`Self::steps`] of an object some of whose fields have constant values.
    ///
    /// `__typename` is lowered here, for every type.
    fn steps_of<Op>(
        &mut self,
        sets: impl Iterator<Item = &'d executable::SelectionSet>,
        ty: &str,
        mut step: impl FnMut(&mut Self, Fragment, &Group<'d>) -> Step<Op>,
    ) -> Object<Op> {
        let groups = match collect(&self.source, sets, ty) {
            Ok(groups) => groups,
            Err(condition) => return vec![Step::Fail(self.failing(condition))],
        };
        let mut steps = Vec::with_capacity(groups.len());
        for group in &groups {
            let key = self.key(group.key);
            steps.push(match group.name() {
                "__typename" => Step::Constant { key, value: self.arena.string(ty) },
                _ => step(self, key, group),
            });
        }
        steps
    }

    /// The place of a condition that is null.
    fn failing(&mut self, condition: NullCondition) -> SiteId {
        let locations = vec![self.place(condition.0)];
        self.tables.push(Site { key: String::new(), locations, arguments: Vec::new() })
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

    /// The kind of a field of a type, as one of the fields of its owner.
    fn kind<F: FieldOwner>(&self, ty: &str, group: &Group<'d>) -> F {
        let kind = self.definition(ty, group).kind;
        F::of(kind).unwrap_or_else(|| unreachable!("`{ty}` has a field of another owner: {kind:?}"))
    }

    /// A part of the plan for a merged selection, lowered on its first meeting.
    fn memoized<T: Stored>(
        &mut self,
        merged: Merged<'d>,
        lower: impl FnOnce(&mut Self, &[&'d executable::Field]) -> T,
    ) -> Id<T> {
        let (place, fields) = merged;
        let addresses = fields.iter().map(|field| std::ptr::from_ref(*field).addr()).collect();
        let key = (place, addresses);
        if let Some(&number) = self.memo.get(&key) {
            return Id::new(number);
        }
        let part = lower(self, &fields);
        let id = self.tables.push(part);
        self.memo.insert(key, id.index());
        id
    }

    /// The plan of the selection on objects of a type, whose fields become steps by `op`.
    fn object<F: FieldOwner, Op>(
        &mut self,
        ty: &'static str,
        fields: &[&'d executable::Field],
        op: impl Fn(&mut Self, F, &Group<'d>) -> Op,
    ) -> Id<Object<Op>>
    where
        Object<Op>: Stored,
    {
        self.memoized((MemoKey::Object(ty), fields.to_vec()), |lowering, fields| {
            lowering.steps(fields, ty, |it, group| {
                let field = it.kind(ty, group);
                op(it, field, group)
            })
        })
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
        let arguments = self.places(group);
        self.tables.push(Site { key: group.key.to_owned(), locations, arguments })
    }

    /// The places of the arguments' values of a field.
    fn places(&self, group: &Group<'d>) -> Vec<(String, (usize, usize))> {
        let place =
            |it: &Node<ast::Argument>| (it.name.to_string(), self.place(it.value.location()));
        group.fields[0].arguments.iter().map(place).collect()
    }

    /// The arguments of a field: bound now if no variable is in them.
    fn arguments<F: ArgumentBinder>(
        &mut self,
        group: &Group<'d>,
        form: F,
    ) -> ArgumentsId<F::Bound> {
        let form = form.into();
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
            let bound = bind(form, &values, self.source.ontology, self.source.limits);
            if let Err(error) = bound.as_ref().map_err(FieldError::clone)
                && error.limit.is_some()
            {
                let place = error.place(&self.places(group));
                self.out_of_bounds.push((error, place));
            }
            PlannedArguments::Bound(Box::new(bound))
        } else {
            let places = self.places(group);
            PlannedArguments::Template(ArgumentTemplate { form, values, places })
        };
        self.arguments.push(planned);
        Id::new(self.arguments.len() - 1)
    }
}
