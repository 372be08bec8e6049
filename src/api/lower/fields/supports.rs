//! `Source.supports`: what rests on a source.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::RecordEdgeField,
    },
    plan::{
        ConnectionId, EdgeOp, SelectionId,
        fields::supports::{SupportEdgeOp, SupportList},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// The plan of the selection on a page of the elements that rest on a source.
    pub(in crate::api::lower) fn support_page(
        &mut self,
        fields: &[&'d Field],
    ) -> ConnectionId<SupportList> {
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

    /// The plan of the selection on an entity or a link.
    fn element(&mut self, group: &Group<'d>) -> SelectionId {
        self.selection(self.every_kind(), true, group.fields.clone())
    }
}
