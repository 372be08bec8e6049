//! Lowers what is selected of links: of `Link` itself, and of the edges of lists.

use super::{Group, LinkSteps, Lowering, page::List};
use crate::{
    api::schema::{EdgeField, LinkField},
    ontology::{RelationId, Target},
    plan::{LinkCell, LinkColumnRef, LinkOp},
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is selected of a link of any relation.
    pub(super) fn link_steps(&mut self, fields: &[&'d Field]) -> LinkSteps {
        self.steps(fields, "Link", |it, group| {
            let field = it.kind("Link", group);
            it.link_op(None, field, group)
        })
    }

    /// What is selected of the edges of a list. The columns of a known relation are read
    /// directly.
    pub(super) fn edge_steps(&mut self, list: List<'_>, fields: &[&'d Field]) -> LinkSteps {
        let edge = format!("{}Edge", list.name);
        self.steps(fields, &edge, |it, group| match it.kind(&edge, group) {
            EdgeField::Cursor => LinkOp::Cursor,
            EdgeField::Node => {
                let selection = match list.node {
                    Some(target) => it.target_selection(target, group.fields.clone()),
                    None => it.selection(Vec::new(), true, group.fields.clone()),
                };
                LinkOp::Node(selection, it.site(group))
            }
            EdgeField::Link(field) => it.link_op(list.relation, field, group),
        })
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
                return LinkOp::Sources(self.citations(&group.fields), self.site(group));
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
}
