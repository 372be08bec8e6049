//! Lowers lists that are neither of entities nor of links alone: what rests on a source,
//! conflicts, moments.

use super::{Group, Lowering};
use crate::{
    api::schema::{ConflictField, MomentField, RecordEdgeField},
    ontology::Target,
    plan::{
        ConnectionId, EdgeOp, Id, Object, SelectionId,
        fields::{
            conflicts::{ConflictList, ConflictOp},
            moments::{MomentList, MomentOp},
            supports::{SupportEdgeOp, SupportList},
        },
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// What is selected of a page of what rests on a source.
    pub(super) fn support_page(&mut self, fields: &[&'d Field]) -> ConnectionId<SupportList> {
        let name = "SourceSupports";
        self.connection(name, fields, |it, field, group| {
            it.connection_op(name, field, group, Self::element, |it, field, group| match field {
                RecordEdgeField::Cursor => EdgeOp::Cursor,
                RecordEdgeField::Node => EdgeOp::Node(it.element(group), it.site(group)),
                RecordEdgeField::Citations => {
                    EdgeOp::Own(SupportEdgeOp::Citations(it.support_citations(&group.fields)))
                }
            })
        })
    }

    /// What is selected of a page of `conflicts`.
    pub(super) fn conflict_page(&mut self, fields: &[&'d Field]) -> ConnectionId<ConflictList> {
        let name = "Conflict";
        self.connection(name, fields, |it, field, group| {
            it.connection_op(name, field, group, Self::conflict, |it, field, group| {
                it.record_edge(field, group, Self::conflict)
            })
        })
    }

    /// What is selected of a page of `changes` or `timeline`.
    pub(super) fn moment_page(&mut self, fields: &[&'d Field]) -> ConnectionId<MomentList> {
        let name = "Moment";
        self.connection(name, fields, |it, field, group| {
            it.connection_op(name, field, group, Self::moment, |it, field, group| {
                it.record_edge(field, group, Self::moment)
            })
        })
    }

    fn record_edge<Node>(
        &mut self,
        field: RecordEdgeField,
        group: &Group<'d>,
        node: fn(&mut Self, &Group<'d>) -> Node,
    ) -> EdgeOp<Node> {
        match field {
            RecordEdgeField::Cursor => EdgeOp::Cursor,
            RecordEdgeField::Node => EdgeOp::Node(node(self, group), self.site(group)),
            RecordEdgeField::Citations => {
                unreachable!("only edges to what rests on a source have citations")
            }
        }
    }

    /// What is selected of an entity or a link.
    fn element(&mut self, group: &Group<'d>) -> SelectionId {
        let everything = self.source.ontology.kinds_of(Target::Entity);
        self.selection(everything, true, group.fields.clone())
    }

    fn conflict(&mut self, group: &Group<'d>) -> Id<Object<ConflictOp>> {
        self.object("Conflict", &group.fields, |it, field, group| match field {
            ConflictField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                ConflictOp::Entity(selection, it.site(group))
            }
            ConflictField::Field => ConflictOp::Field,
            ConflictField::Claims => ConflictOp::Claims(it.claims(&group.fields), it.site(group)),
        })
    }

    fn moment(&mut self, group: &Group<'d>) -> Id<Object<MomentOp>> {
        self.object("Moment", &group.fields, |it, field, group| match field {
            MomentField::Date => MomentOp::Date,
            MomentField::Change => MomentOp::Change,
            MomentField::Certain => MomentOp::Certain,
            MomentField::Entity => {
                let selection = it.target_selection(Target::Entity, group.fields.clone());
                MomentOp::Entity(selection, it.site(group))
            }
            MomentField::Link => {
                let selection = it.selection(Vec::new(), true, group.fields.clone());
                MomentOp::Link(selection, it.site(group))
            }
        })
    }
}
