//! `ancestors` and `descendants` of an entity.

use crate::{
    api::{
        lower::{Group, Lowering, graph::completeness},
        schema::{ReachableConnectionField, ReachableEdgeField},
    },
    plan::{
        ConnectionId, ConnectionOp, EdgeOp, EntityOp, SelectionId,
        fields::reach::{Lineage, ReachEdgeOp, ReachForm, ReachList},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn reach(&mut self, lineage: Lineage, group: &Group<'d>) -> EntityOp {
        let arguments = self.arguments(group, ReachForm);
        let page = self.reach_page(&group.fields);
        EntityOp::Reach(lineage, arguments, page, self.site(group))
    }

    fn reach_page(&mut self, fields: &[&'d Field]) -> ConnectionId<ReachList> {
        let name = "Reachable";
        self.connection(name, fields, |it, field, group| match field {
            ReachableConnectionField::Connection(field) => {
                match it.connection_op(name, field, group, Self::any_entity, Self::reach_edge) {
                    ConnectionOp::List(list) => ConnectionOp::List(ReachList::List(list)),
                    ConnectionOp::Info(steps, site) => ConnectionOp::Info(steps, site),
                    ConnectionOp::TotalCount => ConnectionOp::TotalCount,
                }
            }
            ReachableConnectionField::Completeness(field) => {
                ConnectionOp::List(ReachList::Completeness(completeness(field)))
            }
        })
    }

    fn reach_edge(
        &mut self,
        field: ReachableEdgeField,
        group: &Group<'d>,
    ) -> EdgeOp<SelectionId, ReachEdgeOp> {
        match field {
            ReachableEdgeField::Cursor => EdgeOp::Cursor,
            ReachableEdgeField::Node => EdgeOp::Node(self.any_entity(group), self.site(group)),
            ReachableEdgeField::Distance => EdgeOp::Own(ReachEdgeOp::Distance),
        }
    }
}
