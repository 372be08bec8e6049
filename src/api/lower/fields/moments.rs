//! The moments of `changes` and `timeline`, and edges of lists of records.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::{MomentField, RecordEdgeField},
    },
    plan::{
        ConnectionId, EdgeOp, Id, Object,
        fields::moments::{MomentList, MomentOp},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    /// The plan of the selection on a page of `changes` or `timeline`.
    pub(in crate::api::lower) fn moment_page(
        &mut self,
        fields: &[&'d Field],
    ) -> ConnectionId<MomentList> {
        let name = "Moment";
        self.connection(name, fields, |it, field, group| {
            it.connection_op(name, field, group, Self::moment, |it, field, group| {
                it.record_edge(field, group, Self::moment)
            })
        })
    }

    pub(in crate::api::lower) fn record_edge<Node>(
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

    fn moment(&mut self, group: &Group<'d>) -> Id<Object<MomentOp>> {
        self.object("Moment", &group.fields, |it, field, group| match field {
            MomentField::Date => MomentOp::Date,
            MomentField::Change => MomentOp::Change,
            MomentField::Certain => MomentOp::Certain,
            MomentField::Entity => MomentOp::Entity(it.any_entity(group), it.site(group)),
            MomentField::Link => MomentOp::Link(it.any_link(group), it.site(group)),
        })
    }
}
