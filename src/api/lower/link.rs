//! Lowers what is selected of links, on `Link` and on the edges of lists.

use super::{Group, Lowering};
use crate::{
    api::schema::LinkField,
    ontology::{RelationId, Scalar, Target},
    plan::{LinkCell, LinkColumnRef, LinkOp, Object, Referred, fields::to_one::ToOneForm},
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// The plan of the selection on a link of any relation.
    pub(super) fn link_steps(&mut self, fields: &[&'d Field]) -> Object<LinkOp> {
        self.steps(fields, "Link", |it, group| {
            let field = it.kind("Link", group);
            it.link_op(None, field, group)
        })
    }

    /// A field of a link. The columns of a known relation are read directly.
    pub(super) fn link_op(
        &mut self,
        relation: Option<RelationId>,
        field: LinkField,
        group: &Group<'d>,
    ) -> LinkOp {
        let cell = match field {
            LinkField::Reference(index) => return self.reference(relation, index, group),
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
            LinkField::LastAttested => return LinkOp::LastAttested,
            LinkField::Certainty => return LinkOp::Certainty,
            LinkField::Status => return LinkOp::Status,
            LinkField::Evidence => return LinkOp::Evidence,
            LinkField::Sources => {
                return LinkOp::Sources(self.citations(&group.fields), self.site(group));
            }
            LinkField::Properties => return LinkOp::Properties,
            LinkField::References => {
                let references = self.link_references(&group.fields);
                return LinkOp::References(references, self.site(group));
            }
            LinkField::At => LinkCell::At,
            LinkField::Since => LinkCell::Since,
            LinkField::Until => LinkCell::Until,
            LinkField::Attested => LinkCell::Attested,
            LinkField::Disputed => LinkCell::Disputed,
            LinkField::Note => LinkCell::Note,
            LinkField::Property(index) => {
                let properties =
                    relation.map(|relation| self.source.ontology.properties_of(relation));
                let property = properties.and_then(|properties| properties.get(index));
                if let Some(Scalar::Structured(id)) = property.map(|it| it.ty.scalar) {
                    return LinkOp::Value(index, self.value(id, &group.fields));
                }
                LinkCell::Property(index)
            }
        };
        match relation {
            Some(relation) => LinkOp::Cell(self.tables.number(LinkColumnRef { relation, cell })),
            None => LinkOp::Field(cell),
        }
    }

    /// A property of links that refers to an entity.
    fn reference(
        &mut self,
        relation: Option<RelationId>,
        index: usize,
        group: &Group<'d>,
    ) -> LinkOp {
        let Some(relation) = relation else {
            unreachable!("only edges of a relation field have properties that refer to entities")
        };
        let referred = Referred { relation, reference: index };
        let target = referred.of(self.source.ontology).target;
        let arguments = self.arguments(group, ToOneForm);
        let selection = self.target_selection(target, group.fields.clone());
        LinkOp::Reference(referred, arguments, selection, self.site(group))
    }
}
