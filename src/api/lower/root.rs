//! Lowers the fields of `Query`.

use super::{Group, Lowering, Place, collect, records::RecordList};
use crate::{
    api::model::Meaning,
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
        let set = &source.operation.selection_set;
        let groups = match collect(&source, std::iter::once(set), "Query") {
            Ok(groups) => groups,
            Err(condition) => {
                root.steps.push(self.failing(condition, RootOp::Fail));
                root.nullable.push(false);
                return root;
            }
        };
        for group in &groups {
            let required = self.field("Query", group.name()).is_some_and(|field| field.ty.required);
            if let Some(op) = self.root_op(group) {
                root.steps.push(self.step(group.key, op));
                root.nullable.push(!required);
            }
        }
        root
    }

    fn root_op(&mut self, group: &Group<'d>) -> Option<RootOp> {
        match group.name() {
            "__typename" => return Some(RootOp::Constant(self.constant("Query"))),
            "__schema" | "__type" => return Some(self.introspect(group)),
            _ => {}
        }
        let field = self.field("Query", group.name())?;
        let fields = group.fields.clone();
        let everything = || self.source.ontology.kinds_of(Target::Entity);
        Some(match field.meaning {
            Meaning::Node => {
                let kinds = everything();
                let arguments = self.arguments(group, ArgumentForm::Id);
                RootOp::Node(arguments, self.selection(kinds, true, fields), self.site(group))
            }
            Meaning::Nodes => {
                let kinds = everything();
                let arguments = self.arguments(group, ArgumentForm::Ids);
                RootOp::Nodes(arguments, self.selection(kinds, true, fields), self.site(group))
            }
            Meaning::Lookup(kind) => {
                let target = kind.map_or(Target::Entity, Target::Kind);
                let arguments = self.arguments(group, ArgumentForm::Id);
                RootOp::Lookup(
                    kind,
                    arguments,
                    self.target_selection(target, fields),
                    self.site(group),
                )
            }
            Meaning::Match => {
                let arguments = self.arguments(group, ArgumentForm::Match);
                RootOp::Match(arguments, self.parts("MatchResult", &fields), self.site(group))
            }
            Meaning::All(target) => {
                let limit = self.limit_of(target);
                let arguments = self.arguments(group, ArgumentForm::Entities(target, limit));
                RootOp::All(target, arguments, self.entity_page(target, &fields), self.site(group))
            }
            Meaning::Conflicts => {
                let arguments = self.arguments(group, ArgumentForm::Conflicts);
                let page = self.record_page(RecordList::Conflicts, &fields);
                RootOp::Conflicts(arguments, page, self.site(group))
            }
            Meaning::Changes => {
                let arguments = self.arguments(group, ArgumentForm::Changes);
                let page = self.record_page(RecordList::Moments, &fields);
                RootOp::Changes(arguments, page, self.site(group))
            }
            Meaning::Timeline => {
                let arguments = self.arguments(group, ArgumentForm::Timeline);
                let page = self.record_page(RecordList::Moments, &fields);
                RootOp::Timeline(arguments, page, self.site(group))
            }
            Meaning::Description => {
                let ty = field.ty.name.clone();
                RootOp::Description(
                    group.name().to_owned(),
                    self.description(&ty, &fields),
                    self.site(group),
                )
            }
            _ => return None,
        })
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
                let steps = lowering.steps(fields, ty, DescriptionOp::Fail, |it, group| {
                    it.description_step(ty, group)
                });
                lowering.descriptions.push(steps);
                lowering.descriptions.len() as u32 - 1
            },
        );
        DescriptionId(number)
    }

    fn description_step(&mut self, ty: &str, group: &Group<'d>) -> Option<Step<DescriptionOp>> {
        if group.name() == "__typename" {
            let constant = self.constant(ty);
            return Some(self.step(group.key, DescriptionOp::Constant(constant)));
        }
        let field = self.field(ty, group.name())?;
        let is_object = !group.fields[0].selection_set.is_empty();
        let inner =
            is_object.then(|| (self.description(&field.ty.name, &group.fields), self.site(group)));
        Some(self.step(group.key, DescriptionOp::Member(field.name.clone(), inner)))
    }

    /// A field that the schema answers.
    fn introspect(&mut self, group: &Group<'d>) -> RootOp {
        self.introspection.push(group.key.to_owned());
        RootOp::Introspection(self.introspection.len() - 1)
    }
}
