//! Lowers the fields of `Query`.

use super::{Group, Lowering, Place, collect, records::RecordList};
use crate::{
    api::schema::QueryField,
    ontology::{Limit, Target},
    plan::{ArgumentForm, DescriptionId, DescriptionOp, RootOp, Step},
};
use apollo_compiler::executable::Field;

/// What is written of `Query`.
#[derive(Default)]
pub(super) struct Root {
    pub(super) steps: Vec<Step<RootOp>>,
    /// Whether each can be null.
    pub(super) nullable: Vec<bool>,
}

impl<'d> Lowering<'d> {
    pub(super) fn root(&mut self) -> Root {
        let source = self.source;
        let mut root = Root::default();
        let set = &source.selected.operation.selection_set;
        let groups = match collect(&source, std::iter::once(set), "Query") {
            Ok(groups) => groups,
            Err(condition) => {
                root.steps.push(self.failing(condition));
                root.nullable.push(false);
                return root;
            }
        };
        for group in &groups {
            let (op, nullable) = self.root_op(group);
            root.steps.push(Step { key: self.key(group.key), op });
            root.nullable.push(nullable);
        }
        root
    }

    /// The step of a field of `Query`, and whether it can be null.
    fn root_op(&mut self, group: &Group<'d>) -> (RootOp, bool) {
        match group.name() {
            "__typename" => (RootOp::Constant(self.arena.string("Query")), false),
            "__schema" => (self.introspect(group), false),
            "__type" => (self.introspect(group), true),
            _ => {
                let nullable = !self.definition("Query", group).ty.required;
                (self.field_op(group), nullable)
            }
        }
    }

    fn field_op(&mut self, group: &Group<'d>) -> RootOp {
        let fields = group.fields.clone();
        match self.kind("Query", group) {
            QueryField::Node => {
                let kinds = self.source.ontology.kinds_of(Target::Entity);
                let arguments = self.arguments(group, ArgumentForm::Id);
                RootOp::Node(arguments, self.selection(kinds, true, fields), self.site(group))
            }
            QueryField::Nodes => {
                let kinds = self.source.ontology.kinds_of(Target::Entity);
                let arguments = self.arguments(group, ArgumentForm::Ids);
                RootOp::Nodes(arguments, self.selection(kinds, true, fields), self.site(group))
            }
            QueryField::Lookup(kind) => {
                let target = kind.map_or(Target::Entity, Target::Kind);
                let arguments = self.arguments(group, ArgumentForm::Id);
                let selection = self.target_selection(target, fields);
                RootOp::Lookup(kind, arguments, selection, self.site(group))
            }
            QueryField::Match => {
                let arguments = self.arguments(group, ArgumentForm::Match);
                RootOp::Match(arguments, self.match_results(&fields), self.site(group))
            }
            QueryField::All(target) => {
                let limit = self.limit_of(target);
                let arguments = self.arguments(group, ArgumentForm::Entities(target, limit));
                RootOp::All(target, arguments, self.entity_page(target, &fields), self.site(group))
            }
            QueryField::Search => {
                let arguments = self.arguments(group, ArgumentForm::Search);
                RootOp::Search(arguments, self.hits_page(&fields), self.site(group))
            }
            QueryField::Conflicts => {
                let arguments = self.arguments(group, ArgumentForm::Conflicts);
                let page = self.record_page(RecordList::Conflicts, &fields);
                RootOp::Conflicts(arguments, page, self.site(group))
            }
            QueryField::Changes => {
                let arguments = self.arguments(group, ArgumentForm::Changes);
                let page = self.record_page(RecordList::Moments, &fields);
                RootOp::Changes(arguments, page, self.site(group))
            }
            QueryField::Timeline => {
                let arguments = self.arguments(group, ArgumentForm::Timeline);
                let page = self.record_page(RecordList::Moments, &fields);
                RootOp::Timeline(arguments, page, self.site(group))
            }
            QueryField::Description => {
                let ty = self.definition("Query", group).ty.name.as_str();
                let description = self.description(ty, &fields);
                RootOp::Description(group.name().to_owned(), description, self.site(group))
            }
        }
    }

    /// The page sizes of fields that return a target.
    pub(super) fn limit_of(&self, target: Target) -> Limit {
        match target {
            Target::Kind(id) => self.source.ontology.kind(id).limit,
            Target::Abstract(id) => self.source.ontology.abstract_type(id).limit,
            Target::Entity => Limit::default(),
        }
    }

    /// What is selected of the service's description.
    fn description(&mut self, ty: &str, fields: &[&'d Field]) -> DescriptionId {
        let number = self.memoized(
            (Place::Description(ty.to_owned()), fields.to_vec()),
            |lowering, fields| {
                let steps = lowering.steps(fields, ty, |it, group| it.description_op(ty, group));
                lowering.descriptions.push(steps);
                lowering.descriptions.len() as u32 - 1
            },
        );
        DescriptionId(number)
    }

    fn description_op(&mut self, ty: &str, group: &Group<'d>) -> DescriptionOp {
        let field = self.definition(ty, group);
        let is_object = !group.fields[0].selection_set.is_empty();
        let inner =
            is_object.then(|| (self.description(&field.ty.name, &group.fields), self.site(group)));
        DescriptionOp::Member(field.name.clone(), inner)
    }

    /// A field that the schema answers.
    fn introspect(&mut self, group: &Group<'d>) -> RootOp {
        self.introspection.push(group.key.to_owned());
        RootOp::Introspection(self.introspection.len() - 1)
    }
}
