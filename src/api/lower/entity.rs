//! Lowers what is selected of entities, links and their small values.

use super::{Group, LinkSteps, Lowering, Place, records::RecordList};
use crate::json::fragment::Fragment;
use crate::{
    api::model::{EdgeField, LinkField, Meaning, Part},
    ontology::{Cardinality, KindId, Limit, RelationId, Target},
    plan::{
        ArgumentForm, ColumnId, ColumnRef, EntityOp, LinkCell, LinkColumnRef, LinkOp, PartOp,
        PartsId, RowsRef, Selection, SelectionId, Step,
    },
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
                selection.link = lowering.link_steps("Link", None, fields);
            }
            lowering.selections.push(selection);
            lowering.selections.len() as u32 - 1
        });
        SelectionId(number)
    }

    fn entity_steps(&mut self, kind: KindId, fields: &[&'d Field]) -> Vec<Step<EntityOp>> {
        let name = self.source.ontology.kind(kind).name.as_str();
        let steps =
            self.steps(fields, name, EntityOp::Fail, |it, group| it.entity_step(kind, name, group));
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

    fn entity_step(&mut self, kind: KindId, ty: &str, group: &Group<'d>) -> Option<Step<EntityOp>> {
        if group.name() == "__typename" {
            let constant = self.constant(ty);
            return Some(self.step(group.key, EntityOp::Constant(constant)));
        }
        let field = self.field(ty, group.name())?;
        let has_arguments = !group.fields[0].arguments.is_empty();
        let op = match field.meaning {
            Meaning::Id => EntityOp::Cell(self.column(ColumnRef::Id)),
            Meaning::Kind => EntityOp::Constant(self.constant(ty)),
            Meaning::Name if !has_arguments => EntityOp::Cell(self.column(ColumnRef::Name)),
            Meaning::Name => EntityOp::Name(self.arguments(group, ArgumentForm::Languages)),
            Meaning::Summary => EntityOp::Summary(self.arguments(group, ArgumentForm::Languages)),
            Meaning::Names => EntityOp::Names(self.parts("Name", &group.fields)),
            Meaning::ExternalIds => EntityOp::ExternalIds(self.parts("ExternalId", &group.fields)),
            Meaning::Sources => {
                EntityOp::Sources(self.parts("Citation", &group.fields), self.site(group))
            }
            Meaning::Claims => {
                let arguments = self.arguments(group, ArgumentForm::Field);
                EntityOp::Claims(arguments, self.parts("ClaimSet", &group.fields), self.site(group))
            }
            Meaning::Degree => {
                EntityOp::Degree(self.arguments(group, ArgumentForm::Degree), self.site(group))
            }
            Meaning::Links => {
                let arguments = self.arguments(group, ArgumentForm::Links);
                EntityOp::Links(arguments, self.link_list(&group.fields), self.site(group))
            }
            Meaning::Supports => {
                let arguments = self.arguments(group, ArgumentForm::Supports);
                let page = self.record_page(RecordList::Supports, &group.fields);
                EntityOp::Supports(arguments, page, self.site(group))
            }
            Meaning::Property(index) => {
                EntityOp::Cell(self.column(ColumnRef::Property(kind, index)))
            }
            Meaning::Relation(index) => self.relation(kind, index, group),
            _ => return None,
        };
        Some(self.step(group.key, op))
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

    /// What is selected of a link: of `Link`, or of an edge of a type.
    ///
    /// With a relation, its columns are known and read directly.
    pub(super) fn link_steps(
        &mut self,
        ty: &str,
        relation: Option<RelationId>,
        fields: &[&'d Field],
    ) -> LinkSteps {
        self.steps(fields, ty, LinkOp::Fail, |it, group| it.link_step(ty, relation, None, group))
    }

    /// `node` is what an edge leads to; `None` on `Link`, and for edges of lists of links.
    pub(super) fn link_step(
        &mut self,
        ty: &str,
        relation: Option<RelationId>,
        node: Option<Target>,
        group: &Group<'d>,
    ) -> Option<Step<LinkOp>> {
        if group.name() == "__typename" {
            let constant = self.constant(ty);
            return Some(self.step(group.key, LinkOp::Constant(constant)));
        }
        let op = match self.field(ty, group.name())?.meaning {
            Meaning::Edge(EdgeField::Cursor) => LinkOp::Cursor,
            Meaning::Edge(EdgeField::Node) => {
                let selection = match node {
                    Some(target) => self.target_selection(target, group.fields.clone()),
                    None => self.selection(Vec::new(), true, group.fields.clone()),
                };
                LinkOp::Node(selection, self.site(group))
            }
            Meaning::Id => LinkOp::Id,
            Meaning::Link(field) => self.link_op(relation, field, group),
            _ => return None,
        };
        Some(self.step(group.key, op))
    }

    fn link_op(
        &mut self,
        relation: Option<RelationId>,
        field: LinkField,
        group: &Group<'d>,
    ) -> LinkOp {
        let cell = match field {
            LinkField::Id => return LinkOp::Id,
            LinkField::Relation => return LinkOp::Relation,
            LinkField::From => {
                let selection = self.target_selection(Target::Entity, group.fields.clone());
                return LinkOp::From(selection, self.site(group));
            }
            LinkField::To => {
                let selection = self.target_selection(Target::Entity, group.fields.clone());
                return LinkOp::To(selection, self.site(group));
            }
            LinkField::Status => return LinkOp::Status,
            LinkField::Evidence => return LinkOp::Evidence,
            LinkField::Sources => {
                return LinkOp::Sources(self.parts("Citation", &group.fields), self.site(group));
            }
            LinkField::Properties => return LinkOp::Properties,
            LinkField::At => LinkCell::At,
            LinkField::Since => LinkCell::Since,
            LinkField::Until => LinkCell::Until,
            LinkField::Attested => LinkCell::Attested,
            LinkField::Note => LinkCell::Note,
            LinkField::Property(index) => LinkCell::Property(index),
        };
        match relation {
            Some(relation) => LinkOp::Cell(self.link_column(LinkColumnRef { relation, cell })),
            None => LinkOp::Field(cell),
        }
    }

    /// What is selected of a small value.
    pub(super) fn parts(&mut self, ty: &'static str, fields: &[&'d Field]) -> PartsId {
        let number = self.memoized((Place::Parts(ty), fields.to_vec()), |lowering, fields| {
            let steps =
                lowering.steps(fields, ty, PartOp::Fail, |it, group| it.part_step(ty, group));
            lowering.add_parts(steps).0
        });
        PartsId(number)
    }

    fn part_step(&mut self, ty: &'static str, group: &Group<'d>) -> Option<Step<PartOp>> {
        if group.name() == "__typename" {
            let constant = self.constant(ty);
            return Some(self.step(group.key, PartOp::Constant(constant)));
        }
        let Meaning::Part(part) = self.field(ty, group.name())?.meaning else { return None };
        let op = match part {
            Part::Value => PartOp::Value,
            Part::Lang => PartOp::Lang,
            Part::Script => PartOp::Script,
            Part::Kind => PartOp::Kind,
            Part::Since => PartOp::Since,
            Part::Until => PartOp::Until,
            Part::Scheme => PartOp::Scheme,
            Part::Locator => PartOp::Locator,
            Part::Note => PartOp::Note,
            Part::Field => PartOp::Field,
            Part::Preferred => PartOp::Preferred,
            Part::Claims => PartOp::Claims(self.parts("Claim", &group.fields), self.site(group)),
            Part::Sources => {
                PartOp::Sources(self.parts("Citation", &group.fields), self.site(group))
            }
            Part::QueryId => PartOp::QueryId,
            Part::QueryName => PartOp::QueryName,
            Part::Tie => PartOp::Tie,
            Part::Score => PartOp::Score,
            Part::KindAgrees => PartOp::KindAgrees,
            Part::CountryAgrees => PartOp::CountryAgrees,
            Part::QueryWord => PartOp::QueryWord,
            Part::CandidateWord => PartOp::CandidateWord,
            Part::How => PartOp::How,
            Part::Weight => PartOp::Weight,
            Part::Candidates => {
                PartOp::Candidates(self.parts("Match", &group.fields), self.site(group))
            }
            Part::Tokens => {
                PartOp::Tokens(self.parts("MatchToken", &group.fields), self.site(group))
            }
            Part::MatchedName => {
                PartOp::MatchedName(self.parts("Name", &group.fields), self.site(group))
            }
            Part::Entity => {
                let selection = self.target_selection(Target::Entity, group.fields.clone());
                PartOp::Entity(selection, self.site(group))
            }
            Part::Source => {
                let source = self.source.ontology.kind_by_name("Source")?;
                let selection = self.target_selection(Target::Kind(source), group.fields.clone());
                PartOp::Source(selection, self.site(group))
            }
        };
        Some(self.step(group.key, op))
    }
}
