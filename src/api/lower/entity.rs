//! Lowers what is selected of entities.

use super::{Group, Lowering, MemoKey};
use crate::{
    api::schema::EntityField,
    json::fragment::Fragment,
    ontology::{Cardinality, KindId, Limit, Scalar, Target},
    plan::{
        ColumnId, ColumnRef, EntityOp, Object, RowsRef, Selection, SelectionId, Step,
        fields::{
            claims::ClaimForm, degree::DegreeForm, languages::LanguageForm, links::LinkForm,
            metrics::MetricsForm, relation::RelationForm, supports::SupportForm, to_one::ToOneForm,
        },
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// The plan of the selection on entities of a target.
    pub(super) fn target_selection(
        &mut self,
        target: Target,
        fields: Vec<&'d Field>,
    ) -> SelectionId {
        let kinds = self.source.ontology.kinds_of(target);
        self.selection(kinds, false, fields)
    }

    /// The plan of the selection on entities of some kinds, and on links if they can occur too.
    pub(super) fn selection(
        &mut self,
        kinds: Vec<KindId>,
        links: bool,
        fields: Vec<&'d Field>,
    ) -> SelectionId {
        let place = MemoKey::Entity(kinds.clone(), links);
        self.memoized((place, fields), |lowering, fields| {
            let count = if kinds.is_empty() { 0 } else { lowering.source.ontology.kinds().len() };
            let mut selection = Selection { kinds: vec![Vec::new(); count], link: Vec::new() };
            for kind in kinds {
                selection.kinds[kind.index()] = lowering.entity_steps(kind, fields);
            }
            if links {
                selection.link = lowering.link_steps(fields);
            }
            selection
        })
    }

    fn entity_steps(&mut self, kind: KindId, fields: &[&'d Field]) -> Object<EntityOp> {
        let name = self.source.ontology.kind(kind).name.as_str();
        let sets = fields.iter().map(|field| &field.selection_set);
        let steps = self.steps_of(sets, name, |it, key, group| match it.kind(name, group) {
            EntityField::Kind => Step::Constant { key, value: it.arena.string(name) },
            field => Step::Field { key, op: it.entity_op(kind, field, group) },
        });
        self.with_heads(steps)
    }

    /// The steps with `id` and a `name` right behind it as one: they are one text in the arena.
    fn with_heads(&mut self, mut steps: Object<EntityOp>) -> Object<EntityOp> {
        let (id, name) = (self.key("id"), self.key("name"));
        let is = |it: &Self, step: &Step<EntityOp>, wanted: Fragment, column: ColumnRef| {
            let reads = |id: ColumnId| *it.tables.get(id) == column;
            matches!(step, Step::Field { key, op: EntityOp::Cell(id) } if *key == wanted && reads(*id))
        };
        let head = steps.windows(2).position(|pair| {
            is(self, &pair[0], id, ColumnRef::Id) && is(self, &pair[1], name, ColumnRef::Name)
        });
        if let Some(at) = head {
            let op = EntityOp::Cell(self.tables.number(ColumnRef::Head));
            steps.splice(at..at + 2, [Step::Field { key: id, op }]);
        }
        steps
    }

    fn entity_op(&mut self, kind: KindId, field: EntityField, group: &Group<'d>) -> EntityOp {
        let has_arguments = !group.fields[0].arguments.is_empty();
        match field {
            EntityField::Id => EntityOp::Cell(self.tables.number(ColumnRef::Id)),
            EntityField::Kind => {
                unreachable!("the kind of an entity of a known kind is a constant")
            }
            EntityField::Name if !has_arguments => {
                EntityOp::Cell(self.tables.number(ColumnRef::Name))
            }
            EntityField::Name => EntityOp::Name(self.arguments(group, LanguageForm)),
            EntityField::Summary => EntityOp::Summary(self.arguments(group, LanguageForm)),
            EntityField::Names => EntityOp::Names(self.names(&group.fields)),
            EntityField::ExternalIds => EntityOp::ExternalIds(self.external_ids(&group.fields)),
            EntityField::Sources => {
                EntityOp::Sources(self.citations(&group.fields), self.site(group))
            }
            EntityField::Claims => {
                let arguments = self.arguments(group, ClaimForm);
                EntityOp::Claims(arguments, self.claim_sets(&group.fields), self.site(group))
            }
            EntityField::Degree => {
                EntityOp::Degree(self.arguments(group, DegreeForm), self.site(group))
            }
            EntityField::Metrics => {
                let arguments = self.arguments(group, MetricsForm);
                EntityOp::Metrics(arguments, self.metrics(&group.fields), self.site(group))
            }
            EntityField::Reach(lineage) => self.reach(lineage, group),
            EntityField::Links => {
                let arguments = self.arguments(group, LinkForm);
                EntityOp::Links(arguments, self.link_list(&group.fields), self.site(group))
            }
            EntityField::Supports => {
                let arguments = self.arguments(group, SupportForm);
                let page = self.support_page(&group.fields);
                EntityOp::Supports(arguments, page, self.site(group))
            }
            EntityField::Property(index) => {
                let property = &self.source.ontology.kind(kind).properties[index];
                if let Scalar::Structured(id) = property.ty.scalar {
                    return EntityOp::Value(index, self.value(id, &group.fields));
                }
                EntityOp::Cell(self.tables.number(ColumnRef::Property(kind, index)))
            }
            EntityField::Relation(index) => self.relation(kind, index, group),
        }
    }

    fn relation(&mut self, kind: KindId, index: usize, group: &Group<'d>) -> EntityOp {
        let ontology = self.source.ontology;
        let field = &ontology.kind(kind).relations[index];
        let rows = RowsRef { kind, relation: field.relation, direction: field.direction };
        let rows = self.tables.number(rows);
        match field.cardinality {
            Cardinality::Many => {
                let target = self.limit_of(field.target);
                let limit = Limit {
                    default: field.limit.default.or(target.default),
                    max: field.limit.max.or(target.max),
                };
                let form = RelationForm(field.target, (field.relation, field.direction), limit);
                let arguments = self.arguments(group, form);
                let page = self.relation_page(field, &group.fields);
                EntityOp::Relation(rows, field.relation, arguments, page, self.site(group))
            }
            Cardinality::AtMostOne | Cardinality::ExactlyOne => {
                let arguments = self.arguments(group, ToOneForm);
                let selection = self.target_selection(field.target, group.fields.clone());
                EntityOp::One(rows, field.relation, arguments, selection, self.site(group))
            }
        }
    }
}
