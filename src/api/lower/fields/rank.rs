//! `rank`: entities by a measure.

use crate::{
    api::{
        lower::{Group, Lowering},
        schema::{RankConnectionField, RankEdgeField},
    },
    plan::{
        ConnectionId, ConnectionOp, EdgeOp, RootOp, SelectionId,
        fields::rank::{Rank, RankEdgeOp, RankForm, RankList},
    },
};
use apollo_compiler::executable::Field;

impl<'d> Lowering<'d> {
    pub(in crate::api::lower) fn rank(&mut self, group: &Group<'d>) -> RootOp {
        let arguments = self.arguments(group, RankForm);
        let page = self.rank_page(&group.fields);
        RootOp::Rank(Rank { arguments, page, site: self.site(group) })
    }

    fn rank_page(&mut self, fields: &[&'d Field]) -> ConnectionId<RankList> {
        self.connection("Rank", fields, |it, field, group| match field {
            RankConnectionField::Connection(field) => {
                match it.connection_op("Rank", field, group, Self::any_entity, Self::rank_edge) {
                    ConnectionOp::List(list) => ConnectionOp::List(RankList::List(list)),
                    ConnectionOp::Info(steps, site) => ConnectionOp::Info(steps, site),
                    ConnectionOp::TotalCount => ConnectionOp::TotalCount,
                }
            }
            RankConnectionField::Sampling => {
                let sampling = it.sampling(&group.fields);
                ConnectionOp::List(RankList::Sampling(sampling, it.site(group)))
            }
        })
    }

    fn rank_edge(
        &mut self,
        field: RankEdgeField,
        group: &Group<'d>,
    ) -> EdgeOp<SelectionId, RankEdgeOp> {
        match field {
            RankEdgeField::Cursor => EdgeOp::Cursor,
            RankEdgeField::Node => EdgeOp::Node(self.any_entity(group), self.site(group)),
            RankEdgeField::Value => EdgeOp::Own(RankEdgeOp::Value),
        }
    }
}
