//! Lowers what is selected of entities.

use super::{Group, Lowering, Place, records::RecordList};
use crate::json::fragment::Fragment;
use crate::{
    api::schema::EntityField,
    ontology::{Cardinality, KindId, Limit, Target},
    plan::{ArgumentForm, ColumnId, ColumnRef, EntityOp, RowsRef, Selection, SelectionId, Step},
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is selected of entities of a target.
    pub(super) fn target_selection(
        &mut self,
        target: Target,
        fields: Vec<&'d Field>,
    ) -> SelectionId {
        let kinds = self.source.ontology.kinds_of(target);
        self.selection(kinds, false, fields)
    }

    /// What is selected of entities of some kinds, and of links where they can come too.
    pub(super) fn selection(
        &mut self,
        kinds: Vec<KindId>,
        links: bool,
        fields: Vec<&'d Field>,
    ) -> SelectionId {
        let place = Place::Entity(kinds.clone(), links);
        let number = self.memoized((place, fields), |lowering, fields| {
            let count = if kinds.is_empty() { 0 } else { lowering.source.ontology.kinds().len() };
            let mut selection = Selection { kinds: vec![Vec::new(); count], link: Vec::new() };
            for kind in kinds {
                selection.kinds[kind.index()] = lowering.entity_steps(kind, fields);
            }
            if links {
                selection.link = lowering.link_steps(fields);
            }
            lowering.selections.push(selection);
            lowering.selections.len() as u32 - 1
        });
        SelectionId(number)
    }

    fn entity_steps(&mut self, kind: KindId, fields: &[&'d Field]) -> Vec<Step<EntityOp>> {
        let name = self.source.ontology.kind(kind).name.as_str();
        let steps = self.steps(fields, name, |it, group| it.entity_op(kind, name, group));
        self.with_heads(steps)
    }

    /// The steps with `id` and a `name` right behind it as one: they stand side by side.
    fn with_heads(&mut self, steps: Vec<Step<EntityOp>>) -> Vec<Step<EntityOp>> {
        let (id, name) = (self.key("id"), self.key("name"));
        let is = |it: &Self, step: &Step<EntityOp>, key: Fragment, column: ColumnRef| {
            let reads = |id: ColumnId| it.columns.values[id.index()] == column;
            step.key == key && matches!(step.op, EntityOp::Cell(id) if reads(id))
        };
        let head = steps.windows(2).position(|pair| {
            is(self, &pair[0], id, ColumnRef::Id) && is(self, &pair[1], name, ColumnRef::Name)
        });
        let Some(at) = head else { return steps };
        let head = Step { key: id, op: EntityOp::Cell(self.column(ColumnRef::Head)) };
        let mut steps = steps;
        steps.splice(at..at + 2, [head]);
        steps
    }

    fn entity_op(&mut self, kind: KindId, ty: &str, group: &Group<'d>) -> EntityOp {
        let has_arguments = !group.fields[0].arguments.is_empty();
        match self.kind(ty, group) {
            EntityField::Id => EntityOp::Cell(self.column(ColumnRef::Id)),
            EntityField::Kind => EntityOp::Constant(self.arena.string(ty)),
            EntityField::Name if !has_arguments => EntityOp::Cell(self.column(ColumnRef::Name)),
            EntityField::Name => EntityOp::Name(self.arguments(group, ArgumentForm::Languages)),
            EntityField::Summary => {
                EntityOp::Summary(self.arguments(group, ArgumentForm::Languages))
            }
            EntityField::Names => EntityOp::Names(self.names(&group.fields)),
            EntityField::ExternalIds => EntityOp::ExternalIds(self.external_ids(&group.fields)),
            EntityField::Sources => {
                EntityOp::Sources(self.citations(&group.fields), self.site(group))
            }
            EntityField::Claims => {
                let arguments = self.arguments(group, ArgumentForm::Field);
                EntityOp::Claims(arguments, self.claim_sets(&group.fields), self.site(group))
            }
            EntityField::Degree => {
                EntityOp::Degree(self.arguments(group, ArgumentForm::Degree), self.site(group))
            }
            EntityField::Links => {
                let arguments = self.arguments(group, ArgumentForm::Links);
                EntityOp::Links(arguments, self.link_list(&group.fields), self.site(group))
            }
            EntityField::Supports => {
                let arguments = self.arguments(group, ArgumentForm::Supports);
                let page = self.record_page(RecordList::Supports, &group.fields);
                EntityOp::Supports(arguments, page, self.site(group))
            }
            EntityField::Property(index) => {
                EntityOp::Cell(self.column(ColumnRef::Property(kind, index)))
            }
            EntityField::Relation(index) => self.relation(kind, index, group),
        }
    }

    fn relation(&mut self, kind: KindId, index: usize, group: &Group<'d>) -> EntityOp {
        let ontology = self.source.ontology;
        let field = &ontology.kind(kind).relations[index];
        let rows =
            self.rows(RowsRef { kind, relation: field.relation, direction: field.direction });
        match field.cardinality {
            Cardinality::Many => {
                let target = self.limit_of(field.target);
                let limit = Limit {
                    default: field.limit.default.or(target.default),
                    max: field.limit.max.or(target.max),
                };
                let form = ArgumentForm::Relation(field.target, field.relation, limit);
                let arguments = self.arguments(group, form);
                let page = self.relation_page(kind, field, &group.fields);
                EntityOp::Relation(rows, field.relation, arguments, page, self.site(group))
            }
            Cardinality::AtMostOne | Cardinality::ExactlyOne => {
                let arguments = self.arguments(group, ArgumentForm::One);
                let selection = self.target_selection(field.target, group.fields.clone());
                EntityOp::One(rows, field.relation, arguments, selection, self.site(group))
            }
        }
    }
}
